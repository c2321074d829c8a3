//! From the bytes of a workbook to rows with known columns; whether it is one of ours is told by its hidden sheet.

use super::{MARK_FORMAT, MARK_SHEET, codes};
use crate::roster::codes as file;
use crate::roster::read::read_sheets;
use abhyas_core::{PlanId, Refusal};
use abhyas_training::roster::cell::{Cell, Line, Sheet};
use std::collections::HashSet;

/// Columns of the sheet of sessions that are read, as places in the line of headings that went out.
pub(super) mod session {
    /// Date.
    pub(crate) const DATE: usize = 0;
    /// When it begins.
    pub(crate) const BEGINS: usize = 2;
    /// Venue.
    pub(crate) const VENUE: usize = 5;
    /// Room.
    pub(crate) const ROOM: usize = 6;
    /// Module.
    pub(crate) const MODULE: usize = 7;
    /// Trainer.
    pub(crate) const TRAINER: usize = 9;
    /// The session's id.
    pub(crate) const ID: usize = 12;
    /// Who teaches together with the trainer; not in every workbook.
    pub(crate) const CO_TRAINERS: usize = 13;
    /// The session that it joins, by id; not in every workbook.
    pub(crate) const JOINS: usize = 14;
    /// All.
    pub(crate) const READ: [usize; 9] = [DATE, BEGINS, VENUE, ROOM, MODULE, TRAINER, ID, CO_TRAINERS, JOINS];
}

/// The same for the sheet of people.
pub(super) mod person {
    /// Staff id.
    pub(crate) const STAFF_ID: usize = 0;
    /// Module.
    pub(crate) const MODULE: usize = 3;
    /// Date.
    pub(crate) const DATE: usize = 5;
    /// When it begins.
    pub(crate) const BEGINS: usize = 6;
    /// Venue.
    pub(crate) const VENUE: usize = 7;
    /// Room.
    pub(crate) const ROOM: usize = 8;
    /// The session's id.
    pub(crate) const ID: usize = 9;
    /// All.
    pub(crate) const READ: [usize; 7] = [STAFF_ID, MODULE, DATE, BEGINS, VENUE, ROOM, ID];
}

/// A sheet with its columns found.
#[derive(Debug)]
pub(super) struct Table {
    /// The name on its tab.
    pub(super) name: String,
    /// Where each heading that went out stands now.
    columns: Vec<Option<usize>>,
    /// The rows below the headings.
    pub(super) rows: Vec<Line>,
}

impl Table {
    /// The cell under a heading.
    pub(super) fn cell<'a>(&self, row: &'a Line, heading: usize) -> &'a Cell {
        row.cell(self.column(heading))
    }

    /// Whether a heading went out with the workbook.
    pub(super) fn has(&self, heading: usize) -> bool {
        heading < self.columns.len()
    }

    /// Where a heading stands, from 0.
    pub(super) fn column(&self, heading: usize) -> usize {
        self.columns.get(heading).copied().flatten().unwrap_or(usize::MAX)
    }
}

/// A workbook of ours.
#[derive(Debug)]
pub(super) struct File {
    /// The plan that it was made of.
    pub(super) plan: PlanId,
    /// The last edit that was in it.
    pub(super) seen: i64,
    /// The sessions that went out.
    pub(super) went_out: HashSet<String>,
    pub(super) sessions: Table,
    pub(super) people: Table,
}

/// Reads a workbook.
///
/// # Errors
/// What the file is instead, or what of it is missing.
pub(super) fn read(bytes: &[u8]) -> Result<File, Refusal> {
    let sheets = read_sheets(bytes).map_err(said_of_a_plan)?;
    let not_ours = || Refusal::new(codes::NOT_OURS).at("file");
    let mark = sheets.iter().find(|s| s.name == MARK_SHEET).ok_or_else(not_ours)?;
    let texts = |line: Option<&Line>| {
        line.map(|line| line.cells.iter().map(Cell::text).collect::<Vec<_>>()).unwrap_or_default()
    };
    let head = texts(mark.lines.first());
    let [format, plan, seen, whole, sessions, people] = head.as_slice() else { return Err(not_ours()) };
    if format != MARK_FORMAT {
        return Err(not_ours());
    }
    if whole != "whole" {
        return Err(Refusal::new(codes::ONE_PERSON).at("file"));
    }
    Ok(File {
        plan: PlanId::parse(plan.as_str()).map_err(|_| not_ours())?,
        seen: seen.parse().map_err(|_| not_ours())?,
        went_out: mark.lines.iter().skip(3).map(|line| line.cell(0).text()).collect(),
        sessions: table(&sheets, sessions, &texts(mark.lines.get(1)), &session::READ)?,
        people: table(&sheets, people, &texts(mark.lines.get(2)), &person::READ)?,
    })
}

/// Some refusals of rosters speak of lists of staff; a plan has its own words for them.
fn said_of_a_plan(refusal: Refusal) -> Refusal {
    let own = match refusal.code {
        code if code == file::TOO_LONG => codes::TOO_LONG,
        code if code == file::EMPTY || code == file::NO_TABLE || code == file::OTHER_ZIP => codes::NOT_OURS,
        _ => return refusal,
    };
    Refusal { code: own, ..refusal }
}

fn table(sheets: &[Sheet], name: &str, headings: &[String], needed: &[usize]) -> Result<Table, Refusal> {
    let no_sheet = || Refusal::new(codes::NO_SHEET).at("file").with("sheet", name);
    let sheet = sheets.iter().find(|s| s.name == name).ok_or_else(no_sheet)?;
    let mut lines = sheet.lines.clone().into_iter();
    let first = lines.next().ok_or_else(no_sheet)?;
    let find = |heading: &String| first.cells.iter().position(|cell| cell.text() == *heading);
    // A heading may stand twice ("Name"): only those that are read have to be unique, and they are.
    let columns: Vec<Option<usize>> = headings.iter().map(find).collect();
    // Some headings go out with some plans only.
    for at in needed.iter().filter(|at| **at < headings.len()) {
        if columns.get(*at).copied().flatten().is_none() {
            let column = headings.get(*at).cloned().unwrap_or_default();
            return Err(Refusal::new(codes::NO_COLUMN).at("file").with("sheet", name).with("column", column));
        }
    }
    Ok(Table { name: name.to_owned(), columns, rows: lines.collect() })
}
