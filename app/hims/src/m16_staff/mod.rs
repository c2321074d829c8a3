//! M16: staff and their duties. So far the standing roster alone ([`StaffMember`]): who in the hospital's records is who, and
//! who is on duty now. Rules of the row M16 in the module table of the programme.

use crate::engine::{Index, Record, text_id};
use crate::m01_registration::{Name, named};
use crate::m02_queue::TimeOfDay;
use crate::m02_queue::standard::{Unreadable, name, rows};
use crate::time::Moment;
use crate::world::World;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const STAFF: &str = include_str!("../../reference/staff.csv");

text_id! {
    /// The id of a member of the staff, as the stamps of records have it, e.g. `nurse-3`.
    StaffId, "the id of a member of the staff", |text: &str| {
        (2..=48).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }
}

named! {
    /// What somebody works as.
    Cadre {
        /// Registration and records.
        Clerk = "clerk",
        /// Nurse.
        Nurse = "nurse",
        /// Medical officer or specialist.
        Doctor = "doctor",
        /// Laboratory technician.
        Technician = "technician",
        /// Pathologist.
        Pathologist = "pathologist",
        /// Pharmacist.
        Pharmacist = "pharmacist",
    }
}

/// A member of the hospital's staff and the shift that they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    /// Their id.
    pub id: StaffId,
    /// Their name.
    pub name: Name,
    /// What they work as.
    pub cadre: Cadre,
    /// Where: the id of a department or a ward, or a word such as `laboratory`.
    pub place: String,
    /// When the shift begins.
    pub from: TimeOfDay,
    /// When it ends; earlier than its beginning for a night shift.
    pub to: TimeOfDay,
}

impl StaffMember {
    /// Whether they are on duty at a moment.
    #[must_use]
    pub fn on_duty(&self, at: Moment) -> bool {
        let now = TimeOfDay::of(at);
        if self.from <= self.to { self.from <= now && now < self.to } else { self.from <= now || now < self.to }
    }
}

impl Record for StaffMember {
    const KIND: &'static str = "staff_member";
    type Id = StaffId;

    fn id(&self) -> &StaffId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

/// Who is on duty at a moment, by id. The roster is a page long and is read whole.
#[must_use]
pub fn on_duty(world: &World, at: Moment) -> Vec<Arc<StaffMember>> {
    world.staff().iter().filter(|member| member.on_duty(at)).cloned().collect()
}

/// The staff with which a practice hospital begins.
///
/// # Errors
/// [`Unreadable`], which a test forbids.
pub fn standard() -> Result<Vec<StaffMember>, Unreadable> {
    rows("staff.csv", STAFF, |cells| {
        let [id, hi, en, cadre, place, from, to] = cells else { return None };
        Some(StaffMember {
            id: StaffId::parse(id)?,
            name: name(hi, en)?,
            cadre: Cadre::from_name(cadre)?,
            place: (*place).to_owned(),
            from: TimeOfDay::parse(from)?,
            to: TimeOfDay::parse(to)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nurse_is_on_duty_at_every_hour_and_a_night_shift_passes_midnight() {
        let staff = standard().unwrap();
        for hour in 0..48 {
            let nurses = staff.iter().filter(|s| s.cadre == Cadre::Nurse && s.on_duty(Moment(hour * 3600)));
            assert!(nurses.count() > 0, "at {hour}:00");
        }
        for (id, hours) in [("nurse-emergency-3", [true, true, false]), ("desk-emergency-3", [true, false, false])] {
            let member = staff.iter().find(|s| s.id.as_str() == id).unwrap();
            assert!(member.from > member.to, "{id} works past midnight, or to it");
            assert_eq!([23, 3, 12].map(|hour| member.on_duty(Moment(hour * 3600))), hours, "{id}");
        }
    }
}
