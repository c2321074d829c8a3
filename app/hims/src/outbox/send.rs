//! How a message is made.

use super::message::{Channel, Message, MessageId, Recipient};
use super::notice::Notice;
use crate::engine::{ApplyError, Ctx, Tx};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::m07_laboratory::ToldRole;

/// Puts a message into the outbox.
pub(crate) fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    to: Recipient,
    channel: Channel,
    notice: Notice,
) -> Result<MessageId, ApplyError> {
    let id = MessageId::numbered(tx.next_number("message")?);
    tx.put(Message { id: id.clone(), to, channel, notice, sent: Stamp::of(ctx) })?;
    Ok(id)
}

/// Tells a patient: by SMS where the record has a number, else in the ABHA app where one is verified or linked. Whoever has
/// neither is told at the counter and gets no message.
pub(crate) fn tell_patient(tx: &mut Tx, ctx: &Ctx, patient: &BhavyaId, notice: Notice) -> Result<(), ApplyError> {
    let Some(record) = tx.world().patients().get(patient) else { return Ok(()) };
    let mobile = record.mobile.clone();
    let channel = match (&mobile, record.abha.number()) {
        (Some(_), _) => Channel::Sms,
        (None, Some(_)) => Channel::App,
        (None, None) => return Ok(()),
    };
    let to = Recipient::Patient { patient: patient.clone(), mobile };
    tell(tx, ctx, to, channel, notice).map(|_| ())
}

/// Tells somebody who treats a patient, in the hospital's own app.
pub(crate) fn tell_staff(
    tx: &mut Tx,
    ctx: &Ctx,
    name: String,
    role: ToldRole,
    notice: Notice,
) -> Result<(), ApplyError> {
    tell(tx, ctx, Recipient::Staff { name, role }, Channel::App, notice).map(|_| ())
}
