//! Rows and bytes: the only crate that holds SQL. It moves data and knows no rule.
//!
//! One SQL text serves SQLite and PostgreSQL. Every statement is a constant in its area's file and listed there in
//! `STATEMENTS`; [`statements`] gathers the lists, and a test prepares each one on both databases.
//!
//! Invariants:
//! - SQLite runs in WAL mode with `synchronous=FULL`: what was committed survives a power cut.
//! - There is one SQLite writer, and a write transaction begins with `BEGIN IMMEDIATE`, so that it never has to be
//!   given up half-way because somebody else wrote in between.
//! - What must never happen is a constraint of the schema; [`Constraint`] names each one for the layers above.

pub mod access;
pub mod attempts;
pub mod audit;
pub mod backup;
pub mod certificates;
pub mod cohorts;
mod constraint;
mod db;
mod error;
pub mod held_form;
pub mod journal;
pub mod masters;
mod migrations;
pub mod once;
pub mod overview;
pub mod people;
pub mod plan_edits;
pub mod plan_pins;
pub mod plans;
mod postgres;
pub mod roster;
#[doc(hidden)]
pub mod sample;
pub mod sandbox;
pub mod sandbox_epochs;
pub mod sessions;
pub mod settings;
mod sqlite;
mod statements;
pub mod study;
#[doc(hidden)]
pub mod testing;
mod value;
pub mod web_session;

pub use constraint::Constraint;
pub use db::{Db, Tx};
pub use error::StoreError;
pub use migrations::newest_version;
pub use value::{Row, Value};
