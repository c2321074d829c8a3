//! Sessions of several half-days, with several trainers, over a link: published, seen, planned around, and never twice at once.

use super::super::difference::from_live;
use super::super::instance::programme;
use super::super::preview;
use super::super::tests::world::{FIRST_DAY, at, officer, person, planned, world};
use super::*;
use crate::masters::{Entry, Kind, save};
use crate::sessions::{Mark, SessionEdit, edit, feed, mark, mine, new_calendar_address, session_page};
use crate::testing::key;
use abhyas_core::{Capacity, Language};
use abhyas_planner::format::{CO_TRAINERS, JOINS};
use abhyas_planner::{Instance, Plan};
use abhyas_store::masters::sessions_in_room;
use abhyas_store::testing::{each_database, sqlite};
use chrono::NaiveDate;

fn first_day() -> NaiveDate {
    FIRST_DAY.parse().unwrap()
}

/// What the lists would say: M01 takes a day, is taught by two, and another room may join it.
fn ask(instance: &mut Instance) {
    for module in instance.modules.iter_mut().filter(|m| m.id == "M01") {
        (module.duration, module.co_trainers, module.links) = (Some(2), 1, 1);
    }
}

fn session(id: &str, room: &str, slot: i64, trainer: &str, people: &[&str]) -> PlannedSession {
    PlannedSession {
        id: id.into(),
        module: "M01".into(),
        room: room.into(),
        slot,
        trainer: trainer.into(),
        trainees: people.iter().map(|p| (*p).into()).collect(),
        extra: serde_json::Map::new(),
    }
}

fn with(mut session: PlannedSession, key: &str, value: serde_json::Value) -> PlannedSession {
    session.extra.insert(key.into(), value);
    session
}

/// A whole day with two trainers, and a room that joins.
fn sessions() -> Vec<PlannedSession> {
    let hub = with(session("HUB", "RA1", 0, "K1", &["N01", "N02"]), CO_TRAINERS, serde_json::json!(["K2"]));
    vec![hub, with(session("JOINED", "RA2", 0, "K1", &["N03"]), JOINS, "HUB".into())]
}

/// A draft's proposal with other sessions in it, as the lists would ask for them.
async fn proposed(sv: &Services, plan: &PlanId, sessions: Vec<PlannedSession>) -> Proposal {
    let mut proposal = proposal(sv, plan, Language::En).await.unwrap();
    let mut programme = programme(sv, first_day()).await.unwrap();
    ask(&mut programme.instance);
    proposal.difference = from_live(&programme, &Plan { sessions, extra: serde_json::Map::new() });
    proposal.programme = programme;
    proposal
}

async fn write(sv: &Services, proposal: &Proposal, plan: &PlanId) -> Outcome<()> {
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let mut tx = sv.db().begin().await?;
    clear(&mut tx, sv, proposal).await?;
    put(&mut tx, sv, proposal, plan).await?;
    for (person, changes) in &proposal.difference.people {
        tell(&mut tx, sv, person, changes, &book, &hours).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[tokio::test]
async fn co_trainers_half_days_and_joined_rooms_are_published_seen_and_kept() {
    each_database(|db| async move {
        let sv = world(db).await;
        let plan = planned(&sv).await.id;
        let proposal = proposed(&sv, &plan, sessions()).await;
        assert_eq!(proposal.difference.people.keys().collect::<Vec<_>>(), ["K1", "K2", "N01", "N02", "N03"]);
        write(&sv, &proposal, &plan).await.unwrap();

        // Everybody who teaches sees it, may take attendance there, and has it in their calendar until it ends.
        let hub = SessionId::parse("HUB").unwrap();
        let helper = person("K2", Capacity::Trainer);
        let page = session_page(&sv, &helper, &hub).await.unwrap();
        assert!(page.leads && page.may_mark && !page.may_edit);
        assert_eq!((page.session.half_days, page.session.teachers()), (2, "Person K1, Person K2".to_owned()));
        assert_eq!((page.ends - page.begins).num_hours(), 8, "09:30 to 17:30");
        assert_eq!(page.joining.iter().map(|s| s.session.id.as_str()).collect::<Vec<_>>(), ["JOINED"]);
        assert!(!page.joining[0].may_open, "its page is not theirs");
        let joined = SessionId::parse("JOINED").unwrap();
        let seen = session_page(&sv, &person("K1", Capacity::Trainer), &joined).await.unwrap();
        assert_eq!(seen.hub.map(|at| (at.session.id, at.may_open)), Some((hub.clone(), true)));
        assert_eq!(session_page(&sv, &helper, &joined).await.map(|p| p.leads), Err(ServiceError::NotFound));
        for (who, told) in [("K1", 1), ("K2", 1)] {
            let actor = person(who, Capacity::Trainer);
            let mine = mine(&sv, &actor).await.unwrap();
            assert_eq!((mine.seats.len(), mine.messages.len()), (1, told), "{who}: not the room that joins");
            assert!(mine.messages[0].en.contains("09:30–17:30"), "{}", mine.messages[0].en);
            let address = new_calendar_address(&sv, &actor).await.unwrap();
            let secret = address.rsplit('/').next().unwrap().strip_suffix(".ics").unwrap().to_owned();
            let calendar = feed(&sv, &secret, Language::En).await.unwrap();
            assert!(calendar.contains("DTSTART:20261130T040000Z") && calendar.contains("DTEND:20261130T120000Z"));
            assert!(calendar.contains("Person K1\\, Person K2"), "{calendar}");
        }
        // A plan made anew finds all of it again, and nothing to tell.
        let mut again = programme(&sv, first_day()).await.unwrap();
        ask(&mut again.instance);
        let found = from_live(&again, &Plan { sessions: sessions(), extra: serde_json::Map::new() });
        assert_eq!((found.kept, found.changed.len(), found.people.len()), (2, 0, 0));
        let live = again.live.sessions.iter().find(|s| s.id == "HUB").unwrap();
        assert_eq!(live.co_trainers().collect::<Vec<_>>(), ["K2"]);
        assert_eq!(again.live.sessions.iter().find(|s| s.id == "JOINED").unwrap().joins(), Some("HUB"));

        at(&sv, &page.begins.to_rfc3339()).await;
        let present = [Mark { person: PersonId::parse("N01").unwrap(), presence: "present".into() }];
        assert_eq!(mark(&sv, &helper, &key(&sv), &hub, &present).await, Ok(1), "as the trainer may");
        // What is held is planned around: the whole day, and everybody there.
        let around = programme(&sv, first_day()).await.unwrap().instance;
        let room = around.rooms.iter().find(|r| r.id == "RA1").unwrap();
        assert_eq!(room.unavailable, [0, 1]);
        for who in ["K1", "K2"] {
            let trainer = around.trainers.iter().find(|t| t.id == who).unwrap();
            assert!(trainer.unavailable.starts_with(&[0, 1]), "{who}: {:?}", trainer.unavailable);
            assert_eq!(trainer.max_total, 10, "{who} has given two half-days");
        }
        let sat = around.trainees.iter().find(|t| t.id == "N02").unwrap();
        assert_eq!(sat.unavailable, [0, 1]);
    })
    .await;
}

#[tokio::test]
async fn of_two_that_publish_at_once_one_gets_the_afternoon() {
    each_database(|db| async move {
        let sv = world(db).await;
        let plan = planned(&sv).await.id;
        // Both were checked against a schedule without the other: a whole day, and another module in its afternoon.
        let whole = proposed(&sv, &plan, vec![session("DAY", "RA1", 0, "K1", &["N01"])]).await;
        let late = PlannedSession { module: "M02".into(), ..session("LATE", "RA1", 1, "K2", &["N02"]) };
        let late = proposed(&sv, &plan, vec![late]).await;
        let both = tokio::join!(write(&sv, &whole, &plan), write(&sv, &late, &plan));
        let refused = match both {
            (Ok(()), Err(refused)) | (Err(refused), Ok(())) => refused,
            other => panic!("{other:?}"),
        };
        let ServiceError::Refused(refusals) = refused else { panic!("{refused:?}") };
        assert_eq!(refusals[0].code, form::ROOM_TAKEN);
        let all = sessions::all_sessions(sv.db()).await.unwrap();
        assert_eq!(all.len(), 1, "nothing is left of the other");

        // The same for somebody who only helps there.
        let id = if all[0].id.as_str() == "DAY" { "LATE" } else { "DAY" };
        let busy = all[0].trainer.as_str();
        let free = if busy == "K1" { "K2" } else { "K1" };
        let helped = with(session(id, "RA2", 0, free, &[]), CO_TRAINERS, serde_json::json!([busy]));
        let mut both = programme(&sv, first_day()).await.unwrap().live.sessions;
        both.push(helped);
        let refused = write(&sv, &proposed(&sv, &plan, both).await, &plan).await;
        assert!(matches!(&refused, Err(ServiceError::Refused(r)) if r[0].code == form::TRAINER_TAKEN), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_session_goes_on_after_the_days_on_which_nobody_works() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    // Saturday, 5 December: two half-days of four; the others on Monday.
    let mut long = proposed(&sv, &plan, vec![session("LONG", "RA1", 10, "K1", &["N01"])]).await;
    long.programme.instance.modules.iter_mut().for_each(|m| m.duration = Some(4));
    write(&sv, &long, &plan).await.unwrap();
    let found = session_page(&sv, &officer(), &SessionId::parse("LONG").unwrap()).await.unwrap();
    assert_eq!((found.session.half_days, found.session.last_day.to_string().as_str()), (4, "2026-12-07"));
    assert_eq!(found.ends.to_rfc3339(), "2026-12-07T12:00:00+00:00");
    let mut tx = sv.db().begin().await.unwrap();
    for (day, n) in [("2026-12-05", 1), ("2026-12-06", 0), ("2026-12-07", 1)] {
        let there = sessions_in_room(&mut tx, &found.session.room, day.parse().unwrap(), 1).await.unwrap();
        assert_eq!(there, n, "{day}");
    }
}

#[tokio::test]
async fn a_module_that_takes_longer_by_now_changes_its_published_sessions() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let one = vec![session("DAY", "RA1", 0, "K1", &["N01"])];
    let mut short = proposed(&sv, &plan, one.clone()).await;
    short.programme.instance.modules.iter_mut().for_each(|m| m.duration = None);
    write(&sv, &short, &plan).await.unwrap();
    let longer = proposed(&sv, &plan, one).await;
    assert_eq!(longer.difference.changed.len(), 1);
    assert_eq!(longer.difference.people.keys().collect::<Vec<_>>(), ["K1", "N01"], "they stay until the evening");
    write(&sv, &longer, &plan).await.unwrap();
    let all = sessions::all_sessions(sv.db()).await.unwrap();
    assert_eq!((all.len(), all[0].half_days, all[0].last_half, all[0].sequence), (1, 2, 1, 1));
}

#[tokio::test]
async fn what_the_lists_ask_for_is_published_and_planned_again() {
    each_database(|db| async move {
        let sv = world(db).await;
        let cells = [("id", "M01"), ("name_hi", "एक"), ("name_en", "One"), ("max_size", "4"), ("co_trainers", "1")];
        save(&sv, &officer(), &key(&sv), Kind::Modules, &[Entry::from_pairs(cells)]).await.unwrap();
        let first = planned(&sv).await;
        publish(&sv, &officer(), &key(&sv), &first.id).await.unwrap();
        let all = sessions::all_sessions(sv.db()).await.unwrap();
        let (together, alone): (Vec<_>, Vec<_>) = all.iter().partition(|s| s.module.as_str() == "M01");
        assert!(together.iter().all(|s| s.co_trainers.len() == 1 && s.co_trainers[0].person != s.trainer));
        assert!(!together.is_empty() && alone.iter().all(|s| s.co_trainers.is_empty()));
        for who in ["K1", "K2"] {
            let mine = mine(&sv, &person(who, Capacity::Trainer)).await.unwrap().seats;
            let of_m01 = mine.iter().filter(|s| s.session.module.as_str() == "M01").count();
            assert_eq!(of_m01, together.len(), "{who} teaches in all of them");
        }
        // The next plan finds them, changes nothing, and tells nobody.
        let next = planned(&sv).await;
        let told = preview(&sv, &officer(), &next.id, Language::En).await.unwrap();
        assert_eq!((told.told.len(), told.counts), (0, [0, 0, 0, all.len()]));
        // By hand the same rule holds: nobody beside the trainer is a conflict at that field.
        let it = together[0];
        let change = SessionEdit {
            day: it.day,
            half: it.half,
            room: it.room.to_string(),
            trainer: it.trainer.to_string(),
            co_trainers: vec![it.co_trainers[0].person.to_string()],
            remote_link: "https://meet.example/1".into(),
            remove: Vec::new(),
            add: Vec::new(),
            version: it.version,
            overrule: false,
        };
        let alone = SessionEdit { co_trainers: vec![String::new()], ..change.clone() };
        let refused = edit(&sv, &officer(), &key(&sv), &it.id, &alone).await;
        let Err(ServiceError::Refused(refusals)) = refused else { panic!("{refused:?}") };
        assert!(refusals.iter().any(|r| r.field.as_deref() == Some("co_trainer_0")), "{refusals:?}");
        edit(&sv, &officer(), &key(&sv), &it.id, &change).await.unwrap();
        let after = sessions::session_by_id(sv.db(), &it.id).await.unwrap().unwrap();
        assert_eq!((after.co_trainers, after.version), (it.co_trainers.clone(), it.version + 1));
        let messages = mine(&sv, &person("K1", Capacity::Trainer)).await.unwrap().messages;
        assert_eq!(messages.len(), 2, "published, and where to join from afar");
    })
    .await;
}
