//! The anytime search. It begins with a greedy plan and improves it by simulated annealing over moves that keep every
//! hard rule; who does not fit stays without a seat for the time being, at a price.
//!
//! ```text
//! let problem = Problem::new(&instance, &[])?;
//! let mut solver = Solver::new(&problem, &Options { seed: 1, ..Options::default() });
//! solver.run(|progress| progress.iterations < 1_000_000);
//! let (plan, score) = solver.best();
//! ```
//!
//! Deterministic for a seed, a number of lanes and a number of iterations, whatever the number of threads. No clock is read here: a caller who counts
//! seconds looks at a clock between two steps.

mod anneal;
pub(crate) mod construct;
pub(crate) mod cost;
pub(crate) mod dice;
pub(crate) mod kept;
pub(crate) mod load;
pub mod measure;
mod mend;
pub(crate) mod moves;
pub(crate) mod session;
pub(crate) mod state;
#[cfg(test)]
mod tests;

use crate::checker::{Score, check};
use crate::format::{FormatError, Instance, Locked, Plan};
use crate::model::Model;
use anneal::Search;

/// Iterations of each lane between two reports of progress.
const STRIDE: u64 = 20_000;

/// An instance made ready for searching and explaining.
pub struct Problem {
    pub(crate) instance: Instance,
    pub(crate) model: Model,
}

impl Problem {
    /// Makes an instance ready. `pins` are sessions to be kept besides those that the instance itself has locked.
    ///
    /// # Errors
    /// The faults of the instance or of a pin.
    pub fn new(instance: &Instance, pins: &[Locked]) -> Result<Self, FormatError> {
        let mut instance = instance.clone();
        for pin in pins {
            instance.locked.retain(|l| l.id != pin.id);
            instance.locked.push(pin.clone());
        }
        let model = Model::build(&instance)?;
        Ok(Self { instance, model })
    }
}

/// How to search.
#[derive(Debug, Clone)]
pub struct Options {
    /// Everything random follows from it.
    pub seed: u64,
    /// Searches, each from its own stream of the seed; the best one counts.
    pub lanes: usize,
    /// How many of them go on at once. It changes how long a search takes, never what it finds.
    pub threads: usize,
    /// The plan to begin with and to disturb as little as possible.
    pub previous: Option<Plan>,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, lanes: 1, threads: 1, previous: None }
    }
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    /// Iterations of all lanes together.
    pub iterations: u64,
    /// The best plan's score so far.
    pub score: Score,
    /// Its sessions.
    pub sessions: usize,
    /// Seats wanted in all.
    pub seats_wanted: usize,
}

/// A search under way.
pub struct Solver<'p> {
    problem: &'p Problem,
    previous: Option<Plan>,
    lanes: Vec<Search<'p>>,
    threads: usize,
    pinned_hard: i64,
}

impl<'p> Solver<'p> {
    /// Prepares a search. The first step makes the greedy plan.
    #[must_use]
    pub fn new(problem: &'p Problem, options: &Options) -> Self {
        let start = load::mended(problem, options.previous.as_ref());
        let pinned_hard = load::pinned_hard(problem);
        let lanes = (0..).take(options.lanes.max(1));
        Self {
            problem,
            previous: options.previous.clone(),
            lanes: lanes
                .map(|lane| Search::new(start.clone(), options.seed, lane, options.previous.is_some()))
                .collect(),
            threads: options.threads.max(1),
            pinned_hard,
        }
    }

    /// Searches on for so many iterations in each lane.
    pub fn step(&mut self, iterations: u64) -> Progress {
        let each = self.lanes.len().div_ceil(self.threads);
        std::thread::scope(|scope| {
            let mut shares = self.lanes.chunks_mut(each);
            let mine = shares.next();
            for share in shares {
                scope.spawn(move || share.iter_mut().for_each(|lane| lane.step(iterations)));
            }
            mine.into_iter().flatten().for_each(|lane| lane.step(iterations));
        });
        self.progress()
    }

    /// Searches on until `go_on`, asked about every 20,000 iterations, says no. It is asked before the first step, too.
    pub fn run(&mut self, mut go_on: impl FnMut(&Progress) -> bool) {
        let mut progress = self.progress();
        while go_on(&progress) {
            progress = self.step(STRIDE);
        }
    }

    /// Searches until `spent`, asked about every 20,000 iterations, says that the whole budget is spent (1 or more). Knowing
    /// how much is left the search cools once, over all of it, which makes better plans than [`Solver::run`].
    pub fn run_for(&mut self, mut spent: impl FnMut(&Progress) -> f64) {
        self.run_watched(|solver| spent(&solver.progress()));
    }

    /// The same for whoever also takes a look at the best plan on the way ([`Solver::document`]). All lanes wait meanwhile.
    pub fn run_watched(&mut self, mut spent: impl FnMut(&Self) -> f64) {
        loop {
            let share = spent(self);
            if share >= 1.0 {
                return;
            }
            self.lanes.iter_mut().for_each(|lane| lane.spend(share));
            self.step(STRIDE);
        }
    }

    /// How far the search has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let best = self.best_lane();
        let (unseated, rupees) = best.map_or((0, 0), Search::best_cost);
        Progress {
            iterations: self.lanes.iter().map(Search::iterations).sum(),
            score: Score { hard: self.pinned_hard, unseated, rupees },
            sessions: best.map_or(0, Search::best_sessions),
            seats_wanted: self.problem.model.wishes.len(),
        }
    }

    /// The best plan so far, with the checker's own score of it. Where sessions need a least number of people it lists under
    /// `go_no_go` until when each has to be decided.
    #[must_use]
    pub fn best(&self) -> (Plan, Score) {
        let mut plan = self.document();
        let score = check(&self.problem.instance, &plan, self.previous.as_ref()).score;
        let decisions = crate::explain::decisions(&self.problem.instance, &plan);
        if let (false, Ok(list)) = (decisions.is_empty(), serde_json::to_value(decisions)) {
            plan.extra.insert("go_no_go".to_owned(), list);
        }
        (plan, score)
    }

    /// The best plan so far and nothing else: for whoever counts what it costs elsewhere, while the search goes on.
    #[must_use]
    pub fn document(&self) -> Plan {
        self.best_lane().map(|lane| lane.plan(self.previous.as_ref())).unwrap_or_default()
    }

    fn best_lane(&self) -> Option<&Search<'p>> {
        self.lanes.iter().min_by_key(|lane| lane.best_cost())
    }
}
