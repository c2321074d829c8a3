//! Lists as files: out as CSV or Excel, back in after somebody corrected them in a spreadsheet.

use super::cells::Entry;
use super::kind::Kind;
use super::{codes, save, table};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{OnceKey, Refusal};
use calamine::{Data, Reader as _};
use rust_xlsxwriter::{Format as CellFormat, Workbook, XlsxError};

/// Largest file that is read, in bytes: all facilities of Bihar fit many times.
pub(super) const MOST_BYTES: usize = 5 * 1024 * 1024;
/// Most rows of a file.
pub(super) const MOST_ROWS: usize = 50_000;
/// Lets spreadsheets read a CSV file as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// A zip file, which an .xlsx is, begins so.
const ZIP_MARK: &[u8] = b"PK\x03\x04";

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, UTF-8.
    Csv,
    /// Excel.
    Xlsx,
}

/// A list as a file. Its columns are those of [`Kind::columns`], so that [`import`] reads it back.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see masters.
pub async fn export(services: &Services, actor: &Actor, kind: Kind, format: Format) -> Outcome<Vec<u8>> {
    let table = table(services, actor, kind).await?;
    let header = kind.columns().iter().map(|column| column.name.to_owned()).collect();
    let cells = |entry: &Entry| kind.columns().iter().map(|column| entry.text(column.name).to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(header).chain(table.rows.iter().map(cells)).collect();
    match format {
        Format::Csv => csv_bytes(&lines),
        Format::Xlsx => {
            xlsx_bytes(kind.name(), &lines).map_err(|error| ServiceError::Internal(format!("xlsx: {error}")))
        }
    }
}

pub(super) fn csv_bytes(lines: &[Vec<String>]) -> Outcome<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for line in lines {
        let safe = line.iter().map(|text| harmless(text));
        writer.write_record(safe).map_err(|error| ServiceError::Internal(format!("csv: {error}")))?;
    }
    writer.into_inner().map_err(|error| ServiceError::Internal(format!("csv: {error}")))
}

/// A text that begins like a formula is quoted, so that no spreadsheet runs it (OWASP, "CSV injection").
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '@', '\t', '\r']) || (text.starts_with('-') && text.parse::<f64>().is_err()) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

pub(super) fn xlsx_bytes(name: &str, lines: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = CellFormat::new().set_bold();
    for (y, line) in lines.iter().enumerate() {
        for (x, text) in line.iter().enumerate() {
            let (row, column) = (u32::try_from(y).unwrap_or(u32::MAX), u16::try_from(x).unwrap_or(u16::MAX));
            if y == 0 {
                sheet.write_string_with_format(row, column, text, &bold)?;
            } else {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    sheet.autofit();
    book.save_to_buffer()
}

/// Reads a file and saves its rows ([`save()`]). Rows of the list that the file does not name stay as they are.
///
/// # Errors
/// As for [`save()`], and refusals for a file that is no table, is too large, or lacks a needed column.
pub async fn import(services: &Services, actor: &Actor, key: &OnceKey, kind: Kind, bytes: Vec<u8>) -> Outcome<usize> {
    super::table::may_edit(actor)?;
    let too_large = || {
        ServiceError::refused(
            Refusal::new(codes::FILE_SIZE).at("file").with("most", MOST_BYTES >> 20).with("rows", MOST_ROWS),
        )
    };
    if bytes.len() > MOST_BYTES {
        return Err(too_large());
    }
    let read = tokio::task::spawn_blocking(move || lines(bytes)).await;
    let lines = read.map_err(|error| ServiceError::Internal(error.to_string()))??;
    if lines.len() > MOST_ROWS {
        return Err(too_large());
    }
    let entries = entries(kind, &lines)?;
    save(services, actor, key, kind, &entries).await
}

fn unreadable() -> ServiceError {
    ServiceError::refused(Refusal::new(codes::FILE).at("file"))
}

/// The lines of a file, Excel or CSV, without empty ones.
pub(super) fn lines(bytes: Vec<u8>) -> Outcome<Vec<Vec<String>>> {
    let lines = if bytes.starts_with(ZIP_MARK) { xlsx_lines(bytes)? } else { csv_lines(&bytes)? };
    Ok(lines.into_iter().filter(|line| line.iter().any(|text| !text.is_empty())).collect())
}

fn csv_lines(bytes: &[u8]) -> Outcome<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable())?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| {
            Ok(record.map_err(|_| unreadable())?.iter().map(|cell| unquoted(cell.trim()).to_owned()).collect())
        })
        .collect()
}

/// Takes back what [`harmless`] put in front.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

fn xlsx_lines(bytes: Vec<u8>) -> Outcome<Vec<Vec<String>>> {
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).map_err(|_| unreadable())?;
    let range = book.worksheet_range_at(0).ok_or_else(unreadable)?.map_err(|_| unreadable())?;
    Ok(range.rows().take(MOST_ROWS + 1).map(|row| row.iter().map(cell_text).collect()).collect())
}

/// A cell as people see it: whole numbers without a fraction, days as days.
fn cell_text(cell: &Data) -> String {
    match cell {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers, far below the limits")]
        Data::Float(number) if number.fract() == 0.0 => (*number as i64).to_string(),
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Bool(yes) => i64::from(*yes).to_string(),
        Data::Error(_) | Data::Empty => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

fn entries(kind: Kind, lines: &[Vec<String>]) -> Outcome<Vec<Entry>> {
    let (header, rows) = lines.split_first().ok_or_else(|| ServiceError::refused(codes::NO_ROWS))?;
    let header: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    let missing: Vec<Refusal> = kind
        .columns()
        .iter()
        .filter(|column| column.required && !header.iter().any(|name| name == column.name))
        .map(|column| Refusal::new(codes::COLUMN).at("file").with("column", column.name))
        .collect();
    if !missing.is_empty() {
        return Err(ServiceError::Refused(missing));
    }
    let entry = |row: &Vec<String>| Entry::from_pairs(header.iter().cloned().zip(row.iter().cloned()));
    Ok(rows.iter().map(entry).collect())
}
