//! Which half-days a session takes, where a module's session is longer than one.
//!
//! It takes the slot in which it begins and the next ones of the same day and of working days, as far as the calendar goes. It
//! fits (H25) if these are within one day or, where it is longer than a day, begin with a day's first half-day. Where no
//! module takes more than one half-day nothing is looked up: a session's span is its slot.

use super::Model;
use crate::format::Instance;
use crate::index::{Day, IndexVec, Ix, ModuleIx, Slot};

/// The spans of a calendar; empty if no module takes more than one half-day.
#[derive(Default)]
pub(crate) struct Spans {
    /// Whether any module takes more than one half-day.
    long: bool,
    /// The half-days that follow each slot, as many as the longest session takes.
    after: IndexVec<Slot, Vec<Slot>>,
    /// The slots in which a session of each module may begin.
    starts: IndexVec<ModuleIx, Vec<Slot>>,
}

/// Reads the calendar into a model that has its modules.
pub(super) fn put(instance: &Instance, model: &mut Model) {
    let most = instance.modules.iter().map(crate::format::Module::half_days).max().unwrap_or(1);
    if most == 1 {
        return;
    }
    model.spans.long = true;
    model.spans.after = model.slots.ids().map(|slot| following(model, slot, most - 1)).collect();
    let starts = model.modules.ids().map(|module| {
        let fits = |slot: &&Slot| model.fits(module, **slot);
        model.working.iter().filter(fits).copied().collect()
    });
    model.spans.starts = starts.collect();
}

fn following(model: &Model, first: Slot, most: usize) -> Vec<Slot> {
    let day = model.slots[first].day;
    let open = |slot: &Slot| model.slots[*slot].day == day || model.day(*slot).working;
    (first.at() + 1..model.slots.len()).map(Slot::new).filter(open).take(most).collect()
}

impl Model {
    /// Whether any module takes more than one half-day.
    #[inline]
    pub(crate) fn some_are_long(&self) -> bool {
        self.spans.long
    }

    /// What a session takes after its first half-day.
    #[inline]
    fn rest(&self, module: ModuleIx, slot: Slot) -> &[Slot] {
        if !self.spans.long {
            return &[];
        }
        let after = &self.spans.after[slot];
        after.get(..self.modules[module].half_days - 1).unwrap_or(after)
    }

    /// The half-days that a session of a module takes which begins in a slot.
    #[inline]
    pub(crate) fn span(&self, module: ModuleIx, slot: Slot) -> impl Iterator<Item = Slot> + Clone {
        std::iter::once(slot).chain(self.rest(module, slot).iter().copied())
    }

    /// The last of them.
    #[inline]
    pub(crate) fn last(&self, module: ModuleIx, slot: Slot) -> Slot {
        self.rest(module, slot).last().copied().unwrap_or(slot)
    }

    /// The days on which they lie, each once.
    pub(crate) fn days_of(&self, module: ModuleIx, slot: Slot) -> impl Iterator<Item = Day> {
        let mut before = None;
        let days = self.span(module, slot).map(|slot| self.slots[slot].day);
        days.filter(move |day| before.replace(*day) != Some(*day))
    }

    /// H25: whether a session that begins there ends on the same day or, if it is longer than a day, begins with one.
    #[inline]
    pub(crate) fn fits(&self, module: ModuleIx, slot: Slot) -> bool {
        !self.spans.long || self.fits_long(module, slot)
    }

    fn fits_long(&self, module: ModuleIx, slot: Slot) -> bool {
        let (half_days, a_day) = (self.modules[module].half_days, self.half_days_a_day());
        let whole = 1 + self.rest(module, slot).len() == half_days;
        let good = if half_days > a_day {
            slot.at().is_multiple_of(a_day)
        } else {
            self.slots[self.last(module, slot)].day == self.slots[slot].day
        };
        whole && good
    }

    /// Half-days of a day, working or not.
    pub(crate) fn half_days_a_day(&self) -> usize {
        (self.slots.len() / self.days.len().max(1)).max(1)
    }

    /// The working slots in which a session of a module may begin.
    #[inline]
    pub(crate) fn starts(&self, module: ModuleIx) -> &[Slot] {
        if self.modules[module].half_days == 1 {
            return &self.working;
        }
        self.spans.starts.find(module).map_or(&[], Vec::as_slice)
    }

    /// Whether a session that begins somewhere takes a slot.
    #[inline]
    pub(crate) fn takes(&self, module: ModuleIx, from: Slot, slot: Slot) -> bool {
        from == slot || self.rest(module, from).contains(&slot)
    }

    /// Whether two sessions share a half-day.
    #[inline]
    pub(crate) fn meet(&self, (a, from): (ModuleIx, Slot), (b, to): (ModuleIx, Slot)) -> bool {
        from == to || (self.spans.long && self.span(a, from).any(|slot| self.span(b, to).any(|other| other == slot)))
    }

    /// Whether two sessions share a day.
    #[inline]
    pub(crate) fn share_day(&self, (a, from): (ModuleIx, Slot), (b, to): (ModuleIx, Slot)) -> bool {
        self.slots[from].day == self.slots[to].day
            || (self.spans.long && self.days_of(a, from).any(|day| self.days_of(b, to).any(|other| other == day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read_instance;

    #[test]
    fn a_session_takes_the_rest_of_its_day_and_of_working_days_and_fits_or_not() {
        let mut instance = read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap();
        // The calendar begins on a Monday and has two half-days a day; the Sunday (slots 12 and 13) is off.
        let slots = instance.days.len() * 2;
        let table: [(usize, usize, &[usize], bool); 12] = [
            (1, 3, &[3], true),
            (2, 2, &[2, 3], true),
            (2, 3, &[3, 4], false),
            (2, 11, &[11, 14], false),
            (2, 12, &[12, 13], true),
            (3, 10, &[10, 11, 14], true),
            (3, 9, &[9, 10, 11], false),
            (4, 10, &[10, 11, 14, 15], true),
            (4, 8, &[8, 9, 10, 11], true),
            (2, slots - 2, &[slots - 2, slots - 1], true),
            (2, slots - 1, &[slots - 1], false),
            (3, slots - 2, &[slots - 2, slots - 1], false),
        ];
        for (half_days, slot, takes, fits) in table {
            instance.modules[0].duration = Some(half_days);
            instance.modules[1].duration = Some(5);
            let model = Model::build(&instance).unwrap();
            let (module, slot) = (ModuleIx::new(0), Slot::new(slot));
            let span: Vec<usize> = model.span(module, slot).map(Ix::at).collect();
            assert_eq!((span.as_slice(), model.fits(module, slot)), (takes, fits), "{half_days} from {slot:?}");
            let starts = model.starts(module).contains(&slot);
            assert_eq!(starts, fits && model.day(slot).working, "{half_days} from {slot:?}");
            let days: Vec<usize> = model.days_of(module, slot).map(Ix::at).collect();
            let mut expected: Vec<usize> = takes.iter().map(|slot| slot / 2).collect();
            expected.dedup();
            assert_eq!(days, expected);
            assert_eq!(model.last(module, slot).at(), *takes.last().unwrap());
        }
    }

    #[test]
    fn sessions_meet_in_a_half_day_or_on_a_day() {
        let mut instance = read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap();
        instance.modules[0].duration = Some(4);
        let model = Model::build(&instance).unwrap();
        let at = |module: usize, slot: usize| (ModuleIx::new(module), Slot::new(slot));
        // From Saturday over the Sunday to Monday evening.
        for (slot, meet, share) in [
            (9, false, false),
            (10, true, true),
            (12, false, false),
            (14, true, true),
            (15, true, true),
            (16, false, false),
        ] {
            assert_eq!((model.meet(at(0, 10), at(1, slot)), model.share_day(at(0, 10), at(1, slot))), (meet, share));
            assert_eq!((model.meet(at(1, slot), at(0, 10)), model.share_day(at(1, slot), at(0, 10))), (meet, share));
        }
        assert!(!model.meet(at(1, 10), at(2, 11)) && model.share_day(at(1, 10), at(2, 11)));
    }
}
