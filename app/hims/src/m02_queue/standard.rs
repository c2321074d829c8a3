//! The departments and the weekly roster with which a practice hospital begins.

use super::department::{Department, DepartmentId};
use super::session::{Days, DoctorSession, DoctorSessionId};
use super::time_of_day::TimeOfDay;
use crate::engine::Counter;
use crate::m01_registration::Name;
use crate::world::World;

const DEPARTMENTS: &str = include_str!("../../reference/departments.csv");
const SESSIONS: &str = include_str!("../../reference/doctor_sessions.csv");
/// The series of numbers from which lines of the roster get their ids.
pub(super) const SESSION_SERIES: &str = "doctor_session";

/// A line of the tables that can not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}, line {line}: {text:?} can not be read")]
pub struct Unreadable {
    /// Which table.
    pub table: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

/// Puts departments and roster into a hospital that is being made.
///
/// # Errors
/// [`Unreadable`], which a test forbids.
pub fn lay(world: &mut World) -> Result<(), Unreadable> {
    for department in rows("departments.csv", DEPARTMENTS, department)? {
        world.lay(department);
    }
    let mut last = 0;
    for mut session in rows("doctor_sessions.csv", SESSIONS, session)? {
        last += 1;
        session.id = DoctorSessionId::numbered(last);
        world.lay(session);
    }
    world.lay(Counter { id: SESSION_SERIES.to_owned(), last });
    Ok(())
}

/// The rows of a table of this crate, read one by one.
pub(crate) fn rows<T>(
    table: &'static str,
    text: &str,
    read: impl Fn(&[&str]) -> Option<T>,
) -> Result<Vec<T>, Unreadable> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    let row = |(line, number): (&str, usize)| {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        read(&cells).ok_or_else(|| Unreadable { table, line: number, text: line.to_owned() })
    };
    lines.map(row).collect()
}

fn department(cells: &[&str]) -> Option<Department> {
    let [id, hi, en, room, for_women, up_to_years] = cells else { return None };
    let up_to_years = if up_to_years.is_empty() { None } else { Some(up_to_years.parse().ok()?) };
    Some(Department {
        id: DepartmentId::parse(id)?,
        name: name(hi, en)?,
        room: (*room).to_owned(),
        for_women: *for_women == "yes",
        up_to_years,
    })
}

fn session(cells: &[&str]) -> Option<DoctorSession> {
    let [department, hi, en, weekdays, from, to, slot_minutes, per_slot] = cells else { return None };
    let weekday = |c: char| c.to_digit(10).and_then(|d| u8::try_from(d).ok()).filter(|d| (1..=7).contains(d));
    let weekdays: Option<Vec<u8>> = weekdays.chars().map(|c| weekday(c).map(|d| d - 1)).collect();
    Some(DoctorSession {
        id: DoctorSessionId::numbered(0),
        department: DepartmentId::parse(department)?,
        doctor: name(hi, en)?,
        days: Days::Weekly { weekdays: weekdays? },
        from: TimeOfDay::parse(from)?,
        to: TimeOfDay::parse(to)?,
        slot_minutes: slot_minutes.parse().ok()?,
        per_slot: per_slot.parse().ok()?,
        off: Vec::new(),
    })
}

/// A name in both scripts; `None` when one is empty.
pub(crate) fn name(hi: &str, en: &str) -> Option<Name> {
    let both = !hi.is_empty() && !en.is_empty();
    both.then(|| Name { hi: hi.to_owned(), en: en.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_department_has_a_doctor_and_every_line_makes_sense() {
        let mut world = World::default();
        lay(&mut world).unwrap();
        assert!(world.departments().len() >= 10);
        for department in world.departments().iter() {
            let own = world.doctor_sessions().find(DoctorSession::BY_DEPARTMENT, department.id.as_str());
            assert!(own.count() > 0, "{} has no doctor", department.id.as_str());
        }
        for line in world.doctor_sessions().iter() {
            assert!(world.departments().get(&line.department).is_some(), "{line:?}");
            assert!(line.from < line.to && line.slot_minutes > 0 && line.per_slot > 0, "{line:?}");
        }
    }
}
