//! A row as it is kept between check and apply.

use crate::Outcome;
use abhyas_store::roster::ImportRowRecord;
use abhyas_training::roster::cell::{Cell, Line};
use abhyas_training::roster::columns::Field;
use abhyas_training::roster::facility::Candidate;
use abhyas_training::roster::report::{Issue, RosterPerson, RowReport};
use serde::{Deserialize, Serialize};

/// What applying the row would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Adds a person.
    #[default]
    New,
    /// Changes a known one.
    Change,
    /// Nothing: all of it is known.
    Same,
}

/// What a row says, the facilities it may mean, and what it would do.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ParsedRow {
    /// The person.
    pub person: RosterPerson,
    /// The facilities that may be meant, the best first.
    pub candidates: Vec<Candidate>,
    /// What applying it would do.
    pub effect: Effect,
}

/// Puts a checked row into the form it is kept in.
///
/// # Errors
/// [`crate::ServiceError::Internal`] when it can not be written as JSON.
pub fn to_record(line: &Line, report: RowReport, effect: Effect) -> Outcome<ImportRowRecord> {
    let fault = match report.fault {
        Some(fault) => serde_json::to_value(fault)?.as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let alike = alike(&report);
    let cells: Vec<String> = line.cells.iter().map(Cell::text).collect();
    let parsed = ParsedRow { person: report.person, candidates: report.candidates, effect };
    Ok(ImportRowRecord {
        row: report.row.into(),
        state: report.state.name().to_owned(),
        fault,
        alike,
        cells: serde_json::to_string(&cells)?,
        parsed: serde_json::to_string(&parsed)?,
        issues: serde_json::to_string(&report.issues)?,
        ..ImportRowRecord::default()
    })
}

/// Rows whose doubtful cells are written alike can be decided together.
fn alike(report: &RowReport) -> String {
    let doubts = report.issues.iter().filter(|issue| issue.review).map(|issue| {
        if issue.field == Field::Facility {
            return report.facility_as_written.clone();
        }
        let typed =
            issue.refusal.values.iter().find(|(name, _)| name == "typed").map_or("", |(_, typed)| typed.as_str());
        format!("{}={typed}", issue.field.name())
    });
    doubts.collect::<Vec<_>>().join("|")
}

/// Reads what a kept row says.
///
/// # Errors
/// [`crate::ServiceError::Internal`] when the stored JSON is damaged.
pub fn parsed(record: &ImportRowRecord) -> Outcome<ParsedRow> {
    Ok(serde_json::from_str(&record.parsed)?)
}

/// Reads what there is to say about a kept row.
///
/// # Errors
/// [`crate::ServiceError::Internal`] when the stored JSON is damaged.
pub fn issues(record: &ImportRowRecord) -> Outcome<Vec<Issue>> {
    Ok(serde_json::from_str(&record.issues)?)
}
