use super::super::*;
use super::fixture::{PARACETAMOL, dispense, hospital, pick};
use crate::m01_registration::BhavyaId;

#[test]
fn a_recalled_batch_leaves_the_shelf_and_whoever_got_it_is_known() {
    let mut h = hospital();
    let batch = h.batch(PARACETAMOL, "P1", 100, 50);
    let rx = h.prescribe(&[(PARACETAMOL, 15)]);
    let patient = h.sunita.clone();
    h.run(dispense(&rx, &patient, vec![pick(1, &batch, 15)])).unwrap();
    let recall = |reason: &str| RecallBatch { batch: batch.clone(), reason: reason.into() };
    assert_eq!(h.refused(recall("")), ["m01.reason_missing@reason"]);
    assert_eq!(h.refused(RecallBatch { batch: "BAT999999".into(), reason: "आदेश".into() }), ["batch_not_found@batch"]);
    h.run(recall("औषधि नियंत्रक का आदेश 12")).unwrap();
    assert_eq!(h.shelf(&batch), (0, 35));
    assert_eq!(h.refused(recall("फिर से")), ["already_recalled@reason"]);
    let id = BatchId::parse(&batch).unwrap();
    assert_eq!(stock::holders(&h.world, &id), [(BhavyaId::parse(&patient).unwrap(), 15)]);
}

#[test]
fn units_are_written_off_with_their_cause() {
    let mut h = hospital();
    let good = h.batch(PARACETAMOL, "P1", 100, 50);
    let gone = h.batch(PARACETAMOL, "P0", -5, 20);
    let off = |batch: &str, quantity: &str, cause: WriteOffCause| WriteOff {
        batch: batch.into(),
        from: None,
        quantity: quantity.into(),
        cause: Some(cause),
        reason: "समिति के सामने".into(),
    };
    for (command, refusal) in [
        (WriteOff { cause: None, ..off(&good, "5", WriteOffCause::Lost) }, "cause_missing@cause"),
        (off(&good, "5", WriteOffCause::Expired), "not_expired@cause"),
        (off(&good, "51", WriteOffCause::Damaged), "beyond_stock@quantity"),
        (off(&good, "x", WriteOffCause::Damaged), "quantity_form@quantity"),
        (off("BAT999999", "1", WriteOffCause::Damaged), "batch_not_found@batch"),
        (WriteOff { reason: String::new(), ..off(&gone, "5", WriteOffCause::Expired) }, "m01.reason_missing@reason"),
        (
            WriteOff { from: Some(WriteOffFrom::Quarantine), ..off(&good, "1", WriteOffCause::Damaged) },
            "beyond_stock@quantity",
        ),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.run(off(&gone, "20", WriteOffCause::Expired)).unwrap();
    assert_eq!(h.shelf(&gone), (0, 0));
    h.run(RecallBatch { batch: good.clone(), reason: "आदेश 12".into() }).unwrap();
    let from = Some(WriteOffFrom::Quarantine);
    h.run(WriteOff { from, ..off(&good, "50", WriteOffCause::Recalled) }).unwrap();
    assert_eq!(h.shelf(&good), (0, 0));
}
