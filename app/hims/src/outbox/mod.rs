//! What the hospital tells people: messages to a patient's phone and to members of the staff.
//!
//! A message is a record, made in the same transaction as what it tells of. Nothing leaves the hospital: whoever practises
//! reads here what the patient's phone would show. It holds what is said and no words: the screens have those, in both
//! languages.

mod message;
mod notice;
mod send;

#[cfg(test)]
mod tests;

pub use message::{Channel, Message, MessageId, Recipient};
pub use notice::Notice;
pub(crate) use send::{tell, tell_patient, tell_staff};

use crate::m01_registration::BhavyaId;
use crate::time::Day;
use crate::world::World;
use std::sync::Arc;

/// All messages, the latest first.
pub fn newest(world: &World) -> impl Iterator<Item = &Arc<Message>> {
    world.messages().iter().rev()
}

/// The messages of a day, the latest first.
pub fn of_day(world: &World, day: Day) -> impl Iterator<Item = &Arc<Message>> {
    world.messages().find(Message::BY_DAY, &day.0.to_string()).rev()
}

/// The messages to a patient, the latest first. What was sent under a record that was merged into this one belongs to it.
#[must_use]
pub fn to_patient(world: &World, patient: &BhavyaId) -> Vec<Arc<Message>> {
    let ids = crate::timeline::ids(world, patient);
    let under = ids.iter().flat_map(|id| world.messages().find(Message::BY_PATIENT, id.as_str()));
    let mut messages: Vec<Arc<Message>> = under.cloned().collect();
    messages.sort_by(|one, other| other.id.cmp(&one.id));
    messages
}
