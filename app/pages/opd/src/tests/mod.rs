//! The screens of the doctor's desk, asked for as a browser without scripts does.

mod desk;
mod journey;
mod refusals;
