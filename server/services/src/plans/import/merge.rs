//! Rows into a plan. What is right in a file is taken; of a row with a fault the session stays as it was before.

use super::super::export::SEVERAL;
use super::find::{Finder, Meaning};
use super::read::{File, Table, person, session};
use super::{Fault, codes};
use crate::plans::Hours;
use crate::plans::instance::company;
use abhyas_core::{Code, Refusal};
use abhyas_i18n::format::ascii_digits;
use abhyas_planner::format::{CO_TRAINERS, JOINS, PlannedSession};
use abhyas_planner::{Instance, Plan};
use abhyas_training::roster::cell::{Cell, Line, column_letters};
use abhyas_training::roster::normalise::excel_date;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// What a file is read against.
pub(super) struct Base<'a> {
    pub(super) instance: &'a Instance,
    pub(super) plan: &'a Plan,
    pub(super) hours: &'a Hours,
    pub(super) finder: &'a Finder,
}

/// A place in time and space: slot and room.
type Place = (i64, String);
/// A heading, and what is wrong under it.
type Wrong = (usize, Refusal);

/// Makes the plan of a file. `mint` gives a new session its id.
pub(super) fn merge(base: &Base<'_>, file: &File, mut mint: impl FnMut() -> String) -> (Plan, Vec<Fault>) {
    let mut faults = Vec::new();
    let before: HashMap<&str, &PlannedSession> = base.plan.sessions.iter().map(|s| (s.id.as_str(), s)).collect();
    let (mut changed, mut added, mut seen) = (HashMap::new(), Vec::new(), HashSet::new());
    for row in &file.sessions.rows {
        let fault = |(heading, refusal)| fault(&file.sessions, row, heading, refusal);
        let id = file.sessions.cell(row, session::ID).text();
        let was = before.get(id.as_str()).filter(|_| file.went_out.contains(&id));
        if !id.is_empty() && was.is_none() {
            faults.push(fault((session::ID, Refusal::new(codes::ROW_ID).with("text", &id))));
            continue;
        }
        if !id.is_empty() && !seen.insert(id.clone()) {
            faults.push(fault((session::ID, Refusal::new(codes::ROW_ID_TWICE).with("text", &id))));
            continue;
        }
        let read = planned(base, &file.sessions, row).and_then(|next| {
            let extra = was.map(|s| s.extra.clone()).unwrap_or_default();
            together(base, &file.sessions, row, PlannedSession { extra, ..next }, &before)
        });
        match read {
            Ok(next) if id.is_empty() => added.push(PlannedSession { id: mint(), ..next }),
            Ok(next) => {
                changed.insert(id.clone(), PlannedSession { id, ..next });
            }
            Err(wrong) => {
                faults.push(fault(wrong));
                changed.extend(was.map(|was| (id, PlannedSession { trainees: Vec::new(), ..(*was).clone() })));
            }
        }
    }
    let kept = base
        .plan
        .sessions
        .iter()
        .filter_map(|s| if file.went_out.contains(&s.id) { changed.remove(&s.id) } else { Some(s.clone()) });
    let mut sessions: Vec<PlannedSession> = kept.collect();
    sessions.extend(added);
    seats(base, file, &before, &mut sessions, &mut faults);
    (Plan { sessions, extra: base.plan.extra.clone() }, faults)
}

fn fault(table: &Table, row: &Line, heading: usize, refusal: Refusal) -> Fault {
    let column = column_letters(table.column(heading));
    Fault { sheet: table.name.clone(), row: row.number, column, refusal }
}

/// The session of a row, without id and people.
fn planned(base: &Base<'_>, table: &Table, row: &Line) -> Result<PlannedSession, Wrong> {
    let text = |heading: usize| plain(table.cell(row, heading)).map_err(|refusal| (heading, refusal));
    let (slot, room) = place(base, table, row, [session::DATE, session::BEGINS, session::VENUE, session::ROOM])?;
    let module = text(session::MODULE)?;
    let module =
        meant(base.finder.module(&module), &module, [codes::ROW_MODULE; 2]).map_err(|r| (session::MODULE, r))?;
    let name = text(session::TRAINER)?;
    let trainer = meant(base.finder.trainer(&name), &name, [codes::ROW_TRAINER, codes::ROW_TRAINER_TWICE])
        .map_err(|refusal| (session::TRAINER, refusal))?;
    Ok(PlannedSession {
        id: String::new(),
        module,
        room,
        slot,
        trainer,
        trainees: Vec::new(),
        extra: serde_json::Map::new(),
    })
}

/// Who teaches together with the trainer, and what the session joins, where the workbook has columns for it. What says the same as
/// before stays as it was written.
fn together(
    base: &Base<'_>,
    table: &Table,
    row: &Line,
    mut next: PlannedSession,
    before: &HashMap<&str, &PlannedSession>,
) -> Result<PlannedSession, Wrong> {
    if !(table.has(session::CO_TRAINERS) && table.has(session::JOINS)) {
        return Ok(next);
    }
    let text = |heading: usize| plain(table.cell(row, heading)).map_err(|refusal| (heading, refusal));
    let mut people = Vec::new();
    for name in text(session::CO_TRAINERS)?.split(SEVERAL.trim()).map(str::trim).filter(|name| !name.is_empty()) {
        let found = meant(base.finder.trainer(name), name, [codes::ROW_TRAINER, codes::ROW_TRAINER_TWICE]);
        people.push(found.map_err(|refusal| (session::CO_TRAINERS, refusal))?);
    }
    if people != company(base.instance, &next) {
        next.extra.insert(CO_TRAINERS.to_owned(), people.into());
    }
    let hub = text(session::JOINS)?;
    if hub.is_empty() {
        next.extra.remove(JOINS);
    } else if before.contains_key(hub.as_str()) {
        next.extra.insert(JOINS.to_owned(), hub.into());
    } else {
        return Err((session::JOINS, Refusal::new(codes::ROW_ID).with("text", &hub)));
    }
    Ok(next)
}

/// What a cell says; a formula says nothing that could be trusted.
fn plain(cell: &Cell) -> Result<String, Refusal> {
    match cell {
        Cell::Formula(_) | Cell::Error(_) => Err(Refusal::new(codes::ROW_FORMULA)),
        other => Ok(other.text()),
    }
}

fn meant(found: Meaning, text: &str, [unknown, several]: [Code; 2]) -> Result<String, Refusal> {
    match found {
        Meaning::One(id) => Ok(id),
        Meaning::Unknown => Err(Refusal::new(unknown).with("text", text)),
        Meaning::Several => Err(Refusal::new(several).with("text", text)),
    }
}

fn place(base: &Base<'_>, table: &Table, row: &Line, headings: [usize; 4]) -> Result<Place, Wrong> {
    let [date, begins, venue, room] = headings;
    let day = day(table.cell(row, date)).map_err(|refusal| (date, refusal))?;
    let half = half(base.hours, table.cell(row, begins)).map_err(|refusal| (begins, refusal))?;
    let text = day.to_string();
    let at = base.instance.days.iter().position(|d| d.date == text).and_then(|at| i64::try_from(at).ok());
    let at = at.ok_or_else(|| (date, Refusal::new(codes::ROW_DAY).with("text", day.format("%d-%m-%Y").to_string())))?;
    let words = |heading| plain(table.cell(row, heading)).map_err(|refusal| (heading, refusal));
    let (venue, name) = (words(venue)?, words(room)?);
    let found = base.finder.room(&venue, &name);
    let id =
        meant(found, &format!("{venue}, {name}"), [codes::ROW_ROOM, codes::ROW_ROOM_TWICE]).map_err(|r| (room, r))?;
    Ok((at * 2 + half, id))
}

/// A day, as a spreadsheet keeps it or as people write it: day first, or year first.
fn day(cell: &Cell) -> Result<NaiveDate, Refusal> {
    let text = plain(cell)?;
    let wrong = || Refusal::new(codes::ROW_DATE).with("text", &text);
    match cell {
        Cell::Date(day) => Ok(*day),
        Cell::Number(number) => excel_date(*number).ok_or_else(wrong),
        _ => {
            let written = ascii_digits(&text).replace(['/', '.'], "-");
            let known = ["%Y-%m-%d", "%d-%m-%Y"];
            let read = known.iter().find_map(|form| NaiveDate::parse_from_str(&written, form).ok());
            // "07-12-26" would be the year 26.
            read.filter(|day| chrono::Datelike::year(day) >= 1000).ok_or_else(wrong)
        }
    }
}

/// The half-day in which a time lies.
fn half(hours: &Hours, cell: &Cell) -> Result<i64, Refusal> {
    let text = plain(cell)?;
    let wrong = || Refusal::new(codes::ROW_TIME).with("text", &text);
    let minutes = match cell {
        // A time is a part of a day; excel keeps it as a number.
        #[expect(clippy::cast_possible_truncation, reason = "below 1440")]
        Cell::Number(part) if (0.0..1.0).contains(part) => (part * 1440.0).round() as i64,
        _ => minutes(&ascii_digits(&text)).ok_or_else(wrong)?,
    };
    let ends = |half: i64| {
        let (begin, end) = hours.of(half);
        Some((minutes_of(begin)?, minutes_of(end)?))
    };
    let within = |half: &i64| ends(*half).is_some_and(|(begin, end)| (begin..end).contains(&minutes));
    [0, 1].into_iter().find(within).ok_or_else(wrong)
}

fn minutes_of(text: &str) -> Option<i64> {
    minutes(text)
}

fn minutes(text: &str) -> Option<i64> {
    let mut parts = text.split([':', '.']).map(|part| part.trim().parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// Gives people their seats, row by row.
fn seats(
    base: &Base<'_>,
    file: &File,
    before: &HashMap<&str, &PlannedSession>,
    sessions: &mut [PlannedSession],
    faults: &mut Vec<Fault>,
) {
    let by_id: HashMap<String, usize> = sessions.iter().enumerate().map(|(at, s)| (s.id.clone(), at)).collect();
    let mut by_place: HashMap<Place, Vec<usize>> = HashMap::new();
    for (at, s) in sessions.iter().enumerate() {
        by_place.entry((s.slot, s.room.clone())).or_default().push(at);
    }
    let mut had: HashSet<(String, String)> = HashSet::new();
    for s in sessions.iter().filter(|s| !file.went_out.contains(&s.id)) {
        had.extend(s.trainees.iter().map(|p| (p.clone(), s.module.clone())));
    }
    for row in &file.people.rows {
        let found = seat(base, &file.people, row, before, sessions, (&by_id, &by_place));
        let given = found.and_then(|seat| {
            let Some((person, at)) = seat else { return Ok(()) };
            let Some(target) = sessions.get_mut(at) else { return Ok(()) };
            if !had.insert((person.clone(), target.module.clone())) {
                let text = file.people.cell(row, person::STAFF_ID).text();
                let refusal = Refusal::new(codes::ROW_PERSON_TWICE).with("text", text).with("module", &target.module);
                return Err((person::STAFF_ID, refusal));
            }
            target.trainees.push(person);
            Ok(())
        });
        if let Err((heading, refusal)) = given {
            faults.push(fault(&file.people, row, heading, refusal));
        }
    }
}

/// Who sits where; nobody where the session was removed.
fn seat(
    base: &Base<'_>,
    table: &Table,
    row: &Line,
    before: &HashMap<&str, &PlannedSession>,
    sessions: &[PlannedSession],
    (by_id, by_place): (&HashMap<String, usize>, &HashMap<Place, Vec<usize>>),
) -> Result<Option<(String, usize)>, Wrong> {
    let staff_id = plain(table.cell(row, person::STAFF_ID)).map_err(|r| (person::STAFF_ID, r))?;
    let someone = meant(base.finder.person(&staff_id), &staff_id, [codes::ROW_PERSON; 2]);
    let someone = someone.map_err(|refusal| (person::STAFF_ID, refusal))?;
    let id = plain(table.cell(row, person::ID)).map_err(|refusal| (person::ID, refusal))?;
    let headings = [person::DATE, person::BEGINS, person::VENUE, person::ROOM];
    let (slot, room) = place(base, table, row, headings)?;
    let is_there = |s: &PlannedSession| s.slot == slot && s.room == room;
    let was_there = before.get(id.as_str()).is_some_and(|s| is_there(s));
    // Who stands where the session was or is goes with it, wherever it went; who stands elsewhere was moved.
    match by_id.get(&id) {
        Some(at) if was_there || sessions.get(*at).is_some_and(is_there) => return Ok(Some((someone, *at))),
        None if was_there => return Ok(None),
        _ => {}
    }
    let module = plain(table.cell(row, person::MODULE)).map_err(|refusal| (person::MODULE, refusal))?;
    let there = by_place.get(&(slot, room)).map_or(&[][..], Vec::as_slice);
    let same = there.iter().find(|at| sessions.get(**at).is_some_and(|s| s.module.eq_ignore_ascii_case(&module)));
    match same.or(there.first()) {
        Some(at) => Ok(Some((someone, *at))),
        None => Err((person::ROOM, Refusal::new(codes::ROW_NO_SESSION))),
    }
}
