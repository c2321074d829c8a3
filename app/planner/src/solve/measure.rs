//! Moves weighed one after another on a plan as the search has it: what `benches/moves.rs` measures.

use super::anneal::Search;
use super::dice::Dice;
use super::state::State;
use super::{Problem, load, moves};

/// Tries without a price after which a plan is taken to have none to weigh.
const HOPELESS_TRIES: u64 = 100_000;

/// A plan under work on which moves are weighed and not made.
pub struct Weighing<'p> {
    state: State<'p>,
    dice: Dice,
    /// Rupees above which the search would not try a move to its end.
    most: i64,
}

/// What was weighed. A move that a rule forbids was tried and has no price; one that is allowed has its exact one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weighed {
    /// Candidates that were looked at.
    pub tried: u64,
    /// Candidates that no rule forbids, each with what the plan would cost more.
    pub prices: u64,
    /// All prices together, in rupees.
    pub rupees: i64,
}

impl<'p> Weighing<'p> {
    /// The plan under work, and how hot the search is, after so many iterations.
    #[must_use]
    pub fn after(problem: &'p Problem, seed: u64, iterations: u64) -> Self {
        let mut search = Search::new(load::mended(problem, None), seed, 0, false);
        search.step(iterations);
        let (state, most) = search.under_work();
        Self { state, dice: Dice::new(seed, 1), most }
    }

    /// Weighs changes of seats, as many of each kind as the search does, until there are so many prices.
    pub fn seats(&mut self, prices: u64) -> Weighed {
        self.until(prices, |state, dice, _| Some(moves::some_seat_change(state, dice)?.rupees))
    }

    /// Tries sessions at other times and in other rooms, with whatever their people do then, until there are so many prices.
    /// A price is known when everybody has followed or found another seat; then all is taken back.
    pub fn slots(&mut self, prices: u64) -> Weighed {
        self.until(prices, |state, dice, most| {
            let before = state.rupees;
            let done = moves::some_other_place(state, dice, most);
            let price = state.rupees - before;
            state.undo();
            done.then_some(price)
        })
    }

    fn until(&mut self, prices: u64, weigh: impl Fn(&mut State<'p>, &mut Dice, i64) -> Option<i64>) -> Weighed {
        let (mut weighed, mut in_vain) = (Weighed::default(), 0);
        while weighed.prices < prices && in_vain < HOPELESS_TRIES {
            weighed.tried += 1;
            in_vain += 1;
            if let Some(price) = weigh(&mut self.state, &mut self.dice, self.most) {
                weighed.prices += 1;
                weighed.rupees += price;
                in_vain = 0;
            }
        }
        weighed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read_instance;

    #[test]
    fn every_price_is_counted_and_nothing_is_changed() {
        let instance = read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap();
        let problem = Problem::new(&instance, &[]).unwrap();
        let mut weighing = Weighing::after(&problem, 1, 10_000);
        let (rupees, without) = (weighing.state.rupees, weighing.state.without_seat());
        for weighed in [weighing.seats(200), weighing.slots(20)] {
            assert!(weighed.tried >= weighed.prices && weighed.prices >= 20, "{weighed:?}");
            assert_ne!(weighed.rupees, 0, "moves of a plan that is searched cost something: {weighed:?}");
        }
        assert_eq!((weighing.state.rupees, weighing.state.without_seat()), (rupees, without));
    }
}
