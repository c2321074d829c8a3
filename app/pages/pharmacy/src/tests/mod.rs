//! The screens of the pharmacy, asked for as a browser without scripts does.

mod desk;
mod journey;
mod refusals;
