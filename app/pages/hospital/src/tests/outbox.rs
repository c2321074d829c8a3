//! What the hospital would have told people can be read, and nothing more than that.

use abhyas_kit::testing::Practice;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m02_queue::IssueToken;
use abhyas_services::sandbox::hims::outbox::newest;
use axum::http::StatusCode;

/// Gives a token to so many patients who have a mobile number and none yet today.
async fn give_tokens(desk: &Practice, count: usize) {
    let look = desk.sandbox().await.look().await.unwrap();
    let today = look.ctx.now.day();
    let busy = |id| look.world.tokens().iter().any(|t| t.day == today && t.patient == id);
    let reached = look.world.patients().iter().filter(|p| p.mobile.is_some() && p.is_active() && !busy(p.id.clone()));
    let patients: Vec<String> = reached.take(count).map(|p| p.id.to_string()).collect();
    assert_eq!(patients.len(), count);
    for patient in patients {
        let department = "opd-medicine".to_owned();
        desk.run(IssueToken { patient, department, sms: true, ..IssueToken::default() }).await;
    }
}

#[tokio::test]
async fn a_token_tells_the_patient_and_the_message_is_read_in_the_outbox() {
    let desk = Practice::open(crate::routes, Persona::Clerk).await;
    assert!(desk.get("/hospital/outbox").await.html.contains("अभी कोई संदेश नहीं है।"));
    give_tokens(&desk, 1).await;
    let world = desk.world().await;
    let message = newest(&world).next().unwrap();
    let path = format!("/hospital/outbox/{}", message.id.as_str());
    let list = desk.get("/hospital/outbox").await;
    assert!(list.status == StatusCode::OK && list.html.contains(&format!("href=\"{path}\"")), "{}", list.html);
    assert!(list.html.contains("अभ्यास: असल में कुछ नहीं भेजा जाता"), "{}", list.html);
    for page in [desk.get(&path).await, desk.get_in_english(&path).await] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.html.matches("<h1").count() == 1 && page.html.contains("/hospital/outbox\""), "{}", page.html);
    }
    for nothing in ["/hospital/outbox/nothing", "/hospital/outbox/MSG999999"] {
        assert_eq!(desk.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn earlier_messages_follow_on_a_further_page_and_none_is_left_out() {
    let desk = Practice::open(crate::routes, Persona::Clerk).await;
    give_tokens(&desk, 45).await;
    let (mut path, mut seen) = (Some("/hospital/outbox".to_owned()), Vec::new());
    while let Some(page) = path {
        let html = desk.get(&page).await.html;
        seen.push(html.matches("href=\"/hospital/outbox/").count());
        let next = html.split("href=\"/hospital/outbox?before=").nth(1).and_then(|rest| rest.split('"').next());
        path = next.map(|before| format!("/hospital/outbox?before={before}"));
    }
    assert_eq!(seen, [40, 5]);
}
