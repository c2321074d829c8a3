//! One-time passwords for ABHA numbers: drawn, sent to the patient's phone, checked once.

use super::abha::{AbhaMethod, AbhaNumber};
use super::check;
use super::codes;
use crate::engine::{ApplyError, Ctx, Refusals, Tx};
use crate::outbox::{Message, Notice};
use abhyas_core::Refusal;

/// For how many minutes a one-time password is good; the usual ten.
pub const OTP_MINUTES: i64 = 10;

/// The next one-time password for a number. Rules know no randomness: it follows from the number, the series and the
/// moment, and is not to be guessed from the one before.
pub(super) fn draw(tx: &mut Tx, ctx: &Ctx, abha: &AbhaNumber) -> Result<Notice, ApplyError> {
    let drawn = tx.next_number("abha_otp")?;
    let text = format!("{}|{drawn}|{}", abha.as_str(), ctx.now.0);
    // FNV-1a of 64 bits: small, and the same on every machine.
    let mixed = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, mixed);
    let otp = format!("{:06}", (hash ^ (hash >> 32)) % 1_000_000);
    Ok(Notice::AbhaOtp { abha: abha.clone(), otp, until: ctx.now.plus_minutes(OTP_MINUTES), used: None })
}

/// Where a number is verified by a one-time password: checks the last one that was sent for it, and uses it up.
pub(super) fn required(
    tx: &mut Tx,
    ctx: &Ctx,
    method: AbhaMethod,
    abha: &AbhaNumber,
    typed: &str,
) -> Result<(), Refusals> {
    if method != AbhaMethod::Otp {
        return Ok(());
    }
    let at = |code| Refusal::new(code).at("otp");
    let last = tx.world().messages().find(Message::BY_ABHA, abha.as_str()).next_back().cloned();
    let Some((message, Notice::AbhaOtp { otp, until, used: None, .. })) = last.as_ref().map(|m| (m, &m.notice)) else {
        return Err(at(codes::OTP_NOT_SENT).into());
    };
    let typed = check::digits(typed);
    if typed.is_empty() {
        return Err(at(codes::OTP_MISSING).into());
    }
    if ctx.now > *until {
        return Err(at(codes::OTP_EXPIRED).into());
    }
    if typed != *otp {
        return Err(at(codes::OTP_WRONG).into());
    }
    let notice = Notice::AbhaOtp { abha: abha.clone(), otp: otp.clone(), until: *until, used: Some(ctx.now) };
    Ok(tx.put(Message { notice, ..(**message).clone() })?)
}
