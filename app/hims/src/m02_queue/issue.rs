//! How a token is made, whatever it is given for.

use super::codes;
use super::department::Department;
use super::lane::Lane;
use super::queue;
use super::token::{Origin, Token, TokenId, TokenState};
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{Patient, Stamp};
use crate::outbox::{self, Notice};
use abhyas_core::Refusal;

/// What a token is given for.
pub(super) struct Request<'a> {
    pub patient: &'a Patient,
    pub department: &'a Department,
    pub lane: (Lane, String),
    pub origin: Origin,
    /// Whether the patient agreed to get the slip by SMS, too.
    pub sms: bool,
}

/// Gives the next token of the department's queue of today.
///
/// The receipt warns when no doctor sits now, or when the department is usually for others; the patient is not sent away.
pub(super) fn issue(tx: &mut Tx, ctx: &Ctx, request: Request<'_>) -> Result<(TokenId, Receipt), Refusals> {
    let Request { patient, department, lane: (lane, lane_reason), origin, sms } = request;
    let today = ctx.now.day();
    if let Some(open) = queue::open_token_of(tx.world(), patient.id.as_str(), &department.id, today) {
        return Err(Refusal::new(codes::TOKEN_OPEN).at("department").with("number", open.number).into());
    }
    if sms && patient.mobile.is_none() {
        return Err(Refusal::new(codes::SMS_NO_MOBILE).at("sms").into());
    }
    // Whoever shared the profile by phone sees the token there.
    let by_phone = sms || matches!(origin, Origin::Share { .. });
    let number = tx.next_number(&format!("token|{}", super::queue_key(&department.id, today)))?;
    let id = TokenId::numbered(tx.next_number("token")?);
    tx.put(Token {
        id: id.clone(),
        department: department.id.clone(),
        day: today,
        number,
        patient: patient.id.clone(),
        lane,
        lane_reason,
        origin,
        turn: last_turn(tx, department, ctx).saturating_add(1),
        issued: Stamp::of(ctx),
        state: TokenState::Waiting,
        calls: Vec::new(),
        skips: Vec::new(),
        lane_changes: Vec::new(),
    })?;
    if by_phone {
        let (token, department) = (id.clone(), department.id.clone());
        outbox::tell_patient(tx, ctx, &patient.id, Notice::TokenGiven { token, department, number })?;
    }
    let mut receipt = Receipt::of::<Token>(&id);
    if !queue::attended(tx.world(), ctx.calendar, department, ctx.now) {
        receipt.warnings.push(codes::NO_DOCTOR_NOW.into());
    }
    if !department.is_for(patient, ctx.calendar, today) {
        receipt.warnings.push(codes::DEPARTMENT_UNUSUAL.into());
    }
    Ok((id, receipt))
}

/// The last place that was given in the department's queue of today; 0 for an empty one.
pub(super) fn last_turn(tx: &Tx, department: &Department, ctx: &Ctx) -> u64 {
    let tokens = tx.world().tokens().find(Token::BY_QUEUE, &super::queue_key(&department.id, ctx.now.day()));
    tokens.map(|t| t.turn).max().unwrap_or(0)
}
