//! The rules of the programme: limits, service cover, weights, what a certificate needs.

use super::{codes, table};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Refusal};
use abhyas_training::certificate::Rules as CertificateRules;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rules of a programme, as they stand in the database (JSON).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeRules {
    /// Most sessions in a plan.
    pub max_sessions: i64,
    /// Half-days a day.
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
    /// What a certificate needs where a module has no rules of its own (the format of [`CertificateRules`]).
    #[serde(default)]
    pub certificate: serde_json::Value,
    /// Rupees per wish, by the planner's name of it.
    pub weights: BTreeMap<String, i64>,
    /// For how many days after a person was deactivated (or last marked present) their record is kept.
    #[serde(default = "kept_for")]
    pub retention_days: i64,
    /// What each kind of warning on the schedule board means.
    #[serde(default)]
    pub warnings: abhyas_planner::board::Levels,
    /// Whether more people are invited than a room seats where some stay away ([`super::NoShow`]), as far as the room allows.
    #[serde(default)]
    pub overbooking: bool,
}

/// Three years; the DPDP Rules 2025 ask for at least one.
const KEPT_FOR: i64 = 3 * 365;

const fn kept_for() -> i64 {
    KEPT_FOR
}

/// Service cover per facility and cadre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Share of the staff that may be in training at once.
    pub away_percent: i64,
    /// By cadre: this many stay at work wherever there are more than that.
    pub always_present: BTreeMap<String, i64>,
}

impl Cover {
    /// How many of `staff` colleagues of one cadre may be in training at once: the share rounded down, but at least one.
    #[must_use]
    pub fn max_absent(&self, staff: i64) -> i64 {
        (staff * self.away_percent / 100).max(1)
    }

    /// How many of `staff` colleagues of a cadre must be at work: 0 where there are no more than that.
    #[must_use]
    pub fn min_present(&self, cadre: &str, staff: i64) -> i64 {
        self.always_present.get(cadre).copied().filter(|least| staff > *least).unwrap_or(0)
    }
}

impl ProgrammeRules {
    /// Rupees for each term of a plan's price, by name: the usual ones where the programme has set none.
    #[must_use]
    pub fn all_weights(&self) -> BTreeMap<String, i64> {
        let usual =
            abhyas_planner::format::Weights::PROGRAMME.terms().into_iter().map(|(name, n)| (name.to_owned(), n));
        usual.chain(self.weights.clone()).collect()
    }
}

/// The limits of the numbers in the rules: name, least, most.
const LIMITS: [(&str, i64, i64); 7] = [
    ("max_sessions", 1, 100_000),
    ("trainee_max_km", 1, 2000),
    ("trainer_max_km", 1, 2000),
    ("trainer_same_day_max_km", 0, 2000),
    ("away_percent", 1, 100),
    ("weight", 0, 1_000_000),
    // A year is the least that the law leaves; more than thirty is a slip of the finger.
    ("retention_days", 365, 30 * 365),
];

/// `09:30` as a time of day.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

impl ProgrammeRules {
    fn check(&self) -> Vec<Refusal> {
        let mut values = vec![
            ("max_sessions", "max_sessions".to_owned(), self.max_sessions),
            ("trainee_max_km", "trainee_max_km".to_owned(), self.trainee_max_km),
            ("trainer_max_km", "trainer_max_km".to_owned(), self.trainer_max_km),
            ("trainer_same_day_max_km", "trainer_same_day_max_km".to_owned(), self.trainer_same_day_max_km),
            ("away_percent", "away_percent".to_owned(), self.cover.away_percent),
            ("retention_days", "retention_days".to_owned(), self.retention_days),
        ];
        values.extend(self.weights.iter().map(|(name, rupees)| ("weight", format!("weight_{name}"), *rupees)));
        let outside = |(name, field, value): (&str, String, i64)| {
            let (_, least, most) = LIMITS.into_iter().find(|(of, ..)| *of == name)?;
            let refusal = || Refusal::new(codes::NUMBER).at(field).with("least", least).with("most", most);
            (!(least..=most).contains(&value)).then(refusal)
        };
        let mut refusals: Vec<_> = values.into_iter().filter_map(outside).collect();
        if CertificateRules::parse(&self.certificate.to_string()).is_err() {
            refusals.push(Refusal::new(codes::NUMBER).at("certificate").with("least", 0).with("most", 100));
        }
        refusals.extend(self.check_hours());
        refusals
    }

    /// Each half-day is a span of the day, and begins after the one before has ended.
    fn check_hours(&self) -> Option<Refusal> {
        let mut last = None;
        for (half, span) in self.half_days.iter().enumerate() {
            for (text, edge) in span.iter().zip(["from", "to"]) {
                let at = time_of_day(text);
                if at.is_none() || at <= last {
                    return Some(Refusal::new(codes::HOURS).at(format!("half_{half}_{edge}")).with("value", text));
                }
                last = at;
            }
        }
        None
    }
}

/// For how many days a person's record is kept; the default where no programme has begun.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn retention_days(services: &Services) -> Outcome<u64> {
    /// The one rule that is asked for here, so that a programme whose other rules are not written yet has it too.
    #[derive(Deserialize)]
    struct Kept {
        #[serde(default = "kept_for")]
        retention_days: i64,
    }
    let record = abhyas_store::masters::programme(services.db()).await?;
    let kept = record.map(|record| serde_json::from_str::<Kept>(&record.rules)).transpose()?;
    Ok(kept.map_or(KEPT_FOR, |kept| kept.retention_days).unsigned_abs())
}

/// The rules of the programme. For other services; screens ask for the permission to see masters themselves.
///
/// # Errors
/// [`codes::NO_PROGRAMME`] when the database holds none yet.
pub async fn programme_rules(services: &Services) -> Outcome<ProgrammeRules> {
    let record = abhyas_store::masters::programme(services.db()).await?;
    let record = record.ok_or_else(|| ServiceError::refused(codes::NO_PROGRAMME))?;
    Ok(serde_json::from_str(&record.rules)?)
}

/// Changes the rules of the programme. Plans that exist stay as they are.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not edit masters; refusals at the field of each number outside its limits
/// (weights: `weight_` and their name).
pub async fn save_rules(services: &Services, actor: &Actor, key: &OnceKey, rules: &ProgrammeRules) -> Outcome<()> {
    table::may_edit(actor)?;
    let refusals = rules.check();
    if !refusals.is_empty() {
        return Err(ServiceError::Refused(refusals));
    }
    let record = abhyas_store::masters::programme(services.db()).await?;
    let mut record = record.ok_or_else(|| ServiceError::refused(codes::NO_PROGRAMME))?;
    record.rules = serde_json::to_string(rules)?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "masters.rules").await?.is_some() {
        return Ok(());
    }
    abhyas_store::masters::put_programme(&mut tx, &record).await?;
    let detail = serde_json::to_value(rules)?;
    audit::record(&mut tx, services, actor, "masters.rules", ("programme", &record.id), None, detail).await?;
    once::finish(&mut tx, key, "saved").await?;
    tx.commit().await?;
    Ok(())
}
