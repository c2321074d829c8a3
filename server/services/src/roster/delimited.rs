//! Text files with separators: finds the encoding and the separator, and reads the cells.

use super::codes;
use super::read::{MOST_COLUMNS, MOST_LINES};
use abhyas_core::Refusal;
use abhyas_training::roster::cell::{Cell, Line, Sheet};
use std::borrow::Cow;

/// The separators that are tried.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Reads one sheet.
///
/// # Errors
/// A refusal when the text is not Unicode, has no separator, or is too long or wide.
pub fn read(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let text = decode(bytes)?;
    // Excel writes "sep=;" above the header to name the separator.
    let (named, text) = match text.split_once('\n') {
        Some((first, rest)) if first.trim().to_ascii_lowercase().starts_with("sep=") => {
            (first.trim().as_bytes().get(4).copied(), rest)
        }
        _ => (None, text.as_ref()),
    };
    let Some(separator) = named.or_else(|| separator_of(text)) else {
        return Err(Refusal::new(codes::NO_TABLE).at("file"));
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    let (mut number, mut counted) = (1 + u32::from(named.is_some()), 0);
    while reader.read_record(&mut record).map_err(|_| Refusal::new(codes::DAMAGED).at("file"))? {
        if record.len() > MOST_COLUMNS {
            return Err(Refusal::new(codes::TOO_WIDE).at("file").with("most", MOST_COLUMNS));
        }
        if lines.len() >= MOST_LINES {
            return Err(Refusal::new(codes::TOO_LONG).at("file").with("most", MOST_LINES));
        }
        // The line of the file, so that a person finds it in an editor. The reader's own count is one behind where lines end in CR LF.
        let offset = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(counted);
        let begins =
            offset + text.get(offset..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let breaks = text.get(counted..begins).map_or(0, |passed| passed.matches('\n').count());
        number += u32::try_from(breaks).unwrap_or(0);
        counted = begins;
        let line = Line { number, cells: record.iter().map(cell).collect() };
        if line.filled() > 0 {
            lines.push(line);
        }
    }
    Ok(Sheet { name: String::new(), hidden: false, lines })
}

/// UTF-8 with or without byte order mark; UTF-16 with one. Anything else would turn Hindi into other signs, so it is refused.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let unknown = || Refusal::new(codes::ENCODING).at("file");
    let wide = |from: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units: Vec<u16> = rest.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(from).collect();
        String::from_utf16(&units).map(Cow::Owned).map_err(|_| unknown())
    };
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(u16::from_le_bytes, rest);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(u16::from_be_bytes, rest);
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(Refusal::new(codes::NO_TABLE).at("file"));
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| unknown())
}

/// The separator that cuts most of the first lines into the same number of cells, and into most cells.
fn separator_of(text: &str) -> Option<u8> {
    let beginning = text.lines().take(50).collect::<Vec<_>>().join("\n");
    let worth = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(beginning.as_bytes());
        let widths: Vec<usize> =
            reader.records().flatten().map(|record| record.len()).filter(|width| *width > 1).collect();
        let usual = widths
            .iter()
            .copied()
            .max_by_key(|width| (widths.iter().filter(|w| *w == width).count(), *width))
            .unwrap_or(0);
        (widths.iter().filter(|width| **width == usual).count(), usual)
    };
    let best = SEPARATORS
        .into_iter()
        .map(|separator| (worth(separator), separator))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    best.filter(|((lines, _), _)| *lines > 0).map(|(_, separator)| separator)
}

/// A text cell. `="0000010464"` is how a spreadsheet is told to keep leading zeros: it is that text; any other `=` is a formula.
fn cell(text: &str) -> Cell {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Cell::Empty;
    }
    match trimmed.strip_prefix('=') {
        None => Cell::Text(text.to_owned()),
        Some(formula) => match formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(constant) if !constant.contains(['"', '&', '(']) => Cell::Text(constant.to_owned()),
            _ => Cell::Formula(formula.to_owned()),
        },
    }
}
