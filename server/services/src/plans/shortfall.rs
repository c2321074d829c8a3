//! Why a draft leaves people without a seat, in words, with what would do.

use super::book::Book;
use super::draft::{Draft, sees_person};
use crate::{Outcome, ServiceError};
use abhyas_core::{Language, Refusal};
use abhyas_planner::explain::{self, Names};

/// People without a seat for the same reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The module, with its id.
    pub module: String,
    /// The district where they work.
    pub district: String,
    /// Why, and what to do about it.
    pub reasons: Vec<Refusal>,
    /// Name, staff id and facility of each.
    pub people: Vec<MissingPerson>,
}

/// Somebody without a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPerson {
    /// Name.
    pub name: String,
    /// Staff id.
    pub staff_id: String,
    /// Facility.
    pub facility: String,
}

/// Why a draft leaves people without a seat, the largest groups first. A coordinator sees the people of their districts.
///
/// # Errors
/// [`ServiceError::Internal`] when the plan's own instance can not be read.
pub fn missing(draft: &Draft, language: Language) -> Outcome<Vec<Missing>> {
    if draft.report.missing.is_empty() {
        return Ok(Vec::new());
    }
    let found = explain::shortfalls(&draft.instance, &draft.plan).map_err(|e| ServiceError::Internal(e.to_string()))?;
    let names = InLanguage { book: &draft.book, language };
    let mut all: Vec<Missing> = found
        .iter()
        .map(|shortfall| {
            let seen = shortfall.trainees.iter().filter(|id| sees_person(draft.districts.as_ref(), &draft.book, id));
            let person = |id: &String| {
                let who = draft.book.person(id);
                let facility = who.facility.name(language).to_owned();
                MissingPerson { name: who.name, staff_id: who.staff_id, facility }
            };
            let mut people: Vec<MissingPerson> = seen.map(person).collect();
            people.sort_by(|a, b| (&a.name, &a.staff_id).cmp(&(&b.name, &b.staff_id)));
            Missing {
                module: names.module(&shortfall.module),
                district: names.district(&shortfall.district),
                reasons: shortfall.told(&names),
                people,
            }
        })
        .filter(|group| !group.people.is_empty())
        .collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.people.len()));
    Ok(all)
}

struct InLanguage<'a> {
    book: &'a Book,
    language: Language,
}

impl Names for InLanguage<'_> {
    fn module(&self, id: &str) -> String {
        format!("{id} {}", self.book.module(id).name(self.language))
    }

    fn district(&self, id: &str) -> String {
        let known = self.book.districts.iter().find(|d| d.id == id);
        known.map_or(id, |d| d.name(self.language)).to_owned()
    }

    fn facility(&self, id: &str) -> String {
        self.book.facilities.get(id).map_or(id, |f| f.name(self.language)).to_owned()
    }

    fn cadre(&self, id: &str) -> String {
        self.book.cadres.get(id).map_or(id, |c| c.name(self.language)).to_owned()
    }

    fn everywhere(&self) -> String {
        self.language.pick("पूरा कार्यक्रम", "the whole programme").to_owned()
    }
}
