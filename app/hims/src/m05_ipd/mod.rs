//! M05: wards, beds and admissions. Who lies where, since when, and how did it end?
//!
//! * A ward has beds; a bed is in use or blocked ([`BedState`]). Whether somebody lies in it is said by the admissions alone.
//! * An admission: admitted → discharge advised → ended, with how it ended ([`AdmissionState`]). One person in a bed at any
//!   time; a newborn rooms in with the mother and has no bed of its own.
//!
//! So far the practice hospital's past gives them out, and no command changes them. Rules of the row M05 in the module table
//! of the programme.

mod admission;
mod bed;
pub mod census;
pub mod standard;
mod ward;

pub use admission::{Admission, AdmissionId, AdmissionState, AdmittedFrom, Ended};
pub use bed::{Bed, BedId, BedState};
pub use ward::{Ward, WardFor, WardId};
