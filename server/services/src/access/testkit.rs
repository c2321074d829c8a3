//! People and clocks for the tests of this area.

use super::{FirstSignIn, SignIn, actor_of, first_sign_in, sign_in};
use crate::error::Outcome;
use crate::testing::monday;
use crate::{Actor, Config, Db, HashingCost, ServiceError, Services};
use abhyas_core::{Capacity, Code, DistrictId, FixedClock, PersonId, SeededEntropy};
use abhyas_store::access as store;
use abhyas_store::testing::add_person;
use std::sync::Arc;

pub(super) const PASSWORD: &str = "mango tree near river";

pub(super) fn id(text: &str) -> PersonId {
    PersonId::parse(text).unwrap()
}

/// Services whose clock the test moves, with Sita (sita, 0000000017) and Gita (gita) in MUZ and Rita (rita) in NAL.
pub(super) async fn with_people(db: Db) -> (Services, FixedClock) {
    add_person(&db, "sita", Some("0000000017"), Some("MUZ")).await;
    add_person(&db, "gita", None, Some("MUZ")).await;
    add_person(&db, "rita", None, Some("NAL")).await;
    with_clock(db).await
}

pub(super) async fn with_clock(db: Db) -> (Services, FixedClock) {
    let clock = FixedClock::at(monday());
    let config = Config {
        public_url: "https://abhyas.example".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let services = Services::new(db, Arc::new(clock.clone()), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    (services, clock)
}

/// A code for a person, as an officer would hand it out.
pub(super) async fn code_for(services: &Services, person: &str) -> String {
    let account = store::account(services.db(), &id(person)).await.unwrap().unwrap();
    let mut tx = services.db().begin().await.unwrap();
    let minted = super::codes::mint(&mut tx, services, &account, "first", "test").await.unwrap();
    tx.commit().await.unwrap();
    minted.code
}

/// Lets a person begin with [`PASSWORD`] on a device of their own, named like them.
pub(super) async fn begin(services: &Services, person: &str) {
    let code = code_for(services, person).await;
    first_sign_in(services, first(&code, PASSWORD, person)).await.unwrap();
}

pub(super) fn first(code: &str, password: &str, device: &str) -> FirstSignIn {
    FirstSignIn { code: code.into(), password: password.into(), password_again: password.into(), device: device.into() }
}

pub(super) async fn try_sign_in(services: &Services, login: &str, password: &str, device: &str) -> Outcome<PersonId> {
    sign_in(services, SignIn { login: login.into(), password: password.into(), device: device.into() }).await
}

/// Gives a capacity and returns the person as actor.
pub(super) async fn acting_as(services: &Services, person: &str, capacity: Capacity, district: Option<&str>) -> Actor {
    let district = district.map(|district| DistrictId::parse(district).unwrap());
    let mut tx = services.db().begin().await.unwrap();
    store::give(&mut tx, &id(person), capacity, district.as_ref()).await.unwrap();
    tx.commit().await.unwrap();
    actor_of(services, &id(person)).await.unwrap().unwrap()
}

/// The first refusal's code.
pub(super) fn code_of<T: std::fmt::Debug>(answer: Outcome<T>) -> Code {
    match answer {
        Err(ServiceError::Refused(refusals)) => refusals.first().unwrap().code.clone(),
        other => panic!("no refusal: {other:?}"),
    }
}

/// The audit's actions, oldest first.
pub(super) async fn audited(services: &Services) -> Vec<String> {
    let rows =
        abhyas_store::audit::page(services.db(), &abhyas_store::audit::AuditFilter::default(), 100).await.unwrap();
    rows.into_iter().rev().map(|row| row.action).collect()
}
