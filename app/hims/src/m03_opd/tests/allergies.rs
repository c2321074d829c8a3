use super::super::*;
use super::fixture::{hospital, line, prescribe};
use crate::engine::Persona;
use crate::m01_registration::{CompleteMerge, ProposeMerge, Sex};

fn allergy(patient: &str) -> RecordAllergy {
    RecordAllergy {
        patient: patient.into(),
        reaction: Some(Reaction::Rash),
        severity: Some(Severity::Mild),
        ..RecordAllergy::default()
    }
}

#[test]
fn what_an_allergy_needs() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 30);
    let penicillin = RecordAllergy { class: "penicillin".into(), ..allergy(&patient) };
    let cases = [
        (allergy(&patient), "m03.agent_missing@class"),
        (RecordAllergy { other: "अंडा".into(), ..penicillin.clone() }, "m03.agent_several@class"),
        (RecordAllergy { class: "magic".into(), ..allergy(&patient) }, "m03.class_unknown@class"),
        (RecordAllergy { product: "magic-tab-1".into(), ..allergy(&patient) }, "m03.product_unknown@product"),
        (RecordAllergy { reaction: None, ..penicillin.clone() }, "m03.reaction_missing@reaction"),
        (RecordAllergy { severity: None, ..penicillin.clone() }, "m03.severity_missing@severity"),
    ];
    for (command, refusal) in cases {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.act_as(Persona::Nurse).id(penicillin.clone());
    assert_eq!(h.refused(penicillin), ["m03.allergy_known@class"]);
    h.id(RecordAllergy { product: "ibuprofen-tab-400".into(), ..allergy(&patient) });
    h.id(RecordAllergy { other: "अंडा".into(), ..allergy(&patient) });
    assert_eq!(person::allergies(&h.world, &h.person(&patient)).len(), 3);
    assert_eq!(h.act_as(Persona::Clerk).refused(allergy(&patient)), ["m03.persona_may_not@"]);
}

#[test]
fn none_known_holds_until_one_is() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 30);
    let none = RecordAllergy { patient: patient.clone(), none_known: true, ..RecordAllergy::default() };
    h.id(none.clone());
    assert_eq!(h.refused(none.clone()), ["m03.allergy_known@none_known"]);
    let id = h.allergic(&patient, "penicillin");
    let active = person::allergies(&h.world, &h.person(&patient));
    assert!(active.len() == 1 && active[0].agent != Agent::NoneKnown);
    assert_eq!(h.refused(none.clone()), ["m03.none_known_conflict@none_known"]);
    let resolve = |reason: &str| ResolveAllergy { allergy: id.clone(), reason: reason.into() };
    assert_eq!(h.refused(resolve("")), ["m01.reason_missing@reason"]);
    assert_eq!(h.act_as(Persona::Nurse).refused(resolve("जाँच में नहीं")), ["m03.doctor_only@"]);
    h.act_as(Persona::Doctor).id(resolve("जाँच में नहीं"));
    assert_eq!(h.refused(resolve("फिर से")), ["m03.allergy_not_active@"]);
    assert_eq!(
        h.refused(ResolveAllergy { allergy: "ALG999999".into(), reason: "क्यों".into() }),
        ["m03.allergy_not_found@"]
    );
    h.id(none);
}

#[test]
fn an_allergy_to_what_the_patient_takes_is_said_at_once() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "J18.9");
    h.id(prescribe(&encounter, vec![line("amoxicillin-cap-500", "1", Frequency::Tds)]));
    let penicillin = RecordAllergy { class: "penicillin".into(), ..allergy(&patient) };
    assert_eq!(h.warned(penicillin), ["m03.allergy_running@"]);
}

#[test]
fn what_was_written_at_a_second_record_counts_after_the_merge() {
    let mut h = hospital();
    let (one, other) = (h.patient(Sex::Male, 30), h.patient(Sex::Male, 30));
    h.allergic(&other, "penicillin");
    h.act_as(Persona::Clerk);
    let merge =
        h.id(ProposeMerge { survivor: one.clone(), duplicate: other, reason: "एक ही मरीज".into() });
    h.act_as(Persona::Supervisor).id(crate::m01_registration::ApproveMerge { merge: merge.clone() });
    assert!(person::allergies(&h.world, &h.person(&one)).is_empty());
    h.id(CompleteMerge { merge });
    assert_eq!(person::allergies(&h.world, &h.person(&one)).len(), 1);
    h.act_as(Persona::Doctor);
    let encounter = h.seen(&one, "J18.9");
    let refused = h.refused(prescribe(&encounter, vec![line("amoxicillin-cap-500", "1", Frequency::Tds)]));
    assert_eq!(refused, ["m03.allergy@override_1"]);
}
