//! The story of a draft on the board: changed, taken back, done again, by two people at once, and published.

use super::super::tests::world::{FIRST_DAY, at, officer, planned, published, world};
use super::super::{codes as plan_codes, draft, plan_summary, publish};
use super::*;
use crate::testing::{acting, key};
use crate::{Actor, ServiceError, Services, sessions};
use abhyas_core::{Capacity, Code, PersonId, PlanId};
use abhyas_planner::board::{Edit, Level, NewSession};
use abhyas_planner::checker::check;
use abhyas_store::testing::{each_database, sqlite};

fn coordinator(district: &str) -> Actor {
    acting(Capacity::Coordinator, Some(district))
}

/// Another officer.
fn second() -> Actor {
    Actor { person: PersonId::parse("second").unwrap(), name: "Rekha".into(), ..officer() }
}

fn asked(edit: Edit, seen: i64) -> Asked {
    Asked { edit, seen, reason: String::new() }
}

fn refusal<T: std::fmt::Debug>(outcome: crate::Outcome<T>) -> (Code, String) {
    match outcome {
        Err(ServiceError::Refused(refusals)) => {
            let told = abhyas_i18n::refusals::explain(abhyas_core::Language::En, &refusals[0]);
            (refusals[0].code.clone(), told.message)
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// The places of a session's week of one level.
async fn places(sv: &Services, plan: &PlanId, session: &str, level: Level) -> Vec<Place> {
    let page = one(sv, &officer(), plan, session, &Window::default(), "").await.unwrap();
    page.targets.into_iter().filter(|(_, _, v)| v.level == level).map(|(place, ..)| place).collect()
}

fn to(session: &str, place: &Place) -> Edit {
    Edit::Move { session: session.to_owned(), slot: place.slot, room: place.room.clone() }
}

/// A session in a district of a module, by id.
async fn session_of(sv: &Services, plan: &PlanId, district: &str, module: &str) -> String {
    let seen = draft(sv, &officer(), plan).await.unwrap();
    let found = seen.sessions.iter().find(|s| s.place.district.id == district && s.module.id == module);
    found.unwrap().id.clone()
}

#[tokio::test]
async fn a_change_is_read_everywhere_taken_back_and_done_again() {
    each_database(|db| async move {
        let sv = world(db).await;
        let plan = planned(&sv).await.id;
        let session = session_of(&sv, &plan, "MUZ", "M02").await;
        let window = Window::default();
        let before = page(&sv, &officer(), &plan, &window).await.unwrap();
        assert_eq!((before.seq, before.rows.len(), before.undo.is_none(), before.may_edit), (0, 4, true, true));
        let place = places(&sv, &plan, &session, Level::Green).await.remove(0);
        let once = key(&sv);
        let done = change(&sv, &officer(), &once, &plan, &asked(to(&session, &place), 0)).await.unwrap();
        assert_eq!((done.seq, done.verdict.level), (1, Level::Green));
        let again = change(&sv, &officer(), &once, &plan, &asked(to(&session, &place), 0)).await.unwrap();
        assert_eq!(again.seq, 1, "the same form again");

        let seen = draft(&sv, &officer(), &plan).await.unwrap();
        let moved = seen.sessions.iter().find(|s| s.id == session).unwrap();
        assert_eq!(moved.place.room.id, place.room);
        let score = plan_summary(&sv, &officer(), &plan).await.unwrap().score.unwrap();
        assert_eq!((score.hard, score.unseated), (0, 0));
        let (instance, document, _) = document(&sv, &plan).await.unwrap();
        let counted = check(&instance, &document, None).score;
        assert_eq!(counted, seen.report.score);

        let after = page(&sv, &officer(), &plan, &window).await.unwrap();
        let undoable = after.undo.unwrap();
        assert!(undoable.what.contains("moved M02"), "{undoable:?}");
        undo(&sv, &officer(), &key(&sv), &plan, undoable.seq).await.unwrap();
        let back = page(&sv, &officer(), &plan, &window).await.unwrap();
        let stands = |p: &BoardPage| p.cards.iter().find(|c| c.id == session).map(|c| (c.slot, c.room.clone()));
        assert_eq!((stands(&back), back.undo, back.recent.len()), (stands(&before), None, 2));
        redo(&sv, &officer(), &key(&sv), &plan, back.redo.unwrap().seq).await.unwrap();
        let again = page(&sv, &officer(), &plan, &window).await.unwrap();
        assert_eq!(stands(&again), Some((place.slot, place.room.clone())));
        assert_eq!((again.seq, again.redo), (3, None));
        assert_eq!(refusal(undo(&sv, &officer(), &key(&sv), &plan, 9).await).0, codes::NOT_LAST);
    })
    .await;
}

#[tokio::test]
async fn two_people_are_kept_apart_only_where_they_touch_the_same() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let (muz, nal) = (session_of(&sv, &plan, "MUZ", "M02").await, session_of(&sv, &plan, "NAL", "M02").await);
    let place = places(&sv, &plan, &muz, Level::Green).await;
    change(&sv, &officer(), &key(&sv), &plan, &asked(to(&muz, &place[0]), 0)).await.unwrap();

    // The same session, on the board as it was before: refused, with who and what.
    let clash = change(&sv, &second(), &key(&sv), &plan, &asked(to(&muz, &place[1]), 0)).await;
    let (code, told) = refusal(clash);
    assert_eq!(code, codes::OVERTAKEN);
    assert!(told.contains("officer") && told.contains("moved M02"), "{told}");
    // Another session in another district: accepted behind the first.
    let elsewhere =
        places(&sv, &plan, &nal, Level::Green).await.into_iter().find(|p| p.room.starts_with("RN")).unwrap();
    let done = change(&sv, &second(), &key(&sv), &plan, &asked(to(&nal, &elsewhere), 0)).await.unwrap();
    assert_eq!(done.seq, 2);
    // The same person's own changes are no surprise to them.
    change(&sv, &officer(), &key(&sv), &plan, &asked(to(&muz, &place[1]), 0)).await.unwrap();
    // Nobody takes back what another did.
    assert_eq!(refusal(undo(&sv, &second(), &key(&sv), &plan, 3).await).0, codes::NOT_LAST);
    // A session that somebody cancelled meanwhile.
    change(&sv, &officer(), &key(&sv), &plan, &asked(Edit::Cancel { session: nal.clone() }, 3)).await.unwrap();
    let (code, told) = refusal(change(&sv, &second(), &key(&sv), &plan, &asked(to(&nal, &elsewhere), 2)).await);
    assert!(code == codes::OVERTAKEN && told.contains("cancelled M02"), "{told}");
    let gone = change(&sv, &second(), &key(&sv), &plan, &asked(Edit::Cancel { session: nal }, 4)).await;
    assert_eq!(refusal(gone).0, codes::NO_SESSION);

    let told = news(&sv, &second(), &plan, 2).await.unwrap().unwrap();
    assert!(told.seq == 4 && told.what.contains("cancelled"), "{told:?}");
    assert_eq!(news(&sv, &officer(), &plan, 2).await.unwrap(), None, "one's own changes are no news");
}

#[tokio::test]
async fn a_rule_that_may_be_broken_asks_for_a_reason_and_is_published_with_it() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let mut found = None;
    for (district, module) in [("MUZ", "M01"), ("MUZ", "M02"), ("NAL", "M01"), ("NAL", "M02")] {
        let session = session_of(&sv, &plan, district, module).await;
        let amber = places(&sv, &plan, &session, Level::Amber).await;
        found = found.or(amber.into_iter().next().map(|place| (session, place)));
    }
    let (session, place) = &found.unwrap();
    let (session, place) = (session.clone(), place);
    let (code, told) = refusal(change(&sv, &officer(), &key(&sv), &plan, &asked(to(&session, place), 0)).await);
    assert!(code == codes::REASON && told.contains("breaks a rule"), "{told}");
    let with = Asked { reason: "The hall is free only then".into(), ..asked(to(&session, place), 0) };
    let done = change(&sv, &officer(), &key(&sv), &plan, &with).await.unwrap();
    assert_eq!(done.verdict.level, Level::Amber);
    let seen = page(&sv, &officer(), &plan, &Window::default()).await.unwrap();
    assert!(seen.cards.iter().any(|c| c.level == Level::Amber && !c.troubles.is_empty()));
    assert_eq!(seen.recent[0].reason, "The hall is free only then");
    assert_eq!(publish(&sv, &officer(), &key(&sv), &plan).await, Ok(1));
    let live = sessions::session_page(&sv, &officer(), &abhyas_core::SessionId::parse(session).unwrap()).await.unwrap();
    assert_eq!(live.session.room.as_str(), place.room);
    let (code, _) = refusal(change(&sv, &officer(), &key(&sv), &plan, &with).await);
    assert_eq!(code, codes::CLOSED);
}

#[tokio::test]
async fn a_taken_room_can_stand_in_a_draft_but_not_be_published() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let session = session_of(&sv, &plan, "NAL", "M02").await;
    let red = places(&sv, &plan, &session, Level::Red).await;
    let reason = "for now".to_owned();
    let with = Asked { reason, ..asked(to(&session, &red[0]), 0) };
    assert_eq!(change(&sv, &officer(), &key(&sv), &plan, &with).await.unwrap().verdict.level, Level::Red);
    let refused = refusal(publish(&sv, &officer(), &key(&sv), &plan).await);
    assert_eq!(refused.0, plan_codes::OUTDATED);
    undo(&sv, &officer(), &key(&sv), &plan, 1).await.unwrap();
    assert_eq!(publish(&sv, &officer(), &key(&sv), &plan).await, Ok(1));
}

#[tokio::test]
async fn who_may_not_finds_nothing_and_what_is_past_stays() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let (muz, nal) = (session_of(&sv, &plan, "MUZ", "M02").await, session_of(&sv, &plan, "NAL", "M02").await);
    let cancel = |session: &str| asked(Edit::Cancel { session: session.to_owned() }, 0);
    for actor in [coordinator("MUZ"), acting(Capacity::Trainer, None), acting(Capacity::Trainee, None)] {
        let refused = change(&sv, &actor, &key(&sv), &plan, &cancel(&nal)).await;
        assert_eq!(refused.map(|d| d.seq), Err(ServiceError::NotFound), "{:?}", actor.grants);
    }
    let hers = coordinator("MUZ");
    let seen = page(&sv, &hers, &plan, &Window::default()).await.unwrap();
    assert!(seen.cards.iter().all(|c| c.may_edit) && seen.rows.len() == 2, "her rooms only");
    assert_eq!(one(&sv, &hers, &plan, &nal, &Window::default(), "").await.map(|_| ()), Err(ServiceError::NotFound));
    let done = change(&sv, &hers, &key(&sv), &plan, &cancel(&muz)).await.unwrap();
    assert!(done.verdict.seats > 0, "people lose their seats");
    assert_eq!(
        page(&sv, &acting(Capacity::Trainer, None), &plan, &Window::default()).await.map(|_| ()),
        Err(ServiceError::NotFound)
    );

    at(&sv, "2026-12-20T04:30:00Z").await;
    assert_eq!(refusal(change(&sv, &officer(), &key(&sv), &plan, &cancel(&nal)).await).0, codes::PAST);
}

#[tokio::test]
async fn sessions_are_added_split_merged_and_people_moved() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let session = session_of(&sv, &plan, "MUZ", "M02").await;
    let open = |sv: Services| {
        let (plan, session) = (plan.clone(), session.clone());
        async move { one(&sv, &officer(), &plan, &session, &Window::default(), "").await.unwrap() }
    };
    let before = open(sv.clone()).await;
    let people: Vec<String> = before.people.iter().map(|p| p.person.clone()).collect();
    let place = places(&sv, &plan, &session, Level::Green).await.remove(0);
    let new = NewSession {
        id: "NEW1".into(),
        module: "M02".into(),
        room: place.room.clone(),
        slot: place.slot,
        trainer: before.trainers[0].trainer.clone(),
    };
    let reason = || "because".to_owned();
    let split = Edit::Split { session: session.clone(), new, people: people[..1].to_vec() };
    change(&sv, &officer(), &key(&sv), &plan, &Asked { edit: split, seen: 0, reason: reason() }).await.unwrap();
    assert_eq!(open(sv.clone()).await.people.len(), people.len() - 1);
    let moved = seats(&sv, &officer(), &plan, &session, &people[1]).await.unwrap();
    assert!(moved.iter().any(|(to, ..)| to == "NEW1"));
    let merge = Edit::Merge { from: "NEW1".into(), into: session.clone() };
    change(&sv, &officer(), &key(&sv), &plan, &Asked { edit: merge, seen: 1, reason: reason() }).await.unwrap();
    let after = open(sv.clone()).await;
    let mut now: Vec<String> = after.people.iter().map(|p| p.person.clone()).collect();
    let mut was = people.clone();
    now.sort();
    was.sort();
    assert_eq!(now, was);
    assert_eq!(after.recent.len(), 2);
}

#[tokio::test]
async fn a_draft_over_a_published_version_is_changed_alone() {
    let sv = published(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let session = session_of(&sv, &plan, "MUZ", "M02").await;
    let place = places(&sv, &plan, &session, Level::Green).await.remove(0);
    change(&sv, &officer(), &key(&sv), &plan, &asked(to(&session, &place), 0)).await.unwrap();
    let found = super::super::preview(&sv, &officer(), &plan, abhyas_core::Language::En).await.unwrap();
    assert_eq!((found.counts[0], found.counts[1], found.refusals.len()), (0, 1, 0));
    let id = abhyas_core::SessionId::parse(session).unwrap();
    let live = sessions::session_page(&sv, &officer(), &id).await.unwrap();
    assert!(live.session.day >= FIRST_DAY.parse().unwrap());
    assert_ne!(live.session.room.as_str(), "", "the live schedule stays until it is published");
}

#[tokio::test]
async fn everyone_takes_back_their_own_last_change_unless_a_later_one_touches_the_same() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let (muz, nal) = (session_of(&sv, &plan, "MUZ", "M02").await, session_of(&sv, &plan, "NAL", "M02").await);
    let spot = async |session: &str| {
        let (_, document, _) = document(&sv, &plan).await.unwrap();
        document.sessions.into_iter().find(|s| s.id == session).map(|s| (s.slot, s.room))
    };
    let offered = async |actor: &Actor| {
        let seen = page(&sv, actor, &plan, &Window::default()).await.unwrap();
        (seen.undo.map(|t| t.seq), seen.redo.map(|t| t.seq))
    };
    let (muz_home, nal_home) = (spot(&muz).await, spot(&nal).await);
    let free = places(&sv, &plan, &muz, Level::Green).await;
    change(&sv, &officer(), &key(&sv), &plan, &asked(to(&muz, &free[0]), 0)).await.unwrap();
    let elsewhere =
        places(&sv, &plan, &nal, Level::Green).await.into_iter().find(|p| p.room.starts_with("RN")).unwrap();
    change(&sv, &second(), &key(&sv), &plan, &asked(to(&nal, &elsewhere), 1)).await.unwrap();
    // Each is offered their own, though the other's is the last.
    assert_eq!((offered(&officer()).await, offered(&second()).await), ((Some(1), None), (Some(2), None)));
    undo(&sv, &officer(), &key(&sv), &plan, 1).await.unwrap();
    assert_eq!((spot(&muz).await, offered(&officer()).await), (muz_home.clone(), (None, Some(1))));
    assert_ne!(spot(&nal).await, nal_home, "the other's change stays");
    // A change of another person does not take the redo away, one's own does.
    undo(&sv, &second(), &key(&sv), &plan, 2).await.unwrap();
    redo(&sv, &second(), &key(&sv), &plan, 2).await.unwrap();
    redo(&sv, &officer(), &key(&sv), &plan, 1).await.unwrap();
    assert_eq!((offered(&officer()).await, offered(&second()).await), ((Some(1), None), (Some(2), None)));

    // The second person moves the officer's session: the officer's undo is refused with what happened.
    let next = places(&sv, &plan, &muz, Level::Green).await.remove(0);
    change(&sv, &second(), &key(&sv), &plan, &asked(to(&muz, &next), 6)).await.unwrap();
    let (code, told) = refusal(undo(&sv, &officer(), &key(&sv), &plan, 1).await);
    assert!(code == codes::IN_THE_WAY && told.contains("Rekha") && told.contains("moved M02"), "{told}");
    // Once that is taken back there is nothing in the way.
    undo(&sv, &second(), &key(&sv), &plan, 7).await.unwrap();
    undo(&sv, &officer(), &key(&sv), &plan, 1).await.unwrap();
    assert_eq!(spot(&muz).await, muz_home);
    // Somebody else takes the place that a redo would need.
    let with = Asked { reason: "only there".into(), ..asked(to(&nal, &free[0]), 9) };
    change(&sv, &second(), &key(&sv), &plan, &with).await.unwrap();
    let (code, told) = refusal(redo(&sv, &officer(), &key(&sv), &plan, 1).await);
    assert!(code == codes::IN_THE_WAY && told.contains("Rekha"), "{told}");
    assert_eq!(offered(&officer()).await, (None, Some(1)), "it stays offered: the way may become free");
    change(&sv, &officer(), &key(&sv), &plan, &asked(Edit::Cancel { session: muz }, 10)).await.unwrap();
    assert_eq!(offered(&officer()).await, (Some(11), None), "who goes on does not do again");
}

#[tokio::test]
async fn a_split_is_priced_as_the_split_and_not_as_a_move() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let session = session_of(&sv, &plan, "MUZ", "M02").await;
    let found = one(&sv, &officer(), &plan, &session, &Window::default(), "").await.unwrap();
    let trainer = found.trainers[0].trainer.clone();
    let wish = SplitWish { people: vec![found.people[0].person.clone()], trainer: trainer.clone() };
    let week = Window { week: Some(found.week), ..Window::default() };
    let priced = split_targets(&sv, &officer(), &plan, &session, &week, &wish).await.unwrap();
    assert!(priced.windows(2).all(|w| w[0].2.level <= w[1].2.level), "the best first");
    let moved = |place: &Place| found.targets.iter().find(|(p, ..)| p == place).map(|(_, _, v)| v.rupees);
    assert!(priced.iter().any(|(place, _, v)| moved(place).is_some_and(|rupees| rupees != v.rupees)));
    let (place, _, verdict) = priced[0].clone();
    let new = NewSession { id: "NEW".into(), module: "M02".into(), room: place.room, slot: place.slot, trainer };
    let edit = Edit::Split { session: session.clone(), new, people: wish.people.clone() };
    let done = change(&sv, &officer(), &key(&sv), &plan, &Asked { edit, seen: 0, reason: "more room".into() }).await;
    assert_eq!(done.unwrap().verdict, verdict, "what was shown is what comes of it");
    let everybody = SplitWish { people: found.people.iter().map(|p| p.person.clone()).collect(), ..wish };
    let refused = split_targets(&sv, &officer(), &plan, &session, &week, &everybody).await;
    assert!(matches!(refused, Err(ServiceError::Refused(_))), "{refused:?}");
}
