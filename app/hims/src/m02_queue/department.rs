//! Departments of the out-patient side: each has one queue a day.

use crate::engine::{Index, Record, slug_id};
use crate::m01_registration::{Name, Patient, Sex};
use crate::time::{Calendar, Day};
use serde::{Deserialize, Serialize};

slug_id! {
    /// The id of a department: small letters and hyphens, e.g. `opd-medicine`.
    DepartmentId
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its name in Hindi and in English.
    pub name: Name,
    /// The room to which patients are called, e.g. `4`.
    pub room: String,
    /// Whether it is for women only: somebody else's token there is worth a second look.
    #[serde(default)]
    pub for_women: bool,
    /// The age, in completed years, up to which it is for children; `None`: for all ages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to_years: Option<u32>,
}

impl Department {
    /// Whether a patient is of those for whom the department is there.
    #[must_use]
    pub fn is_for(&self, patient: &Patient, calendar: Calendar, today: Day) -> bool {
        let by_sex = !self.for_women || patient.sex != Sex::Male;
        let by_age = self.up_to_years.is_none_or(|oldest| patient.birth.age(calendar, today) <= oldest);
        by_sex && by_age
    }
}

impl Record for Department {
    const KIND: &'static str = "department";
    type Id = DepartmentId;

    fn id(&self) -> &DepartmentId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}
