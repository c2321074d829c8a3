//! The masters as an officer meets them: add, change, refuse, remove, export, import again.

use super::*;
use crate::testing::{acting, key, monday, services};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, ModuleId, RoleId};
use abhyas_store::testing::{each_database, sqlite};

pub(super) fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

pub(super) fn row<const N: usize>(cells: [(&str, &str); N]) -> Entry {
    Entry::from_pairs(cells)
}

pub(super) async fn put(sv: &Services, kind: Kind, entries: &[Entry]) -> Outcome<usize> {
    save(sv, &officer(), &key(sv), kind, entries).await
}

/// One district with two blocks, a venue with a room, two modules and a role.
pub(super) async fn small(sv: &Services) {
    let lists: [(Kind, Vec<Entry>); 8] = [
        (
            Kind::Districts,
            vec![
                row([("id", "MUZ"), ("name_hi", "मुजफ्फरपुर"), ("name_en", "Muzaffarpur"), ("position", "0")]),
                row([("id", "NAL"), ("name_hi", "नालंदा"), ("name_en", "Nalanda"), ("position", "1")]),
            ],
        ),
        (
            Kind::Blocks,
            vec![
                row([("id", "KANTI"), ("district", "MUZ"), ("name_hi", "काँटी"), ("name_en", "Kanti")]),
                row([
                    ("id", "HILSA"),
                    ("district", "NAL"),
                    ("name_hi", "हिलसा"),
                    ("name_en", "Hilsa"),
                    ("aliases", "Hilssa; हिल्सा"),
                ]),
            ],
        ),
        (Kind::Distances, vec![row([("from_block", "HILSA"), ("to_block", "KANTI"), ("km", "140")])]),
        (
            Kind::Facilities,
            vec![row([
                ("id", "F1"),
                ("district", "MUZ"),
                ("block", "KANTI"),
                ("kind", "PHC"),
                ("name_hi", "काँटी"),
                ("name_en", "Block Kanti PHC"),
            ])],
        ),
        (
            Kind::Modules,
            vec![
                row([
                    ("id", "M01"),
                    ("name_hi", "पंजीकरण"),
                    ("name_en", "Registration"),
                    ("max_size", "30"),
                    ("equipment", "computers"),
                ]),
                row([
                    ("id", "M02"),
                    ("name_hi", "कतार"),
                    ("name_en", "Queue"),
                    ("max_size", "30"),
                    ("prerequisites", "M01"),
                ]),
            ],
        ),
        (
            Kind::Roles,
            vec![row([
                ("id", "R10"),
                ("name_hi", "लिपिक"),
                ("name_en", "Clerk"),
                ("cadre", "clerk"),
                ("modules", "M01 M02"),
            ])],
        ),
        (Kind::Venues, vec![row([("id", "V1"), ("block", "KANTI"), ("name_hi", "केंद्र"), ("name_en", "Centre")])]),
        (
            Kind::Rooms,
            vec![row([
                ("id", "V1-R1"),
                ("venue", "V1"),
                ("name_hi", "कक्ष"),
                ("name_en", "Room"),
                ("capacity", "30"),
                ("equipment", "computers; analyser"),
            ])],
        ),
    ];
    for (kind, entries) in lists {
        assert_eq!(put(sv, kind, &entries).await, Ok(entries.len()), "{kind:?}");
    }
}

/// The codes and fields of a refused operation.
pub(super) fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<(String, String)> {
    match outcome {
        Err(ServiceError::Refused(list)) => list
            .iter()
            .map(|r| (r.code.as_str().to_owned(), r.field.clone().unwrap_or_default().into_owned()))
            .collect(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn what_an_officer_saves_is_listed_and_audited() {
    each_database(|db| async move {
        let sv = services(db).await;
        small(&sv).await;
        let rooms = table(&sv, &officer(), Kind::Rooms).await.unwrap();
        let room = rooms.rows.first().unwrap();
        assert_eq!(
            (room.text("capacity"), room.text("equipment"), room.text("active")),
            ("30", "computers; analyser", "1")
        );
        let changed = row([
            ("id", "V1-R1"),
            ("venue", "V1"),
            ("name_hi", "कक्ष"),
            ("name_en", "Room"),
            ("capacity", "24"),
            ("active", "0"),
        ]);
        put(&sv, Kind::Rooms, &[changed]).await.unwrap();
        let room = entry(&sv, &officer(), Kind::Rooms, "V1-R1").await.unwrap();
        assert_eq!((room.text("capacity"), room.text("active")), ("24", "0"));
        let role = entry(&sv, &officer(), Kind::Roles, "R10").await.unwrap();
        assert_eq!(role.text("modules"), "M01 M02");
    })
    .await;
}

#[tokio::test]
async fn every_faulty_cell_is_named_at_its_field() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    let room = |cells: [(&'static str, &'static str); 5]| (Kind::Rooms, row(cells));
    type Case = ((Kind, Entry), &'static [(&'static str, &'static str)]);
    let cases: Vec<Case> = vec![
        (
            room([("id", "a b"), ("venue", "V1"), ("name_hi", "क"), ("name_en", "R"), ("capacity", "30")]),
            &[("masters.id", "id")],
        ),
        (
            room([("id", "R2"), ("venue", "V9"), ("name_hi", ""), ("name_en", "R"), ("capacity", "0")]),
            &[("masters.unknown", "venue"), ("form.missing", "name_hi"), ("masters.number", "capacity")],
        ),
        (
            (Kind::RoomClosed, row([("room", "V1-R1"), ("day", "30.11.2026"), ("half", "2")])),
            &[("masters.day", "day"), ("masters.half", "half")],
        ),
        ((Kind::Calendar, row([("day", "2026-11-30"), ("working", "maybe")])), &[("masters.flag", "working")]),
        (
            (
                Kind::Facilities,
                row([
                    ("id", "F2"),
                    ("district", "NAL"),
                    ("block", "KANTI"),
                    ("kind", "PHC"),
                    ("name_hi", "क"),
                    ("name_en", "X"),
                ]),
            ),
            &[("masters.block_elsewhere", "block")],
        ),
        (
            (
                Kind::Facilities,
                row([
                    ("id", "F2"),
                    ("district", "MUZ"),
                    ("block", "KANTI"),
                    ("kind", "PHC"),
                    ("name_hi", "क"),
                    ("name_en", "block kanti phc"),
                ]),
            ),
            &[("masters.name_twice", "name_en")],
        ),
        (
            (
                Kind::Modules,
                row([("id", "M01"), ("name_hi", "क"), ("name_en", "X"), ("max_size", "30"), ("prerequisites", "M02")]),
            ),
            &[("masters.circle", "prerequisites")],
        ),
        (
            (
                Kind::Trainers,
                row([
                    ("staff_id", "nobody"),
                    ("home_block", "KANTI"),
                    ("modules", "M01"),
                    ("max_per_day", "2"),
                    ("max_per_week", "5"),
                    ("max_total", "12"),
                ]),
            ),
            &[("masters.unknown", "staff_id")],
        ),
        (
            (
                Kind::Trainers,
                row([
                    ("staff_id", "nobody"),
                    ("home_block", "KANTI"),
                    ("modules", "M01"),
                    ("max_per_day", "2"),
                    ("max_per_week", "5"),
                    ("max_total", "12"),
                    ("from_day", "soon"),
                    ("once_trained", "perhaps"),
                    ("delay_days", "91"),
                ]),
            ),
            &[("masters.day", "from_day"), ("masters.flag", "once_trained"), ("masters.number", "delay_days")],
        ),
        (
            (Kind::TrainerAway, row([("trainer", "nobody"), ("day", "2026-11-30"), ("half", "0")])),
            &[("masters.unknown", "trainer")],
        ),
    ];
    for ((kind, entry), expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
        assert_eq!(refused(put(&sv, kind, std::slice::from_ref(&entry)).await), expected, "{entry:?}");
    }
    assert_eq!(refused(put(&sv, Kind::Rooms, &[]).await), [("masters.no_rows".to_owned(), String::new())]);
}

#[tokio::test]
async fn spellings_of_designations_lead_to_one_of_them() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    put(&sv, Kind::Designations, &[row([("name", "Clerk"), ("role", "R10"), ("aliases", "लिपिक; Babu")])])
        .await
        .unwrap();
    let twice = put(&sv, Kind::Designations, &[row([("name", "Writer"), ("aliases", "babu")])]).await;
    assert_eq!(refused(twice), [("masters.name_twice".to_owned(), "aliases".to_owned())]);
    put(&sv, Kind::Designations, &[row([("name", "Clerk"), ("role", ""), ("aliases", "लिपिक")])]).await.unwrap();
    assert_eq!(entry(&sv, &officer(), Kind::Designations, "Clerk").await.unwrap().text("role"), "");
}

#[tokio::test]
async fn of_several_rows_each_fault_says_where_and_nothing_is_saved() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    let day = |day: &'static str| row([("day", day), ("working", "1")]);
    let outcome = put(&sv, Kind::Calendar, &[day("2026-11-30"), day("x"), day("2026-12-01")]).await;
    let Err(ServiceError::Refused(list)) = outcome else { panic!("{outcome:?}") };
    let place = list.first().unwrap();
    assert_eq!(place.code, codes::ROW);
    assert!(place.values.iter().any(|(name, value)| name == "row" && value == "3"), "{place:?}");
    assert!(table(&sv, &officer(), Kind::Calendar).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn the_same_form_twice_is_one_act() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    let (key, days) = (key(&sv), [row([("day", "2026-11-30"), ("working", "1")])]);
    for _ in 0..2 {
        assert_eq!(save(&sv, &officer(), &key, Kind::Calendar, &days).await, Ok(1));
    }
}

#[tokio::test]
async fn only_what_nobody_refers_to_can_be_removed() {
    each_database(|db| async move {
        let sv = services(db).await;
        small(&sv).await;
        put(
            &sv,
            Kind::RoomClosed,
            &[row([("room", "V1-R1"), ("day", "2026-11-30"), ("half", "1"), ("reason", "परीक्षा")])],
        )
        .await
        .unwrap();
        remove(&sv, &officer(), &key(&sv), Kind::RoomClosed, "V1-R1~2026-11-30~1").await.unwrap();
        assert!(table(&sv, &officer(), Kind::RoomClosed).await.unwrap().rows.is_empty());
        let kept = remove(&sv, &officer(), &key(&sv), Kind::Rooms, "V1-R1").await;
        assert_eq!(refused(kept), [("masters.kept".to_owned(), String::new())]);
        let gone = remove(&sv, &officer(), &key(&sv), Kind::RoomClosed, "V1-R1~2026-11-30~1").await;
        assert_eq!(gone, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn an_export_is_an_import_in_both_formats() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    for format in [Format::Csv, Format::Xlsx] {
        for kind in [Kind::Blocks, Kind::Modules, Kind::Rooms, Kind::Roles, Kind::Facilities, Kind::Distances] {
            let before = table(&sv, &officer(), kind).await.unwrap().rows;
            let file = export(&sv, &officer(), kind, format).await.unwrap();
            assert_eq!(import(&sv, &officer(), &key(&sv), kind, file).await, Ok(before.len()), "{kind:?} {format:?}");
            assert_eq!(table(&sv, &officer(), kind).await.unwrap().rows, before);
        }
    }
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused() {
    let sv = services(sqlite().await).await;
    let cases: [(&[u8], &str); 5] = [
        (b"%PDF-1.7 \xff\xfe", "masters.file"),
        (b"PK\x03\x04 but no book", "masters.file"),
        (b"", "masters.no_rows"),
        (b"day,working\n", "masters.no_rows"),
        (b"day\n2026-11-30\n", "masters.column"),
    ];
    for (bytes, code) in cases {
        let codes = refused(import(&sv, &officer(), &key(&sv), Kind::Calendar, bytes.to_vec()).await);
        assert_eq!(codes.first().unwrap().0, code);
    }
    let large = vec![b'a'; 6 << 20];
    assert_eq!(
        refused(import(&sv, &officer(), &key(&sv), Kind::Calendar, large).await).first().unwrap().0,
        "masters.file_size"
    );
    // Semicolons and a byte order mark, as Excel writes CSV in India.
    let file = "\u{feff}day;working;holiday_hi;holiday_en\n2026-12-25;0;क्रिसमस;=cmd\n";
    assert_eq!(import(&sv, &officer(), &key(&sv), Kind::Calendar, file.as_bytes().to_vec()).await, Ok(1));
    let out = String::from_utf8(export(&sv, &officer(), Kind::Calendar, Format::Csv).await.unwrap()).unwrap();
    assert!(out.contains(",'=cmd"), "{out}");
}

#[tokio::test]
async fn the_matrix_is_set_role_by_role() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    let role = RoleId::parse("R10").unwrap();
    let one = std::iter::once(ModuleId::parse("M02").unwrap()).collect();
    set_matrix(&sv, &officer(), &key(&sv), &role, &one).await.unwrap();
    let read = matrix(&sv, &officer()).await.unwrap();
    assert_eq!(read.needed.into_iter().map(|(_, m)| m.to_string()).collect::<Vec<_>>(), ["M02"]);
    let unknown = std::iter::once(ModuleId::parse("M99").unwrap()).collect();
    assert_eq!(set_matrix(&sv, &officer(), &key(&sv), &role, &unknown).await, Err(ServiceError::NotFound));
}

#[tokio::test]
async fn coordinators_see_masters_and_only_officers_change_them() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    let (coordinator, trainee) = (acting(Capacity::Coordinator, Some("MUZ")), acting(Capacity::Trainee, None));
    assert!(table(&sv, &coordinator, Kind::Venues).await.is_ok());
    assert_eq!(table(&sv, &trainee, Kind::Venues).await.err(), Some(ServiceError::NotFound));
    let day = [row([("day", "2026-11-30"), ("working", "1")])];
    assert_eq!(save(&sv, &coordinator, &key(&sv), Kind::Calendar, &day).await, Err(ServiceError::NotFound));
    assert_eq!(set_clock(&sv, &coordinator, &key(&sv), None).await, Err(ServiceError::NotFound));
}

pub(super) async fn programme(sv: &Services, synthetic: bool) -> ProgrammeRules {
    let rules = abhyas_seed_data::programme::Masters::read().unwrap().rules;
    let record = abhyas_store::masters::ProgrammeRecord {
        id: "P".into(),
        name_hi: rules.name_hi.clone(),
        name_en: rules.name_en.clone(),
        synthetic,
        clock_offset_seconds: 0,
        rules: serde_json::to_string(&rules).unwrap(),
        created_at: "2026-11-23T00:00:00.000Z".into(),
    };
    let mut tx = sv.db().begin().await.unwrap();
    abhyas_store::masters::put_programme(&mut tx, &record).await.unwrap();
    tx.commit().await.unwrap();
    programme_rules(sv).await.unwrap()
}

#[tokio::test]
async fn rules_are_read_changed_and_kept_within_limits() {
    let sv = services(sqlite().await).await;
    assert_eq!(refused(programme_rules(&sv).await), [("masters.no_programme".to_owned(), String::new())]);
    let mut rules = programme(&sv, true).await;
    assert_eq!(rules.max_sessions, 264);
    assert_eq!(rules.certificate, serde_json::json!({ "attendance_percent": 80, "assessed_percent": 75 }));
    rules.max_sessions = 300;
    save_rules(&sv, &officer(), &key(&sv), &rules).await.unwrap();
    assert_eq!(programme_rules(&sv).await.unwrap(), rules);
    rules.cover.away_percent = 0;
    rules.weights.insert("session".into(), -1);
    rules.certificate = serde_json::json!({ "attendance_percent": 101 });
    rules.retention_days = 30;
    rules.half_days[1][0] = "12:00".into();
    let fields: Vec<_> =
        refused(save_rules(&sv, &officer(), &key(&sv), &rules).await).into_iter().map(|(_, f)| f).collect();
    assert_eq!(fields, ["away_percent", "retention_days", "weight_session", "certificate", "half_1_from"]);
}

#[tokio::test]
async fn hours_are_times_that_follow_one_another() {
    let sv = services(sqlite().await).await;
    let rules = programme(&sv, true).await;
    for (half, edge, text, field) in [
        (0, 0, "morning", Some("half_0_from")),
        (0, 1, "09:00", Some("half_0_to")),
        (1, 1, "25:00", Some("half_1_to")),
        (1, 0, "13:30", None),
    ] {
        let mut rules = rules.clone();
        rules.half_days[half][edge] = text.into();
        let saved = save_rules(&sv, &officer(), &key(&sv), &rules).await;
        match field {
            Some(field) => assert_eq!(refused(saved), [("masters.hours".to_owned(), field.to_owned())], "{text}"),
            None => assert_eq!(saved, Ok(()), "{text}"),
        }
    }
}

#[tokio::test]
async fn an_officer_begins_one_real_programme() {
    let sv = services(sqlite().await).await;
    let empty = create_programme(&sv, &officer(), &key(&sv), &NewProgramme::default()).await;
    assert_eq!(refused(empty).into_iter().map(|(_, field)| field).collect::<Vec<_>>(), ["name_hi", "name_en"]);
    let new = NewProgramme { name_hi: "प्रशिक्षण 2027".into(), name_en: "Training 2027".into() };
    let trainee = acting(Capacity::Trainee, None);
    assert_eq!(create_programme(&sv, &trainee, &key(&sv), &new).await, Err(ServiceError::NotFound));
    create_programme(&sv, &officer(), &key(&sv), &new).await.unwrap();
    assert_eq!(programme_rules(&sv).await.unwrap().max_sessions, 264);
    let clock = set_clock(&sv, &officer(), &key(&sv), Some(monday())).await;
    assert_eq!(refused(clock).first().unwrap().0, "masters.real_clock");
    let again = create_programme(&sv, &officer(), &key(&sv), &new).await;
    assert_eq!(refused(again).first().unwrap().0, "masters.programme_exists");
}

#[test]
fn cover_follows_the_share_and_keeps_one_doctor() {
    let cover = Cover { away_percent: 50, always_present: [("doctor".to_owned(), 1)].into() };
    for (staff, away, doctors) in [(1, 1, 0), (2, 1, 1), (3, 1, 1), (5, 2, 1), (8, 4, 1)] {
        assert_eq!((cover.max_absent(staff), cover.min_present("doctor", staff)), (away, doctors), "{staff}");
        assert_eq!(cover.min_present("nurse", staff), 0);
    }
}

#[tokio::test]
async fn only_a_synthetic_programme_has_a_clock_that_can_be_set() {
    let sv = services(sqlite().await).await;
    assert_eq!(refused(set_clock(&sv, &officer(), &key(&sv), None).await).first().unwrap().0, "masters.no_programme");
    programme(&sv, true).await;
    let later = monday() + chrono::Duration::days(10);
    set_clock(&sv, &officer(), &key(&sv), Some(later)).await.unwrap();
    assert_eq!((sv.now(), sv.real_now()), (later, monday()));
    set_clock(&sv, &officer(), &key(&sv), None).await.unwrap();
    assert_eq!(sv.now(), monday());
    let far = monday() + chrono::Duration::days(5000);
    assert_eq!(refused(set_clock(&sv, &officer(), &key(&sv), Some(far)).await).first().unwrap().0, "masters.instant");

    let real = services(sqlite().await).await;
    programme(&real, false).await;
    assert_eq!(
        refused(set_clock(&real, &officer(), &key(&real), Some(later)).await).first().unwrap().0,
        "masters.real_clock"
    );
}

#[test]
fn every_refusal_has_its_texts() {
    for code in codes::ALL {
        assert!(abhyas_i18n::refusals::known(code.as_str()), "{}", code.as_str());
    }
}

#[tokio::test]
async fn an_officer_sets_the_levels_of_warnings_and_the_trail_says_so() {
    use abhyas_planner::{Rule, board::Level};
    let sv = services(sqlite().await).await;
    let set = |pairs: &[(&str, &str)]| pairs.iter().map(|(r, l)| ((*r).to_owned(), (*l).to_owned())).collect();
    let save = async |actor: Actor, pairs: &[(&str, &str)]| save_levels(&sv, &actor, &key(&sv), &set(pairs)).await;
    assert_eq!(warning_levels(&sv).await.unwrap().of(Rule::H11), Level::Amber, "the usual one without a programme");
    programme(&sv, true).await;
    assert_eq!(save(acting(Capacity::Coordinator, Some("MUZ")), &[("H11", "off")]).await, Err(ServiceError::NotFound));
    type Pairs<'a> = &'a [(&'a str, &'a str)];
    let table: [(Pairs<'_>, Pairs<'_>); 4] = [
        (&[("H04", "off")], &[("masters.level_fixed", "H04")]),
        (&[("H11", "sometimes"), ("H13", "tell")], &[("masters.level", "H11"), ("masters.level_fixed", "H13")]),
        (&[("H11", "")], &[("masters.level", "H11")]),
        (&[("H01", "reason"), ("H12", "off")], &[("masters.level_fixed", "H01")]),
    ];
    for (typed, expected) in table {
        let expected: Vec<_> = expected.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
        assert_eq!(refused(save(officer(), typed).await), expected, "{typed:?}");
    }
    assert_eq!(warning_levels(&sv).await.unwrap().of(Rule::H12), Level::Amber, "a refused form sets nothing");
    save(officer(), &[("H04", "block"), ("H11", "tell"), ("H16", "reason"), ("H12", "reason")]).await.unwrap();
    let levels = warning_levels(&sv).await.unwrap();
    assert_eq!([Rule::H11, Rule::H16, Rule::H04].map(|r| levels.of(r)), [Level::Blue, Level::Amber, Level::Red]);
    let mut rules = programme_rules(&sv).await.unwrap();
    rules.max_sessions = 200;
    save_rules(&sv, &officer(), &key(&sv), &rules).await.unwrap();
    assert_eq!(warning_levels(&sv).await.unwrap(), levels, "the other rules leave them");
    let trail = abhyas_store::audit::page(sv.db(), &Default::default(), 50).await.unwrap();
    let row = trail.iter().find(|row| row.action == "masters.levels").unwrap();
    assert_eq!(row.detail, r#"{"changed":{"H11":["reason","tell"],"H16":["block","reason"]}}"#);
}
