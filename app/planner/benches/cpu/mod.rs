//! Time that this thread has spent on a processor: what else the machine does is not counted.

use std::time::{Duration, Instant};

/// Nanoseconds on a processor, as Linux counts them (`/proc/thread-self/schedstat`, first number); `None` elsewhere.
fn spent() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

/// How long something takes so many times over, in time on a processor; by the clock where that is not counted.
pub fn timed<T>(times: u64, mut does: impl FnMut() -> T) -> Duration {
    let (begin, clock) = (spent(), Instant::now());
    for _ in 0..times {
        std::hint::black_box(does());
    }
    match (begin, spent()) {
        (Some(begin), Some(end)) => Duration::from_nanos(end.saturating_sub(begin).max(1)),
        _ => clock.elapsed(),
    }
}
