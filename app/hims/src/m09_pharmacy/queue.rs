//! The work list: prescriptions that wait, and how far each is.

use super::dispensing::{Dispense, DispenseLine, DispenseState};
use super::rights;
use super::rules::PharmacyRules;
use super::stock;
use crate::m03_opd::{Prescription, PrescriptionId};
use crate::time::Day;
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// How far a prescription is in the pharmacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has looked at it yet.
    Queued,
    /// Somebody has.
    Begun(DispenseState),
}

impl Standing {
    /// Whether something may still be handed out.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Queued => true,
            Self::Begun(state) => state.is_open(),
        }
    }
}

/// A prescription on the work list.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The prescription.
    pub prescription: Arc<Prescription>,
    /// How far it is.
    pub standing: Standing,
    /// Medicines of it that the shelf can not fully give now.
    pub short: usize,
}

/// The record of dispensing on a prescription, once there is one.
#[must_use]
pub fn of_prescription<'a>(world: &'a World, id: &PrescriptionId) -> Option<&'a Arc<Dispense>> {
    world.dispenses().find(Dispense::BY_PRESCRIPTION, id.as_str()).next()
}

/// How far a prescription is.
#[must_use]
pub fn standing(world: &World, id: &PrescriptionId) -> Standing {
    of_prescription(world, id).map_or(Standing::Queued, |d| Standing::Begun(d.state))
}

/// What is to be handed out on a prescription: as recorded, or as it would be recorded now.
///
/// # Errors
/// A refusal when a medicine is not in the list.
pub fn prospect(world: &World, rx: &Prescription) -> Result<Vec<DispenseLine>, Refusal> {
    if let Some(begun) = of_prescription(world, &rx.id) {
        return Ok(begun.lines.clone());
    }
    rx.lines
        .iter()
        .map(|line| {
            let product = rights::product(world, line.product.as_str())?;
            Ok(DispenseLine {
                n: line.n,
                of: line.n,
                product: product.id.clone(),
                dose_milli: line.dose_milli,
                quantity: line.quantity,
                handed: Vec::new(),
                instead: None,
                waiver: None,
            })
        })
        .collect()
}

/// The open prescriptions that were signed on a day, in the order in which they were signed.
#[must_use]
pub fn waiting(world: &World, day: Day, today: Day) -> Vec<Waiting> {
    let key = Prescription::state_day("signed", day);
    world
        .prescriptions()
        .find(Prescription::BY_STATE_DAY, &key)
        .filter_map(|rx| {
            let standing = standing(world, &rx.id);
            let lines = prospect(world, rx).unwrap_or_default();
            let short = lines.iter().filter(|l| stock::usable(world, &l.product, today) < l.owed()).count();
            let open = standing.is_open() && rx.is_signed();
            open.then(|| Waiting { prescription: Arc::clone(rx), standing, short })
        })
        .collect()
}

impl PharmacyRules {
    /// The first day whose prescriptions are still valid today.
    #[must_use]
    pub fn first_valid_day(&self, today: Day) -> Day {
        Day(today.0.saturating_sub(i32::from(self.validity_days)))
    }
}
