//! Why people are left without a seat, as few reasons as explain it, with the numbers that matter.
//!
//! First what proves that not everybody can be seated whatever the search does: for each such reason something has to change.
//! Only where nothing is proved the plan itself is looked at: which rules keep a person out of the nearest session.

use super::reason::{Names, Reason};
use super::share::{Deficit, Share};
use crate::bound;
use crate::format::{FormatError, Instance, Plan};
use crate::index::{Ix, ModuleIx, PostIx, RoomIx, Slot, TrainerIx, WishIx};
use crate::model::Model;
use crate::rules;
use crate::solve::state::State;
use crate::solve::{Problem, load};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// People without a seat for the same reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// What they need.
    pub module: String,
    /// Where they work.
    pub district: String,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Who.
    pub trainees: Vec<String>,
}

impl Shortfall {
    /// The reasons in words: what is missing, and what would do.
    #[must_use]
    pub fn told(&self, names: &dyn Names) -> Vec<Refusal> {
        self.reasons.iter().flat_map(|reason| reason.told(&self.module, &self.district, names)).collect()
    }
}

/// Why the plan leaves people without a seat, those with the most people first. What the plan holds against the rules is left
/// out of it.
///
/// # Errors
/// The faults of the instance.
pub fn shortfalls(instance: &Instance, plan: &Plan) -> Result<Vec<Shortfall>, FormatError> {
    let problem = Problem::new(instance, &[])?;
    let state = load::start(&problem, Some(plan));
    let mut look = Look::new(&problem, &state);
    let mut wishes = state.unseated.clone();
    wishes.sort();
    let mut found: BTreeMap<(String, String, Vec<Reason>), Vec<String>> = BTreeMap::new();
    for wish in wishes {
        let (record, reasons) = (&state.model.wishes[wish], look.reasons(wish));
        let key = (state.model.modules[record.module].id.clone(), look.district(wish), reasons);
        found.entry(key).or_default().push(state.model.people[record.person].id.clone());
    }
    let mut all: Vec<Shortfall> = found
        .into_iter()
        .map(|((module, district, reasons), trainees)| Shortfall { module, district, reasons, trainees })
        .collect();
    all.sort_by_key(|s| std::cmp::Reverse(s.trainees.len()));
    Ok(all)
}

/// What is looked up again and again.
struct Look<'p> {
    state: &'p State<'p>,
    model: &'p Model,
    district_of_facility: HashMap<&'p str, &'p str>,
    /// Facility and cadre of each post.
    posts: HashMap<PostIx, (&'p str, &'p str)>,
    /// The wishes of each post.
    of_post: HashMap<PostIx, Vec<WishIx>>,
    facility_of: HashMap<&'p str, &'p str>,
    /// Half-days that each module needs of trainers and of rooms: of these more where rooms may join by a link.
    needs: Vec<i64>,
    needs_rooms: Vec<i64>,
    /// Sessions that all of them need.
    sessions: i64,
    may_hold: Vec<i64>,
    open: Vec<i64>,
    trainers: Share,
    rooms: Share,
    /// Of a module in a district.
    of_district: HashMap<(ModuleIx, String), Vec<Reason>>,
}

impl<'p> Look<'p> {
    fn new(problem: &'p Problem, state: &'p State<'p>) -> Self {
        let (instance, model) = (&problem.instance, &problem.model);
        let district: HashMap<&str, &str> =
            instance.blocks.iter().map(|b| (b.id.as_str(), b.district.as_str())).collect();
        let of_block = |block: &String| district.get(block.as_str()).copied().unwrap_or_default();
        let cadres: HashMap<&str, &str> = instance.roles.iter().map(|r| (r.id.as_str(), r.cadre.as_str())).collect();
        let (mut posts, mut of_post) = (HashMap::new(), HashMap::<PostIx, Vec<WishIx>>::new());
        for trainee in &instance.trainees {
            let Some(person) = model.names.people.get(&trainee.id) else { continue };
            let record = &model.people[*person];
            let cadre = cadres.get(trainee.role.as_str()).copied().unwrap_or_default();
            posts.insert(record.post, (trainee.facility.as_str(), cadre));
            of_post.entry(record.post).or_default().extend(&record.wishes);
        }
        let of_each = |seats: fn(&Model, ModuleIx) -> usize| -> Vec<i64> {
            model.modules.ids().map(|m| needed(model, seats(model, m), &model.modules[m].wishes)).collect()
        };
        let long = |sittings: &[i64]| model.modules.ids().zip(sittings).map(|(m, n)| n * half_days(model, m)).collect();
        let sittings = of_each(bound::largest_with_rooms);
        let (needs, needs_rooms): (Vec<i64>, Vec<i64>) = (long(&sittings), long(&of_each(bound::largest)));
        let may_hold: Vec<i64> = model.trainers.ids().map(|t| holds_at_most(model, t)).collect();
        let open: Vec<i64> = model.rooms.ids().map(|r| open_half_days(model, r)).collect();
        let teach = |m: ModuleIx| {
            let rooms = model.modules[m].rooms.iter();
            let all: BTreeSet<usize> = rooms.flat_map(|r| &model.teachers[(m, *r)]).map(|t| t.at()).collect();
            all.into_iter().collect()
        };
        let rooms = |m: ModuleIx| model.modules[m].rooms.iter().map(|r| r.at()).collect();
        Self {
            state,
            model,
            district_of_facility: instance.facilities.iter().map(|f| (f.id.as_str(), of_block(&f.block))).collect(),
            posts,
            of_post,
            facility_of: instance.trainees.iter().map(|t| (t.id.as_str(), t.facility.as_str())).collect(),
            trainers: Share::new(needs.clone(), may_hold.clone(), model.modules.ids().map(teach).collect()),
            rooms: Share::new(needs_rooms.clone(), open.clone(), model.modules.ids().map(rooms).collect()),
            needs,
            needs_rooms,
            sessions: sittings.iter().sum(),
            may_hold,
            open,
            of_district: HashMap::new(),
        }
    }

    fn district(&self, wish: WishIx) -> String {
        let person = &self.model.people[self.model.wishes[wish].person].id;
        let facility = self.facility_of.get(person.as_str()).copied().unwrap_or_default();
        self.district_of_facility.get(facility).copied().unwrap_or_default().to_owned()
    }

    /// As few reasons as explain that a wish is not met.
    fn reasons(&mut self, wish: WishIx) -> Vec<Reason> {
        let mut found = self.own(wish);
        if found.is_empty() {
            let key = (self.model.wishes[wish].module, self.district(wish));
            if !self.of_district.contains_key(&key) {
                let shared = self.shared(key.0, &key.1);
                self.of_district.insert(key.clone(), shared);
            }
            found.extend(self.of_district.get(&key).into_iter().flatten().cloned());
            found.extend(self.cover(wish));
        }
        if found.is_empty() {
            found.push(self.apart(wish).unwrap_or_else(|| self.nearest(wish)));
        }
        found.sort();
        found
    }

    /// What concerns the person alone. One such reason is enough: nothing else matters before it is gone.
    fn own(&self, wish: WishIx) -> Vec<Reason> {
        let (model, record) = (self.model, &self.model.wishes[wish]);
        if let Some(modules) = self.circle(wish) {
            return vec![Reason::Circle { modules }];
        }
        let person = &model.people[record.person];
        let near = &model.near[(record.module, person.block)];
        let mut found = Vec::new();
        if near.is_empty() {
            found.push(Reason::NoRoom);
        } else if near.iter().all(|room| self.teachers_at(record.module, *room).is_empty()) {
            found.push(Reason::NoTrainer);
            found.extend(self.by_link(record.module).filter(|_| near.iter().any(|room| model.rooms[*room].link)));
        }
        let free = count(model.working.iter().filter(|slot| !person.away.has(slot.at())));
        let needed = person.wishes.iter().map(|w| half_days(model, model.wishes[*w].module)).sum();
        if free < needed {
            found.push(Reason::Leave { needed, free });
        }
        let first = record.before.iter().find(|before| self.state.seat_of(**before).is_none());
        if let (Some(first), true) = (first, found.is_empty()) {
            found.push(Reason::Before { module: model.modules[model.wishes[*first].module].id.clone() });
        }
        found
    }

    /// The modules of a person that come before each other in a circle with a wish in it, from the one with the least id on.
    fn circle(&self, wish: WishIx) -> Option<Vec<String>> {
        let module = |w: WishIx| &self.model.modules[self.model.wishes[w].module].id;
        // Depth first: what was left behind once does not lead back.
        let (mut way, mut seen) = (vec![(wish, 0)], BTreeSet::new());
        while let Some((at, next)) = way.last_mut() {
            let before = self.model.wishes[*at].before.get(*next).copied();
            *next += 1;
            match before {
                None => drop(way.pop()),
                Some(before) if before == wish => {
                    // On the way each needs the next; told is what comes first.
                    let mut round: Vec<String> = way.iter().rev().map(|(w, _)| module(*w).clone()).collect();
                    let least = round.iter().enumerate().min_by_key(|(_, id)| *id).map_or(0, |(at, _)| at);
                    round.rotate_left(least);
                    return Some(round);
                }
                Some(before) if seen.insert(before) => way.push((before, 0)),
                Some(_) => {}
            }
        }
        None
    }

    /// What proves that a module can not be given to everybody in a district.
    fn shared(&self, module: ModuleIx, district: &str) -> Vec<Reason> {
        let model = self.model;
        let mut found = Vec::new();
        let wishes: Vec<WishIx> =
            model.modules[module].wishes.iter().copied().filter(|w| self.district(*w) == district).collect();
        let trainers = self.trainers_of(module, district, &wishes).or_else(|| self.trainers_in_all(module));
        found.extend(trainers.as_ref().and_then(|_| self.by_link(module)));
        found.extend(trainers);
        if let Some(Deficit { demands, supplies }) = self.rooms.deficit(module.at()) {
            found.push(Reason::Rooms {
                modules: self.names(&demands),
                rooms: signed(supplies.len()),
                open: sum(&self.open, &supplies),
                needed: sum(&self.needs_rooms, &demands),
            });
        }
        let (needed, limit) = (self.sessions, signed(model.max_sessions));
        if needed > limit {
            found.push(Reason::Sessions { needed, limit });
        }
        found
    }

    /// That rooms could join each other's sessions, were the module to allow it.
    fn by_link(&self, module: ModuleIx) -> Option<Reason> {
        let (model, record) = (self.model, &self.model.modules[module]);
        let rooms = count(record.rooms.iter().filter(|room| model.rooms[**room].link));
        (record.links == 0 && rooms > 1).then(|| Reason::Links { module: record.id.clone(), rooms })
    }

    /// Who can teach the people of a room: whoever can travel there, or to a room that it may join.
    fn teachers_at(&self, module: ModuleIx, room: RoomIx) -> BTreeSet<usize> {
        let (model, links) = (self.model, self.model.link_rooms(module));
        let others = links.iter().filter(|_| links.contains(&room));
        std::iter::once(&room).chain(others).flat_map(|r| &model.teachers[(module, *r)]).map(|t| t.at()).collect()
    }

    /// The trainers whom a district's people can meet hold too little for that district alone.
    fn trainers_of(&self, module: ModuleIx, district: &str, wishes: &[WishIx]) -> Option<Reason> {
        let model = self.model;
        let blocks: BTreeSet<usize> = wishes.iter().map(|w| model.people[model.wishes[*w].person].block.at()).collect();
        let rooms = blocks.into_iter().flat_map(|block| &model.near[(module, crate::index::BlockIx::new(block))]);
        let trainers: BTreeSet<usize> = rooms.flat_map(|room| self.teachers_at(module, *room)).collect();
        let trainers: Vec<usize> = trainers.into_iter().collect();
        let seats = bound::largest_with_rooms(model, module);
        let needed = needed(model, seats, wishes) * half_days(model, module);
        let may_hold = sum(&self.may_hold, &trainers);
        (may_hold < needed).then(|| Reason::Trainers {
            modules: vec![model.modules[module].id.clone()],
            district: Some(district.to_owned()),
            trainers: signed(trainers.len()),
            may_hold,
            needed,
        })
    }

    fn trainers_in_all(&self, module: ModuleIx) -> Option<Reason> {
        let Deficit { demands, supplies } = self.trainers.deficit(module.at())?;
        Some(Reason::Trainers {
            modules: self.names(&demands),
            district: None,
            trainers: signed(supplies.len()),
            may_hold: sum(&self.may_hold, &supplies),
            needed: sum(&self.needs, &demands),
        })
    }

    fn names(&self, modules: &[usize]) -> Vec<String> {
        modules.iter().map(|m| self.model.modules[ModuleIx::new(*m)].id.clone()).collect()
    }

    /// The colleagues' service cover leaves too few half-days for all that they need.
    fn cover(&self, wish: WishIx) -> Option<Reason> {
        let model = self.model;
        let post = model.people[model.wishes[wish].person].post;
        let left: i64 = model.working.iter().map(|slot| i64::from(model.cover[(post, *slot)].max(0))).sum();
        let wishes = self.of_post.get(&post)?;
        let (facility, cadre) = *self.posts.get(&post)?;
        let people: BTreeSet<usize> = wishes.iter().map(|w| model.wishes[*w].person.at()).collect();
        let needed = wishes.iter().map(|w| half_days(model, model.wishes[*w].module)).sum();
        (needed > left).then(|| Reason::Cover {
            facility: facility.to_owned(),
            cadre: cadre.to_owned(),
            people: signed(people.len()),
            needed,
            left,
        })
    }

    /// The sessions of the module that are in reach are at too few different times for the colleagues.
    fn apart(&self, wish: WishIx) -> Option<Reason> {
        let (model, record) = (self.model, &self.model.wishes[wish]);
        let post = model.people[record.person].post;
        let sessions: Vec<_> = self.state.within_reach(wish).collect();
        if sessions.is_empty() {
            return None;
        }
        let times: BTreeSet<Slot> = sessions.iter().map(|s| self.state.sessions[*s].slot).collect();
        // Nobody can go who would be missing in any of a session's half-days.
        let at_once = |slot: &Slot| model.span(record.module, *slot).map(|slot| model.cover[(post, slot)].max(0)).min();
        let left: i64 = times.iter().filter_map(at_once).map(i64::from).sum();
        let people = count(self.of_post.get(&post)?.iter().filter(|w| model.wishes[**w].module == record.module));
        let (facility, cadre) = *self.posts.get(&post)?;
        (people > left).then(|| Reason::Apart { facility: facility.to_owned(), cadre: cadre.to_owned(), people, left })
    }

    /// What keeps the person out of the session that the fewest rules forbid.
    fn nearest(&self, wish: WishIx) -> Reason {
        let obstacles = self.state.within_reach(wish).map(|session| rules::obstacles(self.state, wish, session));
        match obstacles.min_by_key(Vec::len) {
            None => Reason::NoSession,
            Some(none) if none.is_empty() => Reason::Free,
            Some(rules) => Reason::Rules(rules),
        }
    }
}

/// Sessions of at most so many seats that some people's wishes for a module ask for: for their seats, and for the service cover
/// of their posts.
fn needed(model: &Model, seats: usize, wishes: &[WishIx]) -> i64 {
    let filled = if seats == 0 { 0 } else { wishes.len().div_ceil(seats) };
    let mut colleagues: HashMap<PostIx, i64> = HashMap::new();
    for wish in wishes {
        *colleagues.entry(model.people[model.wishes[*wish].person].post).or_insert(0) += 1;
    }
    let apart = colleagues.into_iter().map(|(post, people)| {
        let at_once = model.working.iter().map(|slot| i64::from(model.cover[(post, *slot)])).max().unwrap_or(0);
        if at_once > 0 { (people + at_once - 1) / at_once } else { 0 }
    });
    signed(filled).max(apart.max().unwrap_or(0))
}

/// Half-days that a session of a module takes.
fn half_days(model: &Model, module: ModuleIx) -> i64 {
    signed(model.modules[module].half_days)
}

/// Half-days that a trainer may teach between leave and the limits of day, week and all.
fn holds_at_most(model: &Model, trainer: TrainerIx) -> i64 {
    let record = &model.trainers[trainer];
    let (mut days, mut weeks) = (BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    for slot in model.working.iter().filter(|slot| !record.away.has(slot.at())) {
        *days.entry(model.slots[*slot].day.at()).or_insert(0) += 1;
    }
    for (day, free) in days {
        let week = model.days[crate::index::Day::new(day)].week;
        *weeks.entry(week).or_insert(0) += free.min(record.max_per_day);
    }
    let all: usize = weeks.into_values().map(|free| free.min(record.max_per_week)).sum();
    signed(all.min(record.max_total))
}

fn open_half_days(model: &Model, room: RoomIx) -> i64 {
    count(model.working.iter().filter(|slot| !model.rooms[room].closed.has(slot.at())))
}

fn sum(of: &[i64], at: &[usize]) -> i64 {
    at.iter().filter_map(|at| of.get(*at)).sum()
}

fn count(of: impl Iterator) -> i64 {
    signed(of.count())
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
#[path = "shortfall_tests.rs"]
mod tests;
