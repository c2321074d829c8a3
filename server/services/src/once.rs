//! The same form sent twice (double click, retried request, back button) is one act with one answer.

use crate::actor::Actor;
use crate::error::{Outcome, ServiceError, codes};
use crate::{Services, Tx};
use abhyas_core::{OnceKey, Refusal};

/// Claims the key inside the operation's own transaction.
///
/// `Ok(Some(outcome))`: it was done before, this is what came of it; write nothing. `Ok(None)`: go on, then call [`finish`].
///
/// # Errors
/// A refusal when the key was used by another person or for another act.
pub async fn begin(
    tx: &mut Tx,
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    action: &'static str,
) -> Outcome<Option<String>> {
    match abhyas_store::once::claim(tx, key, &actor.person, action, services.real_now()).await? {
        None => Ok(None),
        Some(done) if done.actor == actor.person.as_str() && done.action == action => Ok(Some(done.outcome)),
        Some(_) => Err(ServiceError::refused(Refusal::new(codes::KEY_REUSED))),
    }
}

/// Notes what came of it, in the same transaction.
///
/// # Errors
/// [`ServiceError`] when the database can not be written.
pub async fn finish(tx: &mut Tx, key: &OnceKey, outcome: &str) -> Outcome<()> {
    abhyas_store::once::finish(tx, key, outcome).await?;
    Ok(())
}
