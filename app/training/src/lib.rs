//! The rules of a training programme: people, attendance, certificates. Pure: no I/O, no clock, no random source.

pub mod attendance;
pub mod certificate;
pub mod roster;
