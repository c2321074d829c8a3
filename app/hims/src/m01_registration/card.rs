//! The patient card: what is printed, and what its QR says.

use super::bhavya_id::BhavyaId;
use super::matching::standing_for;
use super::patient::{Guardian, Name, Place, Sex};
use crate::time::{Calendar, Day};
use crate::world::World;

/// What stands on a patient card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The BHAVYA ID.
    pub id: BhavyaId,
    /// The name; empty for an unknown patient.
    pub name: Name,
    /// The sex.
    pub sex: Sex,
    /// Completed years.
    pub age: u32,
    /// Father, husband, ….
    pub guardian: Option<Guardian>,
    /// Where the patient lives.
    pub place: Place,
    /// The hospital's name in Hindi and in English.
    pub hospital: (String, String),
    /// What the QR says: the BHAVYA ID alone. Nothing about the person stands in a code that anyone can read.
    pub qr: String,
}

/// The card of the record that stands for a patient; `None` when there is none.
#[must_use]
pub fn card(world: &World, id: &BhavyaId, calendar: Calendar, today: Day) -> Option<Card> {
    let patient = standing_for(world, id)?;
    let hospital = world.own_facility().map(|f| (f.name_hi.clone(), f.name_en.clone())).unwrap_or_default();
    Some(Card {
        id: patient.id.clone(),
        name: patient.name.clone(),
        sex: patient.sex,
        age: patient.birth.age(calendar, today),
        guardian: patient.guardian.clone(),
        place: patient.place.clone(),
        hospital,
        qr: patient.id.as_str().to_owned(),
    })
}
