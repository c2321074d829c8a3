//! Screens for tests: services over an empty database, somebody who acts, and requests as a browser without scripts sends
//! them. What `web` does around a request (sessions, headers, origin) is tested there.
#![expect(clippy::unwrap_used, reason = "a test whose world can not be made must fail loudly")]

mod practice;
mod seen;
mod shelf;

pub use practice::{Answer, Practice};
pub use seen::Seen;
pub use shelf::Shelf;

use crate::visitor::keys;
use crate::{AppState, AssetNames, PageError, Visitor};
use abhyas_core::{Capacity, DistrictId, FixedClock, Language, OnceKey, PersonId, SeededEntropy};
use abhyas_services::sandbox::{BaseChoice, choose_base};
use abhyas_services::{Actor, Config, Db, Grant, HashingCost, Services};
use abhyas_ui::IslandAssets;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::sync::Arc;
use tower::ServiceExt as _;
use tower_sessions::{MemoryStore, Session};

/// The practice hospital of tests: each opens a database of its own and makes it anew.
pub const SMALL: BaseChoice = BaseChoice { patients: 150, seed: 1 };

/// Services over an empty database with a small practice hospital, on Monday, 23 November 2026, 10:00 in India; the clock
/// stands still, randomness is seeded, hashing is cheap.
pub async fn services() -> Services {
    services_on(FixedClock::at(MONDAY.parse().unwrap())).await
}

/// Monday, 23 November 2026, 10:00 in India.
pub const MONDAY: &str = "2026-11-23T04:30:00Z";

/// The same on a clock that the test moves.
pub async fn services_on(clock: FixedClock) -> Services {
    let db = Db::open("sqlite::memory:").await.unwrap();
    db.migrate().await.unwrap();
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let services = Services::new(db, Arc::new(clock), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    choose_base(&services, SMALL);
    services
}

/// A person who acts in one capacity, in one district or (`None`) everywhere.
#[must_use]
pub fn acting(person: &str, capacity: Capacity, district: Option<&str>) -> Actor {
    Actor {
        person: PersonId::parse(person).unwrap(),
        name: "Meera Sinha".into(),
        staff_id: person.to_uppercase(),
        language: Language::Hi,
        facility: None,
        district: None,
        grants: vec![Grant { capacity, district: district.map(|d| DistrictId::parse(d).unwrap()) }],
    }
}

/// Asks for a page of `routes`; the answer's status, location and text.
pub async fn ask(
    routes: Router<AppState>,
    services: &Services,
    actor: &Actor,
    language: Language,
    request: Request<Body>,
) -> (StatusCode, String, String) {
    let answer = answer(routes, services, actor, language, request, None).await;
    (answer.status, answer.to, answer.html)
}

/// The same, with what the next page would say once. `flash` is what this one says once.
pub async fn answer(
    routes: Router<AppState>,
    services: &Services,
    actor: &Actor,
    language: Language,
    request: Request<Body>,
    flash: Option<String>,
) -> Answer {
    let session = Session::new(None, Arc::new(MemoryStore::default()), None);
    let visitor = Visitor {
        actor: Some(actor.clone()),
        locked: None,
        language,
        nonce: "n".into(),
        session: session.clone(),
        flash,
        held: Vec::new(),
        synthetic: true,
        device: "d".into(),
    };
    let state = AppState { services: services.clone(), assets: Arc::new(assets()), https: false };
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let path = uri.to_string();
    let routes = routes.layer(axum::Extension(visitor.clone())).with_state(state.clone());
    let mut response = routes.oneshot(request).await.unwrap();
    // What `web` does around the routes.
    if let Some(error) = response.extensions().get::<PageError>().cloned() {
        response = error.page(visitor, state, &method, uri);
    }
    let to = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let flash = session.get::<String>(keys::FLASH).await.unwrap().unwrap_or_default();
    Answer { path, status, to, html: String::from_utf8_lossy(&bytes).into_owned(), flash }
}

/// Static files by names without their hashes.
fn assets() -> AssetNames {
    let at = |name: &str| format!("/assets/{name}");
    let islands = IslandAssets { loader: at("islands.js"), glue: at("abhyas.js"), wasm: at("abhyas.wasm") };
    AssetNames { style: at("app.css"), script: at("page.js"), icon: at("icon.svg"), islands: Some(islands) }
}

/// A request for a page.
#[must_use]
pub fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

/// A form as it is sent, with a key of its own. `body` is `name=value&…`, encoded.
#[must_use]
pub fn post(services: &Services, path: &str, body: &str) -> Request<Body> {
    let once = OnceKey::mint(services.real_now(), services.entropy());
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("_once={once}&{body}")))
        .unwrap()
}
