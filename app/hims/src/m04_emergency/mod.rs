//! M04: the emergency room. Who came, how urgent is it, and what became of them?
//!
//! * A visit: arrived → triaged → left, with where to ([`EmergencyState`]).
//! * The category is one of the four colours of the programme's module table: the three of the Interagency Integrated Triage
//!   Tool (WHO, ICRC, MSF), and black for who is dead on arrival ([`Triage`]). What makes somebody red or yellow is to be
//!   confirmed by a clinician.
//!
//! So far the practice hospital's past gives them out, and no command changes them. Rules of the row M04 in the module table
//! of the programme.

pub mod now;
mod triage;
mod visit;

pub use triage::{Category, Scale, Triage};
pub use visit::{Brought, Disposal, EmergencyState, EmergencyVisit, EmergencyVisitId};
