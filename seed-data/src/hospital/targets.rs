//! The figures that the population is made after, each with its source. The report measures against the same numbers.
//!
//! NFHS-5 (2019-21): fact sheet of Muzaffarpur; Bihar where the district has no figure (men's builds and anaemia).

use abhyas_hims::m01_registration::Sex;

/// Shares of women aged 15 to 49 with a body mass index below 18.5 and of 25 or more: Muzaffarpur.
pub(super) const BUILD_WOMEN: (f64, f64) = (0.252, 0.165);
/// The same of men: Bihar.
pub(super) const BUILD_MEN: (f64, f64) = (0.215, 0.147);

/// Shares of adults (15 and older): 140-159/90-99 mmHg, from 160/100, and lower only because of medicine: Muzaffarpur.
pub(super) const fn pressure(sex: Sex) -> [f64; 3] {
    match sex {
        Sex::Female => [0.098, 0.050, 0.033],
        _ => [0.141, 0.069, 0.030],
    }
}

/// Shares of adults: random glucose 141-160 mg/dl, above 160, and lower only because of medicine: Muzaffarpur.
pub(super) const fn sugar(sex: Sex) -> [f64; 3] {
    match sex {
        Sex::Female => [0.069, 0.049, 0.006],
        _ => [0.069, 0.072, 0.023],
    }
}

/// Children under five with a height for age below -2 standard deviations: 42.6 % (Muzaffarpur). Mean and standard
/// deviation of the scores that give that share.
pub(super) const STUNTING: (f64, f64) = (-1.739, 1.4);
/// The share itself.
pub(super) const STUNTED: f64 = 0.426;
/// The same for weight for age: 34.7 % (Muzaffarpur).
pub(super) const UNDERWEIGHT: (f64, f64) = (-1.528, 1.2);
/// The share itself.
pub(super) const TOO_LIGHT: f64 = 0.347;

/// Who counts as anaemic, and how many are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Anaemia {
    /// Below this haemoglobin, in tenths of g/dl.
    pub below: f64,
    /// So many.
    pub share: f64,
}

/// Children of 6 to 59 months: Muzaffarpur.
pub(super) const ANAEMIC_CHILDREN: f64 = 0.646;
/// Pregnant women of 15 to 49: Muzaffarpur.
pub(super) const ANAEMIC_PREGNANT: f64 = 0.617;
/// Women of 15 to 19: Muzaffarpur.
pub(super) const ANAEMIC_GIRLS: f64 = 0.661;
/// Women of 15 to 49 who are not pregnant: Muzaffarpur.
pub(super) const ANAEMIC_WOMEN: f64 = 0.587;
/// Men of 15 to 49: Bihar.
pub(super) const ANAEMIC_MEN: f64 = 0.295;

/// Anaemia at an age in completed months, pregnant or not.
pub(super) fn anaemia(sex: Sex, months: u32, pregnant: bool) -> Anaemia {
    let of = |below, share| Anaemia { below, share };
    match (sex, months / 12) {
        (_, 0..5) => of(110.0, ANAEMIC_CHILDREN),
        // The survey asks nobody between 5 and 14.
        (_, 5..15) => of(115.0, 0.55),
        (Sex::Female, _) if pregnant => of(110.0, ANAEMIC_PREGNANT),
        (Sex::Female, 15..20) => of(120.0, ANAEMIC_GIRLS),
        // All women of 15 to 49 together then come to 58.7 %: 17.5 % of them are under 20 (Census 2011).
        (Sex::Female, 20..50) => of(120.0, 0.571),
        (Sex::Female, _) => of(120.0, 0.55),
        (_, 15..50) => of(130.0, ANAEMIC_MEN),
        _ => of(130.0, 0.38),
    }
}

/// Children under five with diarrhoea who are given ORS, and zinc: Muzaffarpur (asked at home; here taken for what the
/// hospital prescribes).
pub(super) const ORS: f64 = 0.663;
/// See [`ORS`].
pub(super) const ZINC: f64 = 0.279;
/// Pregnancies with four or more check-ups: Muzaffarpur.
pub(super) const FOUR_CHECKUPS: f64 = 0.282;
/// Of those treated for high blood pressure, below 140/90 at the last visit: our assumption, no figure was found.
pub(super) const PRESSURE_CONTROLLED: f64 = 0.45;
