//! The masters of a programme: places, modules and roles, venues, trainers, calendar, rules, clock.
//!
//! Every list is a [`Kind`] with named columns ([`Kind::columns`]). One way leads in, whether a person fills in a form or
//! sends a file of a thousand rows ([`save()`]): each cell is checked by what its column holds, then the row by the rules of
//! its list, then all rows are written in one transaction. One way leads out ([`table()`], [`export()`]), so that an export
//! can be corrected in a spreadsheet and imported again.

mod begin;
mod cells;
mod clock;
mod exchange;
mod kind;
mod kinds;
mod known;
mod levels;
mod matrix;
mod no_show;
#[cfg(test)]
mod options_tests;
mod reference;
mod remove;
mod rules;
mod save;
mod table;
#[cfg(test)]
mod tests;

pub use begin::{NewProgramme, create_programme};
pub use clock::set_clock;
pub use exchange::{Format, export, import};
pub use kind::{Cell, Column, Kind};
pub use levels::{save_levels, warning_levels};
pub use matrix::{Matrix, matrix, set_matrix};
pub use no_show::{LEAST_MARKED, NoShow, no_show};
pub use reference::{
    ReferenceList, edited_reference, export_reference, import_reference, reference_lists, reference_version,
    restore_reference,
};
pub use remove::remove;
pub use rules::{Cover, ProgrammeRules, programme_rules, retention_days, save_rules};
pub use save::{Entry, save};
pub use table::{Table, entry, published_on, table};

/// Refusals of the masters.
pub mod codes {
    abhyas_core::codes! {
        /// A value refers to something that is not in the list it should be in.
        UNKNOWN = "masters.unknown";
        /// A number is outside its limits, or no number.
        NUMBER = "masters.number";
        /// Not a day.
        DAY = "masters.day";
        /// No level of a warning.
        LEVEL = "masters.level";
        /// The live tables leave no choice.
        LEVEL_FIXED = "masters.level_fixed";
        /// Not a time of day, or not after the one before.
        HOURS = "masters.hours";
        /// A row of the reference data can not be used.
        REFERENCE_ROW = "masters.reference_row";
        /// A row of the reference data that records may name is missing.
        REFERENCE_MISSING = "masters.reference_missing";
        /// Not a half-day.
        HALF = "masters.half";
        /// Not an id.
        ID = "masters.id";
        /// Not yes or no.
        FLAG = "masters.flag";
        /// A text is too long.
        LONG = "masters.long";
        /// A name stands in the same list already.
        NAME_TWICE = "masters.name_twice";
        /// Whoever is to teach once trained is not to be trained: no role with modules, no facility, or not active.
        NOT_TRAINED = "masters.not_trained";
        /// Whoever is to teach once trained does not learn a module. Value: `value`, its id.
        NOT_LEARNT = "masters.not_learnt";
        /// The block is in another district.
        BLOCK_ELSEWHERE = "masters.block_elsewhere";
        /// Modules would have to come before each other.
        CIRCLE = "masters.circle";
        /// The least size of a session is above its most.
        MIN_SIZE = "masters.min_size";
        /// Something was said of sessions below a least size, and there is none.
        NO_MIN_SIZE = "masters.no_min_size";
        /// Sessions are published for a room that is to be closed.
        ROOM_IN_USE = "masters.room_in_use";
        /// Sessions are published for a trainer who is to be away.
        TRAINER_IN_USE = "masters.trainer_in_use";
        /// Sessions are published for a day that is to be free.
        DAY_IN_USE = "masters.day_in_use";
        /// A row of this list can not be removed.
        KEPT = "masters.kept";
        /// The file can not be read as a table.
        FILE = "masters.file";
        /// The file is too large.
        FILE_SIZE = "masters.file_size";
        /// A column that is needed is missing in the file.
        COLUMN = "masters.column";
        /// The file holds no rows.
        NO_ROWS = "masters.no_rows";
        /// Where in the file the next refusal is.
        ROW = "masters.row";
        /// There is no programme yet.
        NO_PROGRAMME = "masters.no_programme";
        /// There is a programme already.
        PROGRAMME_EXISTS = "masters.programme_exists";
        /// The clock of a real programme can not be set.
        REAL_CLOCK = "masters.real_clock";
        /// Not an instant.
        INSTANT = "masters.instant";
    }
}
