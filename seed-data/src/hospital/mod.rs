//! The practice hospital: Sadar Hospital Muzaffarpur (training) and its synthetic patients.
//!
//! Two steps. First every person by themselves, on as many threads as there are: each has random streams of their own
//! (seed, purpose, running number), and says what they *intend*: who they are, when they come and with what. Then one
//! ordered pass, day by day, gives out what people share: queue numbers, record numbers, doctors' time, stock. So the same
//! seed and size give the same bytes, whatever the number of threads.
//!
//! Age and sex follow Census 2011, table C-14, by systematic sampling; builds, blood pressure, sugar and anaemia follow
//! NFHS-5 (`targets.rs`); about one record in forty is a second record of somebody who is there already, in another
//! spelling, as registries have them.

mod ailments;
mod being;
mod body;
mod census;
mod dice;
mod emergencies;
pub mod file;
mod growth;
mod history;
mod households;
mod names;
mod people;
mod pregnancies;
pub mod report;
mod season;
mod tables;
mod targets;
mod threads;
mod visits;
mod vitals;

use abhyas_core::FacilityId;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::reference::{self, Level, Standard};
use abhyas_hims::{Counter, Facility, OPENING, World};
use ailments::Ailments;
use being::Being;
use body::Norms;
use census::Cell;
use dice::{Dice, Purpose};
use emergencies::Emergencies;
use history::Formulary;
use people::People;
use season::Months;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use tables::Tables;
use visits::{FULL_DAYS, Plan, THIN_DAYS};

/// The id of the practice hospital's facility.
pub const FACILITY: &str = "SADAR-MUZ";
/// Its number in BHAVYA IDs.
pub const FACILITY_NUMBER: u16 = 101;
/// The version of what a hospital begins with; it grows whenever other rows come out for the same size and seed.
const CONTENT: u32 = 8;
/// The second of day 0 at which the past ends: [`OPENING`].
const NOW: u32 = OPENING.0 as u32;
/// Visits a day for each patient in the full weeks: 800 for 30,000.
const VISITS_A_DAY: f64 = 800.0 / 30_000.0;
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
    /// A base file that can not be written, was damaged, or was written by a later release.
    #[error("base file: {0}")]
    File(String),
    /// A thread that made patients came to grief.
    #[error("a thread of the generator broke off")]
    Thread,
}

/// The name of a base hospital: it is the same for the same content.
#[must_use]
pub fn name(patients: u32, seed: u64) -> String {
    format!("sadar-muz-{patients}-{seed}-c{CONTENT}")
}

/// The practice hospital with so many patients and its past: three years and eight weeks of visits, eight weeks of the emergency
/// room, wards and deliveries, and what all of that left at the moment of [`OPENING`]. The number of threads changes nothing but the time it takes.
///
/// # Errors
/// [`SeedError`] when a table of this crate is broken.
pub fn generate(patients: u32, seed: u64, threads: NonZeroUsize) -> Result<World, SeedError> {
    let tables = Tables::read()?;
    let ailments = Ailments::read()?;
    let months = Months::back(FULL_DAYS + THIN_DAYS);
    let people = People {
        tables: &tables,
        norms: Norms::of(&tables.census),
        plan: Plan::new(&ailments, &months, seed, patients),
        emergencies: Emergencies::read(patients)?,
        seed,
        beings: beings(&tables, patients, seed),
        kin: Vec::new(),
        births: Vec::new(),
    };
    let people = people.in_families();
    let persons = threads::each(patients, threads, |number| people.of(number))?;
    let mut world = World::default();
    let standard = lay_house(&mut world)?;
    let departments = world.departments().iter().map(|d| (**d).clone()).collect();
    let formulary = Formulary::new(standard, departments, &ailments)?;
    let per_day = f64::from(patients) * VISITS_A_DAY;
    let mut records = history::records(&persons, &ailments, &people.emergencies, &formulary, standard, per_day)?;
    records.counters.push(Counter { id: "bhavya_id".to_owned(), last: patients.into() });
    world.lay_all(persons.into_iter().map(|person| person.patient).collect());
    records.lay(&mut world);
    world.settle();
    Ok(world)
}

/// The facility, its departments, theatres, stores and rosters, and the reference data.
fn lay_house(world: &mut World) -> Result<&'static Standard, SeedError> {
    let id = FacilityId::parse(FACILITY).map_err(|e| SeedError::Table { table: "facility", why: e.to_string() })?;
    world.lay(Facility {
        id,
        name_hi: "सदर अस्पताल मुजफ्फरपुर (प्रशिक्षण)".to_owned(),
        name_en: "Sadar Hospital Muzaffarpur (training)".to_owned(),
        number: FACILITY_NUMBER,
        level: Level::Dh,
    });
    abhyas_hims::m02_queue::standard::lay(world)
        .map_err(|e| SeedError::Table { table: e.table, why: e.to_string() })?;
    let broken =
        |e: abhyas_hims::m02_queue::standard::Unreadable| SeedError::Table { table: e.table, why: e.to_string() };
    world.lay_all(abhyas_hims::m11_theatre::standard().map_err(broken)?);
    world.lay_all(abhyas_hims::m14_store::standard().map_err(broken)?);
    world.lay_all(abhyas_hims::m16_staff::standard().map_err(broken)?);
    let standard = reference::standard().map_err(|e| SeedError::Table { table: e.file, why: e.to_string() })?;
    standard.lay(world);
    Ok(standard)
}

/// Each person once, by number.
fn beings(tables: &Tables, patients: u32, seed: u64) -> Vec<Being> {
    let numbers: Vec<u32> = (1..=patients).filter(|n| !people::is_second(*n)).collect();
    let wanted = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    let cells = tables.census.systematic(wanted, &mut Dice::new(seed, Purpose::Hospital, 0));
    let mut counted: BTreeMap<(u32, Sex), u32> = BTreeMap::new();
    let being = |(number, cell): (u32, Cell)| {
        let count = counted.entry((cell.from, cell.sex)).or_default();
        let rank = *count;
        *count += 1;
        Being { rank, ..Being::of(seed, number, &cell) }
    };
    numbers.into_iter().zip(cells).map(being).collect()
}

#[cfg(test)]
mod tests;
