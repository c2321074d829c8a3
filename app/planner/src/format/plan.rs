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
