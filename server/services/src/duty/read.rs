//! From the cells of a file to people and nights. Two shapes are read: a row for each night (who, date), and a row for each
//! person with a column for each day.

use super::{Content, MOST_FAULTS, codes};
use crate::people::nights::in_range;
use abhyas_core::{PersonId, Refusal};
use abhyas_training::roster::cell::{Cell, Line, Sheet, column_letters};
use abhyas_training::roster::normalise;
use abhyas_training::roster::text::fold;
use chrono::{Datelike, Months, NaiveDate};
use std::collections::{BTreeSet, HashMap};

/// How far down a header may stand under title lines.
const HEADER_WITHIN: usize = 40;
/// Headers, folded.
const STAFF_ID: &[&str] = &[
    "staff id",
    "staffid",
    "id",
    "employee id",
    "emp id",
    "employee code",
    "emp code",
    "staff code",
    "कर्मचारी आईडी",
    "कर्मी आईडी",
    "आईडी",
    "कर्मचारी कोड",
];
const MOBILE: &[&str] = &[
    "mobile",
    "mobile number",
    "mobile no",
    "phone",
    "phone number",
    "phone no",
    "मोबाइल",
    "मोबाइल नंबर",
    "मोबाइल नं",
    "फोन",
];
const DATE: &[&str] = &[
    "date",
    "night",
    "night date",
    "night duty",
    "night duty date",
    "duty date",
    "तारीख",
    "दिनांक",
    "तिथि",
    "रात",
    "रात की तारीख",
    "रात की ड्यूटी",
    "रात्रि ड्यूटी",
];
/// What stands in the cell of a day, folded: a night, or anything else that people do.
const NIGHT: &[&str] = &["n", "nd", "night", "night duty", "nite", "रात", "रात्रि", "नाइट", "र", "1", "yes", "हां"];
const OTHER: &[&str] = &[
    "m",
    "e",
    "d",
    "g",
    "a",
    "o",
    "l",
    "p",
    "off",
    "wo",
    "leave",
    "cl",
    "el",
    "ml",
    "morning",
    "evening",
    "day",
    "general",
    "afternoon",
    "no",
    "0",
    "सुबह",
    "शाम",
    "दिन",
    "अवकाश",
    "छुट्टी",
    "नहीं",
    "",
];

/// What is needed to understand a file.
pub(super) struct Given {
    /// Active people within reach by staff id in capitals.
    pub(super) by_staff_id: HashMap<String, PersonId>,
    /// And by mobile number.
    pub(super) by_mobile: HashMap<String, PersonId>,
    /// The first day of the month whose days the columns are, if it was said.
    pub(super) month: Option<NaiveDate>,
    pub(super) today: NaiveDate,
    pub(super) synthetic: bool,
}

/// What the columns of a sheet are.
#[derive(Debug, Default)]
struct Columns {
    staff_id: Option<usize>,
    mobile: Option<usize>,
    date: Option<usize>,
    /// A column and its day.
    days: Vec<(usize, NaiveDate)>,
    /// Whether columns are numbered like the days of a month that nobody named.
    nameless: bool,
}

/// Reads every sheet that has a header. Hidden ones are left alone.
pub(super) fn read(sheets: &[Sheet], given: &Given) -> Result<Content, Refusal> {
    let (mut reader, mut known, mut nameless) = (Reader::new(given), false, false);
    for sheet in sheets.iter().filter(|sheet| !sheet.hidden) {
        let headers = sheet.lines.iter().take(HEADER_WITHIN).map(|line| (line.number, columns(line, given)));
        let Some((header, columns)) = headers.into_iter().find(|(_, c)| c.says_who() && (c.says_when() || c.nameless))
        else {
            continue;
        };
        nameless |= columns.nameless && !columns.says_when();
        known |= columns.says_when();
        for line in sheet.lines.iter().filter(|line| line.number > header && line.filled() > 0) {
            reader.line(&sheet.name, line, &columns);
        }
    }
    match (known, nameless) {
        (false, true) => Err(Refusal::new(codes::MONTH).at("month")),
        (false, false) => Err(Refusal::new(codes::NO_TABLE).at("file")),
        _ if reader.nights.is_empty() && reader.faulty == 0 => Err(Refusal::new(codes::NOTHING).at("file")),
        _ => Ok(reader.done()),
    }
}

impl Columns {
    const fn says_who(&self) -> bool {
        self.staff_id.is_some() || self.mobile.is_some()
    }

    const fn says_when(&self) -> bool {
        self.date.is_some() || !self.days.is_empty()
    }
}

fn columns(line: &Line, given: &Given) -> Columns {
    let mut found = Columns::default();
    for (at, cell) in line.cells.iter().enumerate() {
        let name = fold(&cell.text());
        let is = |names: &[&str]| names.contains(&name.as_str());
        if is(STAFF_ID) {
            found.staff_id = found.staff_id.or(Some(at));
        } else if is(MOBILE) {
            found.mobile = found.mobile.or(Some(at));
        } else if is(DATE) {
            found.date = found.date.or(Some(at));
        } else if let Some(day) = normalise::date(cell, ahead(given.today)) {
            found.days.push((at, day));
        } else if let Some(number) = name.parse::<u32>().ok().filter(|n| (1..=31).contains(n)) {
            match given.month {
                Some(month) => found.days.extend(month.with_day(number).map(|day| (at, day))),
                None => found.nameless = true,
            }
        }
    }
    if found.date.is_some() {
        found.days.clear();
    }
    found
}

/// Years of two digits belong to the coming years here.
fn ahead(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(chrono::Days::new(400)).unwrap_or(today)
}

struct Reader<'a> {
    given: &'a Given,
    nights: BTreeSet<(PersonId, NaiveDate)>,
    people: BTreeSet<PersonId>,
    days: BTreeSet<NaiveDate>,
    faults: Vec<Refusal>,
    faulty: usize,
}

impl<'a> Reader<'a> {
    fn new(given: &'a Given) -> Self {
        let (nights, people, days) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { given, nights, people, days, faults: Vec::new(), faulty: 0 }
    }

    fn done(self) -> Content {
        let month = |day: &NaiveDate| day.with_day(1).unwrap_or(*day);
        let end =
            |day: NaiveDate| day.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day);
        let span = self.days.first().map(month).zip(self.days.last().map(month)).map(|(a, b)| (a, end(b)));
        Content {
            nights: self.nights.into_iter().collect(),
            people: self.people.into_iter().collect(),
            span,
            faults: self.faults,
            faulty: self.faulty,
        }
    }

    fn line(&mut self, sheet: &str, line: &Line, columns: &Columns) {
        let outcome = self.person(line, columns).and_then(|person| {
            let days = match columns.date {
                Some(at) => self.dates(line.cell(at))?,
                None => self.marked(line, columns)?,
            };
            Ok((person, days))
        });
        match outcome {
            Ok((person, days)) => {
                self.days.extend(days.iter().copied());
                self.days.extend(columns.days.iter().map(|(_, day)| *day));
                self.nights.extend(days.into_iter().map(|day| (person.clone(), day)));
                self.people.insert(person);
            }
            Err(refusal) => {
                self.faulty += 1;
                if self.faults.len() < MOST_FAULTS {
                    let sheet = if sheet.is_empty() { "1" } else { sheet };
                    self.faults.push(refusal.with("sheet", sheet).with("row", line.number));
                }
            }
        }
    }

    /// The staff id counts; where it is empty, the mobile number.
    fn person(&self, line: &Line, columns: &Columns) -> Result<PersonId, Refusal> {
        let cell = |column: Option<usize>| column.map(|at| line.cell(at)).filter(|cell| !cell.is_blank());
        let (id, mobile) = (cell(columns.staff_id), cell(columns.mobile));
        let typed = id.or(mobile).ok_or_else(|| Refusal::new(codes::NOBODY))?;
        let found = match id {
            Some(id) => normalise::staff_id(id).and_then(|id| self.given.by_staff_id.get(&id)),
            None => mobile
                .and_then(|cell| normalise::mobile(cell, self.given.synthetic).ok())
                .and_then(|number| self.given.by_mobile.get(&number)),
        };
        found.cloned().ok_or_else(|| Refusal::new(codes::UNKNOWN).with("typed", typed.text()))
    }

    /// One date, or several with commas, semicolons or lines between them.
    fn dates(&self, cell: &Cell) -> Result<Vec<NaiveDate>, Refusal> {
        let until = ahead(self.given.today);
        let wrong = |code| Refusal::new(code).with("typed", cell.text());
        let several = match cell {
            Cell::Text(text) => {
                let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
                let days: Option<Vec<NaiveDate>> =
                    parts.map(|part| normalise::date(&Cell::Text(part.to_owned()), until)).collect();
                days.filter(|days| !days.is_empty())
            }
            _ => None,
        };
        // "4 May, 2026" is one date.
        let one = || normalise::date(cell, until).map(|day| vec![day]);
        let days = several.or_else(one).ok_or_else(|| wrong(codes::DATE))?;
        if days.iter().all(|day| in_range(*day, self.given.today)) { Ok(days) } else { Err(wrong(codes::RANGE)) }
    }

    /// The days of a grid in whose cells a night stands.
    fn marked(&self, line: &Line, columns: &Columns) -> Result<Vec<NaiveDate>, Refusal> {
        let mut days = Vec::new();
        for (at, day) in &columns.days {
            let typed = line.cell(*at).text();
            let mark = fold(&typed);
            let ticked = matches!(typed.trim(), "✓" | "✔" | "☑");
            if ticked || NIGHT.contains(&mark.as_str()) {
                if !in_range(*day, self.given.today) {
                    return Err(Refusal::new(codes::RANGE).with("typed", day.format("%d-%m-%Y")));
                }
                days.push(*day);
            } else if !OTHER.contains(&mark.as_str()) {
                return Err(Refusal::new(codes::MARK).with("typed", typed).with("column", column_letters(*at)));
            }
        }
        Ok(days)
    }
}
