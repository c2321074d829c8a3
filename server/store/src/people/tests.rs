//! People on both databases.

use super::list::{PeopleFilter, count, page};
use super::*;
use crate::testing::each_database;
use chrono::TimeZone as _;

fn person(id: &str, name: &str, mobile: &str) -> PersonRecord {
    let at = parse_instant("2026-11-23T04:30:00.000Z").unwrap();
    PersonRecord {
        id: PersonId::parse(id).unwrap(),
        staff_id: format!("S-{id}"),
        name: name.to_owned(),
        sex: "female".into(),
        born: None,
        joined: NaiveDate::from_ymd_opt(2010, 1, 2),
        designation: "ANM".into(),
        role: None,
        facility: None,
        district: None,
        mobile: Some(mobile.to_owned()),
        email: String::new(),
        language: "hi".into(),
        state: "active".into(),
        import: None,
        version: 1,
        created_at: at,
        updated_at: at,
        search: format!("{} {mobile}", name.to_lowercase()),
    }
}

#[tokio::test]
async fn a_record_comes_back_as_it_went_in_and_knows_its_version() {
    each_database(|db| async move {
        let mut meena = person("p1", "मीना Devi", "0000000001");
        let mut tx = db.begin().await.unwrap();
        insert_person(&mut tx, &meena).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(person_by_id(&db, &meena.id).await.unwrap(), Some(meena.clone()));
        let mut tx = db.begin().await.unwrap();
        meena.name = "मीना Kumari".into();
        assert!(update_person(&mut tx, &meena).await.unwrap());
        assert!(!update_person(&mut tx, &meena).await.unwrap(), "the version has moved on");
        tx.commit().await.unwrap();
        meena.version = 2;
        assert_eq!(everyone(&db).await.unwrap(), [meena]);
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    each_database(|db| async move {
        let mut tx = db.begin().await.unwrap();
        for at in 0..7 {
            // Two people of each name: the id decides between them.
            insert_person(&mut tx, &person(&format!("p{at}"), &format!("Name {}", at / 2), &format!("000000000{at}")))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let filter = PeopleFilter { words: vec!["name".into()], ..PeopleFilter::default() };
        let (mut seen, mut after) = (Vec::new(), (String::new(), String::new()));
        loop {
            let people = page(&db, &filter, (&after.0, &after.1), 3).await.unwrap();
            let Some(last) = people.last() else { break };
            after = (last.name.clone(), last.id.to_string());
            seen.extend(people.iter().map(|p| p.id.to_string()));
        }
        assert_eq!(seen, ["p0", "p1", "p2", "p3", "p4", "p5", "p6"]);
        assert_eq!(count(&db, &filter).await.unwrap(), 7);
        let none = PeopleFilter { within: Some(Vec::new()), ..PeopleFilter::default() };
        assert_eq!(count(&db, &none).await.unwrap(), 0, "no district, nobody");
        let wild = PeopleFilter { words: vec!["%".into(), "name 3".into()], ..PeopleFilter::default() };
        assert_eq!(count(&db, &wild).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_a_person_alone_goes_with_them() {
    each_database(|db| async move {
        let meena = person("p1", "Meena", "0000000001");
        let mut tx = db.begin().await.unwrap();
        insert_person(&mut tx, &meena).await.unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let leave = leave::LeaveRecord {
            id: "l1".into(),
            person: meena.id.clone(),
            first_day: day,
            last_day: day,
            reason: String::new(),
        };
        leave::add_leave(&mut tx, &leave).await.unwrap();
        assert!(leave::is_away(&mut tx, &meena.id, day, day).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(leave::leaves_from(&db, day).await.unwrap(), [leave]);
        assert_eq!(history::kept(&db, &meena.id).await.unwrap(), history::Kept::default());
        let mut tx = db.begin().await.unwrap();
        assert_eq!(history::ties(&mut tx, &meena.id).await.unwrap(), history::Ties::default());
        history::forget_ties(&mut tx, &meena.id).await.unwrap();
        remove_person(&mut tx, &meena.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(person_by_id(&db, &meena.id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn nights_are_entered_once_and_a_list_is_kept_until_the_next() {
    each_database(|db| async move {
        let meena = person("p1", "Meena", "0000000001");
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let night = |text: &str| nights::Night { person: meena.id.clone(), day: day(text) };
        let list = |id: &str| nights::DutyListRecord {
            id: id.into(),
            made_by: meena.id.clone(),
            made_at: Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap(),
            file_name: "duty.csv".into(),
            state: "review".into(),
            content: "{}".into(),
        };
        let mut tx = db.begin().await.unwrap();
        insert_person(&mut tx, &meena).await.unwrap();
        for (text, new) in [("2026-12-01", true), ("2026-12-03", true), ("2026-12-01", false), ("2027-01-02", true)] {
            assert_eq!(nights::add_night(&mut tx, &night(text)).await.unwrap(), new, "{text}");
        }
        assert!(nights::remove_night(&mut tx, &night("2026-12-03")).await.unwrap());
        assert!(!nights::remove_night(&mut tx, &night("2026-12-03")).await.unwrap());
        nights::keep_list(&mut tx, &list("a")).await.unwrap();
        nights::keep_list(&mut tx, &list("b")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(nights::nights_of(&db, &meena.id, day("2026-12-02")).await.unwrap(), [night("2027-01-02")]);
        assert_eq!(nights::nights_from(&db, day("2026-12-01")).await.unwrap().len(), 2);
        let december = nights::nights_between(&db, day("2026-12-01"), day("2026-12-31")).await.unwrap();
        assert_eq!(december, [night("2026-12-01")]);
        assert_eq!(nights::list_by_id(&db, "a").await.unwrap(), None, "the next list took its place");
        assert_eq!(nights::list_by_id(&db, "b").await.unwrap(), Some(list("b")));
        let mut tx = db.begin().await.unwrap();
        assert!(nights::list_entered(&mut tx, "b", "[]").await.unwrap());
        assert!(!nights::list_entered(&mut tx, "b", "[1]").await.unwrap());
        assert_eq!(nights::remove_nights(&mut tx, &meena.id, day("2026-12-01"), day("2026-12-31")).await.unwrap(), 1);
        history::forget_ties(&mut tx, &meena.id).await.unwrap();
        remove_person(&mut tx, &meena.id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(nights::nights_from(&db, day("2026-12-01")).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_person_learns_with_one_cohort_and_a_name_stands_once_in_a_district() {
    each_database(|db| async move {
        let meena = person("p1", "Meena", "0000000001");
        let muz = abhyas_core::DistrictId::parse("MUZ").unwrap();
        let cohort = |id: &str, name: &str| learning::LearningCohort {
            id: id.into(),
            name: name.into(),
            hard: true,
            district: muz.clone(),
            made_by: meena.id.clone(),
            made_at: Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap(),
            members: 0,
        };
        let mut tx = db.begin().await.unwrap();
        let district =
            crate::masters::DistrictRecord { id: muz.clone(), name_hi: "म".into(), name_en: "M".into(), position: 0 };
        crate::masters::put_district(&mut tx, &district).await.unwrap();
        insert_person(&mut tx, &meena).await.unwrap();
        learning::insert(&mut tx, &cohort("a", "First")).await.unwrap();
        learning::insert(&mut tx, &cohort("b", "Second")).await.unwrap();
        assert!(learning::add(&mut tx, "a", &meena.id).await.unwrap());
        assert!(!learning::add(&mut tx, "b", &meena.id).await.unwrap(), "one cohort at most");
        assert!(learning::update(&mut tx, "a", "Primary", false).await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let twice = learning::insert(&mut tx, &cohort("c", "Second")).await;
        assert!(matches!(twice, Err(StoreError::Constraint(crate::Constraint::LearningCohortName))), "{twice:?}");
        drop(tx);
        let first =
            learning::LearningCohort { name: "Primary".into(), hard: false, members: 1, ..cohort("a", "First") };
        assert_eq!(learning::all(&db).await.unwrap(), [first.clone(), cohort("b", "Second")]);
        assert_eq!(learning::by_id(&db, "a").await.unwrap(), Some(first.clone()));
        assert_eq!(learning::of_person(&db, &meena.id).await.unwrap(), Some(first));
        assert_eq!(learning::memberships(&db).await.unwrap(), [(meena.id.clone(), "a".to_owned())]);
        assert_eq!(learning::members(&db, "a").await.unwrap()[0].name, "Meena");
        let mut tx = db.begin().await.unwrap();
        assert!(!learning::take_out(&mut tx, "b", &meena.id).await.unwrap());
        assert_eq!(learning::remove(&mut tx, "a").await.unwrap(), 1);
        assert!(!learning::update(&mut tx, "a", "x", true).await.unwrap(), "it is gone");
        assert!(learning::add(&mut tx, "b", &meena.id).await.unwrap());
        assert!(learning::take_out(&mut tx, "b", &meena.id).await.unwrap());
        tx.commit().await.unwrap();
    })
    .await;
}
