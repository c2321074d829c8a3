//! Changing one's own password, and signing out everywhere.

use super::gate::HashingGate;
use super::sign_in::check_password;
use super::{passwords, salt};
use crate::{Actor, Outcome, ServiceError, Services, audit};
use abhyas_store::access as store;
use abhyas_store::web_session::end_sessions_of;
use serde_json::json;

/// What the form holds.
#[derive(Clone, Default)]
pub struct ChangePassword {
    /// The password so far.
    pub current: String,
    /// The new one.
    pub password: String,
    /// The new one again.
    pub password_again: String,
    /// The stable random name of the browser.
    pub device: String,
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChangePassword").finish_non_exhaustive()
    }
}

/// Sets a new password and ends all sessions of the person; the caller begins a new one.
///
/// # Errors
/// [`super::refusals::WRONG_PASSWORD`] at `current`, and what stands against the new password.
pub async fn change_password(services: &Services, actor: &Actor, input: ChangePassword) -> Outcome<()> {
    let account = store::account(services.db(), &actor.person).await?.ok_or(ServiceError::SignInNeeded)?;
    passwords::check(&input.password, &input.password_again, &account).map_err(ServiceError::Refused)?;
    check_password(services, &actor.person, &input.current, &input.device, "current").await?;
    let phc = services.part::<HashingGate>().hash(&input.password, salt(services)).await?;
    let mut tx = services.db().begin().await?;
    store::put_password(&mut tx, &actor.person, &phc, services.real_now()).await?;
    store::end_codes(&mut tx, &actor.person, services.real_now()).await?;
    end_sessions_of(&mut tx, &actor.person, None).await?;
    let subject = ("person", actor.person.as_str());
    audit::record(&mut tx, services, actor, "access.password", subject, actor.district.as_ref(), json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends all sessions of the actor. Returns how many.
///
/// # Errors
/// [`ServiceError`] when the database can not be written.
pub async fn sign_out_everywhere(services: &Services, actor: &Actor) -> Outcome<u64> {
    let mut tx = services.db().begin().await?;
    let ended = end_sessions_of(&mut tx, &actor.person, None).await?;
    let subject = ("person", actor.person.as_str());
    let detail = json!({"sessions": ended});
    audit::record(&mut tx, services, actor, "access.sign_out_everywhere", subject, actor.district.as_ref(), detail)
        .await?;
    tx.commit().await?;
    Ok(ended)
}

#[cfg(test)]
#[path = "change_password_tests.rs"]
mod tests;
