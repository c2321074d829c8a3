//! How many people of which age, sex and area there are: Census 2011, table C-14.

use super::dice::Dice;
use super::tables::{Area, CensusRow};
use abhyas_hims::m01_registration::Sex;

/// One five-year age group of one sex in town or country.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// Completed years: the first of the group.
    pub from: u32,
    /// How many years the group has.
    pub years: u32,
    pub sex: Sex,
    pub area: Area,
    /// Persons counted.
    pub persons: u32,
    /// The share of the group whose birth date is known. The census counts ages as they are told, with heaps at 10, 40
    /// and 60; what the smoothed curve does not need of a heap tells an age only.
    pub documented: f64,
}

#[derive(Debug)]
pub(super) struct Census(pub Vec<Cell>);

/// The share of people who know their birth date, by the first year of the age group. Our assumption: younger people
/// have birth certificates and school papers, older ones do not. NFHS-5 has 82 % of births under five registered here.
fn knows_birth_date(from: u32) -> f64 {
    match from {
        0..5 => 1.0,
        5..15 => 0.9,
        15..30 => 0.8,
        30..45 => 0.6,
        45..60 => 0.45,
        _ => 0.35,
    }
}

impl Census {
    /// The cells of the table's rows; the total and "age not stated" are no cells.
    pub(super) fn of(rows: &[CensusRow]) -> Self {
        let mut cells = Vec::new();
        let groups: Vec<_> =
            rows.iter().filter_map(|row| group(&row.age).map(|(from, years)| (row, from, years))).collect();
        for (sex, area) in
            [(Sex::Male, Area::Rural), (Sex::Female, Area::Rural), (Sex::Male, Area::Urban), (Sex::Female, Area::Urban)]
        {
            let counts: Vec<f64> = groups.iter().map(|(row, ..)| f64::from(row.persons(sex, area))).collect();
            for (at, (row, from, years)) in groups.iter().enumerate() {
                let told = counts.get(at).copied().unwrap_or(0.0);
                let smooth = smoothed(&counts, at);
                let documented =
                    knows_birth_date(*from) * if told > 0.0 { (smooth / told).clamp(0.0, 1.0) } else { 0.0 };
                let documented = if *from == 0 { 1.0 } else { documented };
                cells.push(Cell { from: *from, years: *years, sex, area, persons: row.persons(sex, area), documented });
            }
        }
        Self(cells)
    }

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

/// The five-point formula of the United Nations for five-year groups (Manual III, 1956): it takes a heap down and leaves
/// the pyramid's slope. The first and the last two groups stay as they are.
fn smoothed(counts: &[f64], at: usize) -> f64 {
    let value = |offset: usize| counts.get(at + offset - 2).copied();
    let here = counts.get(at).copied().unwrap_or(0.0);
    if at < 2 {
        return here;
    }
    let (Some(a), Some(b), Some(c), Some(d), Some(e)) = (value(0), value(1), value(2), value(3), value(4)) else {
        return here;
    };
    (-a + 4.0 * b + 10.0 * c + 4.0 * d - e) / 16.0
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
