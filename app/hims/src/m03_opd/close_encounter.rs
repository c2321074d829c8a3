//! The patient leaves the room: the token is done. Not before the doctor has signed.

use super::codes;
use super::encounter::Encounter;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use crate::m02_queue::{TokenId, TokenState, end_consult, leave};
use crate::m07_laboratory::cancel_unfinished;
use crate::m08_radiology::cancel_waiting;
use abhyas_core::{Code, Refusal};
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
    if let Some(token) = in_consult(tx, encounter) {
        end_consult(tx, ctx, &token)?;
    }
    encounter.closed = Some(Stamp::of(ctx));
    Ok(())
}

/// The token of the consultation, unless the desk has noted meanwhile that the patient left.
fn in_consult(tx: &Tx, encounter: &Encounter) -> Option<TokenId> {
    let token = tx.world().tokens().get(encounter.token.as_ref()?)?;
    matches!(token.state, TokenState::InConsult { .. }).then(|| token.id.clone())
}

/// The laboratory's orders of a consultation that does not count are cancelled; the warnings say how many were, and how
/// many have results and stand.
pub(super) fn cancel_orders(
    tx: &mut Tx,
    ctx: &Ctx,
    encounter: &Encounter,
    reason: &str,
) -> Result<Vec<Refusal>, Refusals> {
    let (cancelled, standing) = cancel_unfinished(tx, ctx, &encounter.orders, reason)?;
    let cancelled = cancelled + cancel_waiting(tx, ctx, &encounter.id, reason)?;
    let warn = |n: usize, code: Code| (n > 0).then(|| Refusal::new(code).with("n", n));
    let warnings = [warn(cancelled, codes::ORDERS_CANCELLED), warn(standing, codes::ORDERS_STAND)];
    Ok(warnings.into_iter().flatten().collect())
}

/// The consultation came to nothing: the patient left, for the queue as well.
pub(super) fn abandon(tx: &mut Tx, ctx: &Ctx, encounter: &mut Encounter, reason: &str) -> Result<(), Refusals> {
    if let Some(token) = in_consult(tx, encounter) {
        leave(tx, ctx, &token, reason.to_owned())?;
    }
    encounter.closed = Some(Stamp::of(ctx));
    Ok(())
}
