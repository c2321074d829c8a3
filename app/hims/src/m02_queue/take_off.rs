//! A doctor does not sit on a day although the roster says so. Appointments of that day stay, to be moved by the desk.

use super::appointment::{Appointment, AppointmentState};
use super::codes;
use super::rights::{self, Right};
use super::session::{DayOff, DoctorSession};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TakeOff {
    /// The line of the doctors' roster.
    pub session: String,
    /// The date.
    pub date: String,
    /// Why.
    pub reason: String,
}

impl Command for TakeOff {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<DoctorSession>(&self.session))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Roster)?;
        let mut session = (*rights::session(tx.world(), &self.session)?).clone();
        let day = ctx.calendar.day(check::date(&self.date, "date")?);
        if day < ctx.now.day() {
            return Err(Refusal::new(codes::DAY_PAST).at("date").into());
        }
        if !session.planned(ctx.calendar, day) {
            return Err(Refusal::new(codes::OFF_ROSTER).at("date").into());
        }
        if let Some(off) = session.off_on(day) {
            return Err(Refusal::new(codes::ON_LEAVE).at("date").with("reason", &off.reason).into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let booked = tx.world().appointments().find(Appointment::BY_DAY, &super::queue_key(&session.department, day));
        let booked = booked.filter(|a| a.slot.session == session.id && a.state == AppointmentState::Booked).count();
        session.off.push(DayOff { day, reason, marked: Stamp::of(ctx) });
        let mut receipt = Receipt::of::<DoctorSession>(&session.id);
        if booked > 0 {
            receipt.warnings.push(Refusal::new(codes::OFF_HAS_BOOKINGS).with("n", booked));
        }
        tx.put(session)?;
        Ok(receipt)
    }
}
