//! The screens of plans and sessions over a small demonstration, asked for as a browser without scripts does.

use super::*;
use abhyas_core::{Capacity, Language};
use abhyas_kit::testing::{self, get, post};
use abhyas_services::demonstration::{Load, load};
use abhyas_services::sessions::{Filter, list};
use abhyas_services::{Actor, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode};

fn acting(person: &str, capacity: Capacity) -> Actor {
    testing::acting(person, capacity, None)
}

async fn services() -> Services {
    let sv = testing::services().await;
    load(&sv, Load { small: true, publish: true, seconds: 1, moves: Some(20_000) }, &|_| {}).await.unwrap();
    sv
}

async fn ask(sv: &Services, actor: &Actor, language: Language, request: Request<Body>) -> (StatusCode, String, String) {
    testing::ask(crate::routes(), sv, actor, language, request).await
}

#[tokio::test]
async fn every_screen_of_plans_and_sessions_is_shown_in_both_languages() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let plan = abhyas_services::plans::plans(&sv, &officer).await.unwrap()[0].plan.id.clone();
    let session = list(&sv, &officer, &Filter::default()).await.unwrap().sessions[0].clone();
    let paths = [
        "/plans".to_owned(),
        format!("/plans/{plan}"),
        format!("/plans/{plan}?by=district"),
        format!("/plans/{plan}?by=pictures&of=fill"),
        format!("/plans/{plan}?by=pictures&of=load&page=9"),
        format!("/plans/{plan}?by=pictures&of=weeks"),
        format!("/plans/{plan}?by=pictures&of=districts"),
        format!("/plans/{plan}?by=venue"),
        format!("/plans/{plan}/print"),
        format!("/plans/{plan}/print?by=district&of=MUZ&names=1&page=99"),
        format!("/plans/{plan}/print?by=module&of=M01"),
        format!("/plans/{plan}?by=trainer"),
        format!("/plans/{plan}?by=module&of=M01"),
        format!("/plans/{plan}?by=person&q=a"),
        format!("/plans/{plan}?by=unmet"),
        "/sessions".to_owned(),
        "/sessions?module=M01&from=2026-11-30&page=1".to_owned(),
        format!("/sessions/{}", session.id),
        format!("/sessions/{}/attendance", session.id),
        format!("/sessions/{}/sheet", session.id),
        format!("/sessions/{}/edit", session.id),
        "/my".to_owned(),
        "/my/calendar".to_owned(),
    ];
    for language in [Language::Hi, Language::En] {
        for path in &paths {
            let (status, _, html) = ask(&sv, &officer, language, get(path)).await;
            assert_eq!(status, StatusCode::OK, "{path}: {html}");
            assert!(html.contains("<h1>"), "{path}");
        }
    }
    let preview = ask(&sv, &officer, Language::En, get(&format!("/plans/{plan}/preview"))).await;
    assert_eq!(preview.0, StatusCode::SEE_OTHER, "a published plan has no preview any more");
    assert_eq!(ask(&sv, &officer, Language::En, get("/plans/nothing")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ask(&sv, &officer, Language::En, get("/calendar/nobody.ics")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_trainee_sees_their_sessions_and_their_calendar_and_nothing_of_plans() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let session = list(&sv, &officer, &Filter::default())
        .await
        .unwrap()
        .sessions
        .into_iter()
        .find(|s| s.seats_taken > 0)
        .unwrap();
    let page = abhyas_services::sessions::session_page(&sv, &officer, &session.id).await.unwrap();
    let trainee = acting(page.people[0].person.as_str(), Capacity::Trainee);
    let (status, _, html) = ask(&sv, &trainee, Language::Hi, get("/my")).await;
    assert!(status == StatusCode::OK && html.contains(&format!("/sessions/{}", session.id)), "{html}");
    let (status, _, html) = ask(&sv, &trainee, Language::Hi, get(&format!("/sessions/{}", session.id))).await;
    assert!(status == StatusCode::OK && !html.contains("/edit") && !html.contains(&page.people[0].staff_id), "{html}");
    for path in ["/plans".to_owned(), "/sessions".to_owned(), format!("/sessions/{}/attendance", session.id)] {
        assert_eq!(ask(&sv, &trainee, Language::Hi, get(&path)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, _, html) = ask(&sv, &trainee, Language::En, post(&sv, "/my/calendar", "")).await;
    let address = html.split("http://127.0.0.1:3000").nth(1).unwrap().split(['"', '<']).next().unwrap().to_owned();
    assert!(status == StatusCode::OK && address.ends_with(".ics"), "{address}");
    let (status, _, text) = ask(&sv, &officer, Language::En, get(&address)).await;
    assert!(
        status == StatusCode::OK && text.starts_with("BEGIN:VCALENDAR") && text.contains("STATUS:CONFIRMED"),
        "{text}"
    );
}

#[tokio::test]
async fn what_is_refused_comes_back_with_what_was_typed() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, "/plans", "seconds=9999&seed=7")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("value=\"9999\"")
            && html.contains("href=\"#seconds\""),
        "{html}"
    );
    let session = list(&sv, &officer, &Filter::default())
        .await
        .unwrap()
        .sessions
        .into_iter()
        .find(|s| s.seats_taken > 0)
        .unwrap();
    let page = abhyas_services::sessions::session_page(&sv, &officer, &session.id).await.unwrap();
    let tap = format!("person={}&mark=present", page.people[0].person);
    let (status, _, html) =
        ask(&sv, &officer, Language::En, post(&sv, &format!("/sessions/{}/attendance", session.id), &tap)).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("Attendance can not be marked now"), "{html}");
    let sunday =
        format!("day=2026-12-06&half=0&room={}&trainer={}&version={}", session.room, session.trainer, session.version);
    let (status, _, html) =
        ask(&sv, &officer, Language::En, post(&sv, &format!("/sessions/{}/edit", session.id), &sunday)).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("name=\"overrule\"") && html.contains("Sunday"),
        "{html}"
    );
}

#[test]
fn numbers_are_grouped_as_in_india() {
    assert_eq!(count(1500), "1,500");
}

#[tokio::test]
async fn the_hospitals_of_a_class_are_opened_in_advance_each_once() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let all = list(&sv, &officer, &Filter::default()).await.unwrap().sessions;
    let session = all.iter().find(|session| session.seats_taken > 0).unwrap();
    let path = format!("/sessions/{}/hospitals", session.id);
    let page = ask(&sv, &officer, Language::En, get(&format!("/sessions/{}", session.id))).await.2;
    assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
    for _ in 0..2 {
        let (status, ..) = ask(&sv, &officer, Language::En, post(&sv, &path, "")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let people = abhyas_services::sessions::session_page(&sv, &officer, &session.id).await.unwrap().people;
    let ids: Vec<_> = people.iter().map(|attendee| attendee.person.clone()).collect();
    let opened = abhyas_services::sandbox::open_many(&sv, &officer, &ids).await.unwrap();
    assert_eq!((opened.added(), opened.already), (0, ids.len()), "all of them are open");
    let nobody = acting("nobody", Capacity::Trainee);
    assert_eq!(ask(&sv, &nobody, Language::En, post(&sv, &path, "")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_board_of_a_draft_is_shown_in_both_languages_and_refuses_in_words() {
    let sv = testing::services().await;
    load(&sv, Load { small: true, publish: false, seconds: 1, moves: Some(20_000) }, &|_| {}).await.unwrap();
    let officer = acting("OFFICER", Capacity::Officer);
    let plan = abhyas_services::plans::plans(&sv, &officer).await.unwrap()[0].plan.id.clone();
    let week = abhyas_services::plans::board::page(&sv, &officer, &plan, &Default::default()).await.unwrap();
    let session = week.cards[0].id.clone();
    let one = format!("/plans/{plan}/board/{session}");
    let mut paths: Vec<String> =
        ["room", "trainer", "district"].iter().map(|by| format!("/plans/{plan}/board?by={by}&week=1")).collect();
    paths.extend(["move", "trainer", "people", "split", "merge", "cancel"].iter().map(|act| format!("{one}?do={act}")));
    paths.push(format!("/plans/{plan}/board/new"));
    for language in [Language::Hi, Language::En] {
        for path in &paths {
            let (status, _, html) = ask(&sv, &officer, language, get(path)).await;
            assert_eq!(status, StatusCode::OK, "{path}: {html}");
            assert!(html.contains("<h1>"), "{path}");
        }
    }
    let table = [
        ("act=move&target=", "no such room or time"),
        ("act=trainer&trainer=nobody", "no such trainer"),
        ("act=people&to=-", "Nobody was chosen"),
        ("act=people", "not in the draft"),
        ("act=merge&to=nothing", "not in the draft"),
        ("act=split&target=1@nowhere&people=nobody", "does not sit"),
    ];
    for (fields, words) in table {
        let body = format!("seen=0&module={}&{fields}", week.cards[0].module.id);
        let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, &one, &body)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}: {html}");
        assert!(html.contains(words), "{fields}: {html}");
    }
    let (status, _, calendar) = ask(&sv, &officer, Language::Hi, get(&format!("/plans/{plan}/export.ics"))).await;
    assert!(status == StatusCode::OK && calendar.contains("BEGIN:VEVENT"), "{status}: {calendar}");
    let nobody =
        ask(&sv, &officer, Language::Hi, get(&format!("/plans/{plan}/export.xlsx?by=trainer&of=nobody"))).await;
    assert_eq!(nobody.0, StatusCode::NOT_FOUND);
    let trainee = acting("nobody", Capacity::Trainee);
    assert_eq!(ask(&sv, &trainee, Language::En, get(&paths[0])).await.0, StatusCode::NOT_FOUND);
    assert_eq!(
        ask(&sv, &officer, Language::En, get(&format!("/plans/{plan}/board/nothing"))).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
