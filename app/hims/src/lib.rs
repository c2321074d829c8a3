//! The hospital: its records, its 18 modules and the engine that runs them. Pure rules and nothing else.
//!
//! A hospital is a *value*, [`World`]: cloning one shares everything. A module is one folder with its records and their
//! states, one file per command, and the queries for its screens. A command reads the world through a [`Tx`], which
//! collects what it changes as [`Change`]s; the caller makes those durable and only then takes the new world.
//!
//! Invariants: no I/O, no clock, no random source. Time, actor and place come in as [`Ctx`]; the same command on the same
//! world gives the same changes. Times inside a world are offsets from the hospital's day 0 ([`time`]), so that a base
//! hospital can be shared by sandboxes of different dates. Builds for `wasm32-unknown-unknown` as well.

pub mod command;
pub mod engine;
pub mod m01_registration;
pub mod m02_queue;
pub mod m03_opd;
pub mod m04_emergency;
pub mod m05_ipd;
pub mod m07_laboratory;
pub mod m08_radiology;
pub mod m09_pharmacy;
pub mod m11_theatre;
pub mod m12_maternity;
pub mod m14_store;
pub mod m16_staff;
pub mod naming;
pub mod outbox;
pub mod privacy;
pub mod reference;
#[cfg(test)]
mod testing;
pub mod time;
pub mod timeline;
pub mod world;

pub use command::{AnyCommand, Executed, execute};
pub use engine::{
    Act, Change, Counter, Ctx, Facility, JournalEntry, Persona, Receipt, Record, RecordRef, Refusals, RefusedFor,
    ReplayError, Table, Tx, replay, viewed,
};
pub use time::{Calendar, Day, Moment, OPENING};
pub use world::World;
