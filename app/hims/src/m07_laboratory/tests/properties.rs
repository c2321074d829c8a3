//! What must hold whatever is done.

use super::super::*;
use super::fixture::*;
use crate::command::AnyCommand;
use crate::engine::{Act, Persona, replay};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// One step of a random day in the laboratory. Numbers pick among the records that are there.
#[derive(Debug, Clone)]
enum Step {
    Order { patient: bool, test: usize },
    Collect { patient: bool, order: usize, label: u8 },
    Receive { specimen: usize },
    Reject { specimen: usize },
    Enter { specimen: usize, value: u8 },
    Verify { order: usize },
    Call { order: usize },
    Release { order: usize },
    Correct { report: usize, value: u8 },
    Cancel { order: usize },
    Control { value: u8 },
    Persona(usize),
}

const TESTS: [&str; 4] = ["haemoglobin", "potassium", "electrolytes", "hbsag"];
const ROLES: [Persona; 3] = [Persona::LaboratoryTechnician, Persona::Pathologist, Persona::Doctor];

fn step() -> impl Strategy<Value = Step> {
    let n = 0..12_usize;
    prop_oneof![
        3 => (any::<bool>(), 0..TESTS.len()).prop_map(|(patient, test)| Step::Order { patient, test }),
        4 => (any::<bool>(), n.clone(), 0..4_u8).prop_map(|(patient, order, label)| Step::Collect { patient, order, label }),
        4 => n.clone().prop_map(|specimen| Step::Receive { specimen }),
        1 => n.clone().prop_map(|specimen| Step::Reject { specimen }),
        6 => (n.clone(), 1..9_u8).prop_map(|(specimen, value)| Step::Enter { specimen, value }),
        4 => n.clone().prop_map(|order| Step::Verify { order }),
        2 => n.clone().prop_map(|order| Step::Call { order }),
        5 => n.clone().prop_map(|order| Step::Release { order }),
        1 => (n.clone(), 1..9_u8).prop_map(|(report, value)| Step::Correct { report, value }),
        1 => n.prop_map(|order| Step::Cancel { order }),
        1 => (1..9_u8).prop_map(|value| Step::Control { value }),
        2 => (0..ROLES.len()).prop_map(Step::Persona),
    ]
}

fn nth(ids: Vec<String>, at: usize) -> String {
    let count = ids.len().max(1);
    ids.into_iter().nth(at % count).unwrap_or_default()
}

fn run(h: &mut Hospital, step: Step) {
    let order = |h: &Hospital, at| nth(h.world.lab_orders().iter().map(|o| o.id.as_str().to_owned()).collect(), at);
    let specimen = |h: &Hospital, at| nth(h.world.specimens().iter().map(|s| s.id.as_str().to_owned()).collect(), at);
    let patient = |h: &Hospital, one: bool| if one { h.sunita.clone() } else { h.ram.clone() };
    let reason = || "कारण लिखा".to_owned();
    let command: AnyCommand = match step {
        Step::Persona(at) => {
            h.act_as(ROLES[at]);
            return;
        }
        Step::Order { patient: one, test } => {
            let command = place(&patient(h, one), TESTS[test]);
            let _accepted_or_refused = h.as_one(Persona::Doctor, command);
            return;
        }
        Step::Collect { patient: one, order: at, label } => {
            let code = Barcode::numbered(label.into());
            let label = if label == 0 { "" } else { code.as_str() };
            collect(&patient(h, one), &[&order(h, at)], label).into()
        }
        Step::Receive { specimen: at } => ReceiveSpecimen { specimen: specimen(h, at) }.into(),
        Step::Reject { specimen: at } => {
            RejectSpecimen { specimen: specimen(h, at), reason: Some(RejectReason::Clotted), note: String::new() }
                .into()
        }
        Step::Enter { specimen: at, value } => enter_all(h, &specimen(h, at), value).into(),
        Step::Verify { order: at } => VerifyOrder { order: order(h, at) }.into(),
        Step::Call { order: at } => call(&order(h, at)).into(),
        Step::Release { order: at } => release(&order(h, at)).into(),
        Step::Correct { report: at, value } => {
            let report = nth(h.world.lab_reports().iter().map(|r| r.id.as_str().to_owned()).collect(), at);
            let delta_note = reason();
            CorrectReport { delta_note, ..correct(&report, "potassium", &value.to_string()) }.into()
        }
        Step::Cancel { order: at } => CancelOrder { order: order(h, at), reason: reason() }.into(),
        Step::Control { value } => {
            RunQc { test: "potassium".into(), level: "1".into(), value: value.to_string(), action: reason() }.into()
        }
    };
    let _accepted_or_refused = h.run(command);
}

/// A result for every test of a sample.
fn enter_all(h: &Hospital, specimen: &str, value: u8) -> EnterResults {
    let of_specimen = h.world.lab_orders().find(LabOrder::BY_SPECIMEN, specimen);
    let tests: BTreeSet<String> = of_specimen.flat_map(|o| &o.tests).map(|t| t.as_str().to_owned()).collect();
    let input = |test: String| {
        let value = match test.as_str() {
            "hbsag" => "reactive".to_owned(),
            "sodium" => (130 + u32::from(value)).to_string(),
            "chloride" => (98 + u32::from(value)).to_string(),
            _ => value.to_string(),
        };
        ResultInput { test, value, unit: String::new(), delta_note: "मिलाया गया".into() }
    };
    EnterResults { specimen: specimen.into(), results: tests.into_iter().map(input).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done(steps in proptest::collection::vec(step(), 1..90)) {
        let mut h = hospital();
        let mut codes = BTreeSet::new();
        for step in steps {
            run(&mut h, step);
        }
        let world = &h.world;
        // A barcode is given once.
        for entry in &h.journal {
            if let Act::Done { changes, .. } = &entry.act {
                for change in changes.iter().filter(|c| c.kind == "specimen" && c.before.is_none()) {
                    prop_assert!(codes.insert(change.id.clone()), "{} was given twice", change.id);
                }
            }
        }
        for report in world.lab_reports().iter() {
            let order = world.lab_orders().get(&report.order).unwrap();
            // No report without a verified result of every test, on a sample of the same patient.
            prop_assert_eq!(report.results.len(), order.tests.len());
            for id in &report.results {
                let result = world.lab_results().get(id).unwrap();
                let specimen = world.specimens().get(&result.specimen).unwrap();
                prop_assert_eq!(&specimen.patient, &report.patient);
                prop_assert!(specimen.received().is_some());
                prop_assert!(!matches!(specimen.state, SpecimenState::Rejected { .. }), "a report on a rejected sample");
                // A critical result was told, and verified in another role.
                if result.flag.is_critical() {
                    prop_assert!(result.told.is_some());
                    let Verification::ByPerson { verified } = &report.verification else {
                        return Err(TestCaseError::fail("critical, and verified by rule"));
                    };
                    prop_assert_ne!(verified.persona, result.entered.persona);
                }
            }
            // A report that does not count names the one that does.
            if let ReportState::Superseded { by } = &report.state {
                prop_assert_eq!(world.lab_reports().get(by).unwrap().replaces.as_ref(), Some(&report.id));
            }
        }
        for order in world.lab_orders().iter() {
            let current = work::results_of(world, order);
            // Results that count stand on the order's own sample, one a test.
            prop_assert!(current.iter().all(|r| Some(&r.specimen) == order.state.specimen()));
            let counted = world.lab_results().find(LabResult::BY_ORDER, order.id.as_str()).filter(|r| r.is_current());
            prop_assert_eq!(counted.count(), current.len());
            let versions = world.lab_reports().find(LabReport::BY_ORDER, order.id.as_str());
            prop_assert!(versions.filter(|r| r.is_current()).count() <= 1);
        }
        prop_assert!(world.indexes_agree());
        prop_assert_eq!(&replay(&h.base, &h.journal).unwrap(), world);
    }
}
