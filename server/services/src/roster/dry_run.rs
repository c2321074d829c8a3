//! What a roster would do: read, understood and counted, without changing anything.

use super::read::read_sheets;
use abhyas_core::{Language, Refusal};
use abhyas_training::roster::check::{Options, check_sheet, refuse_formulas};
use abhyas_training::roster::codes;
use abhyas_training::roster::columns::Field;
use abhyas_training::roster::layout::{Layout, find_layout};
use abhyas_training::roster::reference::Reference;
use abhyas_training::roster::report::{RowReport, Summary};

/// The outcome of a dry run.
#[derive(Debug, Clone)]
pub struct DryRun {
    /// How the file was read.
    pub layout: Layout,
    /// Row by row.
    pub rows: Vec<RowReport>,
    /// The counts.
    pub summary: Summary,
}

/// Reads a file by itself: guesses sheet and columns and checks every row.
///
/// # Errors
/// A refusal when the file can not be read, is no roster, lacks a needed column, or holds formulas where data should be.
pub fn dry_run(bytes: &[u8], reference: &Reference, options: Options) -> Result<DryRun, Refusal> {
    let sheets = read_sheets(bytes)?;
    let layout = find_layout(&sheets, reference)?;
    let Some(sheet) = sheets.get(layout.sheet) else { return Err(Refusal::new(codes::EMPTY_FILE)) };
    refuse_missing(&layout)?;
    refuse_formulas(sheet, &layout)?;
    let (rows, summary) = check_sheet(sheet, &layout, reference, options);
    Ok(DryRun { layout, rows, summary })
}

/// Refuses a layout in which no row could be good.
///
/// # Errors
/// [`codes::COLUMN_MISSING`] with the names of the columns in both languages.
pub fn refuse_missing(layout: &Layout) -> Result<(), Refusal> {
    let missing = layout.missing();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing
        .into_iter()
        .map(|field| format!("{} / {}", field_name(Language::Hi, field), field_name(Language::En, field)))
        .collect();
    Err(Refusal::new(codes::COLUMN_MISSING).with("columns", names.join(", ")))
}

/// What a field is called on screens.
#[must_use]
pub const fn field_name(language: Language, field: Field) -> &'static str {
    let (hi, en) = match field {
        Field::Serial => ("क्रम संख्या", "Serial number"),
        Field::StaffId => ("कर्मचारी आईडी", "Employee id"),
        Field::Name => ("नाम", "Name"),
        Field::Designation => ("पदनाम", "Designation"),
        Field::Facility => ("स्वास्थ्य संस्थान", "Facility"),
        Field::Block => ("प्रखंड", "Block"),
        Field::District => ("जिला", "District"),
        Field::Mobile => ("मोबाइल नंबर", "Mobile number"),
        Field::Sex => ("लिंग", "Sex"),
        Field::Born => ("जन्म तिथि", "Date of birth"),
        Field::Joined => ("योगदान तिथि", "Date of joining"),
        Field::Email => ("ईमेल", "E-mail"),
    };
    match language {
        Language::Hi => hi,
        Language::En => en,
    }
}

#[cfg(test)]
#[path = "dry_run_tests.rs"]
mod tests;
