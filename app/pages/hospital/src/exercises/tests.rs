//! The list by module, the lesson and its self-check, asked for as a browser without scripts does.

use abhyas_core::{Capacity, Language, ModuleId};
use abhyas_kit::testing::{self, acting, get, post};
use abhyas_services::exercises::curriculum;
use abhyas_services::{Services, sample};
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

/// A page of the list or of a lesson for `sita`, who has a seat in a session of M01 and in none of the other modules.
async fn as_sita(
    sv: &Services,
    language: Language,
    request: axum::http::Request<axum::body::Body>,
) -> (StatusCode, String, String) {
    testing::ask(super::routes(), sv, &acting("sita", Capacity::Trainee, None), language, request).await
}

async fn programme() -> Services {
    let sv = testing::services().await;
    sample::small_programme(sv.db()).await.unwrap();
    sv
}

#[tokio::test]
async fn the_list_opens_the_own_modules_and_folds_the_others_in_both_languages() {
    let sv = programme().await;
    for (language, own, next, other) in [
        (Language::Hi, "<h2>M01: ", "आपका अगला काम", "<summary>M09: औषधि वितरण"),
        (Language::En, "<h2>M01: ", "Next for you", "<summary>M09: Pharmacy"),
    ] {
        let (status, _, html) = as_sita(&sv, language, get("/exercises")).await;
        assert_eq!(status, StatusCode::OK);
        let places: Vec<_> = [own, next, "/exercises/M01-E1/start", other, "/exercises/M09-E1/start"]
            .iter()
            .map(|part| html.find(part).unwrap_or_else(|| panic!("{language:?} lacks {part}")))
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!((html.matches("<details").count(), html.matches(next).count()), (4, 1));
    }
    // Without a seat there is no programme: nothing is folded, nothing comes next.
    let mentor = acting("officer", Capacity::Mentor, None);
    let (_, _, html) = testing::ask(super::routes(), &sv, &mentor, Language::En, get("/exercises")).await;
    assert!(!html.contains("<details") && !html.contains("Next for you") && html.contains("<h2>M09: Pharmacy"));
}

#[tokio::test]
async fn what_was_read_and_how_the_self_check_went_shows_in_the_list() {
    let sv = programme().await;
    let (_, _, html) = as_sita(&sv, Language::En, get("/exercises")).await;
    assert!(html.contains("Not read yet") && !html.contains("of 20 right"));
    let (status, to, _) = as_sita(&sv, Language::En, post(&sv, "/lessons/M01/read", "")).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/lessons/M01/questions"));
    let sent = post(&sv, "/lessons/M01/questions", "order=7&sent=1&q-first-step=1&q-why-one-id=0");
    let (status, to, _) = as_sita(&sv, Language::En, sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _, html) = as_sita(&sv, Language::En, get(&to)).await;
    assert_eq!(status, StatusCode::OK, "{to}");
    assert!(html.contains("1 of 20 right"));
    for (language, read, checked) in
        [(Language::En, "Read: 23 November 2026", "1 of 20 right"), (Language::Hi, "पढ़ा: 23 नवंबर 2026", "20 में से 1 सही")]
    {
        let (_, _, html) = as_sita(&sv, language, get("/exercises")).await;
        assert!(html.contains(read) && html.contains(checked), "{language:?}");
    }
    for missing in ["/lessons/M99/read", "/lessons/M99/questions"] {
        assert_eq!(as_sita(&sv, Language::Hi, post(&sv, missing, "")).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_lesson_shows_pictures_of_its_screens_in_the_readers_language() {
    let sv = programme().await;
    for (language, tag, other) in [(Language::Hi, ".hi.", ".en."), (Language::En, ".en.", ".hi.")] {
        let (_, _, html) = as_sita(&sv, language, get("/lessons/M09")).await;
        let images: Vec<_> =
            html.split("<img ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).collect();
        assert!(images.len() >= 2);
        for image in images {
            assert!(image.contains(tag) && !image.contains(other) && image.contains("loading=\"lazy\""), "{image}");
            assert!(["width=\"", "height=\"", "alt=\""].iter().all(|part| image.contains(part)), "{image}");
            let address = image.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            assert_eq!(as_sita(&sv, language, get(address)).await.0, StatusCode::OK, "{address}");
            let older = address.replace(tag, &format!("{tag}0"));
            assert_eq!(as_sita(&sv, language, get(&older)).await.0, StatusCode::NOT_FOUND, "{older}");
        }
    }
}
