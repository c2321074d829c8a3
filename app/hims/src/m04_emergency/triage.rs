//! Triage: how urgent somebody is, on which scale.

use crate::m01_registration::{Stamp, named};
use serde::{Deserialize, Serialize};

named! {
    /// The scale by which a category was given: a category says nothing without it.
    Scale {
        /// Red, yellow and green of the Interagency Integrated Triage Tool (WHO, ICRC, MSF), with black for the dead.
        IntegratedTool = "integrated_tool",
    }
}

named! {
    /// The category, the most urgent first.
    Category {
        /// At once.
        Red = "red",
        /// Soon.
        Yellow = "yellow",
        /// Can wait.
        Green = "green",
        /// Dead on arrival.
        Black = "black",
    }
}

/// What the triage nurse found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// By which scale.
    pub scale: Scale,
    /// The category.
    pub category: Category,
    /// When and by whom.
    pub triaged: Stamp,
}
