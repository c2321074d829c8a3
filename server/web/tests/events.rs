//! What the others do in a shared hospital, told over real connections: at once, in order, once, and to nobody who has gone.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

mod line;
mod running;

use abhyas_core::{Capacity, DistrictId, FixedClock, OnceKey, PersonId, SandboxId, SeededEntropy};
use abhyas_kit::testing::acting;
use abhyas_services::cohorts::{Making, add_member, make, open_hospital, remove_member};
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_services::sandbox::hims::{AnyCommand, Persona};
use abhyas_services::sandbox::{BaseChoice, choose_base, of_id};
use abhyas_services::{Actor, Config, HashingCost, Services, access};
use abhyas_web::{Site, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::Duration;
use line::Line;
use running::{Running, start};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt as _;

const PASSWORD: &str = "neem-ka-ped-hara";

/// A cohort of `sita` (clerk) and `trainee` (nurse) and a server that runs.
struct House {
    sv: Services,
    clock: FixedClock,
    site: Router,
    trainer: Actor,
    cohort: abhyas_core::CohortId,
    hospital: SandboxId,
    server: Running,
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).unwrap()
}

fn key(sv: &Services) -> OnceKey {
    OnceKey::mint(sv.real_now(), sv.entropy())
}

async fn house() -> House {
    let db = abhyas_store::testing::sqlite().await;
    abhyas_store::sample::small_programme(&db).await.unwrap();
    let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let sv = Services::new(db, Arc::new(clock.clone()), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    choose_base(&sv, BaseChoice { patients: 20, seed: 1 });
    let district = DistrictId::parse("MUZ").ok();
    let trainer = Actor { district, ..acting("trainer", Capacity::Trainer, Some("MUZ")) };
    let typed = Making { name: "Morning".into(), ..Making::default() };
    let cohort = make(&sv, &trainer, &key(&sv), &typed).await.unwrap();
    for (id, role) in [("sita", Persona::Clerk), ("trainee", Persona::Nurse)] {
        add_member(&sv, &trainer, &key(&sv), &cohort, id, &[role]).await.unwrap();
    }
    let hospital = open_hospital(&sv, &trainer, &key(&sv), &cohort).await.unwrap();
    let sessions = abhyas_store::web_session::WebSessions::new(sv.db().clone(), Arc::new(clock.clone()));
    let site = router(Site { services: sv.clone(), site_dir: None, https: false }, sessions).unwrap();
    // A stream that did not end by itself would hold the server for an hour.
    let server = start(site.clone(), |options| options.grace = std::time::Duration::from_secs(3600)).await;
    House { sv, clock, site, trainer, cohort, hospital, server }
}

impl House {
    /// Somebody does something in the shared hospital.
    async fn act(&self, id: &str, command: &str) {
        let actor = access::actor_of(&self.sv, &person(id)).await.unwrap().unwrap();
        let input: AnyCommand =
            RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: "blue shirt".into() }.into();
        of_id(&self.sv, &actor, &self.hospital).await.unwrap().command(command, &input).await.unwrap();
    }

    /// Signs in with a one-time code; the cookies.
    async fn sign_in(&self, id: &str) -> String {
        let officer = acting("officer", Capacity::Officer, None);
        let minted = access::reset_access(&self.sv, &officer, &person(id)).await.unwrap();
        let form = format!("code={}&password={PASSWORD}&password_again={PASSWORD}", minted.code);
        self.post("/first", "lang=en", form).await
    }

    /// Sends a form; the cookies afterwards.
    async fn post(&self, path: &str, cookies: &str, form: String) -> String {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookies)
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form))
            .unwrap();
        let response = self.site.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        let mut kept: BTreeMap<String, String> =
            cookies.split("; ").filter_map(|c| c.split_once('=')).map(|(n, v)| (n.into(), v.into())).collect();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            kept.insert(name.to_owned(), value.to_owned());
        }
        kept.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
    }

    /// Begins to listen. `from`: the query of the page, `last`: what a browser says that was cut off.
    async fn listen(&self, cookies: &str, from: &str, last: Option<&str>) -> Line {
        let path = format!("/hospital/events?hospital={}&from={from}", self.hospital);
        Line::open(self.server.address, &path, cookies, last).await
    }
}

#[tokio::test]
async fn what_another_does_is_told_at_once_and_a_cut_line_goes_on_where_it_was() {
    let house = house().await;
    let cookies = house.sign_in("sita").await;
    let mut ear = house.listen(&cookies, "0-0", None).await;
    ear.until_it_beats().await;
    house.act("sita", "own").await;
    house.act("trainee", "c1").await;
    let told = ear.until("id: 0-2").await.to_owned();
    assert!(told.contains("रीता कुमारी (Nurse / ANM) registered an unknown patient"), "{told}");
    assert!(told.contains("/hospital/patients/BHV") && !told.contains("id: 0-1"), "nobody hears of themselves: {told}");
    drop(ear);
    house.act("trainee", "c2").await;
    let mut again = house.listen(&cookies, "0-0", Some("0-2")).await;
    let told = again.until("id: 0-3").await;
    assert!(!told.contains("id: 0-2"), "what was told is not told again: {told}");
    let hospital = of_id(&house.sv, &house.trainer, &house.hospital).await.unwrap();
    hospital.reset(&house.trainer, &key(&house.sv)).await.unwrap();
    let told = again.until("id: 1-0").await;
    assert!(told.contains("मनोज started this hospital over"), "{told}");
}

#[tokio::test]
async fn a_stream_ends_when_the_person_signs_out_or_is_taken_out() {
    let house = house().await;
    let cookies = house.sign_in("sita").await;
    let mut ear = house.listen(&cookies, "0-0", None).await;
    ear.until("retry").await;
    house.post("/sign-out", &cookies, String::new()).await;
    house.act("trainee", "c1").await;
    assert!(!ear.read_to_the_end().await.contains("\ndata:"), "{}", ear.heard);

    let cookies = house.sign_in("sita").await;
    let mut ear = house.listen(&cookies, "0-1", None).await;
    ear.until("retry").await;
    remove_member(&house.sv, &house.trainer, &key(&house.sv), &house.cohort, &person("sita")).await.unwrap();
    house.act("trainee", "c2").await;
    assert!(!ear.read_to_the_end().await.contains("\ndata:"), "{}", ear.heard);
    let mut none = house.listen(&cookies, "0-1", None).await;
    none.until("HTTP/1.1 204").await;
}

#[tokio::test]
async fn listening_is_no_sign_of_a_person_and_ends_with_the_idle_lock() {
    let house = house().await;
    let cookies = house.sign_in("sita").await;
    house.clock.advance(Duration::minutes(10));
    let mut ear = house.listen(&cookies, "0-0", None).await;
    ear.until("retry").await;
    house.clock.advance(Duration::minutes(6));
    house.act("trainee", "c1").await;
    assert!(!ear.read_to_the_end().await.contains("\ndata:"), "{}", ear.heard);
    let mut none = house.listen(&cookies, "0-0", None).await;
    none.until("HTTP/1.1 204").await;
}

#[tokio::test]
async fn a_server_that_stops_does_not_wait_for_its_listeners() {
    let house = house().await;
    let cookies = house.sign_in("sita").await;
    let mut ear = house.listen(&cookies, "0-0", None).await;
    ear.until("retry").await;
    house.server.stop.send(()).unwrap();
    house.server.done.await.unwrap();
    assert!(!ear.read_to_the_end().await.contains("\ndata:"), "{}", ear.heard);
}

#[tokio::test]
async fn a_stranger_and_a_hospital_of_ones_own_are_no_stream() {
    let house = house().await;
    let cookies = house.sign_in("gita").await;
    for (cookies, hospital) in
        [(cookies.as_str(), house.hospital.as_str()), (&cookies, "practice-x"), ("a=b", house.hospital.as_str())]
    {
        let request = Request::get(format!("/hospital/events?hospital={hospital}"))
            .header(header::COOKIE, cookies)
            .body(Body::empty())
            .unwrap();
        let answer = house.site.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{hospital}");
    }
}
