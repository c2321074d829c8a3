//! What must hold whatever is done.

use super::super::*;
use super::fixture::{Hospital, diagnosis, hospital, line, prescribe};
use crate::command::AnyCommand;
use crate::engine::{Act, replay};
use crate::m01_registration::Sex;
use proptest::prelude::*;

/// One step of a random day at the desk. Numbers pick among the records that are there.
#[derive(Debug, Clone)]
enum Step {
    Open { patient: usize },
    Weigh { patient: usize, kg: u32 },
    Allergy { patient: usize, class: usize },
    Notes { encounter: usize, pregnancy: usize },
    Diagnose { encounter: usize, code: usize },
    Remove { encounter: usize, n: u16 },
    Prescribe { encounter: usize, one: usize, other: usize, dose: usize, insist: bool },
    Replace { rx: usize, one: usize },
    CancelRx { rx: usize },
    Sign { encounter: usize },
    Cancel { encounter: usize },
    InError { encounter: usize },
    Wait,
}

const CODES: [&str; 6] = ["R50.9", "J18.9", "Z34.9", "I10", "N40", "A90"];
const DRUGS: [&str; 8] = [
    "paracetamol-tab-500",
    "paracetamol-syr-125",
    "amoxicillin-cap-500",
    "amoxicillin-susp-125",
    "warfarin-tab-2",
    "ibuprofen-tab-400",
    "enalapril-tab-5",
    "atorvastatin-tab-10",
];
const DOSES: [&str; 5] = ["½", "1", "5", "10", "40"];
const CLASSES: [&str; 3] = ["penicillin", "nsaid", "paracetamol"];

fn step() -> impl Strategy<Value = Step> {
    let at = || 0..8_usize;
    prop_oneof![
        3 => at().prop_map(|patient| Step::Open { patient }),
        2 => (at(), 3..70_u32).prop_map(|(patient, kg)| Step::Weigh { patient, kg }),
        1 => (at(), 0..3_usize).prop_map(|(patient, class)| Step::Allergy { patient, class }),
        2 => (at(), 0..4_usize).prop_map(|(encounter, pregnancy)| Step::Notes { encounter, pregnancy }),
        4 => (at(), 0..6_usize).prop_map(|(encounter, code)| Step::Diagnose { encounter, code }),
        1 => (at(), 1..4_u16).prop_map(|(encounter, n)| Step::Remove { encounter, n }),
        6 => (at(), at(), at(), 0..5_usize, any::<bool>())
            .prop_map(|(encounter, one, other, dose, insist)| Step::Prescribe { encounter, one, other, dose, insist }),
        1 => (at(), at()).prop_map(|(rx, one)| Step::Replace { rx, one }),
        1 => at().prop_map(|rx| Step::CancelRx { rx }),
        2 => at().prop_map(|encounter| Step::Sign { encounter }),
        1 => at().prop_map(|encounter| Step::Cancel { encounter }),
        1 => at().prop_map(|encounter| Step::InError { encounter }),
        1 => Just(Step::Wait),
    ]
}

fn nth(items: Vec<String>, at: usize) -> String {
    let count = items.len().max(1);
    items.into_iter().nth(at % count).unwrap_or_default()
}

fn command(h: &Hospital, step: Step) -> AnyCommand {
    let patient = |at| nth(h.world.patients().iter().map(|p| p.id.to_string()).collect(), at);
    let encounter = |at| nth(h.world.encounters().iter().map(|e| e.id.as_str().to_owned()).collect(), at);
    let rx = |at| nth(h.world.prescriptions().iter().map(|p| p.id.as_str().to_owned()).collect(), at);
    let reason = || "कारण लिखा".to_owned();
    match step {
        Step::Open { patient: at } => OpenEncounter {
            patient: patient(at),
            department: "opd-medicine".into(),
            reason: reason(),
            ..OpenEncounter::default()
        }
        .into(),
        Step::Weigh { patient: at, kg } => {
            RecordVitals { patient: patient(at), weight: kg.to_string(), ..RecordVitals::default() }.into()
        }
        Step::Allergy { patient: at, class } => RecordAllergy {
            patient: patient(at),
            class: CLASSES[class].into(),
            reaction: Some(Reaction::Rash),
            severity: Some(Severity::Mild),
            ..RecordAllergy::default()
        }
        .into(),
        Step::Notes { encounter: at, pregnancy } => WriteNotes {
            encounter: encounter(at),
            complaint: reason(),
            pregnancy: Pregnancy::ALL.get(pregnancy).copied(),
            ..WriteNotes::default()
        }
        .into(),
        Step::Diagnose { encounter: at, code } => diagnosis(&encounter(at), CODES[code]).into(),
        Step::Remove { encounter: at, n } => RemoveDiagnosis { encounter: encounter(at), n, reason: reason() }.into(),
        Step::Prescribe { encounter: at, one, other, dose, insist } => {
            let lines = [one, other].map(|at| RxLineInput {
                override_reason: if insist { reason() } else { String::new() },
                ..line(DRUGS[at], DOSES[dose], Frequency::Bd)
            });
            prescribe(&encounter(at), lines.into()).into()
        }
        Step::Replace { rx: at, one } => {
            let id = rx(at);
            let of = PrescriptionId::parse(&id).and_then(|id| h.world.prescriptions().get(&id));
            let encounter = of.map(|p| p.encounter.as_str().to_owned()).unwrap_or_default();
            let lines = vec![line(DRUGS[one], "1", Frequency::Od)];
            Prescribe { supersedes: id, reason: reason(), ..prescribe(&encounter, lines) }.into()
        }
        Step::CancelRx { rx: at } => CancelPrescription { prescription: rx(at), reason: reason() }.into(),
        Step::Sign { encounter: at } => SignEncounter { encounter: encounter(at), close: true }.into(),
        Step::Cancel { encounter: at } => CancelEncounter { encounter: encounter(at), reason: reason() }.into(),
        Step::InError { encounter: at } => EnterRecordInError { record: encounter(at), reason: reason() }.into(),
        Step::Wait => SetFollowUp { encounter: encounter(0), in_days: "7".into(), note: String::new() }.into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done(steps in proptest::collection::vec(step(), 1..50)) {
        let mut h = hospital();
        for (sex, years) in [(Sex::Male, 30), (Sex::Female, 28), (Sex::Female, 5), (Sex::Male, 70)] {
            h.patient(sex, years);
        }
        for step in steps {
            if matches!(step, Step::Wait) {
                h.days_later(1);
            }
            let command = command(&h, step);
            let _accepted_or_refused = h.run(command);
        }
        for rx in h.world.prescriptions().iter() {
            let encounter = h.encounter(rx.encounter.as_str());
            // A prescription that can be dispensed rests on a diagnosis of a consultation that counts.
            if rx.is_signed() {
                prop_assert!(encounter.stands() && !encounter.standing_diagnoses().is_empty());
            }
            prop_assert_eq!(&rx.patient, &encounter.patient);
            prop_assert!(rx.lines.iter().all(|l| l.dose_milli > 0 && l.days > 0 && l.quantity > 0));
        }
        for encounter in h.world.encounters().iter() {
            // One main diagnosis wherever there is any; none of pregnancy in men.
            let standing = encounter.standing_diagnoses();
            prop_assert_eq!(standing.iter().filter(|d| d.primary).count(), usize::from(!standing.is_empty()));
            let male = h.world.patients().get(&encounter.patient).unwrap().sex == Sex::Male;
            prop_assert!(!male || standing.iter().all(|d| d.code.as_str() != "Z34.9"));
            if encounter.state.signed().is_some() {
                prop_assert!(!encounter.complaints.is_empty() && !standing.is_empty());
            }
        }
        prop_assert!(h.world.indexes_agree());
        prop_assert_eq!(&replay(&h.base, &h.journal).unwrap(), &h.world);
        let mut world = h.world.clone();
        for entry in h.journal.iter().rev() {
            if let Act::Done { changes, .. } = &entry.act {
                for change in changes.iter().rev() {
                    world.undo(change).unwrap();
                }
            }
        }
        prop_assert_eq!(&world, &h.base);
    }
}
