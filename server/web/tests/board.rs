//! The schedule board over HTTP: a draft of 13,200 sessions shows what is in view only, and what another person changes is
//! told as it happens, once, and from where it was after a cut.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

use abhyas_core::{
    BlockId, Capacity, DistrictId, FixedClock, ModuleId, OnceKey, PlanId, RoomId, SeededEntropy, VenueId,
};
use abhyas_kit::testing::acting;
use abhyas_services::access::{FirstAdmin, create_first_admin};
use abhyas_services::masters::{NewProgramme, create_programme};
use abhyas_services::plans::board::{Asked, Edit, change};
use abhyas_services::{Config, HashingCost, Services};
use abhyas_store::masters::{
    BlockRecord, DistrictRecord, ModuleRecord, RoomRecord, SessionTemplate, VenueRecord, put_block, put_district,
    put_module, put_room, put_venue,
};
use abhyas_store::plans::{NewRun, finish_run, insert_run};
use abhyas_web::{ServeOptions, Site, router, serve};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tower::ServiceExt as _;

const PASSWORD: &str = "neem-ka-ped-hara";

/// How large a draft is: districts, rooms in each, groups of people who sit in five sessions each, people in a group.
struct Size {
    districts: usize,
    rooms: usize,
    groups: usize,
    people: usize,
}

/// 4 × 150 rooms, 66,000 people, 13,200 sessions.
const LARGE: Size = Size { districts: 4, rooms: 150, groups: 2640, people: 25 };
const SMALL: Size = Size { districts: 1, rooms: 4, groups: 4, people: 2 };
const MODULES: usize = 5;
/// Between two sessions of a room, in half-days: a third of the calendar is used.
const APART: usize = 5;

/// The working days of 12 weeks from Monday, 30 November 2026.
fn days() -> Vec<Value> {
    let first: chrono::NaiveDate = "2026-11-30".parse().unwrap();
    let day = |(at, date): (usize, chrono::NaiveDate)| {
        let (weekday, week) = (at % 7, at / 7);
        json!({ "date": date.to_string(), "weekday": weekday, "week": week, "working": weekday < 6 })
    };
    first.iter_days().take(84).enumerate().map(day).collect()
}

fn documents(size: &Size) -> (Value, Value) {
    let rooms = size.districts * size.rooms;
    let block = |room: usize| format!("B{}", room / size.rooms);
    let room = |at: usize| json!({ "id": format!("R{at}"), "venue": format!("V{}", at / 10), "block": block(at), "capacity": 30 });
    let modules: Vec<String> = (1..=MODULES).map(|m| format!("M0{m}")).collect();
    let trainer = |at: usize| {
        json!({ "id": format!("K{at}"), "home_block": block(at), "modules": modules,
                "max_per_day": 2, "max_per_week": 9, "max_total": 99 })
    };
    let person = |at: usize| {
        let facility = format!("F{}", at / size.people % size.districts);
        json!({ "id": format!("P{at}"), "role": "N", "facility": facility })
    };
    let blocks: Vec<Value> =
        (0..size.districts).map(|d| json!({ "id": format!("B{d}"), "district": format!("D{d}") })).collect();
    let staff = json!({ "nurse": { "staff": 99_999, "max_absent": 99_999, "min_present": 0 } });
    let facility = |d: usize| json!({ "id": format!("F{d}"), "block": format!("B{d}"), "cadres": staff });
    let instance = json!({
        "format": "abhyas-sched-1", "max_sessions": 20_000, "slots_per_day": 2, "days": days(),
        "rules": { "trainee_max_km": 99, "trainer_max_km": 99, "trainer_same_day_max_km": 99 },
        "blocks": blocks, "distance_km": vec![vec![3; size.districts]; size.districts],
        "districts": (0..size.districts).map(|d| json!({ "id": format!("D{d}") })).collect::<Vec<_>>(),
        "rooms": (0..rooms).map(room).collect::<Vec<_>>(),
        "modules": modules.iter().map(|id| json!({ "id": id, "max_size": 30 })).collect::<Vec<_>>(),
        "roles": [{ "id": "N", "cadre": "nurse", "modules": modules }],
        "facilities": (0..size.districts).map(facility).collect::<Vec<_>>(),
        "trainers": (0..rooms).map(trainer).collect::<Vec<_>>(),
        "trainees": (0..size.groups * size.people).map(person).collect::<Vec<_>>(),
    });
    // Working half-days only: Sundays are left out.
    let slot = |turn: usize| turn * APART / 12 * 14 + turn * APART % 12;
    let session = |number: usize| {
        let (module, group, at) = (number / size.groups, number % size.groups, number % rooms);
        let people: Vec<String> = (0..size.people).map(|p| format!("P{}", group * size.people + p)).collect();
        json!({ "id": format!("S{number}"), "module": format!("M0{}", module + 1), "room": format!("R{at}"),
                "trainer": format!("K{at}"), "slot": slot(number / rooms), "trainees": people })
    };
    let plan = json!({ "sessions": (0..size.groups * MODULES).map(session).collect::<Vec<_>>() });
    (instance, plan)
}

/// An installation with a draft and an officer who is signed in: her cookies.
struct House {
    sv: Services,
    site: Router,
    plan: PlanId,
    cookies: String,
}

async fn house(size: &Size) -> House {
    let db = abhyas_store::testing::sqlite().await;
    let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let sv = Services::new(db, Arc::new(clock.clone()), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    let officer = acting("officer", Capacity::Officer, None);
    let new = NewProgramme { name_hi: "प्रशिक्षण".into(), name_en: "Training".into() };
    create_programme(&sv, &officer, &key(&sv), &new).await.unwrap();
    let plan = draft(&sv, size).await;
    let sessions = abhyas_store::web_session::WebSessions::new(sv.db().clone(), Arc::new(clock));
    let site = router(Site { services: sv.clone(), site_dir: None, https: false }, sessions).unwrap();
    let first = FirstAdmin { name: "मीना कुमारी".into(), staff_id: "STATE-1".into(), mobile: None };
    let code = create_first_admin(&sv, &first).await.unwrap().code;
    let form = format!("code={code}&password={PASSWORD}&password_again={PASSWORD}");
    let request = Request::post("/first").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = send(&site, "lang=en", request, form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = |value: &header::HeaderValue| value.to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut cookies: Vec<String> = answer.headers().get_all(header::SET_COOKIE).iter().map(cookie).collect();
    cookies.push("lang=en".to_owned());
    House { sv, site, plan, cookies: cookies.join("; ") }
}

fn key(sv: &Services) -> OnceKey {
    OnceKey::mint(sv.real_now(), sv.entropy())
}

/// Puts a draft and the names it speaks of into the database.
async fn draft(sv: &Services, size: &Size) -> PlanId {
    let (instance, document) = documents(size);
    let pack = |it: &Value| zstd::encode_all(it.to_string().as_bytes(), 3).unwrap();
    let both = |text: String| (text.clone(), text);
    let mut tx = sv.db().begin().await.unwrap();
    for module in 1..=MODULES {
        let (id, (name_hi, name_en)) =
            (ModuleId::parse(format!("M0{module}")).unwrap(), both(format!("Module {module}")));
        let (equipment, prerequisites) = (vec![], vec![]);
        let it = ModuleRecord {
            id,
            name_hi,
            name_en,
            max_size: 30,
            equipment,
            prerequisites,
            certificate_rules: "{}".into(),
            session: SessionTemplate::default(),
        };
        put_module(&mut tx, &it).await.unwrap();
    }
    for d in 0..size.districts {
        let (district, block) = (DistrictId::parse(format!("D{d}")).unwrap(), BlockId::parse(format!("B{d}")).unwrap());
        let (name_hi, name_en) = both(format!("District {d}"));
        let position = i64::try_from(d).unwrap();
        put_district(&mut tx, &DistrictRecord { id: district.clone(), name_hi, name_en, position }).await.unwrap();
        let (name_hi, name_en) = both(format!("Block {d}"));
        put_block(&mut tx, &BlockRecord { id: block, district, name_hi, name_en, aliases: vec![] }).await.unwrap();
    }
    for at in 0..size.districts * size.rooms {
        let (venue, block) = (
            VenueId::parse(format!("V{}", at / 10)).unwrap(),
            BlockId::parse(format!("B{}", at / size.rooms)).unwrap(),
        );
        if at % 10 == 0 {
            let (name_hi, name_en) = both(format!("Venue {}", at / 10));
            let (directions_hi, directions_en) = both(String::new());
            let it =
                VenueRecord { id: venue.clone(), block, name_hi, name_en, directions_hi, directions_en, active: true };
            put_venue(&mut tx, &it).await.unwrap();
        }
        let (id, (name_hi, name_en)) = (RoomId::parse(format!("R{at}")).unwrap(), both(format!("Room {at}")));
        let it = RoomRecord {
            id,
            venue,
            name_hi,
            name_en,
            capacity: 30,
            equipment: vec![],
            active: true,
            overbook_max: 0,
            link: false,
        };
        put_room(&mut tx, &it).await.unwrap();
    }
    let plan = PlanId::parse("PLAN").unwrap();
    let run = NewRun {
        id: plan.clone(),
        seconds: 1,
        seed: 1,
        progress: "{}".into(),
        instance: pack(&instance),
        previous: pack(&json!({ "sessions": [] })),
        made_by: abhyas_core::PersonId::parse("officer").unwrap(),
        made_at: sv.now(),
        from_day: sv.now().date_naive(),
        scenario: String::new(),
        copied_from: None,
    };
    insert_run(&mut tx, &run).await.unwrap();
    let score = r#"{"hard":0,"unseated":0,"rupees":0}"#;
    assert!(finish_run(&mut tx, &plan, "draft", &pack(&document), score, "{}").await.unwrap());
    tx.commit().await.unwrap();
    plan
}

async fn send(site: &Router, cookies: &str, request: axum::http::request::Builder, body: String) -> Response<Body> {
    let request = request.header(header::COOKIE, cookies).header("sec-fetch-site", "same-origin");
    site.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
}

impl House {
    async fn get(&self, path: &str) -> String {
        let answer = send(&self.site, &self.cookies, Request::get(path), String::new()).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    /// What the island asks when a session is picked up.
    async fn hold(&self, session: &str, page: usize) -> Value {
        let body = json!({ "plan": self.plan.as_str(), "session": session, "week": 0, "district": "D1", "page": page, "find": "" });
        let request = Request::post("/islands/board-hold")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json");
        let answer = send(&self.site, &self.cookies, request, body.to_string()).await;
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap()
    }

    /// Another officer moves a session.
    async fn moved(&self, session: &str, slot: i64, room: &str, seen: i64) {
        let edit = Edit::Move { session: session.into(), slot, room: room.into() };
        let other = acting("other", Capacity::Officer, None);
        change(&self.sv, &other, &key(&self.sv), &self.plan, &Asked { edit, seen, reason: "flood".into() })
            .await
            .unwrap();
    }
}

/// Says how large and how quick something was, for whoever runs the test with `--nocapture`; nothing is asserted of the time.
#[expect(clippy::print_stderr, reason = "a figure for the reader of the test")]
fn told(what: &str, bytes: usize, since: std::time::Instant) {
    eprintln!("{what}: {} KB, {} ms", bytes / 1024, since.elapsed().as_millis());
}

#[tokio::test]
async fn of_13_200_sessions_a_page_holds_one_week_of_forty_rooms() {
    let house = house(&LARGE).await;
    let board = "/plans/PLAN/board";
    let cards = |html: &str| html.matches("class=\"sess\"").count();
    let rows = |html: &str| html.matches("<th scope=\"row\"").count();
    let begun = std::time::Instant::now();
    let html = house.get(&format!("{board}?by=room&week=1&district=D1")).await;
    told("first page, the draft is read", html.len(), begun);
    // 150 rooms in the district: 40 of them, each with 3 sessions in the week.
    assert_eq!((rows(&html), cards(&html)), (40, 120));
    assert!(html.contains("page=2") && !html.contains("data-room=\"R0\""), "other pages and districts are links away");
    // However many sessions there are.
    assert!(html.len() < 128 * 1024, "{} KB", html.len() / 1024);
    let table = [
        ("by=room&district=D1&page=4", 30, 90),
        ("by=room&district=D1&page=99", 30, 90),
        ("by=room&district=D1&find=room 17", 11, 33),
        ("by=trainer&district=D1", 40, 120),
        ("by=trainer&district=D1&find=k17", 10, 30),
        ("by=district&district=D1", 1, 120),
        // Without a district the first is taken.
        ("by=room", 40, 120),
    ];
    for (query, expected_rows, expected_cards) in table {
        let begun = std::time::Instant::now();
        let html = house.get(&format!("{board}?week=1&{}", query.replace(' ', "%20"))).await;
        told(query, html.len(), begun);
        assert_eq!((rows(&html), cards(&html)), (expected_rows, expected_cards), "{query}");
        assert!(html.len() < 128 * 1024, "{query}: {} KB", html.len() / 1024);
    }
    // The rooms of D1 are R150 to R299; S150 is held in R150, on the first page.
    for page in [0, 3] {
        let begun = std::time::Instant::now();
        let held = house.hold("S150", page).await;
        let spots = held["spots"].as_array().unwrap();
        told("pick-up", held.to_string().len(), begun);
        let places = if page == 0 { 40 * 12 - 1 } else { 30 * 12 };
        assert_eq!(spots.len(), places, "every place in view and no other");
        assert!(spots.iter().any(|spot| spot["level"] == "green") && spots.iter().any(|spot| spot["level"] == "red"));
    }
    for act in ["move", "trainer", "people", "merge"] {
        let begun = std::time::Instant::now();
        let html = house.get(&format!("{board}/S150?do={act}")).await;
        told(act, html.len(), begun);
        assert!(html.len() < 256 * 1024, "{act}: {} KB", html.len() / 1024);
    }
}

/// The reading end of a stream.
struct Line {
    stream: TcpStream,
    heard: String,
}

impl Line {
    async fn open(address: SocketAddr, cookies: &str, query: &str, last: Option<&str>) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let last = last.map_or_else(String::new, |id| format!("Last-Event-ID: {id}\r\n"));
        let request = format!(
            "GET /plans/PLAN/board/events?{query} HTTP/1.1\r\nHost: a\r\nCookie: {cookies}\r\nAccept: text/event-stream\r\n{last}\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        Self { stream, heard: String::new() }
    }

    /// Reads until a text was heard; a stream that ends before fails.
    async fn until(&mut self, text: &str) -> &str {
        let mut bytes = [0; 4096];
        while !self.heard.contains(text) {
            let read = self.stream.read(&mut bytes).await.unwrap();
            assert!(read > 0, "{text} was not told: {}", self.heard);
            self.heard.push_str(&String::from_utf8_lossy(bytes.get(..read).unwrap()));
        }
        &self.heard
    }
}

#[tokio::test]
async fn what_another_changes_is_told_at_once_and_a_cut_line_goes_on_where_it_was() {
    let house = house(&SMALL).await;
    let (ready, address) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let options = ServeOptions {
        grace: std::time::Duration::from_secs(3600),
        ..ServeOptions::at("127.0.0.1:0".parse().unwrap())
    };
    let serving = house.site.clone();
    let done = tokio::spawn(async move {
        let stopped = async {
            let _ = stopped.await;
        };
        serve(serving, options, |at| ready.send(at).unwrap(), stopped).await.unwrap();
    });
    let address = address.await.unwrap();
    let html = house.get("/plans/PLAN/board").await;
    assert!(html.contains("data-live=\"/plans/PLAN/board/events?\"") && html.contains("data-from=\"0\""), "{html}");
    let mut line = Line::open(address, &house.cookies, "from=0", None).await;
    let head = line.until("retry").await.to_lowercase();
    for expected in
        ["http/1.1 200", "content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no"]
    {
        assert!(head.contains(expected), "{expected}: {head}");
    }
    house.moved("S0", 2, "R0", 0).await;
    let heard = line.until("id: 1").await;
    assert!(heard.contains("Meera Sinha just changed the plan: ") && heard.contains("moved M01"), "{heard}");
    drop(line);
    house.moved("S0", 4, "R0", 1).await;
    let mut again = Line::open(address, &house.cookies, "from=0", Some("1")).await;
    let heard = again.until("id: 2").await;
    assert!(!heard.contains("id: 1\n"), "what was told is not told again: {heard}");
    // Where no stream can be had: asked once, answered with what the stream would tell.
    let once = house.get("/plans/PLAN/board/events?once=1&from=1").await;
    assert!(once.starts_with("[[2,{") && once.contains("moved M01"), "{once}");
    assert_eq!(house.get("/plans/PLAN/board/events?once=1&from=2").await, "[]");
    for (cookies, path) in
        [("a=b", "/plans/PLAN/board/events?from=0"), (house.cookies.as_str(), "/plans/NONE/board/events?from=0")]
    {
        let answer = send(&house.site, cookies, Request::get(path), String::new()).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{path}");
    }
    // A server that stops does not wait for its listeners.
    stop.send(()).unwrap();
    done.await.unwrap();
    assert!(again.until("\r\n0\r\n\r\n").await.contains("id: 2"));
}
