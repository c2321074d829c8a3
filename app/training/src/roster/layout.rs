//! Which sheet is the roster, which line is its header, which lines are people.

use super::cell::{Cell, Line, Sheet};
use super::codes;
use super::columns::{Columns, Field, column_of, guess_columns, header_score};
use super::content::guess_from_content;
use super::reference::Reference;
use super::text::{fold, has_words};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// How a file is to be read: guessed by [`find_layout`], changed by a person who knows better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Which sheet, from 0.
    pub sheet: usize,
    /// The number of the header line as the spreadsheet shows it; 0 when there is none.
    pub header: u32,
    /// What each column means.
    pub columns: Columns,
}

impl Layout {
    /// The columns without which no row can be good, and which no column was found for.
    #[must_use]
    pub fn missing(&self) -> Vec<Field> {
        Field::NEEDED.into_iter().filter(|field| column_of(&self.columns, *field).is_none()).collect()
    }
}

/// How far down a header may stand under title lines.
const HEADER_WITHIN: usize = 40;
/// Words in a sheet's name that say it is no roster.
const NOT_A_ROSTER: &[&str] = &[
    "instruction",
    "instructions",
    "sample",
    "example",
    "readme",
    "help",
    "guide",
    "format",
    "old",
    "backup",
    "list",
    "lists",
    "master",
    "dropdown",
    "निर्देश",
    "नमूना",
    "उदाहरण",
    "सहायता",
    "पुराना",
    "मास्टर",
];

/// Finds the sheet and the header, and guesses the columns.
///
/// # Errors
/// A refusal when the file is empty or no line names the columns of a roster.
pub fn find_layout(sheets: &[Sheet], reference: &Reference) -> Result<Layout, Refusal> {
    if sheets.iter().all(|sheet| sheet.lines.is_empty()) {
        return Err(Refusal::new(codes::EMPTY_FILE));
    }
    let mut best: Option<(SheetRank, Layout)> = None;
    for (at, sheet) in sheets.iter().enumerate() {
        let Some((header, mut columns, score)) = find_header(sheet) else { continue };
        let data: Vec<&Line> = sheet.lines.iter().filter(|line| line.number > header).collect();
        guess_from_content(&mut columns, &data, reference);
        let layout = Layout { sheet: at, header, columns };
        let rank = SheetRank {
            needed: 4 - layout.missing().len(),
            shown: !sheet.hidden,
            roster: !sounds_like_no_roster(&sheet.name),
            lines: data.len(),
            score,
        };
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, layout));
        }
    }
    match best {
        Some((_, layout)) => Ok(layout),
        None => without_header(sheets, reference).ok_or_else(|| Refusal::new(codes::NO_HEADER)),
    }
}

/// What makes one sheet a likelier roster than another, the weightiest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SheetRank {
    needed: usize,
    shown: bool,
    roster: bool,
    lines: usize,
    score: u32,
}

fn sounds_like_no_roster(name: &str) -> bool {
    let folded = fold(name);
    NOT_A_ROSTER.iter().any(|word| has_words(&folded, word))
}

/// The line that names the most columns; a second header line right below it (the other language) fills what is left.
fn find_header(sheet: &Sheet) -> Option<(u32, Columns, u32)> {
    let mut best: Option<(usize, Columns, u32)> = None;
    for (at, line) in sheet.lines.iter().take(HEADER_WITHIN).enumerate() {
        let (columns, score) = guess_columns(&texts(line));
        let named = columns.iter().flatten().count();
        let asks_for_people = columns.contains(&Some(Field::Name)) || columns.contains(&Some(Field::Mobile));
        if named >= 3 && asks_for_people && best.as_ref().is_none_or(|(_, _, other)| score > *other) {
            best = Some((at, columns, score));
        }
    }
    let (at, mut columns, score) = best?;
    let mut header = sheet.lines.get(at)?.number;
    for next in [at + 1, at.wrapping_sub(1)] {
        let Some(line) = sheet.lines.get(next) else { continue };
        let (more, _) = guess_columns(&texts(line));
        let agreeing = more.iter().flatten().count();
        if agreeing >= 3 {
            header = header.max(line.number);
        }
        // A line of groups ("Contact", "Posting") may stand above or below; it may only fill gaps.
        if agreeing >= 2 {
            for (column, field) in more.iter().enumerate() {
                let unused = field.is_some_and(|f| !columns.contains(&Some(f)));
                if columns.len() <= column {
                    columns.resize(column + 1, None);
                }
                if let Some(place @ None) = columns.get_mut(column).filter(|_| unused) {
                    *place = *field;
                }
            }
        }
    }
    Some((header, columns, score))
}

fn without_header(sheets: &[Sheet], reference: &Reference) -> Option<Layout> {
    let layouts = sheets.iter().enumerate().map(|(at, sheet)| {
        let mut columns = vec![None; sheet.width()];
        guess_from_content(&mut columns, &sheet.lines.iter().collect::<Vec<_>>(), reference);
        Layout { sheet: at, header: 0, columns }
    });
    layouts.into_iter().find(|layout| layout.missing().is_empty())
}

fn texts(line: &Line) -> Vec<String> {
    line.cells.iter().map(Cell::text).collect()
}

/// What a line below the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A person.
    Person,
    /// A sum ("कुल / Total").
    Total,
    /// The header once more, as printed on each page.
    Header,
    /// A heading, a note, a signature.
    Note,
    /// Nothing, or a serial number alone.
    Blank,
}

/// Words a sum begins with, folded.
const TOTAL: &[&str] = &[
    "कुल",
    "कुल योग",
    "योग",
    "महायोग",
    "total",
    "grand total",
    "sub total",
    "subtotal",
    "कुल संख्या",
    "कुल कर्मी",
    "total staff",
    "sum",
];

/// Tells people from the other lines of a table.
#[must_use]
pub fn line_kind(line: &Line, columns: &[Option<Field>]) -> LineKind {
    // A formula says nothing by itself; in a sum it stands for a number.
    let words = |cell: &Cell| if matches!(cell, Cell::Formula(_)) { "0".to_owned() } else { cell.text() };
    let text = |field| column_of(columns, field).map(|column| words(line.cell(column))).unwrap_or_default();
    let (name, designation, facility, mobile) =
        (text(Field::Name), text(Field::Designation), text(Field::Facility), text(Field::Mobile));
    let serial = column_of(columns, Field::Serial);
    let beyond_serial =
        line.cells.iter().enumerate().filter(|(column, cell)| Some(*column) != serial && !cell.is_blank()).count();
    if beyond_serial == 0 {
        return LineKind::Blank;
    }
    let wordless = |text: &str| !text.chars().any(char::is_alphabetic);
    let sums = line.cells.iter().filter(|cell| !cell.is_blank()).take(3).any(|cell| is_total(&words(cell)));
    if sums && wordless(&designation) && wordless(&mobile) && mobile.chars().filter(char::is_ascii_digit).count() < 10 {
        return LineKind::Total;
    }
    if repeats_header(line, columns) {
        return LineKind::Header;
    }
    let told = [&name, &designation, &facility, &mobile].into_iter().filter(|text| !text.is_empty()).count();
    let numbered = serial.is_some_and(|column| line.cell(column).text().chars().any(char::is_numeric));
    if told <= 1 && !(numbered && told == 1) { LineKind::Note } else { LineKind::Person }
}

/// Whether three of the used columns hold the name of what they hold.
fn repeats_header(line: &Line, columns: &[Option<Field>]) -> bool {
    let used = columns.iter().zip(&line.cells).filter_map(|(field, cell)| Some(((*field)?, cell)));
    let naming = used.filter(|(field, cell)| matches!(cell, Cell::Text(text) if header_score(text, *field) == 100));
    naming.take(3).count() == 3
}

fn is_total(text: &str) -> bool {
    text.split(['/', ':', '-', '=', '(']).any(|part| {
        let folded = fold(part);
        let words = folded.trim_end_matches(|c: char| c.is_numeric() || c == ' ');
        TOTAL.contains(&words)
    })
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
