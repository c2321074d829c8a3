//! A journal step by step: what was done, and the hospital before and after.

use super::compare::Difference;
use super::journal::{Act, JournalEntry, ReplayError, replay};
use crate::world::World;

/// One entry of a journal with the hospital on both sides of it. The hospitals are values that share what did not change.
#[derive(Debug, Clone)]
pub struct Step {
    /// The entry.
    pub entry: JournalEntry,
    /// The hospital before it.
    pub before: World,
    /// The hospital after it; the same when something was refused or only looked at.
    pub after: World,
}

impl Step {
    /// The records that it changed, each as it was and as it became. Several changes of one record are one.
    #[must_use]
    pub fn changed(&self) -> Vec<Difference> {
        match &self.entry.act {
            Act::Done { .. } => self.before.differences(&self.after),
            Act::Refused { .. } | Act::Viewed { .. } => Vec::new(),
        }
    }
}

/// The steps of a journal from the hospital that it begins on. Ends after the first entry that does not fit.
pub fn steps<'a>(
    base: &World,
    entries: impl IntoIterator<Item = &'a JournalEntry>,
) -> impl Iterator<Item = Result<Step, ReplayError>> {
    let mut before = base.clone();
    let mut last: Option<u64> = None;
    let mut broken = false;
    entries.into_iter().map_while(move |entry| {
        if broken {
            return None;
        }
        let gap = last.filter(|after| entry.seq != after.saturating_add(1));
        let after = match gap {
            Some(after) => Err(ReplayError::Gap { after, found: entry.seq }),
            None => replay(&before, [entry]),
        };
        last = Some(entry.seq);
        broken = after.is_err();
        Some(after.map(|after| {
            let before = std::mem::replace(&mut before, after.clone());
            Step { entry: entry.clone(), before, after }
        }))
    })
}
