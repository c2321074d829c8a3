//! What waits in the laboratory, and what other modules show of it: queries.

use super::order::{LabOrder, Priority};
use super::report::LabReport;
use super::result::LabResult;
use super::specimen::Specimen;
use super::value;
use crate::m01_registration::BhavyaId;
use crate::reference::{LabTest, LabTestId};
use crate::time::{Day, Moment};
use crate::world::World;
use std::sync::Arc;

/// The orders of one state that is open, the most urgent first, then the oldest.
#[must_use]
pub fn orders_in(world: &World, state: &str) -> Vec<Arc<LabOrder>> {
    let mut orders: Vec<_> = world.lab_orders().find(LabOrder::BY_OPEN, state).cloned().collect();
    orders.sort_by_key(|o| (o.priority.rank(), o.ordered.at, o.id.clone()));
    orders
}

/// The orders that wait for a sample, of all patients.
#[must_use]
pub fn to_collect(world: &World) -> Vec<Arc<LabOrder>> {
    let mut orders = orders_in(world, "recollect");
    orders.extend(orders_in(world, "ordered"));
    orders.sort_by_key(|o| (o.priority.rank(), o.ordered.at, o.id.clone()));
    orders
}

/// The samples of orders of one state, each once, in the order of [`orders_in`].
#[must_use]
pub fn specimens_in(world: &World, state: &str) -> Vec<Arc<Specimen>> {
    let mut specimens: Vec<Arc<Specimen>> = Vec::new();
    for order in orders_in(world, state) {
        let specimen = order.state.specimen().and_then(|id| world.specimens().get(id));
        specimens.extend(specimen.filter(|s| specimens.iter().all(|have| have.id != s.id)).cloned());
    }
    specimens
}

/// The critical results of which nobody was told, the oldest first.
#[must_use]
pub fn open_calls(world: &World) -> Vec<Arc<LabResult>> {
    let mut results: Vec<_> = world.lab_results().find(LabResult::BY_CALL, "open").cloned().collect();
    results.sort_by_key(|r| (r.entered.at, r.id.clone()));
    results
}

/// When the report on an order is due: the test's turnaround after the sample was taken; none before that.
#[must_use]
pub fn due(world: &World, order: &LabOrder) -> Option<Moment> {
    let specimen = order.state.specimen().and_then(|id| world.specimens().get(id))?;
    let test = world.lab_tests().get(&order.test)?;
    Some(specimen.collected.at.plus_minutes(allowed(test, order.priority)))
}

fn allowed(test: &LabTest, priority: Priority) -> i64 {
    match priority {
        Priority::Routine => test.turnaround,
        Priority::Urgent | Priority::Stat => test.turnaround_urgent,
    }
    .into()
}

/// The open orders whose report is due before `now`, the longest overdue first.
#[must_use]
pub fn overdue(world: &World, now: Moment) -> Vec<(Arc<LabOrder>, Moment)> {
    let states = ["collected", "received", "resulted", "verified"];
    let open = states.iter().flat_map(|state| orders_in(world, state)).filter(|o| o.correction.is_none());
    let mut late: Vec<_> = open.filter_map(|o| due(world, &o).map(|d| (o, d))).filter(|(_, d)| *d < now).collect();
    late.sort_by_key(|(order, due)| (*due, order.id.clone()));
    late
}

/// The result of an order's test that counts.
#[must_use]
pub fn result_of(world: &World, order: &LabOrder, test: &LabTestId) -> Option<Arc<LabResult>> {
    let of_order = world.lab_results().find(LabResult::BY_ORDER, order.id.as_str());
    of_order.filter(|r| r.is_current()).find(|r| &r.test == test).cloned()
}

/// The results of an order that count, in the order of its tests.
#[must_use]
pub fn results_of(world: &World, order: &LabOrder) -> Vec<Arc<LabResult>> {
    order.tests.iter().filter_map(|test| result_of(world, order, test)).collect()
}

/// The short names of the tests of results.
#[must_use]
pub fn shorts<'a>(world: &World, results: impl Iterator<Item = &'a Arc<LabResult>>) -> String {
    let short = |r: &Arc<LabResult>| world.lab_tests().get(&r.test).map(|t| t.short.clone());
    results.filter_map(short).collect::<Vec<_>>().join(", ")
}

/// The verified results of a patient's test, the earliest first.
#[must_use]
pub fn trend(world: &World, patient: &BhavyaId, test: &LabTest) -> Vec<Arc<LabResult>> {
    let mut results: Vec<_> = value::trend(world, patient, test).filter(|r| r.is_current()).cloned().collect();
    results.sort_by_key(|r| (r.entered.at, r.id.clone()));
    results
}

/// The orders of a patient, the latest first.
#[must_use]
pub fn orders_of_patient(world: &World, patient: &BhavyaId) -> Vec<Arc<LabOrder>> {
    let mut orders: Vec<_> = world.lab_orders().find(LabOrder::BY_PATIENT, patient.as_str()).cloned().collect();
    orders.sort_by_key(|o| std::cmp::Reverse((o.ordered.at, o.id.clone())));
    orders
}

/// The reports of a patient that count, the latest first.
#[must_use]
pub fn reports_of_patient(world: &World, patient: &BhavyaId) -> Vec<Arc<LabReport>> {
    let of_patient = world.lab_reports().find(LabReport::BY_PATIENT, patient.as_str());
    let mut reports: Vec<_> = of_patient.filter(|r| r.is_current()).cloned().collect();
    reports.sort_by_key(|r| std::cmp::Reverse((r.released.at, r.id.clone())));
    reports
}

/// The laboratory's day: first releases, the median of their minutes from sample to report, and how many were in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turnaround {
    /// First releases of the day.
    pub reports: usize,
    /// The median, in minutes; none without a report.
    pub median_minutes: Option<i64>,
    /// Reports within the test's turnaround.
    pub in_time: usize,
}

/// The turnaround of a day.
#[must_use]
pub fn turnaround(world: &World, day: Day) -> Turnaround {
    let of_day = world.lab_reports().find(LabReport::BY_DAY, &day.0.to_string());
    let first: Vec<_> = of_day.filter(|r| r.version == 1).collect();
    let mut minutes: Vec<i64> = first.iter().map(|r| r.turnaround_minutes).collect();
    minutes.sort_unstable();
    let in_time = first.iter().filter(|r| {
        let order = world.lab_orders().get(&r.order);
        let test = order.and_then(|o| world.lab_tests().get(&o.test));
        order.zip(test).is_some_and(|(o, t)| r.turnaround_minutes <= allowed(t, o.priority))
    });
    let in_time = in_time.count();
    Turnaround { reports: first.len(), median_minutes: minutes.get(minutes.len() / 2).copied(), in_time }
}
