//! Each refusal of M02 as a person meets it: its Hindi words, and what to do next, stand on the page.

use super::desk::{Answer, Desk, open};
use abhyas_core::Code;
use abhyas_kit::testing::Seen;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_services::sandbox::hims::m02_queue::{
    BookAppointment, CallNext, CancelAppointment, Lane, RedeemShare, ShareProfile, TakeOff, codes,
};
use axum::http::StatusCode;

/// What no screen shows, and why.
const BEHIND_NO_SCREEN: [(Code, &str); 1] = [(
    codes::TOKEN_NOT_IN_CONSULT,
    "the doctor's desk ends a token with its consultation, and leaves alone one that is not in consultation",
)];
const ABHA: &str = "00123456789012";

fn booking(patient: &str, date: &str, time: &str) -> BookAppointment {
    let (patient, session) = (patient.to_owned(), "DRS000001".to_owned());
    BookAppointment { patient, session, date: date.into(), time: time.into(), note: String::new() }
}

/// Sends the form of a new appointment.
async fn book(desk: &Desk, patient: &str, date: &str, slot: &str) -> Answer {
    let fields = [("patient", patient), ("department", "opd-medicine"), ("date", date), ("slot", slot)];
    desk.post("/hospital/queue/appointments/new", &fields).await
}

async fn give(desk: &Desk, patient: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [&[("patient", patient), ("department", "opd-medicine")], more].concat();
    desk.post("/hospital/queue/tokens/new", &fields).await
}

async fn step(desk: &Desk, token: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    desk.post(&format!("/hospital/queue/tokens/{token}/{step}"), fields).await
}

async fn appointment(desk: &Desk, id: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    desk.post(&format!("/hospital/queue/appointments/{id}/{step}"), fields).await
}

async fn add_session(desk: &Desk, changed: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("department", "opd-eye"),
        ("doctor_hi", "डॉ. अतिथि"),
        ("doctor_en", ""),
        ("date", "24-11-2026"),
        ("from", "09:00"),
        ("to", "10:00"),
        ("slot_minutes", "30"),
        ("per_slot", "5"),
    ];
    for (name, value) in changed {
        fields.retain(|(held, _)| held != name);
        fields.push((name, value));
    }
    desk.post("/hospital/queue/roster/new", &fields).await
}

async fn share(desk: &Desk) -> String {
    let profile = ShareProfile {
        department: "opd-medicine".into(),
        abha_number: ABHA.into(),
        name_hi: "सुनीता देवी".into(),
        sex: Some(Sex::Female),
        birth_date: "05-08-1992".into(),
        ..ShareProfile::default()
    };
    desk.run(profile).await
}

async fn redeem(desk: &Desk, share: &str, patient: &str) -> Answer {
    desk.post(&format!("/hospital/queue/share/{share}"), &[("patient", patient)]).await
}

/// Does what is refused with a code of booking or the roster.
async fn booked(desk: &Desk, code: &Code) -> Option<Answer> {
    let patient = desk.man(0).await;
    let monday = "23-11-2026";
    let tuesday = "24-11-2026";
    Some(match code {
        c if *c == codes::SESSION_UNKNOWN => book(desk, &patient, tuesday, "DRS999999|09:00").await,
        c if *c == codes::OFF_ROSTER => book(desk, &patient, "29-11-2026", "DRS000001|09:00").await,
        c if *c == codes::ON_LEAVE => {
            desk.act_as(Persona::Supervisor).await;
            desk.run(TakeOff {
                session: "DRS000001".into(), date: tuesday.into(), reason: "छुट्टी".into()
            })
            .await;
            book(desk, &patient, tuesday, "DRS000001|09:00").await
        }
        c if *c == codes::SLOT_UNKNOWN => book(desk, &patient, tuesday, "DRS000001|09:10").await,
        c if *c == codes::PAST_SLOT => book(desk, &patient, monday, "DRS000001|09:30").await,
        c if *c == codes::TOO_FAR_AHEAD => book(desk, &patient, "23-02-2027", "DRS000001|09:00").await,
        c if *c == codes::SLOT_FULL => {
            for nth in 1..=6 {
                let other = desk.man(nth).await;
                desk.run(booking(&other, tuesday, "09:00")).await;
            }
            book(desk, &patient, tuesday, "DRS000001|09:00").await
        }
        c if *c == codes::DOUBLE_BOOKING => {
            desk.run(booking(&patient, tuesday, "09:00")).await;
            book(desk, &patient, tuesday, "DRS000001|10:00").await
        }
        c if *c == codes::SAME_TIME => {
            desk.run(booking(&patient, "25-11-2026", "09:00")).await;
            book(desk, &patient, "25-11-2026", "DRS000004|09:00").await
        }
        c if *c == codes::SAME_SLOT => {
            let id = desk.run(booking(&patient, tuesday, "09:00")).await;
            let fields = [("date", tuesday), ("slot", "DRS000001|09:00"), ("reason", "मरीज ने कहा")];
            appointment(desk, &id, "move", &fields).await
        }
        c if *c == codes::APPOINTMENT_CLOSED => {
            let id = desk.run(booking(&patient, monday, "11:00")).await;
            desk.run(CancelAppointment { appointment: id.clone(), reason: "बाहर गए".into() }).await;
            appointment(desk, &id, "arrive", &[]).await
        }
        c if *c == codes::APPOINTMENT_OTHER_DAY => {
            let id = desk.run(booking(&patient, tuesday, "09:00")).await;
            appointment(desk, &id, "arrive", &[]).await
        }
        c if *c == codes::NO_SHOW_EARLY => {
            let id = desk.run(booking(&patient, monday, "12:00")).await;
            appointment(desk, &id, "no-show", &[]).await
        }
        c if *c == codes::SUPERVISOR_ONLY => add_session(desk, &[]).await,
        c if *c == codes::SESSION_TIMES => supervised(desk, &[("to", "08:00")]).await,
        c if *c == codes::SESSION_SLOTS => supervised(desk, &[("per_slot", "90")]).await,
        c if *c == codes::SESSION_OVERLAP => {
            supervised(desk, &[("doctor_en", "Dr Anil Kumar Verma"), ("from", "13:00"), ("to", "15:00")]).await
        }
        c if *c == codes::DAY_PAST => supervised(desk, &[("date", "22-11-2026")]).await,
        c if *c == codes::OFF_HAS_BOOKINGS => {
            desk.run(booking(&patient, tuesday, "09:00")).await;
            desk.act_as(Persona::Supervisor).await;
            desk.post("/hospital/queue/roster/DRS000001/off", &[("date", tuesday), ("reason", "छुट्टी")]).await
        }
        _ => return None,
    })
}

async fn supervised(desk: &Desk, changed: &[(&str, &str)]) -> Answer {
    desk.act_as(Persona::Supervisor).await;
    add_session(desk, changed).await
}

/// Does what is refused with a code of tokens and calling.
async fn queued(desk: &Desk, code: &Code) -> Option<Answer> {
    let (one, other) = (desk.man(0).await, desk.man(1).await);
    let called = CallNext { department: "opd-medicine".into(), ..CallNext::default() };
    Some(match code {
        c if *c == codes::PERSONA_MAY_NOT => {
            desk.act_as(Persona::Pharmacist).await;
            give(desk, &one, &[]).await
        }
        c if *c == codes::DEPARTMENT_UNKNOWN => {
            desk.post("/hospital/queue/tokens/new", &[("patient", &one), ("department", "opd-magic")]).await
        }
        c if *c == codes::TOKEN_OPEN => {
            desk.token(&one, None).await;
            give(desk, &one, &[]).await
        }
        c if *c == codes::LANE_PREGNANT_MALE => {
            give(desk, &one, &[("lane", "pregnant"), ("lane_reason", "8 माह")]).await
        }
        c if *c == codes::LANE_ELDERLY_AGE => give(desk, &one, &[("lane", "elderly")]).await,
        c if *c == codes::LANE_REASON => give(desk, &one, &[("lane", "emergency")]).await,
        c if *c == codes::SMS_NO_MOBILE => {
            let patient = desk.without_mobile().await;
            give(desk, &patient, &[("sms", "on")]).await
        }
        c if *c == codes::LANE_SAME => step(desk, &desk.token(&one, None).await, "lane", &[("lane", "general")]).await,
        c if *c == codes::QUEUE_EMPTY => desk.post("/hospital/queue/call", &[("department", "opd-medicine")]).await,
        c if *c == codes::CALL_SKIPS_PRIORITY => {
            let token = desk.token(&one, None).await;
            desk.token(&other, Some(Lane::Emergency)).await;
            step(desk, &token, "call", &[]).await
        }
        c if *c == codes::CALL_OUT_OF_TURN => {
            desk.token(&one, None).await;
            step(desk, &desk.token(&other, None).await, "call", &[]).await
        }
        c if *c == codes::TOKEN_NOT_WAITING => {
            let token = desk.token(&one, None).await;
            desk.run(called).await;
            step(desk, &token, "call", &[]).await
        }
        c if *c == codes::TOKEN_NOT_CALLED => step(desk, &desk.token(&one, None).await, "recall", &[]).await,
        c if *c == codes::TOKEN_CLOSED => {
            let token = desk.token(&one, None).await;
            step(desk, &token, "leave", &[("reason", "घर गए")]).await;
            step(desk, &token, "cancel", &[("reason", "गलती से")]).await
        }
        c if *c == codes::TOKEN_OTHER_DAY => {
            let token = desk.token(&one, None).await;
            desk.later(24 * 60);
            step(desk, &token, "call", &[]).await
        }
        c if *c == codes::TRANSFER_SAME => {
            let fields = [("department", "opd-medicine"), ("reason", "गलती से")];
            step(desk, &desk.token(&one, None).await, "transfer", &fields).await
        }
        c if *c == codes::NO_DOCTOR_NOW => {
            desk.post("/hospital/queue/tokens/new", &[("patient", &one), ("department", "opd-psychiatry")]).await
        }
        c if *c == codes::DEPARTMENT_UNUSUAL => {
            desk.post("/hospital/queue/tokens/new", &[("patient", &one), ("department", "opd-gynae")]).await
        }
        _ => return None,
    })
}

/// Does what is refused with a code of Scan & Share.
async fn shared(desk: &Desk, code: &Code) -> Option<Answer> {
    Some(match code {
        c if *c == codes::SHARE_EXPIRED => {
            desk.with_abha(ABHA).await;
            let share = share(desk).await;
            desk.later(31);
            redeem(desk, &share, "").await
        }
        c if *c == codes::SHARE_USED => {
            desk.with_abha(ABHA).await;
            let share = share(desk).await;
            desk.run(RedeemShare { share: share.clone(), ..RedeemShare::default() }).await;
            redeem(desk, &share, "").await
        }
        c if *c == codes::SHARE_OTHER_PATIENT => {
            desk.with_abha(ABHA).await;
            redeem(desk, &share(desk).await, &desk.man(0).await).await
        }
        c if *c == codes::SHARE_NOT_REGISTERED => redeem(desk, &share(desk).await, "").await,
        _ => return None,
    })
}

/// A form for a record that is not there: it was shown before the hospital was started over.
const NOT_FOUND: &[(Code, &str)] = &[
    (codes::APPOINTMENT_NOT_FOUND, "/hospital/queue/appointments/APT999999/arrive"),
    (codes::TOKEN_NOT_FOUND, "/hospital/queue/tokens/TOK999999/call"),
    (codes::SHARE_NOT_FOUND, "/hospital/queue/share/SHR999999"),
];
const WARNINGS: &[Code] = &[codes::NO_DOCTOR_NOW, codes::DEPARTMENT_UNUSUAL, codes::OFF_HAS_BOOKINGS];

#[tokio::test]
async fn each_is_on_the_page_in_hindi() {
    let mut seen = Seen::new("queue", open().await);
    let is_missing = |code: &&Code| NOT_FOUND.iter().any(|(missing, _)| missing == *code);
    let is_hidden = |code: &&Code| BEHIND_NO_SCREEN.iter().any(|(hidden, _)| hidden == *code);
    for code in codes::ALL.iter().filter(|code| !is_hidden(code) && !is_missing(code)) {
        let desk = &seen.desk;
        desk.start_over().await;
        let answer = match booked(desk, code).await {
            Some(answer) => answer,
            None => match queued(desk, code).await {
                Some(answer) => answer,
                None => shared(desk, code).await.unwrap_or_else(|| panic!("{} has no case", code.as_str())),
            },
        };
        // A warning comes with the success, on the next page.
        let warning = WARNINGS.contains(code);
        let expected = if warning { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status, expected, "{}: {} {}", code.as_str(), answer.to, answer.html);
        seen.said(code.clone(), &answer).await;
    }
    for (code, path) in NOT_FOUND {
        let answer = seen.desk.post(path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        seen.said(code.clone(), &answer).await;
    }
    seen.all(codes::ALL, &BEHIND_NO_SCREEN);
}
