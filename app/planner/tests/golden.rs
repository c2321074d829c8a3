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
    20000  cycles hard 0 unseated 14 Rs 421445 sessions 38 7e46a3ac1d18ad4b
    20000  once   hard 0 unseated 13 Rs 489198 sessions 38 abdb974f335a09eb
    100000 cycles hard 0 unseated 11 Rs 395618 sessions 38 fa100865654baaa4
    100000 once   hard 0 unseated 12 Rs 458142 sessions 38 ad46389a2b5e9b3f
    ");
}

#[test]
fn the_programme() {
    let one = runs(include_str!("judge/programme-x1-s1.json"), 1, &[40_000, 120_000]);
    assert_eq!(one, runs(include_str!("judge/programme-x1-s1.json"), 3, &[40_000, 120_000]), "three threads");
    insta::assert_snapshot!(one, @r"
    40000  cycles hard 0 unseated 0 Rs 3270401 sessions 262 b2ffae62125e4755
    40000  once   hard 0 unseated 0 Rs 3271603 sessions 262 a31fd41f2045e01f
    120000 cycles hard 0 unseated 0 Rs 3184306 sessions 257 923fb1d732b50790
    120000 once   hard 0 unseated 0 Rs 2984276 sessions 252 f81a73428f70930c
    ");
}
