//! The hard rules of a plan, each with the code under which people are told of it.

use abhyas_core::Code;
use serde::{Deserialize, Serialize};

abhyas_core::codes! {
    /// H01: someone sits in a module the role does not ask for, twice in one module, or is not known.
    RIGHT_PEOPLE = "plan.right_people";
    /// H02: more people than seats.
    SEATS = "plan.seats";
    /// H03: the room lacks equipment the module needs.
    EQUIPMENT = "plan.equipment";
    /// H04: two sessions in one room at one time.
    ROOM_TWICE = "plan.room_twice";
    /// H05: the room is closed.
    ROOM_CLOSED = "plan.room_closed";
    /// H06: the trainer is not qualified for the module.
    TRAINER_SKILL = "plan.trainer_skill";
    /// H07: the trainer holds two sessions at one time.
    TRAINER_TWICE = "plan.trainer_twice";
    /// H08: the trainer is away.
    TRAINER_AWAY = "plan.trainer_away";
    /// H09: the trainer's load in a day, a week or in all, in half-days.
    TRAINER_LOAD = "plan.trainer_load";
    /// H10: someone sits in two sessions at one time.
    PERSON_TWICE = "plan.person_twice";
    /// H11: someone is on leave.
    PERSON_AWAY = "plan.person_away";
    /// H12: a module before the one it builds on.
    ORDER = "plan.order";
    /// H13: a holiday, a Sunday or a day outside the calendar.
    WORKING_DAY = "plan.working_day";
    /// H14: too few colleagues stay at the facility.
    SERVICE_COVER = "plan.service_cover";
    /// H15: too far, or two venues in one day.
    TRAVEL = "plan.travel";
    /// H16: more sessions than the programme may hold.
    SESSION_LIMIT = "plan.session_limit";
    /// H17: a pinned session was changed.
    PINNED = "plan.pinned";
    /// H18: a public holiday of the room's, the trainer's or the person's district.
    DISTRICT_HOLIDAY = "plan.district_holiday";
    /// H19: someone is called on the day of a night duty or the morning after.
    NIGHT_DUTY = "plan.night_duty";
    /// H20: the trainer may not teach yet.
    TRAINER_NOT_YET = "plan.trainer_not_yet";
    /// H21: the room can not be made ready before the session.
    SET_UP = "plan.set_up";
    /// H22: a session for too few people.
    MIN_SIZE = "plan.min_size";
    /// H23: people of one cohort in more sessions of a module than need be.
    COHORT = "plan.cohort";
    /// H24: fewer trainers at once than the module needs.
    CO_TRAINERS = "plan.co_trainers";
    /// H25: a session of several half-days that does not fit into working days.
    DURATION = "plan.duration";
    /// H26: a room that joins a session by a link has not the session's module, time and trainer, or may not join.
    LINK = "plan.link";
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:ident),+ $(,)?) => {
        /// A hard rule. The names H01… are those of the file format; those after H17 speak of its optional parts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule { $($(#[$doc])* $name),+ }

        impl Rule {
            /// Every rule in order.
            pub const ALL: [Self; 26] = [$(Self::$name),+];

            /// The short name, e.g. `H14`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }

            /// The refusal's code.
            #[must_use]
            pub const fn code(self) -> Code {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

rules! {
    /// Right people, once each.
    H01 = RIGHT_PEOPLE,
    /// Seats = the smaller of room and module.
    H02 = SEATS,
    /// Equipment.
    H03 = EQUIPMENT,
    /// One session per room and slot.
    H04 = ROOM_TWICE,
    /// The room is open.
    H05 = ROOM_CLOSED,
    /// The trainer is qualified.
    H06 = TRAINER_SKILL,
    /// One session per trainer and slot.
    H07 = TRAINER_TWICE,
    /// The trainer is there.
    H08 = TRAINER_AWAY,
    /// Trainer's load.
    H09 = TRAINER_LOAD,
    /// One session per person and slot.
    H10 = PERSON_TWICE,
    /// Nobody on leave.
    H11 = PERSON_AWAY,
    /// What a module builds on is over before it begins.
    H12 = ORDER,
    /// Working days only.
    H13 = WORKING_DAY,
    /// Service cover at the facility.
    H14 = SERVICE_COVER,
    /// Travel.
    H15 = TRAVEL,
    /// At most so many sessions.
    H16 = SESSION_LIMIT,
    /// Pinned sessions stay.
    H17 = PINNED,
    /// No public holiday of a district.
    H18 = DISTRICT_HOLIDAY,
    /// Rest around a night duty.
    H19 = NIGHT_DUTY,
    /// The trainer may teach already.
    H20 = TRAINER_NOT_YET,
    /// The room is made ready before.
    H21 = SET_UP,
    /// Enough people.
    H22 = MIN_SIZE,
    /// Cohorts stay together.
    H23 = COHORT,
    /// Enough trainers at once.
    H24 = CO_TRAINERS,
    /// The session fits into working days.
    H25 = DURATION,
    /// A joined room goes with the session that it joins.
    H26 = LINK,
}
