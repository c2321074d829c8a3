//! Sex, area and age of one person, and how exactly the age is known.

use super::census::Cell;
use super::dice::{Dice, Purpose};
use super::tables::Area;
use abhyas_hims::Day;
use abhyas_hims::m01_registration::{Birth, Sex};

/// Days of a mean year, in quarters.
const QUARTER_DAYS_PER_YEAR: u32 = 1461;
/// The share of the children under five who are in their first month: some more than their share of days, since
/// newborns come from the hospital's own labour room.
const NEWBORN: f64 = 0.04;
const NEWBORN_DAYS: u32 = 27;
/// Nobody is younger, in days: there is a whole day between birth and day 0 on which they come.
const YOUNGEST: u32 = 2;

/// Completed years after so many days.
pub(super) fn years_in(days: i32) -> u32 {
    u32::try_from(days).unwrap_or(0).saturating_mul(4) / QUARTER_DAYS_PER_YEAR
}

/// The first whole number of days after which so many years are completed.
const fn days_of(years: u32) -> u32 {
    (years * QUARTER_DAYS_PER_YEAR).div_ceil(4)
}

/// One person, before anything else is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Being {
    /// The running number of the patient's record.
    pub number: u32,
    pub sex: Sex,
    pub area: Area,
    /// The day of birth; for somebody who only tells an age, the middle of what may be.
    pub born: Day,
    /// Whether the birth date is known.
    pub documented: bool,
    /// Whether the age is told as a multiple of five.
    pub rounds: bool,
    /// The first year of the age group.
    pub group: u32,
    /// Which one of those with the same sex and age group, from 0: what is rare is spread evenly over them.
    pub rank: u32,
}

impl Being {
    /// The person of a number and a cell of the census.
    pub(super) fn of(seed: u64, number: u32, cell: &Cell) -> Self {
        let mut dice = Dice::new(seed, Purpose::Being, number);
        let documented = dice.happens(cell.documented);
        let rounds = !documented && dice.happens(rounding(cell.from));
        let age = age_in_days(cell, rounds, &mut dice);
        let born = Day(0 - i32::try_from(age).unwrap_or(0));
        Self { number, sex: cell.sex, area: cell.area, born, documented, rounds, group: cell.from, rank: 0 }
    }

    /// Completed years on a day.
    pub(super) fn age(&self, on: Day) -> u32 {
        years_in(on.0.saturating_sub(self.born.0))
    }

    /// Completed months on a day.
    pub(super) fn months(&self, on: Day) -> u32 {
        u32::try_from(on.0.saturating_sub(self.born.0)).unwrap_or(0).saturating_mul(48) / QUARTER_DAYS_PER_YEAR
    }

    /// The birth as the desk writes it down on the day of registration.
    pub(super) fn told(&self, registered: Day) -> Birth {
        if self.documented {
            return Birth::On { day: self.born };
        }
        // The age group of the census is that of day 0: the age told earlier is that much less, and still in the group
        // when it is a round one, because nobody here is registered for five years.
        let since = years_in(0 - registered.0);
        let years = if self.rounds { self.group } else { self.age(Day(0)).saturating_sub(since) };
        Birth::Aged { years, on: registered }
    }
}

/// How many of those who only know an age tell a round one. Our assumption, after the heaping that C-14 shows.
const fn rounding(from: u32) -> f64 {
    match from {
        0..5 => 0.0,
        5..20 => 0.2,
        20..30 => 0.4,
        _ => 0.6,
    }
}

fn age_in_days(cell: &Cell, rounds: bool, dice: &mut Dice) -> u32 {
    if cell.from == 0 && dice.happens(NEWBORN) {
        return YOUNGEST + dice.below(NEWBORN_DAYS);
    }
    let first = days_of(cell.from).max(YOUNGEST);
    let width = days_of(cell.from + cell.years).saturating_sub(first);
    if rounds {
        return first + dice.below(days_of(1));
    }
    // Over 80 the years thin out: the younger of two draws.
    let day = dice.below(width);
    let day = if cell.years > 5 { day.min(dice.below(width)) } else { day };
    first + day
}
