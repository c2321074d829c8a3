//! Cancel an appointment, with a reason.

use super::appointment::Appointment;
use super::codes;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::outbox::{self, Notice};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelAppointment {
    /// The appointment.
    pub appointment: String,
    /// Why.
    pub reason: String,
}

impl Command for CancelAppointment {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Appointment>(&self.appointment))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut appointment = rights::appointment(tx, &self.appointment)?;
        let reason = check::reason(&self.reason, "reason")?;
        let closed = |_| Refusal::new(codes::APPOINTMENT_CLOSED);
        appointment.state = appointment.state.cancel(reason, Stamp::of(ctx)).map_err(closed)?;
        let notice = Notice::AppointmentCancelled {
            appointment: appointment.id.clone(),
            department: appointment.department.clone(),
            slot: appointment.slot.clone(),
        };
        outbox::tell_patient(tx, ctx, &appointment.patient, notice)?;
        let receipt = Receipt::of::<Appointment>(&appointment.id);
        tx.put(appointment)?;
        Ok(receipt)
    }
}
