//! The sheet of rows that were not taken, to be corrected and sent again.

use super::dry_run::field_name;
use super::row::issues;
use super::summary::ImportSummary;
use super::upload::own_import;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{ImportId, Language};
use abhyas_i18n::refusals::explain;
use abhyas_store::roster as store;
use abhyas_store::roster::ImportRowRecord;
use abhyas_training::roster::columns::header_label;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Makes an Excel file of the faulty and undecided rows: their cells under their own headers, then what is wrong and what to do.
///
/// # Errors
/// [`ServiceError::NotFound`] for those who may not work on the import.
pub async fn error_sheet(services: &Services, actor: &Actor, id: &ImportId, language: Language) -> Outcome<Vec<u8>> {
    let record = own_import(services, actor, id).await?;
    let summary: ImportSummary = serde_json::from_str(&record.summary)?;
    let rows = store::rows_of(services.db(), id).await?;
    let open = rows.into_iter().filter(|row| {
        row.state == "faulty" || row.state == "skipped" || (row.state == "needs_review" && row.decision != "yes")
    });
    write(&summary.headers, &open.collect::<Vec<_>>(), language)
}

fn write(headers: &[String], rows: &[ImportRowRecord], language: Language) -> Outcome<Vec<u8>> {
    let failed = |error: XlsxError| ServiceError::Internal(format!("xlsx: {error}"));
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    let (row_title, cell, wrong, next) = match language {
        Language::Hi => ("पंक्ति", "खाना", "क्या गलत है", "क्या करें"),
        Language::En => ("Row", "Cell", "What is wrong", "What to do"),
    };
    let titles = headers
        .iter()
        .enumerate()
        .map(|(column, header)| header_label(header, column))
        .chain([row_title, cell, wrong, next].map(str::to_owned));
    for (column, title) in (0u16..).zip(titles) {
        sheet.write_with_format(0, column, defused(&title), &bold).map_err(failed)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        let mut cells: Vec<String> = serde_json::from_str(&row.cells)?;
        cells.resize(headers.len(), String::new());
        let said = issues(row)?;
        let explained: Vec<_> =
            said.iter().filter(|issue| issue.fault.is_some() || issue.review || row.state == "skipped").collect();
        let join = |texts: Vec<String>| texts.join("\n");
        cells.push(row.row.to_string());
        cells.push(join(explained.iter().map(|issue| field_name(language, issue.field).to_owned()).collect()));
        cells.push(join(explained.iter().map(|issue| explain(language, &issue.refusal).message).collect()));
        cells.push(join(explained.iter().map(|issue| explain(language, &issue.refusal).next).collect()));
        for (column, text) in (0u16..).zip(&cells) {
            sheet.write(line, column, defused(text)).map_err(failed)?;
        }
    }
    workbook.save_to_buffer().map_err(failed)
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection): one that begins like one gets an apostrophe before it.
#[must_use]
pub fn defused(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_sheet_begins_like_a_formula() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("+91 00000", "'+91 00000"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("मीना", "मीना"),
        ] {
            assert_eq!(defused(text), safe);
        }
    }
}
