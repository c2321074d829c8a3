//! `abhyas bench plan --instance FILE --seconds N --json`: how quickly plans come, and how good they are by then.

use super::figures::{millis, resident_bytes};
use crate::machine::{Failure, say};
use abhyas_planner::bound::lower_bound;
use abhyas_planner::checker::check;
use abhyas_planner::explain::shortfalls;
use abhyas_planner::format::read_instance;
use abhyas_planner::solve::Problem;
use abhyas_planner::{Options, Solver};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Instant;

/// Options of `abhyas bench plan`.
#[derive(Debug, Args)]
pub struct PlanBench {
    /// The instance (format `abhyas-sched-1`).
    #[arg(long)]
    instance: PathBuf,
    /// How long to search.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// What everything random follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Searches side by side, each on a thread of its own.
    #[arg(long, default_value_t = 1)]
    lanes: usize,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

/// What was measured. Moves are those that were tried and priced, kept or not.
#[derive(Debug, Serialize)]
struct Report {
    people: usize,
    seats: usize,
    /// Reading the model out of the instance.
    model_ms: f64,
    /// From there to the first whole plan in which everybody sits; none where nobody could seat everybody.
    full_plan_s: Option<f64>,
    moves: u64,
    moves_per_s_and_lane: f64,
    hard: i64,
    unseated: i64,
    sessions: usize,
    rupees: i64,
    rupees_a_head: i64,
    bound_rupees: i64,
    bound_sessions: i64,
    /// By how many tenths of a per cent of its cost the plan may be above the best possible.
    gap_tenths: Option<i64>,
    checker_ms: f64,
    reasons_ms: f64,
    rss_bytes: u64,
}

impl PlanBench {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Failure> {
        let json = self.json;
        let report = tokio::task::spawn_blocking(move || self.measure()).await??;
        say(&if json { serde_json::to_string(&report)? } else { format!("{report:#?}") });
        Ok(())
    }

    #[expect(clippy::cast_precision_loss, reason = "moves of one run are far below 2^52")]
    fn measure(&self) -> Result<Report, Failure> {
        let instance = read_instance(&std::fs::read_to_string(&self.instance)?)?;
        let begin = Instant::now();
        let problem = Problem::new(&instance, &[])?;
        let model = begin.elapsed();
        let lanes = self.lanes.max(1);
        let begin = Instant::now();
        let mut solver =
            Solver::new(&problem, &Options { seed: self.seed, lanes, threads: lanes, ..Options::default() });
        let mut full = None;
        solver.run_for(|progress| {
            let elapsed = begin.elapsed().as_secs_f64();
            if full.is_none() && progress.iterations > 0 && progress.score.unseated == 0 {
                full = Some(elapsed);
            }
            // The first plan is looked at even if making it took longer than there was.
            if progress.iterations == 0 { 0.0 } else { elapsed / f64::from(self.seconds.max(1)) }
        });
        let searched = begin.elapsed();
        let progress = solver.progress();
        let (plan, score) = solver.best();
        let begin = Instant::now();
        let report = check(&instance, &plan, None);
        let checker = begin.elapsed();
        let begin = Instant::now();
        shortfalls(&instance, &plan)?;
        let reasons = begin.elapsed();
        let bound = lower_bound(&problem);
        let heads = i64::try_from(instance.trainees.len())?.max(1);
        Ok(Report {
            people: instance.trainees.len(),
            seats: progress.seats_wanted,
            model_ms: millis(model),
            full_plan_s: full,
            moves: progress.iterations,
            moves_per_s_and_lane: progress.iterations as f64 / searched.as_secs_f64() / lanes as f64,
            hard: report.score.hard,
            unseated: score.unseated,
            sessions: plan.sessions.len(),
            rupees: score.rupees,
            rupees_a_head: score.rupees / heads,
            bound_rupees: bound.rupees,
            bound_sessions: bound.sessions,
            gap_tenths: bound.gap_tenths(score.rupees).filter(|_| score.unseated == 0),
            checker_ms: millis(checker),
            reasons_ms: millis(reasons),
            rss_bytes: resident_bytes()?,
        })
    }
}
