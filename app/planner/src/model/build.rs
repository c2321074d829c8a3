//! From ids to numbers. Called for checked instances only, so every look-up finds what it looks for; what it would not
//! find is left out rather than guessed.

use super::{DayInfo, Model, Module, Names, Person, Room, SlotInfo, Trainer, Wish};
use crate::format::{Cadre, Instance};
use crate::index::{Bits, BlockIx, Day, Grid, IndexVec, Ix, ModuleIx, PostIx, RoomIx, Slot};
use std::collections::HashMap;

/// Numbers texts in the order they first come.
#[derive(Default)]
struct Numbers<'a>(HashMap<&'a str, u32>);

impl<'a> Numbers<'a> {
    fn of(&mut self, text: &'a str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

pub(super) fn model(instance: &Instance) -> Model {
    let blocks: HashMap<&str, BlockIx> =
        instance.blocks.iter().enumerate().map(|(i, b)| (b.id.as_str(), Ix::new(i))).collect();
    let block = |id: &str| blocks.get(id).copied().unwrap_or(Ix::new(0));
    let n = instance.blocks.len();
    let mut km = Grid::filled(0, n, n);
    for (a, row) in instance.distance_km.iter().enumerate() {
        for (b, d) in row.iter().enumerate() {
            km[(BlockIx::new(a), BlockIx::new(b))] = *d;
        }
    }
    let (days, slots, weeks) = calendar(instance);
    let slot_count = slots.len();
    let mut model = Model {
        weights: instance.weights,
        max_sessions: instance.max_sessions,
        working: slots.pairs().filter(|(_, s): &(Slot, &SlotInfo)| days[s.day].working).map(|(slot, _)| slot).collect(),
        slots,
        days,
        weeks,
        km,
        trainee_max_km: instance.rules.trainee_max_km,
        trainer_same_day_max_km: instance.rules.trainer_same_day_max_km,
        rooms: IndexVec::default(),
        modules: IndexVec::default(),
        near: Grid::filled(Vec::new(), 0, 0),
        teachers: Grid::filled(Vec::new(), 0, 0),
        of_block: Grid::filled(Vec::new(), 0, 0),
        around: IndexVec::default(),
        trainers: IndexVec::default(),
        people: IndexVec::default(),
        posts: 0,
        cover: Grid::filled(0, 0, 0),
        wishes: IndexVec::default(),
        names: Names::default(),
        life: super::life::Life::default(),
        spans: super::span::Spans::default(),
    };
    rooms(instance, &mut model, &block, slot_count);
    modules(instance, &mut model);
    trainers(instance, &mut model, &block, slot_count);
    people(instance, &mut model, &block, slot_count);
    super::life::put(instance, &mut model);
    super::span::put(instance, &mut model);
    least_sessions(&mut model);
    reach(&mut model, n);
    model
}

/// Who can travel where: looked up instead of tried, so that a search takes no longer for a programme in ten divisions.
fn reach(model: &mut Model, blocks: usize) {
    model.near = Grid::filled(Vec::new(), model.modules.len(), blocks);
    model.teachers = Grid::filled(Vec::new(), model.modules.len(), model.rooms.len());
    model.of_block = Grid::filled(Vec::new(), model.modules.len(), blocks);
    for room in model.rooms.iter() {
        let way = |block: &BlockIx| model.km[(*block, room.block)];
        let mut around: Vec<BlockIx> =
            (0..blocks).map(BlockIx::new).filter(|b| way(b) <= model.trainee_max_km).collect();
        around.sort_by_key(way);
        model.around.push(around);
    }
    for (module, record) in model.modules.pairs() {
        for block in (0..blocks).map(BlockIx::new) {
            let way = |room: &RoomIx| model.km[(block, model.rooms[*room].block)];
            let mut near: Vec<RoomIx> =
                record.rooms.iter().copied().filter(|r| way(r) <= model.trainee_max_km).collect();
            near.sort_by_key(way);
            model.near[(module, block)] = near;
        }
        for &wish in &record.wishes {
            let block = model.people[model.wishes[wish].person].block;
            model.of_block[(module, block)].push(wish);
        }
        for &room in &record.rooms {
            let reach = record.trainers.iter().filter(|t| model.trainers[**t].reach.has(room.at()));
            model.teachers[(module, room)] = reach.copied().collect();
        }
    }
}

fn calendar(instance: &Instance) -> (IndexVec<Day, DayInfo>, IndexVec<Slot, SlotInfo>, usize) {
    let mut weeks: HashMap<i64, usize> = HashMap::new();
    let (mut ordinal, mut days, mut slots) = (0, IndexVec::default(), IndexVec::default());
    for day in &instance.days {
        ordinal += i64::from(day.working);
        let next = weeks.len();
        let week = *weeks.entry(day.week).or_insert(next);
        let number = days.push(DayInfo { working: day.working, ordinal, weekday: day.weekday, week });
        for _ in 0..instance.slots_per_day {
            slots.push(SlotInfo { day: number });
        }
    }
    (days, slots, weeks.len())
}

fn bits(numbers: &[usize], size: usize) -> Bits {
    let mut set = Bits::for_numbers_below(size);
    for &n in numbers {
        set.insert(n);
    }
    set
}

fn rooms(instance: &Instance, model: &mut Model, block: &impl Fn(&str) -> BlockIx, slots: usize) {
    let mut venues = Numbers::default();
    for room in &instance.rooms {
        let number = model.rooms.push(Room {
            id: room.id.clone(),
            venue: venues.of(&room.venue),
            block: block(&room.block),
            capacity: room.capacity,
            overbook_max: room.overbook_max,
            link: room.link,
            closed: bits(&room.unavailable, slots),
        });
        model.names.rooms.insert(room.id.clone(), number);
    }
}

fn modules(instance: &Instance, model: &mut Model) {
    for (i, module) in instance.modules.iter().enumerate() {
        model.names.modules.insert(module.id.clone(), Ix::new(i));
    }
    for module in &instance.modules {
        let fits = |room: &crate::format::Room| module.equipment.iter().all(|e| room.equipment.contains(e));
        let number = |id: &String| model.names.modules.get(id).copied();
        let record = Module {
            id: module.id.clone(),
            max_size: module.max_size,
            half_days: module.half_days(),
            no_show_permille: module.no_show_permille.unwrap_or(instance.no_show_permille),
            set_up: module.set_up,
            co_trainers: module.co_trainers,
            links: module.links,
            min_size: module.min_size,
            min_size_hard: module.min_size_hard,
            rooms: instance.rooms.iter().enumerate().filter(|(_, r)| fits(r)).map(|(i, _)| Ix::new(i)).collect(),
            trainers: Vec::new(),
            before: module.prerequisites.iter().filter_map(number).collect(),
            wishes: Vec::new(),
            least_sessions: 0,
            depth: 0,
        };
        model.modules.push(record);
    }
    // The longest chain; modules in a circle (which can never be seated) stop at the number of modules.
    for _ in 0..model.modules.len() {
        for module in model.modules.ids() {
            let below = model.modules[module].before.iter().map(|b| model.modules[*b].depth + 1).max().unwrap_or(0);
            model.modules[module].depth = below.min(model.modules.len());
        }
    }
}

fn trainers(instance: &Instance, model: &mut Model, block: &impl Fn(&str) -> BlockIx, slots: usize) {
    for trainer in &instance.trainers {
        let home = block(&trainer.home_block);
        let near =
            model.rooms.pairs().filter(|(_, room)| model.km[(home, room.block)] <= instance.rules.trainer_max_km);
        let reach: Vec<usize> = near.map(|(room, _)| room.at()).collect();
        let number = model.trainers.push(Trainer {
            id: trainer.id.clone(),
            home,
            away: bits(&trainer.unavailable, slots),
            reach: bits(&reach, model.rooms.len()),
            max_per_day: trainer.max_per_day,
            max_per_week: trainer.max_per_week,
            max_total: trainer.max_total,
        });
        model.names.trainers.insert(trainer.id.clone(), number);
        for module in
            trainer.modules.iter().filter_map(|m| model.names.modules.get(m).copied()).collect::<Vec<ModuleIx>>()
        {
            model.modules[module].trainers.push(number);
        }
    }
}

fn people(instance: &Instance, model: &mut Model, block: &impl Fn(&str) -> BlockIx, slots: usize) {
    let roles: HashMap<&str, (u32, &crate::format::Role)> =
        (0..).zip(&instance.roles).map(|(i, r)| (r.id.as_str(), (i, r))).collect();
    let facilities: HashMap<&str, (u32, &crate::format::Facility)> =
        (0..).zip(&instance.facilities).map(|(i, f)| (f.id.as_str(), (i, f))).collect();
    let mut posts: HashMap<(u32, &str), PostIx> = HashMap::new();
    let mut cadres: IndexVec<PostIx, Cadre> = IndexVec::default();
    let mut leave: Vec<(PostIx, Slot)> = Vec::new();
    for trainee in &instance.trainees {
        let (Some((role_number, role)), Some((facility_number, facility))) =
            (roles.get(trainee.role.as_str()), facilities.get(trainee.facility.as_str()))
        else {
            continue;
        };
        let Some(cadre) = facility.cadres.get(&role.cadre) else { continue };
        let post = *posts.entry((*facility_number, role.cadre.as_str())).or_insert_with(|| cadres.push(*cadre));
        let away = bits(&trainee.unavailable, slots);
        leave.extend((0..slots).filter(|s| away.has(*s)).map(|s| (post, Slot::new(s))));
        let suits =
            trainee.preferred_weekdays.iter().fold(0, |set, day| set | 1u8.checked_shl(u32::from(*day)).unwrap_or(0));
        let number = model.people.push(Person {
            id: trainee.id.clone(),
            role: *role_number,
            facility: *facility_number,
            post,
            block: block(&facility.block),
            away,
            suits: if trainee.preferred_weekdays.is_empty() { u8::MAX } else { suits },
            wishes: Vec::new(),
        });
        model.names.people.insert(trainee.id.clone(), number);
        wishes(model, number, role);
    }
    model.posts = cadres.len();
    model.cover = Grid::filled(0, model.posts, slots);
    for (post, cadre) in cadres.pairs() {
        let limit = cadre.max_absent.min(cadre.staff - cadre.min_present);
        for slot in model.slots.ids() {
            model.cover[(post, slot)] = small(limit);
        }
    }
    lower_by_leave(model, &cadres, &leave);
}

/// Leave counts against those who must be present, not against those who may be in training.
fn lower_by_leave(model: &mut Model, cadres: &IndexVec<PostIx, Cadre>, leave: &[(PostIx, Slot)]) {
    let mut on_leave: HashMap<(PostIx, Slot), i64> = HashMap::new();
    for key in leave {
        *on_leave.entry(*key).or_insert(0) += 1;
    }
    for ((post, slot), n) in on_leave {
        let cadre = cadres[post];
        model.cover[(post, slot)] = small(cadre.max_absent.min(cadre.staff - cadre.min_present - n));
    }
}

fn small(n: i64) -> i16 {
    i16::try_from(n.clamp(i64::from(i16::MIN), i64::from(i16::MAX))).unwrap_or(0)
}

fn wishes(model: &mut Model, person: crate::index::PersonIx, role: &crate::format::Role) {
    for module in role.modules.iter().filter_map(|m| model.names.modules.get(m).copied()).collect::<Vec<_>>() {
        let wish = model.wishes.push(Wish { person, module, before: Vec::new(), after: Vec::new() });
        model.people[person].wishes.push(wish);
        model.modules[module].wishes.push(wish);
    }
    let mine = model.people[person].wishes.clone();
    for &wish in &mine {
        let needs = model.modules[model.wishes[wish].module].before.clone();
        for &other in &mine {
            if !needs.contains(&model.wishes[other].module) {
                continue;
            }
            model.wishes[wish].before.push(other);
            model.wishes[other].after.push(wish);
        }
    }
}

/// Cover forces sessions: n colleagues of whom a may be away need ⌈n/a⌉ sessions in different slots.
fn least_sessions(model: &mut Model) {
    for module in model.modules.ids() {
        let mut colleagues: HashMap<PostIx, usize> = HashMap::new();
        for wish in &model.modules[module].wishes {
            *colleagues.entry(model.people[model.wishes[*wish].person].post).or_insert(0) += 1;
        }
        let least = |(post, n): (&PostIx, &usize)| {
            let most = model.working.iter().map(|slot| model.cover[(*post, *slot)]).max().unwrap_or(0);
            usize::try_from(most).ok().filter(|a| *a > 0).map_or(0, |a| n.div_ceil(a))
        };
        model.modules[module].least_sessions = colleagues.iter().map(least).max().unwrap_or(0);
    }
}
