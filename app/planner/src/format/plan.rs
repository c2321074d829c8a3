//! The plan: sessions with their people.

use serde::{Deserialize, Serialize};

/// A plan for an instance.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The sessions.
    pub sessions: Vec<PlannedSession>,
    /// Whatever else the document carries.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// The key of a session's further trainers. It counts only where the module asks for them.
pub const CO_TRAINERS: &str = "co_trainers";

/// The key of the session that another one joins by a link: the same module at the same time, taught from there. Whoever
/// names one names its trainer, too; that trainer stands in the other room, so that nothing is asked of them here.
pub const JOINS: &str = "joins";

/// One sitting of one module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedSession {
    /// Id, kept when the plan is made anew.
    pub id: String,
    /// Module.
    pub module: String,
    /// Room.
    pub room: String,
    /// Slot; may lie outside the calendar, which the checker then says.
    pub slot: i64,
    /// Trainer.
    pub trainer: String,
    /// People.
    pub trainees: Vec<String>,
    /// Whatever else the document carries, e.g. a remote link.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl PlannedSession {
    /// Those who teach besides the trainer, by id, as listed under [`CO_TRAINERS`].
    pub fn co_trainers(&self) -> impl Iterator<Item = &str> {
        let list = self.extra.get(CO_TRAINERS).and_then(serde_json::Value::as_array);
        list.into_iter().flatten().filter_map(serde_json::Value::as_str)
    }

    /// The session that this one joins by a link, by id, as given under [`JOINS`].
    #[must_use]
    pub fn joins(&self) -> Option<&str> {
        self.extra.get(JOINS).and_then(serde_json::Value::as_str)
    }
}
