//! From the order to the sample in the laboratory.

use super::super::*;
use super::fixture::*;
use crate::engine::Persona;

#[test]
fn an_order_goes_from_the_doctor_to_the_report() {
    let mut h = hospital();
    let order = h.order(&h.sunita.clone(), "cbc");
    assert_eq!((h.state(&order), h.the_order(&order).tests.len()), ("ordered", 14));
    assert_eq!(work::to_collect(&h.world).len(), 1);
    let sunita = h.sunita.clone();
    let specimen = h.id(collect(&sunita, &[&order], ""));
    assert_eq!(h.state(&order), "collected");
    h.id(ReceiveSpecimen { specimen: specimen.clone() });
    assert_eq!(h.state(&order), "received");
    assert_eq!(work::specimens_in(&h.world, "received").len(), 1);
    h.run(enter(&specimen, &[("haemoglobin", "11.9"), ("wbc", "7.1")])).unwrap();
    assert_eq!(h.state(&order), "received", "twelve results are missing");
    let rest = [
        ("neutrophils", "60"),
        ("lymphocytes", "30"),
        ("monocytes", "6"),
        ("eosinophils", "3"),
        ("basophils", "1"),
        ("rbc", "4.1"),
        ("haematocrit", "37"),
        ("rdw", "13"),
        ("platelets", "२१०"),
    ];
    h.run(enter(&specimen, &rest)).unwrap();
    assert_eq!(h.state(&order), "resulted", "haemoglobin is low: a person looks");
    h.act_as(Persona::Pathologist).run(VerifyOrder { order: order.clone() }).unwrap();
    let report = h.id(release(&order));
    assert_eq!(h.state(&order), "released");
    let report = h.report(&report);
    assert_eq!((report.version, report.results.len()), (1, 14));
    let flags: Vec<_> = h.results(&order).iter().map(|r| r.flag).filter(|f| *f != Flag::Normal).collect();
    assert_eq!(flags, [Flag::Low]);
}

#[test]
fn what_is_refused_of_an_order() {
    let mut h = hospital();
    h.act_as(Persona::Doctor);
    let (sunita, ram) = (h.sunita.clone(), h.ram.clone());
    let order = h.id(place(&sunita, "haemoglobin"));
    let panel = h.id(place(&sunita, "cbc"));
    assert_ne!(order, panel, "a panel asks for more than the open order");
    for (command, refusal) in [
        (place("BHV", "cbc"), "m01.patient_not_found@patient"),
        (place(&sunita, "moon-phase"), "m07.test_unknown@test"),
        (place(&sunita, "psa"), "m07.test_sex@test"),
        (place(&ram, "urine-pregnancy"), "m07.test_sex@test"),
        (place(&sunita, "cbc"), "m07.order_duplicate@test"),
        (place(&sunita, "dlc"), "m07.order_duplicate@test"),
        (PlaceOrder { priority: None, ..place(&ram, "cbc") }, "m07.priority_missing@priority"),
        (PlaceOrder { encounter: "ENC000001".into(), ..place(&ram, "cbc") }, "m07.encounter_unknown@encounter"),
        (PlaceOrder { encounter: "x".into(), ..place(&ram, "cbc") }, "m07.encounter_unknown@encounter"),
        (PlaceOrder { note: "9876543210".into(), ..place(&ram, "cbc") }, "m01.mobile_real@note"),
        (PlaceOrder { note: "x".repeat(301), ..place(&ram, "cbc") }, "m01.text_too_long@note"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.id(CancelOrder { order: panel, reason: "दो बार लिखी".into() });
    h.id(place(&sunita, "cbc"));
}

#[test]
fn what_is_refused_of_a_collection() {
    let mut h = hospital();
    let (sunita, ram) = (h.sunita.clone(), h.ram.clone());
    let cbc = h.order(&sunita, "cbc");
    let hba1c = h.order(&sunita, "hba1c");
    let lft = h.order(&sunita, "lft");
    let of_ram = h.order(&ram, "cbc");
    let used = h.collect(&ram, &[&of_ram]);
    let wrong_digit = format!("{}{}", &used[..10], (used[10..].parse::<u32>().unwrap() + 1) % 10);
    for (command, refusal) in [
        (collect(&sunita, &[], ""), "m07.orders_missing@orders"),
        (collect("", &[&cbc], ""), "m07.patient_not_checked@patient"),
        (collect("BHV", &[&cbc], ""), "m01.patient_not_found@patient"),
        (collect(&ram, &[&cbc], ""), "m07.wrong_patient@patient"),
        (collect(&sunita, &["LBO999999"], ""), "m07.order_not_found@orders"),
        (collect(&ram, &[&of_ram], ""), "m07.collect_state@orders"),
        (collect(&sunita, &[&cbc, &lft], ""), "m07.specimen_mixed@orders"),
        (collect(&sunita, &[&cbc], "12345"), "m07.barcode_form@barcode"),
        (collect(&sunita, &[&cbc], &wrong_digit), "m07.barcode_check_digit@barcode"),
        (collect(&sunita, &[&cbc], &used), "m07.barcode_used@barcode"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    let specimen = h.collect(&sunita, &[&cbc, &hba1c]);
    assert_eq!((h.state(&cbc), h.state(&hba1c), h.state(&lft)), ("collected", "collected", "ordered"));
    let specimen = h.world.specimens().get(&Barcode::parse(&specimen).unwrap()).unwrap();
    assert_eq!(specimen.orders.len(), 2);
}

#[test]
fn a_label_printed_in_advance_is_taken_and_the_series_steps_over_it() {
    let mut h = hospital();
    let (sunita, ram) = (h.sunita.clone(), h.ram.clone());
    let (one, two) = (h.order(&sunita, "cbc"), h.order(&ram, "cbc"));
    let label = Barcode::numbered(1);
    assert_eq!(h.id(collect(&sunita, &[&one], label.as_str())), label.as_str());
    assert_eq!(h.collect(&ram, &[&two]), Barcode::numbered(2).as_str());
}

#[test]
fn a_sample_is_received_after_it_was_collected_and_once() {
    let mut h = hospital();
    let sunita = h.sunita.clone();
    let order = h.order(&sunita, "cbc");
    let receive = |specimen: &str| ReceiveSpecimen { specimen: specimen.into() };
    assert_eq!(h.refused(receive(&order)), ["m07.receive_before_collect@specimen"]);
    let label = Barcode::numbered(77);
    assert_eq!(h.refused(receive(label.as_str())), ["m07.receive_before_collect@specimen"]);
    assert_eq!(h.refused(receive("milk")), ["m07.barcode_form@specimen"]);
    assert_eq!(h.refused(receive("LBO999999")), ["m07.order_not_found@specimen"]);
    let specimen = h.collect(&sunita, &[&order]);
    h.id(receive(&order));
    assert_eq!(h.state(&order), "received");
    assert_eq!(h.refused(receive(&specimen)), ["m07.specimen_received@specimen"]);
}

#[test]
fn a_rejected_sample_is_collected_again_and_takes_no_result() {
    let mut h = hospital();
    let (order, specimen) = h.received("potassium");
    h.run(enter(&specimen, &[("potassium", "5.4")])).unwrap();
    let reject =
        |specimen: &str, reason, note: &str| RejectSpecimen { specimen: specimen.into(), reason, note: note.into() };
    let haemolysed = Some(RejectReason::Haemolysed);
    for (command, refusal) in [
        (reject("LB", haemolysed, ""), "m07.barcode_form@specimen"),
        (reject(Barcode::numbered(99).as_str(), haemolysed, ""), "m07.specimen_not_found@specimen"),
        (reject(&specimen, None, ""), "m07.reject_reason@reason"),
        (reject(&specimen, Some(RejectReason::Other), ""), "m07.reject_note@note"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.id(reject(&specimen, haemolysed, ""));
    assert_eq!(h.state(&order), "recollect");
    assert!(h.results(&order).is_empty(), "its results do not count");
    assert_eq!(h.world.lab_results().len(), 1, "and stay readable");
    assert_eq!(h.refused(reject(&specimen, haemolysed, "")), ["m07.specimen_rejected@"]);
    assert_eq!(h.refused(enter(&specimen, &[("potassium", "4.4")])), ["m07.result_rejected_specimen@"]);
    assert_eq!(h.refused(ReceiveSpecimen { specimen: specimen.clone() }), ["m07.specimen_rejected@specimen"]);
    let sunita = h.sunita.clone();
    let again = h.collect(&sunita, &[&order]);
    assert_ne!(again, specimen);
    assert_eq!(h.the_order(&order).rejected.len(), 1);
    h.id(ReceiveSpecimen { specimen: again.clone() });
    h.run(enter(&again, &[("potassium", "4.4")])).unwrap();
    assert_eq!(h.results(&order).len(), 1);
}

#[test]
fn a_sample_with_a_report_is_not_rejected() {
    let mut h = hospital();
    let (order, report) = h.released("urea", "30");
    let specimen = h.the_order(&order).state.specimen().unwrap().as_str().to_owned();
    let reject = RejectSpecimen { specimen, reason: Some(RejectReason::Clotted), note: String::new() };
    assert_eq!(h.refused(reject.clone()), ["m07.specimen_reported@"]);
    h.run(correct(&report, "urea", "33")).unwrap();
    assert_eq!(h.refused(reject), ["m07.specimen_reported@"], "nor while the report is being corrected");
}

#[test]
fn an_order_is_cancelled_until_it_has_its_results() {
    let mut h = hospital();
    let cancel = |order: &str, reason: &str| CancelOrder { order: order.into(), reason: reason.into() };
    let (order, specimen) = h.received("electrolytes");
    h.run(enter(&specimen, &[("sodium", "140")])).unwrap();
    assert_eq!(h.refused(cancel(&order, "")), ["m01.reason_missing@reason"]);
    assert_eq!(h.refused(cancel("LBO999999", "दो बार")), ["m07.order_not_found@"]);
    h.id(cancel(&order, "दो बार लिखी"));
    assert_eq!((h.state(&order), h.results(&order).len()), ("cancelled", 0));
    assert_eq!(h.refused(cancel(&order, "दो बार लिखी")), ["m07.cancel_state@"]);
    let (resulted, _) = h.verified("urea", "60");
    assert_eq!(h.refused(cancel(&resulted, "दो बार लिखी")), ["m07.cancel_state@"]);
    assert!(work::orders_in(&h.world, "received").is_empty());
}

#[test]
fn a_health_centre_does_what_its_laboratory_can() {
    use crate::engine::SetLevel;
    for (level, test, done) in [
        ("phc", "haemoglobin", true),
        ("phc", "cbc", true),
        ("phc", "lft", false),
        ("chc", "lft", true),
        ("chc", "tsh", false),
        ("sdh", "tsh", false),
        ("dh", "tsh", true),
    ] {
        let mut h = hospital();
        h.as_one(Persona::System, SetLevel { level: level.into() }).unwrap();
        h.act_as(Persona::Doctor);
        let sunita = h.sunita.clone();
        if done {
            h.id(place(&sunita, test));
        } else {
            assert_eq!(h.refused(place(&sunita, test)), ["m07.not_done_here@test"], "{level} {test}");
        }
    }
}
