//! The hospital's reference data (diagnoses, medicines, tests …) as an administrator changes it: out as a file, back in
//! after it was corrected in a spreadsheet, or back to what was released. It reaches hospitals that are opened from then on.

use super::exchange::{Format, MOST_BYTES, MOST_ROWS, csv_bytes, lines, xlsx_bytes};
use super::{codes, table};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Refusal};
use abhyas_hims::reference::{Edited, FILES, Standard};
use abhyas_store::settings;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A list of the reference data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceList {
    /// Its name in addresses, e.g. `diagnoses`.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: usize,
    /// Whether an administrator changed it.
    pub edited: bool,
    /// Where it comes from, its licence, and what is to be confirmed: the first lines of the file.
    pub notes: Vec<String>,
}

/// The setting that holds the version of the lists.
const VERSION: &str = "reference.version";

fn setting(name: &str) -> String {
    format!("reference.{name}")
}

fn released(name: &str) -> Outcome<(&'static str, &'static str)> {
    FILES.iter().copied().find(|(of, _)| *of == name).ok_or(ServiceError::NotFound)
}

/// The first lines of a file, which say where it comes from.
fn notes(content: &str) -> impl Iterator<Item = &str> {
    content.lines().take_while(|line| line.starts_with('#'))
}

/// What administrators changed, for whoever makes a hospital.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn edited_reference(services: &Services) -> Outcome<Edited> {
    let mut edited = Edited::new();
    for (name, _) in FILES {
        if let Some(content) = settings::read(services.db(), &setting(name)).await?.filter(|text| !text.is_empty()) {
            edited.insert((*name).to_owned(), content);
        }
    }
    Ok(edited)
}

/// The version of the lists: a short hash of what administrators changed; empty where they changed nothing.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn reference_version(services: &Services) -> Outcome<String> {
    Ok(settings::read(services.db(), VERSION).await?.unwrap_or_default())
}

fn version_of(edited: &Edited) -> String {
    if edited.is_empty() {
        return String::new();
    }
    let mut hash = Sha256::new();
    for (name, content) in edited {
        hash.update(name);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    hash.finalize().iter().take(6).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The lists.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see masters.
pub async fn reference_lists(services: &Services, actor: &Actor) -> Outcome<Vec<ReferenceList>> {
    table::may_see(actor)?;
    let edited = edited_reference(services).await?;
    let list = |(name, released): &(&'static str, &'static str)| {
        let content = edited.get(*name).map_or(*released, String::as_str);
        Ok(ReferenceList {
            name,
            rows: lines(content.as_bytes().to_vec())?.iter().filter(|line| !is_note(line)).count().saturating_sub(1),
            edited: edited.contains_key(*name),
            notes: notes(content).map(|line| line.trim_start_matches(['#', ' ']).to_owned()).collect(),
        })
    };
    FILES.iter().map(list).collect()
}

fn is_note(line: &[String]) -> bool {
    line.first().is_some_and(|cell| cell.starts_with('#'))
}

/// Header and rows of a file, without its notes.
fn table_of(bytes: Vec<u8>) -> Outcome<Vec<Vec<String>>> {
    Ok(lines(bytes)?.into_iter().filter(|line| !is_note(line)).collect())
}

/// A list as a file that [`import_reference`] reads back.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see masters, and for a name that is no list.
pub async fn export_reference(services: &Services, actor: &Actor, name: &str, format: Format) -> Outcome<Vec<u8>> {
    table::may_see(actor)?;
    let (name, standard) = released(name)?;
    let edited = edited_reference(services).await?;
    let rows = table_of(edited.get(name).map_or(standard, String::as_str).as_bytes().to_vec())?;
    match format {
        Format::Csv => csv_bytes(&rows),
        Format::Xlsx => xlsx_bytes(name, &rows).map_err(|error| ServiceError::Internal(format!("xlsx: {error}"))),
    }
}

/// Puts a corrected file in the place of a list. Rows may be changed and added, never left out. Answers how many there are.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not edit masters, and for a name that is no list; refusals at `file` for one
/// that is no table, too large, lacks a row, or has a row that can not be used.
pub async fn import_reference(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    name: &str,
    bytes: Vec<u8>,
) -> Outcome<usize> {
    table::may_edit(actor)?;
    let (name, standard) = released(name)?;
    if bytes.len() > MOST_BYTES {
        let refusal = Refusal::new(codes::FILE_SIZE).with("most", MOST_BYTES >> 20).with("rows", MOST_ROWS);
        return Err(ServiceError::refused(refusal.at("file")));
    }
    let mut edited = edited_reference(services).await?;
    let read = tokio::task::spawn_blocking(move || {
        let rows = table_of(bytes)?;
        has_all(&rows, &table_of(standard.as_bytes().to_vec())?)?;
        edited.insert(name.to_owned(), written(&rows, standard)?);
        Standard::read(&edited).map_err(|fault| {
            let refusal = Refusal::new(codes::REFERENCE_ROW).at("file");
            ServiceError::refused(refusal.with("row", fault.row).with("why", fault.why))
        })?;
        Ok::<_, ServiceError>((edited, rows.len().saturating_sub(1)))
    });
    let (edited, rows) = read.await.map_err(|error| ServiceError::Internal(error.to_string()))??;
    let detail = serde_json::json!({ "rows": rows });
    keep(services, actor, key, name, &edited, detail).await?;
    Ok(rows)
}

/// Puts a list back to what was released.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not edit masters, and for a name that is no list.
pub async fn restore_reference(services: &Services, actor: &Actor, key: &OnceKey, name: &str) -> Outcome<()> {
    table::may_edit(actor)?;
    let (name, _) = released(name)?;
    let mut edited = edited_reference(services).await?;
    edited.remove(name);
    keep(services, actor, key, name, &edited, serde_json::json!({ "restored": true })).await
}

async fn keep(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    name: &str,
    edited: &Edited,
    detail: serde_json::Value,
) -> Outcome<()> {
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "masters.reference").await?.is_some() {
        return Ok(());
    }
    settings::write(&mut tx, &setting(name), edited.get(name).map_or("", String::as_str)).await?;
    settings::write(&mut tx, VERSION, &version_of(edited)).await?;
    audit::record(&mut tx, services, actor, "masters.reference", ("reference", name), None, detail).await?;
    once::finish(&mut tx, key, "saved").await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses a table that lacks a row of the released one: records may name it. A row is known by its first cell, and where
/// that alone stands in several rows (a pair), by the first two.
fn has_all(rows: &[Vec<String>], released: &[Vec<String>]) -> Outcome<()> {
    let pairs = released.iter().map(|row| row.first()).collect::<BTreeSet<_>>().len() < released.len();
    let id = |row: &Vec<String>| row.iter().take(if pairs { 2 } else { 1 }).cloned().collect::<Vec<_>>().join(", ");
    let there: BTreeSet<String> = rows.iter().map(id).collect();
    match released.iter().map(id).find(|row| !there.contains(row)) {
        Some(row) => Err(Refusal::new(codes::REFERENCE_MISSING).at("file").with("row", row).into()),
        None => Ok(()),
    }
}

/// A table in the form of the released file, with its notes.
fn written(rows: &[Vec<String>], standard: &str) -> Outcome<String> {
    let internal = |error: String| ServiceError::Internal(format!("csv: {error}"));
    let mut content = notes(standard).flat_map(|line| [line, "\n"]).collect::<String>().into_bytes();
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut content);
    for row in rows {
        writer.write_record(row).map_err(|error| internal(error.to_string()))?;
    }
    writer.flush().map_err(|error| internal(error.to_string()))?;
    drop(writer);
    String::from_utf8(content).map_err(|error| internal(error.to_string()))
}

#[cfg(test)]
#[path = "reference_tests.rs"]
mod tests;
