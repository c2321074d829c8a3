//! The search's randomness: everything follows from the seed.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of one lane of a search.
    pub(crate) fn new(seed: u64, lane: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(lane);
        Self(generator)
    }

    /// A number below `n`; 0 if there is none.
    #[inline]
    pub(crate) fn below(&mut self, n: usize) -> usize {
        // The high half of a product (Lemire 2019) without its rejection step: the bias is below n / 2^32.
        let n = u64::try_from(n).unwrap_or(0).min(1 << 32);
        usize::try_from((u64::from(self.0.next_u32()) * n) >> 32).unwrap_or(0)
    }

    /// One of several.
    #[inline]
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len());
        from.get(at)
    }

    /// A number from 0 up to, not including, 1.
    #[inline]
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }
}
