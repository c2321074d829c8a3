//! One lane of the search: simulated annealing, once over a budget that is known, else in cycles, each from the best plan so
//! far and twice as long as the one before.

use super::construct;
use super::dice::Dice;
use super::kept::Kept;
use super::load;
use super::moves::{self, Tried};
use super::state::State;
use crate::format::Plan;

/// Temperature in rupees at the beginning and the end. Tried on the programme with 12 and 100 million moves: from 100 to 600 and
/// from 2 to 10; between 170 and 300 and between 2 and 5 they differ by less than chance.
const HOT: f64 = 250.0;
const COLD: f64 = 3.0;
/// The same where there is a previous plan: far below the price of a moved seat, so that it is mended and not melted.
/// Tried on a trainer's illness, a closed room, transfers, a holiday and a cancelled session for 5 s each: hotter ones move
/// more people and save less.
const HOT_REPLAN: f64 = 8.0;
const COLD_REPLAN: f64 = 1.5;
/// Iterations of the first cycle for each seat that is wanted.
const FIRST_CYCLE: u64 = 60;
/// What a person without a seat costs the search at least at first, in rupees, and at most.
const UNSEATED: i64 = 3_000;
const UNSEATED_MOST: i64 = 60_000;
/// The seats of a usual session: one person more must be worth a session of their own, or a short search leaves them out.
const USUAL_SEATS: i64 = 30;
/// Iterations after which that price rises while someone is without a seat.
const PATIENCE: u64 = 20_000;
/// A move that costs more than so many temperatures is made once in e^12 = 160,000 times: it is not tried.
const HOPELESS: f64 = 12.0;
/// The temperature changes once in so many iterations.
const COOL_ONCE_IN: u64 = 500;
/// A better plan is copied once in as many iterations as this part of the seats that are wanted, so that copying does not
/// outweigh searching.
const COPY_ONCE_IN: u64 = 5;

fn kept_cost(kept: &Kept) -> (i64, i64) {
    (i64::try_from(kept.unseated).unwrap_or(i64::MAX), kept.rupees)
}

pub(super) struct Search<'m> {
    now: State<'m>,
    best: Kept,
    dice: Dice,
    begun: bool,
    iterations: u64,
    cycle_from: u64,
    cycle_length: u64,
    hot: f64,
    cold: f64,
    temperature: f64,
    /// Rupees above which a move is not worth trying now.
    hopeless: i64,
    unseated_price: i64,
    copied_at: u64,
    copy_every: u64,
    /// How much of the budget is spent, where there is one: it cools the search instead of cycles.
    spent: Option<f64>,
}

/// Seats missing, then rupees: how plans without broken rules compare.
fn cost(state: &State<'_>) -> (i64, i64) {
    (i64::try_from(state.without_seat()).unwrap_or(i64::MAX), state.rupees)
}

impl<'m> Search<'m> {
    pub(super) fn new(start: State<'m>, seed: u64, lane: u64, replan: bool) -> Self {
        let wishes = u64::try_from(start.model.wishes.len()).unwrap_or(0);
        let weights = &start.model.weights;
        Self {
            best: Kept::of(&start),
            now: start,
            dice: Dice::new(seed, lane),
            begun: false,
            iterations: 0,
            cycle_from: 0,
            cycle_length: (wishes * FIRST_CYCLE).max(20_000),
            hot: if replan { HOT_REPLAN } else { HOT },
            cold: if replan { COLD_REPLAN } else { COLD },
            temperature: if replan { HOT_REPLAN } else { HOT },
            hopeless: i64::MAX,
            unseated_price: UNSEATED.max((weights.session + USUAL_SEATS * weights.empty_seat) * 3 / 2),
            copied_at: 0,
            copy_every: wishes / COPY_ONCE_IN,
            spent: None,
        }
    }

    /// The plan under work, and what a move may cost and still be tried.
    pub(super) fn under_work(self) -> (State<'m>, i64) {
        (self.now, self.hopeless)
    }

    pub(super) fn iterations(&self) -> u64 {
        self.iterations
    }

    /// The document of the best plan, laid aside or still under work. (Where a step ends must not change what is laid
    /// aside, or the plan would depend on the strides.)
    pub(super) fn plan(&self, previous: Option<&Plan>) -> Plan {
        let now = Kept::of(&self.now);
        let best = if self.is_better() { &now } else { &self.best };
        if self.now.model.life.must_fill {
            let state = moves::without_the_doomed(self.now.clone(), best);
            return load::plan(&state, &Kept::of(&state), previous);
        }
        load::plan(&self.now, best, previous)
    }

    pub(super) fn best_cost(&self) -> (i64, i64) {
        cost(&self.now).min(kept_cost(&self.best))
    }

    pub(super) fn best_sessions(&self) -> usize {
        if self.is_better() { self.now.alive } else { self.best.held }
    }

    /// Whether the plan under work is better than the one laid aside.
    fn is_better(&self) -> bool {
        cost(&self.now) < kept_cost(&self.best)
    }

    /// Says how much of the budget is spent, from 0 to 1: from now on that alone cools the search.
    pub(super) fn spend(&mut self, share: f64) {
        self.spent = Some(share.clamp(0.0, 1.0));
    }

    pub(super) fn step(&mut self, iterations: u64) {
        if !self.begun {
            self.begun = true;
            construct::greedy(&mut self.now, &mut self.dice);
            self.copy_if_better();
        }
        for _ in 0..iterations {
            if self.iterations.is_multiple_of(COOL_ONCE_IN) {
                self.cool();
            }
            self.iterations += 1;
            self.turn();
            if self.iterations.is_multiple_of(PATIENCE) {
                self.adjust_price();
            }
            if self.spent.is_none() && self.iterations - self.cycle_from >= self.cycle_length {
                self.next_cycle();
            }
        }
    }

    /// Tries one move and keeps it or takes it back.
    fn turn(&mut self) {
        let (unseated, rupees) = cost(&self.now);
        match moves::some_move(&mut self.now, &mut self.dice, self.hopeless) {
            Tried::Nothing => return self.now.undo(),
            Tried::Weighed(change) => {
                if !self.accepts(change.rupees) {
                    return;
                }
                change.make(&mut self.now);
            }
            Tried::Done => {
                let (unseated_now, rupees_now) = cost(&self.now);
                if !self.accepts(rupees_now - rupees + (unseated_now - unseated) * self.unseated_price) {
                    return self.now.undo();
                }
            }
        }
        self.now.keep();
        let everybody = self.now.without_seat() == 0 && self.best.unseated > 0;
        if everybody || self.iterations - self.copied_at >= self.copy_every {
            self.copy_if_better();
        }
    }

    /// Whether a move that costs so much more is made: one that costs nothing always, a dearer one the rarer the colder it is.
    #[expect(clippy::cast_precision_loss, reason = "rupees of one move are far below 2^52")]
    fn accepts(&mut self, worse: i64) -> bool {
        worse <= 0 || self.dice.unit() < (-(worse as f64) / self.temperature).exp()
    }

    /// Cools down to where the budget, or the cycle, stands.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "iterations of a cycle and rupees of a move are far below 2^52"
    )]
    fn cool(&mut self) {
        let part = self.spent.unwrap_or((self.iterations - self.cycle_from) as f64 / self.cycle_length as f64);
        self.temperature = self.hot * (self.cold / self.hot).powf(part);
        self.hopeless = (self.temperature * HOPELESS) as i64 + self.now.model.weights.last_day;
    }

    fn copy_if_better(&mut self) {
        if self.is_better() {
            self.best.take(&self.now);
            self.copied_at = self.iterations;
        }
    }

    fn adjust_price(&mut self) {
        if !self.now.unseated.is_empty() {
            self.unseated_price = (self.unseated_price + self.unseated_price / 4).min(UNSEATED_MOST);
        }
    }

    fn next_cycle(&mut self) {
        self.copy_if_better();
        self.best.restore(&mut self.now);
        self.cycle_from = self.iterations;
        self.cycle_length *= 2;
        // Later cycles melt less and less of a plan that is good already.
        self.hot = (self.hot * 0.7).max(self.cold * 10.0).min(self.hot);
    }
}
