//! The schedule board: a draft as weeks × rooms, changed by hand.
//!
//! The document of a draft never changes; what people do is a log beside it, and whoever reads a draft reads it with its log.
//! An edit says on which entry it was made: what others did since is looked through, and only what touches the same
//! session, place, trainer or people is refused, with what happened. Results are logged, so that reading runs no rule.

mod add;
mod change;
mod footprint;
mod hear;
#[cfg(test)]
mod levels_tests;
mod live;
mod log;
#[cfg(test)]
mod long_tests;
mod one;
mod scope;
mod show;
#[cfg(test)]
mod tests;
mod words;

pub use abhyas_planner::Rule;
pub use abhyas_planner::board::{Edit, Level, Levels, NewSession, is_fixed};
pub use add::{NewForm, new_form};
pub use change::{Asked, Done, change, redo, undo};
pub use hear::Listener;
pub use live::news;
pub use log::Entry;
pub use one::{OnePage, Seat, SeatChoice, SplitWish, TrainerChoice, one, seats, split_targets, view_targets};
pub use show::{BoardPage, By, Card, DayColumn, Row, Told, Window, page};
pub use words::{Place, Verdict};

pub(crate) use log::{accepts, document};
pub(crate) use words::breaches;

/// Refusals of the board.
pub mod codes {
    abhyas_core::codes! {
        /// Only a draft can be changed.
        CLOSED = "board.closed";
        /// What lies on or before today is done.
        PAST = "board.past";
        /// Somebody changed the same meanwhile.
        OVERTAKEN = "board.overtaken";
        /// A rule is broken that may be, for a reason.
        REASON = "board.reason";
        /// There is no such session in the draft.
        NO_SESSION = "board.no_session";
        /// There is no such room or half-day.
        NO_PLACE = "board.no_place";
        /// There is no such trainer.
        NO_TRAINER = "board.no_trainer";
        /// There is no such module.
        NO_MODULE = "board.no_module";
        /// Someone does not sit there.
        NO_PERSON = "board.no_person";
        /// Nobody was chosen, or nobody would stay.
        NOBODY = "board.nobody";
        /// The sessions teach different modules.
        OTHER_MODULE = "board.other_module";
        /// It is so already.
        NOTHING = "board.nothing";
        /// It is not one's own last change any more.
        NOT_LAST = "board.not_last";
        /// A later change touches what is to be taken back or done again.
        IN_THE_WAY = "board.in_the_way";
        /// People are to leave the session and to come into it in one form.
        BOTH = "board.both";
    }
}
