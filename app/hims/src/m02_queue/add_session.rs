//! Put a doctor on the roster of one day.

use super::codes;
use super::rights::{self, Right};
use super::session::{Days, DoctorSession, DoctorSessionId};
use super::standard::SESSION_SERIES;
use super::time_of_day::TimeOfDay;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{Name, check, codes as m01};
use crate::time::Day;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddSession {
    /// The department.
    pub department: String,
    /// The doctor's name in Devanagari.
    pub doctor_hi: String,
    /// The doctor's name in Latin letters.
    pub doctor_en: String,
    /// The date.
    pub date: String,
    /// From when, e.g. `09:00`.
    pub from: String,
    /// Until when.
    pub to: String,
    /// How long a slot is, in minutes: 5 to 60.
    pub slot_minutes: String,
    /// How many patients a slot has: 1 to 20.
    pub per_slot: String,
}

impl Command for AddSession {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Roster)?;
        let department = rights::department(tx.world(), &self.department)?;
        let doctor = self.doctor()?;
        let day = ctx.calendar.day(check::date(&self.date, "date")?);
        if day < ctx.now.day() {
            return Err(Refusal::new(codes::DAY_PAST).at("date").into());
        }
        let (from, to) = self.times()?;
        let slot_minutes = between(&self.slot_minutes, 5, 60, "slot_minutes")?;
        let per_slot = between(&self.per_slot, 1, 20, "per_slot")?;
        if busy(tx, ctx, &doctor, day, from, to) {
            return Err(Refusal::new(codes::SESSION_OVERLAP).at("from").into());
        }
        let id = DoctorSessionId::numbered(tx.next_number(SESSION_SERIES)?);
        let receipt = Receipt::of::<DoctorSession>(&id);
        tx.put(DoctorSession {
            id,
            department: department.id.clone(),
            doctor,
            days: Days::Once { day },
            from,
            to,
            slot_minutes,
            per_slot,
            off: Vec::new(),
        })?;
        Ok(receipt)
    }
}

impl AddSession {
    fn doctor(&self) -> Result<Name, Refusal> {
        let hi = check::text(&self.doctor_hi, "doctor_hi", 80)?;
        let en = check::text(&self.doctor_en, "doctor_en", 80)?;
        let name = Name { hi, en };
        if name.is_empty() { Err(Refusal::new(m01::NAME_MISSING).at("doctor_hi")) } else { Ok(name) }
    }

    fn times(&self) -> Result<(TimeOfDay, TimeOfDay), Refusal> {
        let wrong = |field| Refusal::new(codes::SESSION_TIMES).at(field);
        let from = TimeOfDay::parse(&self.from).ok_or_else(|| wrong("from"))?;
        let to = TimeOfDay::parse(&self.to).filter(|to| *to > from).ok_or_else(|| wrong("to"))?;
        Ok((from, to))
    }
}

fn between(typed: &str, least: u16, most: u16, field: &'static str) -> Result<u16, Refusal> {
    let number = check::digits(typed).parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or_else(|| Refusal::new(codes::SESSION_SLOTS).at(field))
}

/// Whether a doctor of that name sits somewhere at that time.
fn busy(tx: &Tx, ctx: &Ctx, doctor: &Name, day: Day, from: TimeOfDay, to: TimeOfDay) -> bool {
    let same = |one: &str, other: &str| !one.is_empty() && one.eq_ignore_ascii_case(other);
    tx.world().doctor_sessions().iter().any(|s| {
        let that_one = same(&s.doctor.hi, &doctor.hi) || same(&s.doctor.en, &doctor.en);
        that_one && s.sits(ctx.calendar, day) && s.from < to && from < s.to
    })
}
