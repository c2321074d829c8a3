//! Approve a count: a second person agrees, and the balance becomes what was counted.

use super::codes;
use super::count::{StockCount, StockCountId};
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::stock::{self, Because};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApproveCount {
    /// The id of the count.
    pub count: String,
}

impl Command for ApproveCount {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<StockCount>(&self.count))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        let mut count = decided_by_second(tx.world(), ctx, &self.count)?;
        count.state = count.state.approve(Stamp::of(ctx)).map_err(Refusal::from)?;
        let shelf = tx.world().batches().get(&count.batch).map_or(0, |b| b.shelf);
        if shelf != count.expected {
            return Err(Refusal::new(codes::COUNT_STALE).with("n", shelf).into());
        }
        let kind = if count.counted > shelf { MovementKind::CountUp } else { MovementKind::CountDown };
        let because = Because { note: count.reason.clone(), ..Because::default() };
        stock::post(tx, ctx, &count.batch, kind, count.counted.abs_diff(shelf), because)?;
        let receipt = Receipt::of::<StockCount>(&count.id);
        tx.put(count)?;
        Ok(receipt)
    }
}

/// The count, if whoever acts may decide about it: another person than the one who counted, or in another role.
pub(super) fn decided_by_second(world: &World, ctx: &Ctx, id: &str) -> Result<StockCount, Refusal> {
    rights::require(ctx, Right::Decide)?;
    let found = StockCountId::parse(id.trim()).and_then(|id| world.stock_counts().get(&id).cloned());
    let count = found.ok_or_else(|| Refusal::new(codes::COUNT_NOT_FOUND))?;
    if count.proposed.by == ctx.actor && count.proposed.persona == ctx.persona {
        return Err(Refusal::new(codes::COUNT_OWN));
    }
    Ok((*count).clone())
}
