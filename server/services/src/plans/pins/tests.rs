//! Pins: made, shown, honoured by the next plan, told when they can not be kept, removed.

use super::super::tests::world::{ended, officer, person, planned, published, world};
use super::super::{NewPlan, board, discard, make_plan, publish};
use super::*;
use crate::sessions::{self, Filter, SessionEdit};
use crate::testing::{acting, key};
use crate::{Actor, ServiceError, Services};
use abhyas_core::{Capacity, PlanId, SessionId};
use abhyas_planner::format::PlannedSession;
use abhyas_store::masters::{self, TrainerRecord};
use abhyas_store::sessions::SessionRecord;
use abhyas_store::testing::{each_database, sqlite};

fn asked(session: &str, what: What) -> NewPin {
    NewPin { plan: None, session: session.to_owned(), what, reason: "the minister comes".to_owned() }
}

fn code<T: std::fmt::Debug>(outcome: Result<T, ServiceError>) -> Code {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

async fn live(sv: &Services) -> Vec<SessionRecord> {
    let all = sessions::list(sv, &officer(), &Filter::default()).await.unwrap().sessions;
    all.into_iter().filter(|s| s.state == "planned" && s.seats_taken > 1).collect()
}

async fn sits(sv: &Services, session: &SessionId) -> Vec<String> {
    let page = sessions::session_page(sv, &officer(), session).await.unwrap();
    page.people.iter().map(|p| p.person.to_string()).collect()
}

async fn next(sv: &Services, seed: u64) -> Result<PlanId, ServiceError> {
    let new = NewPlan { seconds: 1, seed, iterations: Some(20_000), from: None };
    let id = make_plan(sv, &officer(), &key(sv), new).await?;
    assert_eq!(ended(sv, &id).await.state, "draft");
    Ok(id)
}

async fn document(sv: &Services, id: &PlanId) -> Vec<PlannedSession> {
    board::document(sv, id).await.unwrap().1.sessions
}

#[tokio::test]
async fn the_next_plan_honours_a_session_a_place_and_a_seat_pinned_in_a_draft() {
    each_database(|db| async move {
        let sv = world(db).await;
        let first = planned(&sv).await.id;
        let drafted = document(&sv, &first).await;
        let (whole, place, seat) = (drafted[0].clone(), drafted[1].clone(), drafted[2].clone());
        let of = |session: &PlannedSession, what| NewPin { plan: Some(first.clone()), ..asked(&session.id, what) };
        for new in [of(&whole, What::Session), of(&place, What::Place), of(&seat, What::Seat(seat.trainees[0].clone()))]
        {
            let once = key(&sv);
            pin(&sv, &officer(), &once, &new).await.unwrap();
            pin(&sv, &officer(), &once, &new).await.unwrap();
        }
        let seen = pins(&sv, &officer()).await.unwrap();
        assert_eq!(seen.len(), 3, "the same form again pins nothing twice");
        assert!(seen.iter().all(|p| p.by == "officer" && p.reason == "the minister comes" && p.trouble.is_none()));
        discard(&sv, &officer(), &first).await.unwrap();
        // Another seed would hold other sessions, with ids of their own.
        for seed in [7, 8] {
            let next = next(&sv, seed).await.unwrap();
            let plan = document(&sv, &next).await;
            let find = |s: &PlannedSession| plan.iter().find(|p| p.id == s.id).unwrap().clone();
            let stands = |s: &PlannedSession| {
                let now = find(s);
                (&now.module, &now.room, now.slot, &now.trainer) == (&s.module, &s.room, s.slot, &s.trainer)
            };
            assert!([&whole, &place, &seat].into_iter().all(stands), "{plan:?}");
            assert_eq!(find(&whole).trainees, whole.trainees);
            assert!(find(&seat).trainees.contains(&seat.trainees[0]));
            let summary = super::super::draft(&sv, &officer(), &next).await.unwrap();
            assert_eq!((summary.report.score.hard, summary.report.missing.len()), (0, 0));
            assert!(publish(&sv, &officer(), &key(&sv), &next).await.is_ok(), "with its sessions pinned");
        }
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_breaks_a_pin_is_not_published_and_says_whose_it_is() {
    let sv = published(sqlite().await).await;
    let draft = planned(&sv).await.id;
    // A draft that loses a session, and a pin that was made after it.
    let session = document(&sv, &draft).await[0].clone();
    let edit = board::Edit::Cancel { session: session.id.clone() };
    let reason = "few people".to_owned();
    board::change(&sv, &officer(), &key(&sv), &draft, &board::Asked { edit, seen: 0, reason }).await.unwrap();
    pin(&sv, &officer(), &key(&sv), &asked(&session.id, What::Session)).await.unwrap();
    let refused = publish(&sv, &officer(), &key(&sv), &draft).await;
    let Err(ServiceError::Refused(refusals)) = &refused else { panic!("{refused:?}") };
    assert_eq!(refusals[0].code, codes::NOT_KEPT);
    assert!(refusals[0].values.iter().any(|(name, value)| name == "why" && value == "the minister comes"));
    assert_eq!(live(&sv).await.iter().filter(|s| s.id.as_str() == session.id).count(), 1, "nothing changed");
    let id = pins(&sv, &officer()).await.unwrap()[0].id.clone();
    unpin(&sv, &officer(), &key(&sv), &id).await.unwrap();
    assert!(publish(&sv, &officer(), &key(&sv), &draft).await.is_ok());
}

#[tokio::test]
async fn what_can_not_be_pinned_is_refused() {
    let sv = published(sqlite().await).await;
    let all = live(&sv).await;
    let session = all[0].clone();
    let id = session.id.as_str();
    let people = sits(&sv, &session.id).await;
    let refused = |new: NewPin| {
        let sv = &sv;
        async move { code(pin(sv, &officer(), &key(sv), &new).await) }
    };
    let empty = NewPin { reason: "  ".into(), ..asked(id, What::Session) };
    assert_eq!(refused(empty).await, crate::error::codes::MISSING);
    assert_eq!(refused(asked(id, What::Seat("K1".into()))).await, codes::NO_SEAT);
    assert_eq!(pin(&sv, &officer(), &key(&sv), &asked("nothing", What::Session)).await, Err(ServiceError::NotFound));
    pin(&sv, &officer(), &key(&sv), &asked(id, What::Session)).await.unwrap();
    assert_eq!(refused(asked(id, What::Place)).await, codes::ALREADY, "one pin holds the session's place");
    pin(&sv, &officer(), &key(&sv), &asked(id, What::Seat(people[0].clone()))).await.unwrap();
    assert_eq!(refused(asked(id, What::Seat(people[0].clone()))).await, codes::ALREADY);
    let nothing = pin_week(&sv, &officer(), &key(&sv), "2027-01-04".parse().unwrap(), None, "exams").await;
    assert_eq!(code(nothing), codes::EMPTY_WEEK);
    // In a draft the pinned session stands elsewhere, and its people sit in another session of the module.
    let draft = planned(&sv).await.id;
    let there = document(&sv, &draft).await;
    let mine = there.iter().find(|s| s.id == id).unwrap();
    let free = (0..38).rev().find(|slot| there.iter().all(|s| s.slot != *slot)).unwrap();
    let change = |edit, seen| board::Asked { edit, seen, reason: "needed".to_owned() };
    let to = board::Edit::Move { session: id.to_owned(), slot: free, room: mine.room.clone() };
    board::change(&sv, &officer(), &key(&sv), &draft, &change(to, 0)).await.unwrap();
    assert_eq!(
        refused(NewPin { plan: Some(draft.clone()), ..asked(id, What::Seat(people[1].clone())) }).await,
        codes::ELSEWHERE
    );
    let other = there.iter().find(|s| s.module == mine.module && s.id != id).unwrap().id.clone();
    let over =
        board::Edit::MovePeople { from: Some(id.to_owned()), to: Some(other.clone()), people: vec![people[1].clone()] };
    board::change(&sv, &officer(), &key(&sv), &draft, &change(over, 1)).await.unwrap();
    assert_eq!(
        refused(NewPin { plan: Some(draft), ..asked(&other, What::Seat(people[1].clone())) }).await,
        codes::OTHER_SEAT
    );
    // Of today, and cancelled.
    let last = all.last().unwrap().clone();
    sessions::cancel(&sv, &officer(), &key(&sv), &last.id).await.unwrap();
    assert_eq!(refused(asked(last.id.as_str(), What::Session)).await, sessions::codes::CANCELLED);
    super::super::tests::world::at(&sv, &format!("{}T03:00:00Z", all[1].day)).await;
    assert_eq!(refused(asked(all[1].id.as_str(), What::Session)).await, codes::PAST);
}

#[tokio::test]
async fn a_pin_that_can_not_be_kept_stops_the_next_plan_and_says_what_to_do() {
    for (what, expected) in [
        ("cancelled", codes::CANCELLED),
        ("room", codes::ROOM_GONE),
        ("trainer", codes::TRAINER_GONE),
        ("person", codes::PERSON_GONE),
        ("away", codes::BREAKS),
        ("closed", codes::BREAKS),
        ("holiday", codes::BREAKS),
        ("calendar", codes::DAY_GONE),
    ] {
        let sv = published(sqlite().await).await;
        let session = live(&sv).await[0].clone();
        let people = sits(&sv, &session.id).await;
        if what == "cancelled" {
            sessions::cancel(&sv, &officer(), &key(&sv), &session.id).await.unwrap();
        }
        let mut tx = sv.db().begin().await.unwrap();
        let trainer = masters::trainer_by_id(sv.db(), &session.trainer).await.unwrap().unwrap();
        let room = masters::rooms(sv.db()).await.unwrap().into_iter().find(|r| r.id == session.room).unwrap();
        let holiday = |working| masters::CalendarDay {
            day: session.day,
            working,
            holiday_hi: "छुट्टी".into(),
            holiday_en: "Holiday".into(),
        };
        let mut pinned = super::add::record(&session, people.clone()).unwrap();
        match what {
            "room" => {
                masters::put_room(&mut tx, &masters::RoomRecord { active: false, ..room }).await.unwrap();
            }
            "trainer" => {
                masters::put_trainer(&mut tx, &TrainerRecord { active: false, ..trainer }).await.unwrap();
            }
            "person" => pinned.people = "[\"GONE\"]".into(),
            "away" => {
                let away =
                    masters::TrainerAway { person: session.trainer.clone(), day: session.day, half: session.half };
                masters::set_trainer_away(&mut tx, &away, true).await.unwrap();
            }
            "closed" => {
                let (room, reason) = (session.room.clone(), "paint".to_owned());
                let closed = masters::RoomClosed { room, day: session.day, half: session.half, reason };
                masters::close_room(&mut tx, &closed).await.unwrap();
            }
            "holiday" => {
                masters::put_calendar_day(&mut tx, &holiday(false)).await.unwrap();
            }
            "calendar" => pinned.day = "2027-06-01".parse().unwrap(),
            _ => {}
        }
        abhyas_store::plan_pins::insert_pin(&mut tx, &pinned).await.unwrap();
        tx.commit().await.unwrap();
        let told = next(&sv, 3).await;
        let Err(ServiceError::Refused(refusals)) = &told else { panic!("{what}: {told:?}") };
        assert_eq!(refusals[0].code, expected, "{what}");
        for language in [Language::Hi, Language::En] {
            let words = abhyas_i18n::refusals::explain(language, &refusals[0]);
            assert!(!words.message.contains('{') && !words.next.is_empty(), "{what}: {words:?}");
        }
        let seen = pins(&sv, &officer()).await.unwrap();
        assert_eq!(seen[0].trouble.as_ref().map(|r| &r.code), Some(&expected), "{what}: the list says so too");
        unpin(&sv, &officer(), &key(&sv), &seen[0].id).await.unwrap();
        assert!(next(&sv, 3).await.is_ok(), "{what}: without the pin it goes on");
    }
}

#[tokio::test]
async fn a_week_is_pinned_in_one_act_and_nothing_of_it_changes_by_hand_until_it_is_removed() {
    each_database(|db| async move {
        let sv = published(db).await;
        let all = live(&sv).await;
        let session = all[0].clone();
        let once = key(&sv);
        let muz = abhyas_core::DistrictId::parse("MUZ").unwrap();
        let coordinator = acting(Capacity::Coordinator, Some("MUZ"));
        let n = pin_week(&sv, &coordinator, &once, session.day, Some(&muz), "exams").await.unwrap();
        assert_eq!(pin_week(&sv, &coordinator, &once, session.day, Some(&muz), "exams").await, Ok(n), "the same form");
        let seen = pins(&sv, &officer()).await.unwrap();
        assert!(n > 0 && seen.len() == n && seen.iter().all(|p| p.week == seen[0].week && !p.week.is_empty()));
        let next = next(&sv, 5).await.unwrap();
        assert_eq!(board::document(&sv, &next).await.unwrap().0.locked.len(), n);
        let mine = all.iter().find(|s| s.district == muz).unwrap();
        let edit = SessionEdit {
            day: mine.day,
            half: 1 - mine.half,
            room: mine.room.to_string(),
            trainer: mine.trainer.to_string(),
            co_trainers: Vec::new(),
            remote_link: String::new(),
            remove: Vec::new(),
            add: Vec::new(),
            version: mine.version,
            overrule: true,
        };
        let refused = sessions::edit(&sv, &officer(), &key(&sv), &mine.id, &edit).await;
        assert_eq!(code(refused), codes::HOLDS);
        let link = SessionEdit { half: mine.half, remote_link: "https://meet.example/1".into(), ..edit };
        sessions::edit(&sv, &officer(), &key(&sv), &mine.id, &link).await.unwrap();
        assert_eq!(code(sessions::cancel(&sv, &officer(), &key(&sv), &mine.id).await), codes::HOLDS);
        unpin_week(&sv, &coordinator, &key(&sv), &seen[0].week).await.unwrap();
        assert!(pins(&sv, &officer()).await.unwrap().is_empty());
        sessions::cancel(&sv, &officer(), &key(&sv), &mine.id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_pinned_week_takes_no_new_session_from_the_next_plan_on() {
    each_database(|db| async move {
        let sv = published(db).await;
        let all = live(&sv).await;
        let muz = abhyas_core::DistrictId::parse("MUZ").unwrap();
        let first = all.iter().find(|s| s.district == muz).unwrap();
        let monday = super::together::monday(first.day);
        let inside = |day: chrono::NaiveDate| day >= monday && day < monday + chrono::Days::new(7);
        // What is not published yet: a session of that week that is cancelled, so that its people need it anew.
        let gone = all.iter().rev().find(|s| s.district == muz && inside(s.day) && s.id != first.id).unwrap();
        sessions::cancel(&sv, &officer(), &key(&sv), &gone.id).await.unwrap();
        let n = pin_week(&sv, &officer(), &key(&sv), monday, Some(&muz), "exams").await.unwrap();
        let pinned: Vec<String> = pins(&sv, &officer()).await.unwrap().into_iter().map(|p| p.session).collect();
        assert_eq!(pinned.len(), n);
        assert!(pins(&sv, &officer()).await.unwrap().iter().all(|p| p.bars && !p.of_trainer && p.trouble.is_none()));
        let id = next(&sv, 4).await.unwrap();
        let (instance, plan, _) = board::document(&sv, &id).await.unwrap();
        let new: Vec<&PlannedSession> = plan.sessions.iter().filter(|s| !pinned.contains(&s.id)).collect();
        let there = |s: &&&PlannedSession| {
            let day = super::super::instance::half_day(&instance, s.slot).unwrap().0;
            inside(day) && s.room.starts_with("RA")
        };
        assert_eq!(new.iter().filter(there).count(), 0, "no new session there in that week: {new:?}");
        assert!(plan.sessions.iter().filter(|s| pinned.contains(&s.id)).count() == n, "the pinned ones stay");
        for room in &instance.rooms {
            let open = (0..instance.days.len() * 2).filter(|slot| !room.unavailable.contains(slot));
            let open = open.filter(|slot| inside(instance.days[slot / 2].date.parse().unwrap())).count();
            let own = plan.sessions.iter().filter(|s| s.room == room.id && pinned.contains(&s.id)).count();
            assert!(if room.block == "A" { open == own } else { open > own }, "{}: {open} {own}", room.id);
        }
        // The programme itself says nothing of it: a draft that was made before is not held against it.
        assert!(publish(&sv, &officer(), &key(&sv), &id).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn all_sessions_of_a_trainer_are_pinned_in_one_act_from_a_day_on() {
    each_database(|db| async move {
        let sv = published(db).await;
        let all = live(&sv).await;
        let mine = |s: &&SessionRecord| s.trainer.as_str() == "K1";
        let days: Vec<_> = all.iter().filter(mine).map(|s| s.day).collect();
        let from = *days.iter().max().unwrap();
        let expected = all.iter().filter(mine).filter(|s| s.day >= from).count();
        let once = key(&sv);
        assert_eq!(pin_trainer(&sv, &officer(), &once, "K1", from, "exams").await, Ok(expected));
        assert_eq!(pin_trainer(&sv, &officer(), &once, "K1", from, "exams").await, Ok(expected), "the same form");
        let seen = pins(&sv, &officer()).await.unwrap();
        assert!(seen.len() == expected && seen.iter().all(|p| p.of_trainer && !p.bars && p.kind == PinKind::Place));
        assert_eq!(code(pin_trainer(&sv, &officer(), &key(&sv), "K1", from, "exams").await), codes::EMPTY_TRAINER);
        assert_eq!(code(pin_trainer(&sv, &officer(), &key(&sv), "nobody", from, "exams").await), codes::EMPTY_TRAINER);
        assert_eq!(code(pin_trainer(&sv, &officer(), &key(&sv), "K1", from, " ").await), crate::error::codes::MISSING);
        let id = next(&sv, 6).await.unwrap();
        let (instance, plan, _) = board::document(&sv, &id).await.unwrap();
        for before in all.iter().filter(mine).filter(|s| s.day >= from) {
            let now = plan.sessions.iter().find(|s| s.id == before.id.as_str()).unwrap();
            let (day, half) = super::super::instance::half_day(&instance, now.slot).unwrap();
            assert_eq!((now.trainer.as_str(), day, half), ("K1", before.day, before.half));
        }
        unpin_week(&sv, &officer(), &key(&sv), &seen[0].week).await.unwrap();
        assert!(pins(&sv, &officer()).await.unwrap().is_empty());
        let nal = acting(Capacity::Coordinator, Some("NAL"));
        let theirs = all.iter().filter(|s| s.trainer.as_str() == "K1" && s.district.as_str() == "NAL").count();
        let done = pin_trainer(&sv, &nal, &key(&sv), "K1", days.iter().copied().min().unwrap(), "exams").await;
        assert!(
            if theirs == 0 { done.is_err() } else { done == Ok(theirs) },
            "a coordinator pins what is of the district"
        );
        let trainer = person("K1", Capacity::Trainer);
        assert_eq!(pin_trainer(&sv, &trainer, &key(&sv), "K1", from, "mine").await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_seat_that_is_pinned_is_not_given_up_for_another_session() {
    let sv = published(sqlite().await).await;
    let all = live(&sv).await;
    let pair = all.iter().flat_map(|a| all.iter().map(move |b| (a, b)));
    let (here, there) =
        pair.into_iter().find(|(a, b)| a.id != b.id && a.module == b.module && a.district == b.district).unwrap();
    let who = sits(&sv, &here.id).await[0].clone();
    pin(&sv, &officer(), &key(&sv), &asked(here.id.as_str(), What::Seat(who.clone()))).await.unwrap();
    let edit = |s: &SessionRecord, add: Vec<String>, remove: Vec<String>| SessionEdit {
        day: s.day,
        half: s.half,
        room: s.room.to_string(),
        trainer: s.trainer.to_string(),
        co_trainers: Vec::new(),
        remote_link: String::new(),
        remove,
        add,
        version: s.version,
        overrule: true,
    };
    let away = edit(here, Vec::new(), vec![who.clone()]);
    assert_eq!(code(sessions::edit(&sv, &officer(), &key(&sv), &here.id, &away).await), codes::HOLDS);
    let over = edit(there, vec![format!("STAFF-{who}")], Vec::new());
    assert_eq!(code(sessions::edit(&sv, &officer(), &key(&sv), &there.id, &over).await), codes::HOLDS);
}

#[tokio::test]
async fn who_may_not_change_a_session_pins_and_unpins_nothing_there() {
    let sv = published(sqlite().await).await;
    let session = live(&sv).await.into_iter().find(|s| s.district.as_str() == "MUZ").unwrap();
    let whole = asked(session.id.as_str(), What::Session);
    pin(&sv, &officer(), &key(&sv), &whole).await.unwrap();
    let id = pins(&sv, &officer()).await.unwrap()[0].id.clone();
    let others: [Actor; 3] =
        [acting(Capacity::Coordinator, Some("NAL")), person("K1", Capacity::Trainer), person("N01", Capacity::Trainee)];
    for actor in &others {
        assert_eq!(pin(&sv, actor, &key(&sv), &whole).await, Err(ServiceError::NotFound));
        assert_eq!(unpin(&sv, actor, &key(&sv), &id).await, Err(ServiceError::NotFound));
        let week = pin_week(&sv, actor, &key(&sv), session.day, None, "no").await;
        assert_eq!(week, Err(ServiceError::NotFound));
        let of = session_pins(&sv, actor, session.id.as_str(), session.room.as_str()).await.unwrap();
        assert!(!of.may && of.pins.is_empty());
    }
    assert!(pins(&sv, &others[0]).await.unwrap().is_empty(), "a coordinator sees the pins of their districts");
    assert_eq!(pins(&sv, &others[1]).await, Err(ServiceError::NotFound));
    let mine = acting(Capacity::Coordinator, Some("MUZ"));
    assert!(session_pins(&sv, &mine, session.id.as_str(), session.room.as_str()).await.unwrap().may);
    unpin(&sv, &mine, &key(&sv), &id).await.unwrap();
    assert!(pins(&sv, &officer()).await.unwrap().is_empty());
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    for code in codes::ALL {
        for language in [Language::Hi, Language::En] {
            let words = abhyas_i18n::refusals::explain(language, &Refusal::new(code.clone()));
            assert!(!words.message.is_empty() && !words.next.is_empty(), "{code:?}");
        }
    }
}
