//! Plans that begin later than tomorrow, and days that are over: what lies before a plan's first day is as it was.

use super::super::*;
use super::world::{self, at, ended, officer, planned, published};
use crate::sessions::{self, Filter};
use crate::testing::key;
use crate::{ServiceError, Services};
use abhyas_planner::format::PlannedSession;
use abhyas_store::masters;
use abhyas_store::sessions::{LiveSeat, SessionRecord, confirmed_seats};
use abhyas_store::testing::{each_database, sqlite};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

async fn live(sv: &Services) -> Vec<SessionRecord> {
    let all = sessions::list(sv, &officer(), &Filter::default()).await.unwrap().sessions;
    all.into_iter().filter(|s| s.state != "cancelled").collect()
}

async fn seats(sv: &Services, of: &[SessionRecord]) -> Vec<LiveSeat> {
    let all = confirmed_seats(sv.db()).await.unwrap();
    all.into_iter().filter(|seat| of.iter().any(|s| s.id == seat.session)).collect()
}

async fn made(sv: &Services, from: Option<NaiveDate>) -> abhyas_core::PlanId {
    let new = NewPlan { seconds: 1, seed: 4, iterations: Some(20_000), from };
    let id = make_plan(sv, &officer(), &key(sv), new).await.unwrap();
    assert_eq!(ended(sv, &id).await.state, "draft");
    id
}

/// The sessions before a day and from it on.
fn parted(all: &[SessionRecord], day: NaiveDate) -> (Vec<SessionRecord>, Vec<SessionRecord>) {
    all.iter().cloned().partition(|s| s.day < day)
}

/// A trainer falls ill for good: everything of theirs has to change that can.
async fn falls_ill(sv: &Services, trainer: &abhyas_core::PersonId) {
    let gone = masters::trainer_by_id(sv.db(), trainer).await.unwrap().unwrap();
    let mut tx = sv.db().begin().await.unwrap();
    masters::put_trainer(&mut tx, &masters::TrainerRecord { active: false, ..gone }).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn nothing_before_a_plans_first_day_changes_and_it_counts_as_done() {
    each_database(|db| async move {
        let sv = published(db).await;
        let all = live(&sv).await;
        let days: BTreeSet<NaiveDate> = all.iter().map(|s| s.day).collect();
        let from = *days.iter().nth(1).unwrap();
        let (before, after) = parted(&all, from);
        assert!(!before.is_empty() && !after.is_empty(), "{days:?}");
        let held = seats(&sv, &before).await;
        // Who teaches before and after that day is gone: before it nobody may touch that.
        let ill = before.iter().find(|s| after.iter().any(|a| a.trainer == s.trainer)).unwrap().trainer.clone();
        falls_ill(&sv, &ill).await;
        let id = made(&sv, Some(from)).await;
        let (instance, plan, _) = board::document(&sv, &id).await.unwrap();
        assert_eq!(instance.days[0].date, from.to_string());
        let record = plan_summary(&sv, &officer(), &id).await.unwrap().plan;
        assert_eq!(record.from_day, Some(from));
        // Nobody is seated again in what they sit in before, and the trainers have that much less to give.
        for seat in &held {
            let again = |s: &PlannedSession| {
                s.module == seat.module.as_str() && s.trainees.iter().any(|p| p == seat.person.as_str())
            };
            assert!(!plan.sessions.iter().any(again), "{seat:?}");
        }
        for trainer in &instance.trainers {
            let given = before.iter().filter(|s| s.trainer.as_str() == trainer.id).count();
            assert_eq!(trainer.max_total, 12 - given);
        }
        assert_eq!(instance.max_sessions, 12 - before.len());
        publish(&sv, &officer(), &key(&sv), &id).await.unwrap();
        let now = live(&sv).await;
        let (still, later) = parted(&now, from);
        assert_eq!(still, before, "version, sequence and all");
        assert_eq!(seats(&sv, &still).await, held);
        assert!(later.iter().all(|s| s.trainer != ill), "what could change did");
    })
    .await;
}

#[tokio::test]
async fn past_sessions_never_move_whatever_a_plan_is_made_for() {
    let sv = published(sqlite().await).await;
    let all = live(&sv).await;
    let days: BTreeSet<NaiveDate> = all.iter().map(|s| s.day).collect();
    let today = *days.first().unwrap();
    assert!(days.len() > 1, "there is something left to plan");
    // In the evening of the first day.
    at(&sv, &format!("{today}T14:00:00Z")).await;
    let (before, _) = parted(&all, today.succ_opt().unwrap());
    let held = seats(&sv, &before).await;
    falls_ill(&sv, &before[0].trainer).await;
    for from in [None, Some(today.succ_opt().unwrap())] {
        let id = made(&sv, from).await;
        publish(&sv, &officer(), &key(&sv), &id).await.unwrap();
        let (still, _) = parted(&live(&sv).await, today.succ_opt().unwrap());
        assert_eq!((still, seats(&sv, &before).await), (before.clone(), held.clone()));
    }
    // A plan from a day that has come is refused.
    for from in [today, all[0].day] {
        let new = NewPlan { seconds: 1, seed: 1, iterations: Some(1), from: Some(from) };
        let refused = make_plan(&sv, &officer(), &key(&sv), new).await;
        assert!(matches!(&refused, Err(ServiceError::Refused(r)) if r[0].code == codes::FROM), "{refused:?}");
    }
}

#[tokio::test]
async fn a_day_and_a_week_that_a_plan_shares_with_what_is_done_have_less_to_give() {
    let sv = world::world(sqlite().await).await;
    let mut tx = sv.db().begin().await.unwrap();
    for trainer in masters::trainers(sv.db()).await.unwrap() {
        // One a day: then a trainer of three sessions a week teaches on three days of it.
        let trainer = masters::TrainerRecord { max_per_day: 1, max_per_week: 3, ..trainer };
        masters::put_trainer(&mut tx, &trainer).await.unwrap();
    }
    tx.commit().await.unwrap();
    let first = planned(&sv).await;
    publish(&sv, &officer(), &key(&sv), &first.id).await.unwrap();
    let all = live(&sv).await;
    // A day in the middle of a week in which one trainer teaches before it and from it on.
    let week = |day: NaiveDate| day.iso_week();
    let later = |a: &SessionRecord| {
        all.iter().find(|b| b.trainer == a.trainer && b.day > a.day && week(b.day) == week(a.day)).map(|b| b.day)
    };
    let from = all.iter().find_map(later).expect("a trainer who teaches on two days of a week");
    let taught = |all: &[SessionRecord], trainer: &str, before: NaiveDate| {
        let of_week = all.iter().filter(|s| s.trainer.as_str() == trainer && week(s.day) == week(from));
        of_week.filter(|s| s.day < before).count()
    };
    let id = made(&sv, Some(from)).await;
    let (instance, _, _) = board::document(&sv, &id).await.unwrap();
    for trainer in &instance.trainers {
        let given = taught(&all, &trainer.id, from);
        let in_week = |slot: &usize| {
            let day = &instance.days[slot / 2];
            day.working && week(day.date.parse().unwrap()) == week(from)
        };
        let slots: Vec<usize> = (0..instance.days.len() * 2).filter(in_week).collect();
        let open = slots.iter().filter(|slot| !trainer.unavailable.contains(slot)).count();
        let most = if given == 0 { slots.len() } else { slots.len().min(3 - given) };
        assert_eq!(open, most, "{}: {given} given", trainer.id);
    }
    publish(&sv, &officer(), &key(&sv), &id).await.unwrap();
    for trainer in ["K1", "K2"] {
        let n = taught(&live(&sv).await, trainer, NaiveDate::MAX);
        assert!(n <= 3, "{trainer}: {n}");
    }
}

#[tokio::test]
async fn the_usual_first_day_is_the_first_working_day_from_tomorrow_on() {
    let sv = world::world(sqlite().await).await;
    assert_eq!(usual_first_day(&sv).await.unwrap().to_string(), world::FIRST_DAY, "the calendar begins a week later");
    at(&sv, "2026-12-05T04:30:00Z").await;
    assert_eq!(usual_first_day(&sv).await.unwrap().to_string(), "2026-12-07", "the sixth is a Sunday");
}

#[tokio::test]
async fn a_repair_is_told_as_what_changes_for_whom_and_to_nobody_else() {
    each_database(|db| async move {
        let sv = published(db).await;
        let all = live(&sv).await;
        let ill = all.iter().find(|s| s.seats_taken > 0).unwrap().clone();
        let mut tx = sv.db().begin().await.unwrap();
        for half in [0, 1] {
            let away = masters::TrainerAway { person: ill.trainer.clone(), day: ill.day, half };
            masters::set_trainer_away(&mut tx, &away, true).await.unwrap();
        }
        tx.commit().await.unwrap();
        let id = made(&sv, None).await;
        let found = preview(&sv, &officer(), &id, abhyas_core::Language::En).await.unwrap();
        assert!(found.refusals.is_empty() && found.unseated == 0, "{:?}", found.refusals);
        let [moved, new, lost, teach] = found.kinds;
        assert_eq!((new, lost), (0, 0), "everybody had a seat and has one");
        assert!(moved + teach >= found.told.len() && teach > 0, "{:?}", found.kinds);
        assert!(
            found
                .told
                .iter()
                .all(|t| !t.name.is_empty() && !t.lines.is_empty() && t.lines.iter().all(|l| !l.is_empty()))
        );
        publish(&sv, &officer(), &key(&sv), &id).await.unwrap();
        // Each has the message of the first version; those concerned have one more, with just these lines.
        for n in 1..=10 {
            let staff_id = format!("STAFF-N{n:02}");
            let mine = sessions::mine(&sv, &world::person(&format!("N{n:02}"), abhyas_core::Capacity::Trainee)).await;
            let messages = mine.unwrap().messages;
            let told = found.told.iter().find(|t| t.staff_id == staff_id);
            assert_eq!(messages.len(), 1 + usize::from(told.is_some()), "{staff_id}");
            if let Some(told) = told {
                let lines: Vec<&str> = messages.iter().map(|m| m.en.as_str()).collect();
                assert!(lines.contains(&told.lines.join("\n").as_str()), "{lines:?}");
            }
        }
    })
    .await;
}
