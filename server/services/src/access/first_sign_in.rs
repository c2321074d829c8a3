//! The first sign-in: the code from the slip and a password of one's own. A reset and the first officer's link are the same.

use super::gate::HashingGate;
use super::limits::{Attempt, hash};
use super::{actor_of, codes, passwords, refusals, salt};
use crate::{Outcome, ServiceError, Services, audit};
use abhyas_core::{PersonId, Refusal};
use abhyas_store::access::{self as store, Account, CodeRecord};
use serde_json::json;

/// What the form of the first sign-in holds.
#[derive(Clone, Default)]
pub struct FirstSignIn {
    /// The code as typed or scanned.
    pub code: String,
    /// The new password.
    pub password: String,
    /// The new password again.
    pub password_again: String,
    /// The stable random name of the browser.
    pub device: String,
}

impl std::fmt::Debug for FirstSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirstSignIn").finish_non_exhaustive()
    }
}

/// Whose code it is, so that the form can greet them before they choose a password.
///
/// # Errors
/// As for [`first_sign_in`].
pub async fn whose_code(services: &Services, code: &str, device: &str) -> Outcome<String> {
    let (_, account) = find(services, code, device).await?;
    Ok(account.name)
}

/// Uses the code up, sets the password and signs in.
///
/// # Errors
/// [`refusals::CODE_MISTYPED`], [`refusals::CODE_UNKNOWN`], [`refusals::CODE_USED`], [`refusals::CODE_EXPIRED`],
/// [`refusals::WAIT`] after too many wrong codes from one device, and what stands against the password.
pub async fn first_sign_in(services: &Services, input: FirstSignIn) -> Outcome<PersonId> {
    let (code, account) = find(services, &input.code, &input.device).await?;
    passwords::check(&input.password, &input.password_again, &account).map_err(ServiceError::Refused)?;
    let phc = services.part::<HashingGate>().hash(&input.password, salt(services)).await?;
    let actor = actor_of(services, &account.person).await?.ok_or(ServiceError::NotFound)?;
    let now = services.real_now();
    let mut tx = services.db().begin().await?;
    if !store::use_code(&mut tx, &code.id, now).await? {
        return Err(Refusal::new(refusals::CODE_USED).at("code").into());
    }
    store::put_password(&mut tx, &account.person, &phc, now).await?;
    store::end_codes(&mut tx, &account.person, now).await?;
    store::note_success(&mut tx, account.person.as_str(), &hash(&input.device), now).await?;
    let subject = ("person", account.person.as_str());
    audit::record(
        &mut tx,
        services,
        &actor,
        "access.first",
        subject,
        account.district.as_ref(),
        json!({"purpose": code.purpose}),
    )
    .await?;
    tx.commit().await?;
    Ok(account.person)
}

/// The open code and its person. Wrong codes are counted by device; a mistyped one costs nothing.
async fn find(services: &Services, typed: &str, device: &str) -> Outcome<(CodeRecord, Account)> {
    let text = codes::read(typed)?;
    let attempt = Attempt::begin(services, &format!("code:{}", hash(device)), device).await?;
    let Some(code) = store::code_by_hash(services.db(), &codes::hash(&text)).await? else {
        attempt.failed(services).await;
        return Err(Refusal::new(refusals::CODE_UNKNOWN).at("code").into());
    };
    if code.used {
        return Err(Refusal::new(refusals::CODE_USED).at("code").into());
    }
    if code.expires_at <= services.real_now() {
        return Err(Refusal::new(refusals::CODE_EXPIRED).at("code").into());
    }
    let account = store::account(services.db(), &code.person).await?.filter(|account| account.active);
    let account = account.ok_or_else(|| ServiceError::from(Refusal::new(refusals::CODE_UNKNOWN).at("code")))?;
    Ok((code, account))
}

#[cfg(test)]
#[path = "first_sign_in_tests.rs"]
mod tests;
