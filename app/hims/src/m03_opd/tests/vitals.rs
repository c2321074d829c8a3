use super::super::*;
use super::fixture::hospital;
use crate::engine::Persona;
use crate::m01_registration::Sex;

fn vitals(patient: &str) -> RecordVitals {
    RecordVitals { patient: patient.into(), ..RecordVitals::default() }
}

#[test]
fn what_is_measured_is_kept_in_whole_units() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let measured = RecordVitals {
        temperature: "98.6".into(),
        systolic: "120".into(),
        diastolic: "80".into(),
        pulse: "७२".into(),
        respiration: "16".into(),
        spo2: "98".into(),
        consciousness: Some(Consciousness::Alert),
        weight: "62.5".into(),
        height: "170".into(),
        glucose: "110".into(),
        ..vitals(&patient)
    };
    let id = h.act_as(Persona::Nurse).id(measured);
    let kept = h.world.vitals().get(&VitalsId::parse(&id).unwrap()).unwrap().measured;
    assert_eq!(
        (kept.temperature_c10, kept.pulse, kept.weight_g, kept.height_mm),
        (Some(370), Some(72), Some(62_500), Some(1700))
    );
    assert_eq!(
        (kept.systolic, kept.diastolic, kept.spo2, kept.glucose_mg_dl),
        (Some(120), Some(80), Some(98), Some(110))
    );
    let score = early_warning(&kept, 30);
    assert!(score.points == 0 && score.complete && score.adult);
}

#[test]
fn what_no_living_patient_has_is_refused_at_its_field() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let with = |change: fn(&mut RecordVitals)| {
        let mut command = vitals(&patient);
        change(&mut command);
        command
    };
    let cases: Vec<(RecordVitals, &str)> = vec![
        (with(|_| {}), "m03.vitals_empty@temperature"),
        (with(|v| v.on_oxygen = true), "m03.vitals_empty@temperature"),
        (with(|v| v.spo2 = "101".into()), "m03.implausible@spo2"),
        (with(|v| v.temperature = "29.9".into()), "m03.implausible@temperature"),
        (with(|v| v.temperature = "45.1".into()), "m03.implausible@temperature"),
        (with(|v| v.temperature = "114".into()), "m03.implausible@temperature"),
        (with(|v| v.pulse = "301".into()), "m03.implausible@pulse"),
        (with(|v| v.respiration = "3".into()), "m03.implausible@respiration"),
        (with(|v| v.systolic = "301".into()), "m03.implausible@systolic"),
        (with(|v| v.height = "2500".into()), "m03.implausible@height"),
        (with(|v| v.glucose = "9".into()), "m03.implausible@glucose"),
        (with(|v| v.pulse = "तेज".into()), "m03.number_form@pulse"),
        (with(|v| v.weight = "भारी".into()), "m03.number_form@weight"),
        (with(|v| v.weight = "5".into()), "m03.weight_for_age@weight"),
        (with(|v| v.systolic = "120".into()), "m03.bp_half@diastolic"),
        (with(|v| v.diastolic = "80".into()), "m03.bp_half@systolic"),
        (with(|v| (v.systolic, v.diastolic) = ("80".into(), "120".into())), "m03.diastolic_not_below@diastolic"),
        (with(|v| (v.systolic, v.diastolic) = ("80".into(), "80".into())), "m03.diastolic_not_below@diastolic"),
    ];
    for (command, refusal) in cases {
        assert_eq!(h.refused(command.clone()), [refusal], "{command:?}");
    }
    let two = with(|v| (v.pulse, v.spo2) = ("x".into(), "150".into()));
    assert_eq!(h.refused(two), ["m03.number_form@pulse", "m03.implausible@spo2"]);
    let infant = h.born(Sex::Female, 90);
    assert_eq!(h.refused(RecordVitals { weight: "45".into(), ..vitals(&infant) }), ["m03.weight_for_age@weight"]);
    h.id(RecordVitals { weight: "4.8".into(), ..vitals(&infant) });
    h.act_as(Persona::Clerk);
    assert_eq!(h.refused(RecordVitals { pulse: "80".into(), ..vitals(&infant) }), ["m03.persona_may_not@"]);
}

#[test]
fn danger_is_said_at_once() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 60);
    let ill = RecordVitals { pulse: "135".into(), respiration: "28".into(), ..vitals(&patient) };
    assert_eq!(h.warned(ill), ["m03.early_warning@"]);
    let well = RecordVitals { pulse: "80".into(), respiration: "16".into(), ..vitals(&patient) };
    assert!(h.warned(well).is_empty());
}

#[test]
fn vitals_of_a_consultation_are_its_patients() {
    let mut h = hospital();
    let (patient, other) = (h.patient(Sex::Male, 60), h.patient(Sex::Male, 61));
    let encounter = h.open(&patient);
    let of = |patient: &str| RecordVitals { encounter: encounter.clone(), pulse: "80".into(), ..vitals(patient) };
    assert_eq!(h.refused(of(&other)), ["m03.wrong_patient@patient"]);
    h.id(of(""));
    h.id(CancelEncounter { encounter: encounter.clone(), reason: "चला गया".into() });
    assert_eq!(h.refused(of(&patient)), ["m03.encounter_gone@"]);
}
