//! The certificate pages, asked for as a browser without scripts does: issue, show, print, verify, revoke, issue again.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

use abhyas_core::{Capacity, ExerciseId, FixedClock, Language, ModuleId, OnceKey, PersonId, SandboxId, SeededEntropy};
use abhyas_kit::{AppState, Visitor};
use abhyas_services::{Actor, Config, Grant, HashingCost, Services};
use abhyas_store::attempts::{AttemptRecord, AttemptResult};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use tower::ServiceExt as _;

fn actor(person: &str, capacity: Capacity) -> Actor {
    Actor {
        person: PersonId::parse(person).unwrap(),
        name: person.to_owned(),
        staff_id: person.to_uppercase(),
        language: Language::Hi,
        facility: None,
        district: None,
        grants: vec![Grant { capacity, district: None }],
    }
}

fn officer() -> Option<Actor> {
    Some(actor("officer", Capacity::Officer))
}

/// A programme in which `sita` has been present and has passed the assessed exercise.
async fn services() -> Services {
    let db = abhyas_store::testing::sqlite().await;
    abhyas_store::sample::small_programme(&db).await.unwrap();
    let at = "2026-11-23T04:30:00Z".parse().unwrap();
    let attempt = AttemptRecord {
        id: abhyas_core::AttemptId::parse("A1").unwrap(),
        person: PersonId::parse("sita").unwrap(),
        exercise: ExerciseId::parse("M01-E1").unwrap(),
        module: ModuleId::parse("M01").unwrap(),
        sandbox: SandboxId::parse("X1").unwrap(),
        started_at: at,
        result: None,
    };
    let result = AttemptResult { finished_at: at, score: 92, passed: true, safety_failed: false, report: "{}".into() };
    let mut tx = db.begin().await.unwrap();
    abhyas_store::attempts::insert(&mut tx, &attempt).await.unwrap();
    abhyas_store::attempts::finish(&mut tx, &attempt.id, &result).await.unwrap();
    tx.commit().await.unwrap();
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    Services::new(db, Arc::new(FixedClock::at(at)), Arc::new(SeededEntropy::new(1)), config).await.unwrap()
}

struct Answer {
    status: StatusCode,
    location: String,
    kind: String,
    body: String,
}

async fn ask(services: &Services, actor: Option<Actor>, language: Language, request: Request<Body>) -> Answer {
    let session = tower_sessions::Session::new(None, Arc::new(tower_sessions::MemoryStore::default()), None);
    let visitor = Visitor {
        actor,
        locked: None,
        language,
        nonce: "n".into(),
        session,
        flash: None,
        held: Vec::new(),
        synthetic: true,
        device: "d".into(),
    };
    let state = AppState { services: services.clone(), assets: Arc::default(), https: false };
    let app = abhyas_pages_certificates::routes().layer(axum::Extension(visitor)).with_state(state);
    let response = app.oneshot(request).await.unwrap();
    let text = |name| response.headers().get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned());
    let (location, kind, status) = (text(header::LOCATION), text(header::CONTENT_TYPE), response.status());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Answer { status, location, kind, body: String::from_utf8_lossy(&bytes).into_owned() }
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn post(services: &Services, path: &str, body: &str) -> Request<Body> {
    let once = OnceKey::mint(services.real_now(), services.entropy());
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("_once={once}&{body}")))
        .unwrap()
}

/// Issues sita's certificate through the form; its address.
async fn issued(services: &Services) -> String {
    let request = post(services, "/certificates/issue", "module=M01&session=&show=due&person=sita");
    let answer = ask(services, officer(), Language::En, request).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

fn number_on(page: &str) -> String {
    page.split("/verify/").nth(1).unwrap().split('"').next().unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_officer_sees_who_is_due_and_why_the_others_are_not() {
    let services = services().await;
    for (language, due, missing) in [
        (Language::Hi, "सीता देवी का प्रमाण-पत्र जारी करें", "हाज़िरी अभी नहीं लगी"),
        (Language::En, "Issue the certificate of सीता देवी", "has not been marked yet"),
    ] {
        let page = ask(&services, officer(), language, get("/certificates/due")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains("सीता देवी") && page.body.contains(due) && page.body.contains("92 %"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("गीता देवी"));
        let others = ask(&services, officer(), language, get("/certificates/due?module=M01&show=not-yet")).await;
        assert!(others.body.contains("गीता देवी") && others.body.contains(missing), "{}", others.body);
    }
    let trainee =
        ask(&services, Some(actor("trainee", Capacity::Trainee)), Language::Hi, get("/certificates/due")).await;
    assert_eq!(trainee.status, StatusCode::NOT_FOUND);
    let public = ask(&services, None, Language::Hi, get("/certificates/due")).await;
    assert_eq!(public.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn everyone_sees_their_own_and_what_is_missing() {
    let services = services().await;
    let missing = ask(&services, Some(actor("trainee", Capacity::Trainee)), Language::Hi, get("/certificates")).await;
    assert!(missing.body.contains("मूल्यांकन अभ्यास M01-E1 अभी पूरा नहीं"), "{}", missing.body);
    let nothing = ask(&services, officer(), Language::En, get("/certificates")).await;
    assert!(
        nothing.body.contains("No module yet") && nothing.body.contains("/certificates/issued"),
        "{}",
        nothing.body
    );
    let address = issued(&services).await;
    let own = ask(&services, Some(actor("sita", Capacity::Trainee)), Language::Hi, get("/certificates")).await;
    assert!(own.body.contains(&address) && own.body.contains("मान्य"), "{}", own.body);
}

#[tokio::test]
async fn one_certificate_has_a_page_a_pdf_and_a_badge_for_those_who_may_see_it() {
    let services = services().await;
    let address = issued(&services).await;
    let sita = Some(actor("sita", Capacity::Trainee));
    let page = ask(&services, sita.clone(), Language::En, get(&address)).await;
    for piece in ["सीता देवी", "attendance 100 %", "<svg", "अनिता सिंह"] {
        assert!(page.body.contains(piece), "{piece}: {}", page.body);
    }
    assert!(!page.body.contains("/revoke"), "only officers revoke");
    let pdf = ask(&services, sita.clone(), Language::En, get(&format!("{address}.pdf?lang=hi"))).await;
    assert_eq!((pdf.status, pdf.kind.as_str()), (StatusCode::OK, "application/pdf"));
    assert!(pdf.body.starts_with("%PDF-"));
    let badge = ask(&services, sita, Language::En, get(&format!("{address}.jwt"))).await;
    assert_eq!((badge.kind.as_str(), badge.body.split('.').count()), ("application/vc+jwt", 3));
    for path in [address.clone(), format!("{address}.pdf"), format!("{address}.jwt"), format!("{address}.exe")] {
        let other = ask(&services, Some(actor("trainee", Capacity::Trainee)), Language::En, get(&path)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_public_page_says_valid_revoked_or_unknown_in_both_languages() {
    let services = services().await;
    let address = issued(&services).await;
    let number = number_on(&ask(&services, officer(), Language::En, get(&address)).await.body);
    let form = ask(&services, None, Language::Hi, get("/verify")).await;
    assert!(form.status == StatusCode::OK && form.body.contains("साइन-इन की ज़रूरत नहीं"));
    let typed = number.to_lowercase().replace('-', "+");
    let led = ask(&services, None, Language::Hi, get(&format!("/verify?number={typed}"))).await;
    assert_eq!((led.status, led.location), (StatusCode::SEE_OTHER, format!("/verify/{number}")));

    let public = |language| ask(&services, None, language, get(&format!("/verify/{number}")));
    let (hi, en) = (public(Language::Hi).await.body, public(Language::En).await.body);
    assert!(hi.contains("सही और मान्य") && hi.contains("सीता देवी"), "{hi}");
    assert!(en.contains("genuine and valid"), "{en}");
    assert!(!en.contains("SITA") && !en.contains("100 %"), "nothing else of the person: {en}");

    let none = ask(&services, None, Language::En, get("/verify/AB-M01-0000-0000-0")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "the check character of this one does not fit");
    assert!(none.body.contains("One of the characters"), "{}", none.body);

    let request =
        post(&services, &format!("{address}/revoke"), "reason=%E0%A4%A8%E0%A4%BE%E0%A4%AE+%E0%A4%97%E0%A4%B2%E0%A4%A4");
    assert_eq!(ask(&services, officer(), Language::En, request).await.status, StatusCode::SEE_OTHER);
    let (hi, en) = (public(Language::Hi).await.body, public(Language::En).await.body);
    assert!(hi.contains("रद्द हो चुका है") && en.contains("has been revoked"), "{en}");
    assert!(!hi.contains("नाम गलत"), "the reason is not for the public");
    let inside = ask(&services, officer(), Language::Hi, get(&address)).await.body;
    assert!(inside.contains("नाम गलत"), "{inside}");

    let request = post(&services, &format!("{address}/reissue"), "");
    assert_eq!(ask(&services, officer(), Language::En, request).await.status, StatusCode::SEE_OTHER);
    assert!(public(Language::En).await.body.contains("genuine and valid"));
}

#[tokio::test]
async fn a_number_nobody_has_is_not_found_and_a_refused_form_keeps_what_was_typed() {
    let services = services().await;
    let module = ModuleId::parse("M01").unwrap();
    let number = abhyas_services::certificates::CertificateNumber::make(&module, 5).unwrap();
    let unknown = ask(&services, None, Language::Hi, get(&format!("/verify/{number}"))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.body.contains("कोई प्रमाण-पत्र नहीं"), "{}", unknown.body);

    let nonsense = ask(&services, None, Language::En, get("/verify?number=hello+%3Cb%3E")).await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nonsense.body.contains("value=\"hello &lt;b&gt;\"") && nonsense.body.contains("aria-invalid"),
        "{}",
        nonsense.body
    );

    let address = issued(&services).await;
    let empty =
        ask(&services, officer(), Language::En, post(&services, &format!("{address}/revoke"), "reason=+")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"reason-error\""), "{}", empty.body);
    let early = post(&services, "/certificates/issue", "module=M01&show=not-yet&person=gita");
    let early = ask(&services, officer(), Language::En, early).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("error-summary") && early.body.contains("has not been marked yet"), "{}", early.body);
}

#[tokio::test]
async fn all_who_are_due_are_issued_with_one_button() {
    let services = services().await;
    let request = post(&services, "/certificates/issue-all", "module=M01&session=&show=due");
    let answer = ask(&services, officer(), Language::En, request).await;
    assert_eq!(answer.location, "/certificates/due?module=M01&session=&show=due&page=1");
    let list = ask(&services, officer(), Language::En, get("/certificates/issued")).await;
    assert!(list.body.contains("सीता देवी"), "{}", list.body);
    let empty = ask(&services, officer(), Language::En, get("/certificates/due")).await;
    assert!(empty.body.contains("Nobody in this list"), "{}", empty.body);
}

#[tokio::test]
async fn what_credentials_point_to_is_there() {
    let services = services().await;
    let key = ask(&services, None, Language::En, get("/verify/key")).await;
    assert!(key.body.contains("Ed25519") && !key.body.contains("\"d\""), "{}", key.body);
    let module = ask(&services, None, Language::Hi, get("/verify/module/M01")).await;
    assert!(module.body.contains("कम से कम 80 % हाज़िरी"), "{}", module.body);
    let none = ask(&services, None, Language::Hi, get("/verify/module/M99")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
