//! A plan in the making: sessions, seats, and the counters that answer the rules, with an undo log.
//!
//! Everything changes through five steps (found, dissolve, retrain, seat, unseat). Each keeps the cost up to date and
//! writes itself into the log, so that a move is tried by doing it and, if it was no good, taken back. A session of several
//! half-days is booked in each of them.

mod count;
mod joined;
mod steps;

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
    /// Half-days taught.
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
    /// How many sessions end on each working day (by its number), for the last day.
    pub(crate) per_day: Vec<usize>,
    /// How many trainers teach so many half-days, for the spread.
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

    /// The half-days that a session takes.
    #[inline]
    pub(crate) fn half_days(&self, session: SessionIx) -> impl Iterator<Item = Slot> + Clone + use<'m> {
        let session = &self.sessions[session];
        let model: &'m Model = self.model;
        model.span(session.module, session.slot)
    }

    /// What a trainer holds on the day of a slot, once for each half-day.
    #[inline]
    pub(crate) fn on_day(&self, trainer: TrainerIx, slot: Slot) -> impl Iterator<Item = &Session> {
        let model = self.model;
        let day = model.slots[slot].day;
        let per_day = model.slots.len() / model.days.len().max(1);
        let first = day.at() * per_day;
        (first..first + per_day).filter_map(move |s| self.held[(trainer, Slot::new(s))]).map(|s| &self.sessions[s])
    }

    /// Whether a session is held that breaks a rule for want of people, and may be taken down.
    pub(crate) fn too_small(&self, number: SessionIx) -> bool {
        let session = &self.sessions[number];
        let module = &self.model.modules[session.module];
        let own = session.alive && session.joins.is_none() && !session.pinned;
        own && module.min_size_hard && self.people_with(number) < module.min_size
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
}
