//! A cohort is made, filled and led on its pages; its hospital is shared; who is taken out finds nothing; what is late is told.

#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

mod refusals;

use abhyas_core::{Capacity, DistrictId, Language};
use abhyas_kit::testing::{acting, ask, get, post};
use abhyas_kit::{AppState, Visitor};
use abhyas_pages_hospital::routes;
use abhyas_services::access;
use abhyas_services::cohorts::{Cohort, cohorts, remove_member};
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_services::sandbox::hims::{AnyCommand, Persona};
use abhyas_services::sandbox::{BaseChoice, Sandbox, choose_base, of_id};
use abhyas_services::{Actor, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use tower::ServiceExt as _;
use tower_sessions::{MemoryStore, Session};

struct House {
    sv: Services,
    trainer: Actor,
}

/// The small programme: `trainer`, `trainee` and `sita` in Muzaffarpur, `gita` in Nalanda.
async fn house() -> House {
    let sv = abhyas_kit::testing::services().await;
    abhyas_store::sample::small_programme(sv.db()).await.unwrap();
    choose_base(&sv, BaseChoice { patients: 20, seed: 1 });
    let trainer =
        Actor { district: DistrictId::parse("MUZ").ok(), ..acting("trainer", Capacity::Trainer, Some("MUZ")) };
    House { sv, trainer }
}

impl House {
    async fn actor(&self, staff_id: &str) -> Actor {
        let person = abhyas_core::PersonId::parse(staff_id).unwrap();
        access::actor_of(&self.sv, &person).await.unwrap().unwrap()
    }

    async fn get(&self, actor: &Actor, path: &str) -> (StatusCode, String) {
        let (status, _, html) = ask(routes(), &self.sv, actor, Language::En, get(path)).await;
        (status, html)
    }

    async fn post(&self, actor: &Actor, path: &str, body: &str) -> (StatusCode, String, String) {
        ask(routes(), &self.sv, actor, Language::En, post(&self.sv, path, body)).await
    }

    /// A cohort with a clerk and a nurse, and its open hospital.
    async fn cohort(&self) -> Cohort {
        let (status, to, html) = self.post(&self.trainer, "/cohorts", "name=Morning").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
        for body in ["staff_id=SITA&roles=clerk", "staff_id=TRAINEE&roles=nurse&roles=supervisor"] {
            let (status, ..) = self.post(&self.trainer, &format!("{to}/members"), body).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        }
        let (status, ..) = self.post(&self.trainer, &format!("{to}/open"), "").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        cohorts(&self.sv, &self.trainer).await.unwrap().remove(0)
    }

    async fn hospital(&self, actor: &Actor, cohort: &Cohort) -> Sandbox {
        of_id(&self.sv, actor, cohort.hospital.as_ref().unwrap()).await.unwrap()
    }
}

fn unknown() -> AnyCommand {
    RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: "blue shirt".into() }.into()
}

#[tokio::test]
async fn a_trainer_makes_a_cohort_and_its_members_see_it() {
    let house = house().await;
    let cohort = house.cohort().await;
    let address = format!("/cohorts/{}", cohort.record.id);
    let (_, html) = house.get(&house.trainer, &address).await;
    for text in ["Morning", "सीता देवी", "Registration clerk", "Look into the shared hospital", "Add a member"]
    {
        assert!(html.contains(text), "{text} is not in {html}");
    }
    let sita = house.actor("sita").await;
    let (_, html) = house.get(&sita, &address).await;
    assert!(html.contains("Go into the shared hospital") && !html.contains("Add a member"), "{html}");
    let (_, home) = house.get(&sita, "/hospital").await;
    assert!(home.contains("Shared hospitals") && home.contains("Morning"), "{home}");
    let gita = house.actor("gita").await;
    assert_eq!(house.get(&gita, &address).await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&gita, "/cohorts/new").await.0, StatusCode::NOT_FOUND);
    assert!(house.get(&gita, "/cohorts").await.1.contains("There is no cohort yet."));
    for path in [format!("{address}/members/sita"), format!("{address}/members/nobody")] {
        assert_eq!(house.get(&sita, &path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_is_refused_is_told_on_the_page_with_what_was_typed() {
    let house = house().await;
    let (status, _, html) = house.post(&house.trainer, "/cohorts", "name=&mentor=SITA").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("The cohort has no name.") && html.contains("value=\"SITA\""), "{html}");
    let address = format!("/cohorts/{}", house.cohort().await.record.id);
    for (path, body, text) in [
        ("/members", "staff_id=GITA&roles=clerk", "Nobody in your district"),
        ("/members", "staff_id=OFFICER&roles=clerk", "Nobody in your district"),
        ("/members", "staff_id=SITA&roles=doctor", "is a member already"),
        ("/members", "staff_id=COORDINATOR", "No role was chosen."),
        ("/members/sita", "", "No role was chosen."),
    ] {
        let (status, _, html) = house.post(&house.trainer, &format!("{address}{path}"), body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}");
        assert!(html.contains(text), "{text} is not in {html}");
    }
}

#[tokio::test]
async fn who_is_taken_out_finds_nothing_from_then_on() {
    let house = house().await;
    let cohort = house.cohort().await;
    let (sita, id) = (house.actor("sita").await, cohort.hospital.clone().unwrap());
    let enter = format!("_hospital={id}");
    let (status, to, _) = house.post(&sita, "/hospital/enter", &enter).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/hospital"));
    let remove = format!("/cohorts/{}/members/sita/remove", cohort.record.id);
    assert_eq!(house.post(&sita, &remove, "").await.0, StatusCode::NOT_FOUND, "only who leads");
    assert_eq!(house.post(&house.trainer, &remove, "").await.0, StatusCode::SEE_OTHER);
    for path in ["/hospital/enter", "/hospital/reset", "/hospital/clock/advance"] {
        assert_eq!(house.post(&sita, path, &enter).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(house.get(&sita, &format!("/cohorts/{}", cohort.record.id)).await.0, StatusCode::NOT_FOUND);
    let (status, _) = house.get(&sita, &format!("/hospital/events?hospital={id}")).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_form_from_before_the_start_over_does_nothing_and_loses_nothing() {
    let house = house().await;
    let cohort = house.cohort().await;
    let sita = house.actor("sita").await;
    let before = house.hospital(&sita, &cohort).await;
    before.command("c1", &unknown()).await.unwrap();
    let (id, life) = (before.id().clone(), before.epoch());
    let (status, ..) = house.post(&sita, "/hospital/reset", &format!("_hospital={id}&_life={life}")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "who does not lead does not start over");
    let (status, ..) = house.post(&house.trainer, "/hospital/reset", &format!("_hospital={id}&_life={life}")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    for path in ["/hospital/reset", "/hospital/history/rewind", "/hospital/history/undo"] {
        let (status, _, _) = house.post(&house.trainer, path, &format!("_hospital={id}&_life={life}&step=0")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: somebody else was faster");
    }
    let late = format!("_hospital={id}&_life={life}&sex=male&age=50&description=green+coat");
    let (status, _, html) = house.post(&sita, "/hospital/unknown", &late).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("This hospital was started over meanwhile.") && html.contains("green coat"), "{html}");
    assert!(house.hospital(&sita, &cohort).await.journal().await.unwrap().is_empty(), "nothing was written");
    let again = format!("_hospital={id}&_life={}&sex=male&age=50&description=green+coat", life + 1);
    assert_eq!(house.post(&sita, "/hospital/unknown", &again).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_member_chooses_among_their_own_roles_and_a_supervisor_moves_the_clock() {
    let house = house().await;
    let cohort = house.cohort().await;
    let (sita, trainee) = (house.actor("sita").await, house.actor("trainee").await);
    let id = format!("_hospital={}", cohort.hospital.as_ref().unwrap());
    let (status, ..) = house.post(&sita, "/hospital/persona", &format!("{id}&persona=doctor")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _, html) = house.post(&sita, "/hospital/clock/advance", &format!("{id}&minutes=30")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("Only a supervisor moves the hospital"), "{html}");
    let (status, ..) = house.post(&trainee, "/hospital/persona", &format!("{id}&persona=supervisor")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let own = house.hospital(&trainee, &cohort).await;
    assert_eq!((own.persona(), own.roles().len()), (Persona::Supervisor, 2));
    let now = own.look().await.unwrap().ctx.now;
    for (body, expected) in [
        ("minutes=30", StatusCode::SEE_OTHER),
        ("minutes=x", StatusCode::UNPROCESSABLE_ENTITY),
        ("minutes=", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let (status, ..) = house.post(&trainee, "/hospital/clock/advance", &format!("{id}&{body}")).await;
        assert_eq!(status, expected, "{body}");
    }
    let (status, _, html) = house.post(&trainee, "/hospital/clock/set", &format!("{id}&day=&time=25:99")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("25:99") && html.contains("This is no time."), "{html}");
    assert_eq!(house.hospital(&trainee, &cohort).await.look().await.unwrap().ctx.now, now.plus_minutes(30));
    let (status, _, html) = house.post(&house.trainer, "/hospital/clock/advance", &format!("{id}&minutes=30")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "who leads looks only");
    assert!(html.contains("You can only look at this hospital."), "{html}");
}

#[tokio::test]
async fn a_step_is_told_field_by_field_and_hospitals_are_compared_and_copied() {
    let house = house().await;
    let trainer = &house.trainer;
    let own = abhyas_services::sandbox::practice(&house.sv, trainer).await.unwrap();
    own.command("c1", &unknown()).await.unwrap();
    own.command("c2", &unknown()).await.unwrap();
    let (_, html) = house.get(trainer, "/hospital/history/1").await;
    for text in ["Before", "After", "Description", "blue shirt", "Next: step 2"] {
        assert!(html.contains(text), "{text} is not in {html}");
    }
    assert!(house.get(trainer, "/hospital/history/2").await.1.contains("Before: step 1"));
    for path in ["/hospital/history/3", "/hospital/history/x", "/hospital/history/0"] {
        assert_eq!(house.get(trainer, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (_, html) = house.get(trainer, "/hospital/compare").await;
    assert!(html.contains("What changed since it was opened") && html.contains("patient: 2"), "{html}");
    let (_, _, html) = house.post(trainer, "/hospital/compare", "trainee=SITA").await;
    assert!(html.contains("has not opened their hospital yet"), "{html}");
    for (path, body) in [("/hospital/compare", "trainee=GITA"), ("/hospital/copy", "copy_to=GITA")] {
        let (status, _, html) = house.post(trainer, path, body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(html.contains("Nobody in your district") && html.contains("value=\"GITA\""), "{html}");
    }
    let (status, _, html) = house.post(trainer, "/hospital/copy", "copy_to=TRAINER").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("A hospital is not copied into itself."), "{html}");
    let (status, ..) = house.post(trainer, "/hospital/copy", "copy_to=SITA").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, html) = house.post(trainer, "/hospital/compare", "trainee=SITA").await;
    assert!(html.contains("There is no difference."), "{html}");
    let sita = house.actor("sita").await;
    assert_eq!(house.post(&sita, "/hospital/copy", "copy_to=TRAINEE").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, html) = house.get(&sita, "/hospital/history").await;
    assert!(html.contains("Take it back"), "{html}");
}

#[tokio::test]
async fn the_first_page_of_a_shared_hospital_tells_what_the_others_did() {
    let house = house().await;
    let cohort = house.cohort().await;
    let (sita, trainee) = (house.actor("sita").await, house.actor("trainee").await);
    house.hospital(&sita, &cohort).await.command("c1", &unknown()).await.unwrap();
    let browser = Browser::new(&house.sv, trainee);
    browser.enter(&cohort).await;
    let home = browser.get("/hospital", Language::En).await;
    for text in [
        "10:00 · सीता देवी (Registration clerk) registered an unknown patient: Unknown patient",
        "data-live=\"/hospital/events?hospital=cohort-",
        "data-from=\"0-1\"",
    ] {
        assert!(home.contains(text), "{text} is not in {home}");
    }
    let hindi = browser.get("/hospital", Language::Hi).await;
    assert!(hindi.contains("ने अज्ञात मरीज दर्ज किया"), "{hindi}");
    let history = browser.get("/hospital/history", Language::En).await;
    assert!(history.contains("सीता देवी (Registration clerk)"), "{history}");
    assert!(!history.contains("Go back to step"), "only who leads goes back");

    // Started over by the trainer: said on the next page, once.
    let hospital = house.hospital(&house.trainer, &cohort).await;
    let key = abhyas_core::OnceKey::mint(house.sv.real_now(), house.sv.entropy());
    hospital.reset(&house.trainer, &key).await.unwrap();
    let told = "मनोज started this hospital over";
    assert!(browser.get("/hospital/patients", Language::En).await.contains(told));
    assert!(!browser.get("/hospital/patients", Language::En).await.contains(told), "once");
    let home = browser.get("/hospital", Language::En).await;
    assert!(home.contains("मनोज started this hospital over"), "and among what the others did: {home}");

    let member = abhyas_core::PersonId::parse("trainee").unwrap();
    let key = abhyas_core::OnceKey::mint(house.sv.real_now(), house.sv.entropy());
    remove_member(&house.sv, &house.trainer, &key, &cohort.record.id, &member).await.unwrap();
    let own = browser.get("/hospital", Language::En).await;
    assert!(own.contains("You are no longer in the shared hospital") && own.contains("My practice hospital"), "{own}");
}

/// Somebody at one browser: their session goes on from page to page.
struct Browser {
    sv: Services,
    actor: Actor,
    session: Session,
}

impl Browser {
    fn new(sv: &Services, actor: Actor) -> Self {
        Self { sv: sv.clone(), actor, session: Session::new(None, Arc::new(MemoryStore::default()), None) }
    }

    async fn ask(&self, request: Request<Body>, language: Language) -> (StatusCode, String) {
        let visitor = Visitor {
            actor: Some(self.actor.clone()),
            locked: None,
            language,
            nonce: "n".into(),
            session: self.session.clone(),
            flash: None,
            held: Vec::new(),
            synthetic: true,
            device: "d".into(),
        };
        let state = AppState { services: self.sv.clone(), assets: Arc::default(), https: false };
        let response = routes().layer(axum::Extension(visitor)).with_state(state).oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn get(&self, path: &str, language: Language) -> String {
        let (status, html) = self.ask(get(path), language).await;
        assert_eq!(status, StatusCode::OK, "{path}: {html}");
        html
    }

    async fn enter(&self, cohort: &Cohort) {
        let body = format!("_hospital={}", cohort.hospital.as_ref().unwrap());
        let (status, html) = self.ask(post(&self.sv, "/hospital/enter", &body), Language::En).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    }
}
