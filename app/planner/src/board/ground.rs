//! The instance in numbers, as the checker understands it: nothing is left out because it could not be planned.

use crate::format::{FormatError, Instance, Weights};
use crate::index::{Bits, BlockIx, Grid, IndexVec, Ix, ModuleIx, PersonIx, PostIx, RoomIx, Slot, TrainerIx};
use crate::model::life;
use std::collections::{BTreeSet, HashMap};

/// An instance made ready for the board. It does not change while a plan is edited, so that it is made once.
#[derive(Debug)]
pub struct Ground {
    pub(super) weights: Weights,
    pub(super) max_sessions: usize,
    pub(super) per_day: usize,
    pub(super) days: Vec<DayFact>,
    pub(super) trainee_max_km: i64,
    pub(super) trainer_max_km: i64,
    pub(super) same_day_max_km: i64,
    pub(super) km: Grid<BlockIx, BlockIx, i64>,
    pub(super) rooms: IndexVec<RoomIx, RoomFact>,
    pub(super) modules: IndexVec<ModuleIx, ModuleFact>,
    pub(super) trainers: IndexVec<TrainerIx, TrainerFact>,
    pub(super) people: IndexVec<PersonIx, PersonFact>,
    /// Most who may be in training at once, and most who may be away at all, of each post.
    pub(super) posts: IndexVec<PostIx, PostFact>,
    pub(super) leave: Grid<PostIx, Slot, i64>,
    /// Slots of public holidays by block; empty if there are none.
    pub(super) days_off: IndexVec<BlockIx, Bits>,
    /// Slots of working days, in order.
    pub(super) working: Vec<i64>,
    /// The slots that follow each one, where some sessions take several.
    pub(super) after: Vec<Vec<i64>>,
    /// Most half-days of any module in which a room is made ready.
    pub(super) set_up: usize,
    pub(super) cohorts: Vec<CohortFact>,
    /// Whom each person becomes, where anybody does.
    pub(super) turns_into: HashMap<PersonIx, Vec<TrainerIx>>,
    pub(super) pins: Vec<Pin>,
    pub(super) room_of: HashMap<String, RoomIx>,
    pub(super) module_of: HashMap<String, ModuleIx>,
    pub(super) trainer_of: HashMap<String, TrainerIx>,
    pub(super) person_of: HashMap<String, PersonIx>,
    pub(super) pin_of: HashMap<String, usize>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DayFact {
    pub(super) working: bool,
    pub(super) ordinal: i64,
    pub(super) weekday: u8,
    pub(super) week: i64,
}

#[derive(Debug)]
pub(super) struct RoomFact {
    pub(super) id: String,
    pub(super) venue: usize,
    pub(super) block: BlockIx,
    pub(super) capacity: usize,
    pub(super) overbook_max: usize,
    pub(super) link: bool,
    pub(super) closed: Bits,
}

#[derive(Debug)]
pub(super) struct ModuleFact {
    pub(super) id: String,
    /// Its place among the ids in order.
    pub(super) rank: usize,
    pub(super) max_size: usize,
    pub(super) half_days: usize,
    pub(super) no_show_permille: u32,
    pub(super) set_up: usize,
    pub(super) co_trainers: usize,
    pub(super) links: usize,
    pub(super) min_size: usize,
    pub(super) min_size_hard: bool,
    /// Seats in the largest room with its equipment.
    pub(super) largest: usize,
    /// Rooms with its equipment.
    pub(super) rooms: Bits,
    pub(super) before: Vec<ModuleIx>,
}

/// People who learn together.
#[derive(Debug)]
pub(super) struct CohortFact {
    pub(super) id: String,
    pub(super) hard: bool,
    pub(super) people: Vec<PersonIx>,
}

#[derive(Debug)]
pub(super) struct TrainerFact {
    pub(super) id: String,
    pub(super) home: BlockIx,
    pub(super) modules: Bits,
    pub(super) away: Bits,
    pub(super) not_yet: Bits,
    /// Who is to be trained before, and how many days lie between.
    pub(super) becomes: Option<(PersonIx, usize)>,
    pub(super) most: [usize; 3],
}

#[derive(Debug)]
pub(super) struct PersonFact {
    pub(super) id: String,
    pub(super) role: usize,
    pub(super) facility: usize,
    pub(super) post: PostIx,
    pub(super) block: BlockIx,
    pub(super) away: Bits,
    /// Slots of rest before and after a night duty.
    pub(super) rest: Bits,
    /// The number of their cohort.
    pub(super) cohort: Option<usize>,
    /// Weekdays that suit, one bit each.
    pub(super) suits: u8,
    pub(super) needs: Vec<ModuleIx>,
}

#[derive(Debug, Clone)]
pub(super) struct PostFact {
    pub(super) facility: String,
    pub(super) staff: i64,
    pub(super) max_absent: i64,
    pub(super) min_present: i64,
}

#[derive(Debug)]
pub(super) struct Pin {
    pub(super) id: String,
    pub(super) module: Option<ModuleIx>,
    pub(super) room: Option<RoomIx>,
    pub(super) trainer: Option<TrainerIx>,
    pub(super) slot: i64,
    pub(super) people: Option<BTreeSet<String>>,
    pub(super) joins: Option<String>,
    /// Who must be among them.
    pub(super) keep: BTreeSet<String>,
}

/// Numbers for texts, in the order of their first mention.
#[derive(Default)]
struct Numbers<'a>(HashMap<&'a str, usize>);

impl<'a> Numbers<'a> {
    fn of(&mut self, text: &'a str) -> usize {
        let next = self.0.len();
        *self.0.entry(text).or_insert(next)
    }
}

fn bits(n: usize, numbers: impl IntoIterator<Item = usize>) -> Bits {
    let mut set = Bits::for_numbers_below(n);
    numbers.into_iter().for_each(|at| set.insert(at));
    set
}

fn named<I: Ix>(ids: impl Iterator<Item = String>) -> HashMap<String, I> {
    ids.enumerate().map(|(at, id)| (id, I::new(at))).collect()
}

impl Ground {
    /// Makes an instance ready.
    ///
    /// # Errors
    /// The instance's own faults.
    pub fn new(instance: &Instance) -> Result<Self, FormatError> {
        instance.check()?;
        let blocks: HashMap<String, BlockIx> = named(instance.blocks.iter().map(|b| b.id.clone()));
        let block = |id: &str| blocks.get(id).copied().unwrap_or(BlockIx::new(0));
        let slots = instance.days.len() * instance.slots_per_day;
        let mut km = Grid::filled(0, instance.blocks.len().max(1), instance.blocks.len().max(1));
        for (a, row) in instance.distance_km.iter().enumerate() {
            for (b, way) in row.iter().enumerate() {
                km[(BlockIx::new(a), BlockIx::new(b))] = *way;
            }
        }
        let mut venues = Numbers::default();
        let rooms = instance.rooms.iter().map(|r| RoomFact {
            id: r.id.clone(),
            venue: venues.of(&r.venue),
            block: block(&r.block),
            capacity: r.capacity,
            overbook_max: r.overbook_max,
            link: r.link,
            closed: bits(slots, r.unavailable.iter().copied()),
        });
        let module_of: HashMap<String, ModuleIx> = named(instance.modules.iter().map(|m| m.id.clone()));
        let trainer_of: HashMap<String, TrainerIx> = named(instance.trainers.iter().map(|t| t.id.clone()));
        let room_of: HashMap<String, RoomIx> = named(instance.rooms.iter().map(|r| r.id.clone()));
        let person_of: HashMap<String, PersonIx> = named(instance.trainees.iter().map(|t| t.id.clone()));
        let numbers = |ids: &[String]| ids.iter().filter_map(|id| module_of.get(id).copied()).collect::<Vec<_>>();
        let trainers = instance.trainers.iter().map(|t| TrainerFact {
            id: t.id.clone(),
            home: block(&t.home_block),
            modules: bits(instance.modules.len(), numbers(&t.modules).into_iter().map(Ix::at)),
            away: bits(slots, t.unavailable.iter().copied()),
            not_yet: life::not_yet(instance, t),
            becomes: t.becomes.as_ref().and_then(|b| Some((*person_of.get(&b.trainee)?, b.delay_days))),
            most: [t.max_per_day, t.max_per_week, t.max_total],
        });
        let pins = instance.locked.iter().map(|pin| Pin {
            id: pin.id.clone(),
            module: module_of.get(&pin.module).copied(),
            room: room_of.get(&pin.room).copied(),
            trainer: trainer_of.get(&pin.trainer).copied(),
            slot: pin.slot,
            people: pin.trainees.as_ref().map(|ids| ids.iter().cloned().collect()),
            keep: pin.keep.iter().cloned().collect(),
            joins: pin.joins.clone(),
        });
        let turns = instance
            .trainers
            .iter()
            .enumerate()
            .filter_map(|(at, t)| Some((*person_of.get(&t.becomes.as_ref()?.trainee)?, TrainerIx::new(at))));
        let mut turns_into: HashMap<PersonIx, Vec<TrainerIx>> = HashMap::new();
        turns.for_each(|(person, trainer)| turns_into.entry(person).or_default().push(trainer));
        let (people, posts, leave) = people(instance, slots, &block, &numbers);
        Ok(Self {
            weights: instance.weights,
            max_sessions: instance.max_sessions,
            per_day: instance.slots_per_day.max(1),
            days: days(instance),
            trainee_max_km: instance.rules.trainee_max_km,
            trainer_max_km: instance.rules.trainer_max_km,
            same_day_max_km: instance.rules.trainer_same_day_max_km,
            km,
            days_off: life::days_off(instance),
            working: working(instance),
            after: super::spans::after(instance),
            set_up: instance.modules.iter().map(|m| m.set_up).max().unwrap_or(0),
            rooms: rooms.collect(),
            modules: modules(instance, &numbers),
            trainers: trainers.collect(),
            cohorts: cohorts(instance, &people),
            turns_into,
            people,
            posts,
            leave,
            pins: pins.collect(),
            person_of,
            room_of,
            trainer_of,
            pin_of: instance.locked.iter().enumerate().map(|(at, pin)| (pin.id.clone(), at)).collect(),
            module_of,
        })
    }

    /// How many slots the calendar has.
    pub(super) fn slots(&self) -> i64 {
        i64::try_from(self.days.len() * self.per_day).unwrap_or(i64::MAX)
    }

    /// The day of a slot of the calendar.
    pub(super) fn day(&self, slot: i64) -> Option<DayFact> {
        self.days.get(self.day_number(slot)).copied()
    }

    /// The number of a slot's day.
    pub(super) fn day_number(&self, slot: i64) -> usize {
        usize::try_from(slot).unwrap_or(usize::MAX) / self.per_day
    }

    /// Seats of a module that are offered in a room.
    pub(super) fn seats(&self, module: ModuleIx, room: RoomIx) -> usize {
        let (module, room) = (&self.modules[module], &self.rooms[room]);
        life::seats_offered(module.max_size.min(room.capacity), module.no_show_permille, room.overbook_max)
    }

    /// Whether the district of a block has a public holiday.
    pub(super) fn day_off(&self, block: BlockIx, slot: i64) -> bool {
        let slot = usize::try_from(slot).unwrap_or(usize::MAX);
        self.days_off.find(block).is_some_and(|off| off.has(slot))
    }

    /// The working slots in which a room is made ready for a session of a module.
    pub(super) fn set_up(&self, module: ModuleIx, slot: i64) -> &[i64] {
        let at = self.working.partition_point(|working| *working < slot);
        self.working.get(at.saturating_sub(self.modules[module].set_up)..at).unwrap_or_default()
    }

    /// The slots whose sessions may need the room to be ready in this one.
    pub(super) fn set_up_after(&self, slot: i64) -> std::ops::Range<i64> {
        let at = self.working.partition_point(|working| *working <= slot);
        let Some(further) = self.set_up.checked_sub(1) else { return slot..slot };
        slot + 1..self.working.get(at + further).map_or(self.slots(), |last| last + 1)
    }

    pub(super) fn way(&self, person: PersonIx, room: RoomIx) -> i64 {
        self.km[(self.people[person].block, self.rooms[room].block)]
    }
}

fn offered(instance: &Instance, module: &crate::format::Module, room: &crate::format::Room) -> usize {
    let rate = module.no_show_permille.unwrap_or(instance.no_show_permille);
    life::seats_offered(module.max_size.min(room.capacity), rate, room.overbook_max)
}

fn cohorts(instance: &Instance, people: &IndexVec<PersonIx, PersonFact>) -> Vec<CohortFact> {
    let members = |at: usize| people.pairs().filter(move |(_, p)| p.cohort == Some(at)).map(|(person, _)| person);
    let cohorts = instance.cohorts.iter().enumerate();
    cohorts.map(|(at, c)| CohortFact { id: c.id.clone(), hard: c.hard, people: members(at).collect() }).collect()
}

fn working(instance: &Instance) -> Vec<i64> {
    let slots = instance.days.iter().flat_map(|day| std::iter::repeat_n(day.working, instance.slots_per_day));
    (0_i64..).zip(slots).filter(|(_, working)| *working).map(|(slot, _)| slot).collect()
}

fn days(instance: &Instance) -> Vec<DayFact> {
    let mut ordinal = 0;
    let days = instance.days.iter().map(|day| {
        ordinal += i64::from(day.working);
        DayFact { working: day.working, ordinal, weekday: day.weekday, week: day.week }
    });
    days.collect()
}

fn modules(instance: &Instance, numbers: &dyn Fn(&[String]) -> Vec<ModuleIx>) -> IndexVec<ModuleIx, ModuleFact> {
    let mut order: Vec<&str> = instance.modules.iter().map(|m| m.id.as_str()).collect();
    order.sort_unstable();
    let rank: HashMap<&str, usize> = order.into_iter().enumerate().map(|(at, id)| (id, at)).collect();
    let fits = |m: &crate::format::Module, r: &crate::format::Room| m.equipment.iter().all(|e| r.equipment.contains(e));
    let modules = instance.modules.iter().map(|m| ModuleFact {
        id: m.id.clone(),
        rank: rank.get(m.id.as_str()).copied().unwrap_or(0),
        max_size: m.max_size,
        half_days: m.half_days(),
        no_show_permille: m.no_show_permille.unwrap_or(instance.no_show_permille),
        set_up: m.set_up,
        co_trainers: m.co_trainers,
        links: m.links,
        min_size: m.min_size,
        min_size_hard: m.min_size_hard,
        largest: instance.rooms.iter().filter(|r| fits(m, r)).map(|r| offered(instance, m, r)).max().unwrap_or(0),
        rooms: bits(
            instance.rooms.len(),
            instance.rooms.iter().enumerate().filter(|(_, r)| fits(m, r)).map(|(at, _)| at),
        ),
        before: numbers(&m.prerequisites),
    });
    modules.collect()
}

type People = (IndexVec<PersonIx, PersonFact>, IndexVec<PostIx, PostFact>, Grid<PostIx, Slot, i64>);

fn people(
    instance: &Instance,
    slots: usize,
    block: &dyn Fn(&str) -> BlockIx,
    numbers: &dyn Fn(&[String]) -> Vec<ModuleIx>,
) -> People {
    let roles: HashMap<&str, (usize, &crate::format::Role)> =
        instance.roles.iter().enumerate().map(|(at, r)| (r.id.as_str(), (at, r))).collect();
    let facilities: HashMap<&str, (usize, &crate::format::Facility)> =
        instance.facilities.iter().enumerate().map(|(at, f)| (f.id.as_str(), (at, f))).collect();
    let mut posts: IndexVec<PostIx, PostFact> = IndexVec::default();
    let mut post_of: HashMap<(usize, &str), PostIx> = HashMap::new();
    let mut people = IndexVec::<PersonIx, PersonFact>::default();
    for person in &instance.trainees {
        let role = roles.get(person.role.as_str()).zip(facilities.get(person.facility.as_str()));
        // The instance was checked: every trainee has a role and a facility with the role's cadre.
        let Some(((role_number, role), (facility_number, facility))) = role else { continue };
        let limit = facility.cadres.get(&role.cadre);
        let post = *post_of.entry((*facility_number, role.cadre.as_str())).or_insert_with(|| {
            posts.push(PostFact {
                facility: facility.id.clone(),
                staff: limit.map_or(0, |c| c.staff),
                max_absent: limit.map_or(0, |c| c.max_absent),
                min_present: limit.map_or(0, |c| c.min_present),
            })
        });
        let suits = person.preferred_weekdays.iter().fold(0_u8, |set, day| set | 1 << (day % 7));
        people.push(PersonFact {
            id: person.id.clone(),
            role: *role_number,
            facility: *facility_number,
            post,
            block: block(&facility.block),
            away: bits(slots, person.unavailable.iter().copied()),
            rest: life::rest(instance, person),
            cohort: person.cohort.as_ref().and_then(|id| instance.cohorts.iter().position(|c| c.id == *id)),
            suits: if person.preferred_weekdays.is_empty() { 0x7F } else { suits },
            needs: numbers(&role.modules),
        });
    }
    let mut leave = Grid::filled(0, posts.len().max(1), slots.max(1));
    for person in people.iter() {
        for slot in (0..slots).filter(|slot| person.away.has(*slot)) {
            leave[(person.post, Slot::new(slot))] += 1;
        }
    }
    (people, posts, leave)
}
