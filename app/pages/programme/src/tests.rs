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
    let people = abhyas_services::plans::board::one(&sv, &officer, &plan, &session, &Default::default(), "").await;
    let people = people.unwrap();
    let (who, trainer) = (&people.people[0].person, &people.trainers[0].trainer);
    let split = get(&format!("{one}?do=split&people={who}&trainer={trainer}"));
    let (_, _, html) = ask(&sv, &officer, Language::En, split).await;
    assert!(html.contains("name=\"target\"") && html.contains("class=\"badge"), "priced: {html}");
    assert!(html.contains(&format!("type=\"hidden\" name=\"people\" value=\"{who}\"")), "{html}");
    let (_, _, html) = ask(&sv, &officer, Language::En, get(&format!("{one}?do=split"))).await;
    assert!(html.contains("Show what each place would do") && !html.contains("name=\"target\""), "{html}");
    let table = [
        ("act=move&target=", "no such room or time"),
        ("act=trainer&trainer=nobody", "no such trainer"),
        ("act=people&to=-", "Nobody was chosen"),
        ("act=people", "not in the draft"),
        ("act=people&add=somebody&to=-", "Two things were asked for at once"),
        ("act=people&add=somebody&people=other", "Two things were asked for at once"),
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

#[tokio::test]
async fn what_is_pinned_is_shown_everywhere_and_removed_by_a_form() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let all = list(&sv, &officer, &Filter::default()).await.unwrap().sessions;
    let session = all.into_iter().find(|s| s.seats_taken > 0).unwrap();
    let at = format!("/plans/pins/new?session={}", session.id);
    let (status, _, html) = ask(&sv, &officer, Language::Hi, get(&at)).await;
    assert!(status == StatusCode::OK && html.contains("name=\"reason\""), "{html}");
    let typed = |reason: &str| format!("plan=&session={}&what=place&person=&reason={reason}", session.id);
    let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, "/plans/pins/new", &typed(""))).await;
    let kept = html.contains("value=\"place\" checked") && html.contains("href=\"#reason\"");
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && kept, "{html}");
    let (status, to, _) = ask(&sv, &officer, Language::En, post(&sv, "/plans/pins/new", &typed("exams"))).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/sessions/{}", session.id)));
    let (_, _, html) = ask(&sv, &officer, Language::En, get(&format!("/sessions/{}", session.id))).await;
    assert!(html.contains("exams") && html.contains("/plans/pins/remove"), "{html}");
    for language in [Language::Hi, Language::En] {
        let (status, _, html) = ask(&sv, &officer, language, get("/plans/pins")).await;
        assert!(status == StatusCode::OK && html.contains("exams"), "{html}");
    }
    let again = ask(&sv, &officer, Language::En, post(&sv, "/plans/pins/new", &typed("exams"))).await;
    assert!(again.0 == StatusCode::UNPROCESSABLE_ENTITY && again.2.contains("pinned already"), "{}", again.2);
    let week = |day: &str, reason: &str| format!("day={day}&district=&reason={reason}");
    let (status, _, html) =
        ask(&sv, &officer, Language::En, post(&sv, "/plans/pins/week", &week("tomorrow", "holi"))).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("value=\"holi\""), "{html}");
    let (status, to, _) =
        ask(&sv, &officer, Language::En, post(&sv, "/plans/pins/week", &week(&session.day.to_string(), "holi"))).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/plans/pins"));
    let (_, _, html) = ask(&sv, &officer, Language::En, get("/plans/pins")).await;
    let of_week = html.split("name=\"week\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let one = html.split("name=\"pin\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for body in [format!("week={of_week}&plan=&session="), format!("pin={one}&plan=&session=")] {
        let (status, ..) = ask(&sv, &officer, Language::En, post(&sv, "/plans/pins/remove", &body)).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let (_, _, html) = ask(&sv, &officer, Language::En, get("/plans/pins")).await;
    assert!(html.contains("Nothing is pinned") && !html.contains("exams"), "{html}");
    let trainee = acting("nobody", Capacity::Trainee);
    for path in ["/plans/pins".to_owned(), at] {
        assert_eq!(ask(&sv, &trainee, Language::En, get(&path)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_plan_begins_on_the_day_that_was_typed_or_says_why_not() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let (_, _, html) = ask(&sv, &officer, Language::En, get("/plans")).await;
    assert!(html.contains("name=\"from\"") && html.contains("type=\"date\""), "{html}");
    for from in ["2020-01-01", "soon"] {
        let body = format!("seconds=1&seed=1&from={from}");
        let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, "/plans", &body)).await;
        let shown = html.contains(&format!("value=\"{from}\"")) && html.contains("href=\"#from\"");
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && shown, "{html}");
    }
}

#[tokio::test]
async fn something_else_is_tried_out_and_compared_side_by_side() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let base = abhyas_services::plans::plans(&sv, &officer).await.unwrap()[0].plan.id.clone();
    let copy = format!("/plans/{base}/copy");
    let (status, _, html) = ask(&sv, &officer, Language::Hi, get(&copy)).await;
    assert!(status == StatusCode::OK && html.contains("name=\"weight_session\""), "{html}");
    // A day that is none, a room without days, no name: each at its field, with everything that was typed.
    for (body, field) in [
        ("name=x&closed=R&closed_from=&closed_to=&seconds=1", "closed_from"),
        ("name=x&away=&away_from=2026-12-01&away_to=2026-12-02&seconds=1", "away"),
        ("name=x&holiday_2=soon&seconds=1", "holiday_2"),
        (
            "name=x&away=A&away_from=2026-12-01&away_to=2026-12-02&away_2=B&away_2_from=&away_2_to=&seconds=1",
            "away_2_from",
        ),
        // An empty row between two falls away: the third is the second on the page that comes back.
        (
            "name=x&closed=R&closed_from=2026-12-01&closed_to=2026-12-01&closed_3=&closed_3_from=2026-12-02&seconds=1",
            "closed_2",
        ),
        ("name=x&max_sessions=many&seconds=1", "max_sessions"),
        ("name=&max_sessions=7&seconds=1", "name"),
        ("name=x&seconds=1", ""),
    ] {
        let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, &copy, body)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {html}");
        assert!(field.is_empty() || html.contains(&format!("href=\"#{field}\"")), "{body}: {html}");
        assert!(!body.contains("many") || html.contains("value=\"many\""), "{html}");
    }
    // One row more, without scripts: nothing is tried out, and everything stays as it was typed.
    let plans_before = abhyas_services::plans::plans(&sv, &officer).await.unwrap().len();
    let typed = "name=&away=&away_from=2026-12-01&away_to=2026-12-02&max_sessions=many&more=away";
    let (status, _, html) = ask(&sv, &officer, Language::Hi, post(&sv, &copy, typed)).await;
    assert!(
        status == StatusCode::OK && html.contains("name=\"away_2_from\"") && !html.contains("name=\"away_3\""),
        "{html}"
    );
    assert!(
        html.contains("value=\"2026-12-01\"") && html.contains("value=\"many\"") && !html.contains("closed_2"),
        "{html}"
    );
    assert_eq!(abhyas_services::plans::plans(&sv, &officer).await.unwrap().len(), plans_before);
    let (status, to, html) =
        ask(&sv, &officer, Language::En, post(&sv, &copy, "name=Fewer+days&weight_last_day=9000&seconds=60&seed=2"))
            .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let id = abhyas_core::PlanId::parse(to.trim_start_matches("/plans/")).unwrap();
    // While it runs its page shows what the best plan costs, item by item; the same part alone is what the page asks for.
    let events = format!("{to}/events");
    loop {
        let (status, _, part) = ask(&sv, &officer, Language::En, get(&events)).await;
        assert_eq!(status, StatusCode::OK, "the run lasts longer than the first count");
        if part.contains("What the best plan so far costs") {
            assert!(part.contains("A session") && !part.contains("<h1>"), "{part}");
            break;
        }
        tokio::task::yield_now().await;
    }
    let (_, _, html) = ask(&sv, &officer, Language::En, get(&to)).await;
    let shown = format!("data-fresh=\"{events}\"");
    assert!(html.contains(&shown) && html.contains("What the best plan so far costs"), "{html}");
    abhyas_services::plans::stop(&sv, &officer, &id).await.unwrap();
    while abhyas_services::plans::plan_summary(&sv, &officer, &id).await.unwrap().plan.state == "running" {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        ask(&sv, &officer, Language::En, get(&events)).await.0,
        StatusCode::NO_CONTENT,
        "nothing to ask any more"
    );
    let there = format!("/plans/{id}/compare?with={base}");
    let back = format!("/plans/{base}/compare?with={id}");
    let (_, _, html) = ask(&sv, &officer, Language::En, get(&to)).await;
    assert!(html.contains("Tried out: Fewer days") && html.contains(&there), "{html}");
    let (_, _, html) = ask(&sv, &officer, Language::En, get(&format!("/plans/{base}"))).await;
    assert!(html.contains(&back) && html.contains(&format!("href=\"{copy}\"")), "{html}");
    for language in [Language::Hi, Language::En] {
        for path in [&there, &back] {
            let (status, _, html) = ask(&sv, &officer, language, get(path)).await;
            assert!(
                status == StatusCode::OK && html.contains("Fewer days") && html.matches("<h1>").count() == 1,
                "{html}"
            );
        }
        let (_, _, html) = ask(&sv, &officer, language, get("/plans")).await;
        assert!(html.contains("Fewer days"), "{html}");
    }
    let gone = ask(&sv, &officer, Language::En, get(&format!("/plans/{base}/compare?with=nothing"))).await;
    assert_eq!(gone.0, StatusCode::NOT_FOUND);
    let coordinator = testing::acting("COORD", Capacity::Coordinator, Some("MUZ"));
    assert_eq!(ask(&sv, &coordinator, Language::En, get(&copy)).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn all_sessions_of_a_trainer_are_pinned_from_the_page_of_pins() {
    let sv = services().await;
    let officer = acting("OFFICER", Capacity::Officer);
    let session = list(&sv, &officer, &Filter::default())
        .await
        .unwrap()
        .sessions
        .into_iter()
        .find(|s| s.seats_taken > 0)
        .unwrap();
    let page = "/plans/pins/trainer";
    for (body, field, words) in [
        ("trainer=nobody&from=soon&trainer_reason=exams".to_owned(), "from", "This is not a day"),
        (
            format!("trainer={}&from=2026-11-24&trainer_reason=", session.trainer),
            "trainer_reason",
            "href=\"#trainer_reason\"",
        ),
        ("trainer=nobody&from=2026-11-24&trainer_reason=exams".to_owned(), "trainer", "no published session"),
    ] {
        let (status, _, html) = ask(&sv, &officer, Language::En, post(&sv, page, &body)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(html.contains(&format!("href=\"#{field}\"")) && html.contains(words), "{body}: {html}");
        assert!(!body.contains("exams") || html.contains("value=\"exams\""), "what was typed stays: {html}");
    }
    let good = format!("trainer={}&from=2026-11-24&trainer_reason=exams", session.trainer);
    let (status, to, html) = ask(&sv, &officer, Language::En, post(&sv, page, &good)).await;
    assert!(status == StatusCode::SEE_OTHER && to == "/plans/pins", "{html}");
    for (language, words) in [(Language::En, "Sessions of "), (Language::Hi, "जगह, समय और प्रशिक्षक")]
    {
        let (status, _, html) = ask(&sv, &officer, language, get("/plans/pins")).await;
        assert!(status == StatusCode::OK && html.contains(words) && html.contains("exams"), "{html}");
    }
    // A whole week says that it takes no new session.
    let all = list(&sv, &officer, &Filter::default()).await.unwrap().sessions;
    let other = all.iter().find(|s| s.trainer != session.trainer && s.state == "planned").unwrap();
    let week = post(&sv, "/plans/pins/week", &format!("day={}&district=&reason=visit", other.day));
    let (status, _, html) = ask(&sv, &officer, Language::En, week).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (_, _, html) = ask(&sv, &officer, Language::En, get("/plans/pins")).await;
    assert!(html.contains("No new session is put into this week"), "{html}");
}
