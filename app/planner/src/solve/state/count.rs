//! What each step changes in the counters and in the cost.

use super::super::cost;
use super::{Place, State};
use crate::index::{Cell, GroupIx, Ix, SessionIx, Slot, TrainerIx, WishIx};

impl State<'_> {
    /// Books the room for a session and for being made ready, or frees it.
    pub(super) fn use_room(&mut self, place: Place, yes: bool) {
        let model = self.model;
        for slot in model.span(place.module, place.slot) {
            self.room_taken[(place.room, slot)] = yes;
        }
        self.set_up(place, yes);
    }

    fn set_up(&mut self, place: Place, yes: bool) {
        if self.model.life.set_up == 0 {
            return;
        }
        let model = self.model;
        for &before in model.set_up(place.module, place.slot) {
            let n = &mut self.being_set_up[(place.room, before)];
            *n = if yes { *n + 1 } else { n.saturating_sub(1) };
        }
    }

    /// Books those who teach for a session, or frees them.
    pub(super) fn hold(&mut self, number: SessionIx, yes: bool) {
        let (model, place) = (self.model, self.sessions[number].place());
        for trainer in place.staff() {
            for slot in model.span(place.module, place.slot) {
                self.book(number, trainer, slot, yes);
            }
        }
    }

    fn book(&mut self, number: SessionIx, trainer: TrainerIx, slot: Slot, yes: bool) {
        let before = cost::trainer_day(self, trainer, slot) + cost::spread(self);
        self.held[(trainer, slot)] = yes.then_some(number);
        let week = &mut self.weekly[(trainer, Cell::new(self.model.day(slot).week))];
        let load = &mut self.loads[trainer].total;
        let old = *load;
        if yes {
            (*week, *load) = (*week + 1, *load + 1);
        } else {
            (*week, *load) = (week.saturating_sub(1), load.saturating_sub(1));
        }
        let new = *load;
        if self.per_load.len() <= new {
            self.per_load.resize(new + 1, 0);
        }
        if let Some(n) = self.per_load.get_mut(old) {
            *n -= 1;
        }
        if let Some(n) = self.per_load.get_mut(new) {
            *n += 1;
        }
        self.rupees += cost::trainer_day(self, trainer, slot) + cost::spread(self) - before;
    }

    /// Notes the day on which a session ends, or forgets it.
    pub(super) fn last_day(&mut self, place: Place, yes: bool) {
        let before = cost::last_day(self);
        let last = self.model.last(place.module, place.slot);
        let ordinal = usize::try_from(self.model.day(last).ordinal).unwrap_or(0);
        if let Some(n) = self.per_day.get_mut(ordinal) {
            *n = if yes { *n + 1 } else { n.saturating_sub(1) };
        }
        self.rupees += cost::last_day(self) - before;
    }

    /// Counts somebody who came into a session or left it.
    pub(super) fn count(&mut self, wish: WishIx, number: SessionIx, n: i16) {
        let person = self.model.wishes[wish].person;
        let post = self.model.people[person].post;
        for slot in self.half_days(number) {
            self.absent[(post, slot)] += n;
        }
        self.price(number);
        if self.model.life.some_min_size
            && let Some(hub) = self.sessions[number].joins
        {
            self.price(hub);
        }
        if let Some(group) = self.model.group(wish) {
            self.gather(group, number, n > 0);
        }
        let now = cost::person(self, person);
        self.rupees += now - self.person_cost[person];
        self.person_cost[person] = now;
    }

    /// Counts what a session costs anew.
    pub(super) fn price(&mut self, number: SessionIx) {
        let now = cost::session(self, number);
        self.rupees += now - self.sessions[number].cost;
        self.sessions[number].cost = now;
        if self.model.life.must_fill {
            self.doom(number);
        }
    }

    /// Counts the people of a session that can not take place with so few.
    #[cold]
    fn doom(&mut self, number: SessionIx) {
        let now = if self.too_small(number) { self.people_with(number) } else { 0 };
        self.doomed = self.doomed + now - self.doomed_in[number];
        self.doomed_in[number] = now;
    }

    /// Notes that somebody of a cohort came into a session or left it.
    #[inline(never)]
    fn gather(&mut self, group: GroupIx, number: SessionIx, comes: bool) {
        let before = cost::spread_of(self, group);
        if comes {
            self.together[group].add(Self::kind(number));
        } else {
            self.together[group].remove(Self::kind(number));
        }
        self.rupees += cost::spread_of(self, group) - before;
    }

    /// Counts a person anew, after the previous plan became known.
    pub(crate) fn reprice(&mut self) {
        for person in self.model.people.ids() {
            let now = cost::person(self, person);
            self.rupees += now - self.person_cost[person];
            self.person_cost[person] = now;
        }
        for session in self.sessions.ids() {
            self.price(session);
        }
    }
}
