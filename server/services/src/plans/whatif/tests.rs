//! What-if: tried out, compared, and published only when it is so.

use super::super::tests::world::{ended, officer, person, planned, published, world};
use super::super::{board, codes as plan_codes, draft, plans, preview, publish};
use super::*;
use crate::testing::{acting, key};
use crate::{ServiceError, Services};
use abhyas_core::{Capacity, Code, Language, PlanId, Refusal};
use abhyas_store::masters;
use abhyas_store::testing::{each_database, sqlite};
use chrono::NaiveDate;

fn trial(scenario: Scenario) -> Trial {
    Trial { scenario, seconds: 1, seed: 2, iterations: Some(20_000) }
}

fn named(name: &str) -> Scenario {
    Scenario { name: name.to_owned(), ..Scenario::default() }
}

async fn tried(sv: &Services, base: &PlanId, scenario: Scenario) -> PlanId {
    let id = try_out(sv, &officer(), &key(sv), base, &trial(scenario)).await.unwrap();
    assert_eq!(ended(sv, &id).await.state, "draft");
    id
}

fn refusals<T: std::fmt::Debug>(outcome: Result<T, ServiceError>) -> Vec<Refusal> {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals,
        other => panic!("{other:?}"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_trainers_absence_is_tried_out_compared_and_published_once_it_is_entered() {
    each_database(|db| async move {
        let sv = world(db).await;
        let base = planned(&sv).await.id;
        let seen = draft(&sv, &officer(), &base).await.unwrap();
        let first = seen.sessions.iter().find(|s| s.trainer.id == "K1").unwrap();
        let (from, to) = (first.day.unwrap(), first.day.unwrap());
        let away = Scenario { away: vec![Span { id: "K1".into(), from, to }], ..named("K1 at a wedding") };
        let once = key(&sv);
        let id = try_out(&sv, &officer(), &once, &base, &trial(away.clone())).await.unwrap();
        assert_eq!(try_out(&sv, &officer(), &once, &base, &trial(away.clone())).await, Ok(id.clone()), "the same form");
        assert_eq!(ended(&sv, &id).await.state, "draft");
        let copy = draft(&sv, &officer(), &id).await.unwrap();
        assert!(copy.sessions.iter().all(|s| s.trainer.id != "K1" || s.day != Some(from)));
        let record = &copy.summary.plan;
        assert_eq!(record.copied_from.as_ref(), Some(&base));
        assert_eq!(Scenario::read(&record.scenario), Some(away.clone()));

        let sides = compare(&sv, &officer(), &base, &id).await.unwrap();
        assert_eq!((sides.sides[0].name.as_deref(), sides.sides[1].name.as_deref()), (None, Some("K1 at a wedding")));
        assert_eq!(sides.sides[1].lines, [Line::Away("Person K1".into(), from, to)]);
        assert!(!sides.moved.is_empty(), "what K1 held on that day is held otherwise");
        assert_eq!(sides.sides.each_ref().map(|s| (s.missing, s.hard)), [(0, 0), (0, 0)]);
        for (at, side) in sides.sides.iter().enumerate() {
            assert_eq!(side.rupees, sides.terms.iter().map(|t| t.rupees[at]).sum::<i64>());
            assert_eq!(side.sessions, sides.districts.iter().map(|d| d.sessions[at]).sum::<usize>());
            assert!(side.last_day.is_some());
        }
        assert_eq!(sides.sides[0].rupees, seen.report.score.rupees, "priced by the programme's own weights");
        let other = compare(&sv, &officer(), &id, &base).await.unwrap();
        assert_eq!(other.moved.len(), sides.moved.len(), "the other way round the same people are concerned");
        assert_eq!(compare(&sv, &officer(), &id, &id).await.unwrap().moved, []);

        let told = refusals(publish(&sv, &officer(), &key(&sv), &id).await);
        assert_eq!(told[0].code, codes::DIFFERS);
        assert_eq!(preview(&sv, &officer(), &id, Language::En).await.unwrap().refusals, told);
        let mut tx = sv.db().begin().await.unwrap();
        for half in [0, 1] {
            let person = abhyas_core::PersonId::parse("K1").unwrap();
            masters::set_trainer_away(&mut tx, &masters::TrainerAway { person, day: from, half }, true).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(publish(&sv, &officer(), &key(&sv), &id).await, Ok(1), "now it is so");
    })
    .await;
}

#[tokio::test]
async fn every_change_of_a_scenario_reaches_the_plan_and_copies_add_up() {
    let sv = published(sqlite().await).await;
    let base = plans(&sv, &officer()).await.unwrap()[0].plan.id.clone();
    let all = Scenario {
        away: vec![
            Span { id: "K2".into(), from: day("2026-11-30"), to: day("2026-12-01") },
            Span { id: "K1".into(), from: day("2026-12-10"), to: day("2026-12-10") },
        ],
        closed: vec![
            Span { id: "RA1".into(), from: day("2026-12-02"), to: day("2026-12-02") },
            Span { id: "RN1".into(), from: day("2026-12-08"), to: day("2026-12-09") },
        ],
        holidays: vec![day("2026-12-03")],
        max_sessions: Some(11),
        trainee_max_km: Some(29),
        trainer_max_km: Some(99),
        trainer_same_day_max_km: Some(39),
        weights: [("session".to_owned(), 3_999)].into(),
        ..named("all of it")
    };
    let id = tried(&sv, &base, all.clone()).await;
    let (instance, _, _) = board::document(&sv, &id).await.unwrap();
    let at = |date: &str| instance.days.iter().position(|d| d.date == date).unwrap();
    let trainer = instance.trainers.iter().find(|t| t.id == "K2").unwrap();
    assert!([at("2026-11-30") * 2, at("2026-12-01") * 2 + 1].iter().all(|s| trainer.unavailable.contains(s)));
    let room = instance.rooms.iter().find(|r| r.id == "RA1").unwrap();
    assert_eq!(room.unavailable, [at("2026-12-02") * 2, at("2026-12-02") * 2 + 1]);
    let trainer = instance.trainers.iter().find(|t| t.id == "K1").unwrap();
    assert_eq!(trainer.unavailable, [at("2026-12-10") * 2, at("2026-12-10") * 2 + 1], "the second absence counts, too");
    let room = instance.rooms.iter().find(|r| r.id == "RN1").unwrap();
    assert_eq!(room.unavailable.len(), 4, "and the second closure");
    assert!(!instance.days[at("2026-12-03")].working);
    assert_eq!((instance.max_sessions, instance.weights.session), (11, 3_999));
    let rules = instance.rules;
    assert_eq!((rules.trainee_max_km, rules.trainer_max_km, rules.trainer_same_day_max_km), (29, 99, 39));
    // A copy of the copy keeps all that, and adds its own.
    let more = Scenario { holidays: vec![day("2026-12-04")], max_sessions: Some(10), ..named("and a holiday") };
    let next = tried(&sv, &id, more).await;
    let form = trial_form(&sv, &officer(), &next).await.unwrap();
    let holidays = vec![day("2026-12-03"), day("2026-12-04")];
    assert_eq!(form.scenario, Scenario { name: "and a holiday".into(), holidays, max_sessions: Some(10), ..all });
    assert_eq!(form.scenario.lines(Language::Hi, &form.book).len(), 11);
}

#[tokio::test]
async fn one_more_trainer_for_a_module_counts() {
    let sv = world(sqlite().await).await;
    let mut tx = sv.db().begin().await.unwrap();
    for trainer in masters::trainers(sv.db()).await.unwrap() {
        let only = [abhyas_core::ModuleId::parse("M01").unwrap()];
        masters::set_trainer_modules(&mut tx, &trainer.person, &only).await.unwrap();
    }
    tx.commit().await.unwrap();
    let base = planned(&sv).await.id;
    assert_eq!(draft(&sv, &officer(), &base).await.unwrap().report.missing.len(), 10, "nobody holds M02");
    let teaches = vec![Teaches { trainer: "K2".into(), module: "M02".into() }];
    let id = tried(&sv, &base, Scenario { teaches, ..named("K2 learns M02") }).await;
    assert!(draft(&sv, &officer(), &id).await.unwrap().report.missing.len() < 10);
    assert_eq!(refusals(publish(&sv, &officer(), &key(&sv), &id).await)[0].code, codes::DIFFERS);
}

#[tokio::test]
async fn weights_and_limits_alone_may_be_published_where_the_real_rules_are_kept() {
    let sv = world(sqlite().await).await;
    let base = planned(&sv).await.id;
    let dear =
        tried(&sv, &base, Scenario { weights: [("last_day".to_owned(), 9_000)].into(), ..named("sooner") }).await;
    assert!(publish(&sv, &officer(), &key(&sv), &dear).await.is_ok());
    // Where a district has no room its people would have to travel sixty kilometres, which is more than the programme allows.
    let sv = world(sqlite().await).await;
    let mut tx = sv.db().begin().await.unwrap();
    for room in masters::rooms(sv.db()).await.unwrap().into_iter().filter(|room| room.id.as_str().starts_with("RN")) {
        masters::put_room(&mut tx, &masters::RoomRecord { active: false, ..room }).await.unwrap();
    }
    tx.commit().await.unwrap();
    let base = planned(&sv).await.id;
    let far = tried(&sv, &base, Scenario { trainee_max_km: Some(100), ..named("far") }).await;
    let seen = draft(&sv, &officer(), &far).await.unwrap();
    let abroad = |id: &String| seen.book.person(id).district;
    assert!(seen.sessions.iter().any(|s| s.people.iter().any(|p| abroad(p) != s.place.district.id)));
    assert!(seen.report.missing.len() < draft(&sv, &officer(), &base).await.unwrap().report.missing.len());
    assert_eq!(refusals(publish(&sv, &officer(), &key(&sv), &far).await)[0].code, plan_codes::REASON);
}

#[tokio::test]
async fn what_can_not_be_tried_out_is_refused_at_its_field() {
    let sv = world(sqlite().await).await;
    let base = planned(&sv).await.id;
    let span = |id: &str, from: &str, to: &str| vec![Span { id: id.into(), from: day(from), to: day(to) }];
    let cases: Vec<(Scenario, Code, Option<&str>)> = vec![
        (Scenario { max_sessions: Some(11), ..named(" ") }, crate::error::codes::MISSING, Some("name")),
        (Scenario { away: span("K9", "2026-11-30", "2026-12-01"), ..named("x") }, codes::UNKNOWN, Some("away")),
        (Scenario { away: span("K1", "2026-12-02", "2026-12-01"), ..named("x") }, codes::SPAN, Some("away_from")),
        (
            Scenario {
                away: [span("K1", "2026-11-30", "2026-12-01"), span("K9", "2026-11-30", "2026-12-01")].concat(),
                ..named("x")
            },
            codes::UNKNOWN,
            Some("away_2"),
        ),
        (
            Scenario {
                closed: [span("RA1", "2026-11-30", "2026-12-01"), span("RA2", "2026-12-02", "2026-12-01")].concat(),
                ..named("x")
            },
            codes::SPAN,
            Some("closed_2_from"),
        ),
        (Scenario { closed: span("R9", "2026-11-30", "2026-12-01"), ..named("x") }, codes::UNKNOWN, Some("closed")),
        (Scenario { closed: span("RA1", "2026-12-02", "2026-12-01"), ..named("x") }, codes::SPAN, Some("closed_from")),
        (
            Scenario { teaches: vec![Teaches { trainer: "K1".into(), module: "M99".into() }], ..named("x") },
            codes::UNKNOWN,
            Some("teaches"),
        ),
        (Scenario { max_sessions: Some(0), ..named("x") }, codes::NUMBER, Some("max_sessions")),
        (Scenario { trainer_max_km: Some(5_000), ..named("x") }, codes::NUMBER, Some("trainer_max_km")),
        (
            Scenario { weights: [("session".to_owned(), -1)].into(), ..named("x") },
            codes::NUMBER,
            Some("weight_session"),
        ),
        (named("x"), codes::NOTHING, None),
        // As it is, or outside the calendar: no change.
        (Scenario { max_sessions: Some(12), holidays: vec![day("2027-06-01")], ..named("x") }, codes::NOTHING, None),
    ];
    for (scenario, expected, field) in cases {
        let told = refusals(try_out(&sv, &officer(), &key(&sv), &base, &trial(scenario.clone())).await);
        assert_eq!((&told[0].code, told[0].field.as_deref()), (&expected, field), "{scenario:?}");
        for language in [Language::Hi, Language::En] {
            let words = abhyas_i18n::refusals::explain(language, &told[0]);
            assert!(!words.message.contains('{') && !words.next.is_empty(), "{words:?}");
        }
    }
    let some = trial(Scenario { max_sessions: Some(11), ..named("x") });
    for actor in [acting(Capacity::Coordinator, Some("MUZ")), person("K1", Capacity::Trainer)] {
        assert_eq!(try_out(&sv, &actor, &key(&sv), &base, &some).await, Err(ServiceError::NotFound));
        assert!(trial_form(&sv, &actor, &base).await.is_err());
    }
    let coordinator = acting(Capacity::Coordinator, Some("MUZ"));
    assert!(compare(&sv, &coordinator, &base, &base).await.is_ok());
    assert!(compare(&sv, &person("K1", Capacity::Trainer), &base, &base).await.is_err());
}
