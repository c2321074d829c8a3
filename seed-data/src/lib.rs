//! Synthetic data: the demonstration's programme (districts, facilities, venues, trainers, roster) and the practice hospitals.
//!
//! Pure: no I/O. The files of `data/` are part of the program; everything random follows from a seed.

pub mod hospital;
pub mod programme;
