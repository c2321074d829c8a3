//! The practice hospital, used as a browser without scripts does: every form is one that a page showed.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly, in its helpers too")]

use abhyas_core::{Capacity, FixedClock, Language, PersonId, SeededEntropy};
use abhyas_kit::{AppState, Visitor};
use abhyas_services::sandbox::{BaseChoice, choose_base};
use abhyas_services::{Actor, Config, Grant, HashingCost, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use tower::ServiceExt as _;

/// A trainee at a browser.
struct Browser {
    services: Services,
    visitor: Visitor,
}

struct Answer {
    status: StatusCode,
    location: String,
    body: String,
}

async fn services() -> Services {
    let db = abhyas_store::testing::sqlite().await;
    abhyas_store::sample::small_programme(&db).await.unwrap();
    let at = "2026-11-23T04:30:00Z".parse().unwrap();
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let clock = Arc::new(FixedClock::at(at));
    let services = Services::new(db, clock, Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    choose_base(&services, BaseChoice { patients: 150, seed: 1 });
    services
}

fn browser(services: &Services, person: &str, language: Language) -> Browser {
    let actor = Actor {
        person: PersonId::parse(person).unwrap(),
        name: person.to_owned(),
        staff_id: person.to_uppercase(),
        language,
        facility: None,
        district: None,
        grants: vec![Grant { capacity: Capacity::Trainee, district: None }],
    };
    let session = tower_sessions::Session::new(None, Arc::new(tower_sessions::MemoryStore::default()), None);
    let visitor = Visitor {
        actor: Some(actor),
        locked: None,
        language,
        nonce: "n".into(),
        session,
        flash: None,
        held: Vec::new(),
        synthetic: true,
        device: "d".into(),
    };
    Browser { services: services.clone(), visitor }
}

impl Browser {
    async fn ask(&self, request: Request<Body>) -> Answer {
        let state = AppState { services: self.services.clone(), assets: Arc::default(), https: false };
        let app = abhyas_pages_hospital::routes().layer(axum::Extension(self.visitor.clone())).with_state(state);
        let response = app.oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION).map_or("", |v| v.to_str().unwrap()).to_owned();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, location, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Fills in the form of a page that posts to `action`, and sends it.
    async fn send(&self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        self.press(page, action, action, fields).await
    }

    /// The same by a button of the form that posts `to` another address.
    async fn press(&self, page: &Answer, action: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let form = page.body.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
        let form = form.unwrap_or_else(|| panic!("no form posts to {action}: {}", page.body));
        let form = form.split("</form>").next().unwrap();
        let hidden = form.split("<input").filter(|input| input.contains("type=\"hidden\"")).map(|input| {
            let attribute =
                |name: &str| input.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
            (attribute("name"), attribute("value"))
        });
        let typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let body: Vec<String> = hidden.chain(typed).map(|(n, v)| format!("{n}={}", escaped(&v))).collect();
        let request = Request::post(to)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request).await
    }

    /// Sends a form that is accepted, and opens the page it leads to.
    async fn done(&self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> (String, Answer) {
        let answer = self.send(page, action, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action}: {}", answer.body);
        let mut next = self.get(&answer.location).await;
        if next.status == StatusCode::SEE_OTHER {
            next = self.get(&next.location).await;
        }
        assert_eq!(next.status, StatusCode::OK, "{}", answer.location);
        (answer.location, next)
    }

    async fn act_as(&self, page: &Answer, persona: &str) {
        self.done(page, "/hospital/persona", &[("persona", persona)]).await;
    }

    /// Search and registration, as a clerk does it; the address of the record.
    async fn register(&self, name: &str, fields: &[(&str, &str)]) -> String {
        let page = self.get("/hospital/patients").await;
        let (_, found) = self.done(&page, "/hospital/patients/search", &[("query", name)]).await;
        let new = found.body.split("href=\"/hospital/patients/new?search=").nth(1).unwrap().split('"').next().unwrap();
        let form = self.get(&format!("/hospital/patients/new?search={new}")).await;
        let mut all = vec![("name_hi", name), ("abha", "has_not"), ("sex", "female"), ("age", "34")];
        all.extend_from_slice(fields);
        self.done(&form, "/hospital/patients", &all).await.0
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

const BAND: &str = "अभ्यास – असली मरीज नहीं";

#[tokio::test]
async fn a_clerk_searches_registers_and_prints_the_card() {
    let services = services().await;
    let clerk = browser(&services, "sita", Language::Hi);
    let home = clerk.get("/hospital").await;
    assert!(home.body.contains(BAND) && home.body.contains("कौन काम कर रहा है"), "{}", home.body);
    assert_eq!(
        clerk.get("/hospital/patients/new").await.location,
        "/hospital/patients",
        "nobody registers before looking"
    );
    let record = clerk.register("अनुराधा वर्मा", &[("village", "काँटी"), ("mobile", "0000098765")]).await;
    let page = clerk.get(&record).await;
    assert!(page.body.contains("अनुराधा वर्मा") && page.body.contains("0000098765") && page.body.contains(BAND));
    let card = clerk.get(&format!("{record}/card")).await;
    assert!(card.body.contains("<svg") && card.body.contains("अनुराधा वर्मा"), "{}", card.body);
    let again = clerk.get("/hospital/patients").await;
    let (_, found) = clerk.done(&again, "/hospital/patients/search", &[("query", "Anuradha Verma")]).await;
    assert!(found.body.contains(&format!("href=\"{record}\"")), "found in the other script: {}", found.body);
}

#[tokio::test]
async fn a_refusal_stands_at_its_field_in_ones_language_and_nothing_typed_is_lost() {
    let services = services().await;
    for (language, words) in [(Language::Hi, "असली मोबाइल नंबर जैसा"), (Language::En, "looks like a real mobile number")]
    {
        let clerk = browser(&services, "sita", language);
        let page = clerk.get("/hospital/patients").await;
        let (at, _) = clerk.done(&page, "/hospital/patients/search", &[("query", "नई मरीज")]).await;
        let form = clerk.get(&at.replace("/patients?", "/patients/new?")).await;
        let typed = [("name_hi", "नई मरीज"), ("abha", "has_not"), ("mobile", "9876543210"), ("village", "सकरा")];
        let refused = clerk.send(&form, "/hospital/patients", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(words) && refused.body.contains("id=\"mobile-error\""), "{}", refused.body);
        for kept in ["value=\"नई मरीज\"", "value=\"9876543210\"", "value=\"सकरा\""] {
            assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
        }
    }
}

#[tokio::test]
async fn a_duplicate_is_shown_and_a_reason_lets_it_pass() {
    let services = services().await;
    let clerk = browser(&services, "sita", Language::En);
    let first = clerk.register("अनुराधा वर्मा", &[("village", "काँटी"), ("mobile", "0000098765")]).await;
    let page = clerk.get("/hospital/patients").await;
    let (at, _) = clerk.done(&page, "/hospital/patients/search", &[("query", "Anuradha")]).await;
    let form = clerk.get(&at.replace("/patients?", "/patients/new?")).await;
    let typed = [
        ("name_en", "Anuradha Varma"),
        ("abha", "declines"),
        ("sex", "female"),
        ("age", "35"),
        ("mobile", "0000098765"),
    ];
    let refused = clerk.send(&form, "/hospital/patients", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&format!("href=\"{first}\"")), "{}", refused.body);
    let short = [&typed[..], &[("duplicate_reason", "x")]].concat();
    let refused = clerk.send(&refused, "/hospital/patients", &short).await;
    assert!(refused.body.contains(&format!("href=\"{first}\"")), "the records stay: {}", refused.body);
    let reason = [&typed[..], &[("duplicate_reason", "her sister-in-law")]].concat();
    let (second, _) = clerk.done(&refused, "/hospital/patients", &reason).await;
    assert_ne!(first, second);
}

#[tokio::test]
async fn one_person_plays_two_roles_to_merge_and_to_take_it_back() {
    let services = services().await;
    let trainee = browser(&services, "sita", Language::En);
    let one = trainee.register("अनुराधा वर्मा", &[("village", "काँटी")]).await;
    let other = trainee.register("बीना कुमारी", &[("village", "सकरा")]).await;
    let id = other.rsplit('/').next().unwrap().to_owned();
    let form = trainee.get(&format!("{one}/merge?with={id}")).await;
    let (_, list) =
        trainee.done(&form, &format!("{one}/merge"), &[("duplicate", &id), ("reason", "the same woman")]).await;
    let merge = "/hospital/merges/MRG000001";
    assert!(list.body.contains("The role that proposed can not approve"), "a lone trainee is told how: {}", list.body);
    let refused = trainee.send(&list, &format!("{merge}/approve"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    trainee.act_as(&refused, "supervisor").await;
    let list = trainee.get("/hospital/merges").await;
    let (_, list) = trainee.done(&list, &format!("{merge}/approve"), &[]).await;
    let (_, list) = trainee.done(&list, &format!("{merge}/complete"), &[]).await;
    assert!(trainee.get(&other).await.body.contains("This record was merged into"));
    let refused = trainee.send(&list, &format!("{merge}/reverse"), &[("reason", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    trainee.done(&refused, &format!("{merge}/reverse"), &[("reason", "two women after all")]).await;
    assert!(!trainee.get(&other).await.body.contains("This record was merged into"));
}

#[tokio::test]
async fn abha_newborn_unknown_and_amendment_have_their_screens() {
    let services = services().await;
    let nurse = browser(&services, "sita", Language::En);
    let mother = nurse.register("अनुराधा वर्मा", &[("village", "काँटी")]).await;
    let page = nurse.get(&format!("{mother}/abha")).await;
    let number = [("abha_number", "00123456789014"), ("abha_method", "otp"), ("abha_consent", "on")];
    let form = format!("{mother}/abha");
    let refused = nurse.send(&page, &form, &number).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("No OTP has been sent"));
    let sent = nurse.press(&refused, &form, &format!("{form}/otp"), &number).await;
    assert!(sent.status == StatusCode::OK && sent.body.contains("goes nowhere outside"), "{}", sent.body);
    let otp = sent.body.split("The OTP to verify ABHA …9014 is ").nth(1).and_then(|text| text.get(..6)).unwrap();
    let typed = [&number[..], &[("otp", otp)]].concat();
    nurse.done(&sent, &form, &typed).await;
    let page = nurse.get(&format!("{mother}/abha")).await;
    let (_, record) = nurse.done(&page, &format!("{mother}/abha/link"), &[]).await;
    assert!(record.body.contains("ABHA linked") && record.body.contains("00-1234-5678-9014"));
    let page = nurse.get(&format!("{mother}/newborn")).await;
    let born = [("sex", "male"), ("birth_date", "23-11-2026"), ("birth_order", "1"), ("weight_grams", "2800")];
    let (child, record) = nurse.done(&page, &format!("{mother}/newborn"), &born).await;
    assert!(record.body.contains(&format!("href=\"{mother}\"")) && record.body.contains("2800 g"));
    assert!(nurse.get(&mother).await.body.contains(&format!("href=\"{child}\"")));
    let page = nurse.get(&format!("{mother}/amend")).await;
    let typed = [
        ("name_hi", "अनुराधा वर्मा"),
        ("sex", "female"),
        ("age", "34"),
        ("village", "सकरा"),
        ("reason", "moved after the flood"),
    ];
    let (_, record) = nurse.done(&page, &format!("{mother}/amend"), &typed).await;
    assert!(record.body.contains("काँटी → सकरा") && record.body.contains("moved after the flood"), "{}", record.body);
    let page = nurse.get("/hospital/unknown").await;
    let seen = [("sex", "male"), ("age", "45"), ("description", "blue shirt")];
    let (unknown, record) = nurse.done(&page, "/hospital/unknown", &seen).await;
    assert!(record.body.contains("Unknown patient"));
    let page = nurse.get(&format!("{unknown}/identify")).await;
    let (at, page) = nurse.done(&page, &format!("{unknown}/identify"), &[("query", "गोविंद")]).await;
    assert!(at.contains("search="));
    let who = [("name_hi", "गोविंद ठाकुर"), ("sex", "male"), ("age", "47"), ("how", "his brother knew him")];
    let (_, record) = nurse.done(&page, &format!("{unknown}/identify"), &who).await;
    assert!(record.body.contains("गोविंद ठाकुर") && record.body.contains("his brother knew him"));
    let page = nurse.get(&format!("{unknown}/in-error")).await;
    let (_, record) = nurse.done(&page, &format!("{unknown}/in-error"), &[("reason", "registered twice")]).await;
    assert!(record.body.contains("registered twice"));
}

#[tokio::test]
async fn a_double_click_registers_once_and_a_reset_begins_anew() {
    let services = services().await;
    let clerk = browser(&services, "sita", Language::En);
    let page = clerk.get("/hospital/unknown").await;
    let seen = [("sex", "male"), ("age", "45"), ("description", "blue shirt")];
    let first = clerk.send(&page, "/hospital/unknown", &seen).await;
    let second = clerk.send(&page, "/hospital/unknown", &seen).await;
    assert_eq!(first.location, second.location);
    let record = first.location.clone();
    let home = clerk.get("/hospital").await;
    clerk.done(&home, "/hospital/reset", &[]).await;
    assert_eq!(clerk.get(&record).await.status, StatusCode::NOT_FOUND);
    let late = clerk.send(&page, "/hospital/unknown", &seen).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "a form of before the reset does nothing by itself");
    assert!(late.body.contains("blue shirt"), "what was typed stays: {}", late.body);
    let again = clerk.send(&late, "/hospital/unknown", &seen).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "sent again from there it is an act in the new hospital");
}

#[tokio::test]
async fn nobody_sees_another_persons_hospital() {
    let services = services().await;
    let (sita, gita) = (browser(&services, "sita", Language::En), browser(&services, "gita", Language::En));
    let page = sita.get("/hospital/unknown").await;
    let seen = [("sex", "male"), ("age", "45"), ("description", "blue shirt")];
    let record = sita.send(&page, "/hospital/unknown", &seen).await.location;
    assert_eq!(gita.get(&record).await.status, StatusCode::NOT_FOUND);
    let stolen = gita.send(&page, "/hospital/unknown", &seen).await;
    assert_eq!(stolen.status, StatusCode::NOT_FOUND, "a form of somebody else's hospital");
    let nobody = Browser {
        visitor: Visitor { actor: None, ..sita.visitor.clone() },
        ..browser(&services, "sita", Language::En)
    };
    assert_eq!(nobody.get("/hospital").await.status, StatusCode::UNAUTHORIZED);
}

/// What stands between two texts.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no {before:?} in {text}"));
    rest.split(after).next().unwrap()
}

/// The records of a list of search results, in its order.
fn records(page: &Answer) -> Vec<String> {
    let cells = page.body.split("<th scope=\"row\"><a href=\"").skip(1);
    cells.map(|cell| cell.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_assessed_exercise_is_solved_on_its_screens() {
    let services = services().await;
    let trainee = browser(&services, "sita", Language::En);
    let list = trainee.get("/exercises").await;
    let (task, story) = trainee.done(&list, "/exercises/M01-E1/start", &[]).await;
    let name = between(&story.body, "registration desk. ", " has come");
    let village = between(&story.body, "village ", ",");
    let mobile = between(&story.body, "mobile ", ".");
    let weight = between(&story.body, "weight ", " grams");
    let abha = between(&story.body, "ABHA card: ", ".");
    let sex = if story.body.contains("she had a girl") { "female" } else { "male" };
    let (_, desk) = trainee.done(&story, "/hospital/enter", &[]).await;
    assert!(desk.body.contains("/exercises/current"), "the way back to the task");
    let (_, found) = trainee.done(&desk, "/hospital/patients/search", &[("query", name), ("village", village)]).await;
    let hits = records(&found);
    let (kept, second) = (&hits[0], &hits[1]);
    let (a, b) = (trainee.get(kept).await, trainee.get(second).await);
    assert!(a.body.contains(mobile) || b.body.contains(mobile), "her record is among the first two: {}", found.body);
    let page = trainee.get(&format!("{kept}/abha")).await;
    let number = [("abha_number", abha), ("abha_method", "qr"), ("abha_consent", "on")];
    trainee.done(&page, &format!("{kept}/abha"), &number).await;
    let page = trainee.get(&format!("{kept}/abha")).await;
    trainee.done(&page, &format!("{kept}/abha/link"), &[]).await;
    let page = trainee.get(&format!("{kept}/newborn")).await;
    let born = [("sex", sex), ("birth_date", "23-11-2026"), ("birth_order", "1"), ("weight_grams", weight)];
    trainee.done(&page, &format!("{kept}/newborn"), &born).await;
    let id = second.rsplit('/').next().unwrap();
    let page = trainee.get(&format!("{kept}/merge?with={id}")).await;
    let reason = [("duplicate", id), ("reason", "age, husband and village agree")];
    let (_, page) = trainee.done(&page, &format!("{kept}/merge"), &reason).await;
    trainee.act_as(&page, "supervisor").await;
    let page = trainee.get("/hospital/merges").await;
    let (_, page) = trainee.done(&page, "/hospital/merges/MRG000001/approve", &[]).await;
    trainee.done(&page, "/hospital/merges/MRG000001/complete", &[]).await;
    assert_eq!(trainee.get("/exercises/current").await.location, task);
    let page = trainee.get(&format!("{task}/finish")).await;
    let (_, result) = trainee.done(&page, &format!("{task}/finish"), &[]).await;
    assert!(result.body.contains("100"), "{}", result.body);
    let (again, _) = trainee.done(&result, "/exercises/M01-E1/start", &[]).await;
    assert_ne!(again, task, "one tap to a fresh attempt");
    assert!(trainee.get("/hospital").await.body.contains("/hospital/reset"), "finished: free practice again");
}
