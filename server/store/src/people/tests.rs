//! People on both databases.

use super::list::{PeopleFilter, count, page};
use super::*;
use crate::testing::each_database;

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
