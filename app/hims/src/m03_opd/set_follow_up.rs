//! Say when the patient should come again.

use super::codes;
use super::encounter::{Encounter, FollowUp};
use super::number;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::check;
use crate::time::Day;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The farthest day, counted from today.
const FARTHEST: u32 = 366;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetFollowUp {
    /// The consultation.
    pub encounter: String,
    /// In how many days; empty: no need to come again.
    pub in_days: String,
    /// What for.
    pub note: String,
}

impl Command for SetFollowUp {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, _) = rights::open_encounter(tx, &self.encounter)?;
        encounter.follow_up = follow_up(&self.in_days, &self.note, ctx.now.day())?;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}

/// The day as typed: in so many days from `today`.
pub(super) fn follow_up(in_days: &str, note: &str, today: Day) -> Result<Option<FollowUp>, Refusal> {
    let note = check::text(note, "note", 200)?;
    let days = number::whole(in_days, "in_days").map_err(|_| Refusal::new(codes::FOLLOW_UP_FORM).at("in_days"))?;
    match days {
        None if note.is_empty() => Ok(None),
        None => Err(Refusal::new(codes::FOLLOW_UP_FORM).at("in_days")),
        Some(days) if (1..=FARTHEST).contains(&days) => {
            Ok(Some(FollowUp { day: Day(today.0.saturating_add(i32::try_from(days).unwrap_or(0))), note }))
        }
        Some(_) => Err(Refusal::new(codes::FOLLOW_UP_RANGE).at("in_days")),
    }
}
