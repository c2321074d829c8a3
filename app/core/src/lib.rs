//! The words every other crate of Abhyas speaks: ids, clock, entropy, language, refusal codes, permissions.
//!
//! Invariant: this crate uses nothing of ours and does no I/O. It is the only place where a system clock may be read
//! ([`clock::SystemClock`]); everything else is handed a [`clock::Clock`].

pub mod clock;
pub mod entropy;
pub mod ids;
pub mod language;
pub mod permission;
pub mod refusal;

pub use clock::{Clock, FixedClock, SystemClock};
pub use entropy::{Entropy, SeededEntropy};
pub use ids::*;
pub use language::Language;
pub use permission::{Capacity, Permission, Reach};
pub use refusal::{Code, Refusal};
