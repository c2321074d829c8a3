//! A patient's own record: everything that any module has written about them, in one line of time.

use crate::m01_registration::{BhavyaId, Merge, MergeState, Patient};
use crate::m02_queue::{Appointment, Token};
use crate::m03_opd::{Allergy, Encounter, Prescription, Referral, Vitals};
use crate::m04_emergency::EmergencyVisit;
use crate::m05_ipd::{Admission, AdmissionState};
use crate::m07_laboratory::{LabOrder, LabReport};
use crate::m08_radiology::ImagingOrder;
use crate::m09_pharmacy::Dispense;
use crate::m12_maternity::Delivery;
use crate::time::Moment;
use crate::world::World;
use std::sync::Arc;

/// A record of the patient.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// The registration.
    Registered(Arc<Patient>),
    /// An appointment, at the time when it was booked.
    Appointment(Arc<Appointment>),
    /// A token.
    Token(Arc<Token>),
    /// A consultation.
    Visit(Arc<Encounter>),
    /// Vital signs.
    Vitals(Arc<Vitals>),
    /// An allergy.
    Allergy(Arc<Allergy>),
    /// A prescription.
    Prescription(Arc<Prescription>),
    /// A referral letter.
    Referral(Arc<Referral>),
    /// An order of a laboratory test.
    LabOrder(Arc<LabOrder>),
    /// A laboratory report.
    LabReport(Arc<LabReport>),
    /// An order of a picture.
    ImagingOrder(Arc<ImagingOrder>),
    /// Medicines that were handed out.
    Dispense(Arc<Dispense>),
    /// A visit to the emergency room.
    Emergency(Arc<EmergencyVisit>),
    /// An admission to a ward, at the time when the patient was put into the bed.
    Admitted(Arc<Admission>),
    /// The end of an admission.
    Ended(Arc<Admission>),
    /// A delivery, of the mother's and of the child's.
    Delivery(Arc<Delivery>),
}

/// Something that happened to a patient.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// What.
    pub entry: Entry,
}

/// Everything about a patient, the latest first. What was written under a record that was merged into this one belongs to
/// it, too.
#[must_use]
pub fn of(world: &World, patient: &BhavyaId) -> Vec<Event> {
    let mut events: Vec<Event> = ids(world, patient).iter().flat_map(|id| under(world, id)).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    events
}

/// The record's own id and those of the records that were merged into it.
pub(crate) fn ids(world: &World, patient: &BhavyaId) -> Vec<BhavyaId> {
    let mut ids = vec![patient.clone()];
    let mut at = 0;
    // A record may have been merged into one that was merged later: each id is looked at once.
    while let Some(id) = ids.get(at).cloned() {
        let merges = world.merges().find(Merge::BY_PATIENT, id.as_str());
        for merge in merges.filter(|m| m.survivor == id && matches!(m.state, MergeState::Merged { .. })) {
            if !ids.contains(&merge.duplicate) {
                ids.push(merge.duplicate.clone());
            }
        }
        at += 1;
    }
    ids
}

/// What is written under one id.
fn under(world: &World, id: &BhavyaId) -> Vec<Event> {
    let key = id.as_str();
    let mut events = Vec::new();
    let mut add = |at: Moment, entry: Entry| events.push(Event { at, entry });
    if let Some(patient) = world.patients().get(id) {
        add(patient.registered.at, Entry::Registered(Arc::clone(patient)));
    }
    for row in world.appointments().find(Appointment::BY_PATIENT, key) {
        add(row.booked.at, Entry::Appointment(Arc::clone(row)));
    }
    for row in world.tokens().find(Token::BY_PATIENT, key) {
        add(row.issued.at, Entry::Token(Arc::clone(row)));
    }
    for row in world.encounters().find(Encounter::BY_PATIENT, key) {
        add(row.opened.at, Entry::Visit(Arc::clone(row)));
    }
    for row in world.vitals().find(Vitals::BY_PATIENT, key) {
        add(row.taken.at, Entry::Vitals(Arc::clone(row)));
    }
    for row in world.allergies().find(Allergy::BY_PATIENT, key) {
        add(row.recorded.at, Entry::Allergy(Arc::clone(row)));
    }
    for row in world.prescriptions().find(Prescription::BY_PATIENT, key) {
        add(row.signed.at, Entry::Prescription(Arc::clone(row)));
    }
    for row in world.referrals().find(Referral::BY_PATIENT, key) {
        add(row.made.at, Entry::Referral(Arc::clone(row)));
    }
    for row in world.lab_orders().find(LabOrder::BY_PATIENT, key) {
        add(row.ordered.at, Entry::LabOrder(Arc::clone(row)));
    }
    for row in world.lab_reports().find(LabReport::BY_PATIENT, key) {
        add(row.released.at, Entry::LabReport(Arc::clone(row)));
    }
    for row in world.imaging_orders().find(ImagingOrder::BY_PATIENT, key) {
        add(row.ordered.at, Entry::ImagingOrder(Arc::clone(row)));
    }
    for row in world.dispenses().find(Dispense::BY_PATIENT, key) {
        add(row.verified.at, Entry::Dispense(Arc::clone(row)));
    }
    for row in world.emergency_visits().find(EmergencyVisit::BY_PATIENT, key) {
        add(row.arrived.at, Entry::Emergency(Arc::clone(row)));
    }
    for row in world.admissions().find(Admission::BY_PATIENT, key) {
        add(row.admitted.at, Entry::Admitted(Arc::clone(row)));
        if let AdmissionState::Ended { ended, .. } = &row.state {
            add(ended.at, Entry::Ended(Arc::clone(row)));
        }
    }
    let births = [Delivery::BY_MOTHER, Delivery::BY_CHILD].map(|index| world.deliveries().find(index, key));
    for row in births.into_iter().flatten() {
        add(row.born.at, Entry::Delivery(Arc::clone(row)));
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Persona;
    use crate::m01_registration::{ApproveMerge, CompleteMerge, DetailsInput, ProposeMerge, ReverseMerge, Sex};
    use crate::m02_queue::{BookAppointment, IssueToken, standard};
    use crate::m03_opd::RecordAllergy;
    use crate::testing::{self, bare};

    struct Hospital(testing::Hospital);

    impl Hospital {
        fn new() -> Self {
            let mut world = bare();
            standard::lay(&mut world).unwrap();
            Self(testing::hospital(world, Persona::Clerk))
        }

        fn run(&mut self, persona: Persona, command: impl Into<crate::AnyCommand>) -> String {
            self.0.as_one(persona, command).unwrap().subject.id
        }

        fn patient(&mut self) -> String {
            let (name_hi, age) = ("सुनीता देवी".to_owned(), "34".to_owned());
            let details = DetailsInput { name_hi, age, sex: Some(Sex::Female), ..DetailsInput::default() };
            self.0.place(details, "")
        }

        fn token(&mut self, patient: &str) {
            let (patient, department) = (patient.to_owned(), "opd-medicine".to_owned());
            self.run(Persona::Clerk, IssueToken { patient, department, ..IssueToken::default() });
        }

        fn kinds(&self, patient: &str) -> Vec<&'static str> {
            let events = of(&self.0.world, &BhavyaId::parse(patient).unwrap());
            assert!(events.is_sorted_by_key(|event| std::cmp::Reverse(event.at)), "the latest comes first");
            events.iter().map(|event| kind(&event.entry)).collect()
        }
    }

    fn kind(entry: &Entry) -> &'static str {
        match entry {
            Entry::Registered(_) => "registered",
            Entry::Appointment(_) => "appointment",
            Entry::Token(_) => "token",
            Entry::Allergy(_) => "allergy",
            _ => "other",
        }
    }

    #[test]
    fn every_record_stands_in_it_once_the_latest_first() {
        let mut h = Hospital::new();
        let (one, other) = (h.patient(), h.patient());
        h.token(&other);
        let (session, date, time) = ("DRS000001".to_owned(), "24-11-2026".to_owned(), "09:00".to_owned());
        let booking = BookAppointment { patient: one.clone(), session, date, time, note: String::new() };
        h.run(Persona::Clerk, booking);
        h.token(&one);
        h.run(Persona::Nurse, RecordAllergy { patient: one.clone(), none_known: true, ..RecordAllergy::default() });
        assert_eq!(h.kinds(&one), ["allergy", "token", "appointment", "registered"]);
        assert_eq!(h.kinds(&other), ["token", "registered"]);
    }

    #[test]
    fn what_was_written_under_a_merged_record_belongs_to_the_one_that_stands() {
        let mut h = Hospital::new();
        let (one, other) = (h.patient(), h.patient());
        h.token(&other);
        assert_eq!(h.kinds(&one), ["registered"]);
        let proposal = ProposeMerge {
            survivor: one.clone(), duplicate: other.clone(), reason: "एक ही मरीज".into()
        };
        let merge = h.run(Persona::Clerk, proposal);
        h.run(Persona::Supervisor, ApproveMerge { merge: merge.clone() });
        h.run(Persona::Clerk, CompleteMerge { merge: merge.clone() });
        assert_eq!(h.kinds(&one), ["token", "registered", "registered"]);
        h.run(Persona::Supervisor, ReverseMerge { merge, reason: "अलग मरीज".into() });
        assert_eq!(h.kinds(&one), ["registered"]);
    }
}
