//! Sessions of several half-days: which they take, and whether they fit into working days (H25).

use super::{Lookup, Sitting};
use crate::format::Module;

/// The half-days that a session takes: its first one and the next ones of that day and of working days, as far as the
/// calendar goes.
pub(super) fn takes(known: &Lookup<'_>, module: &Module, first: usize) -> Vec<usize> {
    let (days, per_day) = (&known.instance.days, known.instance.slots_per_day.max(1));
    let open = |slot: &usize| slot / per_day == first / per_day || days.get(slot / per_day).is_some_and(|d| d.working);
    (first..days.len() * per_day).filter(open).take(module.half_days()).collect()
}

/// The days of some half-days.
pub(super) fn on_days(known: &Lookup<'_>, takes: &[usize]) -> Vec<usize> {
    let mut days: Vec<usize> = takes.iter().map(|slot| slot / known.instance.slots_per_day.max(1)).collect();
    days.dedup();
    days
}

impl Sitting<'_> {
    /// The last half-day.
    pub(super) fn last(&self) -> usize {
        self.takes.last().copied().unwrap_or(self.slot)
    }

    /// The day on which it ends.
    pub(super) fn last_day(&self) -> usize {
        self.on_days.last().copied().unwrap_or(self.day)
    }

    /// How many of its half-days are among some.
    pub(super) fn among(&self, slots: &[usize]) -> usize {
        self.takes.iter().filter(|slot| slots.contains(slot)).count()
    }

    /// H25: it is over on its own day or, if it is longer than a day, begins with one.
    pub(super) fn fits(&self, known: &Lookup<'_>) -> bool {
        let (half_days, per_day) = (self.module.half_days(), known.instance.slots_per_day.max(1));
        let good = if half_days > per_day { self.slot.is_multiple_of(per_day) } else { self.on_days.len() == 1 };
        good && self.takes.len() == half_days
    }
}
