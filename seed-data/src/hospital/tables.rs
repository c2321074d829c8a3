//! The tables that patients are drawn from (`data/hospital/`).

use super::SeedError;
use super::census::Census;
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

/// Town or country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Area {
    Rural,
    Urban,
}

/// When a name was given most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Era {
    /// Rare below 45.
    Elder,
    Any,
    /// Rare above 30.
    Young,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Given {
    pub hi: String,
    pub en: String,
    pub sex: Sex,
    pub community: Community,
    pub era: Era,
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
    pub area: Area,
    pub weight: u32,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct CensusRow {
    pub age: String,
    rural_m: u32,
    rural_f: u32,
    urban_m: u32,
    urban_f: u32,
}

impl CensusRow {
    pub(super) const fn persons(&self, sex: Sex, area: Area) -> u32 {
        match (sex, area) {
            (Sex::Female, Area::Rural) => self.rural_f,
            (Sex::Female, Area::Urban) => self.urban_f,
            (_, Area::Rural) => self.rural_m,
            (_, Area::Urban) => self.urban_m,
        }
    }
}

#[derive(Debug)]
pub(super) struct Tables {
    pub census: Census,
    pub given: Vec<Given>,
    pub surnames: Vec<Surname>,
    pub villages: Vec<Village>,
}

impl Tables {
    pub(super) fn read() -> Result<Self, SeedError> {
        Ok(Self {
            census: Census::of(&rows::<CensusRow>("census2011_c14_muzaffarpur.csv", CENSUS)?),
            given: rows("given_names.csv", GIVEN)?,
            surnames: rows("surnames.csv", SURNAMES)?,
            villages: rows("villages.csv", VILLAGES)?,
        })
    }
}

/// The rows of a table; lines that begin with `#` say where it comes from.
pub(super) fn rows<T: DeserializeOwned>(table: &'static str, content: &str) -> Result<Vec<T>, SeedError> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(content.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|e| SeedError::Table { table, why: e.to_string() })
}
