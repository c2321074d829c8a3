//! Reviewing an import: other columns, a yes or no to a row, a yes to all rows like it.

use super::row::parsed;
use super::upload::{own_import, scope};
use super::{check, codes, reference};
use crate::{Actor, Outcome, ServiceError, Services, Tx, once};
use abhyas_core::{FacilityId, ImportId, OnceKey, Refusal};
use abhyas_store::roster as store;
use abhyas_store::roster::ImportRowRecord;
use abhyas_training::roster::layout::Layout;

/// What is decided about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The suggestion is right.
    Yes,
    /// The row is left out.
    No,
    /// This facility is meant.
    Facility(FacilityId),
}

/// Reads the file in another way: another sheet, header or columns. All decisions are lost, for they belong to other rows.
///
/// # Errors
/// A refusal when the import is decided already or two columns would mean the same.
pub async fn change_layout(services: &Services, actor: &Actor, id: &ImportId, layout: &Layout) -> Outcome<()> {
    own_import(services, actor, id).await?;
    let mut used = std::collections::HashSet::new();
    if layout.columns.iter().flatten().any(|field| !used.insert(*field)) {
        return Err(Refusal::new(codes::COLUMN_TWICE).into());
    }
    let mut tx = services.db().begin().await?;
    if !store::to_state(&mut tx, id, "review", "reading").await? {
        return Err(Refusal::new(codes::DECIDED).into());
    }
    store::set_layout(&mut tx, id, &serde_json::to_string(layout)?).await?;
    tx.commit().await?;
    check::start(services, id, scope(actor)?);
    Ok(())
}

/// Decides one row, or all rows that are written like it. Answers how many rows were decided.
///
/// # Errors
/// A refusal when the row needs no decision, the facility does not exist, or the import is decided already.
pub async fn decide(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &ImportId,
    row: i64,
    decision: &Decision,
    all_alike: bool,
) -> Outcome<u32> {
    own_import(services, actor, id).await?;
    if let Decision::Facility(facility) = decision {
        check_facility(services, actor, facility).await?;
    }
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "roster.decide").await? {
        return Ok(done.parse().unwrap_or(0));
    }
    in_review(&mut tx, id).await?;
    let first = store::row_in(&mut tx, id, row).await?.ok_or(ServiceError::NotFound)?;
    let decided = if all_alike && !first.alike.is_empty() {
        let rows = store::rows_in(&mut tx, id).await?;
        let alike = rows
            .into_iter()
            .filter(|other| other.row == row || (other.alike == first.alike && other.decision.is_empty()));
        let mut count = 0;
        for other in alike.filter(|other| other.state == first.state) {
            decide_row(&mut tx, id, other, decision).await?;
            count += 1;
        }
        count
    } else {
        decide_row(&mut tx, id, first, decision).await?;
        1
    };
    once::finish(&mut tx, key, &decided.to_string()).await?;
    tx.commit().await?;
    Ok(decided)
}

/// Says yes to every suggestion that is still undecided. Answers how many there were.
///
/// # Errors
/// A refusal when the import is decided already.
pub async fn accept_all(services: &Services, actor: &Actor, key: &OnceKey, id: &ImportId) -> Outcome<u64> {
    own_import(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "roster.accept_all").await? {
        return Ok(done.parse().unwrap_or(0));
    }
    in_review(&mut tx, id).await?;
    let decided = store::decide_many(&mut tx, id, None, "yes").await?;
    once::finish(&mut tx, key, &decided.to_string()).await?;
    tx.commit().await?;
    Ok(decided)
}

async fn in_review(tx: &mut Tx, id: &ImportId) -> Outcome<()> {
    // The row of the import is written, so that no one applies it between this decision and its commit.
    if store::to_state(tx, id, "review", "review").await? { Ok(()) } else { Err(Refusal::new(codes::DECIDED).into()) }
}

async fn decide_row(tx: &mut Tx, id: &ImportId, mut row: ImportRowRecord, decision: &Decision) -> Outcome<()> {
    let unknown_facility = row.state == "faulty" && row.fault == "unknown_facility";
    let open = row.state == "needs_review" || (unknown_facility && matches!(decision, Decision::Facility(_)));
    if !open {
        return Err(Refusal::new(codes::NOTHING_TO_DECIDE).with("row", row.row).into());
    }
    let mut said = parsed(&row)?;
    if let Decision::Facility(facility) = decision {
        said.person.facility = Some(facility.clone());
    }
    let word = if *decision == Decision::No { "no" } else { "yes" };
    store::decide(tx, id, row.row, word, &serde_json::to_string(&said)?).await?;
    if unknown_facility {
        "needs_review".clone_into(&mut row.state);
        row.fault.clear();
        store::set_row_state(tx, id, &row).await?;
    }
    Ok(())
}

async fn check_facility(services: &Services, actor: &Actor, id: &FacilityId) -> Outcome<()> {
    let reference = reference::of_programme(services.db()).await?;
    let within = scope(actor)?;
    let known = reference.facility(id).is_some_and(|f| within.is_none_or(|within| within.contains(&f.district)));
    if known { Ok(()) } else { Err(Refusal::new(codes::NO_SUCH_FACILITY).at("facility").into()) }
}
