//! A person with a practice hospital, a clock that can be moved, and what is done in it.

use abhyas_core::{Capacity, FixedClock, Language, OnceKey, PersonId, SeededEntropy};
use abhyas_kit::visitor::keys;
use abhyas_kit::{AppState, Visitor};
use abhyas_seed_data::programme::Masters;
use abhyas_services::demonstration::{Load, begin};
use abhyas_services::masters::{Entry, Kind, save};
use abhyas_services::people::{add::add_person, input::PersonInput};
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_services::sandbox::hims::m02_queue::{CallNext, IssueToken};
use abhyas_services::sandbox::hims::m03_opd::{AddDiagnosis, OpenEncounter};
use abhyas_services::sandbox::hims::{AnyCommand, Persona, World};
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

/// A trainee with a practice hospital of a thousand patients.
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
    let rows = [
        (
            Kind::Districts,
            Entry::from_pairs([("id", "MUZ"), ("name_hi", "मुजफ्फरपुर"), ("name_en", "Muzaffarpur"), ("position", "0")]),
        ),
        (
            Kind::Blocks,
            Entry::from_pairs([("id", "KANTI"), ("district", "MUZ"), ("name_hi", "काँटी"), ("name_en", "Kanti")]),
        ),
        (
            Kind::Facilities,
            Entry::from_pairs([
                ("id", "F1"),
                ("district", "MUZ"),
                ("block", "KANTI"),
                ("kind", "DH"),
                ("name_hi", "सदर"),
                ("name_en", "Sadar"),
                ("active", "1"),
            ]),
        ),
        (
            Kind::Modules,
            Entry::from_pairs([("id", "M03"), ("name_hi", "ओपीडी"), ("name_en", "OPD"), ("max_size", "30")]),
        ),
        (
            Kind::Roles,
            Entry::from_pairs([
                ("id", "R01"),
                ("name_hi", "चिकित्सा पदाधिकारी"),
                ("name_en", "Medical officer"),
                ("cadre", "doctor"),
                ("modules", "M03"),
            ]),
        ),
        (Kind::Designations, Entry::from_pairs([("name", "Medical Officer"), ("role", "R01")])),
    ];
    for (kind, row) in rows {
        save(&services, &officer, &key(), kind, &[row]).await.unwrap();
    }
    let input = PersonInput {
        name: "Meena Devi".into(),
        designation: "Medical Officer".into(),
        facility: "F1".into(),
        mobile: "+91 00000 10001".into(),
        language: "hi".into(),
        ..PersonInput::default()
    };
    let person = add_person(&services, &officer, &key(), &input).await.unwrap();
    Desk { actor: actor(person.as_str(), Capacity::Trainee), services, clock }
}

impl Desk {
    pub async fn sandbox(&self) -> Sandbox {
        sandbox::practice(&self.services, &self.actor).await.unwrap()
    }

    pub async fn world(&self) -> World {
        self.sandbox().await.look().await.unwrap().world
    }

    /// A hospital in which nothing was done yet, at ten o'clock, with a doctor at the desk.
    pub async fn start_over(&self) {
        self.clock.set(MONDAY.parse().unwrap());
        let key = OnceKey::mint(self.services.real_now(), self.services.entropy());
        self.sandbox().await.reset(&self.actor, &key).await.unwrap();
        self.act_as(Persona::Doctor).await;
    }

    pub async fn act_as(&self, persona: Persona) {
        self.sandbox().await.set_persona(persona).await.unwrap();
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

    /// A patient who is new here and of whom nothing is known yet.
    pub async fn patient(&self, sex: Sex, age: u32) -> String {
        self.act_as(Persona::Clerk).await;
        let (age, description) = (age.to_string(), "नीली कमीज, बस अड्डे से लाए गए".to_owned());
        let id = self.run(RegisterUnknown { sex: Some(sex), age, description }).await;
        self.act_as(Persona::Doctor).await;
        id
    }

    /// A consultation of a new patient; the ids of both.
    pub async fn seen(&self, sex: Sex, age: u32) -> (String, String) {
        let patient = self.patient(sex, age).await;
        let (department, reason) = ("opd-medicine".to_owned(), "बिना टोकन आए".to_owned());
        let command = OpenEncounter { patient: patient.clone(), department, reason, ..OpenEncounter::default() };
        let encounter = self.run(command).await;
        (patient, encounter)
    }

    /// A consultation with a diagnosis.
    pub async fn ill(&self, sex: Sex, age: u32, code: &str) -> (String, String) {
        let (patient, encounter) = self.seen(sex, age).await;
        self.run(AddDiagnosis { encounter: encounter.clone(), code: code.into(), ..AddDiagnosis::default() }).await;
        (patient, encounter)
    }

    /// A token of general medicine, called.
    pub async fn called(&self, patient: &str) -> String {
        self.act_as(Persona::Clerk).await;
        let (patient, department) = (patient.to_owned(), "opd-medicine".to_owned());
        let token = self.run(IssueToken { patient, department, ..IssueToken::default() }).await;
        let reason = "डॉक्टर ने बुलाया".to_owned();
        self.run(CallNext { token: token.clone(), reason, ..CallNext::default() }).await;
        self.act_as(Persona::Doctor).await;
        token
    }
}
