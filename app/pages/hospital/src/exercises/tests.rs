//! The self-check of a lesson, asked for as a browser without scripts does.

use abhyas_core::{Capacity, Language, ModuleId};
use abhyas_kit::testing::{self, acting, get};
use abhyas_services::exercises::curriculum;
use axum::http::StatusCode;
use std::fmt::Write as _;

async fn ask(path: &str, language: Language) -> (StatusCode, String, String) {
    let sv = testing::services().await;
    testing::ask(super::routes(), &sv, &acting("sita", Capacity::Trainee, None), language, get(path)).await
}

#[tokio::test]
async fn a_paper_has_an_address_of_its_own_and_shows_every_question() {
    let (status, to, _) = ask("/lessons/M01/questions", Language::Hi).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(to.starts_with("/lessons/M01/questions?order="), "{to}");
    let (status, _, html) = ask(&to, Language::Hi).await;
    assert_eq!((status, html.matches("<fieldset").count()), (StatusCode::OK, 20));
    assert_eq!(html, ask(&to, Language::Hi).await.2);
    assert_ne!(html, ask("/lessons/M01/questions?order=1", Language::Hi).await.2);
    for missing in ["/lessons/M99/questions?order=1", "/lessons/x/questions"] {
        assert_eq!(ask(missing, Language::Hi).await.0, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn answers_are_marked_and_each_is_explained_in_both_languages() {
    let sv = testing::services().await;
    let content = curriculum(&sv).unwrap();
    let questions = content.questions(&ModuleId::parse("M01").unwrap()).unwrap();
    let mut right = String::new();
    for question in &questions.question {
        for (place, _) in question.choice.iter().enumerate().filter(|(_, choice)| choice.right) {
            write!(right, "&q-{}={place}", question.id).unwrap();
        }
    }
    for (answers, language, says) in [
        (right.as_str(), Language::En, "20 of 20 right"),
        (right.as_str(), Language::Hi, "20 में से 20 सही"),
        ("", Language::En, "0 of 20 right"),
        ("&q-first-step=1&q-why-one-id=0&q-abha-digits=x", Language::En, "1 of 20 right"),
    ] {
        let (status, _, html) = ask(&format!("/lessons/M01/questions?order=7&sent=1{answers}"), language).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains(says), "{says}: {answers}");
        for question in &questions.question {
            assert!(html.contains(question.why.pick(language)), "{}", question.id);
        }
    }
}
