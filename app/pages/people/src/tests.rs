//! The screens about people, asked for as a browser without scripts does, in both languages.

use abhyas_core::{Capacity, Language, OnceKey, PersonId};
use abhyas_kit::testing::{self, get, post};
use abhyas_seed_data::programme::Masters;
use abhyas_services::demonstration::{Load, begin};
use abhyas_services::masters::{Entry, Kind, save};
use abhyas_services::{Actor, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

fn acting(capacity: Capacity, district: Option<&str>) -> Actor {
    testing::acting("P1", capacity, district)
}

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

fn entry<const N: usize>(cells: [(&str, &str); N]) -> Entry {
    Entry::from_pairs(cells)
}

/// Services over a synthetic programme with one facility, one role and one designation.
async fn services() -> Services {
    let sv = testing::services().await;
    let load = Load { small: true, publish: false, seconds: 1, moves: None };
    begin(&sv, &Masters::read().unwrap(), load).await.unwrap();
    let rows = [
        (
            Kind::Districts,
            entry([("id", "MUZ"), ("name_hi", "मुजफ्फरपुर"), ("name_en", "Muzaffarpur"), ("position", "0")]),
        ),
        (Kind::Blocks, entry([("id", "KANTI"), ("district", "MUZ"), ("name_hi", "काँटी"), ("name_en", "Kanti")])),
        (
            Kind::Facilities,
            entry([
                ("id", "F1"),
                ("district", "MUZ"),
                ("block", "KANTI"),
                ("kind", "PHC"),
                ("name_hi", "प्रा.स्वा.केंद्र काँटी"),
                ("name_en", "Block Kanti PHC"),
                ("active", "1"),
            ]),
        ),
        (
            Kind::Modules,
            entry([("id", "M01"), ("name_hi", "मरीज पंजीकरण"), ("name_en", "Registration"), ("max_size", "30")]),
        ),
        (
            Kind::Roles,
            entry([("id", "R04"), ("name_hi", "एएनएम"), ("name_en", "ANM"), ("cadre", "anm"), ("modules", "M01")]),
        ),
        (Kind::Designations, entry([("name", "ANM"), ("role", "R04")])),
    ];
    for (kind, row) in rows {
        let key = OnceKey::mint(sv.real_now(), sv.entropy());
        save(&sv, &officer(), &key, kind, &[row]).await.unwrap();
    }
    sv
}

async fn ask(sv: &Services, actor: &Actor, language: Language, request: Request<Body>) -> (StatusCode, String, String) {
    testing::ask(crate::routes(), sv, actor, language, request).await
}

fn upload(sv: &Services, name: &str, content: &str) -> Request<Body> {
    let once = OnceKey::mint(sv.real_now(), sv.entropy());
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"_once\"\r\n\r\n{once}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--x--\r\n"
    );
    Request::post("/people/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap()
}

const MEENA: &str =
    "name=MEENA+DEVI&mobile=%2B91+00000+10001&designation=ANM&facility=Block+Kanti+PHC&sex=female&language=hi";

#[tokio::test]
async fn an_empty_list_says_what_to_do_first_in_both_languages() {
    let sv = services().await;
    for (language, text) in [(Language::Hi, "पहले अपने जिले की कर्मी-सूची"), (Language::En, "First add your district")]
    {
        let (status, _, html) = ask(&sv, &officer(), language, get("/people")).await;
        assert!(status == StatusCode::OK && html.contains(text) && html.contains("/people/import"), "{html}");
        for path in ["/people/new", "/people/import"] {
            let (status, _, html) = ask(&sv, &officer(), language, get(path)).await;
            assert!(status == StatusCode::OK && html.contains("<h1>") && html.contains("name=\"_once\""), "{path}");
        }
    }
}

#[tokio::test]
async fn a_person_is_added_changed_put_on_leave_and_found() {
    let sv = services().await;
    let bad = MEENA.replace("MEENA+DEVI", "").replace("Block+Kanti+PHC", "kanti+phc");
    let (status, _, html) = ask(&sv, &officer(), Language::En, post(&sv, "/people/new", &bad)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        html.contains("href=\"#name\"") && html.contains("href=\"#facility\"") && html.contains("value=\"F1\""),
        "{html}"
    );
    assert!(html.contains("value=\"+91 00000 10001\""), "what was typed stays: {html}");

    let (status, person, _) = ask(&sv, &officer(), Language::En, post(&sv, "/people/new", MEENA)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&person)).await;
    assert!(html.contains("Meena Devi") && html.contains("MUZ-0001") && html.contains("Block Kanti PHC"), "{html}");
    let (_, _, html) = ask(&sv, &officer(), Language::Hi, get("/people?q=%E0%A4%AE%E0%A5%80%E0%A4%A8%E0%A4%BE")).await;
    assert!(html.contains("Meena Devi") && html.contains("1 कर्मी"), "{html}");

    let (_, _, html) = ask(&sv, &officer(), Language::Hi, get(&format!("{person}/edit"))).await;
    assert!(html.contains("value=\"Meena Devi\"") && html.contains("name=\"version\" value=\"1\""), "{html}");
    // The Hindi name of the facility as the form showed it means the same facility.
    let edited = MEENA.replace("MEENA+DEVI", "Meena+Kumari").replace("Block+Kanti+PHC", "%E0%A4%AA%E0%A5%8D%E0%A4%B0%E0%A4%BE.%E0%A4%B8%E0%A5%8D%E0%A4%B5%E0%A4%BE.%E0%A4%95%E0%A5%87%E0%A4%82%E0%A4%A6%E0%A5%8D%E0%A4%B0+%E0%A4%95%E0%A4%BE%E0%A4%81%E0%A4%9F%E0%A5%80");
    let edit = |version: u8| post(&sv, &format!("{person}/edit"), &format!("{edited}&version={version}"));
    assert_eq!(ask(&sv, &officer(), Language::Hi, edit(1)).await.0, StatusCode::SEE_OTHER);
    assert_eq!(
        ask(&sv, &officer(), Language::Hi, edit(1)).await.0,
        StatusCode::UNPROCESSABLE_ENTITY,
        "somebody changed it meanwhile"
    );

    let leave = post(&sv, &format!("{person}/leave"), "first_day=2026-12-05&last_day=2026-12-01");
    let (status, _, html) = ask(&sv, &officer(), Language::En, leave).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("value=\"2026-12-05\"")
            && html.contains("href=\"#last_day\""),
        "{html}"
    );
    let leave = post(&sv, &format!("{person}/leave"), "first_day=2026-12-01&last_day=2026-12-05");
    assert_eq!(ask(&sv, &officer(), Language::En, leave).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&person)).await;
    assert!(html.contains("01-12-2026 to 05-12-2026"), "{html}");
    let gone = post(&sv, &format!("{person}/deactivate"), "version=2");
    assert_eq!(ask(&sv, &officer(), Language::En, gone).await.0, StatusCode::SEE_OTHER);
    let (status, _, json) = ask(&sv, &officer(), Language::En, get(&format!("{person}/data.json"))).await;
    assert!(status == StatusCode::OK && json.contains("0000010001"), "{json}");
}

const ROSTER: &str = "Name,Designation,Facility,District,Mobile\n\
    Asha Devi,ANM,Block Kanti PHC,Muzaffarpur,0000010001\n\
    Soni Sah,ANM,kanti phc,Muzaffarpur,0000010002\n\
    Rekha Ram,ANM,kanti phc,Muzaffarpur,0000010003\n\
    Gita Rai,Astronaut,Block Kanti PHC,Muzaffarpur,0000010005\n\
    Total,5\n";

#[tokio::test]
async fn a_roster_is_sent_decided_applied_and_taken_back_without_scripts() {
    let sv = services().await;
    let (status, _, html) = ask(&sv, &officer(), Language::En, upload(&sv, "list.csv", "%PDF-1.7")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("This is a PDF") && html.contains("href=\"#file\""),
        "{html}"
    );

    let (status, import, _) = ask(&sv, &officer(), Language::En, upload(&sv, "list.csv", ROSTER)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let mut html = String::new();
    for _ in 0..10_000 {
        html = ask(&sv, &officer(), Language::En, get(&import)).await.2;
        if !html.contains("<progress") {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert!(html.contains("Review (2)") && html.contains("Faulty (1)") && html.contains("Good (1)"), "{html}");
    assert!(html.contains("Yes, Block Kanti PHC") && html.contains("1 lines"), "{html}");
    let (_, _, hindi) = ask(&sv, &officer(), Language::Hi, get(&format!("{import}?tab=faulty"))).await;
    assert!(hindi.contains("पदनामों की सूची में नहीं है"), "{hindi}");

    let decide = post(&sv, &format!("{import}/rows/3"), "decision=alike&tab=needs_review");
    let (status, to, _) = ask(&sv, &officer(), Language::En, decide).await;
    assert!(status == StatusCode::SEE_OTHER && to.ends_with("?tab=needs_review#row-3"), "{to}");
    let (status, _, sheet) = ask(&sv, &officer(), Language::En, get(&format!("{import}/errors.xlsx"))).await;
    assert!(status == StatusCode::OK && sheet.starts_with("PK"));
    let coordinator = acting(Capacity::Coordinator, Some("MUZ"));
    let other = Actor { person: PersonId::parse("P2").unwrap(), ..coordinator };
    assert_eq!(
        ask(&sv, &other, Language::En, get(&import)).await.0,
        StatusCode::NOT_FOUND,
        "an import is its sender's"
    );

    assert_eq!(
        ask(&sv, &officer(), Language::En, post(&sv, &format!("{import}/apply"), "")).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&import)).await;
    assert!(html.contains("3 people added") && html.contains("/undo"), "{html}");
    let (status, _, _) = ask(&sv, &officer(), Language::En, post(&sv, &format!("{import}/apply"), "")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        ask(&sv, &officer(), Language::En, post(&sv, &format!("{import}/undo"), "")).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, _, html) = ask(&sv, &officer(), Language::En, get("/people")).await;
    assert!(html.contains("Nobody here yet"), "{html}");
}

/// A file for another address than the roster's, with a field.
fn duty(sv: &Services, content: &str, month: &str) -> Request<Body> {
    let once = OnceKey::mint(sv.real_now(), sv.entropy());
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"_once\"\r\n\r\n{once}\r\n--x\r\nContent-Disposition: form-data; name=\"month\"\r\n\r\n\
         {month}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"december.csv\"\r\nContent-Type: text/csv\r\n\r\n\
         {content}\r\n--x--\r\n"
    );
    Request::post("/people/duty")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap()
}

async fn meena(sv: &Services) -> String {
    let (status, person, html) = ask(sv, &officer(), Language::En, post(sv, "/people/new", MEENA)).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    person
}

#[tokio::test]
async fn nights_are_entered_on_the_page_of_a_person_and_come_back_as_typed() {
    let sv = services().await;
    let person = meena(&sv).await;
    let nights = format!("{person}/nights");
    for (language, words) in
        [(Language::Hi, "आखिरी रात पहली रात से पहले है"), (Language::En, "The last night lies before the first")]
    {
        let wrong = post(&sv, &nights, "first_night=2026-12-05&last_night=2026-12-01");
        let (status, _, html) = ask(&sv, &officer(), language, wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            html.contains(words) && html.contains("value=\"2026-12-05\"") && html.contains("href=\"#last_night\""),
            "{html}"
        );
    }
    let good = post(&sv, &nights, "first_night=2026-12-05&last_night=2026-12-06");
    assert_eq!(ask(&sv, &officer(), Language::En, good).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&person)).await;
    assert!(html.contains("value=\"2026-12-05\"") && html.contains("value=\"2026-12-06\""), "{html}");
    let away = post(&sv, &format!("{nights}/end"), "night=2026-12-05");
    assert_eq!(ask(&sv, &officer(), Language::En, away).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&person)).await;
    assert!(!html.contains("value=\"2026-12-05\"") && html.contains("value=\"2026-12-06\""), "{html}");
    let again = post(&sv, &format!("{nights}/end"), "night=2026-12-05");
    assert_eq!(ask(&sv, &officer(), Language::En, again).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_duty_list_is_sent_looked_over_and_entered_without_scripts() {
    let sv = services().await;
    let person = meena(&sv).await;
    let (status, _, html) = ask(&sv, &officer(), Language::Hi, duty(&sv, "id,1,2\nMUZ-0001,N,\n", "")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("महीना नहीं लिखा है")
            && html.contains("href=\"#month\""),
        "{html}"
    );
    let (status, _, html) = ask(&sv, &officer(), Language::En, duty(&sv, "id,1,2\nMUZ-0001,N,\n", "soon")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("value=\"soon\""),
        "what was typed stays: {html}"
    );
    let list = "Staff id,Date\nMUZ-0001,5-12-2026\nMUZ-9999,5-12-2026\nMUZ-0001,never\n";
    let (status, to, html) = ask(&sv, &officer(), Language::En, duty(&sv, list, "")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&to)).await;
    assert!(
        html.contains("new nights: 1") && html.contains("rows left out: 2") && html.contains("05-12-2026"),
        "{html}"
    );
    assert!(
        html.contains("row 3: nobody active") && html.contains("row 4: the date") && !html.contains("name=\"whole\""),
        "{html}"
    );
    let (_, _, html) = ask(&sv, &officer(), Language::Hi, get(&to)).await;
    assert!(html.contains("पंक्ति 4: तारीख") && html.contains("Meena Devi"), "{html}");
    assert_eq!(ask(&sv, &officer(), Language::En, post(&sv, &to, "")).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&to)).await;
    assert!(html.contains("Entered: new nights 1"), "{html}");
    let (status, _, html) = ask(&sv, &officer(), Language::En, post(&sv, &to, "")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("entered already"), "{html}");
    let (_, to, _) = ask(&sv, &officer(), Language::En, duty(&sv, "id,date\nMUZ-0001,7-12-2026\n", "")).await;
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&to)).await;
    assert!(html.contains("name=\"whole\""), "a night that the new list does not have: {html}");
    assert_eq!(ask(&sv, &officer(), Language::En, post(&sv, &to, "whole=on")).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&person)).await;
    assert!(html.contains("value=\"2026-12-07\"") && !html.contains("value=\"2026-12-05\""), "{html}");
}

#[tokio::test]
async fn a_group_that_learns_together_is_made_filled_and_dissolved_without_scripts() {
    let sv = services().await;
    let person = meena(&sv).await;
    let page = "/people/together";
    let (_, _, html) = ask(&sv, &officer(), Language::Hi, get(page)).await;
    assert!(html.contains("अभी कोई समूह नहीं है") && html.contains("<h1>"), "{html}");
    let (status, _, html) = ask(&sv, &officer(), Language::Hi, post(&sv, page, "name=&how=must&district=MUZ")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("समूह का नाम खाली है")
            && html.contains("href=\"#name\""),
        "{html}"
    );
    let (status, group, _) =
        ask(&sv, &officer(), Language::En, post(&sv, page, "name=Kanti&how=must&district=MUZ")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _, html) =
        ask(&sv, &officer(), Language::En, post(&sv, &format!("{group}/person"), "person=MUZ-0099")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("value=\"MUZ-0099\"")
            && html.contains("href=\"#person\""),
        "{html}"
    );
    let (status, _, html) =
        ask(&sv, &officer(), Language::En, post(&sv, &format!("{group}/facility"), "facility=kanti+phc")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY
            && html.contains("value=\"F1\"")
            && html.contains("value=\"kanti phc\""),
        "{html}"
    );
    let by_facility = post(&sv, &format!("{group}/facility"), "facility=kanti+phc&facility_id=F1");
    assert_eq!(ask(&sv, &officer(), Language::En, by_facility).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&group)).await;
    assert!(html.contains("Meena Devi") && html.contains("Must stay together") && html.contains("1 people"), "{html}");
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&person)).await;
    assert!(html.contains("Learns together with") && html.contains("Kanti"), "{html}");
    let softer = post(&sv, &group, "name=Kanti+ANM&how=may");
    assert_eq!(ask(&sv, &officer(), Language::En, softer).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(page)).await;
    assert!(
        html.contains("Kanti ANM") && html.contains("Together if possible") && html.contains("Muzaffarpur"),
        "{html}"
    );
    let out = format!("out={}", person.trim_start_matches("/people/"));
    assert_eq!(
        ask(&sv, &officer(), Language::En, post(&sv, &format!("{group}/out"), &out)).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, _, html) = ask(&sv, &officer(), Language::En, get(&group)).await;
    assert!(html.contains("Nobody is in the group yet"), "{html}");
    assert_eq!(
        ask(&sv, &officer(), Language::En, post(&sv, &format!("{group}/dissolve"), "")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(ask(&sv, &officer(), Language::En, get(&group)).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_may_not_finds_nothing() {
    let sv = services().await;
    let trainee = acting(Capacity::Trainee, None);
    for path in [
        "/people",
        "/people/new",
        "/people/import",
        "/people/import/x",
        "/people/nobody",
        "/people/duty",
        "/people/together",
        "/people/together/x",
    ] {
        assert_eq!(ask(&sv, &trainee, Language::Hi, get(path)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}
