//! The rules of a certificate, as data, and the judgement by them.

use super::codes;
use crate::attendance::Attendance;
use abhyas_core::{ExerciseId, Refusal};
use serde::{Deserialize, Serialize};

/// One condition of a certificate. Shares are whole per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Present at no less than this share of the module's sessions.
    Attendance {
        /// Per cent, 0 to 100.
        at_least: u8,
    },
    /// A result of no less than this in the test after the training.
    PostTest {
        /// Per cent, 0 to 100.
        at_least: u8,
    },
    /// In each assessed exercise of the module one attempt of no less than this, in which no safety rule was broken.
    AssessedExercise {
        /// Per cent, 0 to 100.
        at_least: u8,
    },
}

impl Term {
    const fn at_least(self) -> u8 {
        match self {
            Self::Attendance { at_least } | Self::PostTest { at_least } | Self::AssessedExercise { at_least } => {
                at_least
            }
        }
    }
}

/// All conditions of a certificate: each must be met.
///
/// Written as `{"attendance_percent":80,"assessed_percent":75}`; `post_test_percent` is the third term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Stored")]
pub struct Rules {
    /// The conditions, in the order in which a person reads them.
    pub terms: Vec<Term>,
}

/// The stored form of [`Rules`]: a term that is absent or null is not asked for.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attendance_percent: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    post_test_percent: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assessed_percent: Option<u8>,
}

impl From<Rules> for Stored {
    fn from(rules: Rules) -> Self {
        rules.terms.into_iter().fold(Self::default(), |stored, term| match term {
            Term::Attendance { at_least } => Self { attendance_percent: Some(at_least), ..stored },
            Term::PostTest { at_least } => Self { post_test_percent: Some(at_least), ..stored },
            Term::AssessedExercise { at_least } => Self { assessed_percent: Some(at_least), ..stored },
        })
    }
}

impl From<Stored> for Rules {
    fn from(stored: Stored) -> Self {
        let attendance = stored.attendance_percent.map(|at_least| Term::Attendance { at_least });
        let post_test = stored.post_test_percent.map(|at_least| Term::PostTest { at_least });
        let assessed = stored.assessed_percent.map(|at_least| Term::AssessedExercise { at_least });
        Self { terms: [attendance, post_test, assessed].into_iter().flatten().collect() }
    }
}

/// Why a text is no set of rules.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// Not the format of [`Rules`].
    #[error("not certificate rules: {0}")]
    Format(#[from] serde_json::Error),
    /// A certificate for nothing would be worth nothing.
    #[error("certificate rules without a term")]
    Empty,
    /// A share of more than everything can not be reached.
    #[error("{0} per cent can not be reached")]
    Beyond(u8),
}

impl Default for Rules {
    /// Present at 80 % of the sessions, and 75 % in the assessed exercise without breaking a safety rule.
    fn default() -> Self {
        Self { terms: vec![Term::Attendance { at_least: 80 }, Term::AssessedExercise { at_least: 75 }] }
    }
}

impl Rules {
    /// Reads rules from their stored form. The empty object, as a module has it that follows the programme, gives `None`.
    ///
    /// # Errors
    /// [`RulesError`] when the text is not rules, has no term, or asks for more than 100 %.
    pub fn parse(json: &str) -> Result<Option<Self>, RulesError> {
        let value: serde_json::Value = serde_json::from_str(json)?;
        if value.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(None);
        }
        let rules = Self::from(serde_json::from_value::<Stored>(value)?);
        if rules.terms.is_empty() {
            return Err(RulesError::Empty);
        }
        match rules.terms.iter().map(|term| term.at_least()).find(|&share| share > 100) {
            Some(share) => Err(RulesError::Beyond(share)),
            None => Ok(Some(rules)),
        }
    }

    /// Judges a person's evidence for one module.
    ///
    /// # Errors
    /// One refusal for each reason why the certificate is not due.
    pub fn judge(&self, evidence: &Evidence) -> Result<Basis, Vec<Refusal>> {
        let mut basis = Basis::default();
        let mut unmet = Vec::new();
        for &term in &self.terms {
            match term {
                Term::Attendance { at_least } => match attendance(evidence, at_least) {
                    Ok(percent) => basis.attendance = Some(percent),
                    Err(refusal) => unmet.push(refusal),
                },
                Term::PostTest { at_least } => match post_test(evidence, at_least) {
                    Ok(percent) => basis.post_test = Some(percent),
                    Err(refusal) => unmet.push(refusal),
                },
                Term::AssessedExercise { at_least } => assessed(evidence, at_least, &mut basis, &mut unmet),
            }
        }
        if unmet.is_empty() { Ok(basis) } else { Err(unmet) }
    }
}

/// What is known of one person in one module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The marks of the person's seats.
    pub attendance: Attendance,
    /// The best result in the post-test, per cent.
    pub post_test: Option<u8>,
    /// Each assessed exercise of the module, tried or not.
    pub exercises: Vec<ExerciseEvidence>,
}

/// A person's attempts at one assessed exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseEvidence {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How many attempts were finished.
    pub finished: u32,
    /// The best score, per cent, of the attempts in which no safety rule was broken.
    pub best_safe: Option<u8>,
}

impl ExerciseEvidence {
    /// Sums up attempts: each finished one as (score in per cent, whether a safety rule was broken).
    #[must_use]
    pub fn of(exercise: ExerciseId, attempts: impl IntoIterator<Item = (u8, bool)>) -> Self {
        let mut summed = Self { exercise, finished: 0, best_safe: None };
        for (score, safety_failed) in attempts {
            summed.finished += 1;
            if !safety_failed {
                summed.best_safe = summed.best_safe.max(Some(score));
            }
        }
        summed
    }
}

/// What a certificate rests on: the figures by which the terms were met. Stored with the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Basis {
    /// Attendance in per cent, if the rules ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<u8>,
    /// Post-test in per cent, if the rules ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_test: Option<u8>,
    /// Each assessed exercise with its best score in per cent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exercises: Vec<(ExerciseId, u8)>,
}

fn attendance(evidence: &Evidence, needed: u8) -> Result<u8, Refusal> {
    match evidence.attendance.percent() {
        None => Err(Refusal::new(codes::ATTENDANCE_NOT_MARKED)),
        Some(percent) if percent < needed => {
            Err(Refusal::new(codes::ATTENDANCE_SHORT).with("percent", percent).with("needed", needed))
        }
        Some(percent) => Ok(percent),
    }
}

fn post_test(evidence: &Evidence, needed: u8) -> Result<u8, Refusal> {
    match evidence.post_test {
        None => Err(Refusal::new(codes::POST_TEST_MISSING)),
        Some(percent) if percent < needed => {
            Err(Refusal::new(codes::POST_TEST_SHORT).with("percent", percent).with("needed", needed))
        }
        Some(percent) => Ok(percent),
    }
}

fn assessed(evidence: &Evidence, needed: u8, basis: &mut Basis, unmet: &mut Vec<Refusal>) {
    if evidence.exercises.is_empty() {
        unmet.push(Refusal::new(codes::NO_ASSESSED_EXERCISE));
    }
    for tried in &evidence.exercises {
        let refusal = |code| Refusal::new(code).with("exercise", &tried.exercise).with("needed", needed);
        match tried.best_safe {
            None if tried.finished == 0 => unmet.push(refusal(codes::EXERCISE_NOT_TRIED)),
            None => unmet.push(refusal(codes::EXERCISE_UNSAFE)),
            Some(score) if score < needed => unmet.push(refusal(codes::EXERCISE_SHORT).with("percent", score)),
            Some(score) => basis.exercises.push((tried.exercise.clone(), score)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise(attempts: &[(u8, bool)]) -> ExerciseEvidence {
        ExerciseEvidence::of(ExerciseId::parse("M01-E1").unwrap(), attempts.iter().copied())
    }

    fn evidence(present: u32, missed: u32, attempts: &[(u8, bool)]) -> Evidence {
        let attendance = Attendance { present, missed, unmarked: 0 };
        Evidence { attendance, post_test: None, exercises: vec![exercise(attempts)] }
    }

    fn reasons(rules: &Rules, evidence: &Evidence) -> Vec<String> {
        rules.judge(evidence).err().unwrap_or_default().iter().map(|r| r.code.as_str().to_owned()).collect()
    }

    #[test]
    fn each_term_that_is_not_met_gives_its_reason() {
        let rules = Rules::default();
        for (evidence, expected) in [
            (evidence(1, 0, &[(75, false)]), vec![]),
            (evidence(4, 1, &[(100, false)]), vec![]),
            (evidence(0, 0, &[]), vec!["certificate.attendance_not_marked", "certificate.exercise_not_tried"]),
            (evidence(3, 1, &[(80, false)]), vec!["certificate.attendance_short"]),
            (evidence(1, 0, &[]), vec!["certificate.exercise_not_tried"]),
            (evidence(1, 0, &[(74, false)]), vec!["certificate.exercise_short"]),
            (evidence(1, 0, &[(100, true)]), vec!["certificate.exercise_unsafe"]),
            // A better but unsafe attempt helps nobody, and does not spoil a safe one.
            (evidence(1, 0, &[(100, true), (60, false)]), vec!["certificate.exercise_short"]),
            (evidence(1, 0, &[(76, false), (100, true), (10, false)]), vec![]),
            (Evidence { exercises: vec![], ..evidence(1, 0, &[]) }, vec!["certificate.no_assessed_exercise"]),
        ] {
            assert_eq!(reasons(&rules, &evidence), expected, "{evidence:?}");
        }
    }

    #[test]
    fn every_assessed_exercise_must_be_met() {
        let second = ExerciseEvidence::of(ExerciseId::parse("M01-E2").unwrap(), []);
        let mut both = evidence(1, 0, &[(90, false)]);
        both.exercises.push(second);
        let refusals = Rules::default().judge(&both).unwrap_err();
        assert_eq!(refusals.len(), 1);
        assert!(refusals[0].values.contains(&("exercise".into(), "M01-E2".to_owned())));
    }

    #[test]
    fn the_post_test_counts_where_the_rules_ask_for_it() {
        let rules = Rules { terms: vec![Term::PostTest { at_least: 70 }] };
        for (result, expected) in [
            (None, vec!["certificate.post_test_missing"]),
            (Some(69), vec!["certificate.post_test_short"]),
            (Some(70), vec![]),
        ] {
            assert_eq!(reasons(&rules, &Evidence { post_test: result, ..Evidence::default() }), expected, "{result:?}");
        }
    }

    #[test]
    fn the_basis_holds_the_figures_that_met_the_terms() {
        let basis = Rules::default().judge(&evidence(9, 1, &[(80, false), (92, false)])).unwrap();
        assert_eq!(basis.attendance, Some(90));
        assert_eq!(basis.post_test, None);
        assert_eq!(basis.exercises, [(ExerciseId::parse("M01-E1").unwrap(), 92)]);
        let text = serde_json::to_string(&basis).unwrap();
        assert_eq!(text, r#"{"attendance":90,"exercises":[["M01-E1",92]]}"#);
        assert_eq!(serde_json::from_str::<Basis>(&text).unwrap(), basis);
    }

    #[test]
    fn rules_are_read_from_data_and_nonsense_is_refused() {
        assert!(Rules::parse("{}").unwrap().is_none());
        let stored = serde_json::to_string(&Rules::default()).unwrap();
        assert_eq!(stored, r#"{"attendance_percent":80,"assessed_percent":75}"#);
        assert_eq!(Rules::parse(&stored).unwrap(), Some(Rules::default()));
        for (bad, says) in [
            ("", "EOF"),
            (r#"{"attendance_percent":null}"#, "without a term"),
            (r#"{"attendance_percent":101}"#, "101 per cent"),
            (r#"{"luck_percent":1}"#, "luck"),
            (r#"{"attendance_percent":-1}"#, "-1"),
        ] {
            let error = Rules::parse(bad).unwrap_err().to_string();
            assert!(error.contains(says), "{bad}: {error}");
        }
    }
}
