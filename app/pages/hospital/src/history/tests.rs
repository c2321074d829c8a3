//! The list tells what was done; one goes back to a step and takes that back.

use crate::routes;
use abhyas_core::{Capacity, Language, OnceKey};
use abhyas_kit::testing::{acting, ask, get, post, services};
use abhyas_services::access::{self, FirstAdmin};
use abhyas_services::sandbox::hims::AnyCommand;
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, SearchPatients, Sex};
use abhyas_services::sandbox::{BaseChoice, choose_base, practice};
use abhyas_services::{Actor, Services};
use axum::http::StatusCode;

async fn ready() -> (Services, Actor) {
    let services = services().await;
    choose_base(&services, BaseChoice { patients: 20, seed: 1 });
    // The one person whom an empty house can make.
    let first = FirstAdmin { name: "मीरा".into(), staff_id: "P1".into(), mobile: None };
    let person = access::create_first_admin(&services, &first).await.unwrap().person;
    let actor = Actor { person, ..acting("p", Capacity::Trainee, None) };
    let unknown =
        RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: "नीली शर्ट".into() };
    let empty = SearchPatients::default();
    for (n, command) in [unknown.clone().into(), empty.into(), AnyCommand::from(unknown)].into_iter().enumerate() {
        let own = practice(&services, &actor).await.unwrap();
        let _ = own.command(&format!("c{n}"), &command).await;
    }
    (services, actor)
}

async fn page(services: &Services, actor: &Actor, language: Language) -> String {
    ask(routes(), services, actor, language, get("/hospital/history")).await.2
}

#[tokio::test]
async fn every_step_is_told_and_can_be_gone_back_to() {
    let (sv, actor) = ready().await;
    let english = page(&sv, &actor, Language::En).await;
    for text in
        ["What I did", "New: patient", "Nothing was typed to search for.", "Go back to step 0", "Go back to step 2"]
    {
        assert!(english.contains(text), "{text} is not in {english}");
    }
    assert!(!english.contains("Go back to step 3"), "that is where one is");
    let hindi = page(&sv, &actor, Language::Hi).await;
    assert!(hindi.contains("मैंने क्या किया") && hindi.contains("नया: मरीज"), "{hindi}");

    let (status, to, _) =
        ask(routes(), &sv, &actor, Language::En, post(&sv, "/hospital/history/rewind", "step=1")).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/hospital/history"));
    assert_eq!(practice(&sv, &actor).await.unwrap().journal().await.unwrap().len(), 1);
    assert!(page(&sv, &actor, Language::En).await.contains("Take it back"));

    let (status, ..) = ask(routes(), &sv, &actor, Language::En, post(&sv, "/hospital/history/undo", "")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(practice(&sv, &actor).await.unwrap().journal().await.unwrap().len(), 3);
}

#[tokio::test]
async fn what_is_no_step_is_refused_on_the_page() {
    let (sv, actor) = ready().await;
    for (path, body, text) in [
        ("/hospital/history/rewind", "step=3", "There is no such step"),
        ("/hospital/history/rewind", "step=x", "There is no such step"),
        ("/hospital/history/undo", "", "There is nothing to take back"),
    ] {
        let (status, _, html) = ask(routes(), &sv, &actor, Language::En, post(&sv, path, body)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}");
        assert!(html.contains(text), "{html}");
    }
}

#[tokio::test]
async fn a_form_sent_twice_goes_back_once() {
    let (sv, actor) = ready().await;
    let own = practice(&sv, &actor).await.unwrap();
    let key = OnceKey::mint(sv.real_now(), sv.entropy());
    own.rewind(&actor, &key, 2).await.unwrap();
    practice(&sv, &actor).await.unwrap().rewind(&actor, &key, 2).await.unwrap();
    assert_eq!(practice(&sv, &actor).await.unwrap().epoch(), 1);
}
