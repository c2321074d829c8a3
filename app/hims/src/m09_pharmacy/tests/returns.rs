use super::super::*;
use super::fixture::{Hospital, PARACETAMOL, dispense, hospital, pick};

/// 15 of P1 handed out; the batch, the record of dispensing, and the form of a return.
fn handed() -> (Hospital, String, String, ReturnDrugs) {
    let mut h = hospital();
    let batch = h.batch(PARACETAMOL, "P1", 100, 50);
    let rx = h.prescribe(&[(PARACETAMOL, 15)]);
    let patient = h.sunita.clone();
    let id = h.run(dispense(&rx, &patient, vec![pick(1, &batch, 15)])).unwrap().subject.id;
    let form = ReturnDrugs {
        dispense: id.clone(),
        line: 1,
        batch: batch.clone(),
        quantity: "5".into(),
        unopened: true,
        reason: "दवा बदल गई".into(),
        patient_check: patient,
    };
    (h, batch, id, form)
}

#[test]
fn what_comes_back_goes_to_quarantine_and_is_not_given_again() {
    let (mut h, batch, id, form) = handed();
    h.run(form.clone()).unwrap();
    assert_eq!(h.shelf(&batch), (35, 5));
    assert_eq!(h.dispense(&id).state, DispenseState::Fully);
    h.run(ReturnDrugs { quantity: "10".into(), ..form.clone() }).unwrap();
    assert_eq!((h.dispense(&id).state, h.shelf(&batch)), (DispenseState::Returned, (35, 15)));
    assert!(stock::holders(&h.world, &BatchId::parse(&batch).unwrap()).is_empty());
    assert_eq!(h.refused(form), ["return_too_much@quantity"]);
}

#[test]
fn what_is_refused_of_a_return() {
    let (mut h, _, _, form) = handed();
    let other = h.batch(PARACETAMOL, "P2", 200, 10);
    let ram = h.ram.clone();
    for (command, refusal) in [
        (ReturnDrugs { dispense: "DSP999999".into(), ..form.clone() }, "dispense_not_found@dispense"),
        (ReturnDrugs { patient_check: String::new(), ..form.clone() }, "patient_check_missing@patient_check"),
        (ReturnDrugs { patient_check: ram, ..form.clone() }, "wrong_patient@patient_check"),
        (ReturnDrugs { batch: "BAT999999".into(), ..form.clone() }, "batch_not_found@batch"),
        (ReturnDrugs { batch: other, ..form.clone() }, "not_handed_out@batch"),
        (ReturnDrugs { line: 4, ..form.clone() }, "line_not_found@batch"),
        (ReturnDrugs { quantity: "16".into(), ..form.clone() }, "return_too_much@quantity"),
        (ReturnDrugs { quantity: "".into(), ..form.clone() }, "quantity_form@quantity"),
        (ReturnDrugs { unopened: false, ..form.clone() }, "return_opened@unopened"),
        (ReturnDrugs { reason: "x".into(), ..form.clone() }, "m01.reason_missing@reason"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.days_later(8);
    assert_eq!(h.refused(form.clone()), ["return_too_late@batch"]);
    h.days_later(-1);
    h.run(form).unwrap();
}
