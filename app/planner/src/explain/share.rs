//! Whether demands can be met from supplies that several of them may draw on, and if not, which of them stand together in
//! the way: the smallest such set around one demand (Hall's theorem; found by augmenting paths).

use std::collections::VecDeque;

/// Demands and supplies, and who may draw on what.
pub(super) struct Share {
    needs: Vec<i64>,
    left: Vec<i64>,
    /// For each demand the supplies it may draw on.
    may: Vec<Vec<usize>>,
    /// What each demand draws from each supply.
    drawn: Vec<Vec<i64>>,
    /// What each demand lacks.
    lack: Vec<i64>,
}

/// A set of demands that ask for more than all their supplies together have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Deficit {
    /// The demands, in order.
    pub(super) demands: Vec<usize>,
    /// Their supplies, in order.
    pub(super) supplies: Vec<usize>,
}

impl Share {
    /// Shares out as much as can be.
    pub(super) fn new(needs: Vec<i64>, supplies: Vec<i64>, may: Vec<Vec<usize>>) -> Self {
        let drawn = vec![vec![0; supplies.len()]; needs.len()];
        let mut share = Self { lack: needs.clone(), needs, left: supplies, may, drawn };
        for demand in 0..share.needs.len() {
            while share.lacks(demand) > 0 && share.augment(demand) {}
        }
        share
    }

    fn lacks(&self, demand: usize) -> i64 {
        self.lack.get(demand).copied().unwrap_or(0)
    }

    fn draws(&self, demand: usize, supply: usize) -> i64 {
        self.drawn.get(demand).and_then(|row| row.get(supply)).copied().unwrap_or(0)
    }

    fn draw(&mut self, demand: usize, supply: usize, amount: i64) {
        if let Some(cell) = self.drawn.get_mut(demand).and_then(|row| row.get_mut(supply)) {
            *cell += amount;
        }
    }

    /// From a demand to every supply and demand that could give way to it, and how each was come by.
    fn search(&self, from: usize) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
        let mut demand_by = vec![None; self.needs.len()];
        let mut supply_by = vec![None; self.left.len()];
        let mut queue = VecDeque::from([from]);
        let mut seen = vec![false; self.needs.len()];
        if let Some(first) = seen.get_mut(from) {
            *first = true;
        }
        while let Some(demand) = queue.pop_front() {
            for &supply in self.may.get(demand).into_iter().flatten() {
                match supply_by.get_mut(supply) {
                    Some(by) if by.is_none() => *by = Some(demand),
                    _ => continue,
                }
                for other in 0..self.needs.len() {
                    if self.draws(other, supply) > 0
                        && let Some(known) = seen.get_mut(other).filter(|known| !**known)
                    {
                        *known = true;
                        if let Some(by) = demand_by.get_mut(other) {
                            *by = Some(supply);
                        }
                        queue.push_back(other);
                    }
                }
            }
        }
        (demand_by, supply_by)
    }

    /// Draws more for a demand, if need be by letting others draw elsewhere; `false` if there is nothing left to draw.
    fn augment(&mut self, from: usize) -> bool {
        let (demand_by, supply_by) = self.search(from);
        let open = |supply: &usize| {
            supply_by.get(*supply).copied().flatten().is_some() && self.left.get(*supply).is_some_and(|left| *left > 0)
        };
        let Some(last) = (0..self.left.len()).find(open) else { return false };
        let mut path = Vec::new();
        let mut amount = self.lacks(from).min(self.left.get(last).copied().unwrap_or(0));
        let mut supply = last;
        while let Some(demand) = supply_by.get(supply).copied().flatten() {
            let before = demand_by.get(demand).copied().flatten().filter(|_| demand != from);
            path.push((demand, supply, before));
            match before {
                Some(gives_up) => {
                    amount = amount.min(self.draws(demand, gives_up));
                    supply = gives_up;
                }
                None => break,
            }
        }
        for (demand, takes, gives_up) in path {
            self.draw(demand, takes, amount);
            if let Some(gives_up) = gives_up {
                self.draw(demand, gives_up, -amount);
            }
        }
        if let Some(left) = self.left.get_mut(last) {
            *left -= amount;
        }
        if let Some(lack) = self.lack.get_mut(from) {
            *lack -= amount;
        }
        amount > 0
    }

    /// The smallest set around a demand that asks for more than there is; `None` if its need is met.
    pub(super) fn deficit(&self, demand: usize) -> Option<Deficit> {
        if self.lacks(demand) == 0 {
            return None;
        }
        let (demand_by, supply_by) = self.search(demand);
        let demands = (0..self.needs.len()).filter(|d| *d == demand || demand_by.get(*d).copied().flatten().is_some());
        let supplies = (0..self.left.len()).filter(|s| supply_by.get(*s).copied().flatten().is_some());
        Some(Deficit { demands: demands.collect(), supplies: supplies.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(needs: &[i64], supplies: &[i64], may: &[&[usize]]) -> Share {
        Share::new(needs.to_vec(), supplies.to_vec(), may.iter().map(|m| m.to_vec()).collect())
    }

    #[test]
    fn what_can_be_shared_out_is() {
        // The first could take all of the common supply; it gives way to the second, which has no other.
        let met = share(&[4, 3], &[3, 5], &[&[0, 1], &[0]]);
        assert_eq!((met.deficit(0), met.deficit(1)), (None, None));
        let long = share(&[2, 2, 2], &[2, 2, 2], &[&[0], &[0, 1], &[1, 2]]);
        assert!((0..3).all(|d| long.deficit(d).is_none()));
    }

    #[test]
    fn what_lacks_is_told_with_those_who_draw_on_the_same() {
        let found = share(&[5, 4, 1], &[6, 2, 9], &[&[0], &[0, 1], &[2]]);
        let deficit = (0..3).find_map(|d| found.deficit(d)).unwrap();
        assert_eq!(deficit, Deficit { demands: vec![0, 1], supplies: vec![0, 1] });
        // The third has its own.
        assert_eq!(found.deficit(2), None);
        assert_eq!(share(&[7], &[], &[&[]]).deficit(0), Some(Deficit { demands: vec![0], supplies: vec![] }));
    }

    proptest::proptest! {
        #[test]
        fn a_deficit_is_a_proof_and_without_one_everything_is_met(
            needs in proptest::collection::vec(0i64..9, 1..6),
            supplies in proptest::collection::vec(0i64..9, 0..6),
            may in proptest::collection::vec(proptest::collection::vec(0usize..6, 0..5), 6),
        ) {
            let may: Vec<Vec<usize>> = may.into_iter().take(needs.len())
                .map(|m| m.into_iter().filter(|s| *s < supplies.len()).collect()).collect();
            let share = Share::new(needs.clone(), supplies.clone(), may.clone());
            for demand in 0..needs.len() {
                match share.deficit(demand) {
                    None => {
                        let got: i64 = (0..supplies.len()).map(|s| share.draws(demand, s)).sum();
                        proptest::prop_assert_eq!(got, needs[demand]);
                    }
                    Some(found) => {
                        let all: std::collections::BTreeSet<usize> =
                            found.demands.iter().flat_map(|d| may[*d].iter().copied()).collect();
                        proptest::prop_assert_eq!(&all.into_iter().collect::<Vec<_>>(), &found.supplies);
                        let needed: i64 = found.demands.iter().map(|d| needs[*d]).sum();
                        let there: i64 = found.supplies.iter().map(|s| supplies[*s]).sum();
                        proptest::prop_assert!(needed > there, "{} of {}", needed, there);
                    }
                }
            }
            for (supply, has) in supplies.iter().enumerate() {
                let drawn: i64 = (0..needs.len()).map(|d| share.draws(d, supply)).sum();
                proptest::prop_assert!(drawn <= *has);
            }
        }
    }
}
