//! What people are told of a changed schedule, in both languages.

use super::book::Book;
use super::difference::{Change, Spot};
use crate::masters::programme_rules;
use crate::{Outcome, Services, Tx};
use abhyas_core::{Language, PersonId};
use abhyas_i18n::{format, shared};
use abhyas_store::sessions::{NewMessage, tell as store_tell};

/// When the halves of a day begin and end, local time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(Vec<[String; 2]>);

impl Hours {
    /// Reads the programme's hours.
    pub(crate) async fn load(sv: &Services) -> Outcome<Self> {
        Ok(Self(programme_rules(sv).await?.half_days))
    }

    /// Begin and end of a half-day, `HH:MM`; the usual 10 to 13 and 14 to 17 where the rules say nothing.
    #[must_use]
    pub fn of(&self, half: i64) -> (&str, &str) {
        let usual = if half == 0 { ("10:00", "13:00") } else { ("14:00", "17:00") };
        let known = usize::try_from(half).ok().and_then(|at| self.0.get(at));
        known.map_or(usual, |[begin, end]| (begin.as_str(), end.as_str()))
    }

    /// `सोमवार, 7 दिसंबर 2026, 09:30–13:00`.
    #[must_use]
    pub fn long(&self, language: Language, day: chrono::NaiveDate, half: i64) -> String {
        let (begin, end) = self.of(half);
        format!("{}, {begin}–{end}", format::long_date(language, day))
    }

    /// The same over several half-days: `सोमवार, 7 दिसंबर 2026, 09:30–17:30`, or with the day on which it ends. Both are half-days:
    /// the day, and 0 morning, 1 afternoon.
    #[must_use]
    pub fn span(&self, language: Language, first: (chrono::NaiveDate, i64), last: (chrono::NaiveDate, i64)) -> String {
        if first == last {
            return self.long(language, first.0, first.1);
        }
        let ((begin, _), (_, end)) = (self.of(first.1), self.of(last.1));
        let day = format::long_date(language, first.0);
        if first.0 == last.0 {
            format!("{day}, {begin}–{end}")
        } else {
            format!("{day}, {begin} – {}, {end}", format::long_date(language, last.0))
        }
    }
}

/// One change in words.
pub(super) fn words(language: Language, change: &Change, book: &Book, hours: &Hours) -> String {
    let when = |spot: &Spot| hours.span(language, (spot.day, spot.half), spot.until);
    let place = |spot: &Spot| {
        let place = book.place(&spot.room);
        format!("{}, {}", place.venue.name(language), place.room.name(language))
    };
    let module = |spot: &Spot| {
        let module = book.module(&spot.module);
        format!("{} {}", spot.module, module.name(language))
    };
    match (change.teaches, &change.before, &change.after) {
        (false, None, Some(now)) => shared::told_seat_new(language, module(now), place(now), when(now)),
        (false, Some(was), Some(now)) => {
            shared::told_seat_moved(language, when(was), module(now), place(now), when(now))
        }
        (false, Some(was), None) => shared::told_seat_released(language, when(was), module(was)),
        (true, None, Some(now)) => shared::told_teach_new(language, module(now), place(now), when(now)),
        (true, Some(was), Some(now)) => {
            shared::told_teach_moved(language, when(was), module(now), place(now), when(now))
        }
        (true, Some(was), None) => shared::told_teach_released(language, when(was), module(was)),
        (_, None, None) => String::new(),
    }
}

/// Writes one message to a person, with all their changes, in the transaction that makes them.
pub(crate) async fn tell(
    tx: &mut Tx,
    sv: &Services,
    person: &str,
    changes: &[Change],
    book: &Book,
    hours: &Hours,
) -> Outcome<()> {
    let Ok(person) = PersonId::parse(person) else { return Ok(()) };
    let text = |language| changes.iter().map(|c| words(language, c, book, hours)).collect::<Vec<_>>().join("\n");
    let message = NewMessage {
        id: abhyas_core::ids::mint(sv.real_now(), sv.entropy()),
        person,
        kind: "schedule".to_owned(),
        hi: text(Language::Hi),
        en: text(Language::En),
        at: sv.now(),
    };
    store_tell(tx, &message).await?;
    Ok(())
}
