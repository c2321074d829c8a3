//! The same work for every number, on several threads, in the order of the numbers.

use super::SeedError;
use std::num::NonZeroUsize;

/// What `make` gives for 1 to `count`. How many threads there are changes nothing but the time it takes.
pub(super) fn each<T: Send>(
    count: u32,
    threads: NonZeroUsize,
    make: impl Fn(u32) -> Result<T, SeedError> + Sync,
) -> Result<Vec<T>, SeedError> {
    let parts = u32::try_from(threads.get()).unwrap_or(1).min(count.max(1));
    if parts == 1 {
        return (1..=count).map(make).collect();
    }
    let make = &make;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..parts)
            .map(|part| {
                let bound = |of: u32| u64::from(count) * u64::from(of) / u64::from(parts);
                let numbers = bound(part)..bound(part + 1);
                scope.spawn(move || {
                    numbers.map(|n| make(u32::try_from(n + 1).unwrap_or(u32::MAX))).collect::<Result<Vec<T>, _>>()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        for worker in workers {
            all.extend(worker.join().map_err(|_| SeedError::Thread)??);
        }
        Ok(all)
    })
}
