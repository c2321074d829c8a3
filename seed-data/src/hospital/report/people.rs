//! Age, sex and area beside the census.

use super::super::census::Cell;
use super::super::tables::{Area, Tables};
use super::Survey;
use super::measure::{Measure, count};
use abhyas_hims::Day;
use abhyas_hims::m01_registration::{Birth, Patient, Sex};
use std::collections::{BTreeMap, BTreeSet};

const CENSUS: &str = "Census 2011, table C-14, Muzaffarpur";
const KIND: &str = "age_sex";

/// Total variation over the cells, the largest cell's error, and how round the ages are.
pub(super) fn age_and_sex(survey: &Survey<'_>, tables: &Tables) -> Vec<Measure> {
    let town: BTreeSet<(&str, &str)> = tables
        .villages
        .iter()
        .filter(|v| v.area == Area::Urban)
        .map(|v| (v.village_en.as_str(), v.block_en.as_str()))
        .collect();
    let mut seen: BTreeMap<(u32, Sex, Area), usize> = BTreeMap::new();
    for patient in survey.world.patients().iter() {
        let place = (patient.place.village.en.as_str(), patient.place.block.en.as_str());
        let area = if town.contains(&place) { Area::Urban } else { Area::Rural };
        let group = (patient.birth.age(survey.calendar, Day(0)) / 5 * 5).min(80);
        *seen.entry((group, patient.sex, area)).or_default() += 1;
    }
    let total = count(survey.world.patients().len()).max(1.0);
    let persons: f64 = tables.census.0.iter().map(|c| f64::from(c.persons)).sum();
    let error = |cell: &Cell| {
        let mine = count(seen.get(&(cell.from, cell.sex, cell.area)).copied().unwrap_or(0)) / total;
        (mine - f64::from(cell.persons) / persons).abs()
    };
    let variation = tables.census.0.iter().map(error).sum::<f64>() / 2.0;
    let largest = tables.census.0.iter().map(error).fold(0.0, f64::max);
    let n = survey.world.patients().len();
    let women = survey.world.patients().iter().filter(|p| p.sex == Sex::Female).count();
    let census_women: f64 = tables.census.0.iter().filter(|c| c.sex == Sex::Female).map(|c| f64::from(c.persons)).sum();
    let mut measures = vec![
        Measure::at_most(KIND, "total variation over age, sex and area", variation, n, 0.02, CENSUS),
        Measure::at_most(KIND, "largest error of a cell", largest, n, 0.01, CENSUS),
        Measure::share(KIND, "women among all patients", women, n, census_women / persons, CENSUS),
    ];
    measures.extend(heaping(survey));
    measures
}

/// Whipple's index: ages of 23 to 62 that end in 0 or 5, against a fifth of all, in per cent. 100 is none, 500 all.
fn heaping(survey: &Survey<'_>) -> [Measure; 2] {
    let told = |patient: &Patient| match patient.birth {
        Birth::Aged { years, .. } => Some(years),
        Birth::On { .. } => None,
    };
    let known = |patient: &Patient| match patient.birth {
        Birth::On { .. } => Some(patient.birth.age(survey.calendar, patient.registered.at.day())),
        Birth::Aged { .. } => None,
    };
    let whipple = |age: &dyn Fn(&Patient) -> Option<u32>| {
        let ages: Vec<u32> =
            survey.world.patients().iter().filter_map(|p| age(p)).filter(|a| (23..63).contains(a)).collect();
        let round = ages.iter().filter(|a| a.is_multiple_of(5)).count();
        (count(round) * 500.0 / count(ages.len()).max(1.0), ages.len())
    };
    let (of_told, n_told) = whipple(&told);
    let (of_known, n_known) = whipple(&known);
    let rough = "United Nations: above 175 is very rough";
    let fine = "United Nations: below 110 is fairly accurate; 99 % interval for the number of ages";
    let slack = 2.576 * (100.0 * 400.0 / count(n_known).max(1.0)).sqrt();
    [
        Measure::between(KIND, "Whipple's index of ages that are told", of_told, n_told, (175.0, 400.0), rough),
        Measure::between(
            KIND,
            "Whipple's index of known birth dates",
            of_known,
            n_known,
            (95.0 - slack, 110.0 + slack),
            fine,
        ),
    ]
}
