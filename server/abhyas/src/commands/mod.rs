//! The commands, one file each.

pub mod backup;
pub mod migrate;
pub mod plan;
pub mod serve;
