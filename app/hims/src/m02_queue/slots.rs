//! Whether a slot can be booked.

use super::appointment::{Appointment, AppointmentId, Slot};
use super::codes;
use super::rights;
use super::session::DoctorSession;
use super::time_of_day::TimeOfDay;
use crate::engine::{Ctx, Tx};
use crate::m01_registration::{BhavyaId, check};
use crate::time::Day;
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// How many days ahead appointments are made.
pub const DAYS_AHEAD: i32 = 60;

/// A slot as it is typed.
pub(super) struct Asked<'a> {
    pub session: &'a str,
    pub date: &'a str,
    pub time: &'a str,
    pub patient: &'a BhavyaId,
    /// The appointment that is moved, which may not stand in its own way.
    pub moving: Option<&'a AppointmentId>,
}

/// The slot that was asked for, if the patient can have it.
pub(super) fn free(tx: &Tx, ctx: &Ctx, asked: &Asked<'_>) -> Result<(Arc<DoctorSession>, Slot), Refusal> {
    let session = rights::session(tx.world(), asked.session)?;
    let day = on_roster(ctx, &session, ctx.calendar.day(check::date(asked.date, "date")?))?;
    let at = TimeOfDay::parse(asked.time).filter(|at| session.slots().any(|slot| slot == *at));
    let at = at.ok_or_else(|| Refusal::new(codes::SLOT_UNKNOWN).at("time"))?;
    let slot = Slot { session: session.id.clone(), day, at };
    if slot.begins() < ctx.now {
        return Err(Refusal::new(codes::PAST_SLOT).at("time"));
    }
    not_twice(tx.world(), &session, &slot, asked)?;
    if places_left(tx.world(), &session, &slot) == 0 {
        return Err(Refusal::new(codes::SLOT_FULL).at("time").with("places", session.per_slot));
    }
    Ok((session, slot))
}

/// The day, if the doctor sits then and it lies neither behind nor too far ahead.
fn on_roster(ctx: &Ctx, session: &DoctorSession, day: Day) -> Result<Day, Refusal> {
    let today = ctx.now.day();
    if day < today {
        return Err(Refusal::new(codes::PAST_SLOT).at("date"));
    }
    if day.0.saturating_sub(today.0) > DAYS_AHEAD {
        return Err(Refusal::new(codes::TOO_FAR_AHEAD).at("date").with("days", DAYS_AHEAD));
    }
    if !session.planned(ctx.calendar, day) {
        return Err(Refusal::new(codes::OFF_ROSTER).at("date"));
    }
    match session.off_on(day) {
        Some(off) => Err(Refusal::new(codes::ON_LEAVE).at("date").with("reason", &off.reason)),
        None => Ok(day),
    }
}

/// One appointment for a patient in a department on a day, and none elsewhere at the same time.
fn not_twice(world: &World, session: &DoctorSession, slot: &Slot, asked: &Asked<'_>) -> Result<(), Refusal> {
    let own = world.appointments().find(Appointment::BY_PATIENT, asked.patient.as_str());
    let expected = own.filter(|a| a.state.is_open() && Some(&a.id) != asked.moving);
    for other in expected.filter(|a| a.slot.day == slot.day) {
        if other.department == session.department {
            return Err(Refusal::new(codes::DOUBLE_BOOKING).at("date").with("time", other.slot.at));
        }
        if other.slot.at == slot.at {
            return Err(Refusal::new(codes::SAME_TIME).at("time"));
        }
    }
    Ok(())
}

/// How many more patients can be booked into a slot.
#[must_use]
pub fn places_left(world: &World, session: &DoctorSession, slot: &Slot) -> usize {
    let taken = world.appointments().find(Appointment::BY_SLOT, &slot.key()).count();
    usize::from(session.per_slot).saturating_sub(taken)
}
