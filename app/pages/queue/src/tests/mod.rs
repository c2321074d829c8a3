//! The screens of the queue, asked for as a browser without scripts does.

mod desk;
mod journey;
mod refusals;
