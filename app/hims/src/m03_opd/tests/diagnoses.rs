use super::super::*;
use super::fixture::{diagnosis, hospital, line, prescribe};
use crate::engine::Persona;
use crate::m01_registration::Sex;

#[test]
fn the_first_diagnosis_is_the_main_one_until_another_is() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 40);
    let encounter = h.open(&patient);
    h.id(diagnosis(&encounter, "i10"));
    h.id(diagnosis(&encounter, "E11.9"));
    let codes = |h: &super::fixture::Hospital| {
        h.encounter(&encounter).standing_diagnoses().iter().map(|d| d.code.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&h), ["I10", "E11.9"]);
    h.id(AddDiagnosis { primary: true, ..diagnosis(&encounter, "I21.9") });
    assert_eq!(codes(&h), ["I21.9", "I10", "E11.9"]);
    let confirm = |n| ConfirmDiagnosis { encounter: encounter.clone(), n };
    h.id(confirm(3));
    assert_eq!(h.refused(confirm(3)), ["m03.diagnosis_confirmed@"]);
    assert_eq!(h.refused(confirm(9)), ["m03.diagnosis_not_found@"]);
    let remove = |n, reason: &str| RemoveDiagnosis { encounter: encounter.clone(), n, reason: reason.into() };
    assert_eq!(h.refused(remove(3, "")), ["m01.reason_missing@reason"]);
    h.id(remove(3, "ईसीजी सामान्य"));
    assert_eq!(h.refused(remove(3, "फिर से")), ["m03.diagnosis_not_found@"]);
    assert_eq!(codes(&h), ["I10", "E11.9"]);
    assert!(h.encounter(&encounter).standing_diagnoses()[0].primary);
    assert_eq!(h.encounter(&encounter).diagnoses.len(), 3, "what was taken back stays readable");
}

#[test]
fn a_diagnosis_must_be_possible() {
    let mut h = hospital();
    let patients = [(Sex::Male, 30), (Sex::Female, 30), (Sex::Female, 70), (Sex::Other, 30)];
    let [man, woman, old_woman, other] = patients.map(|(sex, years)| h.patient(sex, years));
    let [man, woman, old_woman, other] = [man, woman, old_woman, other].map(|p| h.open(&p));
    for (encounter, code, refusal) in [
        (&man, "O14.9", "m03.diagnosis_sex@code"),
        (&man, "Z34.9", "m03.diagnosis_sex@code"),
        (&man, "N80.9", "m03.diagnosis_sex@code"),
        (&woman, "N40", "m03.diagnosis_sex@code"),
        (&old_woman, "O80.9", "m03.diagnosis_age@code"),
        (&woman, "Q99.9", "m03.diagnosis_unknown@code"),
        (&woman, "fever", "m03.diagnosis_unknown@code"),
    ] {
        assert_eq!(h.refused(diagnosis(encounter, code)), [refusal], "{code}");
    }
    h.id(diagnosis(&other, "N40"));
    h.id(diagnosis(&other, "N80.9"));
    h.id(diagnosis(&woman, "O14.9"));
    assert_eq!(h.refused(diagnosis(&woman, "O14.9")), ["m03.diagnosis_twice@code"]);
    assert_eq!(h.warned(diagnosis(&woman, "A90")), ["m03.notifiable@"]);
    assert_eq!(h.act_as(Persona::Nurse).refused(diagnosis(&woman, "I10")), ["m03.doctor_only@"]);
}

#[test]
fn the_diagnosis_of_a_prescription_stays() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "R50.9");
    h.id(prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Tds)]));
    let remove = RemoveDiagnosis { encounter: encounter.clone(), n: 1, reason: "गलत रोग".into() };
    assert_eq!(h.refused(remove.clone()), ["m03.diagnosis_in_use@"]);
    h.id(diagnosis(&encounter, "B54"));
    h.id(remove);
}
