//! The engine: tables, transactions, changes, the journal. It knows no module.

mod change;
mod clock;
pub mod codes;
mod compare;
mod ctx;
mod id;
mod journal;
mod set_level;
mod steps;
mod table;
mod tx;

pub use change::{ApplyError, Change};
pub use clock::{AdvanceClock, HospitalClock, SetClock};
pub(crate) use compare::add_differences;
pub use compare::{Difference, FieldDifference};
pub use ctx::{Ctx, Persona, SYSTEM};
pub(crate) use id::{numbered_id, slug_id, text_id};
pub(crate) use journal::module_of;
pub use journal::{Act, JOURNAL_VERSION, JournalEntry, RefusedFor, ReplayError, decode, encode, replay, viewed};
pub use set_level::SetLevel;
pub use steps::{Step, steps};
pub use table::{Index, Record, Table};
pub use tx::{Counter, Facility, Receipt, RecordRef, Refusals, Stored, Tx};
