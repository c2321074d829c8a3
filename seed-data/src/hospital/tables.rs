//! The tables that patients are drawn from (`data/hospital/`).

use super::SeedError;
use super::dice::Dice;
use abhyas_hims::m01_registration::Sex;
use serde::Deserialize;
use serde::de::DeserializeOwned;

const CENSUS: &str = include_str!("../../data/hospital/census2011_c14_muzaffarpur.csv");
const GIVEN: &str = include_str!("../../data/hospital/given_names.csv");
const SURNAMES: &str = include_str!("../../data/hospital/surnames.csv");
const VILLAGES: &str = include_str!("../../data/hospital/villages.csv");

/// Which names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Community {
    Hindu,
    Muslim,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Given {
    pub hi: String,
    pub en: String,
    pub sex: Sex,
    pub community: Community,
    pub weight: u32,
}

/// Who carries a surname.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Carriers {
    Both,
    Male,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Surname {
    pub hi: String,
    pub en: String,
    pub community: Community,
    pub of: Carriers,
    pub weight: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Village {
    pub village_hi: String,
    pub village_en: String,
    pub block_hi: String,
    pub block_en: String,
}

#[derive(Debug, Clone, Deserialize)]
struct CensusRow {
    age: String,
    males: u32,
    females: u32,
}

/// One age group of one sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// Completed years: the first of the group.
    pub from: u32,
    /// How many years the group has.
    pub years: u32,
    pub sex: Sex,
    /// Persons counted.
    pub persons: u32,
}

#[derive(Debug)]
pub(super) struct Census(pub Vec<Cell>);

#[derive(Debug)]
pub(super) struct Tables {
    pub census: Census,
    pub given: Vec<Given>,
    pub surnames: Vec<Surname>,
    pub villages: Vec<Village>,
}

impl Tables {
    pub(super) fn read() -> Result<Self, SeedError> {
        let rows: Vec<CensusRow> = rows("census2011_c14_muzaffarpur.csv", CENSUS)?;
        let cells = rows.iter().filter_map(|row| group(&row.age).map(|(from, years)| (row, from, years)));
        let cells = cells.flat_map(|(row, from, years)| {
            [(Sex::Male, row.males), (Sex::Female, row.females)].map(|(sex, persons)| Cell {
                from,
                years,
                sex,
                persons,
            })
        });
        Ok(Self {
            census: Census(cells.collect()),
            given: self::rows("given_names.csv", GIVEN)?,
            surnames: self::rows("surnames.csv", SURNAMES)?,
            villages: self::rows("villages.csv", VILLAGES)?,
        })
    }
}

fn rows<T: DeserializeOwned>(table: &'static str, content: &str) -> Result<Vec<T>, SeedError> {
    let mut reader = csv::Reader::from_reader(content.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|e| SeedError::Table { table, why: e.to_string() })
}

/// First year and number of years of a row of C-14; `None` for the total and for "age not stated".
fn group(age: &str) -> Option<(u32, u32)> {
    if let Some(from) = age.strip_suffix('+') {
        // 80 and over: drawn up to 94, which few pass.
        return Some((from.parse().ok()?, 15));
    }
    let (from, to) = age.split_once('-')?;
    let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
    Some((from, (to + 1).saturating_sub(from)))
}

impl Census {
    /// So many cells, each as often as the census has persons in it (systematic sampling: at most one off per cell),
    /// in a random order.
    pub(super) fn systematic(&self, wanted: u32, dice: &mut Dice) -> Vec<Cell> {
        let total: u64 = self.0.iter().map(|c| u64::from(c.persons)).sum();
        let mut drawn = Vec::new();
        let mut counted = 0;
        for cell in &self.0 {
            // The sample's share up to and including this cell, rounded to whole persons.
            counted += u64::from(cell.persons);
            let due = (counted * u64::from(wanted) * 2 + total) / (total * 2).max(1);
            let already = u64::try_from(drawn.len()).unwrap_or(u64::MAX);
            drawn.extend((already..due).map(|_| *cell));
        }
        for at in (1..drawn.len()).rev() {
            let other = dice.below(u32::try_from(at + 1).unwrap_or(u32::MAX));
            drawn.swap(at, usize::try_from(other).unwrap_or(0));
        }
        drawn
    }
}
