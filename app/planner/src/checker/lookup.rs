//! The instance by id.

use crate::format::{Facility, Instance, Module, Role, Room, Trainee, Trainer};
use std::collections::HashMap;

pub(super) struct Lookup<'a> {
    pub(super) instance: &'a Instance,
    pub(super) trainees: HashMap<&'a str, &'a Trainee>,
    pub(super) roles: HashMap<&'a str, &'a Role>,
    pub(super) modules: HashMap<&'a str, &'a Module>,
    pub(super) rooms: HashMap<&'a str, &'a Room>,
    pub(super) trainers: HashMap<&'a str, &'a Trainer>,
    pub(super) facilities: HashMap<&'a str, &'a Facility>,
    blocks: HashMap<&'a str, usize>,
    districts: HashMap<&'a str, &'a str>,
    /// Number of the working day of each calendar day, from 1.
    ordinal: Vec<i64>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        let mut working = 0;
        Self {
            instance,
            trainees: instance.trainees.iter().map(|x| (x.id.as_str(), x)).collect(),
            roles: instance.roles.iter().map(|x| (x.id.as_str(), x)).collect(),
            modules: instance.modules.iter().map(|x| (x.id.as_str(), x)).collect(),
            rooms: instance.rooms.iter().map(|x| (x.id.as_str(), x)).collect(),
            trainers: instance.trainers.iter().map(|x| (x.id.as_str(), x)).collect(),
            facilities: instance.facilities.iter().map(|x| (x.id.as_str(), x)).collect(),
            blocks: instance.blocks.iter().enumerate().map(|(i, b)| (b.id.as_str(), i)).collect(),
            districts: instance.blocks.iter().map(|b| (b.id.as_str(), b.district.as_str())).collect(),
            ordinal: instance
                .days
                .iter()
                .map(|day| {
                    working += i64::from(day.working);
                    working
                })
                .collect(),
        }
    }

    /// Kilometres between two blocks. Unknown blocks are refused when an instance is read, and count as next door here.
    pub(super) fn km(&self, a: &str, b: &str) -> i64 {
        let at = |id: &str| self.blocks.get(id).copied().unwrap_or(usize::MAX);
        self.instance.distance_km.get(at(a)).and_then(|row| row.get(at(b))).copied().unwrap_or(0)
    }

    /// Whether a block's district has a public holiday.
    pub(super) fn day_off(&self, block: &str, day: usize) -> bool {
        let off = self.instance.days.get(day).map_or(&[][..], |day| day.holiday_in.as_slice());
        !off.is_empty() && self.districts.get(block).is_some_and(|district| off.iter().any(|d| d == district))
    }

    pub(super) fn ordinal(&self, day: usize) -> i64 {
        self.ordinal.get(day).copied().unwrap_or(0)
    }

    pub(super) fn modules_of(&self, person: &Trainee) -> &'a [String] {
        self.roles.get(person.role.as_str()).map_or(&[], |role| role.modules.as_slice())
    }

    pub(super) fn block_of(&self, person: &Trainee) -> &'a str {
        self.facilities.get(person.facility.as_str()).map_or("", |f| f.block.as_str())
    }

    pub(super) fn cadre_of(&self, person: &Trainee) -> &'a str {
        self.roles.get(person.role.as_str()).map_or("", |role| role.cadre.as_str())
    }
}
