use super::super::*;
use super::fixture::{Hospital, empty, ram, sunita};
use crate::engine::Persona;

/// Two records of one Sunita; the second has an ABHA number.
fn two() -> (Hospital, String, String) {
    let mut hospital = empty();
    let one = hospital.place(sunita());
    let other = hospital.place(DetailsInput { name_hi: String::new(), name_en: "Suneeta Debi".into(), ..sunita() });
    let verify = VerifyAbha {
        patient: other.clone(),
        number: "00123456789014".into(),
        method: AbhaMethod::Qr,
        consent: true,
        ..VerifyAbha::default()
    };
    hospital.run(verify).unwrap();
    (hospital, one, other)
}

fn propose(survivor: &str, duplicate: &str) -> ProposeMerge {
    ProposeMerge { survivor: survivor.into(), duplicate: duplicate.into(), reason: "एक ही मरीज".into() }
}

#[test]
fn a_merge_needs_two_roles_and_can_be_taken_back() {
    let (mut hospital, one, other) = two();
    let before = hospital.world.patients().clone();
    let merge = hospital.run(propose(&one, &other)).unwrap().subject.id;
    let approve = ApproveMerge { merge: merge.clone() };
    let complete = CompleteMerge { merge: merge.clone() };
    let reverse = |reason: &str| ReverseMerge { merge: merge.clone(), reason: reason.into() };
    assert_eq!(hospital.refused(approve.clone()), ["m01.merge_own_proposal@"]);
    assert_eq!(hospital.refused(complete.clone()), ["m01.merge_state@"]);
    hospital.act_as(Persona::Nurse).run(approve.clone()).unwrap();
    assert_eq!(hospital.refused(approve), ["m01.merge_state@"]);
    hospital.act_as(Persona::Clerk).run(complete.clone()).unwrap();
    assert_eq!(hospital.refused(complete), ["m01.merge_state@"]);
    assert_eq!(
        hospital.patient(&one).abha.number().map(AbhaNumber::as_str),
        Some("00123456789014"),
        "the ABHA link goes over"
    );
    assert_eq!(hospital.patient(&other).abha.state(), "unlinked");
    let hits = find_patients(&hospital.world, &other, "");
    assert_eq!(
        hits.first().map(|f| f.patient.id.as_str()),
        Some(one.as_str()),
        "the old ID leads to the record that stands"
    );
    let amend = AmendPatient { patient: other.clone(), details: sunita(), reason: "नाम".into() };
    assert_eq!(hospital.refused(amend), ["m01.patient_merged@patient"]);
    assert_eq!(hospital.refused(reverse("")), ["m01.reason_missing@reason"]);
    hospital.run(reverse("अलग मरीज निकले")).unwrap();
    assert_eq!(*hospital.world.patients(), before, "both records stand as before");
    assert_eq!(hospital.refused(reverse("फिर से")), ["m01.merge_state@"]);
}

#[test]
fn conflicting_records_are_for_a_supervisor() {
    for (change, conflict) in [
        ((|d: &mut DetailsInput| d.sex = Some(Sex::Male)) as fn(&mut DetailsInput), Conflict::Sex),
        (|d| d.birth_date = "06-08-1992".into(), Conflict::Birth),
        (|d| (d.birth_date.clear(), d.age = "50".into()).0, Conflict::Birth),
    ] {
        let mut hospital = empty();
        let one = hospital.place(sunita());
        let mut details = sunita();
        change(&mut details);
        let other = hospital.place(details);
        let receipt = hospital.run(propose(&one, &other)).unwrap();
        assert_eq!(receipt.warnings.first().map(|w| w.code.clone()), Some(codes::MERGE_CONFLICT));
        let merge = receipt.subject.id;
        assert_eq!(hospital.world.merges().iter().next().map(|m| m.conflicts.clone()), Some(vec![conflict]));
        hospital.act_as(Persona::Nurse);
        assert_eq!(hospital.refused(ApproveMerge { merge: merge.clone() }), ["m01.merge_needs_supervisor@"]);
        hospital.act_as(Persona::Supervisor).run(ApproveMerge { merge }).unwrap();
    }
}

#[test]
fn a_conflict_that_comes_after_the_approval_stops_the_merge() {
    let (mut hospital, one, other) = two();
    let merge = hospital.run(propose(&one, &other)).unwrap().subject.id;
    hospital.act_as(Persona::Nurse).run(ApproveMerge { merge: merge.clone() }).unwrap();
    let details = DetailsInput { birth_date: "01-01-1980".into(), ..sunita() };
    hospital.run(AmendPatient { patient: one, details, reason: "कार्ड देखा".into() }).unwrap();
    assert_eq!(hospital.refused(CompleteMerge { merge }), ["m01.merge_needs_supervisor@"]);
}

#[test]
fn an_age_told_from_memory_is_no_conflict() {
    let mut hospital = empty();
    let one = hospital.place(sunita());
    let other = hospital.place(DetailsInput { birth_date: String::new(), age: "37".into(), ..sunita() });
    assert!(hospital.run(propose(&one, &other)).unwrap().warnings.is_empty());
}

#[test]
fn what_is_refused_of_a_proposal() {
    let (mut hospital, one, other) = two();
    let third = hospital.place(ram());
    assert_eq!(hospital.refused(propose(&one, &one)), ["m01.merge_with_itself@duplicate"]);
    assert_eq!(hospital.refused(propose("x", &one)), ["m01.patient_not_found@survivor"]);
    assert_eq!(hospital.refused(propose(&one, "x")), ["m01.patient_not_found@duplicate"]);
    let silent = ProposeMerge { reason: String::new(), ..propose(&one, &other) };
    assert_eq!(hospital.refused(silent), ["m01.reason_missing@reason"]);
    let merge = hospital.run(propose(&one, &other)).unwrap().subject.id;
    assert_eq!(hospital.refused(propose(&other, &one)), ["m01.merge_open@duplicate"]);
    assert!(hospital.run(propose(&one, &third)).is_ok(), "another pair may be proposed");
    let reject = |reason: &str| RejectMerge { merge: merge.clone(), reason: reason.into() };
    assert_eq!(hospital.refused(reject("")), ["m01.reason_missing@reason"]);
    hospital.run(reject("अलग मरीज")).unwrap();
    assert_eq!(hospital.refused(reject("अलग मरीज")), ["m01.merge_state@"]);
    assert_eq!(hospital.refused(ApproveMerge { merge: "MRG999999".into() }), ["m01.merge_not_found@"]);
    assert!(hospital.run(propose(&one, &other)).is_ok(), "after a rejection it may be proposed again");
}

#[test]
fn a_later_merge_is_taken_back_first() {
    let (mut hospital, one, other) = two();
    let third = hospital.place(sunita());
    let merge = |hospital: &mut Hospital, survivor: &str, duplicate: &str| {
        let id = hospital.act_as(Persona::Clerk).run(propose(survivor, duplicate)).unwrap().subject.id;
        hospital.act_as(Persona::Supervisor).run(ApproveMerge { merge: id.clone() }).unwrap();
        hospital.run(CompleteMerge { merge: id.clone() }).unwrap();
        id
    };
    let first = merge(&mut hospital, &one, &other);
    let second = merge(&mut hospital, &third, &one);
    let back = |merge: &str| ReverseMerge { merge: merge.into(), reason: "अलग मरीज".into() };
    assert_eq!(hospital.refused(back(&first)), ["m01.patient_merged@merge"]);
    hospital.run(back(&second)).unwrap();
    hospital.run(LinkAbha { patient: one.clone() }).unwrap();
    assert_eq!(hospital.refused(back(&first)), ["m01.merge_abha_changed@"]);
}
