use super::super::*;
use super::fixture::hospital;
use crate::engine::Persona;
use crate::m01_registration::Sex;
use crate::m07_laboratory::Priority;

#[test]
fn tests_are_ordered_together_or_not_at_all() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "R50.9");
    let order = |tests: &[&str]| OrderTests {
        encounter: encounter.clone(),
        tests: tests.iter().map(|t| (*t).to_owned()).collect(),
        ..OrderTests::default()
    };
    assert_eq!(h.refused(order(&[])), ["m03.test_missing@test"]);
    assert_eq!(h.refused(order(&["", " "])), ["m03.test_missing@test"]);
    assert_eq!(h.refused(order(&["cbc", "magic"])), ["m07.test_unknown@test"]);
    assert_eq!(h.refused(order(&["urine-pregnancy"])), ["m07.test_sex@test"]);
    h.id(order(&["cbc", "malaria-rdt"]));
    let orders = &h.encounter(&encounter).orders;
    assert_eq!(orders.len(), 2);
    let first = h.world.lab_orders().get(&orders[0]).unwrap();
    assert!(first.priority == Priority::Routine && first.encounter.as_ref().unwrap().as_str() == encounter);
    assert_eq!(h.refused(order(&["cbc"])), ["m07.order_duplicate@test"], "what waits already");
    assert_eq!(h.act_as(Persona::Nurse).refused(order(&["esr"])), ["m03.doctor_only@"]);
}

#[test]
fn every_order_set_of_this_release_can_be_prescribed_as_it_stands() {
    let sets = crate::reference::standard().unwrap().order_sets.clone();
    for set in sets {
        let sex = if set.code.as_str() == "N40" { Sex::Male } else { Sex::Female };
        for (child, years, kg) in [(false, 28, "55"), (true, 4, "15")] {
            let lines = if child { &set.child } else { &set.adult };
            if lines.is_empty() {
                continue;
            }
            let mut h = hospital();
            let patient = h.patient(sex, years);
            h.weigh(&patient, kg);
            let encounter = h.seen(&patient, set.code.as_str());
            let complaint = "जाँच".to_owned();
            if !child {
                let asked = Some(Pregnancy::No);
                h.id(WriteNotes { encounter: encounter.clone(), complaint, pregnancy: asked, ..WriteNotes::default() });
            }
            let lines = offers(&h.world, &h.ctx, h.encounter(&encounter)).iter().map(|o| o.line.clone()).collect();
            let command = super::fixture::prescribe(&encounter, lines);
            assert!(h.run(command.clone()).is_ok(), "{command:?}: {:?}", h.run(command.clone()));
        }
    }
}

#[test]
fn the_tests_of_a_consultation_that_does_not_count_are_cancelled_with_it() {
    use crate::m07_laboratory::{
        CollectSpecimen, EnterResults, LabOrder, OrderState, ReceiveSpecimen, ResultInput, work,
    };
    for in_error in [false, true] {
        let mut h = hospital();
        let patient = h.patient(Sex::Male, 30);
        let encounter = h.seen(&patient, "R50.9");
        let tests = ["cbc", "hiv", "urine-routine"].map(str::to_owned).to_vec();
        h.id(OrderTests { encounter: encounter.clone(), tests, ..OrderTests::default() });
        let orders: Vec<String> = h.encounter(&encounter).orders.iter().map(|id| id.as_str().to_owned()).collect();
        h.act_as(Persona::LaboratoryTechnician);
        for order in &orders[..2] {
            let specimen =
                h.id(CollectSpecimen { patient: patient.clone(), orders: vec![order.clone()], barcode: String::new() });
            h.id(ReceiveSpecimen { specimen: specimen.clone() });
            if *order == orders[1] {
                let (test, value) = ("hiv".to_owned(), "non-reactive".to_owned());
                h.id(EnterResults { specimen, results: vec![ResultInput { test, value, ..ResultInput::default() }] });
            }
        }
        h.act_as(Persona::Doctor);
        let (record, reason) = (encounter.clone(), "गलत मरीज".to_owned());
        let warned = if in_error {
            h.warned(EnterRecordInError { record, reason })
        } else {
            h.warned(CancelEncounter { encounter: record, reason })
        };
        assert_eq!(warned, ["m03.orders_cancelled@", "m03.orders_stand@"]);
        let of = |order: &String| h.world.lab_orders().iter().find(|o| o.id.as_str() == order).unwrap();
        let states: Vec<&str> = orders.iter().map(|order| of(order).state.name()).collect();
        assert_eq!(states, ["cancelled", "resulted", "cancelled"]);
        assert!(matches!(&of(&orders[0]).state, OrderState::Cancelled { reason, .. } if reason == "गलत मरीज"));
        assert!(work::results_of(&h.world, of(&orders[0])).is_empty());
        assert_eq!(h.world.lab_orders().find(LabOrder::BY_OPEN, "ordered").count(), 0);
    }
}
