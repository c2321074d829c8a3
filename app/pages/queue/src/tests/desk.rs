//! A person with a practice hospital, a clock that can be moved, and what is done in it.

use abhyas_core::{Capacity, FixedClock, Language, OnceKey, PersonId, SeededEntropy};
use abhyas_kit::visitor::keys;
use abhyas_kit::{AppState, Visitor};
use abhyas_seed_data::programme::Masters;
use abhyas_services::demonstration::{Load, begin};
use abhyas_services::masters::{Entry, Kind, save};
use abhyas_services::people::{add::add_person, input::PersonInput};
use abhyas_services::sandbox::hims::m01_registration::{AbhaMethod, BhavyaId, Patient, Sex, VerifyAbha};
use abhyas_services::sandbox::hims::m02_queue::{IssueToken, Lane};
use abhyas_services::sandbox::hims::{AnyCommand, Day, Persona, World};
use abhyas_services::sandbox::{self, Sandbox};
use abhyas_services::{Actor, Config, Db, Grant, HashingCost, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::sync::Arc;
use tower::ServiceExt as _;
use tower_sessions::{MemoryStore, Session};

pub(super) struct Desk {
    pub services: Services,
    pub actor: Actor,
    clock: FixedClock,
}

pub(super) struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub html: String,
    /// What the next page would say once.
    pub flash: String,
}

fn actor(person: &str, capacity: Capacity) -> Actor {
    Actor {
        person: PersonId::parse(person).unwrap(),
        name: "मीरा".into(),
        staff_id: person.to_uppercase(),
        language: Language::Hi,
        facility: None,
        district: None,
        grants: vec![Grant { capacity, district: None }],
    }
}

/// Monday, 23 November 2026, 10:00 in India.
const MONDAY: &str = "2026-11-23T04:30:00Z";
/// Day 0 of the hospital: its own queues of that morning are a week old when the tests begin.
const DAY_0: &str = "2026-11-16T04:30:00Z";
/// Monday as a day of the hospital.
pub(super) const TODAY: Day = Day(7);

/// A trainee with a practice hospital of a thousand patients, in whose queues nobody waits today.
pub(super) async fn open() -> Desk {
    let db = Db::open("sqlite::memory:").await.unwrap();
    db.migrate().await.unwrap();
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let clock = FixedClock::at(MONDAY.parse().unwrap());
    let services = Services::new(db, Arc::new(clock.clone()), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    let load = Load { small: true, publish: false, seconds: 1, moves: None };
    begin(&services, &Masters::read().unwrap(), load).await.unwrap();
    let officer = actor("OFFICER", Capacity::Officer);
    let key = || OnceKey::mint(services.real_now(), services.entropy());
    let district = [("id", "MUZ"), ("name_hi", "मुजफ्फरपुर"), ("name_en", "Muzaffarpur"), ("position", "0")];
    let block = [("id", "KANTI"), ("district", "MUZ"), ("name_hi", "काँटी"), ("name_en", "Kanti")];
    let facility = [
        ("id", "F1"),
        ("district", "MUZ"),
        ("block", "KANTI"),
        ("kind", "PHC"),
        ("name_hi", "काँटी"),
        ("name_en", "Block Kanti PHC"),
        ("active", "1"),
    ];
    let module = [("id", "M02"), ("name_hi", "टोकन और कतार"), ("name_en", "Queues"), ("max_size", "30")];
    let role = [("id", "R04"), ("name_hi", "एएनएम"), ("name_en", "ANM"), ("cadre", "anm"), ("modules", "M02")];
    let rows = [
        (Kind::Districts, Entry::from_pairs(district)),
        (Kind::Blocks, Entry::from_pairs(block)),
        (Kind::Facilities, Entry::from_pairs(facility)),
        (Kind::Modules, Entry::from_pairs(module)),
        (Kind::Roles, Entry::from_pairs(role)),
        (Kind::Designations, Entry::from_pairs([("name", "ANM"), ("role", "R04")])),
    ];
    for (kind, row) in rows {
        save(&services, &officer, &key(), kind, &[row]).await.unwrap();
    }
    let input = PersonInput {
        name: "Meena Devi".into(),
        sex: "female".into(),
        designation: "ANM".into(),
        facility: "F1".into(),
        mobile: "+91 00000 10001".into(),
        language: "hi".into(),
        ..PersonInput::default()
    };
    let person = add_person(&services, &officer, &key(), &input).await.unwrap();
    let desk = Desk { actor: actor(person.as_str(), Capacity::Trainee), services, clock };
    desk.clock.set(DAY_0.parse().unwrap());
    desk.sandbox().await;
    desk.clock.set(MONDAY.parse().unwrap());
    desk
}

impl Desk {
    pub async fn sandbox(&self) -> Sandbox {
        sandbox::practice(&self.services, &self.actor).await.unwrap()
    }

    pub async fn world(&self) -> World {
        self.sandbox().await.look().await.unwrap().world
    }

    /// A hospital in which nothing was done yet, at ten o'clock, with a clerk at the desk.
    pub async fn start_over(&self) {
        self.clock.set(DAY_0.parse().unwrap());
        let key = OnceKey::mint(self.services.real_now(), self.services.entropy());
        self.sandbox().await.reset(&self.actor, &key).await.unwrap();
        self.clock.set(MONDAY.parse().unwrap());
        self.act_as(Persona::Clerk).await;
    }

    pub async fn act_as(&self, persona: Persona) {
        self.sandbox().await.set_persona(persona).await.unwrap();
    }

    pub fn later(&self, minutes: i64) {
        self.clock.advance(chrono::Duration::minutes(minutes));
    }

    /// Does a command that must be accepted; its record's id.
    pub async fn run(&self, command: impl Into<AnyCommand>) -> String {
        let key = OnceKey::mint(self.services.real_now(), self.services.entropy());
        self.sandbox().await.command(key.as_str(), &command.into()).await.unwrap().subject.id
    }

    async fn ask(&self, language: Language, request: Request<Body>) -> Answer {
        let session = Session::new(None, Arc::new(MemoryStore::default()), None);
        let visitor = Visitor {
            actor: Some(self.actor.clone()),
            locked: None,
            language,
            nonce: "n".into(),
            session: session.clone(),
            flash: None,
            held: Vec::new(),
            synthetic: true,
            device: "d".into(),
        };
        let state = AppState { services: self.services.clone(), assets: Arc::default(), https: false };
        let app = crate::routes().layer(axum::Extension(visitor)).with_state(state);
        let response = app.oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let flash = session.get::<String>(keys::FLASH).await.unwrap().unwrap_or_default();
        Answer { status, to, html: String::from_utf8_lossy(&bytes).into_owned(), flash }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Language::Hi, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_in_english(&self, path: &str) -> Answer {
        self.ask(Language::En, Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form; values are encoded here.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let once = OnceKey::mint(self.services.real_now(), self.services.entropy());
        let pairs = fields.iter().map(|(name, value)| format!("&{name}={}", abhyas_kit::encode(value)));
        let body = format!("_once={once}{}", pairs.collect::<String>());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.ask(Language::Hi, request).await
    }

    /// The nth patient of the base of a sex and an age, without an ABHA number.
    pub async fn patient(&self, sex: Sex, ages: std::ops::Range<u32>, nth: usize) -> String {
        let look = self.sandbox().await.look().await.unwrap();
        let today = look.ctx.now.day();
        let fits = |p: &&Arc<Patient>| {
            let age = p.birth.age(look.ctx.calendar, today);
            p.sex == sex && ages.contains(&age) && p.abha.number().is_none() && p.is_active() && !p.is_unknown()
        };
        let found = look.world.patients().iter().filter(fits).nth(nth);
        found.unwrap().id.to_string()
    }

    pub async fn man(&self, nth: usize) -> String {
        self.patient(Sex::Male, 20..59, nth).await
    }

    /// A woman to whom a practice ABHA number belongs.
    pub async fn with_abha(&self, number: &str) -> String {
        let patient = self.patient(Sex::Female, 20..50, 0).await;
        let number = number.to_owned();
        self.run(VerifyAbha { patient: patient.clone(), number, method: AbhaMethod::Qr, consent: true }).await;
        patient
    }

    /// A token of general medicine.
    pub async fn token(&self, patient: &str, lane: Option<Lane>) -> String {
        let (patient, department, lane_reason) = (patient.to_owned(), "opd-medicine".to_owned(), "कारण".to_owned());
        self.run(IssueToken { patient, department, lane, lane_reason }).await
    }
}

pub(super) fn bhavya(id: &str) -> BhavyaId {
    BhavyaId::parse(id).unwrap()
}
