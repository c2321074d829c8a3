//! What trainers have given already of the days and weeks that are planned.

use super::{Facts, HALVES};
use abhyas_planner::format::Day;
use abhyas_store::sessions::SessionRecord;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeSet, HashMap};

/// The number of a day's week, as in the instance's calendar.
fn week(day: NaiveDate) -> i64 {
    let monday = day.num_days_from_ce() - i32::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    i64::from(monday) / 7
}

/// Sessions that do not change any more count against what a trainer may hold in their day and week. The planner counts
/// only what it plans; so where something is spent, no more half-days are left open than may still be held: first those in
/// which the trainer teaches now, then the earliest.
pub(super) fn spent(facts: &Facts, days: &[Day], trainer: &str, most: (usize, usize), away: &mut BTreeSet<usize>) {
    let (per_day, per_week) = most;
    let mine = || facts.sessions.iter().filter(|s| s.taught_by(trainer));
    let done = |s: &&SessionRecord| facts.done.contains(s.id.as_str());
    let (mut of_day, mut of_week) = (HashMap::<String, usize>::new(), HashMap::<i64, usize>::new());
    for session in mine().filter(done) {
        for (day, _) in facts.half_days(session) {
            *of_day.entry(day.to_string()).or_default() += 1;
            *of_week.entry(week(day)).or_default() += 1;
        }
    }
    if of_week.is_empty() {
        return;
    }
    let teaches: BTreeSet<usize> = mine().filter(|s| !done(s)).flat_map(|s| facts.slots(s)).collect();
    let mut close = |slots: Vec<usize>, left: usize| {
        let mut open: Vec<usize> = slots.into_iter().filter(|s| !away.contains(s)).collect();
        open.sort_by_key(|s| (!teaches.contains(s), *s));
        away.extend(open.into_iter().skip(left));
    };
    let numbered = || days.iter().enumerate().filter(|(_, day)| day.working);
    let halves = |at: usize| (0..HALVES).map(move |half| at * HALVES + half);
    for (at, day) in numbered() {
        if let Some(n) = of_day.get(&day.date) {
            close(halves(at).collect(), per_day.saturating_sub(*n));
        }
    }
    for (number, n) in of_week {
        let of_it = numbered().filter(|(_, day)| day.week == number);
        close(of_it.flat_map(|(at, _)| halves(at)).collect(), per_week.saturating_sub(n));
    }
}
