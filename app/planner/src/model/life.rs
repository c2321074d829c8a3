//! The optional parts of an instance. What can be said beforehand (nobody there, room not to be had) joins the marks that the
//! rules look at anyway, so that a search is no slower for it; here it is kept apart, to tell people which of them it is.

use super::Model;
use crate::format::{Instance, Trainee};
use crate::index::{Bits, BlockIx, GroupIx, IndexVec, Ix, ModuleIx, PersonIx, RoomIx, Slot, TrainerIx, WishIx};
use std::collections::HashMap;

/// What the optional parts say; all empty for an instance without them.
#[derive(Default)]
pub(crate) struct Life {
    /// Slots of public holidays by block.
    days_off: IndexVec<BlockIx, Bits>,
    /// Slots in which people rest before and after a night duty.
    rest: IndexVec<PersonIx, Bits>,
    /// The instance's own marks, before holidays and nights joined them.
    leave: IndexVec<PersonIx, Bits>,
    closed: IndexVec<RoomIx, Bits>,
    away: IndexVec<TrainerIx, Bits>,
    /// Slots before the first in which a trainer may teach.
    not_yet: IndexVec<TrainerIx, Bits>,
    /// Most half-days of any module in which a room is made ready.
    pub(crate) set_up: usize,
    /// Whether a module wants a least number of people, and whether fewer break a rule anywhere.
    pub(crate) some_min_size: bool,
    pub(crate) must_fill: bool,
    /// Who learns what together.
    pub(crate) groups: IndexVec<GroupIx, Group>,
    group_of: IndexVec<WishIx, Option<GroupIx>>,
    /// The wishes of all groups.
    pub(crate) grouped: Vec<WishIx>,
    /// Modules of which a room may join a session by a link, and their rooms that have what it needs.
    pub(crate) joinable: Vec<ModuleIx>,
    link_rooms: IndexVec<ModuleIx, Vec<RoomIx>>,
    becomes: IndexVec<TrainerIx, Option<Becomes>>,
    /// Whom a person becomes.
    turns_into: IndexVec<PersonIx, Vec<TrainerIx>>,
}

/// The members of a cohort who need one module.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) wishes: Vec<WishIx>,
    /// In how many sessions of its largest room they fit.
    pub(crate) sessions: usize,
    /// Whether more would break a rule.
    pub(crate) hard: bool,
}

/// Who has to be trained before a trainer may teach, and how many days lie between.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Becomes {
    pub(crate) person: PersonIx,
    pub(crate) delay: usize,
}

/// Slots of public holidays by block; nothing at all if no district has one of its own.
pub(crate) fn days_off(instance: &Instance) -> IndexVec<BlockIx, Bits> {
    if instance.days.iter().all(|day| day.holiday_in.is_empty()) {
        return IndexVec::default();
    }
    let per_day = instance.slots_per_day;
    let off = |district: &str| {
        let mut slots = Bits::for_numbers_below(instance.days.len() * per_day);
        for (number, _) in instance.days.iter().enumerate().filter(|(_, d)| d.holiday_in.iter().any(|x| x == district))
        {
            (number * per_day..(number + 1) * per_day).for_each(|slot| slots.insert(slot));
        }
        slots
    };
    instance.blocks.iter().map(|block| off(&block.district)).collect()
}

/// Slots in which a person rests: the day on whose evening a night duty begins, and the morning after, which is the first
/// half of the next day.
pub(crate) fn rest(instance: &Instance, person: &Trainee) -> Bits {
    let per_day = instance.slots_per_day;
    let mut slots = Bits::for_numbers_below(instance.days.len() * per_day);
    for night in &person.nights {
        (night * per_day..(night + 1) * per_day + per_day.div_ceil(2)).for_each(|slot| slots.insert(slot));
    }
    slots
}

/// Slots before the first in which a trainer may teach.
pub(crate) fn not_yet(instance: &Instance, trainer: &crate::format::Trainer) -> Bits {
    let mut slots = Bits::for_numbers_below(instance.days.len() * instance.slots_per_day);
    (0..trainer.available_from.unwrap_or(0)).for_each(|slot| slots.insert(slot));
    slots
}

/// Seats that are offered where so many are there and of a thousand people so many do not come: as many as fill the seats
/// on average, but never more beyond them than the room's safety allows.
pub(crate) fn seats_offered(seats: usize, no_show_permille: u32, overbook_max: usize) -> usize {
    if no_show_permille == 0 || overbook_max == 0 {
        return seats;
    }
    let come = 1000_u32.saturating_sub(no_show_permille).max(1);
    let filled = seats * 1000 / usize::try_from(come).unwrap_or(1000);
    filled.min(seats + overbook_max)
}

/// Reads the optional parts into a model that has rooms, trainers and people.
pub(super) fn put(instance: &Instance, model: &mut Model) {
    let days_off = days_off(instance);
    let mut life = Life { set_up: model.modules.iter().map(|m| m.set_up).max().unwrap_or(0), ..Life::default() };
    let nights = instance.trainees.iter().any(|t| !t.nights.is_empty());
    let waits = instance.trainers.iter().any(|t| t.available_from.is_some());
    let holidays = days_off.len() > 0;
    if holidays {
        life.closed = model.rooms.iter().map(|room| room.closed.clone()).collect();
        for room in model.rooms.ids() {
            let block = model.rooms[room].block;
            model.rooms[room].closed.add_all(&days_off[block]);
        }
    }
    if holidays || waits {
        life.away = model.trainers.iter().map(|trainer| trainer.away.clone()).collect();
        life.not_yet = instance.trainers.iter().map(|trainer| not_yet(instance, trainer)).collect();
        for trainer in model.trainers.ids() {
            let home = model.trainers[trainer].home;
            let away = &mut model.trainers[trainer].away;
            away.add_all(&life.not_yet[trainer]);
            days_off.find(home).into_iter().for_each(|off| away.add_all(off));
        }
    }
    if holidays || nights {
        life.leave = model.people.iter().map(|person| person.away.clone()).collect();
        life.rest = IndexVec::filled(Bits::default(), model.people.len());
        for trainee in instance.trainees.iter().filter(|t| !t.nights.is_empty()) {
            let Some(person) = model.names.people.get(&trainee.id) else { continue };
            life.rest[*person] = rest(instance, trainee);
        }
        for person in model.people.ids() {
            let block = model.people[person].block;
            let away = &mut model.people[person].away;
            away.add_all(&life.rest[person]);
            days_off.find(block).into_iter().for_each(|off| away.add_all(off));
        }
    }
    life.days_off = days_off;
    life.some_min_size = instance.modules.iter().any(|m| m.min_size > 0);
    life.must_fill = instance.modules.iter().any(|m| m.min_size_hard);
    cohorts(instance, model, &mut life);
    links(model, &mut life);
    if instance.trainers.iter().any(|t| t.becomes.is_some()) {
        life.turns_into = IndexVec::filled(Vec::new(), model.people.len());
        for trainer in &instance.trainers {
            let becomes = trainer.becomes.as_ref().and_then(|becomes| {
                let person = *model.names.people.get(&becomes.trainee)?;
                Some(Becomes { person, delay: becomes.delay_days })
            });
            let number = life.becomes.push(becomes);
            becomes.into_iter().for_each(|b| life.turns_into[b.person].push(number));
        }
    }
    model.life = life;
}

/// Numbers the members of each cohort who need a module.
fn cohorts(instance: &Instance, model: &Model, life: &mut Life) {
    if instance.cohorts.is_empty() {
        return;
    }
    let hard: HashMap<&str, bool> = instance.cohorts.iter().map(|c| (c.id.as_str(), c.hard)).collect();
    let mut known: HashMap<(&str, ModuleIx), GroupIx> = HashMap::new();
    life.group_of = IndexVec::filled(None, model.wishes.len());
    for trainee in &instance.trainees {
        let person = model.names.people.get(&trainee.id);
        let Some((cohort, person)) = trainee.cohort.as_deref().zip(person) else { continue };
        for &wish in &model.people[*person].wishes {
            let group = *known.entry((cohort, model.wishes[wish].module)).or_insert_with(|| {
                let hard = hard.get(cohort).copied().unwrap_or(false);
                life.groups.push(Group { wishes: Vec::new(), sessions: 1, hard })
            });
            life.groups[group].wishes.push(wish);
            life.group_of[wish] = Some(group);
            life.grouped.push(wish);
        }
    }
    for ((_, module), group) in known {
        let largest = model.modules[module].rooms.iter().map(|room| model.seats(module, *room)).max().unwrap_or(0);
        let group = &mut life.groups[group];
        group.sessions = if largest == 0 { 1 } else { group.wishes.len().div_ceil(largest) };
    }
}

/// Looks up between which rooms a module can be held by a link.
fn links(model: &Model, life: &mut Life) {
    if model.modules.iter().all(|module| module.links == 0) {
        return;
    }
    let equipped = |module: &super::Module| {
        let rooms = module.rooms.iter().copied().filter(|room| module.links > 0 && model.rooms[*room].link);
        rooms.collect::<Vec<_>>()
    };
    life.link_rooms = model.modules.iter().map(equipped).collect();
    life.joinable = life.link_rooms.pairs().filter(|(_, rooms)| rooms.len() > 1).map(|(module, _)| module).collect();
}

fn marked<I: Ix>(table: &IndexVec<I, Bits>, at: I, slot: Slot) -> bool {
    table.find(at).is_some_and(|slots| slots.has(slot.at()))
}

impl Model {
    /// Whether the district of a block has a public holiday.
    pub(crate) fn day_off(&self, block: BlockIx, slot: Slot) -> bool {
        marked(&self.life.days_off, block, slot)
    }

    /// Whether a person rests before or after a night duty.
    pub(crate) fn rests(&self, person: PersonIx, slot: Slot) -> bool {
        marked(&self.life.rest, person, slot)
    }

    #[cfg(test)]
    /// Whether a trainer may not teach yet.
    pub(crate) fn not_yet(&self, trainer: TrainerIx, slot: Slot) -> bool {
        marked(&self.life.not_yet, trainer, slot)
    }

    /// Those with whom a person learns a module together. Kept apart: a wish is looked at all the time.
    #[inline]
    pub(crate) fn group(&self, wish: WishIx) -> Option<GroupIx> {
        self.life.group_of.find(wish).copied().flatten()
    }

    /// The rooms between which a module can be held by a link; none where no room may join.
    #[inline]
    pub(crate) fn link_rooms(&self, module: ModuleIx) -> &[RoomIx] {
        self.life.link_rooms.find(module).map_or(&[], Vec::as_slice)
    }

    /// How many rooms can join one session of a module.
    pub(crate) fn rooms_to_join(&self, module: ModuleIx) -> usize {
        self.modules[module].links.min(self.link_rooms(module).len().saturating_sub(1))
    }

    /// Who has to be trained before a trainer may teach.
    #[inline]
    pub(crate) fn becomes(&self, trainer: TrainerIx) -> Option<Becomes> {
        self.life.becomes.find(trainer).copied().flatten()
    }

    /// Whom a person becomes once trained.
    pub(crate) fn turns_into(&self, person: PersonIx) -> &[TrainerIx] {
        self.life.turns_into.find(person).map_or(&[], Vec::as_slice)
    }

    /// Whether anybody is to be trained before they teach.
    #[inline]
    pub(crate) fn some_become(&self) -> bool {
        self.life.becomes.len() > 0
    }

    /// Whether a person's seat is nobody's business but their own, their session's and their post's: no cohort is together, no
    /// session must have so many people, nobody teaches once they are trained.
    #[inline]
    pub(crate) fn seats_stand_alone(&self) -> bool {
        self.life.grouped.is_empty() && !self.life.some_min_size && !self.life.must_fill && !self.some_become()
    }

    /// Whether a person is on leave: none of the optional reasons.
    pub(crate) fn on_leave(&self, person: PersonIx, slot: Slot) -> bool {
        self.life.leave.find(person).unwrap_or(&self.people[person].away).has(slot.at())
    }

    #[cfg(test)]
    /// Whether a room is closed: none of the optional reasons.
    pub(crate) fn closed(&self, room: RoomIx, slot: Slot) -> bool {
        self.life.closed.find(room).unwrap_or(&self.rooms[room].closed).has(slot.at())
    }

    #[cfg(test)]
    /// Whether a trainer is away: none of the optional reasons.
    pub(crate) fn away(&self, trainer: TrainerIx, slot: Slot) -> bool {
        self.life.away.find(trainer).unwrap_or(&self.trainers[trainer].away).has(slot.at())
    }

    /// The slots in which a room is made ready for a session of a module.
    pub(crate) fn set_up(&self, module: ModuleIx, slot: Slot) -> &[Slot] {
        let at = self.working.partition_point(|working| *working < slot);
        self.working.get(at.saturating_sub(self.modules[module].set_up)..at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_offered_as_often_as_people_stay_away_but_only_where_there_is_space() {
        // Seats, of a thousand so many do not come, space beyond the seats: seats offered.
        let table =
            [(30, 0, 9, 30), (30, 100, 0, 30), (30, 100, 9, 33), (30, 100, 2, 32), (30, 500, 99, 60), (0, 100, 9, 0)];
        for (seats, rate, space, offered) in table {
            assert_eq!(seats_offered(seats, rate, space), offered, "{seats} {rate} {space}");
        }
    }
}
