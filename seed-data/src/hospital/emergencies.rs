//! What somebody comes to the emergency room for, and when: intentions, from a stream of their own.
//!
//! Eight weeks of them. Some people lie in the wards now and some are in the emergency room now, more of them in a small
//! hospital than their share, so that neither is empty. Nobody is drawn who would be in two places at once.

use super::SeedError;
use super::ailments::{Curve, SEASONS};
use super::being::Being;
use super::body::Body;
use super::dice::Dice;
use super::season::Months;
use super::tables::rows;
use super::visits::{FULL_DAYS, Visit};
use super::vitals;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::m03_opd::{Consciousness, Measured};
use abhyas_hims::m04_emergency::Category;
use abhyas_hims::reference::DiagnosisCode;
use abhyas_hims::{Day, Moment};
use serde::Deserialize;

const EMERGENCIES: &str = include_str!("../../data/hospital/emergencies.csv");
const TABLE: &str = "emergencies.csv";
/// The share of patients who come in eight weeks: 100 a day beside 800 out-patients in a hospital of 30,000. Our assumption.
const COME: f64 = 0.187;
/// The share who were to lie in a ward now because of an emergency, and how many of a small hospital at least: about half of
/// them are somewhere else then ([`Candidate::can_be_there`]). Our assumptions.
const LIE_NOW: f64 = 0.007;
const LIE_AT_LEAST: f64 = 20.0;
/// The share who are in the emergency room now, and how many a small hospital has at least. Our assumptions.
const HERE_NOW: f64 = 0.0003;
const HERE_AT_LEAST: f64 = 5.0;
/// How many come in each hour of the day, from midnight, in 100: day and night, most in the evening. Our assumption.
const HOURS: [u32; 24] = [2, 2, 1, 1, 1, 2, 3, 4, 5, 6, 6, 5, 5, 4, 4, 4, 5, 6, 7, 8, 7, 6, 4, 2];
/// Around a birth nobody of the two comes for anything else, in days.
const AROUND_BIRTH: i32 = 7;

#[derive(Debug, Clone, Deserialize)]
struct Row {
    code: String,
    curve: String,
    sex: String,
    from: u32,
    to: u32,
    rate: u32,
    red: u32,
    yellow: u32,
    admit: u32,
    days: i32,
    ward: String,
    complaint: String,
}

/// One reason to come.
#[derive(Debug, Clone)]
pub(super) struct Emergency {
    pub code: DiagnosisCode,
    pub sex: Option<Sex>,
    /// Completed months, both included.
    pub months: (u32, u32),
    pub rate: f64,
    pub season: [f64; 12],
    /// Per cent.
    pub red: u32,
    pub yellow: u32,
    pub admit: u32,
    /// How long they stay at most.
    pub days: i32,
    /// `medical`, `surgical`, `burns` or `observation`.
    pub ward: String,
    pub complaint: String,
}

/// One intended visit to the emergency room.
#[derive(Debug, Clone)]
pub(super) struct Urgent {
    pub arrives: Moment,
    /// Which reason.
    pub emergency: usize,
    pub category: Category,
    /// Nights in a bed, where they get one.
    pub nights: Option<i32>,
    pub measured: Measured,
    /// From which the visit's own details are drawn.
    pub salt: u64,
}

/// All reasons, and how likely people come.
pub(super) struct Emergencies {
    pub all: Vec<Emergency>,
    lie_now: f64,
    here_now: f64,
}

/// Who might come, and when they can not.
pub(super) struct Candidate<'a> {
    pub being: &'a Being,
    pub body: &'a Body,
    /// Their other visits.
    pub visits: &'a [Visit],
    pub registered: Moment,
    /// Births in which they have a part.
    pub births: &'a [Day],
}

impl Emergencies {
    /// For a hospital with so many patients.
    pub(super) fn read(patients: u32) -> Result<Self, SeedError> {
        let curves: Vec<Curve> = rows("seasons.csv", SEASONS)?;
        let read: Vec<Row> = rows(TABLE, EMERGENCIES)?;
        let all = read.into_iter().map(|row| emergency(row, &curves)).collect::<Result<_, _>>()?;
        let at_least = |share: f64, least: f64| share.max(least / f64::from(patients.max(1))).min(0.2);
        Ok(Self { all, lie_now: at_least(LIE_NOW, LIE_AT_LEAST), here_now: at_least(HERE_NOW, HERE_AT_LEAST) })
    }

    /// Whether and when somebody comes: once in the eight weeks at most.
    pub(super) fn of(&self, who: &Candidate<'_>, months: &Months, dice: &mut Dice) -> Option<Urgent> {
        let (drawn, hour) = (dice.unit(), self.hour(dice));
        let minute = hour * 60 + i64::from(dice.below(60));
        let (day, minute, lies) = if drawn < self.here_now {
            (0, 8 * 60 + i64::from(dice.below(118)), false)
        } else if drawn < self.here_now + self.lie_now {
            (-1 - i32::try_from(dice.below(4)).unwrap_or(0), minute, true)
        } else if drawn < self.here_now + self.lie_now + COME {
            (dice.between(-FULL_DAYS, -1), minute, false)
        } else {
            return None;
        };
        let arrives = Moment(i64::from(day) * 86_400 + minute * 60);
        let place = self.draw(who.being, Day(day), months, lies, dice)?;
        let reason = self.all.get(place)?;
        let percent = dice.below(100);
        let category = match percent {
            _ if percent < reason.red => Category::Red,
            _ if percent < reason.red + reason.yellow => Category::Yellow,
            _ => Category::Green,
        };
        let admitted = lies || (category != Category::Green && dice.below(100) < reason.admit * 3 / 2);
        let nights = admitted.then(|| if lies { 1 - day + dice.between(0, 3) } else { dice.between(1, reason.days) });
        let measured = measure(who, Day(day), category, dice);
        let last = day + nights.unwrap_or(0);
        let urgent = Urgent { arrives, emergency: place, category, nights, measured, salt: dice.salt() };
        who.can_be_there(arrives, last).then_some(urgent)
    }

    fn hour(&self, dice: &mut Dice) -> i64 {
        let mut at = dice.below(HOURS.iter().sum());
        let hit = HOURS.iter().position(|share| {
            let hit = at < *share;
            at = at.saturating_sub(*share);
            hit
        });
        i64::try_from(hit.unwrap_or(0)).unwrap_or(0)
    }

    fn draw(&self, being: &Being, day: Day, months: &Months, lies: bool, dice: &mut Dice) -> Option<usize> {
        let (age, month) = (being.months(day), months.of(day));
        let weight = |e: &Emergency| {
            let fits = e.sex.is_none_or(|only| only == being.sex) && e.months.0 <= age && age <= e.months.1;
            // Whoever lies in a ward came with something for which people are admitted.
            let share = if lies { f64::from(e.admit) } else { 1.0 };
            if fits { e.rate * share * e.season.get(month).copied().unwrap_or(1.0) } else { 0.0 }
        };
        let mut at = dice.unit() * self.all.iter().map(weight).sum::<f64>();
        self.all.iter().position(|e| {
            let w = weight(e);
            let hit = w > 0.0 && at < w;
            at -= w;
            hit
        })
    }
}

impl Candidate<'_> {
    /// Whether they are known, and neither in the out-patient department nor in the labour room from the day of arrival to
    /// the last one.
    fn can_be_there(&self, arrives: Moment, last: i32) -> bool {
        let first = arrives.day().0;
        let visits = self.visits.iter().any(|v| (first..=last).contains(&v.day.0));
        let births = self.births.iter().any(|b| (first - AROUND_BIRTH..=last + AROUND_BIRTH).contains(&b.0));
        self.registered.day().0 < first && !visits && !births
    }
}

/// Vital signs: those of the person, worse the more urgent it is.
fn measure(who: &Candidate<'_>, day: Day, category: Category, dice: &mut Dice) -> Measured {
    let moment = vitals::Moment { first: false, fever: dice.happens(0.25), treated: false, ill: "" };
    let usual = vitals::measure(who.being, who.body, day, &moment, dice);
    let more = |value: Option<u16>, red: u16, yellow: u16| {
        value.map(|v| match category {
            Category::Red => v.saturating_add(red),
            Category::Yellow => v.saturating_add(yellow),
            Category::Green | Category::Black => v,
        })
    };
    let red = category == Category::Red;
    let drowsy = red && dice.happens(0.4);
    Measured {
        pulse: more(usual.pulse, 34, 14),
        respiration: more(usual.respiration, 11, 5),
        spo2: usual.spo2.map(|v| if red { v.saturating_sub(8) } else { v }),
        consciousness: Some(if drowsy { Consciousness::Voice } else { Consciousness::Alert }),
        ..usual
    }
}

fn emergency(row: Row, curves: &[Curve]) -> Result<Emergency, SeedError> {
    let broken = |what: &str| SeedError::Table { table: TABLE, why: format!("{}: {what}", row.code) };
    let season = curves.iter().find(|c| c.curve == row.curve).ok_or_else(|| broken("no such curve"))?;
    if row.red + row.yellow > 100 || row.admit > 100 || row.days < 1 {
        return Err(broken("no such shares"));
    }
    Ok(Emergency {
        code: DiagnosisCode::parse(&row.code).ok_or_else(|| broken("no code"))?,
        sex: Sex::from_name(&row.sex),
        months: (row.from, row.to),
        rate: f64::from(row.rate),
        season: season.months(),
        red: row.red,
        yellow: row.yellow,
        admit: row.admit,
        days: row.days,
        ward: row.ward,
        complaint: row.complaint,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_hims::reference;

    #[test]
    fn every_reason_is_a_diagnosis_and_everybody_has_one() {
        let emergencies = Emergencies::read(1000).unwrap();
        let known = reference::standard().unwrap();
        for reason in &emergencies.all {
            assert!(known.diagnoses.iter().any(|d| d.code == reason.code), "{}", reason.code.as_str());
        }
        for months in 1..1200 {
            assert!(emergencies.all.iter().any(|e| e.months.0 <= months && months <= e.months.1), "{months}");
        }
    }
}
