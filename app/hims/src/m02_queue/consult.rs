//! What the doctor's desk does with a token.

use super::appointment::{Appointment, AppointmentState};
use super::call_next::passed_over;
use super::codes;
use super::token::{Call, Origin, Token, TokenId, TokenState};
use crate::engine::{Ctx, Refusals, Tx};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;

/// called → in consultation. The first of the queue may come in straight from the waiting hall.
///
/// # Errors
/// [`codes::TOKEN_NOT_FOUND`], [`codes::TOKEN_OTHER_DAY`]; [`codes::CALL_SKIPS_PRIORITY`] or [`codes::CALL_OUT_OF_TURN`]
/// for one who waits behind others; [`codes::TOKEN_NOT_CALLED`] from any other state.
pub(crate) fn begin_consult(tx: &mut Tx, ctx: &Ctx, token: &TokenId) -> Result<(), Refusals> {
    let mut token = of_today(tx, ctx, token)?;
    if token.state == TokenState::Waiting {
        if let Some(refusal) = passed_over(tx.world(), &token) {
            return Err(refusal.into());
        }
        token.state = token.state.call()?;
        token.calls.push(Call { called: Stamp::of(ctx), despite: None });
    }
    token.state = token.state.begin(Stamp::of(ctx))?;
    follow(tx, &token, |state| state.consulted())?;
    Ok(tx.put(token)?)
}

/// in consultation → done.
///
/// # Errors
/// [`codes::TOKEN_NOT_FOUND`], [`codes::TOKEN_NOT_IN_CONSULT`].
pub(crate) fn end_consult(tx: &mut Tx, ctx: &Ctx, token: &TokenId) -> Result<(), Refusals> {
    // A consultation may end after midnight: the token's day does not matter here.
    let mut token = stored(tx, token)?;
    token.state = token.state.end(Stamp::of(ctx))?;
    follow(tx, &token, |state| state.fulfilled())?;
    Ok(tx.put(token)?)
}

fn stored(tx: &Tx, token: &TokenId) -> Result<Token, Refusal> {
    tx.world().tokens().get(token).map(|t| (**t).clone()).ok_or_else(|| codes::TOKEN_NOT_FOUND.into())
}

fn of_today(tx: &Tx, ctx: &Ctx, token: &TokenId) -> Result<Token, Refusal> {
    let token = stored(tx, token)?;
    if token.day == ctx.now.day() { Ok(token) } else { Err(codes::TOKEN_OTHER_DAY.into()) }
}

/// The patient went away: waiting, called or in consultation → left.
///
/// # Errors
/// [`codes::TOKEN_NOT_FOUND`], [`codes::TOKEN_CLOSED`].
pub(crate) fn leave(tx: &mut Tx, ctx: &Ctx, token: &TokenId, reason: String) -> Result<(), Refusals> {
    let mut token = stored(tx, token)?;
    token.state = token.state.leave(reason, Stamp::of(ctx))?;
    let noted = Stamp::of(ctx);
    follow(tx, &token, |state| if state.holds_place() { AppointmentState::NoShow { noted } } else { state })?;
    Ok(tx.put(token)?)
}

/// The appointment from which the token came goes along with it, also when the patient was sent to another department.
pub(super) fn follow(
    tx: &mut Tx,
    token: &Token,
    step: impl FnOnce(AppointmentState) -> AppointmentState,
) -> Result<(), Refusals> {
    let Some(held) = appointment_of(tx, token) else { return Ok(()) };
    let state = step(held.state.clone());
    Ok(tx.put(Appointment { state, ..held })?)
}

fn appointment_of(tx: &Tx, token: &Token) -> Option<Appointment> {
    match &token.origin {
        Origin::Appointment { appointment } => tx.world().appointments().get(appointment).map(|a| (**a).clone()),
        // Tokens point to earlier ones only, so that this ends.
        Origin::Transfer { token: before } => appointment_of(tx, tx.world().tokens().get(before)?),
        Origin::WalkIn | Origin::Share { .. } => None,
    }
}
