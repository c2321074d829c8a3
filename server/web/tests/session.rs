//! Signing in, idling, the lock, and what was typed: told over HTTP with a clock that stands still until it is moved.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

use abhyas_core::{FixedClock, SeededEntropy};
use abhyas_services::access::{FirstAdmin, create_first_admin};
use abhyas_services::{Config, HashingCost, Services};
use abhyas_web::{Site, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use chrono::Duration;
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt as _;

struct Browser {
    site: Router,
    cookies: BTreeMap<String, String>,
}

struct Answer {
    status: StatusCode,
    location: String,
    text: String,
}

impl Browser {
    fn new(site: &Router) -> Self {
        Self { site: site.clone(), cookies: BTreeMap::new() }
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: String) -> Answer {
        let cookies = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        let request = request
            .header(header::COOKIE, cookies)
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        let response: Response<Body> = self.site.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Answer {
            status: response.status(),
            location: response
                .headers()
                .get(header::LOCATION)
                .map_or_else(String::new, |l| l.to_str().unwrap().to_owned()),
            text: String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap(),
        }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.send(
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            form.to_owned(),
        )
        .await
    }
}

async fn site() -> (Router, Services, FixedClock) {
    let db = abhyas_store::testing::sqlite().await;
    let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let services = Services::new(db, Arc::new(clock.clone()), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    let sessions = abhyas_store::web_session::WebSessions::new(services.db().clone(), Arc::new(clock.clone()));
    (router(Site { services: services.clone(), site_dir: None, https: false }, sessions).unwrap(), services, clock)
}

const PASSWORD: &str = "neem-ka-ped-hara";

/// The first officer, signed in by her single-use code.
async fn officer(site: &Router, services: &Services) -> Browser {
    let minted = create_first_admin(
        services,
        &FirstAdmin { name: "मीना कुमारी".into(), staff_id: "STATE-1".into(), mobile: None },
    )
    .await
    .unwrap();
    let mut browser = Browser::new(site);
    let before = browser.cookies.get("abhyas").cloned();
    let form = format!("code={}&password={PASSWORD}&password_again={PASSWORD}", minted.code);
    let answer = browser.post("/first", &form).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/"), "{}", answer.text);
    assert_ne!(browser.cookies.get("abhyas").cloned(), before);
    let again = Browser::new(site).post("/first", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    browser
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    let (site, services, _) = site().await;
    let mut browser = Browser::new(&site);
    let answer = browser.get("/account").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/sign-in?back=/account"));
    drop(officer(&site, &services).await);
    let wrong = browser.post("/sign-in", "login=STATE-1&password=wrong-password&back=/account").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("value=\"STATE-1\"") && !wrong.text.contains("wrong-password"),
        "the name is kept, the password is not"
    );
    let right = browser.post("/sign-in", &format!("login=state-1&password={PASSWORD}&back=/account")).await;
    assert_eq!((right.status, right.location.as_str()), (StatusCode::SEE_OTHER, "/account"), "{}", right.text);
    assert!(browser.get("/account").await.text.contains("मीना कुमारी"));
}

#[tokio::test]
async fn the_session_id_changes_at_sign_in_and_ends_at_sign_out() {
    let (site, services, _) = site().await;
    let mut browser = officer(&site, &services).await;
    let id = browser.cookies["abhyas"].clone();
    browser.post("/sign-in", &format!("login=STATE-1&password={PASSWORD}&back=/")).await;
    assert_ne!(browser.cookies["abhyas"], id);
    let stolen = browser.cookies.clone();
    browser.post("/sign-out", "").await;
    let mut thief = Browser { site: site.clone(), cookies: stolen };
    assert_eq!(thief.get("/account").await.status, StatusCode::SEE_OTHER, "the session is gone on the server");
}

#[tokio::test]
async fn an_idle_session_locks_and_keeps_what_was_typed_for_its_owner_only() {
    let (site, services, clock) = site().await;
    let mut browser = officer(&site, &services).await;
    clock.advance(Duration::minutes(14));
    assert_eq!(browser.get("/account").await.status, StatusCode::OK, "a sign of life keeps it open");
    clock.advance(Duration::minutes(16));
    let locked = browser.post("/people/new", "name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE&_once=k1").await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER);
    let held = locked.location.strip_prefix("/lock?held=").expect("the form is kept").to_owned();
    let page = browser.get(&locked.location).await;
    assert!(page.text.contains("मीना कुमारी") && !page.text.contains("सीता"), "the lock shows who, not what");
    assert_eq!(browser.get("/account").await.location, "/lock?back=/account", "nothing else is shown");
    assert_eq!(
        browser.post("/unlock", &format!("password=not-it&held={held}")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(
        Browser::new(&site).get(&format!("/held/{held}")).await.location.starts_with("/sign-in"),
        "a stranger does not get it"
    );
    let unlocked = browser.post("/unlock", &format!("password={PASSWORD}&held={held}")).await;
    assert_eq!(unlocked.location, format!("/held/{held}"));
    let kept = browser.get(&unlocked.location).await;
    assert!(kept.text.contains("value=\"सीता\"") && kept.text.contains("action=\"/people/new\""), "{}", kept.text);
}

#[tokio::test]
async fn a_draft_comes_back_once_and_to_its_page_only() {
    let (site, services, _) = site().await;
    let mut browser = officer(&site, &services).await;
    assert_eq!(browser.post("/held?path=/account", "note=kept&password=never").await.status, StatusCode::NO_CONTENT);
    assert!(browser.get("/account").await.text.contains("data-held=\"1\""));
    assert!(!browser.get("/about").await.text.contains("data-held"));
    let draft = browser.get("/held?path=/account").await;
    assert!(draft.text.contains("[\"note\",\"kept\"]"), "{}", draft.text);
    assert_eq!(browser.get("/held?path=/account").await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn after_a_shift_the_password_is_asked_again_however_busy_one_was() {
    let (site, services, clock) = site().await;
    let mut browser = officer(&site, &services).await;
    for _ in 0..(12 * 6) {
        clock.advance(Duration::minutes(10));
        browser.get("/about").await;
    }
    clock.advance(Duration::minutes(1));
    assert_eq!(browser.get("/account").await.location, "/lock?back=/account");
}

#[tokio::test]
async fn signing_out_everywhere_ends_the_other_browser_too() {
    let (site, services, _) = site().await;
    let mut first = officer(&site, &services).await;
    let mut second = Browser::new(&site);
    second.post("/sign-in", &format!("login=STATE-1&password={PASSWORD}&back=/")).await;
    assert_eq!(second.get("/account").await.status, StatusCode::OK);
    first.post("/account/sign-out-everywhere", "").await;
    assert!(second.get("/account").await.location.starts_with("/sign-in"));
    assert!(first.get("/account").await.location.starts_with("/sign-in"));
}
