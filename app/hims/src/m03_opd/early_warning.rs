//! Early-warning scores from vital signs.
//!
//! From 16 years: NEWS2 (Royal College of Physicians, 2017), oxygen scale 1. Below: a score in the manner of the paediatric
//! early-warning scores, from the usual limits of pulse and breathing by age; its limits are **to be confirmed by a
//! clinician**. What was not measured scores nothing, and the score says that it is incomplete.

use super::vitals::{Consciousness, Measured};

/// NEWS2 is for this age and above, in completed years.
pub const ADULT_FROM_YEARS: u32 = 16;

/// A score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlyWarning {
    /// The points.
    pub points: u32,
    /// Whether one value alone scores three.
    pub one_extreme: bool,
    /// Whether everything was measured that the score asks for.
    pub complete: bool,
    /// Whether it is the adults' score.
    pub adult: bool,
}

impl EarlyWarning {
    /// Whether a doctor must come at once (NEWS2: five points or more, or three in one value).
    #[must_use]
    pub const fn is_urgent(&self) -> bool {
        self.points >= 5 || self.one_extreme
    }

    /// Whether it is an emergency (NEWS2: seven points or more).
    #[must_use]
    pub const fn is_emergency(&self) -> bool {
        self.points >= 7
    }
}

/// The score of what was measured, at an age in completed years.
#[must_use]
pub fn early_warning(m: &Measured, years: u32) -> EarlyWarning {
    let adult = years >= ADULT_FROM_YEARS;
    let parts = if adult { news2(m) } else { paediatric(m, years) };
    let scored = parts.iter().flatten();
    let oxygen = if m.on_oxygen { 2 } else { 0 };
    EarlyWarning {
        points: scored.clone().sum::<u32>() + oxygen,
        one_extreme: scored.clone().any(|p| *p >= 3),
        complete: parts.iter().all(Option::is_some),
        adult,
    }
}

fn awake(consciousness: Consciousness) -> u32 {
    if consciousness == Consciousness::Alert { 0 } else { 3 }
}

fn news2(m: &Measured) -> Vec<Option<u32>> {
    let respiration = |v: u16| match v {
        ..=8 => 3,
        9..=11 => 1,
        12..=20 => 0,
        21..=24 => 2,
        25.. => 3,
    };
    let spo2 = |v: u16| match v {
        ..=91 => 3,
        92..=93 => 2,
        94..=95 => 1,
        96.. => 0,
    };
    let systolic = |v: u16| match v {
        ..=90 => 3,
        91..=100 => 2,
        101..=110 => 1,
        111..=219 => 0,
        220.. => 3,
    };
    let pulse = |v: u16| match v {
        ..=40 => 3,
        41..=50 => 1,
        51..=90 => 0,
        91..=110 => 1,
        111..=130 => 2,
        131.. => 3,
    };
    let temperature = |v: u16| match v {
        ..=350 => 3,
        351..=360 => 1,
        361..=380 => 0,
        381..=390 => 1,
        391.. => 2,
    };
    vec![
        m.respiration.map(respiration),
        m.spo2.map(spo2),
        m.systolic.map(systolic),
        m.pulse.map(pulse),
        m.temperature_c10.map(temperature),
        m.consciousness.map(awake),
    ]
}

/// Lowest and highest usual pulse and breathing by age in completed years.
const fn usual(years: u32) -> ((u16, u16), (u16, u16)) {
    match years {
        0 => ((100, 160), (30, 55)),
        1..=2 => ((90, 150), (22, 40)),
        3..=5 => ((80, 140), (20, 34)),
        6..=11 => ((70, 120), (16, 30)),
        _ => ((60, 100), (12, 22)),
    }
}

fn paediatric(m: &Measured, years: u32) -> Vec<Option<u32>> {
    let (pulse, respiration) = usual(years);
    let outside = |value: u16, (low, high): (u16, u16)| {
        let by = low.saturating_sub(value).max(value.saturating_sub(high));
        // By how many tenths of the nearer limit.
        let limit = if value < low { low } else { high };
        match by.saturating_mul(10).div_ceil(limit.max(1)) {
            0 => 0,
            1 => 1,
            2..=3 => 2,
            _ => 3,
        }
    };
    let spo2 = |v: u16| match v {
        ..=89 => 3,
        90..=92 => 2,
        93..=94 => 1,
        95.. => 0,
    };
    let temperature = |v: u16| match v {
        ..=355 => 2,
        356..=384 => 0,
        385..=394 => 1,
        395.. => 2,
    };
    vec![
        m.respiration.map(|v| outside(v, respiration)),
        m.spo2.map(spo2),
        m.pulse.map(|v| outside(v, pulse)),
        m.temperature_c10.map(temperature),
        m.consciousness.map(awake),
    ]
}
