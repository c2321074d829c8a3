//! Who is in the emergency room now.

use super::visit::EmergencyVisit;
use crate::world::World;
use std::sync::Arc;

/// The open visits: who has not been looked at first, then by category, then by arrival.
#[must_use]
pub fn here(world: &World) -> Vec<Arc<EmergencyVisit>> {
    let mut open: Vec<_> =
        world.emergency_visits().find(EmergencyVisit::BY_OPEN, EmergencyVisit::HERE).cloned().collect();
    open.sort_by_key(|visit| (visit.state.triage().map(|t| t.category), visit.arrived.at, visit.id.clone()));
    open
}
