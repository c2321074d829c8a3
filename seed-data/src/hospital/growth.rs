//! How tall and heavy children are: medians and standard deviations, rounded from the WHO growth standards (0 to 5 years,
//! 2006) and the WHO reference (5 to 19 years, 2007). To be confirmed by a clinician before it judges a real child.
//! The generator and the report use the same table, so that a z-score means the same in both.

use abhyas_hims::m01_registration::Sex;

/// Months, then median and standard deviation of height (mm) and of weight (g).
type Row = (u32, f64, f64, f64, f64);

const BOYS: &[Row] = &[
    (0, 499.0, 19.0, 3300.0, 430.0),
    (3, 614.0, 20.0, 6400.0, 720.0),
    (6, 676.0, 21.0, 7900.0, 850.0),
    (9, 720.0, 22.0, 8900.0, 950.0),
    (12, 757.0, 24.0, 9600.0, 1050.0),
    (18, 823.0, 27.0, 10_900.0, 1200.0),
    (24, 875.0, 31.0, 12_200.0, 1350.0),
    (36, 961.0, 37.0, 14_300.0, 1650.0),
    (48, 1033.0, 42.0, 16_300.0, 2000.0),
    (60, 1100.0, 46.0, 18_300.0, 2400.0),
    (84, 1217.0, 53.0, 22_900.0, 3100.0),
    (120, 1378.0, 64.0, 31_200.0, 5000.0),
    (156, 1560.0, 77.0, 44_500.0, 7500.0),
    (180, 1690.0, 78.0, 56_000.0, 9000.0),
];
const GIRLS: &[Row] = &[
    (0, 491.0, 19.0, 3200.0, 430.0),
    (3, 598.0, 20.0, 5800.0, 720.0),
    (6, 657.0, 22.0, 7300.0, 870.0),
    (9, 701.0, 24.0, 8200.0, 970.0),
    (12, 740.0, 26.0, 8900.0, 1060.0),
    (18, 807.0, 30.0, 10_200.0, 1230.0),
    (24, 860.0, 32.0, 11_500.0, 1400.0),
    (36, 951.0, 38.0, 13_900.0, 1800.0),
    (48, 1027.0, 43.0, 16_100.0, 2250.0),
    (60, 1094.0, 48.0, 18_200.0, 2700.0),
    (84, 1208.0, 55.0, 22_400.0, 3400.0),
    (120, 1386.0, 64.0, 31_900.0, 5600.0),
    (156, 1564.0, 68.0, 45_600.0, 8000.0),
    (180, 1617.0, 67.0, 52_500.0, 8800.0),
];

/// Median and standard deviation of height in millimetres and of weight in grams.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Growth {
    pub height: (f64, f64),
    pub weight: (f64, f64),
}

/// What is usual at so many completed months; past 15 years as at 15.
pub(super) fn usual(sex: Sex, months: u32) -> Growth {
    let table = if sex == Sex::Female { GIRLS } else { BOYS };
    let (mut below, mut above) = ((0, 0.0, 0.0, 0.0, 0.0), None);
    for row in table {
        if row.0 <= months {
            below = *row;
        } else if above.is_none() {
            above = Some(*row);
        }
    }
    let above = above.unwrap_or(below);
    let span = f64::from(above.0.saturating_sub(below.0)).max(1.0);
    let share = f64::from(months.saturating_sub(below.0)) / span;
    let between = |low: f64, high: f64| if above.0 == below.0 { low } else { low + (high - low) * share };
    Growth {
        height: (between(below.1, above.1), between(below.2, above.2)),
        weight: (between(below.3, above.3), between(below.4, above.4)),
    }
}

/// How many standard deviations a measurement is from the median.
pub(super) fn z(measured: f64, usual: (f64, f64)) -> f64 {
    (measured - usual.0) / usual.1.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_of_the_median_has_z_0_and_between_two_rows_it_is_interpolated() {
        let two_and_a_half = usual(Sex::Male, 30);
        assert!((two_and_a_half.height.0 - 918.0).abs() < 0.5);
        assert!(z(two_and_a_half.weight.0, two_and_a_half.weight).abs() < f64::EPSILON);
        assert_eq!(usual(Sex::Female, 200), usual(Sex::Female, 180));
    }
}
