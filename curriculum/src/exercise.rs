//! An exercise as data: the file format and what a file must have.

use crate::draw::Draw;
use crate::fill::{Unfilled, Values};
use crate::predicate::Predicate;
use crate::text::Both;
use abhyas_core::{ExerciseId, ModuleId};
use abhyas_hims::Persona;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The newest format of exercise files.
pub const FORMAT: u32 = 1;

/// A task in a sandbox: story, set-up, what must be true afterwards, what must never happen, and the proof of it.
///
/// Texts and values may hold placeholders: `{woman.hi}` is drawn for the attempt ([`Draw`]), `{mother}` is the id of the
/// record that the step with `makes = "mother"` made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The version of this format.
    pub format: u32,
    /// Its id, e.g. `M01-E1`.
    pub id: ExerciseId,
    /// The module it belongs to.
    pub module: ModuleId,
    /// Its name.
    pub title: Both,
    /// The role the trainee starts in.
    pub persona: Persona,
    /// Whether a certificate rests on it.
    pub assessed: bool,
    /// The time limit in minutes: what a page shows and what the check on time, if there is one, uses.
    pub minutes: i64,
    /// From how many per cent on it is passed, if no safety rule was broken.
    pub pass_percent: u8,
    /// What has happened and what is to be done; paragraphs are separated by a blank line.
    pub story: Both,
    /// Shown one after the other when asked for.
    #[serde(default)]
    pub hints: Vec<Both>,
    /// What is drawn for each attempt, in this order.
    #[serde(default)]
    pub draw: Vec<NamedDraw>,
    /// What is put into the sandbox beforehand.
    #[serde(default)]
    pub setup: Vec<Step>,
    /// What must be true afterwards.
    pub check: Vec<Check>,
    /// What must never happen: each fails the attempt alone.
    #[serde(default)]
    pub safety: Vec<Safety>,
    /// Steps that score 100.
    pub reference: Vec<Step>,
    /// Attempts that fail, each for its named reason.
    pub wrong: Vec<Wrong>,
}

/// A value drawn for each attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDraw {
    /// The name of its placeholder.
    pub name: String,
    /// From what it is drawn.
    pub from: Draw,
}

/// One command or one look, in a set-up or a solution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The command, e.g. `m01.search`; or the page, where `view` is given.
    pub action: String,
    /// The command's input.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub input: Map<String, Value>,
    /// The record that is opened: then this is a look and no command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
    /// The role; absent: the exercise's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Persona>,
    /// The placeholder for the id of the record that the command makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub makes: Option<String>,
    /// The code with which the command is refused: for attempts that run into a rule. Absent: it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// A record that is opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// One thing that must be true afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its name within the exercise.
    pub id: String,
    /// Its share of the score.
    pub weight: u32,
    /// What is checked, as a person reads it.
    pub title: Both,
    /// What a person reads when it is not met: what was missing, why it matters, how to do it.
    pub missing: Both,
    /// What must hold. Placeholders are filled before it is read as a [`Predicate`].
    pub that: Value,
}

/// One thing that must never happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safety {
    /// Its name within the exercise.
    pub id: String,
    /// The rule, as a person reads it.
    pub title: Both,
    /// What a person reads when it was broken: what could have come of it, how it is avoided.
    pub broken: Both,
    /// What must not hold. Placeholders are filled before it is read as a [`Predicate`].
    pub never: Value,
}

/// An attempt that fails for a named reason: proof that the checks see what they should.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrong {
    /// What goes wrong, in English, for whoever maintains the exercise.
    pub name: String,
    /// The checks that must not be met: exactly these.
    #[serde(default)]
    pub misses: Vec<String>,
    /// The safety rules that must be found broken: exactly these.
    #[serde(default)]
    pub breaks: Vec<String>,
    /// What is done.
    pub steps: Vec<Step>,
}

/// What is wrong with an exercise file.
#[derive(Debug, thiserror::Error)]
pub enum ExerciseError {
    /// Not the format.
    #[error("not an exercise: {0}")]
    Format(#[from] toml::de::Error),
    /// A format that this program does not know.
    #[error("exercise format {0} is newer than this program")]
    Newer(u32),
    /// A predicate, after its placeholders were filled, is none.
    #[error("{check}: not a predicate: {error}")]
    Predicate {
        /// The check or safety rule.
        check: String,
        /// What the reader said.
        error: serde_json::Error,
    },
    /// A placeholder stands for nothing.
    #[error("{0}")]
    Unfilled(#[from] Unfilled),
    /// Something that a file must have, or must not have.
    #[error("{0}")]
    Unsound(String),
}

fn unsound<T>(what: impl Into<String>) -> Result<T, ExerciseError> {
    Err(ExerciseError::Unsound(what.into()))
}

impl Exercise {
    /// Reads an exercise file (TOML) and checks that it is whole.
    ///
    /// # Errors
    /// [`ExerciseError`] says what is wrong with the file.
    pub fn parse(source: &str) -> Result<Self, ExerciseError> {
        let exercise: Self = toml::from_str(source)?;
        if exercise.format > FORMAT {
            return Err(ExerciseError::Newer(exercise.format));
        }
        exercise.is_whole()?;
        Ok(exercise)
    }

    fn is_whole(&self) -> Result<(), ExerciseError> {
        if self.pass_percent > 100 || self.check.iter().all(|check| check.weight == 0) {
            return unsound("the score can not be reached");
        }
        if self.wrong.len() < 3 {
            return unsound("an exercise needs at least three wrong attempts");
        }
        let names = || self.check.iter().map(|c| &c.id).chain(self.safety.iter().map(|s| &s.id));
        if let Some(twice) = names().find(|name| names().filter(|other| other == name).count() > 1) {
            return unsound(format!("two checks are called {twice}"));
        }
        for wrong in &self.wrong {
            if wrong.misses.is_empty() && wrong.breaks.is_empty() {
                return unsound(format!("the wrong attempt {:?} names no reason", wrong.name));
            }
            let known = |id: &String| names().any(|name| name == id);
            if let Some(unknown) = wrong.misses.iter().chain(&wrong.breaks).find(|id| !known(id)) {
                return unsound(format!("the wrong attempt {:?} names {unknown}, which is no check", wrong.name));
            }
        }
        Ok(())
    }

    /// What is drawn for the attempt with this seed.
    #[must_use]
    pub fn draw(&self, seed: u64) -> Values {
        let draws: Vec<_> = self.draw.iter().map(|draw| (draw.name.clone(), draw.from.clone())).collect();
        crate::draw::draw_all(&draws, seed)
    }

    /// The story of the attempt with this seed, with what was drawn for it.
    ///
    /// # Errors
    /// [`ExerciseError::Unfilled`] when it names something that is not drawn.
    pub fn story(&self, seed: u64) -> Result<Both, ExerciseError> {
        filled_texts(&self.draw(seed), &self.story)
    }

    /// The hints of the attempt with this seed.
    ///
    /// # Errors
    /// As [`Exercise::story`].
    pub fn hints(&self, seed: u64) -> Result<Vec<Both>, ExerciseError> {
        let values = self.draw(seed);
        self.hints.iter().map(|hint| filled_texts(&values, hint)).collect()
    }
}

/// Fills the placeholders of a text in both languages.
pub(crate) fn filled_texts(values: &Values, texts: &Both) -> Result<Both, ExerciseError> {
    Ok(Both { hi: values.fill_text(&texts.hi)?, en: values.fill_text(&texts.en)? })
}

/// Fills the placeholders of a predicate and reads it.
pub(crate) fn filled_predicate(values: &Values, name: &str, source: &Value) -> Result<Predicate, ExerciseError> {
    serde_json::from_value(values.fill(source)?)
        .map_err(|error| ExerciseError::Predicate { check: name.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        format = 1
        id = "M01-E9"
        module = "M01"
        title = { hi = "क", en = "k" }
        persona = "clerk"
        assessed = false
        minutes = 5
        pass_percent = 75
        story = { hi = "{who.hi} आई है", en = "{who.en} has come" }
        draw = [{ name = "who", from = { one_of = [{ hi = "सीता", en = "Sita" }] } }]
        reference = []
        [[check]]
        id = "searched"
        weight = 1
        title = { hi = "खोज", en = "search" }
        missing = { hi = "खोजें", en = "search" }
        that = { happened = { action = "m01.search" } }
        [[wrong]]
        name = "a"
        misses = ["searched"]
        steps = []
        [[wrong]]
        name = "b"
        misses = ["searched"]
        steps = []
        [[wrong]]
        name = "c"
        misses = ["searched"]
        steps = []
    "#;

    #[test]
    fn a_whole_file_is_read_and_its_story_filled() {
        let exercise = Exercise::parse(SMALL).unwrap();
        assert_eq!(exercise.story(1).unwrap().en, "Sita has come");
        assert!(filled_predicate(&exercise.draw(1), "searched", &exercise.check[0].that).is_ok());
    }

    #[test]
    fn a_file_that_lacks_something_is_refused() {
        for (from, to, says) in [
            ("format = 1", "format = 2", "newer"),
            ("en = \"k\"", "fr = \"k\"", "unknown field"),
            ("weight = 1", "weight = 0", "can not be reached"),
            ("pass_percent = 75", "pass_percent = 101", "can not be reached"),
            ("name = \"c\"\n        misses = [\"searched\"]", "name = \"c\"", "names no reason"),
            ("name = \"c\"\n        misses = [\"searched\"]", "name = \"c\"\n        misses = [\"typo\"]", "typo"),
            ("assessed = false", "assessed = false\n        surprise = 1", "surprise"),
        ] {
            assert!(SMALL.contains(from), "{from}");
            let error = Exercise::parse(&SMALL.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(says), "{to}: {error}");
        }
        let (two_wrong, _) = SMALL.rsplit_once("[[wrong]]").unwrap();
        assert!(Exercise::parse(two_wrong).unwrap_err().to_string().contains("three wrong attempts"));
    }
}
