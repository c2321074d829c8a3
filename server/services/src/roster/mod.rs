//! Rosters: reading a file, the dry run, and the import into the programme.
//!
//! [`upload::upload`] keeps the file and checks it in the background → [`view`] shows it → [`review`] decides its doubtful rows →
//! [`apply::apply`] changes people, in one transaction → [`undo::undo`] takes it back.

pub mod apply;
pub mod check;
pub mod codes;
mod delimited;
pub mod dry_run;
pub mod error_sheet;
pub mod known;
pub mod read;
pub mod reference;
pub mod review;
pub mod row;
pub mod summary;
pub mod undo;
pub mod upload;
pub mod view;
mod workbook;

/// What screens show of the rules.
pub use abhyas_training::roster::{
    cell::column_letters, columns::Field, facility::Candidate, layout::Layout, report::Issue,
};

#[cfg(test)]
mod tests;
