use super::super::*;
use super::fixture::{create, empty, ram, sunita};
use crate::engine::Persona;

#[test]
fn a_registration_gives_a_bhavya_id_and_says_who_made_it() {
    let mut hospital = empty();
    let id = hospital.register(sunita());
    let patient = hospital.patient(&id);
    assert_eq!(id.len(), 13);
    assert_eq!(patient.name, Name { hi: "सुनीता देवी".into(), en: "Sunita Devi".into() });
    assert_eq!(patient.birth.age(hospital.ctx.calendar, hospital.ctx.now.day()), 34);
    assert_eq!(patient.registered.persona, Persona::Clerk);
    assert_eq!(patient.search.as_deref(), Some("SRC000001"));
}

#[test]
fn every_field_says_what_is_wrong_with_it() {
    let mut hospital = empty();
    let search = hospital.search("Sunita Devi");
    let with = |change: fn(&mut DetailsInput)| {
        let mut details = sunita();
        change(&mut details);
        details
    };
    let document = |kind, number: &str| Some(DocumentInput { kind, number: number.into() });
    let cases: Vec<(DetailsInput, &str)> = vec![
        (with(|d| (d.name_hi.clear(), d.name_en.clear()).0), "m01.name_missing@name_hi"),
        (with(|d| d.name_en = "Sunita 2".into()), "m01.name_form@name_en"),
        (with(|d| d.name_hi = "234567890124".into()), "m01.aadhaar_not_stored@name_hi"),
        (with(|d| d.sex = None), "m01.sex_missing@sex"),
        (with(|d| d.birth_date.clear()), "m01.birth_missing@birth_date"),
        (with(|d| d.birth_date = "31-02-1990".into()), "m01.date_form@birth_date"),
        (with(|d| d.birth_date = "2026-11-24".into()), "m01.birth_in_future@birth_date"),
        (with(|d| d.birth_date = "22.11.1905".into()), "m01.age_above_limit@birth_date"),
        (with(|d| (d.birth_date.clear(), d.age = "121".into()).0), "m01.age_above_limit@age"),
        (with(|d| (d.birth_date.clear(), d.age = "-4".into()).0), "m01.age_form@age"),
        (with(|d| d.guardian_kinship = None), "m01.kinship_missing@guardian_kinship"),
        (with(|d| d.mobile = "9876543210".into()), "m01.mobile_real@mobile"),
        (with(|d| d.mobile = "+91 98765 43210".into()), "m01.mobile_real@mobile"),
        (with(|d| d.mobile = "09876543210".into()), "m01.mobile_real@mobile"),
        (with(|d| d.mobile = "000001234".into()), "m01.mobile_form@mobile"),
        (with(|d| d.mobile = "1234567890".into()), "m01.mobile_form@mobile"),
        (with(|d| d.village = "काँटी 2345 6789 0124".into()), "m01.aadhaar_not_stored@village"),
    ];
    for (details, refusal) in cases {
        assert_eq!(hospital.refused(create(&search, details.clone())), [refusal], "{details:?}");
    }
    for (given, refusal) in [
        (document(DocumentKind::Aadhaar, "234567890124"), "m01.aadhaar_not_stored@document_number"),
        (document(DocumentKind::Aadhaar, "234567890123"), "m01.aadhaar_check_digit@document_number"),
        (document(DocumentKind::Aadhaar, "1234"), "m01.aadhaar_not_stored@document_number"),
        (document(DocumentKind::RationCard, ""), "m01.document_number_missing@document_number"),
    ] {
        assert_eq!(hospital.refused(create(&search, DetailsInput { document: given, ..sunita() })), [refusal]);
    }
    // An Aadhaar card that was seen is noted, without its number.
    let seen = DetailsInput { document: document(DocumentKind::Aadhaar, ""), ..sunita() };
    assert!(hospital.run(create(&search, seen)).is_ok());
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mut hospital = empty();
    let search = hospital.search("Sunita");
    let refusals = hospital.refused(create(&search, DetailsInput { mobile: "12".into(), ..DetailsInput::default() }));
    assert_eq!(
        refusals,
        ["m01.name_missing@name_hi", "m01.sex_missing@sex", "m01.birth_missing@birth_date", "m01.mobile_form@mobile"]
    );
}

#[test]
fn one_hundred_and_twenty_years_are_possible() {
    let mut hospital = empty();
    let id = hospital.register(DetailsInput { birth_date: "24-11-1905".into(), ..sunita() });
    assert_eq!(hospital.patient(&id).birth.age(hospital.ctx.calendar, hospital.ctx.now.day()), 120);
}

#[test]
fn a_likely_duplicate_stops_the_registration_until_a_reason_is_given() {
    let mut hospital = empty();
    let there = hospital.place(sunita());
    let search = hospital.search("सुनीता");
    let again = DetailsInput {
        name_hi: "सुनिता देवी".into(),
        name_en: String::new(),
        birth_date: String::new(),
        age: "35".into(),
        ..sunita()
    };
    assert_eq!(hospital.refused(create(&search, again.clone())), ["m01.likely_duplicate@duplicate_reason"]);
    let with_reason =
        |reason: &str| CreatePatient { duplicate_reason: reason.into(), ..create(&search, again.clone()) };
    assert_eq!(hospital.refused(with_reason("x")), ["m01.reason_missing@duplicate_reason"]);
    let id = hospital.run(with_reason("सास का नाम भी यही है")).unwrap().subject.id;
    let despite = hospital.patient(&id).despite.clone().unwrap();
    assert_eq!(despite.shown.iter().map(|i| i.as_str()).collect::<Vec<_>>(), [there]);
}

#[test]
fn people_who_share_only_a_name_or_only_a_phone_are_no_duplicates() {
    let mut hospital = empty();
    hospital.place(sunita());
    for other in [
        DetailsInput {
            birth_date: "01-01-1960".into(),
            mobile: String::new(),
            village: "Sakra".into(),
            guardian_name: "Mohan".into(),
            ..sunita()
        },
        DetailsInput {
            name_hi: "अनीता कुमारी".into(),
            name_en: String::new(),
            birth_date: "01-01-2015".into(),
            ..sunita()
        },
        DetailsInput { sex: Some(Sex::Other), ..sunita() },
    ] {
        hospital.register(other);
    }
}

#[test]
fn the_abha_question_comes_before_the_form() {
    let mut hospital = empty();
    let search = hospital.search("Ram");
    let asked = |abha| CreatePatient { search: search.clone(), abha, details: ram(), duplicate_reason: String::new() };
    // The form is not looked at before the question is answered.
    let empty_form = CreatePatient { search: search.clone(), ..CreatePatient::default() };
    assert_eq!(hospital.refused(empty_form), ["m01.abha_step_missing@abha"]);
    let has = |number: &str, consent| {
        Some(AbhaAnswer::Has { number: number.into(), method: AbhaMethod::Qr, consent, otp: String::new() })
    };
    for (answer, refusal) in [
        (has("0012345678901", true), "m01.abha_form@abha_number"),
        (has("91-1234-5678-9012", true), "m01.abha_real@abha_number"),
        (has("234567890124", true), "m01.aadhaar_not_stored@abha_number"),
        (has("00123456789012", false), "m01.abha_consent@abha_consent"),
    ] {
        assert_eq!(hospital.refused(asked(answer)), [refusal]);
    }
    let receipt = hospital.run(asked(has("00-1234-5678-9012", true))).unwrap();
    assert_eq!(
        receipt.warnings.first().map(|w| w.code.clone()),
        Some(codes::ABHA_LAST_DIGIT),
        "Luhn warns, it does not block"
    );
    assert_eq!(hospital.patient(&receipt.subject.id).abha.state(), "verified");
}

#[test]
fn a_doctor_does_not_register_and_nobody_places_patients() {
    let mut hospital = empty();
    hospital.act_as(Persona::Doctor);
    let search = hospital.search("Sunita");
    assert_eq!(hospital.refused(create(&search, sunita())), ["m01.persona_may_not@"]);
    hospital.act_as(Persona::Supervisor);
    let place = PlacePatient { details: sunita(), abha_number: String::new() };
    assert_eq!(hospital.refused(place), ["m01.persona_may_not@"]);
}

#[test]
fn somebody_from_another_facility_registers_nobody_here() {
    let mut hospital = empty();
    let search = hospital.search("Sunita");
    hospital.ctx.facility = abhyas_core::FacilityId::parse("F2").unwrap();
    assert_eq!(hospital.refused(create(&search, sunita())), ["m01.facility_unknown@"]);
}
