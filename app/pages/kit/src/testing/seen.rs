//! Which refusals and warnings a person has met on the screens so far.

use super::shelf::{Shelf, Unseen};
use super::{Answer, Practice};
use abhyas_core::Code;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use std::ops::Deref;

/// A practice hospital at whose screens each refusal is provoked, and the codes that were seen in words.
pub struct Seen<D> {
    /// The hospital.
    pub desk: D,
    codes: BTreeSet<Code>,
    shelf: Shelf,
}

impl<D: Deref<Target = Practice>> Seen<D> {
    /// Nothing seen yet of an area, whose name no other test has.
    pub fn new(area: &str, desk: D) -> Self {
        Self { desk, codes: BTreeSet::new(), shelf: Shelf::of(area) }
    }

    /// A form that is refused with this code, in words, on its page.
    pub async fn refused(&mut self, code: Code, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.desk.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code:?} {path} {}", answer.flash);
        self.said(code, &answer).await;
        answer
    }

    /// A form that is accepted with a warning, which the next page says.
    pub async fn warned(&mut self, code: Code, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.done(path, fields).await;
        self.said(code, &answer).await;
        answer
    }

    /// A record that is not there, said in words: a form or address of before the hospital was started over.
    pub async fn gone(&mut self, code: Code, path: &str) {
        let answer = self.desk.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        self.said(code, &answer).await;
    }

    /// The words of a code stand in an answer. Where they are said on the next page, that one is kept.
    pub async fn said(&mut self, code: Code, answer: &Answer) {
        assert!(answer.says(&code), "{code:?} is not there: {} {}", answer.flash, answer.html);
        if self.shelf.is_used() {
            let next = self.desk.follow(answer).await;
            let page = next.as_ref().unwrap_or(answer);
            assert!(page.says(&code), "{code:?} is not on the page that follows, {}: {}", page.path, page.html);
            self.shelf.keep(&code, page);
        }
        self.codes.insert(code);
    }

    /// A form that is accepted; where it leads.
    pub async fn done(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.desk.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.html);
        answer
    }

    /// Fails unless every code was seen, but those that the area does not show, each with its reason.
    pub fn all<'a>(&self, codes: impl IntoIterator<Item = &'a Code> + Clone, unseen: &[Unseen<'_>]) {
        let behind = |code: &Code| unseen.iter().any(|(other, _)| other == code);
        let missing: Vec<_> =
            codes.clone().into_iter().filter(|code| !behind(code) && !self.codes.contains(code)).collect();
        assert!(missing.is_empty(), "not seen: {missing:?}");
        for (code, why) in unseen {
            assert!(!self.codes.contains(code), "{code:?} is on a screen, not: {why}");
        }
        self.shelf.list(codes, unseen);
    }
}
