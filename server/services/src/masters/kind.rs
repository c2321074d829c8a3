//! The lists of the masters and what their columns hold.

/// A list of the masters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Districts.
    Districts,
    /// Blocks of the districts.
    Blocks,
    /// Road distances between blocks.
    Distances,
    /// Health facilities.
    Facilities,
    /// Modules.
    Modules,
    /// Roles and the modules each needs.
    Roles,
    /// Designations and the role of each.
    Designations,
    /// Venues.
    Venues,
    /// Rooms of the venues.
    Rooms,
    /// Half-days on which a room can not be used.
    RoomClosed,
    /// Trainers.
    Trainers,
    /// Half-days on which a trainer is away.
    TrainerAway,
    /// Days of the calendar.
    Calendar,
    /// Public holidays of single districts.
    DistrictHolidays,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The row's own id, given by hand.
    Id,
    /// A line of text, at most 200 characters.
    Text,
    /// A longer text, at most 1,000 characters.
    Long,
    /// A whole number between two limits.
    Number(i64, i64),
    /// Yes or no: 1 or 0.
    Flag,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// 0 morning, 1 afternoon.
    Half,
    /// Several texts between semicolons.
    List,
    /// The id of a row in another list.
    Ref(Kind),
    /// Several ids of another list between spaces.
    Refs(Kind),
    /// The staff id of a person.
    Staff,
    /// The staff id of a trainer.
    Trainer,
}

/// A column of a list: its name in forms and files, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name in forms and files.
    pub name: &'static str,
    /// What it holds.
    pub cell: Cell,
    /// Whether it may be empty.
    pub required: bool,
}

const fn must(name: &'static str, cell: Cell) -> Column {
    Column { name, cell, required: true }
}

const fn may(name: &'static str, cell: Cell) -> Column {
    Column { name, cell, required: false }
}

/// Most half-days of one session: a week of six days.
const MOST_DURATION: i64 = 12;
/// Most who teach together with the trainer, as in the planner's instances ([`abhyas_planner::format::Module::MOST_CO_TRAINERS`]).
const MOST_CO_TRAINERS: i64 = 2;
/// Most half-days in which a room is made ready, as in the planner's instances.
const MOST_SET_UP: i64 = 10;
/// Most working days between the decision about a session and the session: ten weeks.
const MOST_GO_NO_GO_DAYS: i64 = 60;
/// Of a thousand people more than so many staying away is a slip of the finger, as in the planner's instances.
const MOST_NO_SHOW: i64 = 500;
/// Most other rooms that join one session.
const MOST_LINKS: i64 = 20;

const NAME_HI: Column = must("name_hi", Cell::Text);
const NAME_EN: Column = must("name_en", Cell::Text);
const ID: Column = must("id", Cell::Id);
const ALIASES: Column = may("aliases", Cell::List);
const ACTIVE: Column = may("active", Cell::Flag);
const DAY: Column = must("day", Cell::Day);
const HALF: Column = must("half", Cell::Half);
const DISTRICT: Column = must("district", Cell::Ref(Kind::Districts));
const MODULES: &[Column] = &[
    ID,
    NAME_HI,
    NAME_EN,
    must("max_size", Cell::Number(1, 500)),
    may("equipment", Cell::List),
    may("prerequisites", Cell::Refs(Kind::Modules)),
    may("duration", Cell::Number(1, MOST_DURATION)),
    may("co_trainers", Cell::Number(0, MOST_CO_TRAINERS)),
    may("set_up", Cell::Number(0, MOST_SET_UP)),
    may("min_size", Cell::Number(0, 500)),
    may("min_size_hard", Cell::Flag),
    may("go_no_go_days", Cell::Number(0, MOST_GO_NO_GO_DAYS)),
    may("no_show_permille", Cell::Number(0, MOST_NO_SHOW)),
    may("links", Cell::Number(0, MOST_LINKS)),
];

impl Kind {
    /// All lists, in an order in which each needs only those before it.
    pub const ALL: [Self; 14] = [
        Self::Districts,
        Self::Blocks,
        Self::Distances,
        Self::Facilities,
        Self::Modules,
        Self::Roles,
        Self::Designations,
        Self::Venues,
        Self::Rooms,
        Self::Calendar,
        Self::DistrictHolidays,
        Self::RoomClosed,
        Self::Trainers,
        Self::TrainerAway,
    ];

    /// The name in addresses and file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Districts => "districts",
            Self::Blocks => "blocks",
            Self::Distances => "distances",
            Self::Facilities => "facilities",
            Self::Modules => "modules",
            Self::Roles => "roles",
            Self::Designations => "designations",
            Self::Venues => "venues",
            Self::Rooms => "rooms",
            Self::RoomClosed => "room-closed",
            Self::Trainers => "trainers",
            Self::TrainerAway => "trainer-away",
            Self::Calendar => "calendar",
            Self::DistrictHolidays => "district-holidays",
        }
    }

    /// The list of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The columns, in the order of screens and files.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Districts => const { &[ID, NAME_HI, NAME_EN, must("position", Cell::Number(0, 999))] },
            Self::Blocks => const { &[ID, DISTRICT, NAME_HI, NAME_EN, ALIASES] },
            Self::Distances => {
                const {
                    &[
                        must("from_block", Cell::Ref(Kind::Blocks)),
                        must("to_block", Cell::Ref(Kind::Blocks)),
                        must("km", Cell::Number(0, 2000)),
                    ]
                }
            }
            Self::Facilities => {
                const {
                    &[
                        ID,
                        DISTRICT,
                        must("block", Cell::Ref(Kind::Blocks)),
                        must("kind", Cell::Text),
                        NAME_HI,
                        NAME_EN,
                        ALIASES,
                        ACTIVE,
                    ]
                }
            }
            Self::Modules => MODULES,
            Self::Roles => {
                const { &[ID, NAME_HI, NAME_EN, must("cadre", Cell::Text), may("modules", Cell::Refs(Kind::Modules))] }
            }
            Self::Designations => const { &[must("name", Cell::Text), may("role", Cell::Ref(Kind::Roles)), ALIASES] },
            Self::Venues => {
                const {
                    &[
                        ID,
                        must("block", Cell::Ref(Kind::Blocks)),
                        NAME_HI,
                        NAME_EN,
                        may("directions_hi", Cell::Long),
                        may("directions_en", Cell::Long),
                        ACTIVE,
                    ]
                }
            }
            Self::Rooms => {
                const {
                    &[
                        ID,
                        must("venue", Cell::Ref(Kind::Venues)),
                        NAME_HI,
                        NAME_EN,
                        must("capacity", Cell::Number(1, 500)),
                        may("equipment", Cell::List),
                        ACTIVE,
                        may("link", Cell::Flag),
                        may("overbook_max", Cell::Number(0, 500)),
                    ]
                }
            }
            Self::RoomClosed => const { &[must("room", Cell::Ref(Kind::Rooms)), DAY, HALF, may("reason", Cell::Text)] },
            Self::Trainers => {
                const {
                    &[
                        must("staff_id", Cell::Staff),
                        must("home_block", Cell::Ref(Kind::Blocks)),
                        must("modules", Cell::Refs(Kind::Modules)),
                        must("max_per_day", Cell::Number(1, 2)),
                        must("max_per_week", Cell::Number(1, 14)),
                        must("max_total", Cell::Number(1, 1000)),
                        ACTIVE,
                        may("from_day", Cell::Day),
                        may("once_trained", Cell::Flag),
                        may("delay_days", Cell::Number(0, 90)),
                    ]
                }
            }
            Self::TrainerAway => const { &[must("trainer", Cell::Trainer), DAY, HALF] },
            Self::Calendar => {
                const { &[DAY, must("working", Cell::Flag), may("holiday_hi", Cell::Text), may("holiday_en", Cell::Text)] }
            }
            Self::DistrictHolidays => {
                const { &[DAY, DISTRICT, must("holiday_hi", Cell::Text), must("holiday_en", Cell::Text)] }
            }
        }
    }

    /// How many of the first columns name a row.
    #[must_use]
    pub const fn key_columns(self) -> usize {
        match self {
            Self::Distances | Self::DistrictHolidays => 2,
            Self::RoomClosed | Self::TrainerAway => 3,
            _ => 1,
        }
    }

    /// Whether rows can be removed. The others are kept, because people, sessions and certificates refer to them.
    #[must_use]
    pub const fn removable(self) -> bool {
        matches!(self, Self::RoomClosed | Self::TrainerAway | Self::Calendar | Self::DistrictHolidays)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_a_list_refers_to_earlier_ones_only() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            for column in kind.columns() {
                if let Cell::Ref(other) | Cell::Refs(other) = column.cell {
                    let place = Kind::ALL.iter().position(|k| *k == other).unwrap();
                    assert!(place <= at, "{kind:?} before {other:?}");
                }
            }
        }
    }
}
