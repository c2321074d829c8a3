//! A stream of random numbers of one patient.
//!
//! Only additions, multiplications and comparisons are used on them, which give the same bits on every machine; functions
//! whose last bit is the library's choice (logarithm, exponential) are not.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of a patient is for. A new purpose gets a new stream, so that the others stay as they are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// Sex, age and how exactly it is known.
    Being,
    /// The given name.
    Name,
    /// Surname, community, village and telephone of a household, under its number.
    Household,
    /// Everything else that is put down at the registration desk.
    Desk,
    /// Build and constitution.
    Body,
    /// Illnesses and visits.
    Visits,
    /// A birth in the hospital.
    Birth,
    /// Draws for the hospital as a whole, under the number 0.
    Hospital,
    /// What people of one sex and age group share.
    Stratum,
    /// The emergency room.
    Urgent,
}

/// Random numbers that follow from a seed, a purpose and a number.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, purpose: Purpose, number: u32) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream((purpose as u64) << 32 | u64::from(number));
        Self(rng)
    }

    /// The numbers of something that was given a salt before ([`Dice::salt`]).
    pub(super) fn salted(salt: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(salt))
    }

    /// A number below `n`; 0 for `n` = 0. The bias of the remainder is below 2^-32 for the sizes used here.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let wide = self.0.next_u64() % u64::from(n.max(1));
        u32::try_from(wide).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u32::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i32::try_from(self.below(span)).unwrap_or(0))
    }

    /// Numbers for later.
    pub(super) fn salt(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number from 0 up to, not including, 1.
    pub(super) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// Whether something happens that happens with this probability.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A standard normal number, as the sum of twelve uniform ones (Irwin and Hall): never beyond ±6, as people are.
    pub(super) fn normal(&mut self) -> f64 {
        let mut sum = 0.0;
        for _ in 0..3 {
            let wide = self.0.next_u64();
            for shift in [0, 16, 32, 48] {
                sum += f64::from(u16::try_from((wide >> shift) & 0xFFFF).unwrap_or(0));
            }
        }
        sum / 65_536.0 - 6.0 + 12.0 / 131_072.0
    }

    /// One of the items, each as likely as the others.
    pub(super) fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let at = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.get(usize::try_from(at).unwrap_or(0))
    }

    /// One of the items, each as likely as its weight.
    pub(super) fn weighted<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let total: u32 = items.iter().map(&weight).sum();
        let mut at = self.below(total);
        items.iter().find(|item| {
            let w = weight(item);
            let hit = at < w;
            at = at.saturating_sub(w);
            hit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_numbers_have_mean_0_and_variance_1() {
        let mut dice = Dice::new(1, Purpose::Body, 1);
        let drawn: Vec<f64> = (0..20_000).map(|_| dice.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }

    #[test]
    fn every_purpose_has_numbers_of_its_own() {
        let mut first: Vec<u32> = [Purpose::Being, Purpose::Name, Purpose::Household, Purpose::Body]
            .into_iter()
            .flat_map(|p| (1..100).map(move |n| Dice::new(7, p, n).below(u32::MAX)))
            .collect();
        first.sort_unstable();
        first.dedup();
        assert!(first.len() > 390, "{}", first.len());
    }
}
