//! The emergency room, the wards and the labour room: what can not have happened there, and how deliveries went.

use super::super::history::CAESAREAN;
use super::Survey;
use super::measure::Measure;
use super::times::{LAST, NONE, in_order, registered};
use abhyas_hims::m04_emergency::{Disposal, EmergencyState, EmergencyVisit};
use abhyas_hims::m05_ipd::{Admission, AdmissionState, AdmittedFrom};
use abhyas_hims::m12_maternity::{BirthOutcome, Delivery, DeliveryMode};
use abhyas_hims::{Moment, World};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Plausible completed weeks of a pregnancy at birth.
const WEEKS: std::ops::RangeInclusive<u8> = 22..=44;

/// The impossibilities of each kind of record.
pub(super) fn times(survey: &Survey<'_>) -> Vec<Measure> {
    let world = survey.world;
    let zero =
        |name: &str, wrong: usize, n: usize| Measure::at_most("time", name, super::measure::count(wrong), n, 0.0, NONE);
    vec![
        zero("emergency visits out of order", emergencies(survey), world.emergency_visits().len()),
        zero("admissions out of order", admissions(survey), world.admissions().len()),
        zero("two in one bed, or one in two", shared(world), world.admissions().len()),
        zero("deliveries out of order", deliveries(survey), world.deliveries().len()),
        zero("something after a death", after_death(world), world.emergency_visits().len()),
    ]
}

/// How deliveries went.
pub(super) fn process(survey: &Survey<'_>) -> Measure {
    let all = survey.world.deliveries();
    let caesarean = all.iter().filter(|d| d.mode == DeliveryMode::Caesarean).count();
    let source = "NFHS-5, Muzaffarpur: births in public facilities";
    Measure::share("process", "deliveries by caesarean", caesarean, all.len(), CAESAREAN, source)
}

fn emergencies(survey: &Survey<'_>) -> usize {
    let wrong = |visit: &&Arc<EmergencyVisit>| {
        let vitals = visit.vitals.as_ref().map(|id| survey.world.vitals().get(id).map_or(LAST, |v| v.taken.at));
        let mut moments = vec![registered(survey, &visit.patient), visit.arrived.at];
        moments.extend(vitals);
        moments.extend(visit.state.triage().map(|t| t.triaged.at));
        if let EmergencyState::Left { left, disposal, .. } = &visit.state {
            moments.push(left.at);
            if let Disposal::Admitted { admission } = disposal {
                moments.push(survey.world.admissions().get(admission).map_or(LAST, |a| a.admitted.at));
            }
        }
        !in_order(moments)
    };
    survey.world.emergency_visits().iter().filter(wrong).count()
}

fn admissions(survey: &Survey<'_>) -> usize {
    let world = survey.world;
    let wrong = |admission: &&Arc<Admission>| {
        let from = match &admission.from {
            AdmittedFrom::Emergency { visit } => world.emergency_visits().get(visit).map_or(LAST, |v| v.arrived.at),
            AdmittedFrom::Labour => registered(survey, &admission.patient),
        };
        let mut moments = vec![registered(survey, &admission.patient), from, admission.admitted.at];
        match &admission.state {
            AdmissionState::Admitted => {}
            AdmissionState::DischargeAdvised { advised } => moments.push(advised.at),
            AdmissionState::Ended { ended, .. } => moments.push(ended.at),
        }
        let bed = world.beds().get(&admission.bed).is_some_and(|bed| bed.ward == admission.ward);
        // Nobody is seen as an out-patient while they lie in a bed.
        let until = admission.left().unwrap_or(LAST);
        let lies = admission.admitted.at..until;
        let own = world.tokens().find(abhyas_hims::m02_queue::Token::BY_PATIENT, admission.patient.as_str());
        let elsewhere = own.filter(|token| lies.contains(&token.issued.at)).count() > 0;
        !in_order(moments) || !bed || elsewhere
    };
    world.admissions().iter().filter(wrong).count()
}

/// Stays that overlap another one in the same bed, or of the same patient.
fn shared(world: &World) -> usize {
    let mut stays: BTreeMap<&str, Vec<(Moment, Moment)>> = BTreeMap::new();
    for admission in world.admissions().iter() {
        let stay = (admission.admitted.at, admission.left().unwrap_or(Moment(i64::MAX)));
        for key in [admission.bed.as_str(), admission.patient.as_str()] {
            stays.entry(key).or_default().push(stay);
        }
    }
    let overlaps = |stays: &mut Vec<(Moment, Moment)>| {
        stays.sort_unstable();
        stays.windows(2).filter(|pair| matches!(pair, [a, b] if a.1 > b.0)).count()
    };
    stays.values_mut().map(overlaps).sum()
}

fn deliveries(survey: &Survey<'_>) -> usize {
    let world = survey.world;
    let wrong = |delivery: &&Arc<Delivery>| {
        let admitted = delivery.admission.as_ref().map(|id| world.admissions().get(id).map_or(LAST, |a| a.admitted.at));
        let mut moments = vec![registered(survey, &delivery.mother)];
        moments.extend(admitted);
        moments.push(delivery.born.at);
        let children = delivery.children.iter().all(|child| match (&child.patient, child.outcome) {
            (None, BirthOutcome::Still) => true,
            (Some(id), BirthOutcome::Live) => world.patients().get(id).is_some_and(|p| {
                let born = p.birth.day(survey.calendar);
                born == delivery.born.at.day()
                    && delivery.born.at <= p.registered.at
                    && p.newborn.as_ref().is_some_and(|n| n.mother == delivery.mother)
            }),
            _ => false,
        });
        let theatre = delivery.theatre.is_some() == (delivery.mode == DeliveryMode::Caesarean);
        !in_order(moments) || !children || !theatre || delivery.children.is_empty() || !WEEKS.contains(&delivery.weeks)
    };
    world.deliveries().iter().filter(wrong).count()
}

/// Patients who died in the emergency room and came again.
fn after_death(world: &World) -> usize {
    let died = world.emergency_visits().iter().filter_map(|visit| match &visit.state {
        EmergencyState::Left { disposal: Disposal::Died, left, .. } => Some((&visit.patient, left.at)),
        _ => None,
    });
    let comes_again = |(patient, at): &(&abhyas_hims::m01_registration::BhavyaId, Moment)| {
        abhyas_hims::timeline::of(world, patient).first().is_some_and(|event| event.at > *at)
    };
    died.filter(comes_again).count()
}
