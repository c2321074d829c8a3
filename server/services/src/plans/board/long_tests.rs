//! Sessions of several half-days on the board: where they stand, and what a change of one touches.

use super::super::pack::pack;
use super::super::tests::world::{officer, planned, world};
use super::footprint::Footprint;
use super::live::live;
use super::*;
use crate::Services;
use abhyas_core::PlanId;
use abhyas_planner::board::Image;
use abhyas_planner::format::PlannedSession;
use abhyas_store::plans::{NewRun, finish_run, insert_run};
use abhyas_store::testing::sqlite;

/// A draft whose sessions of M01 take two half-days, one of them on a day of its own: the plan, that session, its week.
async fn long(sv: &Services) -> (PlanId, PlannedSession, usize) {
    let made = planned(sv).await.id;
    let (mut instance, mut plan, _) = document(sv, &made).await.unwrap();
    instance.modules.iter_mut().filter(|m| m.id == "M01").for_each(|m| m.duration = Some(2));
    let taken: Vec<i64> = plan.sessions.iter().map(|s| s.slot / 2).collect();
    let mut days = instance.days.iter().enumerate().map(|(at, day)| (i64::try_from(at).unwrap(), day));
    let (day, week) = days.rfind(|(at, d)| d.working && !taken.contains(at)).map(|(at, d)| (at, d.week)).unwrap();
    let session = plan.sessions.iter_mut().find(|s| s.module == "M01").unwrap();
    session.slot = day * 2;
    let session = session.clone();
    let mut weeks: Vec<i64> = instance.days.iter().map(|d| d.week).collect();
    weeks.dedup();
    let id = PlanId::parse("LONG").unwrap();
    let run = NewRun {
        id: id.clone(),
        seconds: 1,
        seed: 1,
        progress: "{}".into(),
        instance: pack(&instance).unwrap(),
        previous: pack(&abhyas_planner::Plan::default()).unwrap(),
        made_by: officer().person,
        made_at: sv.now(),
        from_day: sv.now().date_naive(),
        scenario: String::new(),
        copied_from: None,
    };
    let mut tx = sv.db().begin().await.unwrap();
    insert_run(&mut tx, &run).await.unwrap();
    let score = r#"{"hard":0,"unseated":0,"rupees":0}"#;
    assert!(finish_run(&mut tx, &id, "draft", &pack(&plan).unwrap(), score, "{}").await.unwrap());
    tx.commit().await.unwrap();
    (id, session, weeks.iter().position(|w| *w == week).unwrap())
}

#[tokio::test]
async fn a_long_session_stands_in_each_of_its_half_days() {
    let sv = world(sqlite().await).await;
    let (id, session, week) = long(&sv).await;
    for by in [By::Room, By::Trainer, By::District] {
        let seen = page(&sv, &officer(), &id, &Window { by, week: Some(week), ..Window::default() }).await.unwrap();
        let number = seen.cards.iter().position(|card| card.id == session.id).unwrap();
        assert_eq!(seen.cards[number].takes, [session.slot, session.slot + 1]);
        let slots: Vec<i64> = seen.days.iter().flat_map(|day| day.slots).collect();
        let stands = |row: &Row| {
            let cells = row.cells.iter().zip(&slots).filter(|(cards, _)| cards.contains(&number));
            cells.map(|(_, slot)| *slot).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<i64>> = seen.rows.iter().map(stands).filter(|slots| !slots.is_empty()).collect();
        assert_eq!(rows, [[session.slot, session.slot + 1]], "{by:?}");
    }
}

#[tokio::test]
async fn a_change_of_a_long_session_touches_its_room_and_trainer_in_each_half_day() {
    let sv = world(sqlite().await).await;
    let (id, session, _) = long(&sv).await;
    let live = live(&sv, &id).await.unwrap();
    let ground = live.board.ground();
    let after = |it: PlannedSession| Footprint::of(&[Image { at: 0, before: None, after: Some(it) }], ground);
    let mine = after(session.clone());
    let other = |slot: i64, room: &str, trainer: &str| {
        let (room, trainer, trainees) = (room.to_owned(), trainer.to_owned(), Vec::new());
        after(PlannedSession { id: "X".into(), module: "M02".into(), slot, room, trainer, trainees, ..session.clone() })
    };
    let (room, trainer) = (session.room.as_str(), session.trainer.as_str());
    for (slot, room, trainer, meets) in [
        (session.slot, room, "?", true),
        (session.slot + 1, room, "?", true),
        (session.slot + 1, "?", trainer, true),
        (session.slot + 2, room, trainer, false),
        (session.slot + 1, "?", "?", false),
    ] {
        assert_eq!(mine.meets(&other(slot, room, trainer)), meets, "{slot} {room} {trainer}");
    }
}
