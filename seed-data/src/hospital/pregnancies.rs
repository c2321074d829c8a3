//! Pregnancies of one woman: those whose children are in the register, and perhaps one now.

use super::being::Being;
use super::dice::Dice;
use super::visits::{FULL_DAYS, THIN_DAYS};
use abhyas_hims::Day;
use abhyas_hims::m01_registration::Sex;

const DAYS: i32 = 280;
/// Women who have their check-ups here, not at the health centre. Our assumption.
const HERE: f64 = 0.6;
/// Shares of pregnancies with 1, 2, 3, … check-ups: four or more 28.2 % (NFHS-5, Muzaffarpur).
const CHECKUPS: [f64; 6] = [0.31, 0.23, 0.178, 0.15, 0.08, 0.052];
/// First check-up in the first trimester: 55.9 % (NFHS-5, Muzaffarpur).
const EARLY: f64 = 0.559;
/// How long before the birth the last check-up is, at the latest.
const LAST_CHECKUP: i32 = 5;

/// One pregnancy.
#[derive(Debug, Clone)]
pub(super) struct Pregnancy {
    /// When it began (280 days before the birth).
    began: Day,
    /// When the child is born, or due.
    birth: Day,
    pub checkups: Vec<Day>,
}

impl Pregnancy {
    /// Whether anybody knows of it: it has check-ups here. Others are not asked for.
    pub(super) fn is_known(&self) -> bool {
        !self.checkups.is_empty()
    }
}

pub(super) struct Pregnancies(pub Vec<Pregnancy>);

impl Pregnancies {
    /// The pregnancies of a person, given the births of her children in the register.
    pub(super) fn of(being: &Being, births: &[Day], dice: &mut Dice) -> Self {
        let mut all = Vec::new();
        if being.sex != Sex::Female {
            return Self(all);
        }
        let recent = births.iter().filter(|b| b.0 - DAYS > -(THIN_DAYS + FULL_DAYS));
        for birth in recent {
            all.push(pregnancy(*birth, dice));
        }
        let lately = births.iter().any(|b| b.0 > -300);
        if !lately && dice.happens(chance(being.age(Day(0)))) {
            let due = Day(dice.between(1, DAYS - 35));
            all.push(pregnancy(due, dice));
        }
        Self(all)
    }

    /// The pregnancy on a day.
    pub(super) fn on(&self, day: Day) -> Option<&Pregnancy> {
        self.0.iter().find(|p| p.began < day && day < p.birth)
    }
}

/// The share of women of an age who are pregnant at any time: 25.8 births a year in 1,000 people (SRS 2023, Bihar), by age
/// as our assumption.
const fn chance(age: u32) -> f64 {
    match age {
        16..20 => 0.04,
        20..25 => 0.19,
        25..30 => 0.16,
        30..35 => 0.09,
        35..40 => 0.04,
        40..45 => 0.01,
        _ => 0.0,
    }
}

fn pregnancy(birth: Day, dice: &mut Dice) -> Pregnancy {
    let began = Day(birth.0 - DAYS);
    let mut pregnancy = Pregnancy { began, birth, checkups: Vec::new() };
    let mut rest = dice.unit();
    let wanted = CHECKUPS.iter().position(|share| {
        rest -= share;
        rest < 0.0
    });
    let wanted = wanted.map_or(1, |at| at + 1);
    let here = dice.happens(HERE);
    let first = if dice.happens(EARLY) { dice.between(42, 90) } else { dice.between(98, 200) };
    // The others are spread over what is left.
    let step = (DAYS - LAST_CHECKUP - first) / i32::try_from(wanted).unwrap_or(1);
    for number in 0..i32::try_from(wanted).unwrap_or(0) {
        let late = dice.between(0, (step - 1).clamp(0, 9));
        let day = Day(began.0 + first + step * number + late);
        if here && day.0 < 0 && day < birth {
            pregnancy.checkups.push(day);
        }
    }
    pregnancy
}
