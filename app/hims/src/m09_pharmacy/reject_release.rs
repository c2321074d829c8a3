//! A second person does not lift a recall: the batch stays where it is.

use super::approve_release::decided_by_second;
use super::batch::Batch;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::check;
use serde::{Deserialize, Serialize};

/// The command. The reason stays in the journal and in the recall.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RejectRelease {
    /// The id of the batch.
    pub batch: String,
    /// Why.
    pub reason: String,
}

impl Command for RejectRelease {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Batch>(&self.batch))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        let (mut batch, _) = decided_by_second(tx.world(), ctx, &self.batch)?;
        let reason = check::reason(&self.reason, "reason")?;
        if let Some(recall) = &mut batch.recall {
            recall.reason = format!("{} · {reason}", recall.reason);
        }
        batch.release = None;
        let receipt = Receipt::of::<Batch>(&batch.id);
        tx.put(batch)?;
        Ok(receipt)
    }
}
