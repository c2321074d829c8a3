//! The patient of an appointment is here: gives the token.

use super::appointment::Appointment;
use super::codes;
use super::issue::{Request, issue};
use super::lane::{self, Lane};
use super::rights::{self, Right};
use super::token::Origin;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, active_patient};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Arrive {
    /// The appointment.
    pub appointment: String,
    /// The lane; with none chosen the age decides between elderly and general.
    pub lane: Option<Lane>,
    /// Why in that lane.
    pub lane_reason: String,
    /// Whether the patient agreed to get the slip by SMS, too.
    pub sms: bool,
}

impl Command for Arrive {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Appointment>(&self.appointment))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut appointment = rights::appointment(tx, &self.appointment)?;
        // A step that is not possible is refused before the day is looked at.
        if !matches!(appointment.state, super::AppointmentState::Booked) {
            return Err(codes::APPOINTMENT_CLOSED.into());
        }
        if appointment.slot.day != ctx.now.day() {
            let date = ctx.calendar.date(appointment.slot.day).format("%d-%m-%Y");
            return Err(Refusal::new(codes::APPOINTMENT_OTHER_DAY).with("date", date).into());
        }
        let patient = active_patient(tx, appointment.patient.as_str(), "patient")?;
        let department = rights::department(tx.world(), appointment.department.as_str())?;
        let lane = lane::of_form(ctx, &patient, self.lane, &self.lane_reason)?;
        let origin = Origin::Appointment { appointment: appointment.id.clone() };
        let request = Request { patient: &patient, department: &department, lane, origin, sms: self.sms };
        let (token, receipt) = issue(tx, ctx, request)?;
        let closed = |_| Refusal::new(codes::APPOINTMENT_CLOSED);
        appointment.state = appointment.state.arrive(token, Stamp::of(ctx)).map_err(closed)?;
        tx.put(appointment)?;
        Ok(receipt)
    }
}
