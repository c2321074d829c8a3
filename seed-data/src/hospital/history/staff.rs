//! Who does what in the history: people of the hospital that no trainee is.

use super::super::SeedError;
use abhyas_core::PersonId;
use abhyas_hims::m01_registration::Stamp;
use abhyas_hims::m02_queue::Department;
use abhyas_hims::{Day, Moment, Persona};

const SECONDS_PER_DAY: i64 = 86_400;
const DOCTORS_PER_DEPARTMENT: usize = 4;

/// The staff.
pub(super) struct Staff {
    clerks: Vec<PersonId>,
    nurses: Vec<PersonId>,
    technicians: Vec<PersonId>,
    pathologist: PersonId,
    pharmacists: Vec<PersonId>,
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

    pub(super) fn doctor(&self, department: usize, number: u64, at: Moment) -> Stamp {
        let of_department = self.doctors.get(department).map(Vec::as_slice).unwrap_or_default();
        stamp(of_department, number, Persona::Doctor, at, &self.pathologist)
    }
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
