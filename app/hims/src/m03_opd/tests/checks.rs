use super::super::*;
use super::fixture::{Hospital, diagnosis, hospital, line, prescribe};
use crate::engine::Persona;
use crate::m01_registration::Sex;

fn one(encounter: &str, id: &str, dose: &str, frequency: Frequency) -> Prescribe {
    prescribe(encounter, vec![line(id, dose, frequency)])
}

fn with_reason(mut command: Prescribe, reason: &str) -> Prescribe {
    command.lines.iter_mut().for_each(|line| line.override_reason = reason.into());
    command
}

/// The override that a line keeps, by its code.
fn kept(h: &Hospital, prescription: &str, n: u16) -> Vec<String> {
    let line = h.prescription(prescription).line(n).unwrap();
    line.overrides.iter().map(|o| format!("{} {}", o.code.as_str(), o.reason)).collect()
}

#[test]
fn what_the_patient_is_allergic_to_needs_a_reason_that_stays() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "J18.9");
    h.allergic(&patient, "penicillin");
    let asked = one(&encounter, "amoxicillin-cap-500", "1", Frequency::Tds);
    assert_eq!(h.refused(asked.clone()), ["m03.allergy@override_1"]);
    assert_eq!(h.refused(with_reason(asked.clone(), "x")), ["m01.reason_missing@override_1"]);
    let id = h.id(with_reason(asked, "कोई और दवा नहीं"));
    assert_eq!(kept(&h, &id, 1), ["m03.allergy कोई और दवा नहीं"]);
    h.id(one(&encounter, "azithromycin-tab-500", "1", Frequency::Od));
}

#[test]
fn an_allergy_to_a_product_is_one_to_its_generic() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "M54.5");
    h.id(RecordAllergy {
        patient,
        product: "ibuprofen-tab-400".into(),
        reaction: Some(Reaction::Swelling),
        severity: Some(Severity::Severe),
        ..RecordAllergy::default()
    });
    assert_eq!(h.refused(one(&encounter, "ibuprofen-tab-200", "2", Frequency::Tds)), ["m03.allergy@override_1"]);
    h.id(one(&encounter, "naproxen-tab-250", "1", Frequency::Bd));
}

#[test]
fn nothing_is_given_twice() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "M54.5");
    let twice = vec![line("paracetamol-tab-500", "1", Frequency::Tds), line("paracetamol-tab-650", "1", Frequency::Bd)];
    assert_eq!(h.refused(prescribe(&encounter, twice.clone())), ["m03.duplicate_drug@product_2"]);
    assert_eq!(
        h.refused(with_reason(prescribe(&encounter, twice), "दर्द बहुत")),
        ["m03.duplicate_drug@product_2"],
        "no reason makes it right"
    );
    let class = prescribe(
        &encounter,
        vec![line("ibuprofen-tab-400", "1", Frequency::Tds), line("naproxen-tab-250", "1", Frequency::Bd)],
    );
    assert_eq!(h.refused(class.clone()), ["m03.duplicate_class@override_2"]);
    h.id(one(&encounter, "ibuprofen-tab-400", "1", Frequency::Tds));
    let again = one(&encounter, "ibuprofen-tab-200", "1", Frequency::Tds);
    assert_eq!(h.refused(again.clone()), ["m03.duplicate_running@override_1"]);
    assert_eq!(h.refused(one(&encounter, "naproxen-tab-250", "1", Frequency::Bd)), ["m03.duplicate_class@override_1"]);
    let id = h.id(with_reason(again.clone(), "खुराक घटाई"));
    assert_eq!(kept(&h, &id, 1), ["m03.duplicate_running खुराक घटाई"]);
    // Three days later the course is over.
    h.days_later(3);
    h.id(again);
}

#[test]
fn medicines_that_do_not_go_together() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 50);
    let encounter = h.seen(&patient, "I48");
    let major = prescribe(
        &encounter,
        vec![line("warfarin-tab-2", "1", Frequency::Od), line("ibuprofen-tab-400", "1", Frequency::Tds)],
    );
    assert_eq!(h.refused(major.clone()), ["m03.interaction@override_2"]);
    let id = h.id(with_reason(major, "रोज जाँच होगी"));
    assert!(kept(&h, &id, 1).is_empty(), "the first line met nothing");
    assert_eq!(kept(&h, &id, 2), ["m03.interaction रोज जाँच होगी"]);
    // With what runs from an earlier prescription as well.
    assert_eq!(
        h.refused(one(&encounter, "metronidazole-tab-400", "1", Frequency::Tds)),
        ["m03.interaction@override_1"]
    );
    let other = h.patient(Sex::Male, 51);
    let encounter = h.seen(&other, "A16.2");
    let never = prescribe(
        &encounter,
        vec![line("tramadol-cap-50", "1", Frequency::Bd), line("linezolid-tab-600", "1", Frequency::Bd)],
    );
    assert_eq!(h.refused(with_reason(never, "बहुत जरूरी")), ["m03.interaction_never@product_2"]);
    let watch = prescribe(
        &encounter,
        vec![line("enalapril-tab-5", "1", Frequency::Od), line("ibuprofen-tab-400", "1", Frequency::Tds)],
    );
    assert_eq!(h.warned(watch), ["m03.interaction_watch@product_2", "m03.allergies_not_asked@"]);
}

#[test]
fn a_child_is_weighed_first_and_gets_a_childs_dose() {
    let mut h = hospital();
    let child = h.born(Sex::Female, 3 * 366);
    let encounter = h.seen(&child, "J06.9");
    let syrup = |dose: &str| one(&encounter, "paracetamol-syr-125", dose, Frequency::Qid);
    assert_eq!(h.refused(syrup("8")), ["m03.child_weight@product_1"]);
    assert_eq!(h.refused(with_reason(syrup("8"), "तौल नहीं सकते")), ["m03.child_weight@product_1"]);
    h.weigh(&child, "14");
    assert_eq!(h.refused(syrup("12")), ["m03.dose_over_max@dose_1"]);
    let adult = one(&encounter, "aspirin-tab-75", "1", Frequency::Od);
    assert_eq!(h.refused(adult), ["m03.child_no_dose@override_1"]);
    let tablet = one(&encounter, "paracetamol-tab-500", "½", Frequency::Tds);
    assert_eq!(h.refused(tablet), ["m03.child_too_young@override_1"]);
    h.id(one(&encounter, "ors-sachet-1l", "1", Frequency::Sos));
    h.id(syrup("8"));
    // A weight of last season is no weight.
    h.days_later(91);
    assert_eq!(h.refused(syrup("8")), ["m03.child_weight@product_1"]);
    let grown = h.patient(Sex::Female, 20);
    let encounter = h.seen(&grown, "R50.9");
    h.id(one(&encounter, "paracetamol-tab-500", "1", Frequency::Tds));
}

#[test]
fn what_harms_the_unborn() {
    let mut h = hospital();
    let woman = h.patient(Sex::Female, 28);
    let encounter = h.seen(&woman, "E78.5");
    let statin = |encounter: &str| one(encounter, "atorvastatin-tab-10", "1", Frequency::Hs);
    let say = |pregnancy| WriteNotes {
        encounter: encounter.clone(),
        complaint: "जाँच".into(),
        pregnancy,
        ..WriteNotes::default()
    };
    assert_eq!(h.refused(statin(&encounter)), ["m03.pregnancy_ask@product_1"]);
    h.id(say(Some(Pregnancy::Unsure)));
    assert_eq!(h.refused(statin(&encounter)), ["m03.pregnancy_ask@product_1"]);
    h.id(say(Some(Pregnancy::Yes)));
    assert_eq!(h.refused(with_reason(statin(&encounter), "बहुत जरूरी")), ["m03.pregnancy_x@product_1"]);
    let ace = one(&encounter, "enalapril-tab-5", "1", Frequency::Od);
    assert_eq!(h.refused(ace.clone()), ["m03.pregnancy_d@override_1"]);
    h.id(with_reason(ace, "और कुछ काम नहीं किया"));
    h.id(say(Some(Pregnancy::No)));
    h.id(statin(&encounter));
    // A diagnosis of pregnancy says it as well.
    let other = h.patient(Sex::Female, 25);
    let antenatal = h.seen(&other, "Z34.9");
    assert_eq!(h.refused(statin(&antenatal)), ["m03.pregnancy_x@product_1"]);
    for (sex, years) in [(Sex::Male, 30), (Sex::Female, 65)] {
        let patient = h.patient(sex, years);
        let encounter = h.seen(&patient, "E78.5");
        h.id(statin(&encounter));
    }
}

#[test]
fn what_is_not_on_the_list_and_what_a_teleconsultation_may_not() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 40);
    let encounter = h.seen(&patient, "R52.9");
    let unlisted = one(&encounter, "ketamine-inj-50", "1", Frequency::Od);
    assert_eq!(h.refused(unlisted.clone()), ["m03.off_list@override_1"]);
    h.id(with_reason(unlisted.clone(), "विशेषज्ञ की सलाह"));
    h.id(one(&encounter, "tramadol-cap-50", "1", Frequency::Bd));
    let other = h.patient(Sex::Male, 41);
    let tele = h.seen(&other, "R52.9");
    h.id(MarkTeleconsult { encounter: tele.clone(), consent: true });
    let there = |id: &str| with_reason(one(&tele, id, "1", Frequency::Od), "मरीज दूर है");
    assert_eq!(h.refused(there("ketamine-inj-50")), ["m03.tele_prohibited@product_1"]);
    assert_eq!(h.refused(there("tramadol-cap-50")), ["m03.tele_prohibited@product_1"]);
    h.id(there("paracetamol-tab-500"));
    h.id(diagnosis(&tele, "M54.5"));
}

#[test]
fn whoever_was_not_asked_about_allergies_is_a_warning() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 40);
    let encounter = h.seen(&patient, "R50.9");
    assert_eq!(h.warned(one(&encounter, "paracetamol-tab-500", "1", Frequency::Od)), ["m03.allergies_not_asked@"]);
    h.id(RecordAllergy { patient, none_known: true, ..RecordAllergy::default() });
    assert!(h.warned(one(&encounter, "cetirizine-tab-10", "1", Frequency::Hs)).is_empty());
}

#[test]
fn the_drug_list_is_that_of_the_house() {
    use crate::engine::SetLevel;
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 40);
    let encounter = h.seen(&patient, "R50.9");
    let aceclofenac = prescribe(&encounter, vec![line("aceclofenac-tab-100", "1", Frequency::Bd)]);
    h.as_one(Persona::System, SetLevel { level: "phc".into() }).unwrap();
    assert_eq!(h.refused(aceclofenac.clone()), ["m03.off_list@override_1"]);
    h.as_one(Persona::System, SetLevel { level: "chc".into() }).unwrap();
    h.id(aceclofenac);
}
