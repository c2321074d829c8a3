//! The five steps by which a plan changes, each written into a log, and how they are taken back.

use super::{Co, Mix, Place, Session, State, Step};
use crate::index::{SessionIx, TrainerIx, WishIx};

impl State<'_> {
    /// Forgets how to undo what was done.
    pub(crate) fn keep(&mut self) {
        self.log.clear();
    }

    /// Takes back every step since the last [`State::keep`].
    pub(crate) fn undo(&mut self) {
        self.undo_to(0);
    }

    /// Where the log stands, for [`State::undo_to`].
    pub(crate) fn mark(&self) -> usize {
        self.log.len()
    }

    /// Takes back every step since a mark.
    pub(crate) fn undo_to(&mut self, mark: usize) {
        while self.log.len() > mark {
            let Some(step) = self.log.pop() else { return };
            match step {
                Step::Founded(session) => self.close(session),
                Step::Dissolved(session, place) => self.open(session, place),
                Step::Retrained(session, trainer, co) => self.change_trainer(session, trainer, co),
                Step::Seated(wish) => drop(self.leave_seat(wish)),
                Step::Unseated(wish, session) => self.take_seat(wish, session),
            }
        }
    }

    /// Puts a session up. The caller has asked the rules of room and trainer.
    pub(crate) fn found(&mut self, place: Place) -> SessionIx {
        // A session with an id is the one people know; a new sitting is not that one.
        let nameless = self.free.iter().rev().find(|s| self.sessions[**s].id.is_none()).copied();
        let session = nameless.unwrap_or_else(|| {
            let number = self.add_unused(place);
            self.free.push(number);
            number
        });
        self.open(session, place);
        self.log.push(Step::Founded(session));
        session
    }

    /// Puts one that waits up again, under its own number (and so with its id).
    pub(crate) fn found_again(&mut self, session: SessionIx, place: Place) {
        self.open(session, place);
        self.log.push(Step::Founded(session));
    }

    /// Adds a session that is not held yet.
    pub(crate) fn add_unused(&mut self, place: Place) -> SessionIx {
        let Place { module, room, slot, trainer, co, joins } = place;
        self.doomed_in.push(0);
        self.joined.push(Vec::new());
        self.sessions.push(Session {
            module,
            room,
            slot,
            trainer,
            co,
            joins,
            alive: false,
            seats: 0,
            members: Vec::new(),
            pinned: false,
            people_pinned: false,
            kept: Vec::new(),
            id: None,
            was: None,
            facilities: Mix::default(),
            roles: Mix::default(),
            cost: 0,
        })
    }

    /// Lets a session that is not held wait, to be used again.
    pub(crate) fn keep_for_later(&mut self, session: SessionIx) {
        self.free.push(session);
        self.price(session);
    }

    /// Takes a session down. Its people have to be unseated before.
    pub(crate) fn dissolve(&mut self, session: SessionIx) {
        let place = self.sessions[session].place();
        self.close(session);
        self.log.push(Step::Dissolved(session, place));
    }

    /// Gives a session to other trainers.
    pub(crate) fn retrain(&mut self, session: SessionIx, trainer: TrainerIx, co: Co) {
        let before = self.sessions[session].place();
        self.change_trainer(session, trainer, co);
        self.log.push(Step::Retrained(session, before.trainer, before.co));
    }

    /// Seats a person. The caller has asked the rules.
    #[inline]
    pub(crate) fn seat(&mut self, wish: WishIx, session: SessionIx) {
        self.take_seat(wish, session);
        self.log.push(Step::Seated(wish));
    }

    /// Takes a person's seat. What builds on it has to be unseated before or seated again after ([`State::settle`]).
    #[inline]
    pub(crate) fn unseat(&mut self, wish: WishIx) {
        if let Some(session) = self.leave_seat(wish) {
            self.log.push(Step::Unseated(wish, session));
        }
    }

    /// Unseats what builds on a wish that is not met or is met too late, and adds it to `loose`.
    pub(crate) fn settle(&mut self, wish: WishIx, loose: &mut Vec<WishIx>) {
        let model = self.model;
        let slot = self.session_of(wish).map(|s| model.last(s.module, s.slot));
        for &after in &model.wishes[wish].after {
            let late = self.session_of(after).is_some_and(|s| slot.is_none_or(|slot| slot >= s.slot));
            if late && !self.seat_pinned(after) {
                self.unseat(after);
                loose.push(after);
                self.settle(after, loose);
            }
        }
    }

    fn open(&mut self, number: SessionIx, place: Place) {
        self.free.retain(|s| *s != number);
        let seats = self.model.seats(place.module, place.room);
        let session = &mut self.sessions[number];
        (session.module, session.room, session.slot) = (place.module, place.room, place.slot);
        (session.trainer, session.co, session.joins) = (place.trainer, place.co, place.joins);
        (session.alive, session.seats) = (true, seats);
        self.count_held(number, place, true);
        self.held_in[(place.module, place.room)].push(number);
        self.sittings[place.module] += 1;
        self.use_room(place, true);
        self.last_day(place, true);
        self.hold(number, true);
        self.price(number);
    }

    fn close(&mut self, number: SessionIx) {
        self.hold(number, false);
        let place = self.sessions[number].place();
        self.sessions[number].alive = false;
        self.count_held(number, place, false);
        self.held_in[(place.module, place.room)].retain(|s| *s != number);
        self.sittings[place.module] -= 1;
        self.use_room(place, false);
        self.last_day(place, false);
        self.price(number);
        self.free.push(number);
    }

    fn change_trainer(&mut self, number: SessionIx, trainer: TrainerIx, co: Co) {
        self.hold(number, false);
        (self.sessions[number].trainer, self.sessions[number].co) = (trainer, co);
        self.hold(number, true);
        self.price(number);
        self.retrain_rooms(number, trainer);
    }

    fn take_seat(&mut self, wish: WishIx, number: SessionIx) {
        let at = self.unseated_at[wish];
        self.unseated.swap_remove(at);
        if let Some(moved) = self.unseated.get(at) {
            self.unseated_at[*moved] = at;
        }
        self.seat_of[wish] = Some(number);
        let person = &self.model.people[self.model.wishes[wish].person];
        let session = &mut self.sessions[number];
        session.members.push(wish);
        session.facilities.add(person.facility);
        session.roles.add(person.role);
        self.count(wish, number, 1);
    }

    fn leave_seat(&mut self, wish: WishIx) -> Option<SessionIx> {
        let number = self.seat_of[wish]?;
        self.seat_of[wish] = None;
        self.unseated_at[wish] = self.unseated.len();
        self.unseated.push(wish);
        let person = &self.model.people[self.model.wishes[wish].person];
        let session = &mut self.sessions[number];
        if let Some(at) = session.members.iter().position(|w| *w == wish) {
            session.members.swap_remove(at);
        }
        session.facilities.remove(person.facility);
        session.roles.remove(person.role);
        self.count(wish, number, -1);
        Some(number)
    }

    /// The wishes whose seats were taken or left since the last [`State::keep`].
    pub(crate) fn touched(&self) -> impl Iterator<Item = WishIx> {
        self.log.iter().filter_map(|step| match step {
            Step::Seated(wish) | Step::Unseated(wish, _) => Some(*wish),
            _ => None,
        })
    }
}
