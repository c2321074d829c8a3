//! The screens of plans and sessions over a small demonstration, asked for as a browser without scripts does.

use super::*;
use abhyas_core::{Capacity, FixedClock, Language, OnceKey, PersonId, SeededEntropy};
use abhyas_kit::Visitor;
use abhyas_services::demonstration::{Load, load};
use abhyas_services::sessions::{Filter, list};
use abhyas_services::{Actor, Config, Db, Grant, HashingCost, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use tower::ServiceExt as _;

fn acting(person: &str, capacity: Capacity) -> Actor {
    Actor {
        person: PersonId::parse(person).unwrap(),
        name: "मीरा".into(),
        staff_id: "X".into(),
        language: Language::Hi,
        facility: None,
        district: None,
        grants: vec![Grant { capacity, district: None }],
    }
}

async fn services() -> Services {
    let db = Db::open("sqlite::memory:").await.unwrap();
    db.migrate().await.unwrap();
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
    let sv = Services::new(db, Arc::new(clock), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    load(&sv, Load { small: true, publish: true, seconds: 1, moves: Some(20_000) }, &|_| {}).await.unwrap();
    sv
}

async fn ask(sv: &Services, actor: &Actor, language: Language, request: Request<Body>) -> (StatusCode, String, String) {
    let session = tower_sessions::Session::new(None, Arc::new(tower_sessions::MemoryStore::default()), None);
    let visitor = Visitor {
        actor: Some(actor.clone()),
        locked: None,
        language,
        nonce: "n".into(),
        session,
        flash: None,
        held: Vec::new(),
        synthetic: true,
        device: "d".into(),
    };
    let state = AppState { services: sv.clone(), assets: Arc::default(), https: false };
    let app = routes().layer(axum::Extension(visitor)).with_state(state);
    let response = app.oneshot(request).await.unwrap();
    let location = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, location, String::from_utf8_lossy(&bytes).into_owned())
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn post(sv: &Services, path: &str, body: &str) -> Request<Body> {
    let once = OnceKey::mint(sv.real_now(), sv.entropy());
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("_once={once}&{body}")))
        .unwrap()
}

#[tokio::test]
async fn every_screen_of_plans_and_sessions_is_shown_in_both_languages() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let plan = abhyas_services::plans::plans(&sv, &officer).await.unwrap()[0].plan.id.clone();
    let session = list(&sv, &officer, &Filter::default()).await.unwrap().sessions[0].clone();
    let paths = [
        "/plans".to_owned(),
        format!("/plans/{plan}"),
        format!("/plans/{plan}?by=venue"),
        format!("/plans/{plan}?by=trainer"),
        format!("/plans/{plan}?by=module&of=M01"),
        format!("/plans/{plan}?by=person&q=a"),
        format!("/plans/{plan}?by=unmet"),
        "/sessions".to_owned(),
        "/sessions?module=M01&from=2026-11-30&page=1".to_owned(),
        format!("/sessions/{}", session.id),
        format!("/sessions/{}/attendance", session.id),
        format!("/sessions/{}/sheet", session.id),
        format!("/sessions/{}/edit", session.id),
        "/my".to_owned(),
        "/my/calendar".to_owned(),
    ];
    for language in [Language::Hi, Language::En] {
        for path in &paths {
            let (status, _, html) = ask(&sv, &officer, language, get(path)).await;
            assert_eq!(status, StatusCode::OK, "{path}: {html}");
            assert!(html.contains("<h1>"), "{path}");
        }
    }
    let preview = ask(&sv, &officer, Language::En, get(&format!("/plans/{plan}/preview"))).await;
    assert_eq!(preview.0, StatusCode::SEE_OTHER, "a published plan has no preview any more");
    assert_eq!(ask(&sv, &officer, Language::En, get("/plans/nothing")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ask(&sv, &officer, Language::En, get("/calendar/nobody.ics")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_trainee_sees_their_sessions_and_their_calendar_and_nothing_of_plans() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let session = list(&sv, &officer, &Filter::default())
        .await
        .unwrap()
        .sessions
        .into_iter()
        .find(|s| s.seats_taken > 0)
        .unwrap();
    let page = abhyas_services::sessions::session_page(&sv, &officer, &session.id).await.unwrap();
    let trainee = acting(page.people[0].person.as_str(), Capacity::Trainee);
    let (status, _, html) = ask(&sv, &trainee, Language::Hi, get("/my")).await;
    assert!(status == StatusCode::OK && html.contains(&format!("/sessions/{}", session.id)), "{html}");
    let (status, _, html) = ask(&sv, &trainee, Language::Hi, get(&format!("/sessions/{}", session.id))).await;
    assert!(status == StatusCode::OK && !html.contains("/edit") && !html.contains(&page.people[0].staff_id), "{html}");
    for path in ["/plans".to_owned(), "/sessions".to_owned(), format!("/sessions/{}/attendance", session.id)] {
        assert_eq!(ask(&sv, &trainee, Language::Hi, get(&path)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, _, html) = ask(&sv, &trainee, Language::En, post(&sv, "/my/calendar", "")).await;
    let address = html.split("http://127.0.0.1:3000").nth(1).unwrap().split(['"', '<']).next().unwrap().to_owned();
    assert!(status == StatusCode::OK && address.ends_with(".ics"), "{address}");
    let (status, _, text) = ask(&sv, &officer, Language::En, get(&address)).await;
    assert!(
        status == StatusCode::OK && text.starts_with("BEGIN:VCALENDAR") && text.contains("STATUS:CONFIRMED"),
        "{text}"
    );
}

#[tokio::test]
async fn what_is_refused_comes_back_with_what_was_typed() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, "/plans", "seconds=9999&seed=7")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("value=\"9999\"")
            && html.contains("href=\"#seconds\""),
        "{html}"
    );
    let session = list(&sv, &officer, &Filter::default())
        .await
        .unwrap()
        .sessions
        .into_iter()
        .find(|s| s.seats_taken > 0)
        .unwrap();
    let page = abhyas_services::sessions::session_page(&sv, &officer, &session.id).await.unwrap();
    let tap = format!("person={}&mark=present", page.people[0].person);
    let (status, _, html) =
        ask(&sv, &officer, Language::En, post(&sv, &format!("/sessions/{}/attendance", session.id), &tap)).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("Attendance can not be marked now"), "{html}");
    let sunday =
        format!("day=2026-12-06&half=0&room={}&trainer={}&version={}", session.room, session.trainer, session.version);
    let (status, _, html) =
        ask(&sv, &officer, Language::En, post(&sv, &format!("/sessions/{}/edit", session.id), &sunday)).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("name=\"overrule\"") && html.contains("Sunday"),
        "{html}"
    );
}

#[test]
fn values_of_a_query_survive() {
    assert_eq!(encode("सीता & 1"), "%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE%20%26%201");
    assert_eq!(count(1500), "1,500");
}
