//! Who lies where now.

use super::admission::Admission;
use super::bed::{Bed, BedState};
use super::ward::{Ward, WardId};
use crate::world::World;
use std::sync::Arc;

/// A ward as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct WardNow {
    /// The ward.
    pub ward: Arc<Ward>,
    /// Its beds by number, each with the one who lies in it.
    pub beds: Vec<(Arc<Bed>, Option<Arc<Admission>>)>,
}

impl WardNow {
    /// How many beds are taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.beds.iter().filter(|(_, admission)| admission.is_some()).count()
    }

    /// How many somebody can be put into.
    #[must_use]
    pub fn free(&self) -> usize {
        self.beds.iter().filter(|(bed, admission)| admission.is_none() && bed.state == BedState::InUse).count()
    }
}

/// Every ward with its beds, in the order of their ids.
#[must_use]
pub fn wards(world: &World) -> Vec<WardNow> {
    world.wards().iter().map(|ward| WardNow { ward: Arc::clone(ward), beds: beds(world, &ward.id) }).collect()
}

/// The open admissions of a ward, the longest stay first.
#[must_use]
pub fn admitted(world: &World, ward: &WardId) -> Vec<Arc<Admission>> {
    let mut open: Vec<_> = world.admissions().find(Admission::BY_OPEN, ward.as_str()).cloned().collect();
    open.sort_by_key(|a| (a.admitted.at, a.id.clone()));
    open
}

fn beds(world: &World, ward: &WardId) -> Vec<(Arc<Bed>, Option<Arc<Admission>>)> {
    let open = admitted(world, ward);
    let mut beds: Vec<_> = world.beds().find(Bed::BY_WARD, ward.as_str()).cloned().collect();
    beds.sort_by_key(|bed| bed.number);
    let of_bed = |bed: Arc<Bed>| {
        let taken = open.iter().find(|a| a.bed == bed.id).cloned();
        (bed, taken)
    };
    beds.into_iter().map(of_bed).collect()
}
