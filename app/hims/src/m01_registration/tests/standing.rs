use super::super::*;
use super::fixture::{empty, sunita};

#[test]
fn an_amendment_keeps_what_was_there_and_says_why() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    let amend = |details, reason: &str| AmendPatient { patient: id.clone(), details, reason: reason.into() };
    assert_eq!(hospital.refused(amend(sunita(), "कुछ नहीं")), ["m01.nothing_to_amend@"]);
    let corrected = DetailsInput { birth_date: "05-08-1991".into(), mobile: String::new(), ..sunita() };
    assert_eq!(hospital.refused(amend(corrected.clone(), "")), ["m01.reason_missing@reason"]);
    hospital.run(amend(corrected, "जन्म प्रमाण-पत्र देखा")).unwrap();
    let kept: Vec<_> =
        hospital.patient(&id).amendments.iter().map(|a| (a.field.as_str(), a.from.as_str(), a.to.as_str())).collect();
    assert_eq!(kept, [("birth_date", "1992-08-05", "1991-08-05"), ("mobile", "0000012345", "")]);
}

#[test]
fn a_place_shown_in_one_script_keeps_the_other_when_it_is_not_changed() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    let mut patient = hospital.patient(&id).clone();
    patient.place.village.en = "Kanti".into();
    hospital.world.lay(patient);
    let amend = |village: &str| AmendPatient {
        patient: id.clone(),
        details: DetailsInput { village: village.into(), mobile: String::new(), ..sunita() },
        reason: "नंबर बंद है".into(),
    };
    hospital.run(amend("Kanti")).unwrap();
    let patient = hospital.patient(&id);
    assert_eq!(patient.place.village, Name { hi: "काँटी".into(), en: "Kanti".into() });
    assert_eq!(patient.amendments.len(), 1);
}

#[test]
fn a_record_made_in_error_stays_readable_and_its_id_is_gone() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    let mark = |reason: &str| EnterInError { patient: id.clone(), reason: reason.into() };
    assert_eq!(hospital.refused(mark("")), ["m01.reason_missing@reason"]);
    hospital.run(mark("गलती से बना")).unwrap();
    assert!(!hospital.patient(&id).is_active());
    assert!(find_patients(&hospital.world, "Sunita", "").is_empty());
    assert_eq!(hospital.refused(mark("फिर से")), ["m01.patient_in_error@patient"]);
    assert_ne!(hospital.register(sunita()), id);
    assert!(
        card::card(&hospital.world, &BhavyaId::parse(&id).unwrap(), hospital.ctx.calendar, hospital.ctx.now.day())
            .is_none()
    );
}

#[test]
fn what_hangs_on_a_record_keeps_it_from_being_marked() {
    let mut hospital = empty();
    let (one, other) = (hospital.place(sunita()), hospital.place(sunita()));
    let mark = |id: &str| EnterInError { patient: id.into(), reason: "गलती से बना".into() };
    let proposal =
        ProposeMerge { survivor: one.clone(), duplicate: other.clone(), reason: "एक ही मरीज".into() };
    let merge = hospital.run(proposal).unwrap().subject.id;
    assert_eq!(hospital.refused(mark(&one)), ["m01.in_error_in_merge@"]);
    hospital.run(RejectMerge { merge, reason: "अलग मरीज".into() }).unwrap();
    hospital
        .run(VerifyAbha {
            patient: one.clone(),
            number: "00123456789014".into(),
            method: AbhaMethod::Qr,
            consent: true,
            ..VerifyAbha::default()
        })
        .unwrap();
    hospital.run(LinkAbha { patient: one.clone() }).unwrap();
    assert_eq!(hospital.refused(mark(&one)), ["m01.in_error_has_abha@"]);
    let child = RegisterNewborn {
        mother: other.clone(),
        sex: Some(Sex::Male),
        birth_date: "2026-11-22".into(),
        birth_order: String::new(),
        weight_grams: String::new(),
        name: "मुन्ना".into(),
    };
    hospital.run(child).unwrap();
    assert_eq!(hospital.refused(mark(&other)), ["m01.in_error_has_child@"]);
}

#[test]
fn the_card_says_who_and_the_qr_only_the_id() {
    let mut hospital = empty();
    let id = hospital.place(sunita());
    let card =
        card::card(&hospital.world, &BhavyaId::parse(&id).unwrap(), hospital.ctx.calendar, hospital.ctx.now.day())
            .unwrap();
    assert_eq!((card.qr.as_str(), card.age, card.name.en.as_str()), (id.as_str(), 34, "Sunita Devi"));
}
