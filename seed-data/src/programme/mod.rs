//! The demonstration's programme: the files of `data/` as typed rows.
//!
//! Ids are stable: they appear in plans, exports and URLs. Days are numbers of working days, because the calendar begins
//! relative to the day the demonstration is first loaded ([`calendar`]).

pub mod calendar;
pub mod distance;
mod read;
pub mod rows;
pub mod rules;
#[cfg(test)]
mod tests;

pub use read::SeedError;
use read::csv_rows;
pub use rows::*;
pub use rules::Rules;

/// The roster as a district sends it (Excel): 1,522 rows, 22 of them faulty, 40 to be confirmed.
pub const ROSTER_XLSX: &[u8] = include_bytes!("../../data/roster.xlsx");
/// The name under which the roster is imported.
pub const ROSTER_NAME: &str = "roster.xlsx";
/// 62 rows of the roster, nearly all of one district (CSV, UTF-8): 60 good or to be confirmed, 2 faulty.
pub const ROSTER_SMALL_CSV: &[u8] = include_bytes!("../../data/roster-small.csv");
/// The name under which the small roster is imported.
pub const ROSTER_SMALL_NAME: &str = "roster-small.csv";

/// Everything an officer would otherwise type in before a roster can be imported and a plan made.
#[derive(Debug, Clone)]
pub struct Masters {
    /// Four districts.
    pub districts: Vec<District>,
    /// Their blocks, with approximate coordinates.
    pub blocks: Vec<Block>,
    /// Public health facilities.
    pub facilities: Vec<Facility>,
    /// Designations and the role of each.
    pub designations: Vec<Designation>,
    /// Roles and the modules each needs.
    pub roles: Vec<Role>,
    /// The 18 modules.
    pub modules: Vec<Module>,
    /// Places of sessions.
    pub venues: Vec<Venue>,
    /// Their rooms.
    pub rooms: Vec<Room>,
    /// When a room can not be used.
    pub room_closed: Vec<RoomClosed>,
    /// Trainers (synthetic persons).
    pub trainers: Vec<Trainer>,
    /// When a trainer is away.
    pub trainer_away: Vec<TrainerAway>,
    /// Holidays.
    pub holidays: Vec<Holiday>,
    /// Sign-ins of the demonstration.
    pub accounts: Vec<Account>,
    /// Limits, cover, weights.
    pub rules: Rules,
}

macro_rules! file {
    ($name:literal) => {
        csv_rows($name, include_str!(concat!("../../data/", $name)))
    };
}

impl Masters {
    /// Reads the files that are part of the program.
    ///
    /// # Errors
    /// [`SeedError`] names the file and the line that can not be read; a test keeps that from happening.
    pub fn read() -> Result<Self, SeedError> {
        Ok(Self {
            districts: file!("districts.csv")?,
            blocks: file!("blocks.csv")?,
            facilities: facilities()?,
            designations: designations()?,
            roles: roles()?,
            modules: modules()?,
            venues: file!("venues.csv")?,
            rooms: file!("rooms.csv")?,
            room_closed: file!("room_closed.csv")?,
            trainers: file!("trainers.csv")?,
            trainer_away: file!("trainer_away.csv")?,
            holidays: file!("holidays.csv")?,
            accounts: file!("accounts.csv")?,
            rules: rules::read()?,
        })
    }
}

/// The districts alone.
///
/// # Errors
/// As [`Masters::read`].
pub fn districts() -> Result<Vec<District>, SeedError> {
    file!("districts.csv")
}

/// The blocks alone: what a roster import needs to know beside [`facilities`] and [`designations`].
///
/// # Errors
/// As [`Masters::read`].
pub fn blocks() -> Result<Vec<Block>, SeedError> {
    file!("blocks.csv")
}

/// The facilities alone.
///
/// # Errors
/// As [`Masters::read`].
pub fn facilities() -> Result<Vec<Facility>, SeedError> {
    file!("facilities.csv")
}

/// The designations alone.
///
/// # Errors
/// As [`Masters::read`].
pub fn designations() -> Result<Vec<Designation>, SeedError> {
    file!("designations.csv")
}

/// The roles alone.
///
/// # Errors
/// As [`Masters::read`].
pub fn roles() -> Result<Vec<Role>, SeedError> {
    file!("roles.csv")
}

/// The modules alone.
///
/// # Errors
/// As [`Masters::read`].
pub fn modules() -> Result<Vec<Module>, SeedError> {
    file!("modules.csv")
}

/// The rules alone: what a new programme begins with.
///
/// # Errors
/// As [`Masters::read`].
pub fn rules() -> Result<Rules, SeedError> {
    rules::read()
}
