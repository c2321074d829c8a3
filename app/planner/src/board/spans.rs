//! Sessions of several half-days on the board: which they take, and whether they fit into working days (H25).

use super::ground::Ground;
use super::seating::Spot;
use crate::format::Instance;
use crate::index::ModuleIx;

/// The slots that follow each one, as many as the longest session takes; nothing where none takes more than one.
pub(super) fn after(instance: &Instance) -> Vec<Vec<i64>> {
    let most = instance.modules.iter().map(crate::format::Module::half_days).max().unwrap_or(1);
    if most == 1 {
        return Vec::new();
    }
    let (days, per_day) = (&instance.days, instance.slots_per_day.max(1));
    let slots = days.len() * per_day;
    let follow = |first: usize| {
        let open = move |slot: &usize| {
            slot / per_day == first / per_day || days.get(slot / per_day).is_some_and(|day| day.working)
        };
        (first + 1..slots).filter(open).take(most - 1).filter_map(|slot| i64::try_from(slot).ok()).collect()
    };
    (0..slots).map(follow).collect()
}

impl Ground {
    fn rest(&self, module: ModuleIx, slot: i64) -> &[i64] {
        if self.after.is_empty() {
            return &[];
        }
        let after = usize::try_from(slot).ok().and_then(|slot| self.after.get(slot));
        let after = after.map_or(&[][..], Vec::as_slice);
        after.get(..self.modules[module].half_days - 1).unwrap_or(after)
    }

    /// The half-days that a session of a module takes which begins in a slot.
    pub(super) fn span(&self, module: ModuleIx, slot: i64) -> impl Iterator<Item = i64> + Clone {
        std::iter::once(slot).chain(self.rest(module, slot).iter().copied())
    }

    /// The half-days, by slot, that a session of a module takes which begins in a slot; of a module or a slot that is not there
    /// that slot alone.
    #[must_use]
    pub fn half_days(&self, module: &str, slot: i64) -> Vec<i64> {
        self.module_of.get(module).map_or_else(|| vec![slot], |module| self.span(*module, slot).collect())
    }

    /// The half-days of a sitting.
    pub(super) fn takes(&self, spot: &Spot) -> impl Iterator<Item = i64> + Clone {
        self.span(spot.module, spot.slot)
    }

    /// The last of them.
    pub(super) fn last(&self, spot: &Spot) -> i64 {
        self.rest(spot.module, spot.slot).last().copied().unwrap_or(spot.slot)
    }

    /// The number among the working days of the day on which it ends.
    pub(super) fn ends(&self, spot: &Spot) -> i64 {
        self.day(self.last(spot)).map_or(0, |day| day.ordinal)
    }

    /// Whether it takes a slot.
    pub(super) fn is_at(&self, spot: &Spot, slot: i64) -> bool {
        spot.slot == slot || self.rest(spot.module, spot.slot).contains(&slot)
    }

    /// The numbers of the days on which it lies, each once.
    pub(super) fn days_of(&self, spot: &Spot) -> impl Iterator<Item = usize> {
        let mut before = None;
        let days = self.takes(spot).map(|slot| self.day_number(slot));
        days.filter(move |day| before.replace(*day) != Some(*day))
    }

    /// Whether it lies on a day.
    pub(super) fn is_on(&self, spot: &Spot, day: usize) -> bool {
        self.takes(spot).any(|slot| self.day_number(slot) == day)
    }

    /// H25: whether it is over on its own day or, if it is longer than a day, begins with one.
    pub(super) fn fits(&self, spot: &Spot) -> bool {
        let half_days = self.modules[spot.module].half_days;
        let good = if half_days > self.per_day {
            usize::try_from(spot.slot).is_ok_and(|slot| slot.is_multiple_of(self.per_day))
        } else {
            self.day_number(self.last(spot)) == self.day_number(spot.slot)
        };
        good && self.takes(spot).count() == half_days
    }
}
