//! Which refusals and warnings a person has met on the screens so far.

use super::{Answer, Practice};
use abhyas_core::Code;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use std::ops::Deref;

/// A practice hospital at whose screens each refusal is provoked, and the codes that were seen in words.
pub struct Seen<D> {
    /// The hospital.
    pub desk: D,
    /// What was seen.
    pub codes: BTreeSet<Code>,
}

impl<D: Deref<Target = Practice>> Seen<D> {
    /// Nothing seen yet.
    pub const fn new(desk: D) -> Self {
        Self { desk, codes: BTreeSet::new() }
    }

    /// A form that is refused with this code, in words, on its page.
    pub async fn refused(&mut self, code: Code, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.desk.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code:?} {path} {}", answer.flash);
        self.said(code, &answer);
        answer
    }

    /// A form that is accepted with a warning, which the next page says.
    pub async fn warned(&mut self, code: Code, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.done(path, fields).await;
        self.said(code, &answer);
        answer
    }

    /// A record that is not there, said in words: a form or address of before the hospital was started over.
    pub async fn gone(&mut self, code: Code, path: &str) {
        let answer = self.desk.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        self.said(code, &answer);
    }

    /// The words of a code stand in an answer.
    pub fn said(&mut self, code: Code, answer: &Answer) {
        assert!(answer.says(&code), "{code:?} is not there: {} {}", answer.flash, answer.html);
        self.codes.insert(code);
    }

    /// A form that is accepted; where it leads.
    pub async fn done(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.desk.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.html);
        answer
    }

    /// Fails unless every code was seen, but those that no screen can show, each with its reason.
    pub fn all<'a>(&self, codes: impl IntoIterator<Item = &'a Code>, behind_no_screen: &[(Code, &str)]) {
        let behind = |code: &Code| behind_no_screen.iter().any(|(other, _)| other == code);
        let missing: Vec<_> = codes.into_iter().filter(|code| !behind(code) && !self.codes.contains(code)).collect();
        assert!(missing.is_empty(), "not seen: {missing:?}");
        for (code, why) in behind_no_screen {
            assert!(!self.codes.contains(code), "{code:?} is on a screen, not: {why}");
        }
    }
}
