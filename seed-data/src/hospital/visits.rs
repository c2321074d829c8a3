//! What one person comes to the hospital for, and when: intentions, from a stream of their own.
//!
//! Three whole years of thinner visits, so that every month counts alike, and then eight full weeks. What the hospital
//! makes of it (numbers, queues, stock) is given out later in one ordered pass.

use super::ailments::{ANAEMIA, Ailment, Ailments, DIABETES, HYPERTENSION, PREGNANCY, WEAKNESS};
use super::being::Being;
use super::body::{Body, Level};
use super::dice::{Dice, Purpose};
use super::pregnancies::{Pregnancies, Pregnancy};
use super::season::Months;
use super::targets;
use super::vitals;
use abhyas_hims::Day;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::m03_opd::Measured;

/// The full weeks before day 0, in days.
pub(super) const FULL_DAYS: i32 = 56;
/// The years before them.
pub(super) const THIN_DAYS: i32 = 3 * 365;
/// How many come in the full weeks, and how many in the years before (shares of people with 0, 1, 2, … complaints).
/// With reviews and check-ups that gives 800 visits a day for 30,000 patients, and about 1.2 a year before.
const FULL: &[f64] = &[0.41, 0.27, 0.16, 0.09, 0.05, 0.02];
const THIN: &[f64] = &[0.14, 0.19, 0.19, 0.15, 0.11, 0.08, 0.06, 0.04, 0.04];
/// The share of patients who have a token by ten this morning: two thirds of a day's 800 in 30,000. A small hospital has this
/// many at least.
const TODAY: f64 = 0.0173;
const TODAY_AT_LEAST: f64 = 48.0;
/// When they came, in minutes of the day: the counter opens early, and the last have just come.
const TODAY_FROM_TO: (i32, i32) = (465, 590);
/// Days after a birth in which a mother may still lie in the ward.
const IN_BED: i32 = 6;
/// Known before the first visit, or found at one.
const KNOWN_PRESSURE: [f64; 3] = [0.35, 0.6, 1.0];
const KNOWN_SUGAR: [f64; 3] = [0.3, 0.75, 1.0];
/// Visits of somebody with a known long illness that are for it.
const FOR_THE_LONG_ILLNESS: f64 = 0.4;
/// High pressure that the doctor finds at a visit for something else.
const FOUND: f64 = 0.4;

/// One visit.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub day: Day,
    /// When the patient is at the desk, in minutes of the day.
    pub minute: u16,
    pub ailment: usize,
    /// A long illness beside it.
    pub also: Option<usize>,
    /// The same complaint as at the visit before.
    pub review: bool,
    pub pregnant: bool,
    pub measured: Measured,
    /// From which the visit's own details are drawn.
    pub salt: u64,
}

/// What the visits of everybody are drawn from.
pub(super) struct Plan<'a> {
    pub ailments: &'a Ailments,
    pub months: &'a Months,
    pub seed: u64,
    /// The chance of a token this morning.
    pub today: f64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(ailments: &'a Ailments, months: &'a Months, seed: u64, patients: u32) -> Self {
        let today = TODAY.max(TODAY_AT_LEAST / f64::from(patients.max(1))).min(0.5);
        Self { ailments, months, seed, today }
    }

    /// The visits of a person, earliest first: at least one, and one before today.
    pub(super) fn visits(&self, being: &Being, body: &Body, births: &[Day]) -> Vec<Visit> {
        let mut dice = Dice::new(self.seed, Purpose::Visits, being.number);
        let pregnancies = Pregnancies::of(being, births, &mut dice);
        let mut wishes = self.complaints(being, &pregnancies, &mut dice);
        if let Some(ailment) = self.ailments.place(PREGNANCY) {
            let checkups = pregnancies.0.iter().flat_map(|p| &p.checkups);
            wishes.extend(checkups.map(|day| Wish { day: *day, ailment, review: false }));
        }
        wishes.sort_by_key(|w| (w.day, w.ailment));
        wishes.dedup_by_key(|w| w.day);
        keep_in_bed(&mut wishes, births);
        let mut visits = Vec::with_capacity(wishes.len() + 1);
        self.long_illness(being, body, &pregnancies, &mut wishes, &mut dice);
        self.not_pale(being, body, &mut wishes);
        let mut treated = false;
        for wish in wishes {
            let visit = self.visit(being, body, &pregnancies, wish, visits.is_empty(), &mut treated, &mut dice);
            visits.push(visit);
        }
        visits
    }

    fn complaints(&self, being: &Being, pregnancies: &Pregnancies, dice: &mut Dice) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let born = being.born.0.saturating_add(1);
        let thin = (-(THIN_DAYS + FULL_DAYS), -FULL_DAYS - 1);
        let full = (-FULL_DAYS, -1);
        for ((first, last), shares) in [(thin, THIN), (full, FULL)] {
            // Somebody born meanwhile comes as much less often.
            let lived = last.saturating_sub(first.max(born)).saturating_add(1).max(0);
            let share = f64::from(lived) / f64::from(last - first + 1);
            for _ in 0..how_many(shares, dice) {
                if lived > 0 && dice.happens(share) {
                    self.wish((first.max(born), last), being, pregnancies, dice, &mut wishes);
                }
            }
        }
        if wishes.is_empty() {
            let first = born.clamp(-FULL_DAYS, -1);
            self.wish((first, -1), being, pregnancies, dice, &mut wishes);
        }
        if dice.happens(self.today) {
            self.wish((0, 0), being, pregnancies, dice, &mut wishes);
        }
        wishes
    }

    /// A complaint on one of the days, and perhaps a review of it.
    fn wish(
        &self,
        (first, last): (i32, i32),
        being: &Being,
        of: &Pregnancies,
        dice: &mut Dice,
        wishes: &mut Vec<Wish>,
    ) {
        let middle = Day(first.midpoint(last));
        let loads = self.loads(being.sex, being.months(middle));
        let most = loads.iter().copied().fold(1e-9, f64::max);
        let mut day = Day(dice.between(first, last));
        for _ in 0..12 {
            let load = loads.get(self.months.of(day)).copied().unwrap_or(most);
            if dice.happens(load / most) {
                break;
            }
            day = Day(dice.between(first, last));
        }
        let pregnant = of.on(day).is_some();
        let Some(ailment) = self.draw(being.sex, being.months(day), self.months.of(day), pregnant, dice) else {
            return;
        };
        wishes.push(Wish { day, ailment, review: false });
        let review = self.ailments.0.get(ailment).map_or(0.0, |a| a.review);
        let again = Day(day.0 + dice.between(5, 24));
        if dice.happens(review) && again.0 < 0 && (again.0 <= last || last >= -1) {
            wishes.push(Wish { day: again, ailment, review: true });
        }
    }

    fn weight(ailment: &Ailment, sex: Sex, months: u32, month: usize) -> f64 {
        if !ailment.by_chance || !ailment.fits(sex, months) {
            return 0.0;
        }
        ailment.rate * ailment.season.get(month).copied().unwrap_or(1.0)
    }

    /// How much there is to come for in each month.
    fn loads(&self, sex: Sex, months: u32) -> [f64; 12] {
        std::array::from_fn(|month| self.ailments.0.iter().map(|a| Self::weight(a, sex, months, month)).sum())
    }

    fn draw(&self, sex: Sex, months: u32, month: usize, pregnant: bool, dice: &mut Dice) -> Option<usize> {
        let weight = |a: &Ailment| {
            if pregnant && !a.fits_pregnancy() { 0.0 } else { Self::weight(a, sex, months, month) }
        };
        let total: f64 = self.ailments.0.iter().map(weight).sum();
        let mut at = dice.unit() * total;
        for (place, ailment) in self.ailments.0.iter().enumerate() {
            let w = weight(ailment);
            if w > 0.0 && at < w {
                return Some(place);
            }
            at -= w;
        }
        None
    }

    /// Some visits of somebody with high blood pressure or diabetes are for that.
    fn long_illness(&self, being: &Being, body: &Body, of: &Pregnancies, wishes: &mut [Wish], dice: &mut Dice) {
        let known = |level: Level, shares: [f64; 3]| match level {
            Level::Normal => 0.0,
            Level::Mild => shares[0],
            Level::High => shares[1],
            Level::Controlled => shares[2],
        };
        for (code, level, shares) in
            [(HYPERTENSION, body.pressure, KNOWN_PRESSURE), (DIABETES, body.sugar, KNOWN_SUGAR)]
        {
            let Some(place) = self.ailments.place(code) else { continue };
            if !dice.happens(known(level, shares)) {
                continue;
            }
            // Whoever is on medicine comes for it at least once.
            let mut must = level == Level::Controlled;
            for wish in wishes.iter_mut() {
                let other = of.on(wish.day).is_some() || wish.review || being.months(wish.day) < 180;
                if !other && (must || dice.happens(FOR_THE_LONG_ILLNESS)) {
                    wish.ailment = place;
                    must = false;
                }
            }
        }
    }

    /// Somebody who is not anaemic does not come for anaemia, but with the weakness that looks like it.
    fn not_pale(&self, being: &Being, body: &Body, wishes: &mut [Wish]) {
        let Some(weakness) = self.ailments.place(WEAKNESS) else { return };
        for wish in wishes {
            let months = being.months(wish.day);
            let named = self.ailments.0.get(wish.ailment).is_some_and(|a| a.code.as_str() == ANAEMIA);
            let pale = body.paleness < targets::anaemia(being.sex, months, false).share;
            if named && !pale {
                wish.ailment = weakness;
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one step of a person's history needs all of it")]
    fn visit(
        &self,
        being: &Being,
        body: &Body,
        pregnancies: &Pregnancies,
        wish: Wish,
        first: bool,
        treated: &mut bool,
        dice: &mut Dice,
    ) -> Visit {
        let ailment = self.ailments.0.get(wish.ailment);
        let fever = ailment.is_some_and(|a| dice.happens(a.fever * if wish.review { 0.3 } else { 1.0 }));
        let ill = ailment.map_or("", |a| a.code.as_str());
        let moment = vitals::Moment { first, fever, treated: *treated, ill };
        let measured = vitals::measure(being, body, wish.day, &moment, dice);
        let high = measured.systolic.is_some_and(|s| s >= 140) || measured.diastolic.is_some_and(|d| d >= 90);
        let hypertension = self.ailments.place(HYPERTENSION);
        let for_it = Some(wish.ailment) == hypertension;
        let also =
            hypertension.filter(|_| !for_it && ((high && dice.happens(FOUND)) || (*treated && dice.happens(0.6))));
        *treated |= for_it || also.is_some();
        let minute = if wish.day.0 == 0 {
            dice.between(TODAY_FROM_TO.0, TODAY_FROM_TO.1)
        } else {
            480 + dice.between(0, 270).min(dice.between(0, 330))
        };
        Visit {
            day: wish.day,
            minute: u16::try_from(minute).unwrap_or(480),
            ailment: wish.ailment,
            also,
            review: wish.review,
            pregnant: pregnancies.on(wish.day).is_some_and(Pregnancy::is_known),
            measured,
            salt: dice.salt(),
        }
    }
}

/// Takes out what falls into the days around a birth, which the mother spends in the labour room and the ward; the first
/// visit stays, since it is the reason for her record.
fn keep_in_bed(wishes: &mut Vec<Wish>, births: &[Day]) {
    let in_bed = |day: Day| births.iter().any(|born| (born.0 - 1..=born.0 + IN_BED).contains(&day.0));
    let first = wishes.first().map(|wish| wish.day);
    wishes.retain(|wish| Some(wish.day) == first || !in_bed(wish.day));
}

struct Wish {
    day: Day,
    ailment: usize,
    review: bool,
}

fn how_many(shares: &[f64], dice: &mut Dice) -> usize {
    let mut at = dice.unit();
    for (number, share) in shares.iter().enumerate() {
        if at < *share {
            return number;
        }
        at -= share;
    }
    0
}
