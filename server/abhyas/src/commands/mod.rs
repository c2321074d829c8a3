//! The commands, one file each.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod bench;
pub mod demonstration;
pub mod hospital;
pub mod import;
pub mod migrate;
pub mod plan;
pub mod serve;
