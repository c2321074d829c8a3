//! Verification, critical calls, release, correction.

use super::super::*;
use super::fixture::*;
use crate::engine::Persona;

#[test]
fn a_critical_result_is_verified_in_another_role_and_told_before_the_report() {
    let mut h = hospital();
    let (order, specimen) = h.received("potassium");
    h.run(enter(&specimen, &[("potassium", "7.1")])).unwrap();
    let verify = || VerifyOrder { order: order.clone() };
    assert_eq!(h.refused(verify()), ["m07.verify_own_critical@"]);
    assert_eq!(h.refused(release(&order)), ["m07.release_state@"]);
    h.act_as(Persona::Pathologist).id(verify());
    assert_eq!(h.refused(verify()), ["m07.verify_state@"]);
    assert_eq!(h.refused(release(&order)), ["m07.critical_not_called@"]);
    let not_reached = RecordCall { outcome: Some(Outcome::NotReached), ..call(&order) };
    h.id(not_reached);
    assert_eq!(h.refused(release(&order)), ["m07.critical_not_called@"], "an attempt is not enough");
    h.id(call(&order));
    assert!(work::open_calls(&h.world).is_empty());
    assert_eq!(h.refused(call(&order)), ["m07.not_critical@"]);
    let report = h.id(release(&order));
    assert_eq!(h.world.critical_calls().len(), 2);
    assert!(h.results(&order)[0].told.is_some());
    assert_eq!(h.report(&report).version, 1);
}

#[test]
fn what_is_not_critical_the_same_role_verifies() {
    let mut h = hospital();
    let (order, specimen) = h.received("potassium");
    assert_eq!(h.refused(VerifyOrder { order: order.clone() }), ["m07.verify_state@"]);
    h.run(enter(&specimen, &[("potassium", "5.5")])).unwrap();
    h.id(VerifyOrder { order: order.clone() });
    assert_eq!(h.refused(VerifyOrder { order: "LBO999999".into() }), ["m07.order_not_found@"]);
    assert_eq!(h.warned(release(&order)), ["m07.qc_missing"], "nobody ran the controls today");
    assert_eq!(h.refused(release(&order)), ["m07.release_state@"]);
    assert_eq!(h.refused(release("LBO999999")), ["m07.order_not_found@"]);
}

#[test]
fn what_is_refused_of_a_call() {
    let mut h = hospital();
    let (order, specimen) = h.received("potassium");
    assert_eq!(h.refused(call(&order)), ["m07.not_critical@"]);
    h.run(enter(&specimen, &[("potassium", "2.1")])).unwrap();
    for (command, refusal) in [
        (RecordCall { told: String::new(), ..call(&order) }, "m07.told_missing@told"),
        (RecordCall { told: "12".into(), ..call(&order) }, "m07.told_missing@told"),
        (RecordCall { told: "डॉक्टर 9876543210".into(), ..call(&order) }, "m01.mobile_real@told"),
        (RecordCall { role: None, ..call(&order) }, "m07.told_missing@role"),
        (RecordCall { outcome: None, ..call(&order) }, "m07.outcome_missing@outcome"),
        (call("LBO999999"), "m07.order_not_found@"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.id(call(&order));
    h.run(enter(&specimen, &[("potassium", "2.2")])).unwrap();
    assert_eq!(work::open_calls(&h.world).len(), 1, "another critical value is another call");
}

#[test]
fn a_correction_is_a_new_version_and_the_earlier_one_stays_readable() {
    let mut h = hospital();
    let (order, first) = h.released("urea", "30");
    h.run(correct(&first, "urea", "39")).unwrap();
    assert_eq!(h.state(&order), "resulted", "never verified by rule");
    assert!(h.report(&first).is_current(), "until the new version is out");
    assert_eq!(h.refused(correct(&first, "urea", "41")), ["m07.correct_state@"], "one correction at a time");
    h.act_as(Persona::Pathologist).id(VerifyOrder { order: order.clone() });
    h.later(30);
    let second = h.id(release(&order));
    assert_eq!(h.state(&order), "amended");
    let (old, new) = (h.report(&first), h.report(&second));
    assert_eq!(old.state, ReportState::Superseded { by: new.id.clone() });
    assert_eq!((new.version, new.reason.as_str(), &new.replaces), (2, "दशमलव गलत लिखा था", &Some(old.id.clone())));
    let value = |report: &LabReport| h.world.lab_results().get(&report.results[0]).unwrap().value.number();
    assert_eq!((value(old), value(new)), (Some(30_000), Some(39_000)));
    let replaced = h.world.lab_results().get(&old.results[0]).unwrap();
    assert!(matches!(&replaced.state, ResultState::Replaced { reason, .. } if reason == "दशमलव गलत लिखा था"));
    let patient = &h.the_order(&order).patient;
    assert_eq!(work::reports_of_patient(&h.world, patient).len(), 1);
    assert_eq!(h.refused(correct(&first, "urea", "41")), ["m07.report_superseded@"]);
    h.run(correct(&second, "urea", "41")).unwrap();
}

#[test]
fn what_is_refused_of_a_correction() {
    let mut h = hospital();
    let (_, report) = h.released("urea", "30");
    for (command, refusal) in [
        (correct("RPT999999", "urea", "41"), "m07.report_not_found@"),
        (CorrectReport { reason: String::new(), ..correct(&report, "urea", "41") }, "m01.reason_missing@reason"),
        (correct(&report, "moon", "41"), "m07.test_unknown@test"),
        (correct(&report, "alt", "41"), "m07.test_not_ordered@test"),
        (correct(&report, "urea", "30"), "m07.same_value@value_urea"),
        (correct(&report, "urea", "many"), "m07.value_form@value_urea"),
        (correct(&report, "urea", "5000"), "m07.implausible@value_urea"),
        (CorrectReport { unit: "mmol/L".into(), ..correct(&report, "urea", "41") }, "m07.wrong_unit@value_urea"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
}

#[test]
fn a_correction_to_a_critical_value_is_told_and_seen_by_another_role() {
    let mut h = hospital();
    let (order, report) = h.released("potassium", "4.4");
    h.run(correct(&report, "potassium", "7.4")).unwrap();
    assert_eq!(h.refused(VerifyOrder { order: order.clone() }), ["m07.verify_own_critical@"]);
    h.act_as(Persona::Pathologist).id(VerifyOrder { order: order.clone() });
    assert_eq!(h.refused(release(&order)), ["m07.critical_not_called@"]);
    h.id(call(&order));
    h.id(release(&order));
}

#[test]
fn turnaround_is_counted_from_the_sample_and_what_is_late_is_listed() {
    let mut h = hospital();
    let (order, specimen) = h.received("electrolytes");
    let now = h.ctx.now;
    assert!(work::overdue(&h.world, now).is_empty());
    assert_eq!(work::overdue(&h.world, now.plus_minutes(121)).len(), 1, "120 minutes are allowed");
    h.later(200);
    h.run(enter(&specimen, &[("sodium", "140"), ("potassium", "4"), ("chloride", "100")])).unwrap();
    h.id(VerifyOrder { order: order.clone() });
    h.id(release(&order));
    h.released("urea", "30");
    let day = work::turnaround(&h.world, h.ctx.now.day());
    assert_eq!((day.reports, day.in_time), (2, 1));
    assert!(day.median_minutes.is_some_and(|m| m >= 200));
    assert!(work::overdue(&h.world, h.ctx.now.plus_minutes(10_000)).is_empty(), "nothing is open");
}

#[test]
fn the_most_urgent_comes_first() {
    let mut h = hospital();
    let (sunita, ram) = (h.sunita.clone(), h.ram.clone());
    let routine = h.order(&sunita, "cbc");
    let stat = PlaceOrder { priority: Some(Priority::Stat), ..place(&ram, "cbc") };
    let stat = h.as_one(Persona::Doctor, stat).unwrap().subject.id;
    let ids: Vec<_> = work::to_collect(&h.world).iter().map(|o| o.id.as_str().to_owned()).collect();
    assert_eq!(ids, [stat, routine]);
}
