//! The ordered pass: day by day and queue by queue, what people intended becomes the hospital's records.
//!
//! Numbers, doctors' time and stock are given out here in one order (day, department, time of arrival, number of the
//! patient), so nothing depends on how the people were made. What a visit needs by chance comes from the visit's own salt.

mod beds;
mod consult;
mod emergency;
mod findings;
mod formulary;
mod laboratory;
mod pharmacy;
mod queue;
mod records;
mod staff;

pub(super) use emergency::CAESAREAN;
pub(super) use formulary::Formulary;
pub(super) use laboratory::{HAEMOGLOBIN, SCREENING};
pub(super) use records::Records;

use super::SeedError;
use super::ailments::Ailments;
use super::dice::Dice;
use super::emergencies::Emergencies;
use super::people::Person;
use super::visits::{FULL_DAYS, THIN_DAYS, Visit};
use abhyas_hims::Day;
use abhyas_hims::reference::Standard;
use consult::Desk;
use emergency::Emergency24;
use laboratory::Laboratory;
use pharmacy::Pharmacy;
use queue::{Arrival, Seen};
use records::Series;
use staff::Staff;

/// One intended visit and its place.
#[derive(Debug, Clone, Copy)]
struct Planned {
    day: Day,
    department: usize,
    minute: u16,
    person: usize,
    visit: usize,
}

/// A visit with everything around it.
#[derive(Clone, Copy)]
struct Case<'a> {
    person: &'a Person,
    visit: &'a Visit,
    department: usize,
}

impl Case<'_> {
    fn dice(&self) -> Dice {
        Dice::salted(self.visit.salt)
    }
}

/// Makes the hospital's records of everybody's visits.
///
/// # Errors
/// [`SeedError::Table`] when the tables do not fit each other.
pub(super) fn records(
    persons: &[Person],
    ailments: &Ailments,
    emergencies: &Emergencies,
    formulary: &Formulary<'_>,
    standard: &Standard,
    per_day: f64,
) -> Result<Records, SeedError> {
    let staff = Staff::new(formulary.departments())?;
    let mut records = Records::default();
    let mut series = Series::default();
    let desk = Desk::new(ailments, formulary, &staff);
    let laboratory = Laboratory::new(standard, ailments, &staff)?;
    laboratory.controls(&mut series, &mut records);
    let mut pharmacy = Pharmacy::new(formulary, &staff, per_day);
    pharmacy.open(Day(-(FULL_DAYS + THIN_DAYS) - 1), &mut series, &mut records);
    let planned = in_order(persons, ailments, formulary)?;
    for of_day in planned.chunk_by(|a, b| a.day == b.day) {
        let Some(day) = of_day.first().map(|p| p.day) else { continue };
        pharmacy.deliveries(day, &mut series, &mut records);
        let mut seen: Vec<(Case<'_>, Seen)> = Vec::with_capacity(of_day.len());
        for of_queue in of_day.chunk_by(|a, b| a.department == b.department) {
            let cases: Vec<Case<'_>> = of_queue.iter().filter_map(|p| case(persons, p)).collect();
            let arrivals: Vec<Arrival> = cases.iter().map(|c| queue::arrival(c, day)).collect();
            seen.extend(cases.into_iter().zip(queue::hold(&arrivals, day)));
        }
        // Tokens are numbered as they are given, everything else as the doctor begins.
        seen.sort_by_key(|(case, seen)| (seen.issued, case.department, seen.number));
        let tokens: Vec<_> = seen
            .iter()
            .map(|(case, seen)| queue::token(case, seen, day, &staff, formulary, &mut series, &mut records))
            .collect();
        let mut order: Vec<_> = seen.iter().zip(tokens).collect();
        order.sort_by_key(|((case, seen), _)| (seen.began, case.department, seen.number));
        for ((case, seen), token) in order {
            desk.vitals(case, seen, day, &mut series, &mut records);
            let Some(mut consultation) = desk.consult(case, seen, token, day, &mut series, &mut records) else {
                continue;
            };
            laboratory.orders(case, &mut consultation, day, &mut series, &mut records);
            if let Some((prescription, signed)) = desk.prescription(&consultation, day, &mut series) {
                pharmacy.serve(case, &prescription, day, signed, &mut series, &mut records);
                records.prescriptions.push(prescription);
            }
            records.encounters.push(consultation.encounter);
        }
    }
    pharmacy.close(&mut records);
    Emergency24::new(emergencies, &staff, persons.len())?.run(persons, &mut series, &mut records)?;
    records.counters = series.counters();
    Ok(records)
}

fn case<'a>(persons: &'a [Person], planned: &Planned) -> Option<Case<'a>> {
    let person = persons.get(planned.person)?;
    Some(Case { person, visit: person.visits.get(planned.visit)?, department: planned.department })
}

/// All visits by day, department, time and person.
fn in_order(persons: &[Person], ailments: &Ailments, formulary: &Formulary<'_>) -> Result<Vec<Planned>, SeedError> {
    let departments =
        ailments.0.iter().map(|a| formulary.department_place(&a.department)).collect::<Result<Vec<_>, _>>()?;
    let mut planned: Vec<Planned> = Vec::new();
    for (person, known) in persons.iter().enumerate() {
        for (visit, intended) in known.visits.iter().enumerate() {
            let department = departments.get(intended.ailment).copied().unwrap_or(0);
            planned.push(Planned { day: intended.day, department, minute: intended.minute, person, visit });
        }
    }
    planned.sort_unstable_by_key(|p| (p.day, p.department, p.minute, p.person));
    Ok(planned)
}
