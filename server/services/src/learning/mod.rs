//! Learning cohorts: people whom the plan calls together, because they learn together. A coordinator keeps those of the district.
//!
//! They are no [`crate::cohorts`]: those share a practice hospital, each in roles of its own, are made by whoever teaches there,
//! and a person may be in several. Where people are called is decided by who leads them, and a person is in one learning
//! cohort at most, since two could ask for two sessions of one module.

mod keep;
mod members;
mod show;
#[cfg(test)]
mod tests;

pub use keep::{Keeping, change, dissolve, make};
pub use members::{Taken, add_facility, add_person, take_out};
pub use show::{Group, districts, group, groups};

pub use abhyas_store::people::learning::{LearningCohort, LearningMember};

/// Refusals about learning cohorts.
pub mod codes {
    abhyas_core::codes! {
        /// A cohort needs a name.
        NAME_MISSING = "learning.name_missing";
        /// The name is too long. Value: `n`, how many characters it may have.
        NAME_TOO_LONG = "learning.name_too_long";
        /// Another cohort of the district has the name.
        NAME_TAKEN = "learning.name_taken";
        /// No district of the actor's.
        DISTRICT = "learning.district";
        /// Nobody active of the district has this staff id or mobile number.
        NO_PERSON = "learning.no_person";
        /// The person is in a cohort already. Values: `name`, `cohort`.
        ELSEWHERE = "learning.elsewhere";
        /// The person is in this cohort already. Value: `name`.
        MEMBER = "learning.member";
        /// The facility is in another district.
        FACILITY = "learning.facility";
        /// Nobody of the facility is left to be taken in.
        NOBODY_LEFT = "learning.nobody_left";
        /// More people than a cohort may have. Value: `n`.
        FULL = "learning.full";
    }
}
