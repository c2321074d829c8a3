//! The demonstration, loaded as `abhyas demonstration` does it.

use super::*;
use crate::masters::{Kind, programme_rules, table};
use crate::testing::services;
use abhyas_store::testing::{each_database, sqlite};

// The clock of tests stands still: the search is counted in moves.
const SMALL: Load = Load { small: true, publish: true, seconds: 1, moves: Some(40_000) };

#[tokio::test]
async fn the_small_one_is_planned_published_and_loaded_once() {
    each_database(|db| async move {
        let sv = services(db).await;
        let first = load(&sv, SMALL, &|_| {}).await.unwrap();
        assert_eq!((first.already, first.people), (false, 60));
        let plan = first.plan.unwrap();
        assert_eq!((plan.missing, plan.broken), (0, 0), "{plan:?}");
        assert!(plan.sessions <= SMALL_SESSIONS, "{plan:?}");
        let second = load(&sv, SMALL, &|_| {}).await.unwrap();
        assert!(second.already && second.plan.is_none());
        assert_eq!(second.people, 60);
    })
    .await;
}

#[tokio::test]
async fn everyone_of_the_roster_gets_every_seat_in_at_most_264_sessions() {
    let sv = services(sqlite().await).await;
    let steps = std::sync::Mutex::new(Vec::new());
    let what = Load { small: false, moves: Some(200_000), ..SMALL };
    let loaded = load(&sv, what, &|step| steps.lock().unwrap().push(step.stage)).await.unwrap();
    let plan = loaded.plan.unwrap();
    assert_eq!(loaded.people, 1500);
    assert_eq!((plan.wanted, plan.missing, plan.broken), (7185, 0, 0), "{plan:?}");
    assert!(plan.sessions <= 264, "{plan:?}");
    let steps = steps.into_inner().unwrap();
    assert!(Stage::ALL.iter().all(|stage| steps.contains(stage)) && steps.is_sorted());
}

#[tokio::test]
async fn the_masters_are_those_of_the_files_and_the_sign_ins_work() {
    let sv = services(sqlite().await).await;
    let loaded = load(&sv, SMALL, &|_| {}).await.unwrap();
    let masters = Masters::read().unwrap();
    let officer = accounts::officer(&sv, &masters).await.unwrap();
    for (kind, rows) in [
        (Kind::Blocks, 69),
        (Kind::Facilities, 1724),
        (Kind::Rooms, 12),
        (Kind::Trainers, 40),
        (Kind::Distances, 69 * 70 / 2),
    ] {
        assert_eq!(table(&sv, &officer, kind).await.unwrap().rows.len(), rows, "{kind:?}");
    }
    assert_eq!(programme_rules(&sv).await.unwrap().max_sessions, SMALL_SESSIONS);
    for account in &loaded.accounts {
        let form = crate::access::SignIn {
            login: account.mobile.clone(),
            password: account.password.clone(),
            device: "phone".into(),
        };
        let person = crate::access::sign_in(&sv, form).await.unwrap();
        let grants = actor(&sv, &person).await.unwrap().grants;
        assert!(grants.iter().any(|g| g.capacity.name() == account.kind), "{}: {grants:?}", account.kind);
    }
}

#[tokio::test]
async fn an_interrupted_load_goes_on_where_it_was() {
    let sv = services(sqlite().await).await;
    load(&sv, Load { publish: false, ..SMALL }, &|_| {}).await.unwrap();
    let stages = std::sync::Mutex::new(Vec::new());
    let rest = load(&sv, SMALL, &|step| stages.lock().unwrap().push(step.stage)).await.unwrap();
    assert!(!rest.already);
    assert!(stages.into_inner().unwrap().iter().all(|stage| *stage == Stage::Publish));
}

#[tokio::test]
async fn a_database_with_another_programme_is_left_alone() {
    let sv = services(sqlite().await).await;
    abhyas_store::sample::small_programme(sv.db()).await.unwrap();
    let refused = load(&sv, SMALL, &|_| {}).await;
    assert_eq!(refused.err(), Some(ServiceError::refused(codes::OTHER_PROGRAMME)));
}

#[test]
fn every_refusal_has_its_texts() {
    for code in codes::ALL {
        assert!(abhyas_i18n::refusals::known(code.as_str()), "{}", code.as_str());
    }
}
