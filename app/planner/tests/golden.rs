//! What the search makes of the two programmes of the judge within a budget of iterations, to the last seat. A change of the
//! engine that is not meant to change plans must not change a line here; one that is meant to shows what it does to them.
//!
//! Prices are whole rupees; the one number that a system's library could round otherwise is the chance of a dearer move.
#![expect(clippy::unwrap_used, reason = "a test whose instance can not be read must fail loudly")]

use abhyas_planner::format::read_instance;
use abhyas_planner::solve::Problem;
use abhyas_planner::{Options, Plan, Solver};
use std::fmt::Write as _;

/// FNV-1a (64 bits) over every session with place, trainers and people, in the plan's own order.
fn hash(plan: &Plan) -> u64 {
    let mut text = String::new();
    for s in &plan.sessions {
        writeln!(text, "{} {} {} {} {}", s.module, s.slot, s.room, s.trainer, s.trainees.join(",")).unwrap();
    }
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A line for each budget (iterations of each of three lanes): in cycles, and cooled once over the whole budget.
fn runs(instance: &str, threads: usize, budgets: &[u64]) -> String {
    let problem = Problem::new(&read_instance(instance).unwrap(), &[]).unwrap();
    let mut lines = String::new();
    for &budget in budgets {
        for cools_once in [false, true] {
            let mut solver = Solver::new(&problem, &Options { seed: 7, lanes: 3, threads, ..Options::default() });
            if cools_once {
                #[expect(clippy::cast_precision_loss, reason = "budgets of a test are far below 2^52")]
                solver.run_for(|progress| progress.iterations as f64 / (3 * budget) as f64);
            } else {
                solver.step(budget);
            }
            let (plan, score) = solver.best();
            let how = if cools_once { "once" } else { "cycles" };
            writeln!(
                lines,
                "{budget:<6} {how:<6} hard {} unseated {} Rs {} sessions {} {:016x}",
                score.hard,
                score.unseated,
                score.rupees,
                plan.sessions.len(),
                hash(&plan)
            )
            .unwrap();
        }
    }
    lines
}

#[test]
fn the_small_programme() {
    let one = runs(include_str!("judge/programme-x0.1-s1.json"), 1, &[20_000, 100_000]);
    assert_eq!(one, runs(include_str!("judge/programme-x0.1-s1.json"), 3, &[20_000, 100_000]), "three threads");
    insta::assert_snapshot!(one, @r"
    20000  cycles hard 0 unseated 13 Rs 464206 sessions 38 e7ee65af3b235162
    20000  once   hard 0 unseated 13 Rs 477376 sessions 38 c78eb2c0da9a1a9e
    100000 cycles hard 0 unseated 12 Rs 449869 sessions 38 ad45093e12fd4bee
    100000 once   hard 0 unseated 12 Rs 445437 sessions 38 3505056f29fb6e92
    ");
}

#[test]
fn the_programme() {
    let one = runs(include_str!("judge/programme-x1-s1.json"), 1, &[40_000, 120_000]);
    assert_eq!(one, runs(include_str!("judge/programme-x1-s1.json"), 3, &[40_000, 120_000]), "three threads");
    insta::assert_snapshot!(one, @r"
    40000  cycles hard 0 unseated 0 Rs 3270450 sessions 259 5db57478d907e9fb
    40000  once   hard 0 unseated 0 Rs 3179036 sessions 250 8171d81efdbf2ba4
    120000 cycles hard 0 unseated 0 Rs 3124938 sessions 249 df137f8ce08ef713
    120000 once   hard 0 unseated 0 Rs 2977382 sessions 248 b19c1f57f0259331
    ");
}
