//! The masters: what stays the same while people come and go. Places, modules and roles, venues, trainers, calendar, rules.
//!
//! Lists are short (the longest, facilities, has some thousand rows), so they are read whole and in a fixed order.

pub(crate) mod calendar;
pub(crate) mod modules;
pub(crate) mod places;
pub(crate) mod programme;
pub(crate) mod trainers;
pub(crate) mod venues;

pub use calendar::*;
pub use modules::*;
pub use places::*;
pub use programme::*;
pub use trainers::*;
pub use venues::*;

use crate::error::StoreError;
use crate::value::Row;
use abhyas_core::NotAnId;
use chrono::NaiveDate;

/// Reads an id column.
fn id<T>(row: &Row, column: &str, parse: impl Fn(String) -> Result<T, NotAnId>) -> Result<T, StoreError> {
    let text = row.text(column)?;
    parse(text).map_err(|_| StoreError::Corrupt(format!("column {column} holds no id")))
}

/// Reads an id column that may be empty (NULL).
fn opt_id<T>(row: &Row, column: &str, parse: impl Fn(String) -> Result<T, NotAnId>) -> Result<Option<T>, StoreError> {
    row.opt_text(column)?
        .map(|text| parse(text).map_err(|_| StoreError::Corrupt(format!("column {column} holds no id"))))
        .transpose()
}

/// Reads a column that holds a JSON list.
fn list<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(&row.text(column)?).map_err(|_| StoreError::Corrupt(format!("column {column} holds no list")))
}

/// Writes a list as JSON.
fn json<T: serde::Serialize>(list: &[T]) -> Result<String, StoreError> {
    serde_json::to_string(list).map_err(|error| StoreError::Other(error.to_string()))
}

/// Reads a day column.
fn day(row: &Row, column: &str) -> Result<NaiveDate, StoreError> {
    row.text(column)?.parse().map_err(|_| StoreError::Corrupt(format!("column {column} holds no day")))
}

#[cfg(test)]
mod tests;
