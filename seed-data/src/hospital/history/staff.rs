//! Who does what in the history: people of the hospital that no trainee is.

use super::super::SeedError;
use abhyas_core::PersonId;
use abhyas_hims::m01_registration::Stamp;
use abhyas_hims::m02_queue::Department;
use abhyas_hims::{Day, Moment, Persona};

const SECONDS_PER_DAY: i64 = 86_400;
const DOCTORS_PER_DEPARTMENT: usize = 4;

/// Shifts of the rooms that never close: when each begins, in seconds of the day, as the standing roster has them.
const SHIFTS: [u32; 3] = [8 * 3600, 14 * 3600, 20 * 3600];
const DESK_SHIFTS: [u32; 3] = [0, 8 * 3600, 16 * 3600];

/// The staff.
pub(super) struct Staff {
    clerks: Vec<PersonId>,
    nurses: Vec<PersonId>,
    technicians: Vec<PersonId>,
    pathologist: PersonId,
    pharmacists: Vec<PersonId>,
    /// Of the emergency room, in the order of the shifts.
    emergency_clerks: Vec<PersonId>,
    emergency_nurses: Vec<PersonId>,
    emergency_doctors: Vec<PersonId>,
    labour_doctors: Vec<PersonId>,
    ward_doctors: Vec<PersonId>,
    /// By department.
    doctors: Vec<Vec<PersonId>>,
}

/// The instant of a second of a day.
pub(super) const fn at(day: Day, second: u32) -> Moment {
    Moment(day.0 as i64 * SECONDS_PER_DAY + second as i64)
}

impl Staff {
    pub(super) fn new(departments: &[Department]) -> Result<Self, SeedError> {
        let doctors = departments.iter().map(|department| {
            let name = department.id.as_str().trim_start_matches("opd-");
            named(&format!("dr-{name}"), DOCTORS_PER_DEPARTMENT)
        });
        Ok(Self {
            clerks: named("desk", 4)?,
            nurses: named("nurse", 6)?,
            technicians: named("lab", 4)?,
            pathologist: person("pathologist-1".to_owned())?,
            pharmacists: named("pharmacy", 3)?,
            emergency_clerks: named("desk-emergency", 3)?,
            emergency_nurses: named("nurse-emergency", 3)?,
            emergency_doctors: named("dr-emergency", 3)?,
            labour_doctors: named("dr-labour", 3)?,
            ward_doctors: named("dr-ward", 2)?,
            doctors: doctors.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn clerk(&self, number: u64, at: Moment) -> Stamp {
        stamp(&self.clerks, number, Persona::Clerk, at, &self.pathologist)
    }

    pub(super) fn nurse(&self, number: u64, at: Moment) -> Stamp {
        stamp(&self.nurses, number, Persona::Nurse, at, &self.pathologist)
    }

    pub(super) fn technician(&self, number: u64, at: Moment) -> Stamp {
        stamp(&self.technicians, number, Persona::LaboratoryTechnician, at, &self.pathologist)
    }

    pub(super) fn pathologist(&self, at: Moment) -> Stamp {
        Stamp { at, by: self.pathologist.clone(), persona: Persona::Pathologist }
    }

    pub(super) fn pharmacist(&self, number: u64, at: Moment) -> Stamp {
        stamp(&self.pharmacists, number, Persona::Pharmacist, at, &self.pathologist)
    }

    pub(super) fn emergency_clerk(&self, at: Moment) -> Stamp {
        stamp(&self.emergency_clerks, shift(&DESK_SHIFTS, at), Persona::Clerk, at, &self.pathologist)
    }

    pub(super) fn emergency_nurse(&self, at: Moment) -> Stamp {
        stamp(&self.emergency_nurses, shift(&SHIFTS, at), Persona::Nurse, at, &self.pathologist)
    }

    pub(super) fn emergency_doctor(&self, at: Moment) -> Stamp {
        stamp(&self.emergency_doctors, shift(&SHIFTS, at), Persona::Doctor, at, &self.pathologist)
    }

    pub(super) fn labour_doctor(&self, at: Moment) -> Stamp {
        stamp(&self.labour_doctors, shift(&SHIFTS, at), Persona::Doctor, at, &self.pathologist)
    }

    pub(super) fn ward_doctor(&self, at: Moment) -> Stamp {
        let number = u64::from(at.day().0.unsigned_abs());
        stamp(&self.ward_doctors, number, Persona::Doctor, at, &self.pathologist)
    }

    pub(super) fn doctor(&self, department: usize, number: u64, at: Moment) -> Stamp {
        let of_department = self.doctors.get(department).map(Vec::as_slice).unwrap_or_default();
        stamp(of_department, number, Persona::Doctor, at, &self.pathologist)
    }
}

/// Which shift is on duty, from 0: the last one passes midnight.
fn shift(begins: &[u32; 3], at: Moment) -> u64 {
    let second = at.0.rem_euclid(SECONDS_PER_DAY);
    let begun = begins.iter().filter(|from| i64::from(**from) <= second).count();
    u64::try_from((begun + 2) % 3).unwrap_or(0)
}

fn stamp(people: &[PersonId], number: u64, persona: Persona, at: Moment, otherwise: &PersonId) -> Stamp {
    let count = u64::try_from(people.len()).unwrap_or(1).max(1);
    let by = people.get(usize::try_from(number % count).unwrap_or(0)).unwrap_or(otherwise).clone();
    Stamp { at, by, persona }
}

fn named(name: &str, count: usize) -> Result<Vec<PersonId>, SeedError> {
    (1..=count).map(|n| person(format!("{name}-{n}"))).collect()
}

fn person(id: String) -> Result<PersonId, SeedError> {
    PersonId::parse(id).map_err(|e| SeedError::Table { table: "staff", why: e.to_string() })
}
