//! What is entered about people, and the plan that obeys it: nights on duty, who learns together, who teaches once trained.

use super::super::*;
use super::world::{FIRST_DAY, ended, officer, planned, published, world};
use crate::learning::{self, Keeping};
use crate::masters::{self, Entry, Kind};
use crate::people::nights::add_nights;
use crate::testing::key;
use crate::{ServiceError, Services};
use abhyas_core::{CertificateId, FacilityId, ModuleId, PersonId, PlanId};
use abhyas_planner::format::{Becomes, Instance, PlannedSession};
use abhyas_store::certificates::{self, CertificateRecord};
use abhyas_store::masters as store;
use abhyas_store::testing::each_database;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

async fn next(sv: &Services, seed: u64) -> PlanId {
    let new = NewPlan { seconds: 1, seed, iterations: Some(20_000), from: None };
    let id = make_plan(sv, &officer(), &key(sv), new).await.unwrap();
    assert_eq!(ended(sv, &id).await.state, "draft");
    id
}

async fn document(sv: &Services, id: &PlanId) -> (Instance, Vec<PlannedSession>) {
    let (instance, plan, _) = board::document(sv, id).await.unwrap();
    (instance, plan.sessions)
}

fn day_of(instance: &Instance, slot: i64) -> NaiveDate {
    super::super::instance::half_day(instance, slot).unwrap().0
}

fn who(id: &str) -> PersonId {
    PersonId::parse(id).unwrap()
}

/// The half-days in which somebody sits.
fn seats(instance: &Instance, plan: &[PlannedSession], id: &str) -> Vec<(NaiveDate, i64)> {
    let mine = plan.iter().filter(|s| s.trainees.iter().any(|p| p == id));
    mine.map(|s| super::super::instance::half_day(instance, s.slot).unwrap()).collect()
}

#[tokio::test]
async fn nobody_is_called_on_the_day_of_a_night_duty_nor_on_the_morning_after() {
    each_database(|db| async move {
        let sv = published(db).await;
        let before = planned(&sv).await.id;
        let (instance, plan) = document(&sv, &before).await;
        // A night on each day on which N01 is called, and one on the evening before the first of them.
        let called = seats(&instance, &plan, "N01");
        assert_eq!(called.len(), 2);
        let first = called.iter().map(|(day, _)| *day).min().unwrap();
        let nights: BTreeSet<NaiveDate> =
            called.iter().map(|(day, _)| *day).chain([first.pred_opt().unwrap()]).collect();
        for night in &nights {
            add_nights(&sv, &officer(), &key(&sv), &who("N01"), &night.to_string(), "").await.unwrap();
        }
        let refused = publish(&sv, &officer(), &key(&sv), &before).await;
        let Err(ServiceError::Refused(refusals)) = &refused else { panic!("{refused:?}") };
        assert_eq!(refusals[0].code, codes::OUTDATED, "a night always blocks: {refusals:?}");
        assert!(refusals[0].values.iter().any(|(name, value)| name == "rules" && value == "H19"));
        let id = next(&sv, 5).await;
        let (instance, plan) = document(&sv, &id).await;
        let now = seats(&instance, &plan, "N01");
        assert_eq!(now.len(), 2, "they are called at other times");
        for (day, half) in now {
            assert!(!nights.contains(&day), "{day} is the day of a night duty");
            assert!(half == 1 || !nights.contains(&day.pred_opt().unwrap()), "{day} is the morning after");
        }
        assert!(publish(&sv, &officer(), &key(&sv), &id).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_night_that_began_before_the_first_day_leaves_its_morning_free() {
    each_database(|db| async move {
        let sv = world(db).await;
        let first: NaiveDate = FIRST_DAY.parse().unwrap();
        add_nights(&sv, &officer(), &key(&sv), &who("N02"), &first.pred_opt().unwrap().to_string(), "").await.unwrap();
        let found = instance::programme(&sv, first).await.unwrap().instance;
        let person = found.trainees.iter().find(|t| t.id == "N02").unwrap();
        assert_eq!((person.unavailable.as_slice(), person.nights.as_slice()), (&[0][..], &[][..]));
        let found = instance::programme(&sv, first.pred_opt().unwrap()).await.unwrap().instance;
        let person = found.trainees.iter().find(|t| t.id == "N02").unwrap();
        assert_eq!((person.unavailable.as_slice(), person.nights.as_slice()), (&[][..], &[0][..]));
    })
    .await;
}

#[tokio::test]
async fn people_who_must_learn_together_sit_in_one_session_of_each_module() {
    each_database(|db| async move {
        let sv = world(db).await;
        let group = Keeping { name: "Kanti".into(), hard: true, district: "MUZ".into() };
        let id = learning::make(&sv, &officer(), &key(&sv), &group).await.unwrap();
        for staff_id in ["STAFF-N01", "STAFF-N03", "STAFF-N05"] {
            learning::add_person(&sv, &officer(), &key(&sv), &id, staff_id).await.unwrap();
        }
        let soft = Keeping { name: "Nalanda".into(), hard: false, district: "NAL".into() };
        let other = learning::make(&sv, &officer(), &key(&sv), &soft).await.unwrap();
        let facility = FacilityId::parse("FN").unwrap();
        learning::add_facility(&sv, &officer(), &key(&sv), &other, &facility).await.unwrap();
        let plan = next(&sv, 3).await;
        let (instance, sessions) = document(&sv, &plan).await;
        let cohorts: Vec<_> = instance.cohorts.iter().map(|c| (c.id.as_str(), c.hard)).collect();
        assert_eq!(cohorts, [("Kanti (MUZ)", true), ("Nalanda (NAL)", false)]);
        for module in ["M01", "M02"] {
            let of = |id: &str| sessions.iter().find(|s| s.module == module && s.trainees.iter().any(|p| p == id));
            let places: Vec<_> = ["N01", "N03", "N05"].iter().map(|id| of(id).map(|s| s.id.clone())).collect();
            assert!(places[0].is_some() && places.iter().all(|p| *p == places[0]), "{module}: {places:?}");
        }
        assert_eq!(draft(&sv, &officer(), &plan).await.unwrap().report.score.hard, 0);
        learning::dissolve(&sv, &officer(), &key(&sv), &id).await.unwrap();
        let first: NaiveDate = FIRST_DAY.parse().unwrap();
        let found = instance::programme(&sv, first).await.unwrap().instance;
        assert!(found.trainees.iter().all(|t| t.cohort.as_deref() != Some("Kanti (MUZ)")));
    })
    .await;
}

/// A row of the list of trainers.
fn trainer(staff_id: &str, cells: &[(&str, &str)]) -> Entry {
    let usual = [
        ("staff_id", staff_id),
        ("home_block", "N"),
        ("modules", "M01 M02"),
        ("max_per_day", "2"),
        ("max_per_week", "6"),
        ("max_total", "12"),
        ("active", "1"),
    ];
    Entry::from_pairs(usual.into_iter().chain(cells.iter().copied()))
}

async fn put(sv: &Services, entry: Entry) -> crate::Outcome<usize> {
    masters::save(sv, &officer(), &key(sv), Kind::Trainers, &[entry]).await
}

fn refused(outcome: crate::Outcome<usize>) -> (String, String) {
    match outcome {
        Err(ServiceError::Refused(r)) => (r[0].code.as_str().to_owned(), r[0].field.clone().unwrap().into_owned()),
        other => panic!("{other:?}"),
    }
}

/// Only six sessions by K1, and the rest by N07, who is to be trained first; K2 is no trainer any more.
async fn with_a_new_trainer(sv: &Services) {
    put(sv, trainer("STAFF-K2", &[("active", "0")])).await.unwrap();
    put(sv, trainer("STAFF-K1", &[("home_block", "A"), ("max_total", "6")])).await.unwrap();
    put(sv, trainer("STAFF-N07", &[("once_trained", "1"), ("delay_days", "1")])).await.unwrap();
}

#[tokio::test]
async fn who_teaches_once_trained_teaches_only_after_their_own_last_module() {
    each_database(|db| async move {
        let sv = world(db).await;
        with_a_new_trainer(&sv).await;
        let id = next(&sv, 2).await;
        let (instance, plan) = document(&sv, &id).await;
        let new = instance.trainers.iter().find(|t| t.id == "N07").unwrap();
        assert_eq!(new.becomes, Some(Becomes { trainee: "N07".into(), delay_days: 1 }));
        assert!(instance.trainees.iter().any(|t| t.id == "N07"), "they are still to be trained");
        let learnt = seats(&instance, &plan, "N07");
        assert_eq!(learnt.len(), 2);
        let last = learnt.iter().map(|(day, _)| *day).max().unwrap();
        let taught: Vec<NaiveDate> =
            plan.iter().filter(|s| s.trainer == "N07").map(|s| day_of(&instance, s.slot)).collect();
        assert!(!taught.is_empty(), "there are more sessions than K1 may hold: {plan:?}");
        assert!(taught.iter().all(|day| *day > last + Days::new(1)), "{taught:?} after {last}");
        let seen = draft(&sv, &officer(), &id).await.unwrap();
        assert_eq!((seen.report.score.hard, seen.report.missing.len()), (0, 0));
        publish(&sv, &officer(), &key(&sv), &id).await.unwrap();

        // Their own sessions are over: so many days later they teach, and at once when they are certified.
        let from = last.succ_opt().unwrap();
        let programme = instance::programme(&sv, from).await.unwrap().instance;
        let now = programme.trainers.iter().find(|t| t.id == "N07").unwrap();
        assert_eq!((now.becomes.clone(), now.available_from), (None, Some(2)), "the day after tomorrow");
        let mut tx = sv.db().begin().await.unwrap();
        for module in ["M01", "M02"] {
            let certificate = CertificateRecord {
                id: CertificateId::parse(format!("C-{module}")).unwrap(),
                number: format!("N-{module}"),
                person: who("N07"),
                module: ModuleId::parse(module).unwrap(),
                name_on_it: "Person N07".into(),
                issued_at: sv.now(),
                issued_by: officer().person,
                basis: "{}".into(),
                credential: "x".into(),
                revoked: None,
            };
            certificates::insert(&mut tx, &certificate).await.unwrap();
        }
        tx.commit().await.unwrap();
        let programme = instance::programme(&sv, from).await.unwrap().instance;
        let now = programme.trainers.iter().find(|t| t.id == "N07").unwrap();
        assert_eq!((now.becomes.clone(), now.available_from), (None, None), "a trainer like all others");
        assert_eq!(now.modules, ["M01", "M02"]);
    })
    .await;
}

#[tokio::test]
async fn a_trainer_who_joins_later_holds_nothing_before_their_first_day() {
    each_database(|db| async move {
        let sv = world(db).await;
        put(&sv, trainer("STAFF-K2", &[("from_day", "2026-12-07")])).await.unwrap();
        let (instance, plan) = document(&sv, &next(&sv, 2).await).await;
        let first: NaiveDate = "2026-12-07".parse().unwrap();
        assert!(plan.iter().filter(|s| s.trainer == "K2").all(|s| day_of(&instance, s.slot) >= first));
        let slot = instance.trainers.iter().find(|t| t.id == "K2").unwrap().available_from.unwrap();
        assert_eq!(instance.days[slot / 2].date, "2026-12-07");
        // A file without the column leaves it, an empty cell takes it back.
        put(&sv, trainer("STAFF-K2", &[])).await.unwrap();
        let kept = store::trainer_by_id(sv.db(), &who("K2")).await.unwrap().unwrap();
        assert_eq!(kept.from_day, Some(first));
        put(&sv, trainer("STAFF-K2", &[("from_day", "")])).await.unwrap();
        assert_eq!(store::trainer_by_id(sv.db(), &who("K2")).await.unwrap().unwrap().from_day, None);
    })
    .await;
}

#[tokio::test]
async fn only_whoever_is_to_learn_a_module_teaches_it_once_trained() {
    each_database(|db| async move {
        let sv = world(db).await;
        let not_trained = put(&sv, trainer("STAFF-K1", &[("once_trained", "1")])).await;
        assert_eq!(refused(not_trained), ("masters.not_trained".into(), "once_trained".into()));
        let mut tx = sv.db().begin().await.unwrap();
        let module = store::module_by_id(sv.db(), &ModuleId::parse("M01").unwrap()).await.unwrap().unwrap();
        let other = store::ModuleRecord { id: ModuleId::parse("M03").unwrap(), ..module };
        store::put_module(&mut tx, &other).await.unwrap();
        tx.commit().await.unwrap();
        let not_learnt = put(&sv, trainer("STAFF-N07", &[("once_trained", "1"), ("modules", "M01 M03")])).await;
        assert_eq!(refused(not_learnt), ("masters.not_learnt".into(), "modules".into()));
        assert!(put(&sv, trainer("STAFF-N07", &[("once_trained", "0"), ("modules", "M01 M03")])).await.is_ok());
    })
    .await;
}
