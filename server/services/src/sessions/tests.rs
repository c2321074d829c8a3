//! The story of a session: seen, held, changed, cancelled, in a calendar.

use super::*;
use crate::plans::tests::world::{at, officer, person, planned, published};
use crate::testing::{acting, key};
use crate::{Services, plans};
use abhyas_core::{Capacity, Code, Language, PersonId, RoomId};
use abhyas_store::testing::{each_database, sqlite};

/// The first session in the calendar, with its page.
async fn first(sv: &Services) -> SessionPage {
    let all = list(sv, &officer(), &Filter::default()).await.unwrap().sessions;
    let coming = all.into_iter().find(|s| s.state != "cancelled" && s.seats_taken > 0).unwrap();
    session_page(sv, &officer(), &coming.id).await.unwrap()
}

fn code<T: std::fmt::Debug>(outcome: Outcome<T>) -> Code {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

fn present(person: &PersonId) -> Vec<Mark> {
    vec![Mark { person: person.clone(), presence: "present".into() }]
}

#[tokio::test]
async fn attendance_is_marked_by_the_trainer_around_the_session() {
    each_database(|db| async move {
        let sv = published(db).await;
        let page = first(&sv).await;
        let (id, who) = (page.session.id.clone(), page.people[0].person.clone());
        let trainer = person(page.session.trainer.as_str(), Capacity::Trainer);
        assert_eq!(code(mark(&sv, &trainer, &key(&sv), &id, &present(&who)).await), codes::NOT_NOW);

        at(&sv, &(page.begins - chrono::Duration::minutes(59)).to_rfc3339()).await;
        let once = key(&sv);
        assert_eq!(mark(&sv, &trainer, &once, &id, &present(&who)).await, Ok(1));
        assert_eq!(mark(&sv, &trainer, &once, &id, &present(&who)).await, Ok(0), "the same tap again");
        let other = person(if page.session.trainer.as_str() == "K1" { "K2" } else { "K1" }, Capacity::Trainer);
        assert_eq!(mark(&sv, &other, &key(&sv), &id, &present(&who)).await, Err(ServiceError::NotFound));
        let trainee = person(who.as_str(), Capacity::Trainee);
        assert_eq!(mark(&sv, &trainee, &key(&sv), &id, &present(&who)).await, Err(ServiceError::NotFound));
        let odd = [Mark { person: who.clone(), presence: "maybe".into() }];
        assert_eq!(code(mark(&sv, &trainer, &key(&sv), &id, &odd).await), codes::MARK);
        assert_eq!(code(mark(&sv, &trainer, &key(&sv), &id, &present(&trainer.person)).await), codes::NO_SEAT);
        let seen = session_page(&sv, &trainer, &id).await.unwrap();
        assert_eq!((seen.session.state.as_str(), seen.may_edit), ("held", false));

        at(&sv, &(page.ends + chrono::Duration::hours(49)).to_rfc3339()).await;
        assert_eq!(code(mark(&sv, &trainer, &key(&sv), &id, &present(&who)).await), codes::NOT_NOW);
    })
    .await;
}

#[tokio::test]
async fn a_new_plan_leaves_held_sessions_alone_and_seats_the_absent_again() {
    let sv = published(sqlite().await).await;
    let page = first(&sv).await;
    let (id, who) = (page.session.id.clone(), page.people[0].person.clone());
    at(&sv, &page.begins.to_rfc3339()).await;
    let absent = [Mark { person: who.clone(), presence: "absent".into() }];
    mark(&sv, &officer(), &key(&sv), &id, &absent).await.unwrap();
    let plan = planned(&sv).await;
    assert_eq!(plans::publish(&sv, &officer(), &key(&sv), &plan.id).await, Ok(2));
    let after = session_page(&sv, &officer(), &id).await.unwrap();
    assert_eq!((after.session.day, after.session.half), (page.session.day, page.session.half));
    assert!(after.people.iter().any(|p| p.person == who && p.presence == "absent"), "who was absent stays on the list");
    let mine = mine(&sv, &person(who.as_str(), Capacity::Trainee)).await.unwrap();
    let again = mine.seats.iter().find(|s| s.session.module == page.session.module).unwrap();
    assert!(again.session.id != id, "a new session");
    let (then, first) = (&again.session, &page.session);
    assert!((then.day, then.half) > (first.day, first.half), "{then:?} {first:?}");
}

#[tokio::test]
async fn everyone_sees_their_own_sessions_only() {
    let sv = published(sqlite().await).await;
    let page = first(&sv).await;
    let (id, district) = (&page.session.id, page.session.district.as_str());
    let sits = person(page.people[0].person.as_str(), Capacity::Trainee);
    let seen = session_page(&sv, &sits, id).await.unwrap();
    assert!(!seen.leads && !seen.may_edit && !seen.may_mark);
    let stranger =
        (1..=10).map(|n| format!("N{n:02}")).find(|n| page.people.iter().all(|p| p.person.as_str() != n)).unwrap();
    let other = if district == "MUZ" { "NAL" } else { "MUZ" };
    for actor in [
        person(&stranger, Capacity::Trainee),
        acting(Capacity::Coordinator, Some(other)),
        acting(Capacity::Trainer, None),
    ] {
        assert!(matches!(session_page(&sv, &actor, id).await, Err(ServiceError::NotFound)), "{:?}", actor.grants);
    }
    let coordinator = acting(Capacity::Coordinator, Some(district));
    assert!(session_page(&sv, &coordinator, id).await.unwrap().may_edit);
    let all = list(&sv, &coordinator, &Filter::default()).await.unwrap().sessions;
    assert!(!all.is_empty() && all.iter().all(|s| s.district.as_str() == district));
    assert!(matches!(list(&sv, &sits, &Filter::default()).await, Err(ServiceError::NotFound)));
}

fn unchanged(page: &SessionPage) -> SessionEdit {
    let s = &page.session;
    SessionEdit {
        day: s.day,
        half: s.half,
        room: s.room.to_string(),
        trainer: s.trainer.to_string(),
        co_trainers: Vec::new(),
        remote_link: String::new(),
        remove: vec![],
        add: vec![],
        version: s.version,
        overrule: false,
    }
}

#[tokio::test]
async fn a_session_changed_by_hand_names_its_conflicts() {
    let sv = published(sqlite().await).await;
    let page = first(&sv).await;
    let id = &page.session.id;
    let try_ = async |change: SessionEdit| edit(&sv, &officer(), &key(&sv), id, &change).await;
    // On a Sunday.
    let sunday = SessionEdit { day: "2026-12-06".parse().unwrap(), ..unchanged(&page) };
    match try_(sunday.clone()).await {
        Err(ServiceError::Refused(refusals)) => {
            let day = refusals.iter().find(|r| r.field.as_deref() == Some("day")).unwrap();
            assert_eq!(day.code, codes::CONFLICT);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        code(try_(SessionEdit { overrule: true, ..sunday }).await),
        codes::CONFLICT,
        "a holiday can not be overruled"
    );
    let far = SessionEdit { add: vec!["STAFF-N07".into(), "STAFF-N01".into()], ..unchanged(&page) };
    assert_eq!(code(try_(far).await), codes::CONFLICT);
    assert_eq!(code(try_(SessionEdit { add: vec!["nobody".into()], ..unchanged(&page) }).await), codes::NO_PERSON);
    assert_eq!(code(try_(SessionEdit { remote_link: "javascript:1".into(), ..unchanged(&page) }).await), codes::LINK);
    assert_eq!(code(try_(SessionEdit { room: "R99".into(), ..unchanged(&page) }).await), codes::CONFLICT);
}

#[tokio::test]
async fn a_change_by_hand_tells_those_concerned_and_counts_in_calendars() {
    each_database(|db| async move {
        let sv = published(db).await;
        let page = first(&sv).await;
        let (id, who) = (&page.session.id, page.people[0].person.clone());
        let trainee = person(who.as_str(), Capacity::Trainee);
        let address = new_calendar_address(&sv, &trainee).await.unwrap();
        let secret = address.rsplit('/').next().unwrap().strip_suffix(".ics").unwrap().to_owned();
        let calendar = feed(&sv, &secret, Language::En).await.unwrap();
        let uid = format!("UID:session-{id}@abhyas");
        assert!(
            calendar.contains(&uid) && calendar.contains("SEQUENCE:0") && calendar.contains("STATUS:CONFIRMED"),
            "{calendar}"
        );

        // To the other room of the venue, and one person less.
        let room = page.session.room.as_str();
        let next = if room.ends_with('1') { room.replace('1', "2") } else { room.replace('2', "1") };
        let change = SessionEdit {
            room: next.clone(),
            remove: vec![who.to_string()],
            remote_link: "https://example.org/a".into(),
            ..unchanged(&page)
        };
        edit(&sv, &officer(), &key(&sv), id, &change).await.unwrap();
        let after = session_page(&sv, &officer(), id).await.unwrap();
        assert_eq!((after.session.room.clone(), after.session.sequence), (RoomId::parse(next).unwrap(), 1));
        assert_eq!(after.session.seats_taken, page.session.seats_taken - 1);
        let stale = edit(&sv, &officer(), &key(&sv), id, &change).await;
        assert_eq!(code(stale), crate::error::codes::CHANGED_MEANWHILE);
        let calendar = feed(&sv, &secret, Language::En).await.unwrap();
        assert!(calendar.contains("STATUS:CANCELLED") && calendar.contains("SEQUENCE:2"), "{calendar}");
        assert_eq!(mine(&sv, &trainee).await.unwrap().messages.len(), 2);

        let left = person(after.people[0].person.as_str(), Capacity::Trainee);
        let once = key(&sv);
        cancel(&sv, &officer(), &once, id).await.unwrap();
        cancel(&sv, &officer(), &once, id).await.unwrap();
        assert_eq!(code(cancel(&sv, &officer(), &key(&sv), id).await), codes::CANCELLED);
        let told = mine(&sv, &left).await.unwrap();
        assert!(told.messages.len() == 3 && told.seats.iter().all(|s| s.session.id != *id));

        // A new address ends the old one.
        new_calendar_address(&sv, &trainee).await.unwrap();
        assert_eq!(feed(&sv, &secret, Language::En).await, Err(ServiceError::NotFound));
        assert!(calendar_address(&sv, &trainee).await.unwrap().is_some());
        messages_read(&sv, &left).await.unwrap();
        assert!(mine(&sv, &left).await.unwrap().messages.iter().all(|m| m.seen));
    })
    .await;
}
