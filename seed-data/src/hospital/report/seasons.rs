//! When in the year illnesses come, and how long people stay away.

use super::super::visits::{FULL_DAYS, THIN_DAYS};
use super::Survey;
use super::measure::{Measure, count};
use abhyas_hims::Day;
use abhyas_hims::m01_registration::BhavyaId;
use abhyas_hims::m03_opd::Encounter;
use chrono::Datelike;
use std::collections::BTreeMap;

const KIND: &str = "season";

/// An illness, its name, its months, their share of the year, and where that stands.
struct Season {
    code: &'static str,
    name: &'static str,
    months: &'static [u32],
    share: f64,
    source: &'static str,
}

const SEASONS: &[Season] = &[
    Season {
        code: "A86",
        name: "AES, May to July",
        months: &[5, 6, 7],
        share: 0.90,
        source: "our reading of Natl Med J India 2017;30:317",
    },
    Season {
        code: "A86",
        name: "AES, June",
        months: &[6],
        share: 0.60,
        source: "our reading of Natl Med J India 2017;30:317",
    },
    Season {
        code: "A90",
        name: "dengue, September and October",
        months: &[9, 10],
        share: 0.84,
        source: "our reading of PTI and Down To Earth 2023",
    },
    Season {
        code: "B55.0",
        name: "kala-azar, March and April",
        months: &[3, 4],
        share: 270.0 / 1285.0,
        source: "PLoS ONE 2011;6:e14751: near flat, +35 % in March and April, +15 % in July",
    },
    Season {
        code: "A09",
        name: "diarrhoea, June to September",
        months: &[6, 7, 8, 9],
        share: 0.50,
        source: "our assumption (monsoon)",
    },
];

pub(super) fn measures(survey: &Survey<'_>) -> Vec<Measure> {
    let mut measures: Vec<Measure> = SEASONS.iter().map(|season| of_season(survey, season)).collect();
    measures.push(gaps(survey));
    measures
}

/// New cases (not reviews) of the three whole years, in which each month counts alike.
fn of_season(survey: &Survey<'_>, season: &Season) -> Measure {
    let years = -(FULL_DAYS + THIN_DAYS)..-FULL_DAYS;
    let (mut hits, mut n) = (0, 0);
    for encounter in survey.world.encounters().find(Encounter::BY_DIAGNOSIS, season.code) {
        let day = encounter.opened.at.day();
        let new = !encounter.diagnoses.iter().any(|d| d.kind == abhyas_hims::m03_opd::DiagnosisKind::Confirmed);
        if new && years.contains(&day.0) {
            n += 1;
            hits += usize::from(season.months.contains(&survey.calendar.date(day).month()));
        }
    }
    Measure::share(KIND, season.name, hits, n, season.share, season.source)
}

/// Days between two visits of a patient: the middle one of all.
fn gaps(survey: &Survey<'_>) -> Measure {
    let mut days: BTreeMap<&BhavyaId, Vec<Day>> = BTreeMap::new();
    for encounter in survey.world.encounters().iter() {
        days.entry(&encounter.patient).or_default().push(encounter.opened.at.day());
    }
    let mut gaps: Vec<i32> = Vec::new();
    for mut of_patient in days.into_values() {
        of_patient.sort_unstable();
        gaps.extend(of_patient.windows(2).filter_map(|pair| Some(pair.get(1)?.0 - pair.first()?.0)));
    }
    gaps.sort_unstable();
    let middle = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    let value = count(usize::try_from(middle).unwrap_or(0));
    Measure::between(KIND, "days between two visits, median", value, gaps.len(), (14.0, 180.0), "our assumption")
}
