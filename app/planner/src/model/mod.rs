//! The instance in dense numbers: what the search and the explanations look things up in.

mod build;
pub(crate) mod life;
mod span;

use crate::format::{FormatError, Instance, Weights};
use crate::index::{Bits, BlockIx, Day, Grid, IndexVec, ModuleIx, PersonIx, PostIx, RoomIx, Slot, TrainerIx, WishIx};
use std::collections::HashMap;

pub(crate) struct Model {
    pub(crate) weights: Weights,
    pub(crate) max_sessions: usize,
    pub(crate) slots: IndexVec<Slot, SlotInfo>,
    /// Slots in which sessions may be held, in order.
    pub(crate) working: Vec<Slot>,
    pub(crate) days: IndexVec<Day, DayInfo>,
    pub(crate) weeks: usize,
    pub(crate) km: Grid<BlockIx, BlockIx, i64>,
    pub(crate) trainee_max_km: i64,
    pub(crate) trainer_same_day_max_km: i64,
    pub(crate) rooms: IndexVec<RoomIx, Room>,
    pub(crate) modules: IndexVec<ModuleIx, Module>,
    /// Rooms with a module's equipment that people of a block can travel to, nearest first: where their seats are looked for.
    pub(crate) near: Grid<ModuleIx, BlockIx, Vec<RoomIx>>,
    /// The trainers of a module who can travel to a room.
    pub(crate) teachers: Grid<ModuleIx, RoomIx, Vec<TrainerIx>>,
    /// The wishes for a module in a block.
    pub(crate) of_block: Grid<ModuleIx, BlockIx, Vec<WishIx>>,
    /// The blocks from which people can travel to a room, nearest first.
    pub(crate) around: IndexVec<RoomIx, Vec<BlockIx>>,
    pub(crate) trainers: IndexVec<TrainerIx, Trainer>,
    pub(crate) people: IndexVec<PersonIx, Person>,
    /// How many posts there are.
    pub(crate) posts: usize,
    /// How many of a post may be in training in a slot, leave taken off; zero or less: nobody.
    pub(crate) cover: Grid<PostIx, Slot, i16>,
    pub(crate) wishes: IndexVec<WishIx, Wish>,
    pub(crate) names: Names,
    /// What the optional parts of the instance say.
    pub(crate) life: life::Life,
    /// Which half-days long sessions take.
    spans: span::Spans,
}

/// Ids to numbers; numbers to ids are in the records.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) rooms: HashMap<String, RoomIx>,
    pub(crate) modules: HashMap<String, ModuleIx>,
    pub(crate) trainers: HashMap<String, TrainerIx>,
    pub(crate) people: HashMap<String, PersonIx>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct SlotInfo {
    pub(crate) day: Day,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct DayInfo {
    pub(crate) working: bool,
    /// Working-day number from 1.
    pub(crate) ordinal: i64,
    pub(crate) weekday: u8,
    /// Dense week number.
    pub(crate) week: usize,
}

pub(crate) struct Room {
    pub(crate) id: String,
    pub(crate) venue: u32,
    pub(crate) block: BlockIx,
    pub(crate) capacity: usize,
    /// People who may be invited beyond that.
    pub(crate) overbook_max: usize,
    /// Whether it has what a session by link needs.
    pub(crate) link: bool,
    pub(crate) closed: Bits,
}

pub(crate) struct Module {
    pub(crate) id: String,
    pub(crate) max_size: usize,
    /// Half-days that a session takes, at least one.
    pub(crate) half_days: usize,
    /// Of a thousand people with a seat so many do not come.
    pub(crate) no_show_permille: u32,
    /// Half-days before a session in which its room is made ready.
    pub(crate) set_up: usize,
    /// How many teach together with the trainer.
    pub(crate) co_trainers: usize,
    /// How many other rooms may join a session by a link.
    pub(crate) links: usize,
    /// Fewer people are too few, and whether that breaks a rule.
    pub(crate) min_size: usize,
    pub(crate) min_size_hard: bool,
    /// Rooms with the equipment.
    pub(crate) rooms: Vec<RoomIx>,
    pub(crate) trainers: Vec<TrainerIx>,
    pub(crate) before: Vec<ModuleIx>,
    pub(crate) wishes: Vec<WishIx>,
    /// Least number of sessions that the facilities' cover allows: ⌈colleagues / how many may be away⌉, the worst post.
    pub(crate) least_sessions: usize,
    /// Length of the longest chain of modules it builds on.
    pub(crate) depth: usize,
}

pub(crate) struct Trainer {
    pub(crate) id: String,
    pub(crate) home: BlockIx,
    pub(crate) away: Bits,
    /// Rooms in reach of home.
    pub(crate) reach: Bits,
    pub(crate) max_per_day: usize,
    pub(crate) max_per_week: usize,
    pub(crate) max_total: usize,
}

pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) role: u32,
    pub(crate) facility: u32,
    pub(crate) post: PostIx,
    pub(crate) block: BlockIx,
    pub(crate) away: Bits,
    /// Weekdays that suit, one bit each; all if none was named.
    pub(crate) suits: u8,
    pub(crate) wishes: Vec<WishIx>,
}

pub(crate) struct Wish {
    pub(crate) person: PersonIx,
    pub(crate) module: ModuleIx,
    /// Wishes of the same person that must come earlier, and later.
    pub(crate) before: Vec<WishIx>,
    pub(crate) after: Vec<WishIx>,
}

impl Model {
    /// Numbers an instance.
    ///
    /// # Errors
    /// The instance's own faults.
    pub(crate) fn build(instance: &Instance) -> Result<Self, FormatError> {
        instance.check()?;
        Ok(build::model(instance))
    }

    /// The slot of a number in a document; `None` outside the calendar.
    pub(crate) fn slot(&self, number: i64) -> Option<Slot> {
        let at = usize::try_from(number).ok()?;
        (at < self.slots.len()).then(|| crate::index::Ix::new(at))
    }

    /// The calendar day of a slot.
    #[inline]
    pub(crate) fn day(&self, slot: Slot) -> DayInfo {
        self.days[self.slots[slot].day]
    }

    /// Seats of a module that are offered in a room.
    #[inline]
    pub(crate) fn seats(&self, module: ModuleIx, room: RoomIx) -> usize {
        let (module, room) = (&self.modules[module], &self.rooms[room]);
        life::seats_offered(module.max_size.min(room.capacity), module.no_show_permille, room.overbook_max)
    }

    /// Kilometres from a person's facility to a room.
    #[inline]
    pub(crate) fn way(&self, person: PersonIx, room: RoomIx) -> i64 {
        self.km[(self.people[person].block, self.rooms[room].block)]
    }

    /// The wish of a person for a module.
    pub(crate) fn wish(&self, person: PersonIx, module: ModuleIx) -> Option<WishIx> {
        self.people[person].wishes.iter().copied().find(|w| self.wishes[*w].module == module)
    }
}
