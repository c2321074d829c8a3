//! What the screens of the practice hospital share, whatever the module: which hospital a request is about and the frame of
//! its pages ([`Desk`]), fields with what was typed ([`Typed`]), and the words for what the records hold ([`words`]).
//!
//! It has no routes: the pages crates of the modules have them.

pub mod actions;
pub mod allergies;
mod bar;
pub mod desk;
pub mod fields;
pub mod messages;
pub mod naming;
pub mod news;
pub mod queue;
pub mod words;

pub use desk::Desk;
pub use fields::{Typed, card};

abhyas_i18n::texts!(t);
