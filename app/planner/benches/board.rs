//! The board's verdicts: sessions of the programme picked up one after another, each with every place of its week.
//!
//! `cargo bench -p abhyas-planner --bench board` says how many elements there are in a second on a processor: places with all
//! that putting the session there would break, mend and cost.
#![expect(clippy::unwrap_used, reason = "a bench whose instance can not be read must fail loudly")]

mod cpu;

use abhyas_planner::board::{Board, Ground};
use abhyas_planner::format::read_instance;
use abhyas_planner::solve::Problem;
use abhyas_planner::{Options, Solver};
use criterion::{Criterion, Throughput};
use std::sync::Arc;

/// Iterations of the search that makes the plan.
const ITERATIONS: u64 = 60_000;
/// Sessions that are picked up in one measured call, spread over the plan.
const PICKED_UP: usize = 12;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let instance = read_instance(include_str!("../tests/judge/programme-x1-s1.json")).unwrap();
    let problem = Problem::new(&instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options::default());
    solver.step(ITERATIONS);
    let plan = Arc::new(solver.best().0);
    let board = Board::new(Arc::new(Ground::new(&instance).unwrap()), Arc::clone(&plan));
    let rooms: Vec<&str> = instance.rooms.iter().map(|room| room.id.as_str()).collect();
    let week = i64::try_from(instance.slots_per_day * 7).unwrap();
    let every = (plan.sessions.len() / PICKED_UP).max(1);
    let picked = || plan.sessions.iter().step_by(every).take(PICKED_UP);
    let targets = || -> usize {
        let of = |id: &str, slot: i64| {
            let from = slot / week * week;
            board.targets(id, from..from + week, &rooms).unwrap().len()
        };
        picked().map(|session| of(&session.id, session.slot)).sum()
    };
    let mut group = criterion.benchmark_group("board/programme-x1");
    group.throughput(Throughput::Elements(u64::try_from(targets()).unwrap()));
    group.bench_function("targets", |bench| bench.iter_custom(|times| cpu::timed(times, targets)));
    let trainers = || -> usize { picked().map(|session| board.trainers(&session.id).unwrap().len()).sum() };
    group.throughput(Throughput::Elements(u64::try_from(trainers()).unwrap()));
    group.bench_function("trainers", |bench| bench.iter_custom(|times| cpu::timed(times, trainers)));
    group.finish();
    criterion.final_summary();
}
