//! The look of Abhyas: page shell, form fields, tables, notes. Knows language and refusals, no data and no permission.
//!
//! Everything here renders to plain HTML that works without scripts; class names are those of `assets/app.css`.

#![expect(missing_docs, reason = "the properties of a component are described in its own doc comment")]

pub mod field;
pub mod parts;
pub mod shell;

abhyas_i18n::texts!(t);

pub use field::{Checkbox, Choice, ErrorSummary, FileField, HiddenField, SelectField, Submit, TextArea, TextField};
pub use parts::{Badge, Card, EmptyState, Facts, Note, Pages, ProgressBar, Tabs, Tone};
pub use shell::{IslandAssets, NavItem, Shell, ShellState};

/// The style sheet, served under a hashed name.
pub const STYLE: &str = include_str!("../assets/app.css");
/// The script of every page: keeps drafts at the idle lock, moves focus to the error summary. Pages work without it.
pub const SCRIPT: &str = include_str!("../assets/page.js");
/// The icon of the site.
pub const ICON: &str = include_str!("../assets/icon.svg");
