//! What time it is in a practice hospital.
//!
//! A base's past ends at ten in the morning of its day 0, and a hospital begins there whatever the hour outside: queues,
//! wards and benches are at work for whoever opens it early, in the evening or at night. Its clock then goes on with the
//! world outside, as long as a long day's work; after that it is the clock of the world outside, so that the next day's class
//! finds the next morning.

use abhyas_hims::{Calendar, Moment, OPENING};
use chrono::{DateTime, Utc};

/// How long the first day lasts: until ten in the evening inside.
const FIRST_DAY_ENDS: Moment = OPENING.plus_minutes(12 * 60);

/// How far ahead of the world outside the clock of a hospital is set that is opened `now`.
pub(super) fn ahead_at_opening(calendar: Calendar, now: DateTime<Utc>) -> i64 {
    OPENING.0.saturating_sub(calendar.moment(now).0)
}

/// The time inside when it is `outside` in the world outside. It never goes back: a first day that ends before the one outside
/// waits for it.
pub(super) fn inside(outside: Moment, ahead_seconds: i64) -> Moment {
    let shown = Moment(outside.0.saturating_add(ahead_seconds));
    if shown < FIRST_DAY_ENDS { shown } else { outside.max(FIRST_DAY_ENDS) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn calendar() -> Calendar {
        Calendar::new("2026-11-23".parse().unwrap())
    }

    #[test]
    fn whenever_it_is_opened_it_is_ten_in_the_morning() {
        for hour in [0, 5, 7, 10, 11, 16, 22, 23] {
            let now = Moment(hour * 3600 + 59);
            let ahead = ahead_at_opening(calendar(), calendar().time(now).to_utc());
            assert_eq!(inside(now, ahead), OPENING, "at {hour}:00");
            assert_eq!(inside(now.plus_minutes(90), ahead), OPENING.plus_minutes(90), "at {hour}:00");
            let next_morning = Moment((24 + 11) * 3600);
            let same_day = hour == 23;
            assert_eq!(inside(next_morning, ahead) == next_morning, !same_day, "at {hour}:00");
        }
    }

    #[test]
    fn a_hospital_without_a_shift_has_the_time_of_the_world_outside() {
        for hour in [0, 9, 21, 22, 23, 47, 500] {
            assert_eq!(inside(Moment(hour * 3600), 0), Moment(hour * 3600));
        }
    }

    proptest! {
        #[test]
        fn it_never_goes_back(ahead in -50_000_i64..50_000, at in 0_i64..300_000, later in 0_i64..300_000) {
            prop_assert!(inside(Moment(at), ahead) <= inside(Moment(at + later), ahead));
        }
    }
}
