//! Who acts, as whom, where and when: a parameter of every command.

use crate::time::{Calendar, Moment};
use abhyas_core::{FacilityId, PersonId};
use serde::{Deserialize, Serialize};

/// The actor's id under which set-up events of an exercise are journalled.
pub const SYSTEM: &str = "system";

/// The role in which somebody acts inside the hospital. One trainee may take several, one at a time; it is always on
/// the screen and in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persona {
    /// The set-up of an exercise. No person can choose it.
    System,
    /// Registration clerk or data entry operator.
    #[default]
    Clerk,
    /// Nurse or auxiliary nurse midwife.
    Nurse,
    /// In charge of the registration desk and its records.
    Supervisor,
    /// Medical officer.
    Doctor,
    /// Collects samples, runs the analysers, enters results.
    LaboratoryTechnician,
    /// Verifies results and answers for the laboratory.
    Pathologist,
    /// Dispenses and keeps the pharmacy's stock.
    Pharmacist,
}

impl Persona {
    /// The personas that a person can choose.
    pub const CHOICES: [Self; 7] = [
        Self::Clerk,
        Self::Nurse,
        Self::Supervisor,
        Self::Doctor,
        Self::LaboratoryTechnician,
        Self::Pathologist,
        Self::Pharmacist,
    ];

    /// The name in forms, journals and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Clerk => "clerk",
            Self::Nurse => "nurse",
            Self::Supervisor => "supervisor",
            Self::Doctor => "doctor",
            Self::LaboratoryTechnician => "laboratory_technician",
            Self::Pathologist => "pathologist",
            Self::Pharmacist => "pharmacist",
        }
    }

    /// The persona of a name; `None` for any other text.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::System].into_iter().chain(Self::CHOICES).find(|p| p.name() == name)
    }
}

/// Who acts, as whom, where and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ctx {
    /// The person who acts.
    pub actor: PersonId,
    /// The role they act in.
    pub persona: Persona,
    /// The facility they act at.
    pub facility: FacilityId,
    /// The moment of the act, on the hospital's own clock.
    pub now: Moment,
    /// What turns the hospital's days into dates.
    pub calendar: Calendar,
}
