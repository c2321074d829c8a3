//! The grader: a pure function of exercise, seed, world and journal.

use crate::exercise::{Exercise, ExerciseError, filled_predicate, filled_texts};
use crate::fill::Values;
use crate::judge::Findings;
use crate::text::Both;
use abhyas_hims::{Act, JournalEntry, Persona, World};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the id of a set-up's command begins with; the name of the record that it makes follows. That is how the journal
/// itself tells which record is which.
pub(crate) const SETUP: &str = "setup-";

/// The grade of an attempt, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// The weight of what was met out of the weight of all checks, in per cent, rounded down.
    pub score: u8,
    /// Whether it is passed: score high enough and no safety rule broken.
    pub passed: bool,
    /// Whether a safety rule was broken.
    pub safety_failed: bool,
    /// Whole minutes from the first to the last thing the trainee did.
    pub minutes: i64,
    /// Each check with its outcome, in the order of the exercise.
    pub checks: Vec<Checked>,
    /// Each safety rule with its outcome, in the order of the exercise.
    pub safety: Vec<SafetyChecked>,
}

/// The outcome of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The check's name within the exercise.
    pub id: String,
    /// Its share of the score.
    pub weight: u32,
    /// Whether it was met.
    pub met: bool,
    /// What was checked.
    pub title: Both,
    /// What was missing and how to do it; absent when it was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Both>,
}

/// The outcome of one safety rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyChecked {
    /// The rule's name within the exercise.
    pub id: String,
    /// Whether it was broken.
    pub broken: bool,
    /// The rule.
    pub title: Both,
    /// What could have come of it and how it is avoided; absent when it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Both>,
}

/// Grades what a trainee left behind in a sandbox that was made for `exercise` with `seed`.
///
/// # Errors
/// [`ExerciseError`] when the exercise names a record that the set-up in this journal did not make.
pub fn grade(exercise: &Exercise, seed: u64, world: &World, journal: &[JournalEntry]) -> Result<Grade, ExerciseError> {
    let values = values_of(exercise, seed, journal);
    let findings = Findings::new(world, journal);
    let checks = checks(exercise, &values, &findings)?;
    let safety = safety(exercise, &values, &findings)?;

    let all: u64 = checks.iter().map(|check| u64::from(check.weight)).sum();
    let met: u64 = checks.iter().filter(|check| check.met).map(|check| u64::from(check.weight)).sum();
    let score = met.saturating_mul(100).checked_div(all).and_then(|score| u8::try_from(score).ok()).unwrap_or(0);
    let safety_failed = safety.iter().any(|rule| rule.broken);
    Ok(Grade {
        score,
        passed: score >= exercise.pass_percent && !safety_failed,
        safety_failed,
        minutes: findings.minutes(),
        checks,
        safety,
    })
}

fn checks(exercise: &Exercise, values: &Values, findings: &Findings<'_>) -> Result<Vec<Checked>, ExerciseError> {
    let one = |check: &crate::exercise::Check| {
        let met = findings.holds(&filled_predicate(values, &check.id, &check.that)?);
        let missing = if met { None } else { Some(filled_texts(values, &check.missing)?) };
        let title = filled_texts(values, &check.title)?;
        Ok(Checked { id: check.id.clone(), weight: check.weight, met, title, missing })
    };
    exercise.check.iter().map(one).collect()
}

fn safety(exercise: &Exercise, values: &Values, findings: &Findings<'_>) -> Result<Vec<SafetyChecked>, ExerciseError> {
    let one = |rule: &crate::exercise::Safety| {
        let broken = findings.holds(&filled_predicate(values, &rule.id, &rule.never)?);
        let why = if broken { Some(filled_texts(values, &rule.broken)?) } else { None };
        Ok(SafetyChecked { id: rule.id.clone(), broken, title: filled_texts(values, &rule.title)?, why })
    };
    exercise.safety.iter().map(one).collect()
}

/// What was drawn, and the ids of the records that the set-up made, as the journal tells them.
pub(crate) fn values_of(exercise: &Exercise, seed: u64, journal: &[JournalEntry]) -> Values {
    let mut values = exercise.draw(seed);
    for entry in journal.iter().filter(|entry| entry.persona == Persona::System) {
        if let (Some(name), Act::Done { receipt, .. }) = (entry.command.strip_prefix(SETUP), &entry.act) {
            values.set(name, Value::String(receipt.subject.id.clone()));
        }
    }
    values
}
