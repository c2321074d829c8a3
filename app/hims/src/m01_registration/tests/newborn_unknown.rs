use super::super::*;
use super::fixture::{create, empty, ram, sunita};
use crate::engine::Persona;

fn newborn(mother: &str) -> RegisterNewborn {
    RegisterNewborn {
        mother: mother.into(),
        sex: Some(Sex::Female),
        birth_date: "23-11-2026".into(),
        birth_order: String::new(),
        weight_grams: "2800".into(),
        name: String::new(),
    }
}

#[test]
fn a_newborn_is_linked_to_the_mother_and_lives_where_she_lives() {
    let mut hospital = empty();
    let mother = hospital.place(sunita());
    let id = hospital.act_as(Persona::Nurse).run(newborn(&mother)).unwrap().subject.id;
    let child = hospital.patient(&id);
    assert_eq!(child.name.hi, "सुनीता देवी का शिशु");
    assert_eq!(child.name.en, "Baby of Sunita Devi");
    assert_eq!(
        child.newborn.as_ref().map(|n| (n.mother.as_str(), n.birth_order, n.weight_grams)),
        Some((mother.as_str(), 1, Some(2800)))
    );
    assert_eq!(child.place, hospital.patient(&mother).place);
    let children: Vec<_> =
        hospital.world.patients().find(Patient::BY_MOTHER, &mother).map(|p| p.id.to_string()).collect();
    assert_eq!(children, [id]);
}

#[test]
fn what_is_refused_of_a_birth() {
    let mut hospital = empty();
    let mother = hospital.place(sunita());
    let man = hospital.place(ram());
    let girl = hospital.place(DetailsInput { birth_date: "01-01-2018".into(), ..sunita() });
    let with = |change: fn(&mut RegisterNewborn)| {
        let mut command = newborn(&mother);
        change(&mut command);
        command
    };
    for (command, refusal) in [
        (newborn("BHV1"), "m01.patient_not_found@mother"),
        (newborn(&man), "m01.mother_is_male@mother"),
        (newborn(&girl), "m01.mother_age@mother"),
        (with(|c| c.sex = None), "m01.sex_missing@sex"),
        (with(|c| c.birth_date = "24-11-2026".into()), "m01.birth_in_future@birth_date"),
        (with(|c| c.birth_date = "25-10-2026".into()), "m01.not_a_newborn@birth_date"),
        (with(|c| c.birth_date = String::new()), "m01.date_form@birth_date"),
        (with(|c| c.birth_order = "7".into()), "m01.birth_order_form@birth_order"),
        (with(|c| c.weight_grams = "28".into()), "m01.birth_weight@weight_grams"),
        (with(|c| c.name = "Baby 1".into()), "m01.name_form@name"),
    ] {
        assert_eq!(hospital.refused(command), [refusal]);
    }
}

#[test]
fn the_same_birth_is_registered_once_and_twins_twice() {
    let mut hospital = empty();
    let mother = hospital.place(sunita());
    hospital.run(newborn(&mother)).unwrap();
    assert_eq!(hospital.refused(newborn(&mother)), ["m01.newborn_registered@birth_order"]);
    let twin = RegisterNewborn { birth_order: "2".into(), ..newborn(&mother) };
    assert!(hospital.run(twin).is_ok());
}

#[test]
fn an_unknown_patient_gets_an_id_at_once_and_a_name_later() {
    let mut hospital = empty();
    let unknown =
        RegisterUnknown {
            sex: Some(Sex::Male), age: "45".into(), description: "नीली कमीज, सड़क पर मिले".into()
        };
    let id = hospital.act_as(Persona::Doctor).run(unknown).unwrap().subject.id;
    assert!(hospital.patient(&id).is_unknown());
    hospital.act_as(Persona::Clerk);
    let identify = |search: &str, how: &str| IdentifyPatient {
        patient: id.clone(),
        search: search.into(),
        details: ram(),
        how: how.into(),
        duplicate_reason: String::new(),
    };
    assert_eq!(hospital.refused(identify("", "भाई ने पहचाना")), ["m01.search_first@"]);
    let search = hospital.search("राम कुमार");
    assert_eq!(hospital.refused(identify(&search, "")), ["m01.reason_missing@how"]);
    let amend = AmendPatient { patient: id.clone(), details: ram(), reason: "नाम मिला".into() };
    assert_eq!(hospital.refused(amend), ["m01.identify_instead@patient"]);
    hospital.run(identify(&search, "भाई ने पहचाना")).unwrap();
    let patient = hospital.patient(&id);
    assert_eq!(patient.name.hi, "राम कुमार");
    assert!(matches!(&patient.identity, Identity::Identified { how, .. } if how == "भाई ने पहचाना"));
    assert_eq!(hospital.refused(identify(&search, "भाई ने पहचाना")), ["m01.not_unknown@patient"]);
}

#[test]
fn an_unknown_patient_who_is_registered_already_is_noticed() {
    let mut hospital = empty();
    hospital.register(ram());
    let unknown =
        RegisterUnknown { sex: Some(Sex::Male), age: "45".into(), description: "नीली कमीज".into() };
    let id = hospital.run(unknown).unwrap().subject.id;
    let search = hospital.search("ram kumar");
    let identify = IdentifyPatient {
        patient: id,
        search,
        details: ram(),
        how: "पत्नी ने पहचाना".into(),
        duplicate_reason: String::new(),
    };
    assert_eq!(hospital.refused(identify.clone()), ["m01.likely_duplicate@duplicate_reason"]);
    let known = IdentifyPatient {
        duplicate_reason: "वही हैं, मिलान का प्रस्ताव दिया जाएगा".into(), ..identify
    };
    assert!(hospital.run(known).is_ok());
}

#[test]
fn what_is_refused_of_an_unknown_patient() {
    let mut hospital = empty();
    for (sex, age, description, refusal) in [
        (None, "45", "नीली कमीज", "m01.sex_missing@sex"),
        (Some(Sex::Male), "", "नीली कमीज", "m01.birth_missing@age"),
        (Some(Sex::Male), "121", "नीली कमीज", "m01.age_above_limit@age"),
        (Some(Sex::Male), "45", " ", "m01.description_missing@description"),
        (Some(Sex::Male), "45", "आधार 2345 6789 0124", "m01.aadhaar_not_stored@description"),
    ] {
        let command = RegisterUnknown { sex, age: age.into(), description: description.into() };
        assert_eq!(hospital.refused(command), [refusal]);
    }
    let search = hospital.search("xx");
    assert_eq!(hospital.refused(create(&search, ram())), ["m01.search_other_patient@"]);
}
