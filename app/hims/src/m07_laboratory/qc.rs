//! Control material: the Westgard rules, and whether a test is in control on a day.

use super::qc_run::{QcRun, Westgard, qc_key};
use crate::reference::LabTest;
use crate::time::Day;
use crate::world::World;
use std::sync::Arc;

/// How the controls of a test stand on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QcStatus {
    /// No numeric control is run for the test.
    NotNeeded,
    /// A level was not run on that day.
    Missing,
    /// Every level was run, and the last run of each broke no rule.
    InControl,
    /// The last run of a level broke a rule.
    Failed,
}

/// Two standard deviations, in thousandths of one.
const TWO_S: i64 = 2000;
/// Three standard deviations, in thousandths of one.
const THREE_S: i64 = 3000;

/// The rules that a run breaks. Distances from the mean in thousandths of a standard deviation: of this run, of the last
/// run of the same level that was in control, and of the last run of each other level of the same day that was in control.
#[must_use]
pub fn broken(z: i64, before: Option<i64>, others: &[i64]) -> Vec<Westgard> {
    let same_side = |other: i64| (z > TWO_S && other > TWO_S) || (z < -TWO_S && other < -TWO_S);
    let opposite = |other: i64| (z > TWO_S && other < -TWO_S) || (z < -TWO_S && other > TWO_S);
    let mut rules = Vec::new();
    if z.abs() > THREE_S {
        rules.push(Westgard::OneThreeS);
    }
    if before.is_some_and(same_side) {
        rules.push(Westgard::TwoTwoS);
    }
    if others.iter().any(|other| opposite(*other)) {
        rules.push(Westgard::RangeFourS);
    }
    rules
}

/// The runs of a test on a day, the earliest first.
#[must_use]
pub fn runs_of_day(world: &World, test: &LabTest, day: Day) -> Vec<Arc<QcRun>> {
    let mut runs: Vec<_> = world.qc_runs().find(QcRun::BY_DAY, &qc_key(&test.id, day)).cloned().collect();
    runs.sort_by_key(|r| (r.run.at, r.id.clone()));
    runs
}

/// How the controls of a test stand on a day.
#[must_use]
pub fn qc_status(world: &World, test: &LabTest, day: Day) -> QcStatus {
    if test.controls.is_empty() {
        return QcStatus::NotNeeded;
    }
    let runs = runs_of_day(world, test, day);
    let levels = (1_u8..).take(test.controls.len());
    let last = levels.map(|level| runs.iter().rev().find(|r| r.level == level));
    let mut status = QcStatus::InControl;
    for run in last {
        match run {
            Some(run) if !run.in_control() => return QcStatus::Failed,
            Some(_) => {}
            None => status = QcStatus::Missing,
        }
    }
    status
}
