//! Base hospitals: made once, stored compressed with a checksum, shared in memory by all sandboxes.

use crate::{Outcome, ServiceError, Services};
use abhyas_core::BaseId;
use abhyas_hims::World;
use abhyas_hims::world::{DOCUMENT_FORMAT, Document};
use abhyas_seed_data::hospital;
use abhyas_store::sandbox::{self as store, BaseRecord};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// How many patients the practice hospital has.
const PATIENTS: u32 = 1000;
/// Everything random in it follows from this.
const SEED: u64 = 1;
/// Level of zstd: higher ones cost seconds and save a few per cent.
const LEVEL: i32 = 9;
/// No base is larger than this when unpacked; a file that claims to be is not read.
const LARGEST: usize = 1 << 30;

fn broken(what: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("base hospital: {what}"))
}

/// The base on which new sandboxes are opened.
///
/// # Errors
/// [`ServiceError::Internal`] when its name is no id, which a test forbids.
pub fn current_base() -> Outcome<BaseId> {
    BaseId::parse(hospital::name(PATIENTS, SEED)).map_err(broken)
}

/// Makes and stores the current base where it is not stored yet. Takes a second or two the first time.
///
/// # Errors
/// [`ServiceError`] when it can not be made or stored.
pub async fn ensure_base(services: &Services) -> Outcome<BaseId> {
    let id = current_base()?;
    if store::has_base(services.db(), &id).await? {
        return Ok(id);
    }
    let name = id.clone();
    let content = tokio::task::spawn_blocking(move || make(&name)).await.map_err(broken)??;
    let checksum = checksum(&content);
    let made_at = services.real_now();
    let record = BaseRecord { id: id.clone(), format: DOCUMENT_FORMAT.into(), checksum, content, made_at };
    let mut tx = services.db().begin().await?;
    store::insert_base(&mut tx, &record).await?;
    tx.commit().await?;
    Ok(id)
}

fn make(name: &BaseId) -> Outcome<Vec<u8>> {
    let world = hospital::generate(PATIENTS, SEED).map_err(broken)?;
    pack(&world.to_document(name.as_str()))
}

/// A document as it is stored: JSON, compressed.
pub(super) fn pack(document: &Document) -> Outcome<Vec<u8>> {
    let json = serde_json::to_vec(document).map_err(broken)?;
    zstd::bulk::compress(&json, LEVEL).map_err(broken)
}

/// Reads what [`pack`] wrote, after its checksum was compared.
pub(super) fn unpack(record: &BaseRecord) -> Outcome<World> {
    if checksum(&record.content) != record.checksum {
        return Err(broken(format!("{}: the checksum does not fit", record.id)));
    }
    let json = zstd::bulk::decompress(&record.content, LARGEST).map_err(broken)?;
    let document: Document = serde_json::from_slice(&json).map_err(broken)?;
    World::from_document(document).map_err(broken)
}

fn checksum(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads a stored base into memory.
pub(super) async fn load(services: &Services, id: &BaseId) -> Outcome<World> {
    let record = store::base(services.db(), id).await?.ok_or_else(|| broken(format!("{id} is not stored")))?;
    tokio::task::spawn_blocking(move || unpack(&record)).await.map_err(broken)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_reads_back_and_a_damaged_one_is_refused() {
        let world = hospital::generate(30, 1).unwrap();
        let content = pack(&world.to_document("b")).unwrap();
        let id = BaseId::parse("b").unwrap();
        let made_at = chrono::DateTime::UNIX_EPOCH;
        let mut record = BaseRecord { id, format: 1, checksum: checksum(&content), content, made_at };
        assert_eq!(unpack(&record).unwrap(), world);
        if let Some(byte) = record.content.last_mut() {
            *byte ^= 1;
        }
        assert!(unpack(&record).unwrap_err().to_string().contains("checksum"));
    }
}
