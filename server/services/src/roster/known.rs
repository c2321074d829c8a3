//! The people of the programme as the import meets them: recognised, compared, changed.

use crate::people::search::search_text;
use abhyas_core::Refusal;
use abhyas_store::people::PersonRecord;
use abhyas_training::roster::existing::{Known, Whom, recognise};
use abhyas_training::roster::report::RosterPerson;

/// Finds the person of each row among the records.
#[must_use]
pub fn find(rows: &[&RosterPerson], records: &[PersonRecord]) -> Vec<Whom> {
    let known: Vec<Known> = records
        .iter()
        .map(|record| Known {
            id: record.id.clone(),
            staff_id: record.staff_id.clone(),
            name: record.name.clone(),
            mobile: record.mobile.clone(),
            facility: record.facility.clone(),
            designation: record.designation.clone(),
            born: record.born,
            joined: record.joined,
        })
        .collect();
    recognise(rows, &known)
}

/// The record with what the row says; what the row does not say stays.
#[must_use]
pub fn merged(record: &PersonRecord, row: &RosterPerson) -> PersonRecord {
    let mut new = record.clone();
    new.name.clone_from(&row.name);
    new.designation.clone_from(&row.designation);
    new.role.clone_from(&row.role);
    if row.facility.is_some() {
        new.facility.clone_from(&row.facility);
    }
    if !row.mobile.is_empty() {
        new.mobile = Some(row.mobile.clone());
    }
    if let Some(sex) = row.sex {
        sex.name().clone_into(&mut new.sex);
    }
    new.born = row.born.or(new.born);
    new.joined = row.joined.or(new.joined);
    if !row.email.is_empty() {
        new.email.clone_from(&row.email);
    }
    new.search = search_text(&new.name, new.mobile.as_deref(), &new.staff_id);
    new
}

/// The refusal of a row that carries somebody else's number.
#[must_use]
pub fn refusal(whom: &Whom) -> Option<Refusal> {
    match whom {
        Whom::Refused(refusal) => Some(refusal.clone()),
        Whom::New | Whom::Known(_) => None,
    }
}
