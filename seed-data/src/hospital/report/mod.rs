//! What a hospital's records say of its people, beside what they were made after.
//!
//! Everything is computed from records alone, as a surveyor would who knows nothing of the generator. Only the targets are
//! shared with it ([`super::targets`]).

mod health;
mod measure;
mod people;
mod process;
mod seasons;
mod times;
mod wards;

#[cfg(test)]
mod tests;

pub use measure::{Measure, Report};

use super::SeedError;
use super::season;
use super::tables::Tables;
use abhyas_hims::world::write_base;
use abhyas_hims::{Calendar, World};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// What every measure looks at.
struct Survey<'a> {
    world: &'a World,
    calendar: Calendar,
}

/// Measures a hospital.
///
/// # Errors
/// [`SeedError::Table`] when a table of this crate is broken.
pub fn report(base: &str, world: &World) -> Result<Report, SeedError> {
    let tables = Tables::read()?;
    let survey = Survey { world, calendar: season::calendar() };
    let mut measures = people::age_and_sex(&survey, &tables);
    measures.extend(health::prevalences(&survey));
    measures.extend(health::patterns(&survey));
    measures.extend(process::measures(&survey));
    measures.push(wards::process(&survey));
    measures.extend(times::measures(&survey));
    measures.extend(wards::times(&survey));
    measures.extend(seasons::measures(&survey));
    Ok(Report {
        base: base.to_owned(),
        patients: world.patients().len(),
        records: world.record_count(),
        digest: digest(base, world)?,
        measures,
    })
}

/// SHA-256 of all records: the same for the same hospital, on every machine.
fn digest(base: &str, world: &World) -> Result<String, SeedError> {
    let mut hash = Hashing(Sha256::new());
    write_base(world, base, &mut hash).map_err(|e| SeedError::File(e.to_string()))?;
    Ok(hash.0.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Hashes what is written.
struct Hashing(Sha256);

impl std::io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
