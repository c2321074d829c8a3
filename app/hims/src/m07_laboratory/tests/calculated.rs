use super::super::*;
use super::fixture::{correct, enter, hospital, release};
use crate::engine::Persona;
use crate::m01_registration::Sex;
use crate::reference::LabTestId;

const WOMAN: Whose = Whose { sex: Sex::Female, years: 34 };
const MAN: Whose = Whose { sex: Sex::Male, years: 60 };
const CHILD: Whose = Whose { sex: Sex::Male, years: 17 };
const OTHER: Whose = Whose { sex: Sex::Other, years: 30 };

/// Formula, patient, whole values of the inputs, and what comes of them in thousandths.
type Row = (Formula, Whose, &'static [i64], Result<i64, NotCalculated>);

#[test]
fn what_each_formula_gives_and_where_it_does_not_hold() {
    let rows: &[Row] = &[
        (Formula::Ldl, WOMAN, &[200, 50, 150], Ok(120_000)),
        (Formula::Ldl, WOMAN, &[200, 50, 399], Ok(70_200)),
        (Formula::Ldl, WOMAN, &[200, 50, 400], Err(NotCalculated::Triglycerides)),
        (Formula::Ldl, WOMAN, &[60, 50, 100], Err(NotCalculated::BelowZero)),
        (Formula::Vldl, WOMAN, &[150], Ok(30_000)),
        (Formula::Vldl, WOMAN, &[400], Err(NotCalculated::Triglycerides)),
        (Formula::Globulin, WOMAN, &[7, 4], Ok(3000)),
        (Formula::Globulin, WOMAN, &[3, 4], Err(NotCalculated::BelowZero)),
        (Formula::IndirectBilirubin, WOMAN, &[5, 2], Ok(3000)),
        (Formula::IndirectBilirubin, WOMAN, &[2, 5], Err(NotCalculated::BelowZero)),
        (Formula::Mcv, WOMAN, &[36, 4], Ok(90_000)),
        (Formula::Mcv, WOMAN, &[36, 0], Err(NotCalculated::BelowZero)),
        (Formula::Mch, WOMAN, &[12, 4], Ok(30_000)),
        (Formula::Mchc, WOMAN, &[12, 36], Ok(33_333)),
        (Formula::Egfr, MAN, &[1], Ok(86_000)),
        (Formula::Egfr, CHILD, &[1], Err(NotCalculated::Child)),
        (Formula::Egfr, OTHER, &[1], Err(NotCalculated::Sex)),
    ];
    for &(formula, whose, inputs, expected) in rows {
        let of = |test: &str| formula.inputs().iter().position(|i| *i == test).and_then(|at| inputs.get(at));
        let value = formula.value(whose, |test| of(test).map(|whole| whole * 1000));
        assert_eq!(value, Some(expected), "{} {inputs:?}", formula.name());
        assert_eq!(formula.value(whose, |_| None), None, "{} waits for its inputs", formula.name());
        assert!(!formula.source().is_empty());
    }
}

#[test]
fn every_formula_is_for_tests_of_the_list() {
    let h = hospital();
    for formula in Formula::ALL {
        let ids = [formula.inputs(), &[formula.test()]].concat();
        let mut ids = ids.into_iter().map(|id| LabTestId::parse(id).unwrap());
        assert!(ids.all(|id| h.world.lab_tests().get(&id).is_some()), "{}", formula.name());
        let panels = h.world.lab_tests().iter().filter(|t| t.is_panel());
        let test = LabTestId::parse(formula.test()).unwrap();
        assert!(panels.into_iter().any(|p| Formula::of(&test, &p.members) == Some(*formula)), "{}", formula.name());
        assert_eq!(Formula::of(&test, std::slice::from_ref(&test)), None, "alone it is measured");
    }
}

/// Number and formula of a test's result in an order.
fn found(h: &super::fixture::Hospital, order: &str, test: &str) -> Option<(Option<i64>, Option<Formula>)> {
    let result = h.results(order).into_iter().find(|r| r.test.as_str() == test);
    result.map(|r| (r.value.number(), r.calculated))
}

#[test]
fn a_panel_calculates_what_follows_and_a_person_looks_at_what_has_no_value() {
    let mut h = hospital();
    ["cholesterol", "triglycerides", "hdl"].into_iter().for_each(|test| h.in_control(test));
    let (order, specimen) = h.received("lipid-profile");
    h.run(enter(&specimen, &[("cholesterol", "180"), ("hdl", "55")])).unwrap();
    assert_eq!(found(&h, &order, "ldl"), None, "the triglycerides are missing");
    assert_eq!(h.refused(enter(&specimen, &[("ldl", "100")])), ["m07.calculated_typed@value_ldl"]);
    h.run(enter(&specimen, &[("triglycerides", "128")])).unwrap();
    assert_eq!(found(&h, &order, "ldl"), Some((Some(99_000), Some(Formula::Ldl))), "99.4, written without digits");
    assert_eq!(found(&h, &order, "vldl"), Some((Some(26_000), Some(Formula::Vldl))), "25.6");
    assert_eq!(found(&h, &order, "hdl"), Some((Some(55_000), None)));
    assert_eq!(h.state(&order), "verified", "all of it is usual");
    h.run(enter(&specimen, &[("triglycerides", "450")])).unwrap();
    assert_eq!(found(&h, &order, "ldl"), Some((None, Some(Formula::Ldl))));
    assert_eq!(h.state(&order), "resulted");
}

#[test]
fn numbers_that_do_not_go_together_are_a_slip() {
    let mut h = hospital();
    let (_, specimen) = h.received("cbc");
    let typed = [("haemoglobin", "14"), ("haematocrit", "14"), ("rbc", "4.5")];
    assert_eq!(h.refused(enter(&specimen, &typed)), ["m07.calculated_implausible@value_haematocrit"]);
}

#[test]
fn a_jump_of_what_is_calculated_is_acknowledged_as_any_other() {
    let mut h = hospital();
    let blood = |h: &mut super::fixture::Hospital, rbc: &str| {
        let (order, specimen) = h.received("cbc");
        let rest = ["neutrophils", "lymphocytes", "monocytes", "eosinophils", "basophils"];
        let mut values =
            vec![("haemoglobin", "12.5"), ("haematocrit", "37"), ("rbc", rbc), ("wbc", "7"), ("rdw", "13")];
        values.extend(rest.map(|test| (test, "20")));
        values.push(("platelets", "250"));
        (order, specimen.clone(), enter(&specimen, &values))
    };
    let (order, _, first) = blood(&mut h, "4.1");
    h.run(first).unwrap();
    h.as_one(Persona::Pathologist, VerifyOrder { order: order.clone() }).unwrap();
    h.id(release(&order));
    let (order, _, second) = blood(&mut h, "4.6");
    assert_eq!(h.refused(second.clone()), ["m07.delta_unacknowledged@delta_mcv"]);
    let mut acknowledged = second;
    let (test, delta_note) = ("mcv".to_owned(), "नमूना और मरीज फिर मिलाए".to_owned());
    acknowledged.results.push(ResultInput { test, delta_note, ..ResultInput::default() });
    h.run(acknowledged).unwrap();
    let mcv = h.results(&order).into_iter().find(|r| r.test.as_str() == "mcv").unwrap();
    assert!(mcv.delta.is_some());
}

#[test]
fn a_correction_calculates_again_and_what_is_calculated_is_not_corrected() {
    let mut h = hospital();
    let (order, specimen) = h.received("lipid-profile");
    h.run(enter(&specimen, &[("cholesterol", "180"), ("hdl", "55"), ("triglycerides", "125")])).unwrap();
    h.as_one(Persona::Pathologist, VerifyOrder { order: order.clone() }).unwrap();
    let report = h.id(release(&order));
    assert_eq!(h.refused(correct(&report, "ldl", "90")), ["m07.calculated_typed@value_ldl"]);
    h.run(correct(&report, "cholesterol", "200")).unwrap();
    assert_eq!(found(&h, &order, "ldl"), Some((Some(120_000), Some(Formula::Ldl))));
}
