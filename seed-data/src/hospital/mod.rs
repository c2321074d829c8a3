//! The practice hospital: Sadar Hospital Muzaffarpur (training) and its synthetic patients.
//!
//! Same seed and size, same bytes. Each patient has a random stream of their own (seed and running number), so that the
//! order of the work can not change what comes out. Age and sex follow Census 2011, table C-14, by systematic sampling;
//! about one record in forty is a second record of somebody who is there already, in another spelling, as registries
//! have them.

mod dice;
mod people;
mod tables;

use abhyas_core::FacilityId;
use abhyas_hims::{Counter, Facility, World};
use dice::Dice;

/// The id of the practice hospital's facility.
pub const FACILITY: &str = "SADAR-MUZ";
/// Its number in BHAVYA IDs.
pub const FACILITY_NUMBER: u16 = 101;
/// The version of what a hospital begins with; it grows whenever other rows come out for the same size and seed.
const CONTENT: u32 = 2;
/// One record in this many is a second record of the same person.
pub const NEAR_DUPLICATE_EVERY: u32 = 40;

/// Why a hospital could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A table of this crate is broken.
    #[error("{table}: {why}")]
    Table {
        /// Which file.
        table: &'static str,
        /// What the reader said.
        why: String,
    },
    /// A value that the hospital's own rules do not accept.
    #[error("patient {number}: {why}")]
    Patient {
        /// The running number.
        number: u32,
        /// Which rule.
        why: String,
    },
}

/// The name of a base hospital: it is the same for the same content.
#[must_use]
pub fn name(patients: u32, seed: u64) -> String {
    format!("sadar-muz-{patients}-{seed}-c{CONTENT}")
}

/// The practice hospital with so many patients.
///
/// # Errors
/// [`SeedError`] when a table of this crate is broken.
pub fn generate(patients: u32, seed: u64) -> Result<World, SeedError> {
    let tables = tables::Tables::read()?;
    let mut world = World::default();
    let id = FacilityId::parse(FACILITY).map_err(|e| SeedError::Table { table: "facility", why: e.to_string() })?;
    world.lay(Facility {
        id,
        name_hi: "सदर अस्पताल मुजफ्फरपुर (प्रशिक्षण)".to_owned(),
        name_en: "Sadar Hospital Muzaffarpur (training)".to_owned(),
        number: FACILITY_NUMBER,
    });
    abhyas_hims::m02_queue::standard::lay(&mut world)
        .map_err(|e| SeedError::Table { table: e.table, why: e.to_string() })?;
    let cells = tables.census.systematic(patients, &mut Dice::new(seed, u64::MAX));
    for (number, cell) in (1..).zip(cells) {
        let patient = people::patient(&tables, &world, seed, number, cell)?;
        world.lay(patient);
    }
    world.lay(Counter { id: "bhavya_id".to_owned(), last: patients.into() });
    Ok(world)
}

#[cfg(test)]
mod tests;
