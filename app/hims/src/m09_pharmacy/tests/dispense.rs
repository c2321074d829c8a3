use super::super::*;
use super::fixture::{AMOXICILLIN, Hospital, ORS, PARACETAMOL, dispense, hospital, pick};
use crate::engine::Persona;
use crate::m01_registration::{BhavyaId, Stamp};
use crate::m03_opd::{PrescriptionId, PrescriptionState};
use crate::reference::ProductId;
use crate::time::Day;

/// A prescription of 15 paracetamol and 15 amoxicillin, with enough of both; the batches' ids.
fn usual() -> (Hospital, String, String, String) {
    let mut h = hospital();
    let (para, amox) = (h.batch(PARACETAMOL, "P1", 200, 100), h.batch(AMOXICILLIN, "A1", 300, 100));
    let rx = h.prescribe(&[(PARACETAMOL, 15), (AMOXICILLIN, 15)]);
    (h, rx, para, amox)
}

#[test]
fn the_usual_case_is_one_act() {
    let (mut h, rx, para, amox) = usual();
    let id = PrescriptionId::parse(&rx).unwrap();
    assert_eq!(standing(&h.world, &id), Standing::Queued);
    let patient = h.sunita.clone();
    let receipt = h.run(dispense(&rx, &patient, vec![pick(1, &para, 15), pick(2, &amox, 15)])).unwrap();
    assert!(receipt.warnings.is_empty());
    let done = h.dispense(&receipt.subject.id);
    assert_eq!((done.state, done.owing()), (DispenseState::Fully, 0));
    assert_eq!(done.verified.persona, Persona::Pharmacist, "verified by the same act");
    assert_eq!((h.shelf(&para), h.shelf(&amox)), ((85, 0), (85, 0)));
    assert_eq!(stock::holders(&h.world, &BatchId::parse(&para).unwrap()).len(), 1);
    let again = dispense(&rx, &patient, vec![pick(1, &para, 1)]);
    assert_eq!(h.refused(again), ["already_dispensed@prescription"]);
}

#[test]
fn part_now_and_the_rest_later() {
    let (mut h, rx, para, amox) = usual();
    let patient = h.sunita.clone();
    let verify = VerifyPrescription { prescription: rx.clone() };
    let receipt = h.run(verify.clone()).unwrap();
    assert_eq!(h.dispense(&receipt.subject.id).state, DispenseState::Verified);
    assert_eq!(h.refused(verify.clone()), ["already_verified@prescription"]);
    let part = h.run(dispense(&rx, &patient, vec![pick(1, &para, 10)])).unwrap();
    assert_eq!(part.warnings.first().map(|w| w.code.clone()), Some(codes::OWED));
    assert_eq!(part.subject, receipt.subject, "one record for one prescription");
    let begun = h.dispense(&part.subject.id);
    assert_eq!((begun.state, begun.line(1).unwrap().owed(), begun.owing()), (DispenseState::Partly, 5, 2));
    let too_much = dispense(&rx, &patient, vec![pick(1, &para, 6)]);
    assert_eq!(h.refused(too_much), ["beyond_prescription@quantity-0"]);
    h.run(dispense(&rx, &patient, vec![pick(1, &para, 5), pick(2, &amox, 15)])).unwrap();
    assert_eq!(h.dispense(&part.subject.id).state, DispenseState::Fully);
    assert_eq!(h.refused(verify), ["already_dispensed@prescription"]);
}

#[test]
fn the_batch_that_expires_first_goes_first() {
    let mut h = hospital();
    let late = h.batch(PARACETAMOL, "LATE", 400, 100);
    let soon = h.batch(PARACETAMOL, "SOON", 30, 8);
    let gone = h.batch(PARACETAMOL, "GONE", -1, 50);
    let rx = h.prescribe(&[(PARACETAMOL, 15)]);
    let patient = h.sunita.clone();
    let product = ProductId::parse(PARACETAMOL).unwrap();
    let today = h.ctx.now.day();
    let proposed: Vec<_> =
        stock::fefo(&h.world, &product, 15, today).iter().map(|(b, n)| (b.id.as_str().to_owned(), *n)).collect();
    assert_eq!(proposed, [(soon.clone(), 8), (late.clone(), 7)], "the expired batch is no proposal");
    assert_eq!(stock::usable(&h.world, &product, today), 108);
    assert_eq!(h.refused(dispense(&rx, &patient, vec![pick(1, &late, 15)])), ["fefo_reason@reason-0"]);
    assert_eq!(
        h.refused(dispense(&rx, &patient, vec![pick(1, &soon, 7), pick(1, &late, 8)])),
        ["fefo_reason@reason-1"],
        "the earlier batch is not used up"
    );
    assert_eq!(h.refused(dispense(&rx, &patient, vec![pick(1, &gone, 5)])), ["batch_expired@batch-0"]);
    let reasoned = DispensePick {
        reason: "पहले वाले बैच की पट्टी फटी है".into(), ..pick(1, &late, 5)
    };
    h.run(dispense(&rx, &patient, vec![reasoned])).unwrap();
    h.run(dispense(&rx, &patient, vec![pick(1, &soon, 8), pick(1, &late, 2)])).unwrap();
    assert_eq!((h.shelf(&soon).0, h.shelf(&late).0), (0, 93));
}

#[test]
fn a_batch_is_good_on_its_last_day() {
    let mut h = hospital();
    let today = h.batch(PARACETAMOL, "TODAY", 0, 20);
    let rx = h.prescribe(&[(PARACETAMOL, 10)]);
    let patient = h.sunita.clone();
    h.run(dispense(&rx, &patient, vec![pick(1, &today, 5)])).unwrap();
    h.days_later(1);
    assert_eq!(h.refused(dispense(&rx, &patient, vec![pick(1, &today, 5)])), ["batch_expired@batch-0"]);
}

#[test]
fn what_is_refused_of_a_pick() {
    let (mut h, rx, para, amox) = usual();
    let patient = h.sunita.clone();
    let recalled = h.batch(PARACETAMOL, "BAD", 100, 50);
    h.run(RecallBatch { batch: recalled.clone(), reason: "टूटी गोलियाँ".into() }).unwrap();
    let typed = |quantity: &str| DispensePick { quantity: quantity.into(), ..pick(1, &para, 1) };
    for (picks, refusal) in [
        (vec![], "nothing_picked@quantity-0"),
        (vec![typed(""), typed("0")], "nothing_picked@quantity-0"),
        (vec![typed("ten")], "quantity_form@quantity-0"),
        (vec![typed("1.5")], "quantity_form@quantity-0"),
        (vec![pick(9, &para, 1)], "line_not_found@quantity-0"),
        (vec![pick(1, "BAT999999", 1)], "batch_not_found@batch-0"),
        (vec![pick(1, "", 1)], "batch_not_found@batch-0"),
        (vec![pick(1, &amox, 1)], "batch_other_product@batch-0"),
        (vec![pick(1, &recalled, 1)], "batch_recalled@batch-0"),
        (vec![pick(1, &para, 16)], "beyond_prescription@quantity-0"),
        (vec![pick(1, &para, 10), pick(1, &para, 6)], "beyond_prescription@quantity-1"),
    ] {
        assert_eq!(h.refused(dispense(&rx, &patient, picks)), [refusal]);
    }
    let both = vec![pick(1, &para, 99), pick(2, &para, 1)];
    assert_eq!(
        h.refused(dispense(&rx, &patient, both)),
        ["beyond_prescription@quantity-0", "batch_other_product@batch-1"],
        "everything that is wrong is said at once"
    );
}

#[test]
fn never_more_than_there_is_over_all_lines() {
    let mut h = hospital();
    let few = h.batch(PARACETAMOL, "FEW", 100, 20);
    let rx = h.prescribe(&[(PARACETAMOL, 15), (PARACETAMOL, 15)]);
    let patient = h.sunita.clone();
    let picks = vec![pick(1, &few, 15), pick(2, &few, 6)];
    assert_eq!(h.refused(dispense(&rx, &patient, picks)), ["beyond_stock@quantity-1"]);
    h.run(dispense(&rx, &patient, vec![pick(1, &few, 15), pick(2, &few, 5)])).unwrap();
    assert_eq!(h.shelf(&few), (0, 0));
}

#[test]
fn only_the_right_patient() {
    let (mut h, rx, para, _) = usual();
    let (sunita, ram) = (h.sunita.clone(), h.ram.clone());
    let for_patient = |shown: &str| dispense(&rx, shown, vec![pick(1, &para, 1)]);
    for (shown, refusal) in [
        ("", "patient_check_missing@patient_check"),
        ("12345", "patient_check_form@patient_check"),
        (ram.as_str(), "wrong_patient@patient_check"),
        ("BHV1000009995", "m01.patient_not_found@patient_check"),
    ] {
        let shown = if shown.starts_with("BHV1000009") {
            BhavyaId::numbered(100, 999).as_str().to_owned()
        } else {
            shown.to_owned()
        };
        assert_eq!(h.refused(for_patient(&shown)), [refusal], "{shown}");
    }
    let spoken = BhavyaId::parse(&sunita).unwrap().spaced().to_lowercase();
    h.run(for_patient(&spoken)).unwrap();
}

#[test]
fn only_a_prescription_that_stands() {
    let (mut h, rx, para, _) = usual();
    let patient = h.sunita.clone();
    let stamp = Stamp::of(&h.ctx);
    let give = dispense(&rx, &patient, vec![pick(1, &para, 1)]);
    let missing = dispense("RX999999", &patient, vec![pick(1, &para, 1)]);
    assert_eq!(h.refused(missing), ["prescription_not_found@prescription"]);
    let by = PrescriptionId::numbered(7);
    h.set_state(&rx, PrescriptionState::Superseded { by, superseded: stamp.clone() });
    assert_eq!(h.refused(give.clone()), ["prescription_superseded@prescription"]);
    assert_eq!(h.refused(VerifyPrescription { prescription: rx.clone() }), ["prescription_superseded@prescription"]);
    h.set_state(&rx, PrescriptionState::Cancelled { reason: "गलत मरीज".into(), cancelled: stamp });
    assert_eq!(h.refused(give.clone()), ["prescription_cancelled@prescription"]);
    h.set_state(&rx, PrescriptionState::Signed);
    h.days_later(31);
    assert_eq!(h.refused(give.clone()), ["prescription_too_old@prescription"]);
    assert_eq!(h.refused(VerifyPrescription { prescription: rx }), ["prescription_too_old@prescription"]);
    // The validity is data of the hospital.
    h.world.lay(PharmacyRules { validity_days: 31, ..PharmacyRules::standard() });
    h.run(give).unwrap();
}

#[test]
fn schedule_x_is_valid_for_a_week() {
    let mut h = hospital();
    let x = h.world.products().iter().find(|p| p.schedule == crate::reference::Schedule::X).cloned();
    let x = x.expect("a Schedule X medicine in the list").id.as_str().to_owned();
    let batch = h.batch(&x, "X1", 100, 10);
    let rx = h.prescribe(&[(&x, 2)]);
    let patient = h.sunita.clone();
    h.days_later(8);
    assert_eq!(h.refused(dispense(&rx, &patient, vec![pick(1, &batch, 1)])), ["prescription_too_old@prescription"]);
    h.days_later(-1);
    h.run(dispense(&rx, &patient, vec![pick(1, &batch, 1)])).unwrap();
}

#[test]
fn schedules_leave_on_a_doctors_prescription_only() {
    let mut h = hospital();
    let (amox, ors) = (h.batch(AMOXICILLIN, "A1", 300, 100), h.batch(ORS, "O1", 300, 100));
    let patient = h.sunita.clone();
    let rx = h.prescribe_as(Persona::Nurse, &[(ORS, 2)]);
    h.run(dispense(&rx, &patient, vec![pick(1, &ors, 2)])).unwrap();
    let rx = h.prescribe_as(Persona::Nurse, &[(AMOXICILLIN, 2)]);
    let verify = VerifyPrescription { prescription: rx.clone() };
    assert_eq!(h.refused(verify), ["schedule_needs_prescriber@line-1"]);
    let give = dispense(&rx, &patient, vec![pick(1, &amox, 2)]);
    assert_eq!(h.refused(give), ["schedule_needs_prescriber@line-1"]);
}

#[test]
fn without_a_prescription_only_what_is_free_and_little() {
    let mut h = hospital();
    h.batch(AMOXICILLIN, "A1", 300, 100);
    let (first, second) = (h.batch(ORS, "O1", 10, 5), h.batch(ORS, "O2", 300, 10));
    let patient = h.sunita.clone();
    let counter = |product: &str, quantity: &str| IssueCounter {
        patient_check: patient.clone(),
        product: product.into(),
        quantity: quantity.into(),
    };
    for (command, refusal) in [
        (counter(AMOXICILLIN, "5"), "schedule_needs_prescriber@product"),
        (counter("moonshine", "5"), "product_unknown@product"),
        (counter(ORS, "21"), "counter_too_much@quantity"),
        (counter(ORS, "16"), "beyond_stock@quantity"),
        (counter(ORS, "few"), "quantity_form@quantity"),
        (IssueCounter { patient_check: String::new(), ..counter(ORS, "1") }, "patient_check_missing@patient_check"),
        (IssueCounter { patient_check: "x".into(), ..counter(ORS, "1") }, "patient_check_form@patient_check"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    let receipt = h.run(counter(ORS, "7")).unwrap();
    let done = h.dispense(&receipt.subject.id);
    assert_eq!((done.state, done.prescription, done.lines.len()), (DispenseState::Fully, None, 1));
    assert_eq!((h.shelf(&first).0, h.shelf(&second).0), (0, 8));
}

#[test]
fn what_is_owed_can_be_given_up_with_a_reason() {
    let (mut h, rx, para, _) = usual();
    let patient = h.sunita.clone();
    let waive = |line: u16, reason: &str| WaiveOwed { prescription: rx.clone(), line, reason: reason.into() };
    assert_eq!(h.refused(waive(2, "")), ["m01.reason_missing@reason"]);
    assert_eq!(h.refused(waive(7, "बाहर से ली")), ["line_not_found@reason"]);
    let receipt = h.run(waive(2, "मरीज ने बाहर से ली")).unwrap();
    assert_eq!(h.dispense(&receipt.subject.id).state, DispenseState::Verified, "the other line is still owed");
    assert_eq!(h.refused(waive(2, "बाहर से ली")), ["nothing_owed@reason"]);
    h.run(dispense(&rx, &patient, vec![pick(1, &para, 15)])).unwrap();
    assert_eq!(h.dispense(&receipt.subject.id).state, DispenseState::Fully);
    assert_eq!(h.refused(waive(1, "बाहर से ली")), ["already_dispensed@prescription"]);
}

#[test]
fn the_work_list_has_what_waits_and_says_what_is_short() {
    let (mut h, rx, para, amox) = usual();
    let patient = h.sunita.clone();
    let scarce = h.prescribe(&[(PARACETAMOL, 15), (ORS, 3)]);
    let list = |h: &Hospital| {
        waiting(&h.world, Day(0), Day(0))
            .iter()
            .map(|w| (w.prescription.id.as_str().to_owned(), w.standing, w.short))
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&h), [(rx.clone(), Standing::Queued, 0), (scarce.clone(), Standing::Queued, 1)]);
    h.run(dispense(&scarce, &patient, vec![pick(1, &para, 15)])).unwrap();
    h.run(dispense(&rx, &patient, vec![pick(1, &para, 15), pick(2, &amox, 15)])).unwrap();
    assert_eq!(list(&h), [(scarce, Standing::Begun(DispenseState::Partly), 1)]);
    assert!(waiting(&h.world, Day(1), Day(1)).is_empty());
}

#[test]
fn only_a_pharmacist_dispenses() {
    let (mut h, rx, para, _) = usual();
    let patient = h.sunita.clone();
    for persona in Persona::CHOICES.into_iter().filter(|p| *p != Persona::Pharmacist) {
        h.act_as(persona);
        assert_eq!(h.refused(dispense(&rx, &patient, vec![pick(1, &para, 1)])), ["persona_may_not@"], "{persona:?}");
        assert_eq!(h.refused(VerifyPrescription { prescription: rx.clone() }), ["persona_may_not@"]);
        assert_eq!(h.refused(IssueCounter::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(SubstituteDrug::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(WaiveOwed::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(ReturnDrugs::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(ReceiveStock::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(WriteOff::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(RecallBatch::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(ProposeCount::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(MarkStockOut::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(SetMinimum::default()), ["persona_may_not@"]);
        assert_eq!(h.refused(PlaceBatch::default()), ["persona_may_not@"]);
    }
}
