use super::super::*;
use super::fixture::{diagnosis, hospital, line, prescribe};
use crate::engine::Persona;
use crate::m01_registration::Sex;
use crate::m02_queue::{TokenId, TokenState};

fn open() -> OpenEncounter {
    OpenEncounter::default()
}

#[test]
fn a_consultation_begins_with_the_token_and_ends_with_it() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 30);
    let token = h.called(&patient);
    let encounter = h.id(OpenEncounter { token: token.clone(), patient: patient.clone(), ..open() });
    let state =
        |h: &super::fixture::Hospital| h.world.tokens().get(&TokenId::parse(&token).unwrap()).unwrap().state.name();
    assert_eq!((state(&h), h.encounter(&encounter).state.name()), ("in_consult", "open"));
    let written = WriteNotes {
        encounter: encounter.clone(),
        complaint: "बुखार".into(),
        days: "3".into(),
        ..WriteNotes::default()
    };
    h.id(written);
    h.id(diagnosis(&encounter, "R50.9"));
    h.id(SignEncounter { encounter: encounter.clone(), close: true });
    assert_eq!((state(&h), h.encounter(&encounter).state.name()), ("done", "signed"));
    let closed = h.encounter(&encounter);
    assert_eq!(closed.complaints, [Complaint { text: "बुखार".into(), days: Some(3) }]);
    assert!(closed.closed.is_some() && closed.state.signed().unwrap().persona == Persona::Doctor);
}

#[test]
fn how_a_consultation_does_not_begin() {
    let mut h = hospital();
    let (patient, other) = (h.patient(Sex::Male, 40), h.patient(Sex::Male, 41));
    let token = h.called(&patient);
    let without = |reason: &str| OpenEncounter {
        patient: other.clone(),
        department: "opd-medicine".into(),
        reason: reason.into(),
        ..open()
    };
    let cases = [
        (OpenEncounter { token: "TOK999999".into(), ..open() }, "m03.token_unknown@token"),
        (OpenEncounter { token: "x".into(), ..open() }, "m03.token_unknown@token"),
        (OpenEncounter { token: token.clone(), patient: other.clone(), ..open() }, "m03.wrong_patient@patient"),
        (OpenEncounter { patient: "BHV1".into(), ..without("आपात") }, "m01.patient_not_found@patient"),
        (OpenEncounter { department: "opd-magic".into(), ..without("आपात") }, "m03.department_unknown@department"),
        (without(""), "m01.reason_missing@reason"),
    ];
    for (command, refusal) in cases {
        assert_eq!(h.refused(command.clone()), [refusal], "{command:?}");
    }
    let encounter = h.id(without("आपात"));
    assert_eq!(h.refused(without("फिर से")), ["m03.encounter_open@"]);
    let elsewhere = OpenEncounter { department: "opd-eye".into(), ..without("फिर से") };
    assert_eq!(h.refused(elsewhere), ["m03.encounter_open@"], "one at a time in the whole hospital");
    assert_eq!(h.encounter(&encounter).without_token, "आपात");
    for persona in [Persona::Nurse, Persona::Clerk, Persona::Pharmacist, Persona::LaboratoryTechnician] {
        let command = OpenEncounter { token: token.clone(), ..open() };
        assert_eq!(h.act_as(persona).refused(command), ["m03.doctor_only@"]);
    }
}

#[test]
fn nothing_is_signed_without_complaint_and_diagnosis_or_closed_without_signature() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 50);
    let encounter = h.open(&patient);
    let sign = |close| SignEncounter { encounter: encounter.clone(), close };
    let close = CloseEncounter { encounter: encounter.clone() };
    assert_eq!(h.refused(close.clone()), ["m03.close_unsigned@"]);
    assert_eq!(h.refused(sign(true)), ["m03.sign_complaint@complaint", "m03.sign_diagnosis@query"]);
    h.id(WriteNotes { encounter: encounter.clone(), complaint: "खाँसी".into(), ..WriteNotes::default() });
    h.id(diagnosis(&encounter, "R05"));
    assert_eq!(h.warned(sign(false)), ["m03.vitals_missing@"]);
    h.id(close.clone());
    assert_eq!(h.refused(close), ["m03.closed_already@"]);
    assert_eq!(h.refused(sign(true)), ["m03.encounter_signed@"]);
    assert_eq!(h.refused(SignEncounter { encounter: "ENC000099".into(), close: true }), ["m03.encounter_not_found@"]);
    assert_eq!(h.refused(CloseEncounter { encounter: "x".into() }), ["m03.encounter_not_found@"]);
}

#[test]
fn notes_are_checked_and_pregnancy_is_asked_of_women_only() {
    let mut h = hospital();
    let (man, woman, girl) = (h.patient(Sex::Male, 30), h.patient(Sex::Female, 30), h.patient(Sex::Female, 8));
    let [of_man, of_woman, of_girl] = [&man, &woman, &girl].map(|p| h.open(p));
    let notes =
        |encounter: &str| WriteNotes {
            encounter: encounter.into(), complaint: "दर्द".into(), ..WriteNotes::default()
        };
    let pregnant = |encounter: &str| WriteNotes { pregnancy: Some(Pregnancy::Yes), ..notes(encounter) };
    assert_eq!(h.refused(pregnant(&of_man)), ["m03.pregnancy_male@pregnancy"]);
    assert_eq!(h.refused(pregnant(&of_girl)), ["m03.pregnancy_age@pregnancy"]);
    h.id(pregnant(&of_woman));
    for days in ["x", "40000", "-1"] {
        assert_eq!(h.refused(WriteNotes { days: days.into(), ..notes(&of_man) }), ["m03.days_form@days"]);
    }
    let real = WriteNotes { notes: "फोन 9876543210".into(), ..notes(&of_man) };
    assert_eq!(h.refused(real).len(), 1, "numbers of real people are not kept");
    assert_eq!(h.act_as(Persona::Nurse).refused(notes(&of_man)), ["m03.doctor_only@"]);
}

#[test]
fn a_consultation_that_came_to_nothing_is_cancelled() {
    let mut h = hospital();
    let patient = h.patient(Sex::Male, 30);
    let token = h.called(&patient);
    let encounter = h.id(OpenEncounter { token: token.clone(), ..open() });
    let cancel = |reason: &str| CancelEncounter { encounter: encounter.clone(), reason: reason.into() };
    assert_eq!(h.refused(cancel("")), ["m01.reason_missing@reason"]);
    h.id(diagnosis(&encounter, "R50.9"));
    let rx = h.id(prescribe(&encounter, vec![line("paracetamol-tab-500", "1", Frequency::Tds)]));
    assert_eq!(h.refused(cancel("मरीज चला गया")), ["m03.has_prescription@"]);
    h.id(CancelPrescription { prescription: rx, reason: "मरीज चला गया".into() });
    h.id(cancel("मरीज चला गया"));
    let token = h.world.tokens().get(&TokenId::parse(&token).unwrap()).unwrap();
    assert!(!matches!(token.state, TokenState::InConsult { .. }));
    assert_eq!(h.refused(cancel("फिर से")), ["m03.encounter_gone@"]);
    assert_eq!(h.refused(CloseEncounter { encounter: encounter.clone() }), ["m03.encounter_gone@"]);
}

#[test]
fn follow_up_teleconsultation_and_referral() {
    let mut h = hospital();
    let patient = h.patient(Sex::Female, 30);
    let encounter = h.open(&patient);
    let again = |in_days: &str, note: &str| SetFollowUp {
        encounter: encounter.clone(),
        in_days: in_days.into(),
        note: note.into(),
    };
    for (days, refusal) in [("x", "form"), ("0", "range"), ("400", "range")] {
        assert_eq!(h.refused(again(days, "")), [format!("m03.follow_up_{refusal}@in_days")], "{days}");
    }
    assert_eq!(h.refused(again("", "जाँच लेकर")), ["m03.follow_up_form@in_days"]);
    h.id(again("7", "जाँच लेकर"));
    assert_eq!(h.encounter(&encounter).follow_up.as_ref().unwrap().day, crate::Day(7));
    h.id(again("", ""));
    assert_eq!(h.encounter(&encounter).follow_up, None);

    let tele = |consent| MarkTeleconsult { encounter: encounter.clone(), consent };
    assert_eq!(h.refused(tele(false)), ["m03.tele_consent@consent"]);
    h.id(tele(true));
    assert_eq!(h.refused(tele(true)), ["m03.tele_already@"]);

    let refer = Refer {
        encounter: encounter.clone(),
        to: "एसकेएमसीएच".into(),
        urgency: Some(Urgency::Emergency),
        reason: "साँस बहुत तेज".into(),
        done_here: "ऑक्सीजन दी".into(),
    };
    let cases = [
        (Refer { to: String::new(), ..refer.clone() }, "m03.refer_to_missing@to"),
        (Refer { urgency: None, ..refer.clone() }, "m03.refer_urgency_missing@urgency"),
        (Refer { reason: String::new(), ..refer.clone() }, "m01.reason_missing@reason"),
        (Refer { done_here: String::new(), ..refer.clone() }, "m03.refer_not_stabilised@done_here"),
    ];
    for (command, refusal) in cases {
        assert_eq!(h.refused(command), [refusal]);
    }
    h.id(Refer { urgency: Some(Urgency::Routine), done_here: String::new(), ..refer.clone() });
    h.id(refer);
    assert_eq!(h.world.referrals().len(), 2);
}
