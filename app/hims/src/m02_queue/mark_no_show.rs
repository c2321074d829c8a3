//! The patient of an appointment did not come.

use super::appointment::{Appointment, AppointmentState};
use super::codes;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MarkNoShow {
    /// The appointment.
    pub appointment: String,
}

impl Command for MarkNoShow {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Appointment>(&self.appointment))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut appointment = rights::appointment(tx, &self.appointment)?;
        let length = tx.world().doctor_sessions().get(&appointment.slot.session).map_or(0, |s| s.slot_minutes);
        let over = appointment.slot.begins().plus_minutes(length.into());
        if appointment.state == AppointmentState::Booked && ctx.now < over {
            return Err(codes::NO_SHOW_EARLY.into());
        }
        let closed = |_| Refusal::new(codes::APPOINTMENT_CLOSED);
        appointment.state = appointment.state.not_shown(Stamp::of(ctx)).map_err(closed)?;
        let receipt = Receipt::of::<Appointment>(&appointment.id);
        tx.put(appointment)?;
        Ok(receipt)
    }
}
