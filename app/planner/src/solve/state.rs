//! A plan in the making: sessions, seats, and the counters that answer the rules, with an undo log.
//!
//! Everything changes through five steps (found, dissolve, retrain, seat, unseat). Each keeps the cost up to date and
//! writes itself into the log, so that a move is tried by doing it and, if it was no good, taken back.

use super::cost;
use super::dice::Dice;
pub(crate) use super::session::{Co, Mix, Place, Session, Spot};
use crate::index::{
    Cell, Grid, GroupIx, IndexVec, Ix, ModuleIx, PersonIx, PostIx, RoomIx, SessionIx, Slot, TrainerIx, WishIx,
};
use crate::model::Model;

/// Rooms near somebody in which a seat is mostly looked for, and in one of how many tries it is looked for in all of them.
const NEAREST: usize = 12;
const FAR: usize = 8;

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Load {
    pub(crate) total: usize,
}

/// One step, as it has to be undone.
#[derive(Debug, Clone, Copy)]
enum Step {
    Founded(SessionIx),
    Dissolved(SessionIx, Place),
    Retrained(SessionIx, TrainerIx, Co),
    Seated(WishIx),
    Unseated(WishIx, SessionIx),
}

#[derive(Clone)]
pub(crate) struct State<'m> {
    pub(crate) model: &'m Model,
    pub(crate) sessions: IndexVec<SessionIx, Session>,
    /// Sessions that are held, without those that join another one by a link.
    pub(crate) alive: usize,
    /// The sessions that join each one by a link.
    joined: IndexVec<SessionIx, Vec<SessionIx>>,
    free: Vec<SessionIx>,
    /// The sessions of a module in a room.
    pub(crate) held_in: Grid<ModuleIx, RoomIx, Vec<SessionIx>>,
    /// How many sessions a module has.
    pub(crate) sittings: IndexVec<ModuleIx, usize>,
    seat_of: IndexVec<WishIx, Option<SessionIx>>,
    pub(crate) unseated: Vec<WishIx>,
    unseated_at: IndexVec<WishIx, usize>,
    pub(crate) room_taken: Grid<RoomIx, Slot, bool>,
    /// For how many sessions a room is made ready; nothing where no module asks for it.
    pub(crate) being_set_up: Grid<RoomIx, Slot, u16>,
    pub(crate) held: Grid<TrainerIx, Slot, Option<SessionIx>>,
    pub(crate) weekly: Grid<TrainerIx, Cell, usize>,
    pub(crate) loads: IndexVec<TrainerIx, Load>,
    pub(crate) absent: Grid<PostIx, Slot, i16>,
    /// How many sessions each working day (by its number) has, for the last day.
    pub(crate) per_day: Vec<usize>,
    /// How many trainers hold so many sessions, for the spread.
    pub(crate) per_load: Vec<usize>,
    /// Over which sessions the people of each cohort are spread.
    pub(crate) together: IndexVec<GroupIx, Mix>,
    /// People in sessions that can not take place because they are too few there.
    pub(crate) doomed: usize,
    doomed_in: IndexVec<SessionIx, usize>,
    person_cost: IndexVec<PersonIx, i64>,
    pub(crate) seat_was: IndexVec<WishIx, Option<(Slot, RoomIx)>>,
    /// Rupees, all terms.
    pub(crate) rupees: i64,
    log: Vec<Step>,
}

impl<'m> State<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let (slots, wishes) = (model.slots.len(), model.wishes.len());
        Self {
            model,
            sessions: IndexVec::default(),
            alive: 0,
            joined: IndexVec::default(),
            free: Vec::new(),
            held_in: Grid::filled(Vec::new(), model.modules.len(), model.rooms.len()),
            sittings: IndexVec::filled(0, model.modules.len()),
            seat_of: IndexVec::filled(None, wishes),
            unseated: model.wishes.ids().collect(),
            unseated_at: (0..wishes).collect(),
            room_taken: Grid::filled(false, model.rooms.len(), slots),
            being_set_up: Grid::filled(0, if model.life.set_up > 0 { model.rooms.len() } else { 0 }, slots),
            held: Grid::filled(None, model.trainers.len(), slots),
            weekly: Grid::filled(0, model.trainers.len(), model.weeks),
            loads: IndexVec::filled(Load::default(), model.trainers.len()),
            absent: Grid::filled(0, model.posts, slots),
            per_day: vec![0; model.days.len() + 1],
            per_load: std::iter::once(model.trainers.len()).collect(),
            together: IndexVec::filled(Mix::default(), model.life.groups.len()),
            doomed: 0,
            doomed_in: IndexVec::default(),
            person_cost: IndexVec::filled(0, model.people.len()),
            seat_was: IndexVec::filled(None, wishes),
            rupees: 0,
            log: Vec::new(),
        }
    }

    /// The sessions that a person could travel to for a wish, nearest first.
    #[inline]
    pub(crate) fn within_reach(&self, wish: WishIx) -> impl Iterator<Item = SessionIx> {
        let record = &self.model.wishes[wish];
        let rooms = &self.model.near[(record.module, self.model.people[record.person].block)];
        rooms.iter().flat_map(|room| &self.held_in[(record.module, *room)]).copied()
    }

    /// A random one of them, mostly in one of the nearest rooms.
    pub(crate) fn some_within_reach(&self, wish: WishIx, dice: &mut Dice) -> Option<SessionIx> {
        let record = &self.model.wishes[wish];
        let rooms = &self.model.near[(record.module, self.model.people[record.person].block)];
        let near = if rooms.len() > NEAREST && dice.below(FAR) > 0 { NEAREST } else { rooms.len() };
        let held = |room: &RoomIx| self.held_in[(record.module, *room)].len();
        let many: usize = rooms.iter().take(near).map(held).sum();
        if many == 0 {
            return None;
        }
        self.within_reach(wish).nth(dice.below(many))
    }

    /// The session in which a wish is met.
    #[inline]
    pub(crate) fn session_of(&self, wish: WishIx) -> Option<&Session> {
        self.seat_of[wish].map(|s| &self.sessions[s])
    }

    /// The same, by number.
    #[inline]
    pub(crate) fn seat_of(&self, wish: WishIx) -> Option<SessionIx> {
        self.seat_of[wish]
    }

    /// What a person costs now.
    #[inline]
    pub(crate) fn person_cost(&self, person: PersonIx) -> i64 {
        self.person_cost[person]
    }

    /// Whether a person has to stay where they sit.
    #[inline]
    pub(crate) fn seat_pinned(&self, wish: WishIx) -> bool {
        self.session_of(wish).is_some_and(|s| s.people_pinned || s.kept.contains(&wish))
    }

    /// Whether somebody's pinned seat builds on a wish of theirs that is not met.
    pub(crate) fn undermined(&self, wish: WishIx) -> bool {
        self.seat_of[wish].is_none() && self.model.wishes[wish].after.iter().any(|after| self.seat_pinned(*after))
    }

    /// What a trainer holds on the day of a slot.
    #[inline]
    pub(crate) fn on_day(&self, trainer: TrainerIx, slot: Slot) -> impl Iterator<Item = &Session> {
        let model = self.model;
        let day = model.slots[slot].day;
        let per_day = model.slots.len() / model.days.len().max(1);
        let first = day.at() * per_day;
        (first..first + per_day).filter_map(move |s| self.held[(trainer, Slot::new(s))]).map(|s| &self.sessions[s])
    }

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
        let slot = self.session_of(wish).map(|s| s.slot);
        let model = self.model;
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
        self.room_taken[(place.room, place.slot)] = true;
        self.set_up(place, true);
        self.last_day(place.slot, true);
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
        self.room_taken[(place.room, place.slot)] = false;
        self.set_up(place, false);
        self.last_day(place.slot, false);
        self.price(number);
        self.free.push(number);
    }

    fn change_trainer(&mut self, number: SessionIx, trainer: TrainerIx, co: Co) {
        self.hold(number, false);
        (self.sessions[number].trainer, self.sessions[number].co) = (trainer, co);
        self.hold(number, true);
        self.price(number);
        // The rooms that join it have no other trainer.
        for at in 0..self.joined[number].len() {
            if let Some(room) = self.joined[number].get(at).copied() {
                self.sessions[room].trainer = trainer;
                self.price(room);
            }
        }
    }

    /// Counts a session, or notes with the one it joins that it does.
    #[inline]
    fn count_held(&mut self, number: SessionIx, place: Place, yes: bool) {
        match place.joins {
            Some(hub) if yes => self.joined[hub].push(number),
            Some(hub) => self.joined[hub].retain(|s| *s != number),
            None if yes => self.alive += 1,
            None => self.alive -= 1,
        }
    }

    /// Books the room for being made ready, or frees it.
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
    fn hold(&mut self, number: SessionIx, yes: bool) {
        let place = self.sessions[number].place();
        for trainer in place.staff() {
            self.book(number, trainer, place.slot, yes);
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

    fn last_day(&mut self, slot: Slot, yes: bool) {
        let before = cost::last_day(self);
        let ordinal = usize::try_from(self.model.day(slot).ordinal).unwrap_or(0);
        if let Some(n) = self.per_day.get_mut(ordinal) {
            *n = if yes { *n + 1 } else { n.saturating_sub(1) };
        }
        self.rupees += cost::last_day(self) - before;
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

    fn count(&mut self, wish: WishIx, number: SessionIx, n: i16) {
        let person = self.model.wishes[wish].person;
        self.absent[(self.model.people[person].post, self.sessions[number].slot)] += n;
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

    fn price(&mut self, number: SessionIx) {
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

    /// Whether a session is held that breaks a rule for want of people, and may be taken down.
    pub(crate) fn too_small(&self, number: SessionIx) -> bool {
        let session = &self.sessions[number];
        let module = &self.model.modules[session.module];
        let own = session.alive && session.joins.is_none() && !session.pinned;
        own && module.min_size_hard && self.people_with(number) < module.min_size
    }

    /// The sessions that join one by a link.
    #[inline]
    pub(crate) fn joined(&self, number: SessionIx) -> &[SessionIx] {
        self.joined.find(number).map_or(&[], Vec::as_slice)
    }

    /// The rooms that join a session, and then itself: as they are taken down.
    pub(crate) fn with_rooms(&self, number: SessionIx) -> Vec<SessionIx> {
        self.joined(number).iter().copied().chain([number]).collect()
    }

    /// How many people sit in a session and in the rooms that join it.
    pub(crate) fn people_with(&self, number: SessionIx) -> usize {
        let rooms = self.joined(number).iter().map(|room| self.sessions[*room].members.len());
        self.sessions[number].members.len() + rooms.sum::<usize>()
    }

    /// Who has no seat, or one in a session that can not take place.
    #[inline]
    pub(crate) fn without_seat(&self) -> usize {
        self.unseated.len() + self.doomed
    }

    /// A session as a kind of a mix.
    #[inline]
    pub(crate) fn kind(session: SessionIx) -> u32 {
        u32::try_from(session.at()).unwrap_or(u32::MAX)
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

    /// The wishes whose seats were taken or left since the last [`State::keep`].
    pub(crate) fn touched(&self) -> impl Iterator<Item = WishIx> {
        self.log.iter().filter_map(|step| match step {
            Step::Seated(wish) | Step::Unseated(wish, _) => Some(*wish),
            _ => None,
        })
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
