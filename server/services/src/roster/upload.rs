//! Taking a roster in: the file is kept, and checked in the background; nobody is changed before it is applied.

use super::check;
use super::read::read_sheets;
use super::reference;
use super::summary::ImportSummary;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{DistrictId, ImportId, OnceKey, Permission, Reach};
use abhyas_store::roster as store;
use abhyas_store::roster::ImportRecord;
use abhyas_training::roster::layout::find_layout;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The districts whose people one may import; `None` for all.
///
/// # Errors
/// [`ServiceError::NotFound`] for those who may not import at all.
pub fn scope(actor: &Actor) -> Outcome<Option<Vec<DistrictId>>> {
    let districts = actor.districts(Permission::ImportRoster);
    if districts.as_ref().is_some_and(Vec::is_empty) { Err(ServiceError::NotFound) } else { Ok(districts) }
}

/// An import that the actor may work on: their own, or any for those who may import everywhere.
///
/// # Errors
/// [`ServiceError::NotFound`] for every other.
pub async fn own_import(services: &Services, actor: &Actor, id: &ImportId) -> Outcome<ImportRecord> {
    scope(actor)?;
    let record = store::import_by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let everyones = actor.reach(Permission::ImportRoster) == Reach::Everything;
    if everyones || record.by == actor.person.as_str() { Ok(record) } else { Err(ServiceError::NotFound) }
}

/// Keeps a roster and begins its check.
///
/// # Errors
/// A refusal when the file can not be read or is no roster (nothing is kept then); [`ServiceError::NotFound`] for those who may
/// not import.
pub async fn upload(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    file_name: &str,
    bytes: Vec<u8>,
) -> Outcome<ImportId> {
    let within = scope(actor)?;
    let id = keep(services, actor, key, file_name, bytes).await?;
    check::start(services, &id, within);
    Ok(id)
}

/// Keeps a roster and checks it before it answers: for the loader of the demonstration and the command line.
///
/// # Errors
/// As for [`upload`].
pub async fn upload_and_check(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    file_name: &str,
    bytes: Vec<u8>,
) -> Outcome<ImportId> {
    let within = scope(actor)?;
    let id = keep(services, actor, key, file_name, bytes).await?;
    check::run(services, &id, within).await?;
    Ok(id)
}

async fn keep(services: &Services, actor: &Actor, key: &OnceKey, file_name: &str, bytes: Vec<u8>) -> Outcome<ImportId> {
    let reference = reference::of_programme(services.db()).await?;
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let read = move || -> Outcome<_> {
        let layout = find_layout(&read_sheets(&bytes)?, &reference).map_err(|refusal| refusal.at("file"))?;
        Ok((layout, bytes))
    };
    let (layout, bytes) =
        tokio::task::spawn_blocking(read).await.map_err(|error| ServiceError::Internal(error.to_string()))??;
    let record = ImportRecord {
        id: ImportId::mint(services.now(), services.entropy()),
        file_name: tidy_name(file_name),
        file_hash: hash,
        by: actor.person.as_str().to_owned(),
        at: services.now(),
        state: "reading".into(),
        mapping: serde_json::to_string(&layout)?,
        summary: serde_json::to_string(&ImportSummary::default())?,
    };
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "roster.upload").await? {
        return ImportId::parse(done).map_err(|error| ServiceError::Internal(error.to_string()));
    }
    store::insert_import(&mut tx, &record, &bytes).await?;
    let detail = json!({ "file_hash": record.file_hash });
    audit::record(
        &mut tx,
        services,
        actor,
        "roster.upload",
        ("import", record.id.as_str()),
        actor.district.as_ref(),
        detail,
    )
    .await?;
    once::finish(&mut tx, key, record.id.as_str()).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// A file's name as it is shown: its last part, not too long. It never becomes a path.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}
