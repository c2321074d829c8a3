//! A plan as a file: for a district, a trainer, a room or a person, as a workbook or as calendar entries.

use super::draft::{Draft, DraftSession, draft};
use super::import::{Finder, MARK_FORMAT, MARK_SHEET};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Language, PlanId};
use abhyas_i18n::format;
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use rust_xlsxwriter::{Format as CellFormat, Workbook, Worksheet, XlsxError};

/// India is so many minutes ahead of UTC, all year.
const INDIA_MINUTES: i64 = 330;
/// Columns of the sheet of sessions where everybody teaches alone.
const ALONE: usize = 13;
/// What stands between the names of several co-trainers in one cell.
pub(super) const SEVERAL: &str = "; ";

/// Whose sessions go into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those in a district.
    District,
    /// Those at a venue.
    Venue,
    /// Those in a room.
    Room,
    /// Those of a module.
    Module,
    /// Those that a trainer holds, alone or together with another.
    Trainer,
    /// Those in which a person sits.
    Person,
}

impl Whose {
    /// Reads the name in an address; any other text: everybody's.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "district" => Self::District,
            "venue" => Self::Venue,
            "room" => Self::Room,
            "module" => Self::Module,
            "trainer" => Self::Trainer,
            "person" => Self::Person,
            _ => Self::All,
        }
    }

    fn has(self, session: &DraftSession, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::District => session.place.district.id == id,
            Self::Venue => session.place.venue.id == id,
            Self::Room => session.place.room.id == id,
            Self::Module => session.module.id == id,
            Self::Trainer => session.taught_by().any(|t| t.id == id),
            Self::Person => session.people.iter().any(|p| p == id),
        }
    }
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Excel: the sessions, and who sits where.
    Xlsx,
    /// Calendar entries (RFC 5545).
    Ics,
}

/// The words of a workbook: names of its two sheets, and of their columns with `|` between them.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The sheet of sessions.
    pub sessions: &'static str,
    /// Its fifteen columns: the thirteenth has the session's id, then co-trainers and the id of the session that it joins. The last two
    /// go out only where there are such sessions or could be.
    pub session_columns: &'static str,
    /// The sheet of people.
    pub people: &'static str,
    /// Its ten columns; the last has the session's id.
    pub people_columns: &'static str,
}

/// Writes the file.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such plan, nothing of this name in it, or not for this person.
pub async fn export(
    sv: &Services,
    actor: &Actor,
    id: &PlanId,
    whose: (Whose, &str),
    kind: FileKind,
    words: Words,
) -> Outcome<Vec<u8>> {
    let plan = draft(sv, actor, id).await?;
    let (by, of) = whose;
    let sessions = part(&plan, by, of).ok_or(ServiceError::NotFound)?;
    // One person's file names nobody else.
    let only = (by == Whose::Person).then_some(of);
    match kind {
        FileKind::Ics => Ok(calendar(sv, &plan, &sessions, actor.language).into_bytes()),
        FileKind::Xlsx => workbook(&plan, &sessions, only, words, actor.language)
            .map_err(|error| ServiceError::Internal(format!("xlsx: {error}"))),
    }
}

/// The sessions of a part of a plan, in the order of the calendar; `None` where there are none, or not for this person.
#[must_use]
pub fn part<'a>(plan: &'a Draft, by: Whose, of: &str) -> Option<Vec<&'a DraftSession>> {
    let sessions: Vec<&DraftSession> = plan.sessions.iter().filter(|s| by.has(s, of)).collect();
    let known = by != Whose::Person || plan.wanted.contains_key(of);
    (known && !sessions.is_empty()).then_some(sessions)
}

fn day(language: Language, session: &DraftSession) -> [String; 2] {
    let Some(day) = session.day else { return [String::new(), String::new()] };
    [day.to_string(), format::weekday(language, day.weekday().num_days_from_monday()).to_owned()]
}

fn workbook(
    plan: &Draft,
    sessions: &[&DraftSession],
    only: Option<&str>,
    words: Words,
    l: Language,
) -> Result<Vec<u8>, XlsxError> {
    let split = |texts: &str| texts.split('|').map(|t| t.trim().to_owned()).collect::<Vec<_>>();
    let finder = Finder::new(&plan.book, &plan.instance);
    let mut columns = split(words.session_columns);
    let together = together(plan, sessions);
    columns.truncate(if together { columns.len() } else { ALONE });
    let (mut lines, mut seats) = (vec![columns], vec![split(words.people_columns)]);
    for session in sessions {
        let (begin, _) = plan.hours.of(session.half);
        let [date, weekday] = day(l, session);
        let place = &session.place;
        let mut line = vec![date.clone(), weekday, begin.to_owned(), end_of(plan, session)];
        let (venue, room) = (place.venue.name(l).to_owned(), finder.room_label(place, l));
        line.extend([place.district.name(l).to_owned(), venue.clone(), room.clone()]);
        let trainer = finder.trainer_label(&plan.book, &session.trainer.id);
        line.extend([session.module.id.clone(), session.module.name(l).to_owned(), trainer]);
        line.extend([session.people.len().to_string(), session.seats.to_string(), session.id.clone()]);
        if together {
            let names = session.co_trainers.iter().map(|t| finder.trainer_label(&plan.book, &t.id));
            line.push(names.collect::<Vec<_>>().join(SEVERAL));
            line.push(session.joins.clone().unwrap_or_default());
        }
        lines.push(line);
        for person in session.people.iter().filter(|p| only.is_none_or(|only| only == p.as_str())) {
            let who = plan.book.person(person);
            let facility = who.facility.name(l).to_owned();
            let mut seat = vec![who.staff_id, who.name, facility, session.module.id.clone()];
            seat.extend([session.module.name(l).to_owned(), date.clone(), begin.to_owned()]);
            seat.extend([venue.clone(), room.clone(), session.id.clone()]);
            seats.push(seat);
        }
    }
    let mark = mark(plan, sessions, only.is_none(), [words.sessions, words.people], [lines.first(), seats.first()]);
    let mut book = Workbook::new();
    sheet(&mut book, words.sessions, &lines)?;
    sheet(&mut book, words.people, &seats)?;
    sheet(&mut book, MARK_SHEET, &mark)?.set_hidden(true);
    book.save_to_buffer()
}

/// Whether the workbook has columns for those who teach together and for what a session joins.
fn together(plan: &Draft, sessions: &[&DraftSession]) -> bool {
    plan.instance.modules.iter().any(|m| m.co_trainers > 0 || m.links > 0)
        || sessions.iter().any(|s| !s.co_trainers.is_empty() || s.joins.is_some())
}

/// When a session ends: the time, with the day before it where that is another.
fn end_of(plan: &Draft, session: &DraftSession) -> String {
    let Some((day, half)) = session.until else { return plan.hours.of(session.half).1.to_owned() };
    let (_, end) = plan.hours.of(half);
    if session.day == Some(day) { end.to_owned() } else { format!("{day} {end}") }
}

/// One sheet; texts stay texts, so that no spreadsheet runs one as a formula.
fn sheet<'a>(book: &'a mut Workbook, name: &str, lines: &[Vec<String>]) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    let (bold, plain) = (CellFormat::new().set_bold(), CellFormat::new());
    for (row, line) in (0_u32..).zip(lines) {
        for (column, text) in (0_u16..).zip(line) {
            sheet.write_string_with_format(row, column, text, if row == 0 { &bold } else { &plain })?;
        }
    }
    sheet.autofit();
    Ok(sheet)
}

/// The hidden sheet by which an edited workbook is understood: format, plan, last edit in it, whether it is whole, names of the two
/// sheets; their columns; then every session that went out, so that one that is missing later was removed.
fn mark(
    plan: &Draft,
    sessions: &[&DraftSession],
    whole: bool,
    sheets: [&str; 2],
    columns: [Option<&Vec<String>>; 2],
) -> Vec<Vec<String>> {
    let id = plan.summary.plan.id.to_string();
    let whole = if whole { "whole" } else { "person" };
    let head = [MARK_FORMAT, id.as_str(), &plan.seen.to_string(), whole, sheets[0], sheets[1]].map(str::to_owned);
    let columns = columns.map(|line| line.cloned().unwrap_or_default());
    let ids = sessions.iter().map(|session| vec![session.id.clone()]);
    std::iter::once(head.to_vec()).chain(columns).chain(ids).collect()
}

fn instant(day: NaiveDate, time: &str) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    Some((day.and_time(time) - Duration::minutes(INDIA_MINUTES)).and_utc())
}

fn calendar(sv: &Services, plan: &Draft, sessions: &[&DraftSession], l: Language) -> String {
    let mut calendar = Calendar::new();
    calendar.name("अभ्यास – Abhyas");
    // A draft may change yet: only what is published is confirmed.
    let published = plan.summary.plan.state == "published";
    for session in sessions {
        let Some(((day, half), (last, last_half))) = session.day.map(|day| (day, session.half)).zip(session.until)
        else {
            continue;
        };
        let ((begin, _), (_, end)) = (plan.hours.of(half), plan.hours.of(last_half));
        let (Some(begins), Some(ends)) = (instant(day, begin), instant(last, end)) else { continue };
        let mut event = Event::new();
        event
            .uid(&format!("session-{}@abhyas", session.id))
            .timestamp(sv.now())
            .starts(begins)
            .ends(ends)
            .summary(&format!("{} {}", session.module.id, session.module.name(l)))
            .location(&format!("{}, {}", session.place.venue.name(l), session.place.room.name(l)))
            .description(&session.teachers(l))
            .status(if published { EventStatus::Confirmed } else { EventStatus::Tentative });
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::tests::world::{officer, planned, world};
    use super::*;
    use crate::testing::acting;
    use abhyas_core::Capacity;
    use abhyas_store::testing::sqlite;
    use calamine::{Data, Reader as _};

    pub(in super::super) const WORDS: Words = Words {
        sessions: "Sessions",
        session_columns: "Date|Day|Begins|Ends|District|Venue|Room|Module|Name|Trainer|People|Seats|Id|Co-trainers|Joins",
        people: "People",
        people_columns: "Id|Name|Facility|Module|Name|Date|Begins|Venue|Room|Session",
    };

    fn rows(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<String>> {
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    }

    #[tokio::test]
    async fn a_plan_goes_out_by_whom_it_concerns() {
        let sv = world(sqlite().await).await;
        let plan = planned(&sv).await.id;
        let file = |actor: Actor, whose: Whose, of: &'static str, kind: FileKind| {
            let (sv, plan) = (sv.clone(), plan.clone());
            async move { export(&sv, &actor, &plan, (whose, of), kind, WORDS).await }
        };
        let all = file(officer(), Whose::All, "", FileKind::Xlsx).await.unwrap();
        let (sessions, people) = (rows(all.clone(), "Sessions"), rows(all, "People"));
        assert_eq!((sessions[0].len(), people[0].len(), people.len()), (13, 10, 21), "ten nurses with two seats each");
        for (whose, of, most) in [(Whose::District, "MUZ", 13), (Whose::Trainer, "K1", 21), (Whose::Module, "M01", 11)]
        {
            let some = rows(file(officer(), whose, of, FileKind::Xlsx).await.unwrap(), "People");
            assert!(some.len() > 1 && some.len() <= most, "{whose:?}: {}", some.len());
        }
        let one = rows(file(officer(), Whose::Person, "N01", FileKind::Xlsx).await.unwrap(), "People");
        assert!(one.len() == 3 && one[1..].iter().all(|row| row[0] == "STAFF-N01"), "nobody else's: {one:?}");
        let calendar = file(officer(), Whose::Person, "N01", FileKind::Ics).await.unwrap();
        let calendar = String::from_utf8(calendar).unwrap();
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
        // 09:30 in India is 04:00 UTC; a draft is no promise.
        assert!(calendar.contains("T040000Z") || calendar.contains("T083000Z"), "{calendar}");
        assert!(calendar.contains("STATUS:TENTATIVE"));
        assert_eq!(file(officer(), Whose::Room, "nowhere", FileKind::Ics).await, Err(ServiceError::NotFound));
        let hers = acting(Capacity::Coordinator, Some("MUZ"));
        assert_eq!(file(hers.clone(), Whose::Person, "N09", FileKind::Ics).await, Err(ServiceError::NotFound));
        assert!(file(hers, Whose::District, "MUZ", FileKind::Ics).await.is_ok());
        assert_eq!(
            file(acting(Capacity::Trainee, None), Whose::All, "", FileKind::Ics).await,
            Err(ServiceError::NotFound)
        );
    }
}
