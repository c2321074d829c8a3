//! Questions on a module: the file format, what a file must have, a paper in an order of its own, and how it is marked.

use crate::draw::below;
use crate::text::Both;
use abhyas_core::{Entropy, ModuleId, SeededEntropy};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many choices each question offers.
pub const CHOICES: usize = 4;

/// The questions of a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// The module.
    pub module: ModuleId,
    /// The questions, in the order of the file. A person sees them in the order of a [`Questions::paper`].
    pub question: Vec<Question>,
}

/// One question. One of its choices is right, or several are; then all of them and no other must be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name within the module: lower-case letters, digits and hyphens. A form's field is called by it.
    pub id: String,
    /// What is asked.
    pub ask: Both,
    /// What there is to choose from, always [`CHOICES`].
    pub choice: Vec<Choice>,
    /// Why the right answer is right; shown after the answer, whatever it was.
    pub why: Both,
    /// Whether a patient could come to harm by the wrong answer.
    #[serde(default)]
    pub safety: bool,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
    /// Whether it is right.
    #[serde(default)]
    pub right: bool,
}

/// What is wrong with a file of questions.
#[derive(Debug, thiserror::Error)]
pub enum QuestionsError {
    /// Not the format.
    #[error("not questions: {0}")]
    Format(#[from] toml::de::Error),
    /// A question that can not be asked so.
    #[error("{module}, question {id:?}: {what}")]
    Unsound {
        /// The module.
        module: ModuleId,
        /// The question.
        id: String,
        /// What is wrong with it.
        what: &'static str,
    },
}

/// A question as it is asked: the order of its choices is the paper's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The question.
    pub question: &'a Question,
    /// The places of its choices in the file, in the order in which they are shown.
    pub order: [usize; CHOICES],
}

/// What was chosen: for each question's id the places of the choices in the file.
pub type Answers = BTreeMap<String, BTreeSet<usize>>;

/// What came of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All right choices and no other.
    Right,
    /// Others, or not all.
    Wrong,
    /// Nothing was chosen.
    Unanswered,
}

/// What came of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marked {
    /// How many questions were answered rightly.
    pub right: usize,
    /// How many there are.
    pub asked: usize,
    /// How many of those on which a patient's safety hangs were not answered rightly.
    pub safety_missed: usize,
}

impl Questions {
    /// Reads a file of questions (TOML) and checks that each can be asked.
    ///
    /// # Errors
    /// [`QuestionsError`] says what is wrong with the file.
    pub fn parse(source: &str) -> Result<Self, QuestionsError> {
        let questions: Self = toml::from_str(source)?;
        let mut ids = BTreeSet::new();
        for question in &questions.question {
            let what = match question.fault() {
                Some(what) => what,
                None if !ids.insert(&question.id) => "another question has this id",
                None => continue,
            };
            return Err(QuestionsError::Unsound { module: questions.module.clone(), id: question.id.clone(), what });
        }
        Ok(questions)
    }

    /// The questions in an order of their own, and the choices of each. The same seed gives the same paper.
    #[must_use]
    pub fn paper(&self, seed: u64) -> Vec<Asked<'_>> {
        let entropy = SeededEntropy::new(seed);
        let mut questions: Vec<&Question> = self.question.iter().collect();
        shuffle(&mut questions, &entropy);
        let asked = questions.into_iter().map(|question| {
            let mut order = std::array::from_fn(|place| place);
            shuffle(&mut order, &entropy);
            Asked { question, order }
        });
        asked.collect()
    }

    /// Marks a paper. Each question counts alike; a question with several right choices needs all of them and no other.
    #[must_use]
    pub fn mark(&self, answers: &Answers) -> Marked {
        let mut marked = Marked { asked: self.question.len(), ..Marked::default() };
        for question in &self.question {
            match question.outcome(answers) {
                Outcome::Right => marked.right = marked.right.saturating_add(1),
                Outcome::Wrong | Outcome::Unanswered if question.safety => {
                    marked.safety_missed = marked.safety_missed.saturating_add(1);
                }
                Outcome::Wrong | Outcome::Unanswered => {}
            }
        }
        marked
    }
}

impl Question {
    /// How many of its choices are right.
    #[must_use]
    pub fn right_choices(&self) -> usize {
        self.choice.iter().filter(|choice| choice.right).count()
    }

    /// What came of it.
    #[must_use]
    pub fn outcome(&self, answers: &Answers) -> Outcome {
        let chosen = answers.get(&self.id).filter(|chosen| !chosen.is_empty());
        let is_right = |chosen: &BTreeSet<usize>| {
            let right = |(place, choice): (usize, &Choice)| choice.right == chosen.contains(&place);
            self.choice.iter().enumerate().all(right) && chosen.iter().all(|place| *place < self.choice.len())
        };
        match chosen {
            None => Outcome::Unanswered,
            Some(chosen) if is_right(chosen) => Outcome::Right,
            Some(_) => Outcome::Wrong,
        }
    }

    fn fault(&self) -> Option<&'static str> {
        let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let blank = |text: &String| text.trim().is_empty();
        let distinct = |texts: Vec<&String>| texts.iter().collect::<BTreeSet<_>>().len() == texts.len();
        let texts = [&self.ask.hi, &self.ask.en, &self.why.hi, &self.why.en];
        if self.id.is_empty() || !self.id.chars().all(named) {
            Some("its id has other characters than a-z, 0-9 and -")
        } else if self.choice.len() != CHOICES {
            Some("it needs four choices")
        } else if self.right_choices() == 0 || self.right_choices() == CHOICES {
            Some("at least one choice must be right and one wrong")
        } else if texts.into_iter().any(blank) || self.choice.iter().any(|c| blank(&c.hi) || blank(&c.en)) {
            Some("a text is empty")
        } else if !distinct(self.choice.iter().map(|c| &c.hi).collect())
            || !distinct(self.choice.iter().map(|c| &c.en).collect())
        {
            Some("two choices say the same")
        } else {
            None
        }
    }
}

/// Fisher and Yates's shuffle.
fn shuffle<T>(items: &mut [T], entropy: &dyn Entropy) {
    for last in (1..items.len()).rev() {
        let other = usize::try_from(below(entropy, last as u64 + 1)).unwrap_or(last);
        items.swap(last, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
        module = "M01"
        [[question]]
        id = "one"
        ask = { hi = "क्या?", en = "what?" }
        choice = [{ hi = "क", en = "a", right = true }, { hi = "ख", en = "b" }, { hi = "ग", en = "c" }, { hi = "घ", en = "d" }]
        why = { hi = "इसलिए", en = "so" }
        safety = true
        [[question]]
        id = "several"
        ask = { hi = "कौन?", en = "which?" }
        choice = [{ hi = "क", en = "a", right = true }, { hi = "ख", en = "b" }, { hi = "ग", en = "c", right = true }, { hi = "घ", en = "d" }]
        why = { hi = "इसलिए", en = "so" }
    "#;

    fn answers(chosen: &[(&str, &[usize])]) -> Answers {
        chosen.iter().map(|(id, places)| ((*id).to_owned(), places.iter().copied().collect())).collect()
    }

    #[test]
    fn a_file_that_lacks_something_is_refused() {
        for (from, to, says) in [
            ("module = \"M01\"", "", "module"),
            ("id = \"several\"", "id = \"one\"", "another question"),
            ("id = \"one\"", "id = \"One two\"", "a-z"),
            (", { hi = \"घ\", en = \"d\" }]", "]", "four choices"),
            (
                "a\", right = true }, { hi = \"ख\", en = \"b\" }, { hi = \"ग\", en = \"c\" }",
                "a\" }, { hi = \"ख\", en = \"b\" }, { hi = \"ग\", en = \"c\" }",
                "must be right",
            ),
            ("hi = \"क्या?\"", "hi = \" \"", "empty"),
            ("en = \"what?\"", "fr = \"what?\"", "fr"),
            ("{ hi = \"ख\", en = \"b\" }", "{ hi = \"क\", en = \"b\" }", "say the same"),
            ("{ hi = \"ख\", en = \"b\" }", "{ hi = \"ख\", en = \"a\" }", "say the same"),
            ("safety = true", "safety = 1", "boolean"),
        ] {
            assert!(TWO.contains(from), "{from}");
            let error = Questions::parse(&TWO.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(says), "{to}: {error}");
        }
    }

    #[test]
    fn a_question_is_right_when_all_right_choices_and_no_other_are_chosen() {
        let two = Questions::parse(TWO).unwrap();
        for (chosen, outcome) in [
            (&[][..], Outcome::Unanswered),
            (&[0], Outcome::Wrong),
            (&[0, 2], Outcome::Right),
            (&[0, 1, 2], Outcome::Wrong),
            (&[1, 3], Outcome::Wrong),
            (&[0, 2, 9], Outcome::Wrong),
        ] {
            assert_eq!(two.question[1].outcome(&answers(&[("several", chosen)])), outcome, "{chosen:?}");
        }
        let marked = |chosen: &[(&str, &[usize])]| two.mark(&answers(chosen));
        assert_eq!(marked(&[]), Marked { right: 0, asked: 2, safety_missed: 1 });
        assert_eq!(marked(&[("one", &[0]), ("several", &[1])]), Marked { right: 1, asked: 2, safety_missed: 0 });
        assert_eq!(marked(&[("one", &[1]), ("several", &[0, 2])]), Marked { right: 1, asked: 2, safety_missed: 1 });
        assert_eq!(marked(&[("other", &[0])]).right, 0);
    }

    #[test]
    fn a_seed_always_gives_the_same_paper_and_other_seeds_every_order() {
        let two = Questions::parse(TWO).unwrap();
        assert_eq!(two.paper(5), two.paper(5));
        let papers: Vec<_> = (0..400).map(|seed| two.paper(seed)).collect();
        let firsts: BTreeSet<_> = papers.iter().map(|paper| paper[0].question.id.as_str()).collect();
        let orders: BTreeSet<_> = papers.iter().map(|paper| paper[0].order).collect();
        assert_eq!((firsts.len(), orders.len()), (2, 24));
        for paper in &papers {
            assert_eq!(paper.len(), 2);
            assert!(paper.iter().all(|asked| asked.order.into_iter().collect::<BTreeSet<_>>().len() == CHOICES));
        }
    }
}
