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
    /// Of a thousand people with a seat so many did not come, for modules that do not say.
    #[serde(default, skip_serializing_if = "is_none_of_a_thousand")]
    pub no_show_permille: u32,
    /// People who learn together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cohorts: Vec<Cohort>,
}

/// People who learn together: of each module they sit in as few sessions as its largest room allows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// Id.
    pub id: String,
    /// Whether they must: a further session breaks a rule. Otherwise it has a price.
    #[serde(default)]
    pub hard: bool,
}

/// Someone who teaches once they have learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Becomes {
    /// Who is to be trained first, in this very plan: all modules of their role.
    pub trainee: String,
    /// Days between the last of them and the first day of teaching; none: the day after.
    #[serde(default)]
    pub delay_days: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_none_of_a_thousand(n: &u32) -> bool {
    *n == 0
}

/// A day of the calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Districts, by id, that have a public holiday on a day on which others work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holiday_in: Vec<String>,
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
    /// A day of a seat on a weekday that the person did not prefer.
    unpreferred_day = 40,
    /// The difference between the busiest and the least busy trainer, in half-days taught.
    trainer_load_spread = 500,
    /// Each person fewer than a session should have at least.
    below_min_size = 300,
    /// Each further session over which a cohort is spread.
    split_cohort = 400,
    /// A room that joins a session by a link: an attendant and the line. It costs no trainer and counts as
    /// no session of its own.
    link = 1000,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How many people more than it seats may be invited where some do not come: what the room's safety allows if all do.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overbook_max: usize,
    /// Whether it has what a session by link needs: camera, loudspeaker, screen and a line that holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub link: bool,
}

/// One of the modules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Most people in one session.
    pub max_size: usize,
    /// Half-days that a session takes, at most 12; none: one. It takes the slot in which it begins and the next ones of working
    /// days: room, everybody who teaches and everybody who learns are there for all of them. One of at most a day ends on the
    /// day on which it begins; a longer one begins with a day's first half-day and goes on over the following working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<usize>,
    /// Most other rooms that may join a session by a link, each with its own people; none: no room joins. All of them, the
    /// session's own too, need [`Room::link`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub links: usize,
    /// What the room must have.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// Modules whose session must be over before, for those whose role requires them.
    #[serde(default)]
    pub prerequisites: Vec<String>,
    /// Half-days before a session in which its room is made ready: the last working ones, whatever day they are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub set_up: usize,
    /// Of a thousand people with a seat so many did not come, as measured; none: what [`Instance::no_show_permille`] says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_show_permille: Option<u32>,
    /// How many teach together with the trainer; the session lists them under `co_trainers`. At most
    /// [`Module::MOST_CO_TRAINERS`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub co_trainers: usize,
    /// A session for fewer people is not worth while; each one fewer has a price.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub min_size: usize,
    /// Whether such a session breaks a rule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub min_size_hard: bool,
    /// Working days before a session on which it is decided whether it takes place; none: [`Module::GO_NO_GO_DAYS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_no_go_days: Option<usize>,
}

impl Module {
    /// Most who teach together with the trainer of one session.
    pub const MOST_CO_TRAINERS: usize = 2;
    /// Working days before a session on which it is usually decided whether it takes place: a week of six days, so that the
    /// people can still be called elsewhere. An assumption.
    pub const GO_NO_GO_DAYS: usize = 6;

    /// Half-days that a session takes, at least one.
    #[must_use]
    pub fn half_days(&self) -> usize {
        self.duration.unwrap_or(1).max(1)
    }
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Most half-days taught in a day.
    pub max_per_day: usize,
    /// Most half-days taught in a week.
    pub max_per_week: usize,
    /// Most half-days taught in all.
    pub max_total: usize,
    /// The first slot in which they may teach; none: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_from: Option<usize>,
    /// They are to be trained themselves before they teach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Becomes>,
}

/// Someone who is to be trained.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Numbers of the days on whose evening a night duty begins. They are not called on that day, nor on the morning after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nights: Vec<usize>,
    /// The cohort they learn with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
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
    /// The session that it joins by a link, by id, and goes on joining ([`super::JOINS`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joins: Option<String>,
}
