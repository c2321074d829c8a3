//! The schedule board: what a change by hand would break, mend and cost, without counting the whole plan anew.
//!
//! A plan that people edit may break rules for a while, so nothing here rests on the solver's state, which never does.
//! The plan is cut into small cells (a session, a person, a trainer, a room's slot, a post's slot); whatever is counted
//! belongs to one cell, and a change touches few. A test holds every answer against the checker's full recount.

mod breach;
mod cells;
mod edit;
mod fit;
mod ground;
mod levels;
mod life;
mod links;
mod persons;
mod seating;
mod spans;
mod verdict;

pub use edit::{Edit, EditError, Image, NewSession, Stale, images, put, take_back};
pub use fit::{SeatFit, TrainerFit};
pub use ground::Ground;
pub use levels::{Level, Levels, is_fixed};
pub use seating::Board;
pub use verdict::{Broken, Consequence, Target};

#[cfg(test)]
mod tests;
