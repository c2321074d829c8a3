//! One reason why a seat is missing, and its words.

use crate::rule::Rule;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// One reason why a seat is missing. What trainers and rooms can give is counted in half-days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// No room that they can travel to has the equipment.
    NoRoom,
    /// Nobody who teaches the module can travel to a room that they can travel to.
    NoTrainer,
    /// The module needs another one first, and in that one there is no seat for them.
    Before {
        /// The module that comes first.
        module: String,
    },
    /// The module waits, through others, for itself: nobody who needs them all can begin with any of them.
    Circle {
        /// The modules, each after the one that it needs; the first needs the last.
        modules: Vec<String>,
    },
    /// The person's own calendar is too full of leave.
    Leave {
        /// Half-days that the person's modules take.
        needed: i64,
        /// Half-days on which the person is there.
        free: i64,
    },
    /// Colleagues together need more half-days than the service cover of their post leaves.
    Cover {
        /// The facility.
        facility: String,
        /// The cadre.
        cadre: String,
        /// How many colleagues.
        people: i64,
        /// Half-days of training that they need.
        needed: i64,
        /// Half-days for which one of them may be away.
        left: i64,
    },
    /// Trainers may teach fewer half-days than are needed. These modules share these trainers.
    Trainers {
        /// The modules.
        modules: Vec<String>,
        /// The district whose people need them; `None`: the whole programme.
        district: Option<String>,
        /// How many trainers.
        trainers: i64,
        /// Half-days that they may teach at most.
        may_hold: i64,
        /// Half-days that are needed at least.
        needed: i64,
    },
    /// Rooms could join each other's sessions by a link, so that one trainer teaches several at once, but the module does not
    /// allow it.
    Links {
        /// The module.
        module: String,
        /// How many of its rooms have what a link needs.
        rooms: i64,
    },
    /// Rooms are open for fewer half-days than are needed. These modules share these rooms.
    Rooms {
        /// The modules.
        modules: Vec<String>,
        /// How many rooms.
        rooms: i64,
        /// Half-days on which they are open.
        open: i64,
        /// Half-days that are needed at least.
        needed: i64,
    },
    /// All modules together need more sessions than the programme may hold.
    Sessions {
        /// Sessions that are needed at least.
        needed: i64,
        /// The limit.
        limit: i64,
    },
    /// Of colleagues only so many may be away at once, so their module is needed at more different times than it is held.
    Apart {
        /// The facility.
        facility: String,
        /// The cadre.
        cadre: String,
        /// How many of them need the module.
        people: i64,
        /// How many of them could go to the sessions that are held.
        left: i64,
    },
    /// Nothing forbids it, but no session is held that they can reach.
    NoSession,
    /// A seat is free: the search had too little time.
    Free,
    /// The rules that keep them out of the nearest session.
    Rules(Vec<Rule>),
}

/// The words of a [`Reason`] (those of [`Reason::Rules`] are the rules' own).
pub mod codes {
    abhyas_core::codes! {
        /// [`Reason::NoRoom`](super::Reason::NoRoom).
        NO_ROOM = "plan.short_no_room";
        /// [`Reason::NoTrainer`](super::Reason::NoTrainer).
        NO_TRAINER = "plan.short_no_trainer";
        /// [`Reason::Before`](super::Reason::Before).
        BEFORE = "plan.short_before";
        /// [`Reason::Circle`](super::Reason::Circle).
        CIRCLE = "plan.short_circle";
        /// [`Reason::Leave`](super::Reason::Leave).
        LEAVE = "plan.short_leave";
        /// [`Reason::Cover`](super::Reason::Cover).
        COVER = "plan.short_cover";
        /// [`Reason::Trainers`](super::Reason::Trainers).
        TRAINERS = "plan.short_trainers";
        /// [`Reason::Links`](super::Reason::Links).
        LINKS = "plan.short_links";
        /// [`Reason::Rooms`](super::Reason::Rooms).
        ROOMS = "plan.short_rooms";
        /// [`Reason::Sessions`](super::Reason::Sessions).
        SESSIONS = "plan.short_sessions";
        /// [`Reason::Apart`](super::Reason::Apart).
        APART = "plan.short_apart";
        /// [`Reason::NoSession`](super::Reason::NoSession).
        NO_SESSION = "plan.short_no_session";
        /// [`Reason::Free`](super::Reason::Free).
        FREE = "plan.short_free";
    }
}

/// How what a [`Reason`] speaks of is called. Ids go in, names come out.
pub trait Names {
    /// A module, e.g. "M12 Maternity".
    fn module(&self, id: &str) -> String;
    /// A district.
    fn district(&self, id: &str) -> String;
    /// A facility.
    fn facility(&self, id: &str) -> String;
    /// A cadre.
    fn cadre(&self, id: &str) -> String;
    /// The programme as a whole.
    fn everywhere(&self) -> String;
}

impl Reason {
    pub(super) fn told(&self, module: &str, district: &str, names: &dyn Names) -> Vec<Refusal> {
        let (module, district) = (names.module(module), names.district(district));
        let of = |modules: &[String]| modules.iter().map(|m| names.module(m)).collect::<Vec<_>>().join(", ");
        let here = |code| Refusal::new(code).with("module", &module).with("district", &district);
        let one = match self {
            Self::NoRoom => here(codes::NO_ROOM),
            Self::NoTrainer => here(codes::NO_TRAINER),
            Self::NoSession => here(codes::NO_SESSION),
            Self::Free => here(codes::FREE),
            Self::Before { module: first } => Refusal::new(codes::BEFORE).with("first", names.module(first)),
            Self::Circle { modules } => {
                let round: Vec<String> = modules.iter().chain(modules.first()).map(|m| names.module(m)).collect();
                Refusal::new(codes::CIRCLE).with("modules", round.join(" → "))
            }
            Self::Leave { needed, free } => Refusal::new(codes::LEAVE).with("needed", needed).with("free", free),
            Self::Cover { facility, cadre, people, needed, left } => Refusal::new(codes::COVER)
                .with("facility", names.facility(facility))
                .with("cadre", names.cadre(cadre))
                .with("people", people)
                .with("needed", needed)
                .with("left", left),
            Self::Trainers { modules, district, trainers, may_hold, needed } => {
                let missing = needed - may_hold;
                let place = district.as_deref().map_or_else(|| names.everywhere(), |d| names.district(d));
                Refusal::new(codes::TRAINERS)
                    .with("modules", of(modules))
                    .with("place", place)
                    .with("trainers", trainers)
                    .with("may_hold", may_hold)
                    .with("needed", needed)
                    .with("more", missing)
                    .with("each", (missing + trainers - 1) / (*trainers).max(1))
            }
            Self::Links { module, rooms } => {
                Refusal::new(codes::LINKS).with("module", names.module(module)).with("rooms", rooms)
            }
            Self::Rooms { modules, rooms, open, needed } => Refusal::new(codes::ROOMS)
                .with("modules", of(modules))
                .with("rooms", rooms)
                .with("open", open)
                .with("needed", needed)
                .with("more", needed - open),
            Self::Sessions { needed, limit } => {
                Refusal::new(codes::SESSIONS).with("needed", needed).with("limit", limit).with("more", needed - limit)
            }
            Self::Apart { facility, cadre, people, left } => Refusal::new(codes::APART)
                .with("module", module)
                .with("facility", names.facility(facility))
                .with("cadre", names.cadre(cadre))
                .with("people", people)
                .with("left", left),
            Self::Rules(rules) => return rules.iter().map(|rule| Refusal::new(rule.code())).collect(),
        };
        vec![one]
    }
}
