//! The patient leaves the room: the token is done. Not before the doctor has signed.

use super::codes;
use super::encounter::Encounter;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use crate::m02_queue::end_consult;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CloseEncounter {
    /// The consultation.
    pub encounter: String,
}

impl Command for CloseEncounter {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let mut encounter = rights::encounter(tx, &self.encounter)?;
        if !encounter.stands() {
            return Err(codes::ENCOUNTER_GONE.into());
        }
        close(tx, ctx, &mut encounter)?;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}

/// Ends the consultation in the room and at its token.
pub(super) fn close(tx: &mut Tx, ctx: &Ctx, encounter: &mut Encounter) -> Result<(), Refusals> {
    if encounter.closed.is_some() {
        return Err(codes::CLOSED_ALREADY.into());
    }
    if encounter.state.signed().is_none() {
        return Err(codes::CLOSE_UNSIGNED.into());
    }
    end(tx, ctx, encounter)
}

/// Ends the consultation whether it was signed or not (when it is cancelled).
pub(super) fn end(tx: &mut Tx, ctx: &Ctx, encounter: &mut Encounter) -> Result<(), Refusals> {
    if let Some(token) = &encounter.token {
        end_consult(tx, ctx, token)?;
    }
    encounter.closed = Some(Stamp::of(ctx));
    Ok(())
}
