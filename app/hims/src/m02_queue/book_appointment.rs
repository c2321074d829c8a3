//! Book an appointment.

use super::appointment::{Appointment, AppointmentId, AppointmentState};
use super::codes;
use super::rights::{self, Right};
use super::slots::{self, Asked};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, Stamp, active_patient, check};
use crate::outbox::{self, Notice};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BookAppointment {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// The line of the doctors' roster.
    pub session: String,
    /// The date, in any form that [`check::date`] reads.
    pub date: String,
    /// When the slot begins, e.g. `09:30`.
    pub time: String,
    /// What it is for, in a few words; may be empty.
    pub note: String,
}

impl Command for BookAppointment {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let patient = active_patient(tx, &self.patient, "patient")?;
        let note = check::text(&self.note, "note", 200)?;
        let asked =
            Asked { session: &self.session, date: &self.date, time: &self.time, patient: &patient.id, moving: None };
        let (session, slot) = slots::free(tx, ctx, &asked)?;
        let id = AppointmentId::numbered(tx.next_number("appointment")?);
        let mut receipt = Receipt::of::<Appointment>(&id);
        if let Some(department) = tx.world().departments().get(&session.department)
            && !department.is_for(&patient, ctx.calendar, slot.day)
        {
            receipt.warnings.push(codes::DEPARTMENT_UNUSUAL.into());
        }
        let (appointment, department) = (id.clone(), session.department.clone());
        let notice = Notice::AppointmentBooked { appointment, department, slot: slot.clone() };
        outbox::tell_patient(tx, ctx, &patient.id, notice)?;
        tx.put(Appointment {
            id,
            patient: patient.id,
            department: session.department.clone(),
            slot,
            note,
            state: AppointmentState::Booked,
            booked: Stamp::of(ctx),
            moves: Vec::new(),
        })?;
        Ok(receipt)
    }
}
