use super::super::*;
use super::fixture::{PARACETAMOL, hospital};
use crate::engine::Persona;
use abhyas_core::PersonId;

#[test]
fn a_count_is_proposed_by_one_and_approved_by_another() {
    let mut h = hospital();
    let batch = h.batch(PARACETAMOL, "P1", 100, 50);
    let count =
        |counted: &str| ProposeCount {
            batch: batch.clone(), counted: counted.into(), reason: "पट्टी टूटी मिली".into()
        };
    for (command, refusal) in [
        (count("50"), "count_agrees@counted"),
        (count("many"), "quantity_form@counted"),
        (ProposeCount { reason: String::new(), ..count("47") }, "m01.reason_missing@reason"),
        (ProposeCount { batch: "BAT999999".into(), ..count("47") }, "batch_not_found@batch"),
    ] {
        assert_eq!(h.refused(command), [refusal]);
    }
    let id = h.run(count("47")).unwrap().subject.id;
    assert_eq!(h.shelf(&batch), (50, 0), "a proposal changes nothing");
    assert_eq!(h.refused(count("48")), ["count_open@counted"]);
    let approve = ApproveCount { count: id.clone() };
    assert_eq!(h.refused(approve.clone()), ["count_own@"]);
    h.act_as(Persona::Nurse);
    assert_eq!(h.refused(approve.clone()), ["persona_may_not@"]);
    h.act_as(Persona::Supervisor);
    assert_eq!(h.refused(ApproveCount { count: "CNT999999".into() }), ["count_not_found@"]);
    h.run(approve.clone()).unwrap();
    assert_eq!(h.shelf(&batch), (47, 0));
    assert_eq!(h.refused(approve), ["count_state@"]);
    let reject = RejectCount { count: id, reason: "गिनती गलत".into() };
    assert_eq!(h.refused(reject), ["count_state@"]);
}

#[test]
fn a_count_of_more_and_a_count_of_nothing() {
    let mut h = hospital();
    let batch = h.batch(PARACETAMOL, "P1", 100, 50);
    for counted in ["60", "0"] {
        let reason = "खुली गिनती".to_owned();
        let propose = ProposeCount { batch: batch.clone(), counted: counted.into(), reason };
        let id = h.act_as(Persona::Pharmacist).run(propose).unwrap().subject.id;
        // A second pharmacist may decide too.
        h.ctx.actor = PersonId::parse("other").unwrap();
        h.run(ApproveCount { count: id }).unwrap();
        h.ctx.actor = PersonId::parse("trainee").unwrap();
        assert_eq!(h.shelf(&batch).0.to_string(), counted);
    }
}

#[test]
fn a_count_is_stale_once_the_balance_has_changed_and_can_be_rejected() {
    let mut h = hospital();
    let batch = h.batch(PARACETAMOL, "P1", 100, 50);
    let count = ProposeCount { batch: batch.clone(), counted: "40".into(), reason: "गिनती".into() };
    let id = h.run(count.clone()).unwrap().subject.id;
    h.run(WriteOff {
        batch: batch.clone(),
        from: None,
        quantity: "5".into(),
        cause: Some(WriteOffCause::Damaged),
        reason: "भीग गई".into(),
    })
    .unwrap();
    h.act_as(Persona::Supervisor);
    assert_eq!(h.refused(ApproveCount { count: id.clone() }), ["count_stale@"]);
    let reject = |reason: &str| RejectCount { count: id.clone(), reason: reason.into() };
    assert_eq!(h.refused(reject("")), ["m01.reason_missing@reason"]);
    h.run(reject("फिर से गिनें")).unwrap();
    assert_eq!(h.shelf(&batch), (45, 0));
    h.act_as(Persona::Pharmacist).run(count).unwrap();
}
