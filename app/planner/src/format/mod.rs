//! The two documents of the planner, as JSON: the instance (what there is and what is wanted) and the plan.
//!
//! Unknown keys of an instance are ignored, those of a plan are kept, so that either may carry more than this version knows.
//! References are not checked here: a plan that names a room that does not exist is readable, and the checker says so.

mod instance;
mod options;
mod plan;
mod read;

pub use instance::{
    Becomes, Block, Cadre, Cohort, Day, District, Facility, INSTANCE_FORMAT, Instance, Locked, Module, Role, Room,
    Rules, Trainee, Trainer, Weights,
};
pub use plan::{CO_TRAINERS, JOINS, Plan, PlannedSession};
pub use read::{FormatError, read_instance, read_plan};
