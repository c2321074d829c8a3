//! The screens of the masters, asked for as a browser does, in both languages.

use abhyas_core::{Capacity, Language, OnceKey};
use abhyas_kit::testing::{self, get, post};
use abhyas_services::masters::{self, Entry, Kind, save};
use abhyas_services::{Actor, Services};
use axum::body::Body;
use axum::http::{Request, StatusCode};

fn acting(capacity: Capacity) -> Actor {
    testing::acting("P1", capacity, None)
}

fn entry<const N: usize>(cells: [(&str, &str); N]) -> Entry {
    Entry::from_pairs(cells)
}

/// Services with one row in most lists.
async fn services() -> Services {
    let sv = testing::services().await;
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
            ]),
        ),
        (
            Kind::Modules,
            entry([("id", "M01"), ("name_hi", "मरीज पंजीकरण"), ("name_en", "Registration"), ("max_size", "30")]),
        ),
        (
            Kind::Roles,
            entry([("id", "R10"), ("name_hi", "लिपिक"), ("name_en", "Clerk"), ("cadre", "clerk"), ("modules", "M01")]),
        ),
        (Kind::Venues, entry([("id", "V1"), ("block", "KANTI"), ("name_hi", "केंद्र"), ("name_en", "Centre")])),
        (
            Kind::Rooms,
            entry([
                ("id", "V1-R1"),
                ("venue", "V1"),
                ("name_hi", "कक्ष एक"),
                ("name_en", "Room one"),
                ("capacity", "30"),
            ]),
        ),
        (
            Kind::Calendar,
            entry([("day", "2026-12-25"), ("working", "0"), ("holiday_hi", "क्रिसमस"), ("holiday_en", "Christmas")]),
        ),
        (Kind::RoomClosed, entry([("room", "V1-R1"), ("day", "2026-11-30"), ("half", "1"), ("reason", "परीक्षा")])),
    ];
    for (kind, row) in rows {
        let key = OnceKey::mint(sv.real_now(), sv.entropy());
        save(&sv, &acting(Capacity::Officer), &key, kind, &[row]).await.unwrap();
    }
    sv
}

/// Asks for a page as somebody of a capacity.
async fn ask(
    sv: &Services,
    capacity: Capacity,
    language: Language,
    request: Request<Body>,
) -> (StatusCode, String, String) {
    testing::ask(super::routes(), sv, &acting(capacity), language, request).await
}

#[tokio::test]
async fn every_list_and_its_form_is_shown_in_both_languages() {
    let sv = services().await;
    for language in [Language::Hi, Language::En] {
        for kind in Kind::ALL {
            for path in [format!("/masters/{}", kind.name()), format!("/masters/{}/new", kind.name())] {
                let (status, _, html) = ask(&sv, Capacity::Officer, language, get(&path)).await;
                assert_eq!(status, StatusCode::OK, "{path}");
                assert!(html.contains("<h1>") && html.contains("name=\"_once\""), "{path}");
            }
        }
        for path in ["/masters", "/masters/matrix", "/masters/reference", "/clock"] {
            assert_eq!(ask(&sv, Capacity::Officer, language, get(path)).await.0, StatusCode::OK, "{path}");
        }
    }
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/facilities?q=kanti")).await;
    assert!(html.contains("प्रा.स्वा.केंद्र काँटी") && html.contains("काँटी (MUZ)"), "{html}");
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/facilities?q=nowhere")).await;
    assert!(html.contains("Nothing found"), "{html}");
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/rooms/edit?key=V1-R1")).await;
    assert!(html.contains("value=\"Room one\"") && html.contains("type=\"hidden\" name=\"id\""), "{html}");
}

#[tokio::test]
async fn a_good_form_is_saved_and_a_bad_one_comes_back_as_typed() {
    let sv = services().await;
    let bad = post(&sv, "/masters/rooms/save", "id=V1-R2&venue=V9&name_hi=%E0%A4%95&name_en=Second+room&capacity=many");
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::En, bad).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        html.contains("value=\"Second room\"")
            && html.contains("value=\"many\"")
            && html.contains("href=\"#capacity\""),
        "{html}"
    );
    let good = post(
        &sv,
        "/masters/rooms/save",
        "id=V1-R2&venue=V1&name_hi=%E0%A4%95&name_en=Second+room&capacity=24&active=1",
    );
    let (status, location, _) = ask(&sv, Capacity::Officer, Language::En, good).await;
    assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/masters/rooms"));
    let gone = post(&sv, "/masters/room-closed/remove", "key=V1-R1~2026-11-30~1");
    assert_eq!(ask(&sv, Capacity::Officer, Language::En, gone).await.0, StatusCode::SEE_OTHER);
    let kept = post(&sv, "/masters/rooms/remove", "key=V1-R1");
    assert_eq!(ask(&sv, Capacity::Officer, Language::En, kept).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn rare_options_are_folded_until_one_is_set_or_refused() {
    let sv = services().await;
    let edit = "/masters/modules/edit?key=M01";
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get(edit)).await;
    let (common, folded) = html.split_once("<details>").expect("folded and closed");
    assert!(common.contains("name=\"duration\"") && common.contains("2 = a whole day"), "{common}");
    for name in ["co_trainers", "set_up", "min_size", "min_size_hard", "go_no_go_days", "no_show_permille", "links"] {
        assert!(folded.contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(folded.contains("id=\"min_size-hint\"") && folded.contains("0 = no limit"), "{folded}");

    let row = "existing=1&id=M01&name_hi=%E0%A4%95&name_en=Registration&max_size=30&duration=2";
    let bad = post(&sv, "/masters/modules/save", &format!("{row}&min_size=31&min_size_hard=1&co_trainers=5"));
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::Hi, bad).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("<details open>") && html.contains("href=\"#co_trainers\""), "{html}");
    assert!(html.contains("value=\"31\"") && html.contains("value=\"5\"") && html.contains("0 से 2"), "{html}");
    let above = post(&sv, "/masters/modules/save", &format!("{row}&min_size=31&min_size_hard=1"));
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::Hi, above).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("href=\"#min_size\""), "{html}");
    assert!(html.contains("अधिकतम 30 ही बैठ सकते हैं"), "{html}");

    let good = post(&sv, "/masters/modules/save", &format!("{row}&min_size=12&min_size_hard=1&set_up=1"));
    assert_eq!(ask(&sv, Capacity::Officer, Language::Hi, good).await.0, StatusCode::SEE_OTHER);
    // A form that does not ask for an option leaves it.
    assert_eq!(
        ask(&sv, Capacity::Officer, Language::Hi, post(&sv, "/masters/modules/save", row)).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get(edit)).await;
    assert!(html.contains("<details open>") && html.contains("value=\"12\""), "{html}");
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/modules")).await;
    assert!(html.contains("data-label=\"कम से कम लोग\"><span>12<"), "{html}");
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/rooms/new")).await;
    assert!(html.contains("name=\"overbook_max\"") && html.contains("कैमरा"), "{html}");
}

#[tokio::test]
async fn a_holiday_of_one_district_is_a_list_beside_the_calendar() {
    let sv = services().await;
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/calendar")).await;
    assert!(html.contains("href=\"/masters/district-holidays\""), "{html}");
    let row = "day=2026-12-03&district=MUZ&holiday_hi=%E0%A4%AE%E0%A5%87%E0%A4%B2%E0%A4%BE&holiday_en=";
    let nameless = post(&sv, "/masters/district-holidays/save", row);
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::Hi, nameless).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("value=\"मेला\""), "{html}");
    assert!(html.contains("value=\"2026-12-03\"") && html.contains("value=\"MUZ\" selected"), "{html}");
    let named = post(&sv, "/masters/district-holidays/save", &format!("{row}Fair"));
    assert_eq!(ask(&sv, Capacity::Officer, Language::Hi, named).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/district-holidays")).await;
    assert!(html.contains("मेला") && html.contains("मुजफ्फरपुर"), "{html}");
    let gone = post(&sv, "/masters/district-holidays/remove", "key=2026-12-03~MUZ");
    assert_eq!(ask(&sv, Capacity::Officer, Language::Hi, gone).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/district-holidays")).await;
    assert!(!html.contains("मेला"), "{html}");
}

#[tokio::test]
async fn the_matrix_is_saved_role_by_role() {
    let sv = services().await;
    let (status, location, _) =
        ask(&sv, Capacity::Officer, Language::En, post(&sv, "/masters/matrix", "role=R10")).await;
    assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/masters/matrix#R10"));
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/matrix")).await;
    assert!(html.contains("id=\"R10-M01\"") && !html.contains("checked"), "{html}");
}

#[tokio::test]
async fn files_go_out_in_both_formats_and_a_bad_one_is_refused_on_the_list() {
    let sv = services().await;
    let (status, _, csv) = ask(&sv, Capacity::Officer, Language::En, get("/masters/rooms/export.csv")).await;
    assert!(status == StatusCode::OK && csv.contains("V1-R1,V1,"), "{csv}");
    let (status, _, xlsx) = ask(&sv, Capacity::Officer, Language::En, get("/masters/rooms/export.xlsx")).await;
    assert!(status == StatusCode::OK && xlsx.starts_with("PK"));
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::En, post(&sv, "/masters/rooms/import", "")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("There is no row."), "{html}");
}

#[tokio::test]
async fn whoever_may_not_see_or_change_masters_finds_nothing() {
    let sv = services().await;
    for path in [
        "/masters",
        "/masters/rooms",
        "/masters/rules",
        "/masters/levels",
        "/masters/rooms/export.csv",
        "/clock",
        "/masters/no-such-list",
    ] {
        assert_eq!(ask(&sv, Capacity::Trainee, Language::Hi, get(path)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, _, html) = ask(&sv, Capacity::Coordinator, Language::Hi, get("/masters/rooms")).await;
    assert!(status == StatusCode::OK && !html.contains("/masters/rooms/new") && !html.contains("/edit"), "{html}");
    assert_eq!(ask(&sv, Capacity::Coordinator, Language::Hi, get("/masters/rooms/new")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_clock_needs_a_time_and_a_synthetic_programme() {
    let sv = services().await;
    for (body, text) in [("at=soon", "href=\"#at\""), ("at=2026-11-30T09:30", "There is no programme yet.")] {
        let (status, _, html) = ask(&sv, Capacity::Officer, Language::En, post(&sv, "/clock", body)).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains(text), "{html}");
    }
}

#[tokio::test]
async fn an_officer_begins_the_programme_and_changes_its_rules() {
    let sv = services().await;
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/rules")).await;
    assert!(status == StatusCode::OK && html.contains("action=\"/masters/programme\""), "{html}");
    let nameless = post(&sv, "/masters/programme", "name_hi=&name_en=Training");
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::En, nameless).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("value=\"Training\""), "{html}");
    let named = post(&sv, "/masters/programme", "name_hi=%E0%A4%95&name_en=Training");
    assert_eq!(ask(&sv, Capacity::Officer, Language::En, named).await.0, StatusCode::SEE_OTHER);

    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/rules")).await;
    assert!(html.contains("name=\"max_sessions\"") && html.contains("value=\"264\""), "{html}");
    assert!(html.contains("name=\"weight_below_min_size\"") && html.contains("value=\"300\""), "{html}");
    assert!(html.contains("Attendance of 0 people was taken so far. No rate is measured before 200"), "{html}");
    let numbers: Vec<_> = html.split("<input id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let body = |sessions: &str| {
        let value = |name: &&str| match *name {
            "max_sessions" => format!("{name}={sessions}"),
            "retention_days" => format!("{name}=400"),
            "half_0_from" => format!("{name}=09:00"),
            "half_0_to" => format!("{name}=12:00"),
            "half_1_from" => format!("{name}=13:00"),
            "half_1_to" => format!("{name}=16:15"),
            _ => format!("{name}=40"),
        };
        numbers.iter().map(value).chain(["overbooking=1".to_owned()]).collect::<Vec<_>>().join("&")
    };
    let refused = ask(&sv, Capacity::Officer, Language::En, post(&sv, "/masters/rules", &body("many"))).await;
    assert!(refused.0 == StatusCode::UNPROCESSABLE_ENTITY && refused.2.contains("value=\"many\""), "{}", refused.2);
    let saved = ask(&sv, Capacity::Officer, Language::En, post(&sv, "/masters/rules", &body("300"))).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.2);
    let (_, _, html) = ask(&sv, Capacity::Coordinator, Language::En, get("/masters/rules")).await;
    assert!(html.contains("value=\"16:15\"") && html.contains("value=\"400\""), "{html}");
    assert!(masters::programme_rules(&sv).await.unwrap().overbooking);
    assert!(html.contains("value=\"300\"") && !html.contains("type=\"submit\" class=\"button\""), "{html}");
}

#[tokio::test]
async fn the_levels_of_warnings_are_set_by_an_officer_and_seen_by_a_coordinator() {
    let sv = services().await;
    let named = post(&sv, "/masters/programme", "name_hi=%E0%A4%95&name_en=Training");
    assert_eq!(ask(&sv, Capacity::Officer, Language::En, named).await.0, StatusCode::SEE_OTHER);
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/levels")).await;
    let fields = html.matches("<select").count();
    assert!(fields == 13 && !html.contains("name=\"H04\"") && html.contains("always block"), "{fields}: {html}");
    let body = |h11: &str| {
        let names = ["H03", "H05", "H06", "H08", "H09", "H12", "H14", "H15", "H16", "H22", "H23", "H24"];
        names.iter().map(|name| format!("{name}=reason")).chain([format!("H11={h11}")]).collect::<Vec<_>>().join("&")
    };
    let refused = ask(&sv, Capacity::Officer, Language::Hi, post(&sv, "/masters/levels", &body("often"))).await;
    assert!(refused.0 == StatusCode::UNPROCESSABLE_ENTITY && refused.2.contains("href=\"#H11\""), "{}", refused.2);
    let saved = ask(&sv, Capacity::Officer, Language::En, post(&sv, "/masters/levels", &body("tell"))).await;
    assert_eq!(saved.0, StatusCode::SEE_OTHER, "{}", saved.2);
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/levels")).await;
    assert!(html.contains("value=\"tell\" selected"), "{html}");
    let (_, _, html) = ask(&sv, Capacity::Coordinator, Language::En, get("/masters/levels")).await;
    assert!(html.contains("<strong>Tell<!></strong>") && !html.contains("<select"), "{html}");
    let (status, ..) = ask(&sv, Capacity::Coordinator, Language::En, post(&sv, "/masters/levels", &body("off"))).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reference_list_goes_out_and_comes_back_corrected() {
    let sv = services().await;
    let upload = |content: &str| {
        let once = OnceKey::mint(sv.real_now(), sv.entropy());
        let part =
            |name: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{value}\r\n");
        let once = part("_once", &format!("\r\n\r\n{once}"));
        let file = part("file_diagnoses", &format!("; filename=\"d.csv\"\r\nContent-Type: text/csv\r\n\r\n{content}"));
        Request::post("/masters/reference/diagnoses/import")
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Body::from(format!("{once}{file}--x--\r\n")))
            .unwrap()
    };
    let (_, _, file) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/reference/diagnoses.csv")).await;
    let corrected = file.replacen(",", ",शुद्ध ", 3);
    let (status, location, html) = ask(&sv, Capacity::Officer, Language::Hi, upload(&file)).await;
    assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/masters/reference"), "{html}");
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::Hi, get("/masters/reference")).await;
    assert!(html.contains("बदली गई") && html.contains("/masters/reference/diagnoses/restore"), "{html}");
    let (status, _, html) = ask(&sv, Capacity::Officer, Language::Hi, upload(&corrected)).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && html.contains("id=\"file_diagnoses\""), "{html}");
    assert!(html.contains("पंक्ति"), "the row at fault is named: {html}");
    let restore = post(&sv, "/masters/reference/diagnoses/restore", "");
    assert_eq!(ask(&sv, Capacity::Officer, Language::Hi, restore).await.0, StatusCode::SEE_OTHER);
    for path in ["/masters/reference/people.csv", "/masters/reference/diagnoses.pdf"] {
        assert_eq!(ask(&sv, Capacity::Officer, Language::Hi, get(path)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (_, _, html) = ask(&sv, Capacity::Coordinator, Language::En, get("/masters/reference")).await;
    assert!(html.contains("Source and licence") && !html.contains("type=\"file\""), "{html}");
}

#[tokio::test]
async fn a_trainer_is_marked_to_teach_once_trained_and_what_is_wrong_comes_back() {
    let sv = services().await;
    let trainer = "staff_id=nobody&home_block=KANTI&modules=M01&max_per_day=2&max_per_week=5&max_total=20&active=1";
    for (language, words) in [(Language::Hi, "पहले खुद सीखेंगे"), (Language::En, "Will teach once trained")]
    {
        let wrong = format!("{trainer}&from_day=2026-12-07&once_trained=1&delay_days=many");
        let (status, _, html) =
            ask(&sv, Capacity::Officer, language, post(&sv, "/masters/trainers/save", &wrong)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            html.contains(words) && html.contains("value=\"many\"") && html.contains("value=\"2026-12-07\""),
            "{html}"
        );
        assert!(html.contains("href=\"#delay_days\""), "{html}");
    }
    // The levels: how strictly learning groups stay together is the programme's choice, rest and learning first are nobody's.
    let (_, _, html) = ask(&sv, Capacity::Officer, Language::En, get("/masters/levels")).await;
    assert!(
        html.contains("name=\"H23\"") && !html.contains("name=\"H19\"") && !html.contains("name=\"H20\""),
        "{html}"
    );
}
