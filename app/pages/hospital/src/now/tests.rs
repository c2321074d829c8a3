//! The page names who is where, and each patient's record tells it.

use crate::{routes, t};
use abhyas_core::{Capacity, Language};
use abhyas_kit::testing::{acting, ask, get, services};
use abhyas_services::access::{self, FirstAdmin};
use abhyas_services::sandbox::hims::m04_emergency::now;
use abhyas_services::sandbox::{BaseChoice, choose_base, practice};
use abhyas_services::{Actor, Services};
use axum::http::StatusCode;

async fn ready() -> (Services, Actor) {
    let services = services().await;
    choose_base(&services, BaseChoice { patients: 400, seed: 1 });
    // The one person whom an empty house can make.
    let first = FirstAdmin { name: "मीरा".into(), staff_id: "P1".into(), mobile: None };
    let person = access::create_first_admin(&services, &first).await.unwrap().person;
    (services, Actor { person, ..acting("p", Capacity::Trainee, None) })
}

async fn page(services: &Services, actor: &Actor, language: Language, path: &str) -> String {
    let (status, _, html) = ask(routes(), services, actor, language, get(path)).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    html
}

#[tokio::test]
async fn the_hospital_now_and_the_record_of_somebody_in_it() {
    let (sv, actor) = ready().await;
    let home = page(&sv, &actor, Language::En, "/hospital").await;
    assert!(home.contains("href=\"/hospital/now\""));
    let look = practice(&sv, &actor).await.unwrap().look().await.unwrap();
    let (hindi, english) = (
        page(&sv, &actor, Language::Hi, "/hospital/now").await,
        page(&sv, &actor, Language::En, "/hospital/now").await,
    );
    assert_eq!(hindi.matches("<h1").count(), 1);
    for ward in look.world.wards().iter() {
        assert!(hindi.contains(&ward.name.hi), "{}", ward.name.hi);
    }
    for words in ["10:00", "The hospital now", "On duty now", "Samples to collect"] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let here = now::here(&look.world);
    assert!(!here.is_empty(), "nobody is in the emergency room");
    for visit in here {
        let category =
            visit.state.triage().map_or(t::triage_none(Language::En), |t| super::category(Language::En, t.category));
        let record = format!("/hospital/patients/{}/timeline", visit.patient);
        assert!(english.contains(category) && english.contains(&record), "{category} {record}: {english}");
    }
    let open = look.world.admissions().iter().find(|a| a.state.is_open()).unwrap();
    let record = format!("/hospital/patients/{}/timeline", open.patient);
    assert!(english.contains(&record), "{english}");
    let record = page(&sv, &actor, Language::En, &record).await;
    assert!(record.contains("Admitted") && !record.contains("Left the ward"), "{record}");

    let gone = look.world.admissions().iter().find(|a| !a.state.is_open()).unwrap();
    let record = page(&sv, &actor, Language::Hi, &format!("/hospital/patients/{}/timeline", gone.patient)).await;
    assert!(record.contains("वार्ड से गए") && record.contains("भर्ती"), "{record}");

    let delivery = look.world.deliveries().iter().next().unwrap();
    let child = delivery.children.iter().find_map(|c| c.patient.clone()).unwrap();
    for person in [&delivery.mother, &child] {
        let record = page(&sv, &actor, Language::En, &format!("/hospital/patients/{person}/timeline")).await;
        assert!(record.contains("Delivery") && record.contains("weeks"), "{record}");
    }
}
