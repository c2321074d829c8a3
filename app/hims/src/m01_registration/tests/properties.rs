//! What must hold whatever is done.

use super::super::*;
use super::fixture::{Hospital, create, empty, ram, sunita};
use crate::command::AnyCommand;
use crate::engine::{Act, Persona, replay};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// One step of a random day at the desk. Numbers pick among the records that are there.
#[derive(Debug, Clone)]
enum Step {
    Register { name: usize, age: u32, insist: bool },
    Newborn { mother: usize, order: u8 },
    Unknown,
    Identify { patient: usize },
    Verify { patient: usize, number: u32 },
    Link { patient: usize },
    Delink { patient: usize },
    Propose { one: usize, other: usize },
    Decide { merge: usize, how: u8 },
    Amend { patient: usize, age: u32 },
    InError { patient: usize },
    Persona(usize),
}

const NAMES: [&str; 6] = ["राम कुमार", "Ram Kumar", "Sunita Devi", "सुनीता", "Md. Irfan", "गीता कुमारी"];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_usize, 1..90_u32, any::<bool>()).prop_map(|(name, age, insist)| Step::Register { name, age, insist }),
        1 => (0..20_usize, 1..3_u8).prop_map(|(mother, order)| Step::Newborn { mother, order }),
        1 => Just(Step::Unknown),
        1 => (0..20_usize).prop_map(|patient| Step::Identify { patient }),
        2 => (0..20_usize, 0..4_u32).prop_map(|(patient, number)| Step::Verify { patient, number }),
        2 => (0..20_usize).prop_map(|patient| Step::Link { patient }),
        1 => (0..20_usize).prop_map(|patient| Step::Delink { patient }),
        2 => (0..20_usize, 0..20_usize).prop_map(|(one, other)| Step::Propose { one, other }),
        4 => (0..6_usize, 0..4_u8).prop_map(|(merge, how)| Step::Decide { merge, how }),
        1 => (0..20_usize, 1..90_u32).prop_map(|(patient, age)| Step::Amend { patient, age }),
        1 => (0..20_usize).prop_map(|patient| Step::InError { patient }),
        2 => (0..Persona::CHOICES.len()).prop_map(Step::Persona),
    ]
}

fn nth<T>(items: Vec<T>, at: usize) -> Option<T> {
    let count = items.len().max(1);
    items.into_iter().nth(at % count)
}

fn run(hospital: &mut Hospital, step: Step) {
    let patients = |h: &Hospital| h.world.patients().iter().map(|p| p.id.to_string()).collect::<Vec<_>>();
    let patient = |h: &Hospital, at| nth(patients(h), at).unwrap_or_default();
    let merge = |h: &Hospital, at| {
        nth(h.world.merges().iter().map(|m| m.id.as_str().to_owned()).collect(), at).unwrap_or_default()
    };
    let reason = || "कारण लिखा".to_owned();
    let command: AnyCommand = match step {
        Step::Persona(at) => {
            hospital.act_as(Persona::CHOICES[at]);
            return;
        }
        Step::Register { name, age, insist } => {
            let details = DetailsInput {
                name_hi: NAMES[name].into(),
                sex: Some(Sex::Female),
                age: age.to_string(),
                ..DetailsInput::default()
            };
            let search = hospital.search(NAMES[name]);
            CreatePatient {
                duplicate_reason: if insist { reason() } else { String::new() },
                ..create(&search, details)
            }
            .into()
        }
        Step::Newborn { mother, order } => RegisterNewborn {
            mother: patient(hospital, mother),
            sex: Some(Sex::Male),
            birth_date: "2026-11-23".into(),
            birth_order: order.to_string(),
            weight_grams: String::new(),
            name: String::new(),
        }
        .into(),
        Step::Unknown => RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: reason() }.into(),
        Step::Identify { patient: at } => {
            let search = hospital.search("राम");
            IdentifyPatient {
                patient: patient(hospital, at),
                search,
                details: ram(),
                how: reason(),
                duplicate_reason: reason(),
            }
            .into()
        }
        Step::Verify { patient: at, number } => VerifyAbha {
            patient: patient(hospital, at),
            number: format!("0012345678901{number}"),
            method: AbhaMethod::Demographic,
            consent: true,
            ..VerifyAbha::default()
        }
        .into(),
        Step::Link { patient: at } => LinkAbha { patient: patient(hospital, at) }.into(),
        Step::Delink { patient: at } => DelinkAbha { patient: patient(hospital, at), reason: reason() }.into(),
        Step::Propose { one, other } => {
            ProposeMerge { survivor: patient(hospital, one), duplicate: patient(hospital, other), reason: reason() }
                .into()
        }
        Step::Decide { merge: at, how } => {
            let merge = merge(hospital, at);
            match how {
                0 => ApproveMerge { merge }.into(),
                1 => CompleteMerge { merge }.into(),
                2 => ReverseMerge { merge, reason: reason() }.into(),
                _ => RejectMerge { merge, reason: reason() }.into(),
            }
        }
        Step::Amend { patient: at, age } => {
            let details = DetailsInput { birth_date: String::new(), age: age.to_string(), ..sunita() };
            AmendPatient { patient: patient(hospital, at), details, reason: reason() }.into()
        }
        Step::InError { patient: at } => EnterInError { patient: patient(hospital, at), reason: reason() }.into(),
    };
    let _accepted_or_refused = hospital.run(command);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done(steps in proptest::collection::vec(step(), 1..60)) {
        let mut hospital = empty();
        let mut given = BTreeSet::new();
        for step in steps {
            run(&mut hospital, step);
        }
        // A BHAVYA ID is given once.
        for entry in &hospital.journal {
            if let Act::Done { changes, .. } = &entry.act {
                for change in changes.iter().filter(|c| c.kind == "patient" && c.before.is_none()) {
                    prop_assert!(given.insert(change.id.clone()), "{} was given twice", change.id);
                }
            }
        }
        // Indexes say what a scan says.
        prop_assert!(hospital.world.indexes_agree());
        // An ABHA number is one standing patient's.
        for number in hospital.world.patients().keys(Patient::BY_ABHA) {
            let standing = hospital.world.patients().find(Patient::BY_ABHA, number).filter(|p| p.is_active()).count();
            prop_assert!(standing <= 1, "{number}");
        }
        // The journal alone gives the same world.
        prop_assert_eq!(&replay(&hospital.base, &hospital.journal).unwrap(), &hospital.world);
        // Taking every change back gives the base.
        let mut world = hospital.world.clone();
        for entry in hospital.journal.iter().rev() {
            if let Act::Done { changes, .. } = &entry.act {
                for change in changes.iter().rev() {
                    world.undo(change).unwrap();
                }
            }
        }
        prop_assert_eq!(&world, &hospital.base);
        prop_assert!(world.indexes_agree());
    }

    #[test]
    fn merging_and_taking_back_is_nothing(linked in 0..4_u8, conflict in any::<bool>()) {
        let mut hospital = empty();
        let one = hospital.place(sunita());
        let other = hospital.place(DetailsInput { sex: Some(if conflict { Sex::Male } else { Sex::Female }), ..sunita() });
        for (patient, number, has) in [(&one, "00123456789014", linked & 1 > 0), (&other, "00223456789014", linked & 2 > 0)] {
            if has {
                hospital.run(VerifyAbha { patient: patient.clone(), number: number.into(), method: AbhaMethod::Qr, consent: true, ..VerifyAbha::default() }).unwrap();
            }
        }
        let before = hospital.world.patients().clone();
        let merge = hospital.run(ProposeMerge { survivor: one, duplicate: other, reason: "एक ही मरीज".into() }).unwrap().subject.id;
        hospital.act_as(Persona::Supervisor).run(ApproveMerge { merge: merge.clone() }).unwrap();
        hospital.run(CompleteMerge { merge: merge.clone() }).unwrap();
        prop_assert_ne!(hospital.world.patients(), &before);
        hospital.run(ReverseMerge { merge, reason: "अलग मरीज".into() }).unwrap();
        prop_assert_eq!(hospital.world.patients(), &before);
    }
}
