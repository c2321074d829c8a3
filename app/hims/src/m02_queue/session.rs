//! The doctors' roster: who sits in which department, on which days, from when to when.

use super::department::DepartmentId;
use super::time_of_day::TimeOfDay;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{Name, Stamp};
use crate::time::{Calendar, Day, Moment};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a line of the roster: `DRS` and a number.
    DoctorSessionId, "DRS"
}

/// On which days a doctor sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Days {
    /// Every week.
    Weekly {
        /// The days of the week, 0 is Monday.
        weekdays: Vec<u8>,
    },
    /// Once.
    Once {
        /// That day.
        day: Day,
    },
}

/// A day on which a doctor does not sit although the roster says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOff {
    /// That day.
    pub day: Day,
    /// Why.
    pub reason: String,
    /// Who said so, and when.
    pub marked: Stamp,
}

/// A line of the roster: one doctor's hours in one department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoctorSession {
    /// Its id.
    pub id: DoctorSessionId,
    /// The department.
    pub department: DepartmentId,
    /// The doctor.
    pub doctor: Name,
    /// On which days.
    pub days: Days,
    /// From when.
    pub from: TimeOfDay,
    /// Until when (not included).
    pub to: TimeOfDay,
    /// How long a slot is, in minutes.
    pub slot_minutes: u16,
    /// How many patients may be booked into one slot.
    pub per_slot: u16,
    /// Days on which the doctor is away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<DayOff>,
}

impl DoctorSession {
    /// Index of the department.
    pub const BY_DEPARTMENT: &'static str = "department";

    /// Whether the roster has the doctor on a day, leave left aside.
    #[must_use]
    pub fn planned(&self, calendar: Calendar, day: Day) -> bool {
        match &self.days {
            Days::Once { day: only } => *only == day,
            Days::Weekly { weekdays } => {
                let weekday = calendar.date(day).weekday().num_days_from_monday();
                weekdays.iter().any(|w| u32::from(*w) == weekday)
            }
        }
    }

    /// The leave on a day, if there is one.
    #[must_use]
    pub fn off_on(&self, day: Day) -> Option<&DayOff> {
        self.off.iter().find(|off| off.day == day)
    }

    /// Whether the doctor sits on a day.
    #[must_use]
    pub fn sits(&self, calendar: Calendar, day: Day) -> bool {
        self.planned(calendar, day) && self.off_on(day).is_none()
    }

    /// Whether the doctor sits at an instant.
    #[must_use]
    pub fn sits_now(&self, calendar: Calendar, now: Moment) -> bool {
        let at = TimeOfDay::of(now);
        self.sits(calendar, now.day()) && self.from <= at && at < self.to
    }

    /// The times at which slots begin.
    pub fn slots(&self) -> impl Iterator<Item = TimeOfDay> + use<> {
        let (from, to) = (self.from.0, self.to.0);
        (from..to).step_by(usize::from(self.slot_minutes.max(1))).map(TimeOfDay)
    }
}

impl Record for DoctorSession {
    const KIND: &'static str = "doctor_session";
    type Id = DoctorSessionId;

    fn id(&self) -> &DoctorSessionId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index { name: Self::BY_DEPARTMENT, keys: |s| vec![s.department.as_str().to_owned()] }]
    }
}
