//! Order a picture for the patient of a consultation: X-ray, ultrasound, CT and the like.

use super::encounter::Encounter;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m07_laboratory::Priority;
use crate::m08_radiology::{ImagingOrder, ImagingRequest, Side, place_imaging};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderImaging {
    /// The consultation.
    pub encounter: String,
    /// The study.
    pub study: String,
    /// Which side, where there are two.
    pub side: Option<Side>,
    /// How soon; in its turn when nothing is said.
    pub priority: Option<Priority>,
    /// What the picture should answer.
    pub question: String,
    /// Why it can not wait although she is pregnant or not sure.
    pub although_pregnant: String,
}

impl Command for OrderImaging {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        let request = ImagingRequest {
            study: self.study.clone(),
            side: self.side,
            priority: self.priority.unwrap_or(Priority::Routine),
            question: self.question.clone(),
            although_pregnant: self.although_pregnant.clone(),
        };
        let id = place_imaging(tx, ctx, (&encounter, &patient), &request)?;
        Ok(Receipt::of::<ImagingOrder>(&id))
    }
}
