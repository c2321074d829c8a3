//! The live schedule: sessions with their seats, attendance, calendar addresses, and what people are told of it.

pub(crate) mod decisions;
pub(crate) mod messages;
pub(crate) mod planning;
pub(crate) mod seats;
pub(crate) mod session;
pub(crate) mod taken;
#[cfg(test)]
mod tests;

pub use decisions::*;
pub use messages::*;
pub use planning::*;
pub use seats::*;
pub use session::*;
pub use taken::CoTrainer;

use crate::{Row, StoreError};
use abhyas_core::NotAnId;
use chrono::NaiveDate;

fn id<T>(row: &Row, column: &str, parse: impl Fn(String) -> Result<T, NotAnId>) -> Result<T, StoreError> {
    parse(row.text(column)?).map_err(|_| StoreError::Corrupt(format!("column {column} holds no id")))
}

pub(crate) fn day(row: &Row, column: &str) -> Result<NaiveDate, StoreError> {
    row.text(column)?.parse().map_err(|_| StoreError::Corrupt(format!("column {column} holds no day")))
}
