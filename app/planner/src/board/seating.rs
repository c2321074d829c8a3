//! A plan over its ground: who sits where, looked up from every side, and a view of it with a few sessions changed.

use super::ground::Ground;
use crate::format::{Plan, PlannedSession};
use crate::index::{IndexVec, Ix, ModuleIx, PersonIx, PostIx, RoomIx, SessionIx, TrainerIx};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One session in numbers; what the instance does not know is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sitting {
    pub(super) id: String,
    pub(super) module: Option<ModuleIx>,
    pub(super) room: Option<RoomIx>,
    pub(super) trainer: Option<TrainerIx>,
    /// Those who count as teaching together with the trainer: as many as the module asks for, each once.
    pub(super) co: Vec<TrainerIx>,
    /// The session that it joins by a link, by id.
    pub(super) joins: Option<String>,
    pub(super) slot: i64,
    /// As listed, also who is listed twice or does not belong there.
    pub(super) people: Vec<PersonIx>,
    pub(super) strangers: Vec<String>,
}

/// What can be judged of a sitting: everything about it is known and it lies in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) module: ModuleIx,
    pub(super) room: RoomIx,
    pub(super) trainer: TrainerIx,
    pub(super) slot: i64,
}

impl Sitting {
    pub(super) fn of(ground: &Ground, session: &PlannedSession) -> Self {
        let (mut people, mut strangers) = (Vec::with_capacity(session.trainees.len()), Vec::new());
        for id in &session.trainees {
            match ground.person_of.get(id) {
                Some(person) => people.push(*person),
                None => strangers.push(id.clone()),
            }
        }
        let module = ground.module_of.get(&session.module).copied();
        let trainer = ground.trainer_of.get(&session.trainer).copied();
        let (most, mut co) = (module.map_or(0, |m| ground.modules[m].co_trainers), Vec::new());
        for other in session.co_trainers().filter_map(|id| ground.trainer_of.get(id).copied()) {
            if co.len() < most && Some(other) != trainer && !co.contains(&other) {
                co.push(other);
            }
        }
        Self {
            id: session.id.clone(),
            module,
            room: ground.room_of.get(&session.room).copied(),
            trainer,
            co,
            joins: session.joins().map(str::to_owned),
            slot: session.slot,
            people,
            strangers,
        }
    }

    /// Everybody who teaches there: nobody in a room that joins by a link.
    pub(super) fn staff(&self) -> impl Iterator<Item = TrainerIx> {
        let here = self.joins.is_none();
        self.trainer.into_iter().chain(self.co.iter().copied()).filter(move |_| here)
    }

    pub(super) fn known(&self) -> Option<Spot> {
        Some(Spot { module: self.module?, room: self.room?, trainer: self.trainer?, slot: self.slot })
    }

    pub(super) fn live(&self, ground: &Ground) -> Option<Spot> {
        self.known().filter(|_| (0..ground.slots()).contains(&self.slot))
    }
}

/// A plan ready for questions. Ids of sessions are unique in it.
#[derive(Debug)]
pub struct Board {
    pub(super) ground: Arc<Ground>,
    plan: Arc<Plan>,
    pub(super) sittings: IndexVec<SessionIx, Sitting>,
    pub(super) ids: HashMap<String, SessionIx>,
    /// The sessions in which a person is listed, in the order of the plan.
    pub(super) listed: IndexVec<PersonIx, Vec<SessionIx>>,
    pub(super) held: IndexVec<TrainerIx, Vec<SessionIx>>,
    pub(super) in_room: HashMap<(RoomIx, i64), Vec<SessionIx>>,
    /// The sessions that join each one by a link, in the order of the plan.
    pub(super) joined: HashMap<String, Vec<SessionIx>>,
    pub(super) away: HashMap<(PostIx, i64), Vec<(PersonIx, SessionIx)>>,
    /// Half-days that each trainer teaches.
    pub(super) taught: IndexVec<TrainerIx, usize>,
    /// How many sessions end on each working day, how many trainers teach how many half-days, how many sessions count: those
    /// that join others do not.
    pub(super) last: BTreeMap<i64, usize>,
    pub(super) loads: BTreeMap<usize, usize>,
    pub(super) count: usize,
}

impl Board {
    /// Puts a plan on the board.
    #[must_use]
    pub fn new(ground: Arc<Ground>, plan: Arc<Plan>) -> Self {
        let mut board = Self {
            sittings: plan.sessions.iter().map(|s| Sitting::of(&ground, s)).collect(),
            ids: HashMap::with_capacity(plan.sessions.len()),
            listed: IndexVec::filled(Vec::new(), ground.people.len()),
            held: IndexVec::filled(Vec::new(), ground.trainers.len()),
            in_room: HashMap::new(),
            joined: HashMap::new(),
            away: HashMap::new(),
            taught: IndexVec::filled(0, ground.trainers.len()),
            last: BTreeMap::new(),
            loads: BTreeMap::new(),
            count: 0,
            ground,
            plan,
        };
        for (at, sitting) in board.sittings.pairs() {
            board.ids.entry(sitting.id.clone()).or_insert(at);
            let Some(spot) = sitting.live(&board.ground) else { continue };
            match &sitting.joins {
                Some(hub) => board.joined.entry(hub.clone()).or_default().push(at),
                None => board.count += 1,
            }
            let takes: Vec<i64> = board.ground.takes(&spot).collect();
            for trainer in sitting.staff() {
                board.held[trainer].push(at);
                board.taught[trainer] += takes.len();
            }
            *board.last.entry(board.ground.ends(&spot)).or_insert(0) += 1;
            sitting.people.iter().for_each(|person| board.listed[*person].push(at));
            for slot in takes {
                board.in_room.entry((spot.room, slot)).or_default().push(at);
                for person in &sitting.people {
                    let post = board.ground.people[*person].post;
                    board.away.entry((post, slot)).or_default().push((*person, at));
                }
            }
        }
        for taught in board.taught.iter() {
            *board.loads.entry(*taught).or_insert(0) += 1;
        }
        board
    }

    /// The plan on the board.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// What it stands on.
    #[must_use]
    pub fn ground(&self) -> &Arc<Ground> {
        &self.ground
    }
}

/// A session that is changed, new or (`None`) gone.
pub(super) type Change = (SessionIx, Option<Sitting>);

/// The board with a few sessions changed.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) board: &'a Board,
    pub(super) changes: &'a [Change],
}

impl<'a> View<'a> {
    pub(super) fn ground(&self) -> &'a Ground {
        &self.board.ground
    }

    pub(super) fn changed(&self, at: SessionIx) -> bool {
        self.changes.iter().any(|(changed, _)| *changed == at)
    }

    pub(super) fn sitting(&self, at: SessionIx) -> Option<&'a Sitting> {
        match self.changes.iter().find(|(changed, _)| *changed == at) {
            Some((_, sitting)) => sitting.as_ref(),
            None => (at.at() < self.board.sittings.len()).then(|| &self.board.sittings[at]),
        }
    }

    pub(super) fn spot(&self, at: SessionIx) -> Option<Spot> {
        self.sitting(at)?.live(self.ground())
    }

    /// What the changes add, as far as it can be judged.
    pub(super) fn added(&self) -> impl Iterator<Item = (SessionIx, &'a Sitting, Spot)> + use<'a> {
        let ground = self.ground();
        self.changes.iter().filter_map(move |(at, s)| s.as_ref().and_then(|s| Some((*at, s, s.live(ground)?))))
    }

    /// Those of a list that stand unchanged, and the added ones that fit, in the order of the plan.
    pub(super) fn merged(&self, list: &[SessionIx], fits: impl Fn(&Sitting, &Spot) -> usize) -> Vec<SessionIx> {
        let mut found: Vec<SessionIx> = list.iter().copied().filter(|at| !self.changed(*at)).collect();
        let before = found.len();
        for (at, sitting, spot) in self.added() {
            found.extend(std::iter::repeat_n(at, fits(sitting, &spot)));
        }
        if found.len() > before {
            found.sort_unstable();
        }
        found
    }

    /// The session of an id, if it can be judged.
    pub(super) fn by_id(&self, id: &str) -> Option<(SessionIx, &'a Sitting, Spot)> {
        let added = self.added().find(|(_, sitting, _)| sitting.id == id);
        added.or_else(|| {
            let at = *self.board.ids.get(id)?;
            let sitting = self.sitting(at).filter(|sitting| sitting.id == id)?;
            Some((at, sitting, sitting.live(self.ground())?))
        })
    }

    /// The rooms that join a session by a link; none for one that joins another itself.
    pub(super) fn rooms_of(&self, hub: &Sitting) -> Vec<SessionIx> {
        if hub.joins.is_some() { Vec::new() } else { self.naming(hub) }
    }

    /// Every session that names another one as the one it joins, whether it may or not.
    pub(super) fn naming(&self, hub: &Sitting) -> Vec<SessionIx> {
        let list = self.board.joined.get(&hub.id).map_or(&[][..], Vec::as_slice);
        if list.is_empty() && self.changes.is_empty() {
            return Vec::new();
        }
        self.merged(list, |s, _| usize::from(s.joins.as_ref() == Some(&hub.id)))
    }

    /// The sessions in which a person is listed.
    pub(super) fn listed(&self, person: PersonIx) -> Vec<SessionIx> {
        self.merged(&self.board.listed[person], |s, _| s.people.iter().filter(|p| **p == person).count())
    }

    /// The first session of a module in which a person is listed: the one where they sit.
    pub(super) fn first(&self, person: PersonIx, module: ModuleIx) -> Option<SessionIx> {
        let stands = self.board.listed[person].iter().copied().filter(|at| !self.changed(*at));
        let stands = stands.filter(|at| self.board.sittings[*at].module == Some(module)).min();
        let added = self.added().filter(|(_, s, spot)| spot.module == module && s.people.contains(&person));
        stands.into_iter().chain(added.map(|(at, ..)| at)).min()
    }
}
