//! The widgets that come alive in the browser, and the server functions they call.
//!
//! Invariant: an island is an addition. The page it stands on does its work without it, by plain links and forms;
//! a phone that never finishes loading the WebAssembly loses comfort, never a function.
//!
//! An island renders on the server (feature `ssr`) and takes over the same HTML in the browser (feature `hydrate`).
//! The two features never meet in one build. What an island hands to the browser (its props) is public HTML: no secrets.

mod attendance;
mod board;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "ssr")]
mod caller;
mod guard_submit;
mod plan_progress;
mod suggest;

pub use attendance::AttendanceTaps;
pub use board::ScheduleBoard;
pub use guard_submit::GuardSubmit;
pub use plan_progress::{PlanProgress, Progress};
pub use suggest::{Suggest, Suggestion, Wanted};

abhyas_i18n::texts!(t);
