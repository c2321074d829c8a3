use super::super::*;
use super::fixture::{empty, ram, sunita};

fn verify(patient: &str, number: &str) -> VerifyAbha {
    VerifyAbha {
        patient: patient.into(),
        number: number.into(),
        method: AbhaMethod::Demographic,
        consent: true,
        ..VerifyAbha::default()
    }
}

#[test]
fn the_link_goes_through_its_states_and_back_again() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    let link = LinkAbha { patient: id.clone() };
    let delink = |reason: &str| DelinkAbha { patient: id.clone(), reason: reason.into() };
    assert_eq!(hospital.refused(link.clone()), ["m01.abha_not_verified@"]);
    assert_eq!(hospital.refused(delink("मरीज ने कहा")), ["m01.abha_not_linked@"]);
    hospital.run(verify(&id, "00123456789014")).unwrap();
    assert_eq!(hospital.refused(verify(&id, "00123456789014")), ["m01.abha_present@"]);
    assert_eq!(hospital.refused(delink("मरीज ने कहा")), ["m01.abha_not_linked@"]);
    hospital.run(link.clone()).unwrap();
    assert_eq!(hospital.refused(link), ["m01.abha_present@"]);
    assert_eq!(hospital.refused(delink(" ")), ["m01.reason_missing@reason"]);
    hospital.run(delink("मरीज ने कहा")).unwrap();
    assert_eq!(hospital.patient(&id).abha.state(), "delinked");
    hospital.run(verify(&id, "00223456789014")).unwrap();
    assert_eq!(hospital.patient(&id).abha.state(), "verified");
}

#[test]
fn a_number_belongs_to_one_patient() {
    let mut hospital = empty();
    let (one, other) = (hospital.place(sunita()), hospital.place(ram()));
    hospital.run(verify(&one, "00123456789014")).unwrap();
    assert_eq!(hospital.refused(verify(&other, "00-1234-5678-9014")), ["m01.abha_of_another@abha_number"]);
    assert_eq!(find_patients(&hospital.world, "00123456789014", "").len(), 1);
    hospital.run(LinkAbha { patient: one.clone() }).unwrap();
    hospital.run(DelinkAbha { patient: one, reason: "गलत मरीज".into() }).unwrap();
    assert!(hospital.run(verify(&other, "00123456789014")).is_ok(), "a delinked number is free");
}

#[test]
fn what_is_refused_of_a_number() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    let mut without_consent = verify(&id, "00123456789014");
    without_consent.consent = false;
    assert_eq!(hospital.refused(without_consent), ["m01.abha_consent@abha_consent"]);
    assert_eq!(hospital.refused(verify("BHV0000000000", "00123456789014")), ["m01.patient_not_found@patient"]);
    assert_eq!(hospital.refused(verify(&id, "0012345678901x")), ["m01.abha_form@abha_number"]);
}
