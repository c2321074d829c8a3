//! Start over: a new epoch on the newest base, dated from today. The old journal stays.

use super::base::ensure_base;
use super::{Sandbox, codes};
use crate::{Actor, Outcome, ServiceError, audit, once};
use abhyas_core::OnceKey;
use abhyas_core::clock::date_in_india;
use abhyas_store::sandbox as store;
use serde_json::json;

impl Sandbox {
    /// Starts the hospital over. The same form sent twice starts it over once.
    ///
    /// # Errors
    /// [`codes::OF_AN_EXERCISE`]: an exercise is tried again instead; [`codes::WAS_RESET`] when another request was faster.
    pub async fn reset(&self, actor: &Actor, key: &OnceKey) -> Outcome<()> {
        if actor.person != *self.owner() {
            return Err(ServiceError::NotFound);
        }
        if self.exercise().is_some() {
            return Err(ServiceError::refused(codes::OF_AN_EXERCISE));
        }
        let base = ensure_base(&self.services).await?;
        // Waits for the command under way and keeps the next one out.
        let mut slot = self.slot.lock().await;
        let mut tx = self.services.db().begin().await?;
        if once::begin(&mut tx, &self.services, actor, key, "sandbox.reset").await?.is_some() {
            return Ok(());
        }
        let origin = date_in_india(self.services.now());
        if !store::reset(&mut tx, self.id(), self.record.epoch, origin, &base).await? {
            return Err(ServiceError::refused(codes::WAS_RESET));
        }
        let detail = json!({ "epoch": self.record.epoch + 1 });
        let subject = ("sandbox", self.id().as_str());
        audit::record(&mut tx, &self.services, actor, "sandbox.reset", subject, actor.district.as_ref(), detail)
            .await?;
        once::finish(&mut tx, key, "").await?;
        tx.commit().await?;
        *slot = None;
        Ok(())
    }
}
