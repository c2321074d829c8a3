//! What a change breaks, mends and costs; and that for every place of a window while a session is held in the hand.

use super::breach::{About, Breach, Tally};
use super::cells::{Cell, judge, room_cells, touched};
use super::edit::EditError;
use super::levels::Level;
use super::persons::{Seat, days_of, seats_of};
use super::seating::{Board, Change, Sitting, View};
use crate::index::{Ix, RoomIx, SessionIx};
use crate::rule::Rule;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// At most so many ids of a kind stand with a broken rule; its count speaks of all.
const MOST_NAMES: usize = 5;

/// A rule with whom and what it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// Which rule.
    pub rule: Rule,
    /// How often.
    pub count: i64,
    /// How many people are concerned.
    pub people_count: usize,
    /// The first of them, by id.
    pub people: Vec<String>,
    /// Rooms, trainers, facilities and modules concerned, by id; the first few.
    pub about: Vec<String>,
    /// Sessions concerned, by id.
    pub sessions: Vec<String>,
}

/// What comes of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// At a glance, by the rules' usual levels; [`super::Levels::judged`] makes it the programme's.
    pub level: Level,
    /// Rupees more; negative: saved.
    pub rupees: i64,
    /// Seats missing more; negative: gained.
    pub seats: i64,
    /// Breaches more; negative: fewer.
    pub hard: i64,
    /// Rules that the change breaks, the worst first.
    pub broken: Vec<Broken>,
    /// Rules that it no longer breaks.
    pub mended: Vec<Broken>,
}

/// A place of the window and what putting the session there would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The room.
    pub room: String,
    /// The slot.
    pub slot: i64,
    /// Whether the session stands there now.
    pub here: bool,
    /// What comes of it.
    pub then: Consequence,
}

/// The plain difference of two counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delta {
    pub(super) rupees: i64,
    pub(super) missing: i64,
    pub(super) added: Vec<Breach>,
    pub(super) removed: Vec<Breach>,
}

impl Delta {
    pub(super) fn between(mut before: Tally, mut after: Tally) -> Self {
        let (rupees, missing) = (after.rupees - before.rupees, after.missing - before.missing);
        before.found.sort_unstable();
        after.found.sort_unstable();
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        let (mut was, mut is) = (before.found.into_iter().peekable(), after.found.into_iter().peekable());
        loop {
            match (was.peek(), is.peek()) {
                (Some(a), Some(b)) if a == b => {
                    was.next();
                    is.next();
                }
                (Some(a), Some(b)) if a < b => removed.extend(was.next()),
                (Some(_), None) => removed.extend(was.next()),
                (_, Some(_)) => added.extend(is.next()),
                (None, None) => break,
            }
        }
        Self { rupees, missing, added, removed }
    }
}

/// What makes two breaches the same trouble, though other sessions or people have a part in it.
fn trouble(breach: &Breach) -> (Rule, About, Option<i64>, &[crate::index::PersonIx], &str) {
    let slot = matches!(breach.rule, Rule::H04 | Rule::H07 | Rule::H10 | Rule::H14).then_some(breach.slot).flatten();
    let people = if breach.rule == Rule::H14 { &[] } else { breach.people.slice() };
    (breach.rule, breach.about, slot, people, &breach.name)
}

/// Those of some breaches that the others do not make up for.
fn unbalanced<'a>(some: &'a [Breach], others: &[Breach]) -> Vec<&'a Breach> {
    let mut net: BTreeMap<_, i64> = BTreeMap::new();
    for other in others {
        *net.entry(trouble(other)).or_insert(0) -= other.count;
    }
    for one in some {
        // Mostly the others speak of quite different troubles.
        if let Some(n) = net.get_mut(&trouble(one)) {
            *n += one.count;
        }
    }
    some.iter().filter(|b| net.get(&trouble(b)).is_none_or(|n| *n > 0)).collect()
}

impl Board {
    pub(super) fn view<'a>(&'a self, changes: &'a [Change]) -> View<'a> {
        View { board: self, changes }
    }

    pub(super) fn tally(&self, changes: &[Change], cells: &[Cell]) -> Tally {
        let mut tally = Tally::default();
        cells.iter().for_each(|cell| judge(self.view(changes), *cell, &mut tally));
        tally
    }

    pub(super) fn delta(&self, changes: &[Change]) -> Delta {
        let cells = touched(self.view(changes));
        Delta::between(self.tally(&[], &cells), self.tally(changes, &cells))
    }

    /// A difference as people need it.
    pub(super) fn consequence(&self, changes: &[Change], delta: &Delta) -> Consequence {
        let broken = self.told(changes, &unbalanced(&delta.added, &delta.removed));
        let mended = self.told(changes, &unbalanced(&delta.removed, &delta.added));
        let count = |breaches: &[Breach]| breaches.iter().map(|b| b.count).sum::<i64>();
        Consequence {
            level: broken.iter().map(|b| Level::usual(b.rule)).max().unwrap_or(Level::Green),
            rupees: delta.rupees,
            seats: delta.missing,
            hard: count(&delta.added) - count(&delta.removed),
            broken,
            mended,
        }
    }

    /// Breaches by rule with the ids of whom they concern, the worst first.
    fn told(&self, changes: &[Change], breaches: &[&Breach]) -> Vec<Broken> {
        if breaches.is_empty() {
            return Vec::new();
        }
        let mut rules: BTreeMap<(std::cmp::Reverse<Level>, Rule), Vec<&Breach>> = BTreeMap::new();
        for breach in breaches {
            rules.entry((std::cmp::Reverse(Level::usual(breach.rule)), breach.rule)).or_default().push(breach);
        }
        let first = |ids: BTreeSet<String>| ids.into_iter().take(MOST_NAMES).collect::<Vec<_>>();
        let groups = rules.into_iter().map(|((_, rule), group)| {
            let people = sorted(group.iter().flat_map(|b| b.people.slice()).copied());
            let sessions = sorted(group.iter().flat_map(|b| b.sessions.slice()).copied());
            let about = sorted(group.iter().map(|b| (b.about, b.name.as_str())));
            let name = |at: SessionIx| self.view(changes).sitting(at).or_else(|| self.view(&[]).sitting(at));
            Broken {
                rule,
                count: group.iter().map(|b| b.count).sum(),
                people_count: people.len(),
                people: people.iter().take(MOST_NAMES).map(|p| self.ground.people[*p].id.clone()).collect(),
                about: first(about.into_iter().map(|(a, n)| self.about(a, n)).filter(|id| !id.is_empty()).collect()),
                sessions: sessions.into_iter().filter_map(|at| Some(name(at)?.id.clone())).collect(),
            }
        });
        groups.collect()
    }

    /// The id of what a breach is about.
    pub(super) fn about(&self, about: About, name: &str) -> String {
        match about {
            About::Nothing | About::Session => name.to_owned(),
            About::Limit => self.ground.max_sessions.to_string(),
            About::Room(room) => self.ground.rooms[room].id.clone(),
            About::Module(module) => self.ground.modules[module].id.clone(),
            About::Trainer(trainer) => self.ground.trainers[trainer].id.clone(),
            About::Cohort(cohort) => self.ground.cohorts.get(cohort).map_or_else(String::new, |c| c.id.clone()),
            About::Post(post) => self.ground.posts[post].facility.clone(),
        }
    }

    /// What is wrong with a session now.
    #[must_use]
    pub fn troubles(&self, session: &str) -> Vec<Broken> {
        let Some(at) = self.ids.get(session) else { return Vec::new() };
        // Everything that would go with the session is what it has a part in.
        let cells = touched(self.view(&[(*at, None)]));
        let tally = self.tally(&[], &cells);
        let found: Vec<&Breach> = tally.found.iter().filter(|b| b.sessions.slice().contains(at)).collect();
        self.told(&[], &found)
    }

    /// What moving a session to each room and slot of a window would do, room by room within each slot.
    ///
    /// # Errors
    /// [`EditError`] when the session, a room or a slot is not there.
    pub fn targets(
        &self,
        session: &str,
        slots: std::ops::Range<i64>,
        rooms: &[&str],
    ) -> Result<Vec<Target>, EditError> {
        let at = *self.ids.get(session).ok_or(EditError::NoSession)?;
        let number = |id: &&str| self.ground.room_of.get(*id).copied().ok_or(EditError::NoRoom);
        let rooms: Vec<RoomIx> = rooms.iter().map(number).collect::<Result<_, _>>()?;
        if slots.start < 0 || slots.end > self.ground.slots() {
            return Err(EditError::NoSlot);
        }
        let mut found = Vec::with_capacity(rooms.len() * usize::try_from(slots.end - slots.start).unwrap_or(0));
        let mut hand = Hand::new(self, at);
        for slot in slots {
            hand.slot(slot);
            for room in &rooms {
                let delta = hand.put(*room);
                let here = (hand.home.slot, hand.home.room) == (slot, Some(*room));
                let then = self.consequence(&hand.changes, &delta);
                found.push(Target { room: self.ground.rooms[*room].id.clone(), slot, here, then });
            }
        }
        Ok(found)
    }
}

/// A session held in the hand: what does not depend on where it goes is counted once, what depends on the slot once a slot.
struct Hand<'a> {
    board: &'a Board,
    home: &'a Sitting,
    changes: Vec<Change>,
    /// Cells that change with the room; none: the session is out of the ordinary and everything is counted each time.
    near: Option<Vec<Cell>>,
    before: Tally,
    slot: Tally,
    slot_before: Tally,
    /// What the people say of one venue and block.
    people: HashMap<(usize, crate::index::BlockIx), (RoomIx, Tally)>,
    /// Who sits in it, where else they sit, and the place of this session among their seats.
    persons: Vec<(crate::index::PersonIx, Vec<Seat>, Option<usize>)>,
}

impl<'a> Hand<'a> {
    fn new(board: &'a Board, at: SessionIx) -> Self {
        let home = &board.sittings[at];
        let rooms = board.named_by(home);
        let with = std::iter::once(&at).chain(&rooms).map(|at| (*at, Some(board.sittings[*at].clone())));
        let changes: Vec<Change> = with.collect();
        let spot = home.live(&board.ground);
        let twin = spot.is_some_and(|spot| {
            home.people.iter().any(|p| {
                board.listed[*p].iter().filter(|s| board.sittings[**s].module == Some(spot.module)).count() > 1
            })
        });
        // A session goes with the rooms that join it, and is judged with the one that it joins.
        let linked = home.joins.is_some() || !rooms.is_empty();
        // Whoever teaches after this session is judged by it.
        let teaches = home.people.iter().any(|p| board.ground.turns_into.contains_key(p));
        let mut hand = Self {
            board,
            home,
            near: None,
            before: Tally::default(),
            slot: Tally::default(),
            slot_before: Tally::default(),
            people: HashMap::new(),
            persons: Vec::new(),
            changes,
        };
        if let Some(spot) = spot.filter(|_| !twin && !teaches && !linked) {
            let pin = board.ground.pin_of.get(&home.id).map(|n| Cell::Pin(*n));
            hand.persons = home.people.iter().map(|p| seated(board, *p, at)).collect();
            let staff = std::iter::once(spot.trainer).chain(home.co.iter().copied()).map(Cell::Trainer);
            let near: Vec<Cell> = std::iter::once(Cell::Session(at)).chain(staff).chain(pin).collect();
            hand.before = board.tally(&[], &near);
            for (person, mine, _) in &hand.persons {
                days_of(&board.ground, *person, mine, &mut hand.before);
            }
            hand.near = Some(near);
        }
        hand
    }

    fn held(&mut self) -> Option<&mut Sitting> {
        self.changes.first_mut().and_then(|(_, sitting)| sitting.as_mut())
    }

    /// Goes to a slot, and the rooms that join the session with it.
    fn slot(&mut self, slot: i64) {
        let home = self.home.room;
        for (at, room) in self.changes.iter_mut().skip(1) {
            let own = self.board.sittings[*at].slot;
            room.iter_mut().for_each(|room| room.slot = if slot == self.home.slot { own } else { slot });
        }
        if let Some(held) = self.held() {
            (held.slot, held.room) = (slot, home);
        }
        self.people.clear();
        if self.near.is_none() {
            return;
        }
        let ground = &self.board.ground;
        let mut cells = vec![Cell::Whole];
        if slot != self.home.slot {
            let posts: BTreeSet<_> = self.home.people.iter().map(|p| ground.people[*p].post).collect();
            let module = self.home.module;
            let takes = |from: i64| module.into_iter().flat_map(move |module| ground.span(module, from));
            let slots: BTreeSet<i64> = takes(slot).chain(takes(self.home.slot)).collect();
            cells.extend(posts.iter().flat_map(|post| slots.iter().map(|slot| Cell::Cover(*post, *slot))));
        }
        self.slot_before = self.board.tally(&[], &cells);
        self.slot = self.board.tally(&self.changes, &cells);
    }

    /// Puts it into a room there.
    fn put(&mut self, room: RoomIx) -> Delta {
        if let Some(held) = self.held() {
            held.room = Some(room);
        }
        let Some(mut near) = self.near.clone() else { return self.board.delta(&self.changes) };
        let slot = self.changes.first().and_then(|(_, s)| s.as_ref()).map_or(0, |s| s.slot);
        let mut rooms = Vec::new();
        if let Some(home) = self.home.room.filter(|home| (*home, self.home.slot) != (room, slot)) {
            let ground = &self.board.ground;
            for (room, from) in [(room, slot), (home, self.home.slot)] {
                let takes = self.home.module.into_iter().flat_map(|module| ground.span(module, from));
                room_cells(ground, room, takes, &mut rooms);
            }
            rooms.sort_unstable();
            rooms.dedup();
        }
        let mut before = self.before.clone();
        before.add(&self.slot_before);
        before.add(&self.board.tally(&[], &rooms));
        near.extend(rooms);
        let mut after = self.board.tally(&self.changes, &near);
        after.add(&self.slot);
        after.add(&self.people_at(room));
        Delta::between(before, after)
    }

    /// The people care for venue and block; the room stands in what they say only by its name.
    fn people_at(&mut self, room: RoomIx) -> Tally {
        let ground = &self.board.ground;
        let fact = &ground.rooms[room];
        let slot = self.changes.first().and_then(|(_, s)| s.as_ref()).map_or(0, |s| s.slot);
        let at = self.changes.first().map(|(at, _)| *at);
        let persons = &mut self.persons;
        let known = self.people.entry((fact.venue, fact.block));
        let (said_of, said) = known.or_insert_with(|| {
            let mut said = Tally::default();
            for (person, mine, held) in persons {
                if let Some((_, spot)) = held.and_then(|held| mine.get_mut(held)) {
                    (spot.slot, spot.room) = (slot, room);
                }
                days_of(ground, *person, mine, &mut said);
            }
            (room, said)
        });
        let mut said = said.clone();
        for breach in &mut said.found {
            let mine = breach.sessions.slice().iter().all(|s| Some(*s) == at);
            if mine && breach.about == About::Room(*said_of) {
                breach.about = About::Room(room);
            }
        }
        said
    }
}

fn seated(
    board: &Board,
    person: crate::index::PersonIx,
    at: SessionIx,
) -> (crate::index::PersonIx, Vec<Seat>, Option<usize>) {
    let mine = seats_of(board.view(&[]), person);
    let held = mine.iter().position(|(session, _)| *session == at);
    (person, mine, held)
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.rupees += other.rupees;
        self.missing += other.missing;
        self.found.extend(other.found.iter().cloned());
    }
}

/// Each once, in order.
fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = items.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The number of a session that is not there yet.
pub(super) fn next(board: &Board) -> SessionIx {
    SessionIx::new(board.sittings.len())
}
