//! Reading a roster: from the cells of a spreadsheet to people, each row good, needing a person's yes, or faulty and why.
//!
//! Pure: bytes become [`cell::Sheet`]s elsewhere; facilities and designations come in as a [`reference::Reference`], the day as a
//! parameter. The order: [`layout::find_layout`] (sheet, header, columns) → [`check::Checker`] (row by row, in file order).

pub mod cell;
pub mod check;
pub mod codes;
pub mod columns;
mod content;
pub mod designation;
pub mod existing;
pub mod facility;
pub mod layout;
pub mod names;
pub mod normalise;
pub mod reference;
pub mod report;
mod synonyms;
pub mod text;

#[cfg(test)]
mod samples;
