//! Excel workbooks: first the zip is measured, then its sheets are read cell by cell, never as a whole rectangle.

use super::codes;
use super::read::{MOST_COLUMNS, MOST_LINES};
use abhyas_core::Refusal;
use abhyas_training::roster::cell::{Cell, Line, Sheet};
use abhyas_training::roster::normalise::excel_date;
use calamine::{DataRef, Reader as _, SheetVisible, Xlsx};
use std::io::{Cursor, Read as _};

/// The most that all parts of a workbook may unpack to. A roster of 50,000 rows unpacks to about 30 MB.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;
/// The most parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Days between the two epochs of Excel (1 January 1904 and 30 December 1899).
const DAYS_TO_1904: f64 = 1462.0;

/// Reads all sheets.
///
/// # Errors
/// A refusal when the zip is no workbook, unpacks to too much, or is damaged.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    measure(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let shift = if workbook.has_1904_epoch() { DAYS_TO_1904 } else { 0.0 };
    let tabs: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::new();
    for (name, hidden) in tabs {
        // A tab may be a chart: it has no cells.
        let Ok(reader) = workbook.worksheet_cells_reader(&name) else { continue };
        sheets.push(Sheet { name: name.clone(), hidden, lines: lines(reader, shift)? });
    }
    Ok(sheets)
}

fn damaged() -> Refusal {
    Refusal::new(codes::DAMAGED).at("file")
}

/// Unpacks every part into nothing, counting: a zip bomb is noticed before anything keeps its content, whatever its directory
/// declares.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let bomb = || Refusal::new(codes::ZIP_BOMB).at("file");
    if archive.len() > MOST_PARTS {
        return Err(bomb());
    }
    let mut left = MOST_UNPACKED;
    let mut is_workbook = false;
    for at in 0..archive.len() {
        let part = match archive.by_index(at) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => {
                return Err(Refusal::new(codes::HAS_PASSWORD).at("file"));
            }
            Err(_) => return Err(damaged()),
        };
        is_workbook |= part.name().is_ok_and(|name| name.eq_ignore_ascii_case("xl/workbook.xml"));
        if part.size() > left {
            return Err(bomb());
        }
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(read).ok_or_else(bomb)?;
    }
    if is_workbook { Ok(()) } else { Err(Refusal::new(codes::OTHER_ZIP).at("file")) }
}

type Cells<'a, 'b> = calamine::XlsxCellReader<'a, Cursor<&'b [u8]>>;

fn lines(mut reader: Cells<'_, '_>, shift: f64) -> Result<Vec<Line>, Refusal> {
    let mut lines: Vec<Line> = Vec::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| damaged())? {
        let (row, column) = record.pos;
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let cell = if record.formula.is_some() { Cell::Formula(String::new()) } else { cell(record.value, shift) };
        if cell.is_blank() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(Refusal::new(codes::TOO_WIDE).at("file").with("most", MOST_COLUMNS));
        }
        let number = row.saturating_add(1);
        if lines.last().is_none_or(|line| line.number != number) {
            if lines.len() >= MOST_LINES {
                return Err(Refusal::new(codes::TOO_LONG).at("file").with("most", MOST_LINES));
            }
            lines.push(Line { number, cells: Vec::new() });
        }
        if let Some(line) = lines.last_mut() {
            if line.cells.len() <= column {
                line.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = line.cells.get_mut(column) {
                *place = cell;
            }
        }
    }
    // A damaged or hand-made file may hold its rows out of order.
    lines.sort_by_key(|line| line.number);
    Ok(lines)
}

fn cell(value: DataRef<'_>, shift: f64) -> Cell {
    match value {
        DataRef::Int(number) => number.to_string().parse().map_or(Cell::Empty, Cell::Number),
        DataRef::Float(number) => Cell::Number(number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text.to_owned()),
        DataRef::Bool(yes) => Cell::Bool(yes),
        DataRef::DateTime(when) => {
            let days = when.as_f64() + shift;
            excel_date(days).map_or(Cell::Number(when.as_f64()), Cell::Date)
        }
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::Empty => Cell::Empty,
    }
}
