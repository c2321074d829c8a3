//! Sign-in by mobile number or staff id and password; a locked session is unlocked in the same way.

use super::gate::HashingGate;
use super::limits::{Attempt, nobody};
use super::login_name::LoginName;
use super::refusals;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::{PersonId, Refusal};
use abhyas_store::access::{self as store, Account};

/// What the sign-in form holds.
#[derive(Clone, Default)]
pub struct SignIn {
    /// Mobile number or staff id.
    pub login: String,
    /// The password.
    pub password: String,
    /// The stable random name of the browser.
    pub device: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// Signs a person in. Unknown account, inactive account, no password yet and wrong password are one answer, in the same
/// time. Works with a full disk.
///
/// # Errors
/// [`refusals::WRONG`], [`refusals::WAIT`], a missing field, or [`ServiceError::Busy`] when too many sign in at once.
pub async fn sign_in(services: &Services, input: SignIn) -> Outcome<PersonId> {
    let name = LoginName::read(&input.login);
    let missing = |field| Refusal::new(crate::error::codes::MISSING).at(field);
    let empty: Vec<Refusal> = [("login", name.typed.is_empty()), ("password", input.password.is_empty())]
        .into_iter()
        .filter(|(_, empty)| *empty)
        .map(|(field, _)| missing(field))
        .collect();
    if !empty.is_empty() {
        return Err(ServiceError::Refused(empty));
    }
    let account = store::account_by_login(services.db(), &name.typed, &name.capitals, &name.mobile).await?;
    let account = account.filter(|account| account.active);
    let counted = account.as_ref().map_or_else(|| nobody(name.one()), |account| account.person.as_str().to_owned());
    let wrong = Refusal::new(refusals::WRONG).at("password");
    prove(services, &counted, account, &input.password, &input.device, wrong).await
}

/// Checks the password of a person who says who they are; `field` is where the form marks it.
pub(super) async fn check_password(
    services: &Services,
    person: &PersonId,
    password: &str,
    device: &str,
    field: &'static str,
) -> Outcome<()> {
    let account = store::account(services.db(), person).await?.filter(|account| account.active);
    prove(services, person.as_str(), account, password, device, Refusal::new(refusals::WRONG_PASSWORD).at(field))
        .await
        .map(|_| ())
}

async fn prove(
    services: &Services,
    counted: &str,
    account: Option<Account>,
    password: &str,
    device: &str,
    wrong: Refusal,
) -> Outcome<PersonId> {
    let attempt = Attempt::begin(services, counted, device).await?;
    let phc = account.as_ref().and_then(|account| account.password.clone());
    let right = services.part::<HashingGate>().verify(password, phc).await?;
    match account.filter(|_| right) {
        Some(account) => {
            attempt.succeeded(services).await;
            Ok(account.person)
        }
        None => {
            attempt.failed(services).await;
            Err(ServiceError::refused(wrong))
        }
    }
}

#[cfg(test)]
#[path = "sign_in_tests.rs"]
mod tests;
