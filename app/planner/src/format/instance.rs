//! The instance: calendar, places, people, and the rules between them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of the key `format`.
pub const INSTANCE_FORMAT: &str = "abhyas-sched-1";

/// What there is to plan. Ids are free texts, unique within their list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// [`INSTANCE_FORMAT`].
    pub format: String,
    /// A name for people.
    #[serde(default)]
    pub name: String,
    /// At most so many sessions.
    pub max_sessions: usize,
    /// Slots in a day; a slot's number is day × this + part of the day.
    pub slots_per_day: usize,
    /// The calendar, without gaps.
    pub days: Vec<Day>,
    /// Limits of travel.
    pub rules: Rules,
    /// The price of each soft term.
    #[serde(default)]
    pub weights: Weights,
    /// Districts.
    #[serde(default)]
    pub districts: Vec<District>,
    /// Blocks, in the order of the distance table.
    pub blocks: Vec<Block>,
    /// Kilometres between blocks.
    pub distance_km: Vec<Vec<i64>>,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Modules.
    pub modules: Vec<Module>,
    /// Roles with the modules they require.
    pub roles: Vec<Role>,
    /// Facilities.
    pub facilities: Vec<Facility>,
    /// Trainers.
    pub trainers: Vec<Trainer>,
    /// Those who are to be trained.
    pub trainees: Vec<Trainee>,
    /// Sessions that must stay as they are.
    #[serde(default)]
    pub locked: Vec<Locked>,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// 0 = Monday.
    pub weekday: u8,
    /// The week's number, for the trainers' weekly load.
    pub week: i64,
    /// Whether sessions may be held.
    pub working: bool,
    /// Why not, if it is a holiday.
    #[serde(default)]
    pub holiday: Option<String>,
}

/// Limits of travel, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Home facility to venue, trainees.
    pub trainee_max_km: i64,
    /// Home to venue, trainers.
    pub trainer_max_km: i64,
    /// Between two venues where a trainer teaches on one day.
    pub trainer_same_day_max_km: i64,
}

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident = $default:literal),+ $(,)?) => {
        /// Rupees for each soft term. A term that an instance leaves out costs nothing there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Weights { $($(#[$doc])* pub $name: i64),+ }

        impl Default for Weights {
            fn default() -> Self {
                Self { $($name: 0),+ }
            }
        }

        impl Weights {
            /// The prices of the programme: assumptions that every solver shares.
            pub const PROGRAMME: Self = Self { $($name: $default),+ };

            /// Each term's name and price.
            #[must_use]
            pub fn terms(&self) -> Vec<(&'static str, i64)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}

weights! {
    /// A session held.
    session = 4000,
    /// A seat left empty in a session.
    empty_seat = 50,
    /// A day on which a person travels.
    trainee_trip = 150,
    /// A kilometre of a person's way, there and back.
    trainee_km = 2,
    /// A kilometre of a trainer's way, there and back.
    trainer_km = 3,
    /// Each working day until the last session.
    last_day = 3000,
    /// Each working day until a person is through, summed over people.
    completion_day = 5,
    /// Each further facility in a session.
    extra_facility_in_session = 20,
    /// Each further role in a session.
    extra_role_in_session = 50,
    /// A seat on a weekday that the person did not prefer.
    unpreferred_day = 40,
    /// The difference between the busiest and the least busy trainer, in sessions.
    trainer_load_spread = 500,
    /// Replanning: a seat that is not where it was.
    moved_seat = 100,
    /// Replanning: a session that is not as it was.
    changed_session = 500,
}

/// A district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: String,
}

/// A block of a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Id.
    pub id: String,
    /// Its district.
    #[serde(default)]
    pub district: String,
}

/// A room for sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Id.
    pub id: String,
    /// The place it belongs to; nobody is sent to two venues in one day.
    pub venue: String,
    /// The block, for distances.
    pub block: String,
    /// Seats.
    pub capacity: usize,
    /// What it has.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// Slots in which it is closed.
    #[serde(default)]
    pub unavailable: Vec<usize>,
}

/// One of the modules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Most people in one session.
    pub max_size: usize,
    /// What the room must have.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// Modules that must come in an earlier slot, for those whose role requires them.
    #[serde(default)]
    pub prerequisites: Vec<String>,
}

/// What a person does at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// The cadre whose members cover for each other.
    pub cadre: String,
    /// Modules that the role requires.
    pub modules: Vec<String>,
}

/// A health facility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    /// Id.
    pub id: String,
    /// Kind, e.g. `CHC`.
    #[serde(default)]
    pub kind: String,
    /// The block, for distances.
    pub block: String,
    /// Staff and service cover by cadre.
    pub cadres: BTreeMap<String, Cadre>,
}

/// Service cover of one cadre at one facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadre {
    /// How many work there.
    pub staff: i64,
    /// At most so many in training at once.
    pub max_absent: i64,
    /// At least so many at work: neither in training nor on leave.
    pub min_present: i64,
}

/// Someone who teaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trainer {
    /// Id.
    pub id: String,
    /// Where the way to work begins.
    pub home_block: String,
    /// Modules that the trainer is qualified for.
    pub modules: Vec<String>,
    /// Slots in which the trainer is away.
    #[serde(default)]
    pub unavailable: Vec<usize>,
    /// Most sessions in a day.
    pub max_per_day: usize,
    /// Most sessions in a week.
    pub max_per_week: usize,
    /// Most sessions in all.
    pub max_total: usize,
}

/// Someone who is to be trained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trainee {
    /// Id.
    pub id: String,
    /// The role, which says the modules.
    pub role: String,
    /// Where the person works.
    pub facility: String,
    /// Slots on leave.
    #[serde(default)]
    pub unavailable: Vec<usize>,
    /// Weekdays that suit (0 = Monday); none = any.
    #[serde(default)]
    pub preferred_weekdays: Vec<u8>,
}

/// A session that must stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// The session's id.
    pub id: String,
    /// Its module.
    pub module: String,
    /// Its room.
    pub room: String,
    /// Its slot.
    pub slot: i64,
    /// Its trainer.
    pub trainer: String,
    /// Exactly these people, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainees: Option<Vec<String>>,
    /// These people must be among them; who else comes is free. A key of ours: whoever does not know it plans without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep: Vec<String>,
}
