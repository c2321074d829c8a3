//! Entering results: units, plausibility, delta check, flags, verification by rule.

use super::super::*;
use super::fixture::*;
use crate::engine::Persona;

#[test]
fn what_is_refused_of_a_result() {
    let mut h = hospital();
    let sunita = h.sunita.clone();
    let waiting = h.order(&sunita, "hbsag");
    let not_received = h.collect(&sunita, &[&waiting]);
    assert_eq!(h.refused(enter(&not_received, &[("hbsag", "reactive")])), ["m07.result_before_receive@"]);
    assert_eq!(h.refused(enter(Barcode::numbered(99).as_str(), &[])), ["m07.specimen_not_found@"]);
    let (_, specimen) = h.received("cbc");
    let long = "x".repeat(601);
    for (test, value, refusal) in [
        ("haemoglobin", "twelve", "m07.value_form@value_haemoglobin"),
        ("haemoglobin", "1,2", "m07.wrong_unit@value_haemoglobin"),
        ("haemoglobin", "12.12345", "m07.value_form@value_haemoglobin"),
        ("haemoglobin", "12.5 mmol/L", "m07.wrong_unit@value_haemoglobin"),
        ("haemoglobin", "125", "m07.implausible@value_haemoglobin"),
        ("haemoglobin", "0.5", "m07.implausible@value_haemoglobin"),
        ("urea", "30", "m07.test_not_ordered@value_urea"),
        ("cbc", "30", "m07.test_not_ordered@value_cbc"),
    ] {
        assert_eq!(h.refused(enter(&specimen, &[(test, value)])), [refusal], "{test} {value}");
    }
    assert_eq!(h.refused(enter(&specimen, &[])), ["m07.results_missing@"]);
    assert_eq!(h.refused(enter(&specimen, &[("wbc", " ")])), ["m07.results_missing@"]);
    let two = h.refused(enter(&specimen, &[("haemoglobin", "x"), ("wbc", "9000"), ("rbc", "4")]));
    assert_eq!(two, ["m07.value_form@value_haemoglobin", "m07.implausible@value_wbc"], "all at once, and none kept");
    let mut other_unit = enter(&specimen, &[("haemoglobin", "12.5")]);
    other_unit.results[0].unit = "g/L".into();
    assert_eq!(h.refused(other_unit), ["m07.wrong_unit@value_haemoglobin"]);
    h.run(enter(&specimen, &[("haemoglobin", "12.5 G/dl"), ("wbc", "७.५")])).unwrap();
    let (_, culture) = h.received("urine-culture");
    assert_eq!(h.refused(enter(&culture, &[("urine-culture", &long)])), ["m01.text_too_long@value_urine-culture"]);
    assert_eq!(
        h.refused(enter(&culture, &[("urine-culture", "call 9876543210")])),
        ["m01.mobile_real@value_urine-culture"]
    );
    h.run(enter(&culture, &[("urine-culture", "No growth after 48 hours")])).unwrap();
    let (_, serology) = h.received("vdrl");
    assert_eq!(h.refused(enter(&serology, &[("vdrl", "perhaps")])), ["m07.finding_unknown@value_vdrl"]);
}

#[test]
fn a_result_on_a_released_order_is_a_correction() {
    let mut h = hospital();
    let (order, _) = h.released("urea", "30");
    let specimen = h.the_order(&order).state.specimen().unwrap().as_str().to_owned();
    assert_eq!(h.refused(enter(&specimen, &[("urea", "31")])), ["m07.result_state@value_urea"]);
    assert_eq!(h.refused(enter(&specimen, &[("urea", "30")])), ["m07.results_missing@"], "nothing new was typed");
}

#[test]
fn flags_by_sex_age_and_critical_limits() {
    for (test, value, flag) in [
        ("haemoglobin", "12.0", Flag::Normal),
        ("haemoglobin", "11.9", Flag::Low),
        ("haemoglobin", "15.6", Flag::High),
        ("haemoglobin", "5.9", Flag::CriticalLow),
        ("potassium", "6.6", Flag::CriticalHigh),
        ("hbsag", "non-reactive", Flag::Normal),
        ("hbsag", "reactive", Flag::Abnormal),
        ("malaria-rdt", "p-falciparum", Flag::Critical),
        ("fsh", "80", Flag::Normal),
    ] {
        let mut h = hospital();
        let (order, specimen) = h.received(test);
        let warnings = h.warned(enter(&specimen, &[(test, value)]));
        assert_eq!(h.results(&order)[0].flag, flag, "{test} {value}");
        assert_eq!(warnings == ["m07.critical_found"], flag.is_critical(), "{test} {value}");
        assert_eq!(work::open_calls(&h.world).len(), usize::from(flag.is_critical()));
    }
}

#[test]
fn a_jump_from_the_last_verified_result_is_acknowledged() {
    let mut h = hospital();
    let (first, report) = h.released("haemoglobin", "12.5");
    h.later(2 * 24 * 60);
    let (order, specimen) = h.received("haemoglobin");
    assert_eq!(h.refused(enter(&specimen, &[("haemoglobin", "8.0")])), ["m07.delta_unacknowledged@delta_haemoglobin"]);
    let noted = |note: &str| {
        let mut command = enter(&specimen, &[("haemoglobin", "8.0")]);
        command.results[0].delta_note = note.into();
        command
    };
    assert_eq!(h.refused(noted("-")), ["m01.reason_missing@delta_haemoglobin"]);
    h.run(noted("नमूना और नाम मिलाया, जाँच दोहराई")).unwrap();
    let result = &h.results(&order)[0];
    let delta = result.delta.clone().unwrap();
    assert_eq!((delta.percent, &delta.earlier), (36, &h.report(&report).results[0]));
    assert_eq!(h.state(&order), "resulted", "never verified by rule");
    assert_eq!(work::trend(&h.world, &h.the_order(&first).patient, &h.test("haemoglobin")).len(), 1);
}

#[test]
fn a_jump_within_the_limit_or_after_its_days_is_none() {
    for (days, value, jump) in [(2, "9.5", false), (2, "9.3", true), (31, "9.3", false)] {
        let mut h = hospital();
        h.released("haemoglobin", "12.5");
        h.later(days * 24 * 60);
        let (_, specimen) = h.received("haemoglobin");
        let answer = h.run(enter(&specimen, &[("haemoglobin", value)]));
        assert_eq!(answer.is_err(), jump, "{value} after {days} days");
    }
}

#[test]
fn an_unverified_result_is_nothing_to_compare_with() {
    let mut h = hospital();
    let (_, first) = h.received("potassium");
    h.run(enter(&first, &[("potassium", "3.0")])).unwrap();
    let (_, second) = h.received("electrolytes");
    h.run(enter(&second, &[("potassium", "5.0")])).unwrap();
}

#[test]
fn unremarkable_results_are_verified_by_rule() {
    let entered = |controls: bool, test: &str, value: &str| {
        let mut h = hospital();
        if controls {
            h.in_control(test);
        }
        let (order, specimen) = h.received(test);
        h.run(enter(&specimen, &[(test, value)])).unwrap();
        h.state(&order)
    };
    for (controls, test, value, state, why) in [
        (true, "urea", "30", "verified", "usual, in control"),
        (false, "urea", "30", "resulted", "no controls today"),
        (true, "urea", "60", "resulted", "high"),
        (true, "urea", "250", "resulted", "critical"),
        (false, "dengue-ns1", "negative", "verified", "a finding needs no numeric control"),
        (false, "dengue-ns1", "positive", "resulted", "unusual"),
        (false, "hiv", "non-reactive", "resulted", "a person always looks"),
        (false, "urine-culture", "No growth", "resulted", "a text"),
        (false, "fsh", "5", "resulted", "nothing is known of what is usual"),
        (false, "mcv", "90", "verified", "calculated: no control of its own"),
    ] {
        assert_eq!(entered(controls, test, value), state, "{test} {value}: {why}");
    }
}

#[test]
fn a_result_may_be_typed_again_until_the_report_is_out() {
    let mut h = hospital();
    h.in_control("urea");
    let (order, specimen) = h.received("urea");
    h.run(enter(&specimen, &[("urea", "30")])).unwrap();
    assert_eq!(h.state(&order), "verified");
    h.run(enter(&specimen, &[("urea", "80")])).unwrap();
    assert_eq!((h.state(&order), h.results(&order).len()), ("resulted", 1));
    let kept: Vec<_> = h.world.lab_results().iter().map(|r| (r.value.number(), r.is_current())).collect();
    assert_eq!(kept, [(Some(30_000), false), (Some(80_000), true)], "the first one stays readable");
}

#[test]
fn a_test_that_two_orders_of_a_sample_ask_for_is_entered_once() {
    let mut h = hospital();
    let sunita = h.sunita.clone();
    let (one, panel) = (h.order(&sunita, "haemoglobin"), h.order(&sunita, "cbc"));
    let specimen = h.collect(&sunita, &[&one, &panel]);
    h.id(ReceiveSpecimen { specimen: specimen.clone() });
    h.run(enter(&specimen, &[("haemoglobin", "11")])).unwrap();
    assert_eq!((h.state(&one), h.state(&panel)), ("resulted", "received"));
    assert_eq!((h.results(&one).len(), h.results(&panel).len()), (1, 1));
    h.as_one(Persona::Pathologist, VerifyOrder { order: one.clone() }).unwrap();
    h.id(release(&one));
    h.run(enter(&specimen, &[("haemoglobin", "11"), ("wbc", "8")])).unwrap();
    assert_eq!(h.results(&panel).len(), 2);
}
