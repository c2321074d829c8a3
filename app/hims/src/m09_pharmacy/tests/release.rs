use super::super::*;
use super::fixture::{Hospital, PARACETAMOL, dispense, hospital, pick};
use crate::engine::Persona;

fn propose(batch: &str, reason: &str) -> ProposeRelease {
    ProposeRelease { batch: batch.into(), reason: reason.into() }
}

/// A recalled batch of 50: 35 from the shelf, 15 with Sunita.
fn recalled(h: &mut Hospital, expires: i32) -> String {
    let batch = h.batch(PARACETAMOL, "P1", expires, 50);
    let rx = h.prescribe(&[(PARACETAMOL, 15)]);
    let sunita = h.sunita.clone();
    h.run(dispense(&rx, &sunita, vec![pick(1, &batch, 15)])).unwrap();
    h.run(RecallBatch { batch: batch.clone(), reason: "आदेश 12".into() }).unwrap();
    batch
}

#[test]
fn a_recall_is_lifted_by_two_and_stays_readable() {
    let mut h = hospital();
    let batch = recalled(&mut h, 100);
    let approve = ApproveRelease { batch: batch.clone() };
    assert_eq!(h.refused(approve.clone()), ["release_not_proposed@"]);
    assert_eq!(h.refused(propose("BAT999999", "जाँच ठीक")), ["batch_not_found@batch"]);
    assert_eq!(h.refused(propose(&batch, " ")), ["m01.reason_missing@reason"]);
    h.run(propose(&batch, "जाँच रिपोर्ट 7 ठीक")).unwrap();
    assert_eq!(h.shelf(&batch), (0, 35), "the balance stands");
    assert_eq!(h.refused(propose(&batch, "फिर से")), ["release_open@"]);
    assert_eq!(h.refused(approve.clone()), ["release_own@"]);
    h.act_as(Persona::Nurse);
    assert_eq!(h.refused(approve.clone()), ["persona_may_not@"]);
    h.act_as(Persona::Supervisor);
    h.run(approve.clone()).unwrap();
    assert_eq!(h.shelf(&batch), (35, 0));
    let held = h.world.batches().get(&BatchId::parse(&batch).unwrap()).unwrap();
    assert!(held.recall.is_none() && held.release.is_none());
    assert_eq!((held.lifted[0].units, held.lifted[0].recall.reason.as_str()), (35, "आदेश 12"));
    assert_eq!(h.refused(approve), ["release_not_proposed@"]);
    h.act_as(Persona::Pharmacist);
    assert_eq!(h.refused(propose(&batch, "फिर से")), ["nothing_to_release@"], "it is not recalled");
}

#[test]
fn what_was_brought_back_stays_in_quarantine() {
    let mut h = hospital();
    let batch = h.batch(PARACETAMOL, "P1", 100, 15);
    let rx = h.prescribe(&[(PARACETAMOL, 15)]);
    let sunita = h.sunita.clone();
    let slip = h.run(dispense(&rx, &sunita, vec![pick(1, &batch, 15)])).unwrap().subject.id;
    h.run(ReturnDrugs {
        dispense: slip,
        line: 1,
        batch: batch.clone(),
        quantity: "5".into(),
        unopened: true,
        reason: "बच गई".into(),
        patient_check: sunita,
    })
    .unwrap();
    h.run(RecallBatch { batch: batch.clone(), reason: "आदेश 12".into() }).unwrap();
    assert_eq!(h.shelf(&batch), (0, 5));
    assert_eq!(h.refused(propose(&batch, "जाँच ठीक")), ["nothing_to_release@"]);
}

#[test]
fn an_expired_batch_does_not_come_back() {
    let mut h = hospital();
    let batch = recalled(&mut h, 3);
    h.run(propose(&batch, "जाँच ठीक")).unwrap();
    h.days_later(4);
    h.act_as(Persona::Supervisor);
    assert_eq!(h.refused(ApproveRelease { batch: batch.clone() }), ["batch_expired@"]);
    assert_eq!(h.refused(RejectRelease { batch: batch.clone(), reason: String::new() }), ["m01.reason_missing@reason"]);
    h.run(RejectRelease { batch: batch.clone(), reason: "तारीख निकल गई".into() }).unwrap();
    let held = h.world.batches().get(&BatchId::parse(&batch).unwrap()).unwrap();
    assert!(held.release.is_none() && held.recall.as_ref().unwrap().reason.contains("तारीख निकल गई"));
    h.act_as(Persona::Pharmacist);
    assert_eq!(h.refused(propose(&batch, "जाँच ठीक")), ["batch_expired@"]);
}
