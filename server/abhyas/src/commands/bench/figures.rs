//! Figures of a measurement.

use crate::machine::Failure;
use std::time::Duration;

/// The time below which so many per cent of the measurements are (nearest rank); zero when there is none.
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let rank = (times.len() * percent).div_ceil(100).max(1);
    times.get(rank - 1).copied().unwrap_or_default()
}

/// In microseconds.
pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// In milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The memory of this process that is in RAM, in bytes, as Linux counts it.
pub fn resident_bytes() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS in /proc/self/status")?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_nearest_rank() {
        let ms = Duration::from_millis;
        let mut hundred: Vec<Duration> = (1..=100).rev().map(ms).collect();
        assert_eq!((percentile(&mut hundred, 50), percentile(&mut hundred, 99)), (ms(50), ms(99)));
        assert_eq!(percentile(&mut hundred, 100), ms(100));
        assert_eq!(percentile(&mut [ms(7)], 99), ms(7));
        assert_eq!(percentile(&mut [], 99), ms(0));
    }
}
