//! Services for tests: an empty database, a clock that stands still, seeded randomness, cheap hashing.

use crate::sandbox::{BaseChoice, choose_base};
use crate::{Actor, Config, Db, Grant, HashingCost, Services};
use abhyas_core::{Capacity, DistrictId, FixedClock, Language, OnceKey, PersonId, SeededEntropy};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The instant at which every test begins: Monday, 23 November 2026, 10:00 in India.
pub(crate) fn monday() -> DateTime<Utc> {
    "2026-11-23T04:30:00Z".parse().unwrap()
}

/// Services over a database, whose practice hospitals are small.
pub(crate) async fn services(db: Db) -> Services {
    with_clock(db).await.0
}

/// The same, with the clock that the test moves.
pub(crate) async fn with_clock(db: Db) -> (Services, FixedClock) {
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let (clock, entropy) = (FixedClock::at(monday()), Arc::new(SeededEntropy::new(1)));
    let services = Services::new(db, Arc::new(clock.clone()), entropy, config).await.unwrap();
    choose_base(&services, BaseChoice { patients: 30, seed: 1 });
    (services, clock)
}

/// Someone who acts in one capacity, in one district or (`None`) everywhere.
pub(crate) fn acting(capacity: Capacity, district: Option<&str>) -> Actor {
    let district = district.map(|d| DistrictId::parse(d).unwrap());
    Actor {
        person: PersonId::parse(capacity.name()).unwrap(),
        name: capacity.name().to_owned(),
        staff_id: capacity.name().to_uppercase(),
        language: Language::En,
        facility: None,
        district: district.clone(),
        grants: vec![Grant { capacity, district }],
    }
}

/// A fresh key for a form.
pub(crate) fn key(services: &Services) -> OnceKey {
    OnceKey::mint(services.real_now(), services.entropy())
}
