//! Plans: made in the background from the programme's masters and people, looked at as drafts, published as versions.
//!
//! A plan is a document beside the instance it was made for; the live schedule (`sessions`) changes only when an officer
//! publishes one, and then by the difference alone, in one transaction.

pub mod board;
mod book;
pub mod command;
mod difference;
mod draft;
mod export;
pub mod import;
mod instance;
mod job;
mod make;
mod pack;
mod pictures;
pub mod pins;
mod preview;
mod publish;
mod shortfall;
mod tell;
#[cfg(test)]
pub(crate) mod tests;
pub mod whatif;

pub use book::{Book, Named};
pub use difference::{Change, Difference, Spot};
pub use draft::{By, Draft, DraftSession, Group, PersonRow, draft, groups, person_rows, sessions_in};
pub use export::{FileKind, Whose, Words as FileWords, export, part};
pub use job::RunProgress;
pub use make::{NewPlan, PlanSummary, discard, make_plan, plan_summary, plans, stop, usual_first_day};
pub use pictures::{DistrictFill, Fill, Load, Pictures, Week, percent, pictures};
pub use preview::{Decided, Preview, Told, preview};
pub(crate) use publish::row;
pub use publish::{publish, publish_with};
pub use shortfall::{Missing, MissingPerson, missing};

pub(crate) use instance::{Programme, modules, programme};
pub use tell::Hours;
pub(crate) use tell::tell;

/// Refusals of planning.
pub mod codes {
    abhyas_core::codes! {
        /// The search may take 1 second to 1 hour.
        SECONDS = "plan.seconds";
        /// There is nobody to train.
        NOBODY = "plan.nobody";
        /// There is no room or no trainer.
        NO_PLACES = "plan.no_places";
        /// The calendar has no working day left.
        NO_DAYS = "plan.no_days";
        /// A plan begins tomorrow at the earliest, and within the calendar.
        FROM = "plan.from";
        /// Another plan is being made.
        RUNNING = "plan.running";
        /// The server went down while the plan was made.
        INTERRUPTED = "plan.interrupted";
        /// The plan could not be made: an error of ours.
        FAILED = "plan.failed";
        /// Only a draft can be published.
        NO_DRAFT = "plan.no_draft";
        /// The plan breaks rules by now.
        OUTDATED = "plan.outdated";
        /// The plan breaks rules that ask for a reason.
        REASON = "plan.reason";
        /// It can not be put aside while it runs, nor once it is published.
        KEPT = "plan.kept";
    }
}
