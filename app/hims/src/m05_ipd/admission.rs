//! Admissions.

use super::bed::BedId;
use super::ward::WardId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::m04_emergency::EmergencyVisitId;
use crate::reference::DiagnosisCode;
use crate::time::Moment;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of an admission: `ADM` and a number.
    AdmissionId, "ADM"
}

/// Whence somebody was admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum AdmittedFrom {
    /// The emergency room.
    Emergency {
        /// The visit.
        visit: EmergencyVisitId,
    },
    /// Straight to the labour room.
    Labour,
}

named! {
    /// How an admission ended.
    Ended {
        /// Sent home.
        Home = "home",
        /// Sent to a larger hospital.
        Referred = "referred",
        /// Left against medical advice.
        AgainstAdvice = "against_advice",
        /// Died.
        Died = "died",
    }
}

/// Where an admission stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AdmissionState {
    /// The patient lies in the bed.
    Admitted,
    /// The doctor has advised discharge; the patient still lies in the bed.
    DischargeAdvised {
        /// When and by whom.
        advised: Stamp,
    },
    /// The patient has gone.
    Ended {
        /// How.
        how: Ended,
        /// When and by whom.
        ended: Stamp,
    },
}

impl AdmissionState {
    /// Whether the patient still lies in the bed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Ended { .. })
    }

    /// admitted → discharge advised. `None` from any other state.
    #[must_use]
    pub fn advise(self, advised: Stamp) -> Option<Self> {
        matches!(self, Self::Admitted).then_some(Self::DischargeAdvised { advised })
    }

    /// admitted or discharge advised → ended. `None` for one that has ended.
    #[must_use]
    pub fn end(self, how: Ended, ended: Stamp) -> Option<Self> {
        self.is_open().then_some(Self::Ended { how, ended })
    }
}

/// A patient's stay in a bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// Its id.
    pub id: AdmissionId,
    /// The patient.
    pub patient: BhavyaId,
    /// The ward.
    pub ward: WardId,
    /// The bed.
    pub bed: BedId,
    /// Whence.
    #[serde(flatten)]
    pub from: AdmittedFrom,
    /// For what.
    pub diagnosis: DiagnosisCode,
    /// When and by whom.
    pub admitted: Stamp,
    /// Where it stands.
    pub state: AdmissionState,
}

impl Admission {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the ward, of those that are open.
    pub const BY_OPEN: &'static str = "open";
    /// Index of the bed.
    pub const BY_BED: &'static str = "bed";

    /// When the bed became free again; `None` while the patient lies in it.
    #[must_use]
    pub const fn left(&self) -> Option<Moment> {
        match &self.state {
            AdmissionState::Ended { ended, .. } => Some(ended.at),
            AdmissionState::Admitted | AdmissionState::DischargeAdvised { .. } => None,
        }
    }
}

impl Record for Admission {
    const KIND: &'static str = "admission";
    type Id = AdmissionId;

    fn id(&self) -> &AdmissionId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |a| vec![a.patient.as_str().to_owned()] },
            Index {
                name: Self::BY_OPEN,
                keys: |a| if a.state.is_open() { vec![a.ward.as_str().to_owned()] } else { Vec::new() },
            },
            Index { name: Self::BY_BED, keys: |a| vec![a.bed.as_str().to_owned()] },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Persona;
    use abhyas_core::PersonId;

    #[test]
    fn an_admission_goes_forward_only() {
        let stamp = || Stamp { at: Moment(0), by: PersonId::parse("D").unwrap(), persona: Persona::Doctor };
        let advised = AdmissionState::Admitted.advise(stamp()).unwrap();
        assert!(advised.is_open() && advised.clone().advise(stamp()).is_none());
        let ended = advised.end(Ended::Home, stamp()).unwrap();
        assert!(!ended.is_open() && ended.clone().advise(stamp()).is_none());
        assert!(ended.end(Ended::Died, stamp()).is_none());
    }
}
