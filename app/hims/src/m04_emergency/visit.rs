//! Visits to the emergency room.

use super::triage::Triage;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::m03_opd::VitalsId;
use crate::m05_ipd::AdmissionId;
use crate::reference::DiagnosisCode;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a visit to the emergency room: `EMV` and a number.
    EmergencyVisitId, "EMV"
}

named! {
    /// How somebody came.
    Brought {
        /// By themselves or with the family.
        Family = "family",
        /// By the ambulance 102.
        Ambulance = "ambulance",
        /// By the police.
        Police = "police",
    }
}

/// Where somebody went from the emergency room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Disposal {
    /// Home, treated.
    Home,
    /// To a bed of this hospital.
    Admitted {
        /// The admission.
        admission: AdmissionId,
    },
    /// To a larger hospital.
    Referred {
        /// Which.
        hospital: String,
        /// Why.
        reason: String,
    },
    /// Home against medical advice.
    AgainstAdvice,
    /// Nowhere: the patient died.
    Died,
}

/// Where a visit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum EmergencyState {
    /// Nobody has looked yet.
    Arrived,
    /// Triaged, under treatment.
    Triaged {
        /// What was found.
        triage: Triage,
    },
    /// Gone.
    Left {
        /// What was found at the beginning.
        triage: Triage,
        /// Where to.
        disposal: Disposal,
        /// When and by whom.
        left: Stamp,
    },
}

impl EmergencyState {
    /// Whether the patient is still in the emergency room.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Left { .. })
    }

    /// What the triage found, once there was one.
    #[must_use]
    pub const fn triage(&self) -> Option<&Triage> {
        match self {
            Self::Arrived => None,
            Self::Triaged { triage } | Self::Left { triage, .. } => Some(triage),
        }
    }

    /// arrived → triaged. `None` from any other state.
    #[must_use]
    pub fn triaged(self, triage: Triage) -> Option<Self> {
        matches!(self, Self::Arrived).then_some(Self::Triaged { triage })
    }

    /// triaged → left. `None` from any other state: nobody goes untriaged.
    #[must_use]
    pub fn leave(self, disposal: Disposal, left: Stamp) -> Option<Self> {
        match self {
            Self::Triaged { triage } => Some(Self::Left { triage, disposal, left }),
            Self::Arrived | Self::Left { .. } => None,
        }
    }
}

/// A visit to the emergency room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyVisit {
    /// Its id.
    pub id: EmergencyVisitId,
    /// The patient.
    pub patient: BhavyaId,
    /// How the patient came.
    pub brought: Brought,
    /// When the patient arrived, and who wrote it down.
    pub arrived: Stamp,
    /// What for, in the words of the desk.
    pub complaint: String,
    /// What was measured at the triage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vitals: Option<VitalsId>,
    /// What it is thought to be; `None` until somebody has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<DiagnosisCode>,
    /// Where it stands.
    pub state: EmergencyState,
}

impl EmergencyVisit {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of those that are in the emergency room now, under [`Self::HERE`].
    pub const BY_OPEN: &'static str = "open";
    /// The key of [`Self::BY_OPEN`].
    pub const HERE: &'static str = "here";
}

impl Record for EmergencyVisit {
    const KIND: &'static str = "emergency_visit";
    type Id = EmergencyVisitId;

    fn id(&self) -> &EmergencyVisitId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |v| vec![v.patient.as_str().to_owned()] },
            Index {
                name: Self::BY_OPEN,
                keys: |v| if v.state.is_open() { vec![Self::HERE.to_owned()] } else { Vec::new() },
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Category, Scale};
    use super::*;
    use crate::engine::Persona;
    use crate::time::Moment;
    use abhyas_core::PersonId;

    #[test]
    fn nobody_leaves_untriaged_or_twice() {
        let stamp = || Stamp { at: Moment(0), by: PersonId::parse("N").unwrap(), persona: Persona::Nurse };
        let triage = || Triage { scale: Scale::IntegratedTool, category: Category::Red, triaged: stamp() };
        assert!(EmergencyState::Arrived.leave(Disposal::Home, stamp()).is_none());
        let triaged = EmergencyState::Arrived.triaged(triage()).unwrap();
        assert!(triaged.is_open() && triaged.clone().triaged(triage()).is_none());
        let left = triaged.leave(Disposal::Home, stamp()).unwrap();
        assert!(!left.is_open() && left.triage().is_some());
        assert!(left.leave(Disposal::Died, stamp()).is_none());
    }
}
