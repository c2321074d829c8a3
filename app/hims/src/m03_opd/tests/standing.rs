use super::super::*;
use super::fixture::{Hospital, diagnosis, hospital, line, prescribe};
use crate::engine::Persona;
use crate::m01_registration::Sex;

fn signed(h: &mut Hospital) -> String {
    let patient = h.patient(Sex::Male, 30);
    let encounter = h.seen(&patient, "R50.9");
    h.id(WriteNotes {
        encounter: encounter.clone(),
        complaint: "बुखार".into(),
        days: "3".into(),
        ..WriteNotes::default()
    });
    h.id(SignEncounter { encounter: encounter.clone(), close: false });
    encounter
}

#[test]
fn what_is_signed_is_amended_and_what_it_said_stays_readable() {
    let mut h = hospital();
    let encounter = signed(&mut h);
    for command in [
        crate::AnyCommand::from(diagnosis(&encounter, "B54")),
        WriteNotes { encounter: encounter.clone(), ..WriteNotes::default() }.into(),
        SetFollowUp { encounter: encounter.clone(), in_days: "3".into(), note: String::new() }.into(),
        prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Od)]).into(),
        Refer { encounter: encounter.clone(), ..Refer::default() }.into(),
        MarkTeleconsult { encounter: encounter.clone(), consent: true }.into(),
        ConfirmDiagnosis { encounter: encounter.clone(), n: 1 }.into(),
        CancelEncounter { encounter: encounter.clone(), reason: "भूल".into() }.into(),
    ] {
        assert_eq!(h.refused(command), ["m03.encounter_signed@"]);
    }
    let amend = AmendEncounter {
        encounter: encounter.clone(),
        complaint: "बुखार".into(),
        days: "3".into(),
        reason: "जाँच आई".into(),
        ..AmendEncounter::default()
    };
    let cases = [
        (amend.clone(), "m03.nothing_to_amend@"),
        (AmendEncounter { complaint: String::new(), ..amend.clone() }, "m03.sign_complaint@complaint"),
        (AmendEncounter { notes: "ठंड".into(), reason: String::new(), ..amend.clone() }, "m01.reason_missing@reason"),
        (AmendEncounter { code: "R50.9".into(), ..amend.clone() }, "m03.diagnosis_twice@code"),
        (AmendEncounter { code: "N80.9".into(), ..amend.clone() }, "m03.diagnosis_sex@code"),
        (AmendEncounter { remove: "1".into(), ..amend.clone() }, "m03.sign_diagnosis@remove"),
        (AmendEncounter { remove: "7".into(), code: "B54".into(), ..amend.clone() }, "m03.diagnosis_not_found@remove"),
        (AmendEncounter { encounter: "x".into(), ..amend.clone() }, "m03.encounter_not_found@"),
    ];
    for (command, refusal) in cases {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.id(AmendEncounter {
        code: "B51.9".into(), remove: "1".into(), notes: "मलेरिया मिला".into(), ..amend
    });
    let amended = h.encounter(&encounter);
    let kept: Vec<_> = amended.amendments.iter().map(|a| (a.field.as_str(), a.from.as_str(), a.to.as_str())).collect();
    assert_eq!(kept, [("notes", "", "मलेरिया मिला"), ("diagnosis", "R50.9", "B51.9")]);
    assert_eq!(amended.state.name(), "amended");
    assert_eq!(amended.diagnoses.len(), 2, "what was taken back stays readable");
    let open = h.patient(Sex::Male, 40);
    let open = h.open(&open);
    assert_eq!(h.refused(AmendEncounter { encounter: open, ..AmendEncounter::default() }), ["m03.amend_unsigned@"]);
}

#[test]
fn what_was_written_in_error_stays_readable_and_counts_no_more() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let vitals = h.id(RecordVitals { patient: patient.clone(), pulse: "80".into(), ..RecordVitals::default() });
    let allergy = h.allergic(&patient, "penicillin");
    let encounter = h.seen(&patient, "R50.9");
    let referral = h.id(Refer {
        encounter: encounter.clone(),
        to: "सर्जरी".into(),
        urgency: Some(Urgency::Routine),
        reason: "हर्निया".into(),
        done_here: String::new(),
    });
    let mark = |record: &str, reason: &str| EnterRecordInError { record: record.into(), reason: reason.into() };
    assert_eq!(h.refused(mark("ENC999999", "गलत मरीज")), ["m03.record_not_found@record"]);
    assert_eq!(h.refused(mark("", "गलत मरीज")), ["m03.record_not_found@record"]);
    for record in [&vitals, &allergy, &referral, &encounter] {
        assert_eq!(h.refused(mark(record, "")), ["m01.reason_missing@reason"], "{record}");
    }
    let rx = h.id(prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Od)]));
    assert_eq!(h.refused(mark(&encounter, "गलत मरीज")), ["m03.has_prescription@"]);
    h.id(CancelPrescription { prescription: rx, reason: "गलत मरीज".into() });
    h.act_as(Persona::Nurse);
    assert_eq!(h.refused(mark(&encounter, "गलत मरीज")), ["m03.doctor_only@"]);
    h.id(mark(&vitals, "गलत मरीज"));
    h.id(mark(&allergy, "गलत मरीज"));
    h.act_as(Persona::Doctor).id(mark(&referral, "गलत मरीज"));
    h.id(mark(&encounter, "गलत मरीज"));
    for record in [&vitals, &allergy, &referral, &encounter] {
        assert_eq!(h.refused(mark(record, "फिर से")), ["m03.in_error_already@"], "{record}");
    }
    let id = h.person(&patient);
    assert!(person::vitals(&h.world, &id).is_empty() && person::allergies(&h.world, &id).is_empty());
    assert!(person::encounters(&h.world, &id).is_empty());
    assert_eq!(h.world.vitals().len() + h.world.allergies().len() + h.world.encounters().len(), 3);
    assert_eq!(h.act_as(Persona::Clerk).refused(mark(&vitals, "क्यों")), ["m03.persona_may_not@"]);
}
