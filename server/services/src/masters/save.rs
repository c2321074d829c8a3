//! Adding and changing rows of a list: one from a form, or thousands from a file.

use super::kind::Kind;
use super::known::Known;
use super::{codes, kinds, table};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Refusal};

pub use super::cells::Entry;

/// How many faulty rows of a file are reported at once.
const ROWS_REPORTED: usize = 20;

/// Adds rows, or changes those whose key exists. All or nothing. Returns how many rows there were.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not edit masters; [`ServiceError::Refused`] with every faulty cell: of a single
/// row at its field, of several rows each after a [`codes::ROW`] that says where.
pub async fn save(services: &Services, actor: &Actor, key: &OnceKey, kind: Kind, entries: &[Entry]) -> Outcome<usize> {
    table::may_edit(actor)?;
    if entries.is_empty() {
        return Err(ServiceError::refused(codes::NO_ROWS));
    }
    let mut known = Known::load(services).await?;
    for entry in entries {
        known.add(kind, entry.text("id"));
    }
    let mut refusals = Refusals::new(entries.len() > 1);
    for (at, entry) in entries.iter().enumerate() {
        refusals.add(at, entry, entry.check(kind, &known));
    }
    // The rules of a list may rely on well-formed cells.
    if refusals.none() {
        refusals.add_all(entries, kinds::check(services, kind, entries, &known).await?);
    }
    refusals.into_outcome()?;

    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "masters.save").await?.is_some() {
        return Ok(entries.len());
    }
    for (at, entry) in entries.iter().enumerate() {
        match kinds::write(&mut tx, services, kind, entry, &known).await {
            Err(ServiceError::Refused(found)) => {
                let mut refusals = Refusals::new(entries.len() > 1);
                refusals.add(at, entry, found);
                return refusals.into_outcome().map(|()| 0);
            }
            other => other?,
        }
    }
    let subject = if let [entry] = entries { entry.key(kind) } else { format!("{} rows", entries.len()) };
    let detail = match entries {
        [entry] => serde_json::json!(entry.0),
        _ => serde_json::json!({ "rows": entries.len() }),
    };
    audit::record(&mut tx, services, actor, "masters.save", (kind.name(), &subject), None, detail).await?;
    once::finish(&mut tx, key, "saved").await?;
    tx.commit().await?;
    Ok(entries.len())
}

/// Refusals on their way out: several rows say where each belongs.
struct Refusals {
    several: bool,
    rows: usize,
    list: Vec<Refusal>,
}

impl Refusals {
    const fn new(several: bool) -> Self {
        Self { several, rows: 0, list: Vec::new() }
    }

    const fn none(&self) -> bool {
        self.list.is_empty()
    }

    fn add(&mut self, at: usize, entry: &Entry, found: Vec<Refusal>) {
        if found.is_empty() || self.rows == ROWS_REPORTED {
            return;
        }
        self.rows += 1;
        for refusal in found {
            if !self.several {
                self.list.push(refusal);
                continue;
            }
            let column = refusal.field.clone().unwrap_or_default();
            // Row 1 of a file is its header.
            let place = Refusal::new(codes::ROW).with("row", at + 2).with("column", &column);
            self.list.push(place.with("value", entry.text(&column)));
            self.list.push(Refusal { field: None, ..refusal });
        }
    }

    fn add_all(&mut self, entries: &[Entry], found: Vec<(usize, Refusal)>) {
        for (at, refusal) in found {
            if let Some(entry) = entries.get(at) {
                self.add(at, entry, vec![refusal]);
            }
        }
    }

    fn into_outcome(self) -> Outcome<()> {
        if self.list.is_empty() { Ok(()) } else { Err(ServiceError::Refused(self.list)) }
    }
}
