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
mod preview;
mod publish;
mod shortfall;
mod tell;
#[cfg(test)]
pub(crate) mod tests;

pub use book::{Book, Named};
pub use difference::{Change, Difference, Spot};
pub use draft::{By, Draft, DraftSession, Group, PersonRow, draft, groups, person_rows, sessions_in};
pub use export::{FileKind, Whose, Words as FileWords, export, part};
pub use job::RunProgress;
pub use make::{NewPlan, PlanSummary, discard, make_plan, plan_summary, plans, stop};
pub use pictures::{DistrictFill, Fill, Load, Pictures, Week, percent, pictures};
pub use preview::{Preview, Told, preview};
pub use publish::publish;
pub use shortfall::{Missing, MissingPerson, missing};

pub(crate) use instance::{Programme, programme};
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
        /// It can not be put aside while it runs, nor once it is published.
        KEPT = "plan.kept";
    }
}
