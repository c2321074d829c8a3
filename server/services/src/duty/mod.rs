//! Duty lists: a month's night duties of many people from a file.
//!
//! [`send`] reads the file and keeps what it says, without changing anybody → [`duty_list`] shows what entering it would do →
//! [`enter`] does it in one transaction. Entering the same list again changes nothing.

mod enter;
mod read;
mod send;
mod show;
#[cfg(test)]
mod tests;

pub use enter::{Entered, enter};
pub use send::send;
pub use show::{DutyList, DutyPerson, duty_list};

use abhyas_core::{PersonId, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Refusals of duty lists. Those of rows carry `sheet` and `row`.
pub mod codes {
    abhyas_core::codes! {
        /// No sheet names a person and a date in its header.
        NO_TABLE = "duty.no_table";
        /// The columns are days of a month, and nobody said which.
        MONTH = "duty.month";
        /// Not a month. Value: `typed`.
        MONTH_FORM = "duty.month_form";
        /// The file names no night.
        NOTHING = "duty.nothing";
        /// The row names nobody.
        NOBODY = "duty.nobody";
        /// Nobody active of the actor's districts has this staff id or mobile number. Value: `typed`.
        UNKNOWN = "duty.unknown";
        /// Not a date. Value: `typed`.
        DATE = "duty.date";
        /// A date long past, or more than a year ahead. Value: `typed`.
        RANGE = "duty.range";
        /// A cell of a day that is neither a night nor another duty. Values: `typed`, `column`.
        MARK = "duty.mark";
        /// The list was entered already.
        ENTERED = "duty.entered";
    }
}

/// At most so many faulty rows are named; the count speaks of all.
const MOST_FAULTS: usize = 200;

/// What a file says, as it is kept until it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Content {
    /// Person and day of each night, in order, each once.
    nights: Vec<(PersonId, NaiveDate)>,
    /// Everybody whom the file names, with nights or without.
    people: Vec<PersonId>,
    /// The first day of the first month and the last day of the last month that the file speaks of.
    span: Option<(NaiveDate, NaiveDate)>,
    /// Why rows were left out: the first of them.
    faults: Vec<Refusal>,
    /// How many rows were left out.
    faulty: usize,
}
