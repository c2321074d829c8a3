//! What is done for patients, and what comes of it.

use super::super::ailments::PREGNANCY;
use super::super::targets;
use super::Survey;
use super::measure::Measure;
use abhyas_hims::Day;
use abhyas_hims::m01_registration::BhavyaId;
use abhyas_hims::m03_opd::{Encounter, Prescription, Vitals};
use std::collections::BTreeMap;

const KIND: &str = "process";
const DIARRHOEA: &str = "A09";
/// A pregnancy whose first check-up is so long ago is over.
const OVER: i32 = 250;
/// Check-ups further apart than this belong to two pregnancies.
const ANOTHER: i32 = 200;

pub(super) fn measures(survey: &Survey<'_>) -> Vec<Measure> {
    let mut measures = diarrhoea(survey).to_vec();
    measures.push(checkups(survey));
    measures.push(controlled(survey));
    measures
}

fn generics<'a>(survey: &Survey<'a>, encounter: &Encounter) -> Vec<&'a str> {
    let of_encounter = survey.world.prescriptions().find(Prescription::BY_ENCOUNTER, encounter.id.as_str());
    let product = |line: &abhyas_hims::m03_opd::RxLine| survey.world.products().get(&line.product);
    of_encounter.flat_map(|rx| &rx.lines).filter_map(product).map(|p| p.generic.as_str()).collect()
}

/// ORS and zinc for children under five with diarrhoea.
fn diarrhoea(survey: &Survey<'_>) -> [Measure; 2] {
    let (mut ors, mut zinc, mut n) = (0, 0, 0);
    for encounter in survey.world.encounters().find(Encounter::BY_DIAGNOSIS, DIARRHOEA) {
        let Some(patient) = survey.world.patients().get(&encounter.patient) else { continue };
        let days = encounter.opened.at.day().0 - patient.birth.day(survey.calendar).0;
        if encounter.state.signed().is_some() && days < 1826 {
            let given = generics(survey, encounter);
            n += 1;
            ors += usize::from(given.contains(&"ors"));
            zinc += usize::from(given.contains(&"zinc"));
        }
    }
    let source = "NFHS-5, Muzaffarpur (asked at home)";
    [
        Measure::share(KIND, "ORS for children under 5 y with diarrhoea", ors, n, targets::ORS, source),
        Measure::share(KIND, "zinc for children under 5 y with diarrhoea", zinc, n, targets::ZINC, source),
    ]
}

/// Pregnancies that are over, and how many of them had four check-ups or more here.
fn checkups(survey: &Survey<'_>) -> Measure {
    let mut days: BTreeMap<&BhavyaId, Vec<i32>> = BTreeMap::new();
    for encounter in survey.world.encounters().find(Encounter::BY_DIAGNOSIS, PREGNANCY) {
        days.entry(&encounter.patient).or_default().push(encounter.opened.at.day().0);
    }
    let (mut enough, mut n) = (0, 0);
    for mut of_woman in days.into_values() {
        of_woman.sort_unstable();
        for pregnancy in of_woman.chunk_by(|a, b| b - a < ANOTHER) {
            if pregnancy.first().is_some_and(|day| *day < -OVER) {
                n += 1;
                enough += usize::from(pregnancy.len() >= 4);
            }
        }
    }
    let source = "NFHS-5, Muzaffarpur; of pregnancies with a check-up here";
    Measure::share(KIND, "four or more check-ups in pregnancy", enough, n, targets::FOUR_CHECKUPS, source)
}

/// Patients treated for high blood pressure at an earlier visit: below 140/90 at the last one.
fn controlled(survey: &Survey<'_>) -> Measure {
    let mut since: BTreeMap<&BhavyaId, Day> = BTreeMap::new();
    for encounter in survey.world.encounters().find(Encounter::BY_DIAGNOSIS, super::super::ailments::HYPERTENSION) {
        let day = encounter.opened.at.day();
        let first = since.entry(&encounter.patient).or_insert(day);
        *first = day.min(*first);
    }
    let (mut below, mut n) = (0, 0);
    for (patient, since) in since {
        let last = survey.world.vitals().find(Vitals::BY_PATIENT, patient.as_str()).max_by_key(|v| v.taken.at);
        let Some(last) = last.filter(|v| v.taken.at.day() > since) else { continue };
        let (Some(systolic), Some(diastolic)) = (last.measured.systolic, last.measured.diastolic) else { continue };
        n += 1;
        below += usize::from(systolic < 140 && diastolic < 90);
    }
    let source = "our assumption: no figure was found";
    Measure::share(KIND, "below 140/90 mmHg after treatment", below, n, targets::PRESSURE_CONTROLLED, source)
}
