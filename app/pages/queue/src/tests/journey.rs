use super::desk::{TODAY, bhavya, open};
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_services::sandbox::hims::m02_queue::{Appointment, BookAppointment, CancelAppointment, Lane, TokenId};
use axum::http::StatusCode;

#[tokio::test]
async fn every_screen_opens_in_both_languages() {
    let desk = open().await;
    let patient = desk.man(0).await;
    let token = desk.token(&patient, None).await;
    let pages = [
        "/hospital/queue".to_owned(),
        "/hospital/queue/at/opd-medicine".to_owned(),
        "/hospital/queue/board/opd-medicine".to_owned(),
        "/hospital/queue/tokens/new".to_owned(),
        format!("/hospital/queue/tokens/new?patient={patient}"),
        format!("/hospital/queue/tokens/{token}"),
        format!("/hospital/queue/tokens/{token}/slip"),
        format!("/hospital/queue/tokens/{token}/call"),
        format!("/hospital/queue/tokens/{token}/leave"),
        format!("/hospital/queue/tokens/{token}/cancel"),
        format!("/hospital/queue/tokens/{token}/transfer"),
        format!("/hospital/queue/tokens/{token}/lane"),
        "/hospital/queue/appointments".to_owned(),
        "/hospital/queue/appointments/new".to_owned(),
        format!("/hospital/queue/appointments/new?patient={patient}"),
        format!("/hospital/queue/appointments/new?patient={patient}&department=opd-eye"),
        "/hospital/queue/roster".to_owned(),
        "/hospital/queue/roster/new".to_owned(),
        "/hospital/queue/roster/DRS000001/off".to_owned(),
        "/hospital/queue/share".to_owned(),
        format!("/hospital/queue/phone?patient={patient}&department=opd-eye"),
        "/hospital/queue/poster/opd-eye".to_owned(),
    ];
    for path in pages {
        for answer in [desk.get(&path).await, desk.get_in_english(&path).await] {
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.html.matches("<h1").count(), 1, "{path}");
        }
    }
    for path in ["/hospital/queue/at/opd-magic", "/hospital/queue/tokens/TOK999999", "/hospital/queue/share/SHR999999"]
    {
        assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let step = desk.get(&format!("/hospital/queue/tokens/{token}/dance")).await;
    assert_eq!(step.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn from_the_token_to_the_room() {
    let desk = open().await;
    let (one, other) = (desk.man(0).await, desk.patient(Sex::Female, 62..90, 0).await);
    let search = desk.get(&format!("/hospital/queue/tokens/new?q={one}")).await;
    // A number is one patient's: it leads straight to the departments.
    assert_eq!(search.to, format!("/hospital/queue/tokens/new?patient={one}"));

    // Two taps: open the form, press the department.
    let given = desk.post("/hospital/queue/tokens/new", &[("patient", &one), ("department", "opd-medicine")]).await;
    assert!(given.status == StatusCode::SEE_OTHER && given.to.ends_with("/slip"), "{}", given.html);
    let slip = desk.get(&given.to).await;
    assert!(slip.html.contains(&bhavya(&one).spaced()) && slip.html.contains("<svg"), "{}", slip.html);
    desk.post("/hospital/queue/tokens/new", &[("patient", &other), ("department", "opd-medicine")]).await;

    desk.later(25);
    let list = desk.get("/hospital/queue/at/opd-medicine").await;
    assert!(list.html.contains("वृद्धजन") && list.html.contains(">25<"), "{}", list.html);
    let all = desk.get("/hospital/queue").await;
    assert!(all.html.contains("सबसे लंबा इंतज़ार: 25 मिनट"), "{}", all.html);

    let called = desk.post("/hospital/queue/call", &[("department", "opd-medicine")]).await;
    assert_eq!(called.to, "/hospital/queue/at/opd-medicine");
    assert!(called.flash.contains("टोकन 2 को बुलाया गया: कमरा 1"), "{}", called.flash);
    let board = desk.get("/hospital/queue/board/opd-medicine").await;
    assert!(!board.html.contains("/hospital/patients/"), "a board shows numbers only: {}", board.html);
    assert!(board.html.contains("कमरा 1 में आएँ"), "{}", board.html);

    let token = desk.world().await.tokens().iter().find(|t| t.number == 2 && t.day == TODAY).unwrap().id.clone();
    let step = |step: &str| format!("/hospital/queue/tokens/{}/{step}", token.as_str());
    for name in ["recall", "skip"] {
        assert_eq!(desk.post(&step(name), &[]).await.status, StatusCode::SEE_OTHER, "{name}");
    }
    let lane = desk.post(&step("lane"), &[("lane", "emergency"), ("lane_reason", "सीने में दर्द")]).await;
    assert_eq!(lane.status, StatusCode::SEE_OTHER);
    let page = desk.get(&format!("/hospital/queue/tokens/{}", token.as_str())).await;
    assert!(page.html.contains("सीने में दर्द") && page.html.contains("कोई नहीं आया"), "{}", page.html);
    let sent = desk.post(&step("transfer"), &[("department", "opd-eye"), ("reason", "आँख की तकलीफ़")]).await;
    assert!(sent.to.ends_with("/slip") && !sent.to.contains(token.as_str()), "{}", sent.to);
    let new = TokenId::parse(sent.to.split('/').nth(4).unwrap()).unwrap();
    assert_eq!(desk.world().await.tokens().get(&new).unwrap().lane, Lane::Emergency);
}

#[tokio::test]
async fn an_appointment_is_booked_moved_and_kept() {
    let desk = open().await;
    let patient = desk.man(0).await;
    let form = format!("/hospital/queue/appointments/new?patient={patient}&department=opd-medicine");
    let shown = desk.get(&form).await;
    assert!(shown.html.contains("DRS000001|10:30") && !shown.html.contains("DRS000001|09:30"), "{}", shown.html);
    let fields = [("patient", &*patient), ("department", "opd-medicine"), ("date", "23-11-2026"), ("note", "बुखार")];
    let fields = |slot: &'static str| [fields.as_slice(), &[("slot", slot)]].concat();
    let booked = desk.post("/hospital/queue/appointments/new", &fields("DRS000001|11:00")).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.html);
    let page = desk.get(&booked.to).await;
    assert!(page.html.contains("बुखार") && page.html.contains("11:00"), "{}", page.html);
    let day = desk.get("/hospital/queue/appointments").await;
    assert!(day.html.contains(&booked.to), "{}", day.html);

    let moving = desk.get(&format!("{}/move?date=23-11-2026", booked.to)).await;
    assert!(moving.html.contains("DRS000001|12:00"), "{}", moving.html);
    let moved = [("date", "23-11-2026"), ("slot", "DRS000001|12:00"), ("reason", "मरीज ने कहा")];
    let moved = desk.post(&format!("{}/move", booked.to), &moved).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.html);
    let arrived = desk.post(&format!("{}/arrive", booked.to), &[]).await;
    assert!(arrived.to.ends_with("/slip"), "{}", arrived.html);
    let held = desk.world().await;
    let held: Vec<_> = held.appointments().find(Appointment::BY_PATIENT, &patient).collect();
    assert_eq!((held.len(), held[0].state.name(), held[0].moves.len()), (1, "arrived", 1));
}

#[tokio::test]
async fn the_roster_is_changed_by_the_supervisor() {
    let desk = open().await;
    desk.act_as(Persona::Supervisor).await;
    let fields = [
        ("department", "opd-psychiatry"),
        ("doctor_hi", "डॉ. अतिथि"),
        ("date", "23-11-2026"),
        ("from", "09:00"),
        ("to", "11:00"),
        ("slot_minutes", "30"),
        ("per_slot", "5"),
    ];
    let added = desk.post("/hospital/queue/roster/new", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
    let roster = desk.get(&added.to).await;
    assert!(roster.html.contains("डॉ. अतिथि") && roster.html.contains("0 / 20"), "{}", roster.html);
    let off = [("date", "23-11-2026"), ("reason", "प्रशिक्षण")];
    assert_eq!(desk.post("/hospital/queue/roster/DRS000001/off", &off).await.status, StatusCode::SEE_OTHER);
    assert!(desk.get("/hospital/queue/roster").await.html.contains("प्रशिक्षण"));
}

#[tokio::test]
async fn a_profile_is_shared_and_becomes_a_token() {
    let desk = open().await;
    let patient = desk.with_abha("00123456789012").await;
    let phone = desk.get(&format!("/hospital/queue/phone?patient={patient}")).await;
    assert!(phone.html.contains("00-1234-5678-9012"), "{}", phone.html);
    let fields = [
        ("department", "opd-gynae"),
        ("abha_number", "00-1234-5678-9012"),
        ("name_hi", "सुनीता देवी"),
        ("sex", "female"),
        ("birth_date", "05-08-1992"),
    ];
    assert_eq!(desk.post("/hospital/queue/phone", &fields).await.to, "/hospital/queue/share");
    let list = desk.get("/hospital/queue/share").await;
    assert!(list.html.contains("सुनीता देवी") && list.html.contains("10:30"), "{}", list.html);
    let one = desk.get("/hospital/queue/share/SHR000001").await;
    assert!(one.html.contains(&bhavya(&patient).spaced()), "{}", one.html);
    let given = desk.post("/hospital/queue/share/SHR000001", &[]).await;
    assert!(given.to.ends_with("/slip"), "{}", given.html);
    assert!(desk.get(&given.to).await.html.contains(&bhavya(&patient).spaced()));
}

#[tokio::test]
async fn an_appointment_has_its_slip_and_a_counter_its_poster() {
    let desk = open().await;
    let patient = desk.man(0).await;
    let booking = BookAppointment {
        patient: patient.clone(),
        session: "DRS000001".into(),
        date: "24-11-2026".into(),
        time: "09:00".into(),
        note: String::new(),
    };
    let id = desk.run(booking).await;
    let page = desk.get(&format!("/hospital/queue/appointments/{id}")).await;
    assert!(page.html.contains(&format!("/hospital/queue/appointments/{id}/slip")), "{}", page.html);
    let slip = desk.get(&format!("/hospital/queue/appointments/{id}/slip")).await;
    for text in ["09:00", id.as_str(), &bhavya(&patient).spaced(), "<svg", "कमरा"] {
        assert!(slip.html.contains(text), "{text}: {}", slip.html);
    }
    desk.run(CancelAppointment { appointment: id.clone(), reason: "बाहर गए".into() }).await;
    let void = desk.get(&format!("/hospital/queue/appointments/{id}/slip")).await;
    assert!(void.html.contains("note bad"), "a slip of what was cancelled says so: {}", void.html);
    let poster = desk.get("/hospital/queue/poster/opd-medicine").await;
    for text in ["<svg", "/hospital/queue/phone?department=opd-medicine", "फोन से यह QR स्कैन करें", "Scan this QR"]
    {
        assert!(poster.html.contains(text), "{text}: {}", poster.html);
    }
    let phone = desk.get("/hospital/queue/phone?department=opd-eye").await;
    assert!(phone.html.contains("<option value=\"opd-eye\" selected"), "{}", phone.html);
    assert_eq!(desk.get("/hospital/queue/poster/opd-magic").await.status, StatusCode::NOT_FOUND);
}
