//! Move an appointment to another slot, with a reason.

use super::appointment::{Appointment, AppointmentState, Moved};
use super::codes;
use super::rights::{self, Right};
use super::slots::{self, Asked};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::outbox::{self, Notice};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RescheduleAppointment {
    /// The appointment.
    pub appointment: String,
    /// The line of the doctors' roster.
    pub session: String,
    /// The new date.
    pub date: String,
    /// When the new slot begins.
    pub time: String,
    /// Why.
    pub reason: String,
}

impl Command for RescheduleAppointment {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Appointment>(&self.appointment))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut appointment = rights::appointment(tx, &self.appointment)?;
        if appointment.state != AppointmentState::Booked {
            return Err(codes::APPOINTMENT_CLOSED.into());
        }
        let asked = Asked {
            session: &self.session,
            date: &self.date,
            time: &self.time,
            patient: &appointment.patient,
            moving: Some(&appointment.id),
        };
        let (session, slot) = slots::free(tx, ctx, &asked)?;
        if slot == appointment.slot {
            return Err(Refusal::new(codes::SAME_SLOT).at("time").into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let notice = Notice::AppointmentMoved {
            appointment: appointment.id.clone(),
            department: session.department.clone(),
            from: appointment.slot.clone(),
            slot: slot.clone(),
        };
        outbox::tell_patient(tx, ctx, &appointment.patient, notice)?;
        appointment.moves.push(Moved { from: appointment.slot, reason, moved: Stamp::of(ctx) });
        appointment.department = session.department.clone();
        appointment.slot = slot;
        let receipt = Receipt::of::<Appointment>(&appointment.id);
        tx.put(appointment)?;
        Ok(receipt)
    }
}
