//! Moves weighed in a second, on one core, of a plan of the programme that the search has worked on for a while. What is
//! counted is one candidate with its exact price: what a rule forbids is looked at in the same time, and not counted.
//!
//! `cargo bench -p abhyas-planner --bench moves` says how many elements (prices) there are in a second on a
//! processor, whatever else the machine does.
#![expect(clippy::unwrap_used, reason = "a bench whose instance can not be read must fail loudly")]

mod cpu;

use abhyas_planner::format::read_instance;
use abhyas_planner::solve::Problem;
use abhyas_planner::solve::measure::Weighing;
use criterion::{Criterion, Throughput};

/// Iterations after which the plan is taken: everybody is seated, and it is neither raw nor cold.
const ITERATIONS: u64 = 400_000;
/// Prices in one measured call.
const SEATS: u64 = 20_000;
const SLOTS: u64 = 500;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let instance = read_instance(include_str!("../tests/judge/programme-x1-s1.json")).unwrap();
    let problem = Problem::new(&instance, &[]).unwrap();
    let mut weighing = Weighing::after(&problem, 1, ITERATIONS);
    let mut group = criterion.benchmark_group("moves/programme-x1");
    group.throughput(Throughput::Elements(SEATS));
    group.bench_function("seats", |bench| {
        bench.iter_custom(|times| {
            cpu::timed(times, || {
                let weighed = weighing.seats(SEATS);
                assert_eq!(weighed.prices, SEATS, "every element is a price");
                weighed
            })
        });
    });
    group.throughput(Throughput::Elements(SLOTS));
    group.bench_function("slots", |bench| {
        bench.iter_custom(|times| {
            cpu::timed(times, || {
                let weighed = weighing.slots(SLOTS);
                assert_eq!(weighed.prices, SLOTS, "every element is a price");
                weighed
            })
        });
    });
    group.finish();
    criterion.final_summary();
}
