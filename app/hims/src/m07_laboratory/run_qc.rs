//! Run control material.

use super::codes;
use super::qc::{broken, runs_of_day};
use super::qc_run::{QcRun, QcRunId, Westgard};
use super::rights::{self, Right};
use super::value;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::reference::LabTest;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RunQc {
    /// The test.
    pub test: String,
    /// The level of the material: 1 or 2.
    pub level: String,
    /// What was measured.
    pub value: String,
    /// What was done about the run before, when that was out of control.
    pub action: String,
}

impl Command for RunQc {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let test = rights::test(tx.world(), &self.test)?;
        if test.controls.is_empty() {
            return Err(Refusal::new(codes::QC_NO_TARGET).at("test").into());
        }
        let level: Option<u8> = check::digits(&self.level).parse().ok();
        let at = level.and_then(|l| usize::from(l).checked_sub(1));
        let (level, target) = level
            .zip(at.and_then(|at| test.controls.get(at)))
            .ok_or_else(|| Refusal::new(codes::QC_LEVEL).at("level"))?;
        let measured = value::number(&test, &self.value, "").map_err(|r| r.at("value"))?;
        let id = QcRunId::numbered(tx.next_number("qc_run")?);
        let mut run = QcRun {
            id: id.clone(),
            test: test.id.clone(),
            analyser: test.analyser.clone(),
            level,
            value: measured,
            mean: target.mean,
            sd: target.sd,
            broken: Vec::new(),
            action: String::new(),
            run: Stamp::of(ctx),
        };
        run.action = self.action(tx, ctx, &test, level)?;
        run.broken = rules(tx, ctx, &test, &run);
        let mut receipt = Receipt::of::<QcRun>(id);
        if !run.in_control() {
            let symbols = run.broken.iter().map(|r| Westgard::symbol(*r)).collect::<Vec<_>>().join(", ");
            receipt.warnings.push(Refusal::new(codes::QC_OUT_OF_CONTROL).with("rules", symbols));
        }
        tx.put(run)?;
        Ok(receipt)
    }
}

impl RunQc {
    /// What was done about the last run of the level today, if that was out of control.
    fn action(&self, tx: &Tx, ctx: &Ctx, test: &LabTest, level: u8) -> Result<String, Refusal> {
        let runs = runs_of_day(tx.world(), test, ctx.now.day());
        let failed = runs.iter().rev().find(|r| r.level == level).is_some_and(|r| !r.in_control());
        if !failed {
            return check::text(&self.action, "action", 300);
        }
        if self.action.trim().is_empty() {
            return Err(Refusal::new(codes::QC_ACTION_MISSING).at("action"));
        }
        check::reason(&self.action, "action")
    }
}

/// The rules that a run breaks, seen with the runs before it. What was out of control was put right since: it does not
/// count against what comes after.
fn rules(tx: &Tx, ctx: &Ctx, test: &LabTest, run: &QcRun) -> Vec<Westgard> {
    let of_test = tx.world().qc_runs().find(QcRun::BY_TEST, test.id.as_str());
    let last = of_test.filter(|r| r.level == run.level).max_by_key(|r| (r.run.at, r.id.clone()));
    let before = last.filter(|r| r.in_control()).map(|r| r.z_milli());
    let today = runs_of_day(tx.world(), test, ctx.now.day());
    let others = (1_u8..).take(test.controls.len()).filter(|level| *level != run.level);
    let others: Vec<i64> = others
        .filter_map(|level| today.iter().rev().find(|r| r.level == level))
        .filter(|r| r.in_control())
        .map(|r| r.z_milli())
        .collect();
    broken(run.z_milli(), before, &others)
}
