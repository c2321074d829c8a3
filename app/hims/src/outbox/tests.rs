//! What is told, to whom, by which way: a row for each cause.

use super::*;
use crate::engine::Persona;
use crate::m01_registration::{
    AbhaMethod, ApproveMerge, CompleteMerge, DetailsInput, LinkAbha, OTP_MINUTES, ProposeMerge, SendOtp, Sex,
    VerifyAbha,
};
use crate::m02_queue::{
    Arrive, BookAppointment, CancelAppointment, IssueToken, RedeemShare, RescheduleAppointment, ShareProfile, standard,
};
use crate::m03_opd::{AddDiagnosis, CancelPrescription, Frequency, OpenEncounter, Prescribe, Route, RxLineInput};
use crate::m07_laboratory::{
    CollectSpecimen, CorrectReport, EnterResults, Outcome, PlaceOrder, Priority, ReceiveSpecimen, RecordCall,
    RejectReason, RejectSpecimen, ReleaseReport, ResultInput, ToldRole, VerifyOrder,
};
use crate::m09_pharmacy::{DispenseDrugs, DispensePick, PlaceBatch, ReceiveStock};
use crate::testing::{Hospital, bare, bhavya, hospital};

const ABHA: &str = "00123456789014";

fn furnished() -> Hospital {
    let mut world = bare();
    standard::lay(&mut world).unwrap();
    crate::reference::standard().unwrap().lay(&mut world);
    hospital(world, Persona::Clerk)
}

fn woman(mobile: &str) -> DetailsInput {
    DetailsInput {
        name_hi: "सुनीता देवी".into(),
        sex: Some(Sex::Female),
        age: "34".into(),
        mobile: mobile.into(),
        ..DetailsInput::default()
    }
}

/// Channel and key of each message to a patient, the first one first.
fn told(h: &Hospital, patient: &str) -> Vec<String> {
    let messages = to_patient(&h.world, &bhavya(patient));
    messages.iter().rev().map(|m| format!("{} {}", m.channel.name(), m.notice.key())).collect()
}

fn booking(patient: &str) -> BookAppointment {
    BookAppointment {
        patient: patient.into(),
        session: "DRS000001".into(),
        date: "24-11-2026".into(),
        time: "09:00".into(),
        note: String::new(),
    }
}

#[test]
fn a_number_gets_sms_an_abha_the_app_and_neither_gets_nothing() {
    let mut h = furnished();
    let (sms, app, none) = (h.place(woman("0000012345"), ""), h.place(woman(""), ABHA), h.place(woman(""), ""));
    for patient in [&sms, &app, &none] {
        h.id(booking(patient));
    }
    assert_eq!(told(&h, &sms), ["sms appointment_booked"]);
    assert_eq!(told(&h, &app), ["app appointment_booked"]);
    assert_eq!(told(&h, &none), [""; 0]);
    let first = newest(&h.world).last().unwrap();
    let Recipient::Patient { mobile: Some(mobile), .. } = &first.to else { panic!("{first:?}") };
    assert_eq!(mobile.as_str(), "0000012345");
}

#[test]
fn an_appointment_tells_of_each_change() {
    let mut h = furnished();
    let patient = h.place(woman("0000012345"), "");
    let appointment = h.id(booking(&patient));
    let (session, date, time) = ("DRS000001".into(), "25-11-2026".into(), "09:00".into());
    let reason = "डॉक्टर छुट्टी पर".to_owned();
    h.id(RescheduleAppointment { appointment: appointment.clone(), session, date, time, reason: reason.clone() });
    h.id(CancelAppointment { appointment, reason });
    assert_eq!(told(&h, &patient), ["sms appointment_booked", "sms appointment_moved", "sms appointment_cancelled"]);
}

#[test]
fn a_slip_goes_by_sms_with_consent_and_to_whoever_shared_by_phone() {
    let mut h = furnished();
    let (one, none) = (h.place(woman("0000012345"), ""), h.place(woman(""), ABHA));
    let token = |patient: &str, sms| IssueToken {
        patient: patient.into(),
        department: "opd-medicine".into(),
        sms,
        ..IssueToken::default()
    };
    assert_eq!(h.refused(token(&none, true)), ["m02.sms_no_mobile@sms"]);
    h.id(token(&one, false).clone());
    assert_eq!(told(&h, &one), [""; 0], "no consent, no message");
    let eye = IssueToken { department: "opd-eye".into(), ..token(&one, true) };
    h.id(eye);
    assert_eq!(told(&h, &one), ["sms token_given"]);
    let appointment = h.id(BookAppointment { date: "23-11-2026".into(), time: "12:00".into(), ..booking(&none) });
    assert_eq!(h.refused(Arrive { appointment, sms: true, ..Arrive::default() }), ["m02.sms_no_mobile@sms"]);
    let share = h.id(ShareProfile {
        department: "opd-eye".into(),
        abha_number: ABHA.into(),
        name_hi: "सुनीता देवी".into(),
        sex: Some(Sex::Female),
        birth_date: "05-08-1992".into(),
        ..ShareProfile::default()
    });
    h.id(RedeemShare { share, ..RedeemShare::default() });
    assert_eq!(told(&h, &none), ["app appointment_booked", "app token_given"]);
}

/// The one-time password of the latest message.
fn otp(h: &Hospital) -> String {
    match &newest(&h.world).next().unwrap().notice {
        Notice::AbhaOtp { otp, .. } => otp.clone(),
        other => panic!("{other:?}"),
    }
}

fn send(patient: &str) -> SendOtp {
    SendOtp { patient: patient.into(), number: ABHA.into(), consent: true }
}

#[test]
fn an_abha_number_is_verified_by_the_latest_password_once_and_in_time() {
    let mut h = furnished();
    let patient = h.place(woman(""), "");
    let verify = |otp: &str| VerifyAbha {
        patient: patient.clone(),
        number: ABHA.into(),
        method: AbhaMethod::Otp,
        consent: true,
        otp: otp.into(),
    };
    assert_eq!(h.refused(SendOtp { consent: false, ..send(&patient) }), ["m01.abha_consent@abha_consent"]);
    assert_eq!(h.refused(SendOtp { number: "12".into(), ..send(&patient) }), ["m01.abha_form@abha_number"]);
    assert_eq!(h.refused(send("BHV0000000000")), ["m01.patient_not_found@patient"]);
    assert_eq!(h.refused(verify("123456")), ["m01.otp_not_sent@otp"]);
    h.id(send(&patient));
    assert_eq!(told(&h, &patient), ["sms abha_otp"]);
    let old = otp(&h);
    assert!(old.len() == 6 && old.bytes().all(|b| b.is_ascii_digit()), "{old}");
    h.later(OTP_MINUTES);
    assert_eq!(h.refused(verify(&old)), ["m01.otp_expired@otp"]);
    h.id(send(&patient));
    let good = otp(&h);
    assert_ne!(good, old);
    assert_eq!(h.refused(verify("")), ["m01.otp_missing@otp"]);
    assert_eq!(h.refused(verify(&old)), ["m01.otp_wrong@otp"]);
    h.run(verify(&good)).unwrap();
    assert_eq!(h.refused(verify(&good)), ["m01.abha_present@"]);
    assert_eq!(h.refused(send(&patient)), ["m01.abha_present@"]);
    h.id(LinkAbha { patient: patient.clone() });
    h.id(crate::m01_registration::DelinkAbha {
        patient: patient.clone(), reason: "मरीज ने कहा".into()
    });
    assert_eq!(h.refused(verify(&good)), ["m01.otp_not_sent@otp"], "a password is used once");
}

#[test]
fn before_a_registration_the_password_goes_to_whoever_has_the_number() {
    let mut h = furnished();
    h.id(send(""));
    let message = newest(&h.world).next().unwrap();
    assert_eq!(message.to, Recipient::AbhaHolder { ending: "9014".into() });
    assert_eq!(h.as_one(Persona::Doctor, send("")).unwrap_err()[0].code.as_str(), "m01.persona_may_not");
}

fn lab_order(h: &mut Hospital, patient: &str, test: &str, value: &str) -> (String, String) {
    let (patient, test) = (patient.to_owned(), test.to_owned());
    let order = PlaceOrder {
        patient: patient.clone(),
        test: test.clone(),
        priority: Some(Priority::Routine),
        ..PlaceOrder::default()
    };
    let order = h.as_one(Persona::Doctor, order).unwrap().subject.id;
    h.act_as(Persona::LaboratoryTechnician);
    let specimen = h.id(CollectSpecimen { patient, orders: vec![order.clone()], barcode: String::new() });
    h.id(ReceiveSpecimen { specimen: specimen.clone() });
    if !value.is_empty() {
        let results = vec![ResultInput { test, value: value.into(), ..ResultInput::default() }];
        h.id(EnterResults { specimen: specimen.clone(), results });
    }
    (order, specimen)
}

#[test]
fn the_laboratory_tells_of_reports_corrections_and_samples_to_take_again() {
    let mut h = furnished();
    let patient = h.place(woman("0000012345"), "");
    let (order, _) = lab_order(&mut h, &patient, "haemoglobin", "12.5");
    if h.run(ReleaseReport { order: order.clone(), comment: String::new() }).is_err() {
        h.as_one(Persona::Pathologist, VerifyOrder { order: order.clone() }).unwrap();
        h.id(ReleaseReport { order: order.clone(), comment: String::new() });
    }
    let report = crate::m07_laboratory::LabReport::BY_ORDER;
    let report = h.world.lab_reports().find(report, &order).next().unwrap().id.as_str().to_owned();
    let (test, value, reason) = ("haemoglobin".into(), "12.1".into(), "दशमलव गलत लिखा था".into());
    h.id(CorrectReport { report, test, value, reason, ..CorrectReport::default() });
    h.as_one(Persona::Pathologist, VerifyOrder { order: order.clone() }).unwrap();
    h.id(ReleaseReport { order, comment: String::new() });
    let (_, specimen) = lab_order(&mut h, &patient, "sodium", "");
    h.id(RejectSpecimen { specimen, reason: Some(RejectReason::Haemolysed), ..RejectSpecimen::default() });
    assert_eq!(told(&h, &patient), ["sms report_ready", "sms report_ready", "sms sample_again"]);
    let versions = to_patient(&h.world, &bhavya(&patient));
    let versions: Vec<u16> = versions
        .iter()
        .filter_map(|m| if let Notice::ReportReady { version, .. } = m.notice { Some(version) } else { None })
        .collect();
    assert_eq!(versions, [2, 1], "the latest first");
}

#[test]
fn a_call_about_a_critical_result_is_confirmed_or_asked_for() {
    let mut h = furnished();
    let patient = h.place(woman("0000012345"), "");
    let (order, _) = lab_order(&mut h, &patient, "potassium", "7.2");
    let call = |outcome| RecordCall {
        order: order.clone(),
        told: "डॉ. शर्मा".into(),
        role: Some(ToldRole::Doctor),
        outcome: Some(outcome),
        note: String::new(),
    };
    h.id(call(Outcome::NotReached));
    h.id(call(Outcome::ReadBack));
    let staff: Vec<(&str, &str)> = newest(&h.world).map(|m| (m.channel.name(), m.notice.key())).collect();
    assert_eq!(staff, [("app", "critical_told"), ("app", "critical_waits")]);
    assert_eq!(told(&h, &patient), [""; 0], "the patient is not told of it by phone");
}

fn prescription(h: &mut Hospital, patient: &str) -> String {
    h.act_as(Persona::Doctor);
    let encounter = h.id(OpenEncounter {
        patient: patient.into(),
        department: "opd-medicine".into(),
        reason: "आपात".into(),
        ..OpenEncounter::default()
    });
    h.id(AddDiagnosis { encounter: encounter.clone(), code: "R50.9".into(), ..AddDiagnosis::default() });
    let line = RxLineInput {
        product: "paracetamol-tab-500".into(),
        dose: "1".into(),
        route: Some(Route::Oral),
        frequency: Some(Frequency::Tds),
        days: "5".into(),
        ..RxLineInput::default()
    };
    h.id(Prescribe { encounter, lines: vec![line], ..Prescribe::default() })
}

fn receive(h: &mut Hospital, number: &str, quantity: &str) {
    h.id(ReceiveStock {
        product: "paracetamol-tab-500".into(),
        number: number.into(),
        expiry: "12-2028".into(),
        quantity: quantity.into(),
        mrp: String::new(),
        supplier: "BMSICL".into(),
    });
}

#[test]
fn who_is_owed_a_medicine_hears_when_enough_of_it_has_come() {
    let mut h = furnished();
    let (first, second) = (h.place(woman("0000012345"), ""), h.place(woman("0000012346"), ""));
    let (product, number) = ("paracetamol-tab-500".to_owned(), "B1".to_owned());
    let place = PlaceBatch { product, number, expires_in_days: 300, quantity: 10, recalled: String::new() };
    let batch = h.as_one(Persona::System, place).unwrap().subject.id;
    for patient in [&first, &second] {
        let prescription = prescription(&mut h, patient);
        h.act_as(Persona::Pharmacist);
        let picks = vec![DispensePick { line: 1, batch: batch.clone(), quantity: "5".into(), reason: String::new() }];
        h.id(DispenseDrugs { prescription, patient_check: patient.clone(), picks });
    }
    let before = ["sms prescription_signed", "sms dispensed"];
    assert_eq!(told(&h, &first), before);
    receive(&mut h, "B2", "9");
    assert_eq!(told(&h, &first), before, "9 do not serve the 10 that are owed");
    receive(&mut h, "B3", "12");
    assert_eq!(told(&h, &first), ["sms prescription_signed", "sms dispensed", "sms owed_here"]);
    assert_eq!(told(&h, &second), before, "12 serve one of the two");
    h.days_later(40);
    receive(&mut h, "B4", "500");
    assert_eq!(told(&h, &second), before, "the prescription is too old by then");
    let owed = h.world.dispenses().find(crate::m09_pharmacy::Dispense::BY_OWED, "paracetamol-tab-500").count();
    assert_eq!(owed, 2);
}

#[test]
fn a_cancelled_prescription_is_told() {
    let mut h = furnished();
    let patient = h.place(woman("0000012345"), "");
    let prescription = prescription(&mut h, &patient);
    h.id(CancelPrescription { prescription, reason: "गलत मरीज".into() });
    assert_eq!(told(&h, &patient), ["sms prescription_signed", "sms prescription_cancelled"]);
}

#[test]
fn messages_are_found_by_day_and_under_a_merged_record() {
    let mut h = furnished();
    let (one, other) = (h.place(woman("0000012345"), ""), h.place(woman("0000012346"), ""));
    h.id(booking(&other));
    let today = h.ctx.now.day();
    h.days_later(1);
    h.id(BookAppointment { date: "26-11-2026".into(), ..booking(&one) });
    assert_eq!(of_day(&h.world, today).count(), 1);
    assert_eq!(of_day(&h.world, h.ctx.now.day()).count(), 1);
    let reason = "एक ही मरीज".to_owned();
    let merge = h.id(ProposeMerge { survivor: one.clone(), duplicate: other, reason });
    h.as_one(Persona::Supervisor, ApproveMerge { merge: merge.clone() }).unwrap();
    h.id(CompleteMerge { merge });
    assert_eq!(to_patient(&h.world, &bhavya(&one)).len(), 2);
    assert!(h.world.indexes_agree());
    let replayed = crate::replay(&h.base, &h.journal).unwrap();
    assert_eq!(replayed, h.world);
}
