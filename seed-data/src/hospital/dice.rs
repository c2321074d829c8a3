//! A stream of random numbers of one patient.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Random numbers that follow from a seed and a stream's number.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number below `n`; 0 for `n` = 0. The bias of the remainder is below 2^-32 for the sizes used here.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let wide = self.0.next_u64() % u64::from(n.max(1));
        u32::try_from(wide).unwrap_or(0)
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
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
