//! One row per refusal: what was done before, the command, the code and the field.

use super::super::*;
use super::fixture::*;
use crate::command::AnyCommand;
use crate::engine::Persona;
use crate::m01_registration::{EnterInError, Sex};
use std::collections::BTreeSet;

type Case = (&'static str, fn(&mut Hospital) -> AnyCommand);

const MAN: fn(&mut Hospital) -> String = |h| h.patient(Sex::Male, 40);

/// Ids of records that do not exist.
const NOWHERE: [&str; 4] = ["TOK999999", "APT999999", "SHR999999", "DRS999999"];

const CASES: &[Case] = &[
    // Roles and records.
    ("m02.persona_may_not@", |h| {
        let patient = MAN(h);
        h.act_as(Persona::Pharmacist);
        token_for(&patient).into()
    }),
    ("m02.persona_may_not@", |h| {
        h.act_as(Persona::LaboratoryTechnician);
        call_first().into()
    }),
    ("m02.supervisor_only@", |_| extra_session("24-11-2026", "09:00", "10:00").into()),
    ("m01.patient_not_found@patient", |_| token_for("BHV1000000013").into()),
    ("m01.patient_in_error@patient", |h| {
        let patient = MAN(h);
        h.run(EnterInError { patient: patient.clone(), reason: "दो बार बना".into() }).unwrap();
        token_for(&patient).into()
    }),
    ("m02.department_unknown@department", |h| {
        IssueToken { department: "opd-magic".into(), ..token_for(&MAN(h)) }.into()
    }),
    ("m02.session_unknown@session", |h| {
        BookAppointment { session: NOWHERE[3].into(), ..booking(&MAN(h), "24-11-2026", "09:00") }.into()
    }),
    ("m02.sms_no_mobile@sms", |h| IssueToken { sms: true, ..token_for(&MAN(h)) }.into()),
    ("m02.appointment_not_found@", |_| Arrive { appointment: NOWHERE[1].into(), ..Arrive::default() }.into()),
    ("m02.token_not_found@", |_| call(NOWHERE[0], "").into()),
    ("m02.share_not_found@share", |_| RedeemShare { share: NOWHERE[2].into(), ..RedeemShare::default() }.into()),
    // Booking.
    ("m02.off_roster@date", |h| {
        BookAppointment { session: SURGERY.into(), ..booking(&MAN(h), "24-11-2026", "09:00") }.into()
    }),
    ("m02.off_roster@date", |h| booking(&MAN(h), "29-11-2026", "09:00").into()),
    ("m02.on_leave@date", |h| {
        let off = TakeOff { session: MEDICINE.into(), date: "24-11-2026".into(), reason: "छुट्टी".into() };
        h.act_as(Persona::Supervisor).run(off).unwrap();
        booking(&MAN(h), "24-11-2026", "09:00").into()
    }),
    ("m02.slot_unknown@time", |h| booking(&MAN(h), "24-11-2026", "09:10").into()),
    ("m02.slot_unknown@time", |h| booking(&MAN(h), "24-11-2026", "14:00").into()),
    ("m02.slot_unknown@time", |h| booking(&MAN(h), "24-11-2026", "सुबह").into()),
    ("m01.date_form@date", |h| booking(&MAN(h), "कल", "09:00").into()),
    ("m02.past_slot@date", |h| booking(&MAN(h), "22-11-2026", "09:00").into()),
    ("m02.past_slot@time", |h| booking(&MAN(h), "23-11-2026", "09:30").into()),
    ("m02.too_far_ahead@date", |h| booking(&MAN(h), "23-01-2027", "09:00").into()),
    ("m02.slot_full@time", |h| {
        for _ in 0..6 {
            let patient = MAN(h);
            h.run(booking(&patient, "24-11-2026", "09:00")).unwrap();
        }
        booking(&MAN(h), "24-11-2026", "09:00").into()
    }),
    ("m02.double_booking@date", |h| {
        let patient = MAN(h);
        h.run(booking(&patient, "24-11-2026", "09:00")).unwrap();
        booking(&patient, "24-11-2026", "12:00").into()
    }),
    ("m02.same_time@time", |h| {
        let patient = MAN(h);
        h.run(booking(&patient, "25-11-2026", "09:00")).unwrap();
        BookAppointment { session: SURGERY.into(), ..booking(&patient, "25-11-2026", "09:00") }.into()
    }),
    ("m02.same_slot@time", |h| {
        let patient = MAN(h);
        let appointment = h.id(booking(&patient, "24-11-2026", "09:00"));
        moved(&appointment, "09:00").into()
    }),
    ("m01.reason_missing@reason", |h| {
        let patient = MAN(h);
        let appointment = h.id(booking(&patient, "24-11-2026", "09:00"));
        RescheduleAppointment { reason: String::new(), ..moved(&appointment, "09:30") }.into()
    }),
    ("m02.appointment_closed@", |h| Arrive { appointment: cancelled(h), ..Arrive::default() }.into()),
    ("m02.appointment_closed@", |h| MarkNoShow { appointment: cancelled(h) }.into()),
    ("m02.appointment_closed@", |h| moved(&cancelled(h), "09:30").into()),
    ("m02.appointment_closed@", |h| CancelAppointment { appointment: cancelled(h), reason: "कारण".into() }.into()),
    ("m02.appointment_other_day@", |h| {
        let patient = MAN(h);
        let appointment = h.id(booking(&patient, "24-11-2026", "09:00"));
        Arrive { appointment, ..Arrive::default() }.into()
    }),
    ("m02.no_show_early@", |h| {
        let patient = MAN(h);
        let appointment = h.id(booking(&patient, "23-11-2026", "13:00"));
        MarkNoShow { appointment }.into()
    }),
    // Tokens and lanes.
    ("m02.token_open@department", |h| {
        let patient = MAN(h);
        h.run(token_for(&patient)).unwrap();
        token_for(&patient).into()
    }),
    ("m02.token_open@department", |h| {
        let patient = MAN(h);
        let appointment = h.id(booking(&patient, "23-11-2026", "13:00"));
        h.run(token_for(&patient)).unwrap();
        Arrive { appointment, ..Arrive::default() }.into()
    }),
    ("m02.lane_pregnant_male@lane", |h| in_lane(&MAN(h), Lane::Pregnant, "8 माह").into()),
    ("m02.lane_elderly_age@lane", |h| in_lane(&MAN(h), Lane::Elderly, "").into()),
    ("m02.lane_reason@lane_reason", |h| in_lane(&MAN(h), Lane::Emergency, "").into()),
    ("m02.lane_reason@lane_reason", |h| in_lane(&MAN(h), Lane::Disabled, "!").into()),
    ("m02.lane_same@lane", |h| {
        let token = h.waiting(Sex::Male, 40, None);
        ChangeLane { token, lane: Some(Lane::General), ..ChangeLane::default() }.into()
    }),
    // Scan & Share.
    ("m02.share_expired@share", |h| {
        h.patient_with_abha(Sex::Female, 34, "00123456789012");
        let share = h.id(share("00123456789012"));
        h.ctx.now = h.ctx.now.plus_minutes(30);
        RedeemShare { share, ..RedeemShare::default() }.into()
    }),
    ("m02.share_used@share", |h| {
        h.patient_with_abha(Sex::Female, 34, "00123456789012");
        let share = h.id(share("00123456789012"));
        h.run(RedeemShare { share: share.clone(), ..RedeemShare::default() }).unwrap();
        RedeemShare { share, ..RedeemShare::default() }.into()
    }),
    ("m02.share_other_patient@patient", |h| {
        h.patient_with_abha(Sex::Female, 34, "00123456789012");
        let (share, patient) = (h.id(share("00123456789012")), MAN(h));
        RedeemShare { share, patient, ..RedeemShare::default() }.into()
    }),
    ("m02.share_not_registered@patient", |h| {
        let share = h.id(share("00123456789012"));
        RedeemShare { share, ..RedeemShare::default() }.into()
    }),
    ("m02.share_not_registered@patient", |h| {
        let (share, patient) = (h.id(share("00123456789012")), MAN(h));
        RedeemShare { share, patient, ..RedeemShare::default() }.into()
    }),
    ("m01.abha_real@abha_number", |_| share("91123456789012").into()),
    ("m01.abha_form@abha_number", |_| share("0012").into()),
    ("m01.name_missing@name_hi", |_| ShareProfile { name_hi: String::new(), ..share("00123456789012") }.into()),
    ("m01.sex_missing@sex", |_| ShareProfile { sex: None, ..share("00123456789012") }.into()),
    ("m01.birth_missing@birth_date", |_| ShareProfile { birth_date: String::new(), ..share("00123456789012") }.into()),
    // Calling.
    ("m02.queue_empty@", |_| call_first().into()),
    ("m02.call_skips_priority@reason", |h| {
        let token = h.waiting(Sex::Male, 40, None);
        h.waiting(Sex::Male, 70, None);
        call(&token, "").into()
    }),
    ("m02.call_out_of_turn@reason", |h| {
        h.waiting(Sex::Male, 40, None);
        call(&h.waiting(Sex::Male, 41, None), "").into()
    }),
    ("m02.token_not_waiting@", |h| {
        h.waiting(Sex::Male, 40, None);
        call(&h.id(call_first()), "").into()
    }),
    ("m02.token_not_called@", |h| Recall { token: h.waiting(Sex::Male, 40, None) }.into()),
    ("m02.token_not_called@", |h| Skip { token: h.waiting(Sex::Male, 40, None) }.into()),
    ("m02.token_closed@", |h| LeaveQueue { token: with_the_doctor(h), reason: "चले गए".into() }.into()),
    ("m02.token_closed@", |h| CancelToken { token: with_the_doctor(h), reason: "गलती".into() }.into()),
    ("m02.token_closed@", |h| {
        ChangeLane { token: with_the_doctor(h), lane: Some(Lane::Emergency), lane_reason: "बेहोश".into() }.into()
    }),
    ("m02.token_closed@", |h| {
        TransferToken { token: with_the_doctor(h), department: "opd-eye".into(), reason: "आँख".into() }.into()
    }),
    ("m02.token_other_day@", |h| {
        let token = h.waiting(Sex::Male, 40, None);
        h.at(1, "09:00");
        call(&token, "").into()
    }),
    ("m02.transfer_same@department", |h| {
        let token = h.waiting(Sex::Male, 40, None);
        TransferToken { token, department: "opd-medicine".into(), reason: "गलती से".into() }.into()
    }),
    ("m01.reason_missing@reason", |h| LeaveQueue { token: h.waiting(Sex::Male, 40, None), reason: " ".into() }.into()),
    ("m01.reason_missing@reason", |h| {
        CancelToken { token: h.waiting(Sex::Male, 40, None), reason: String::new() }.into()
    }),
    // The roster.
    ("m02.session_times@from", |h| roster(h, "सुबह", "10:00")),
    ("m02.session_times@to", |h| roster(h, "10:00", "10:00")),
    ("m02.session_slots@slot_minutes", |h| {
        h.act_as(Persona::Supervisor);
        AddSession { slot_minutes: "4".into(), ..extra_session("24-11-2026", "09:00", "10:00") }.into()
    }),
    ("m02.session_slots@per_slot", |h| {
        h.act_as(Persona::Supervisor);
        AddSession { per_slot: "21".into(), ..extra_session("24-11-2026", "09:00", "10:00") }.into()
    }),
    ("m02.session_overlap@from", |h| {
        h.act_as(Persona::Supervisor);
        AddSession { doctor_en: "dr anil kumar verma".into(), ..extra_session("24-11-2026", "13:30", "15:00") }.into()
    }),
    ("m02.day_past@date", |h| {
        h.act_as(Persona::Supervisor);
        extra_session("22-11-2026", "09:00", "10:00").into()
    }),
    ("m02.day_past@date", |h| {
        h.act_as(Persona::Supervisor);
        TakeOff { session: MEDICINE.into(), date: "21-11-2026".into(), reason: "छुट्टी".into() }.into()
    }),
    ("m02.off_roster@date", |h| {
        h.act_as(Persona::Supervisor);
        TakeOff { session: SURGERY.into(), date: "24-11-2026".into(), reason: "छुट्टी".into() }.into()
    }),
];

fn in_lane(patient: &str, lane: Lane, reason: &str) -> IssueToken {
    IssueToken { lane: Some(lane), lane_reason: reason.into(), ..token_for(patient) }
}

fn moved(appointment: &str, time: &str) -> RescheduleAppointment {
    RescheduleAppointment {
        appointment: appointment.into(),
        session: MEDICINE.into(),
        date: "24-11-2026".into(),
        time: time.into(),
        reason: "मरीज ने कहा".into(),
    }
}

fn cancelled(h: &mut Hospital) -> String {
    let patient = MAN(h);
    let appointment = h.id(booking(&patient, "24-11-2026", "09:00"));
    h.run(CancelAppointment { appointment: appointment.clone(), reason: "बाहर जाना है".into() }).unwrap();
    appointment
}

fn with_the_doctor(h: &mut Hospital) -> String {
    let token = h.waiting(Sex::Male, 40, None);
    h.begin(&token).unwrap();
    token
}

fn roster(h: &mut Hospital, from: &str, to: &str) -> AnyCommand {
    h.act_as(Persona::Supervisor);
    extra_session("24-11-2026", from, to).into()
}

#[test]
fn each_is_refused_for_its_reason_at_its_field() {
    for (at, (expected, prepare)) in CASES.iter().enumerate() {
        let mut h = hospital();
        let command = prepare(&mut h);
        assert_eq!(h.refused(command.clone()), [*expected], "row {at}: {command:?}");
    }
}

#[test]
fn every_refusal_has_its_row() {
    let tested: BTreeSet<&str> = CASES.iter().filter_map(|(text, _)| text.split('@').next()).collect();
    // Warnings, and the doctor's desk: each has a test of its own.
    let elsewhere =
        [codes::NO_DOCTOR_NOW, codes::DEPARTMENT_UNUSUAL, codes::OFF_HAS_BOOKINGS, codes::TOKEN_NOT_IN_CONSULT];
    let missing: Vec<_> =
        codes::ALL.iter().filter(|c| !tested.contains(c.as_str()) && !elsewhere.contains(c)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
