//! `rules.toml`: limits of a plan, service cover, certificate rules and weights.

use super::read::SeedError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rules of the demonstration programme; the same fields as the programme's rules in the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// The programme's name in Hindi.
    pub name_hi: String,
    /// The programme's name in English.
    pub name_en: String,
    /// Most sessions in a plan.
    pub max_sessions: i64,
    /// Half-days a day: 2.
    pub slots_per_day: i64,
    /// Farthest journey of a trainee, one way, km.
    pub trainee_max_km: i64,
    /// Farthest journey of a trainer, one way, km.
    pub trainer_max_km: i64,
    /// Farthest two venues of one trainer on one day, km.
    pub trainer_same_day_max_km: i64,
    /// Begin and end of each half-day, local time `HH:MM`.
    pub half_days: Vec<[String; 2]>,
    /// How many may be away at once.
    pub cover: Cover,
    /// What a certificate needs: the terms of the certificate rules, as data.
    pub certificate: serde_json::Value,
    /// Rupees per wish, by name.
    pub weights: BTreeMap<String, i64>,
}

/// Service cover per facility and cadre.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Share of the staff that may be in training at the same time, rounded down but at least one person.
    pub away_percent: i64,
    /// Cadres of which this many stay at work wherever there are more than that.
    pub always_present: BTreeMap<String, i64>,
}

pub(crate) fn read() -> Result<Rules, SeedError> {
    toml::from_str(include_str!("../../data/rules.toml"))
        .map_err(|error| SeedError { file: "rules.toml", reason: error.to_string() })
}
