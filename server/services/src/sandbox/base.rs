//! Base hospitals: made once, stored compressed with a checksum, shared in memory by all sandboxes.

use super::cache::Sandboxes;
use crate::masters::{edited_reference, reference_version};
use crate::{Outcome, ServiceError, Services};
use abhyas_core::BaseId;
use abhyas_hims::World;
use abhyas_hims::reference::{Edited, Standard};
use abhyas_hims::world::{BASE_FORMAT, DOCUMENT_FORMAT, Document};
use abhyas_seed_data::hospital;
use abhyas_store::sandbox::{self as store, BaseRecord};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::{BufReader, Read as _};
use std::num::NonZeroUsize;

/// Which practice hospital new sandboxes are opened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseChoice {
    /// How many patients it has.
    pub patients: u32,
    /// Everything random in it follows from this.
    pub seed: u64,
}

impl Default for BaseChoice {
    fn default() -> Self {
        Self { patients: 1000, seed: 1 }
    }
}

/// No base of the first format is larger than this when unpacked; one that claims to be is not read.
const LARGEST: u64 = 1 << 30;

fn broken(what: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("base hospital: {what}"))
}

/// The base on which new sandboxes are opened. Its name says from which reference lists it is made, too.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn current_base(services: &Services) -> Outcome<BaseId> {
    let BaseChoice { patients, seed } = services.part::<Sandboxes>().base_choice();
    let name = hospital::name(patients, seed);
    let version = reference_version(services).await?;
    BaseId::parse(if version.is_empty() { name } else { format!("{name}-{version}") }).map_err(broken)
}

/// Opens new sandboxes on another practice hospital from now on; those that are open stay on theirs.
pub fn choose_base(services: &Services, choice: BaseChoice) {
    services.part::<Sandboxes>().choose_base(choice);
}

/// Makes and stores the current base where it is not stored yet. Takes a second or two the first time.
///
/// # Errors
/// [`ServiceError`] when it can not be made or stored.
pub async fn ensure_base(services: &Services) -> Outcome<BaseId> {
    let id = current_base(services).await?;
    if services.part::<Sandboxes>().has_base(&id) || store::has_base(services.db(), &id).await? {
        return Ok(id);
    }
    let (name, choice) = (id.clone(), services.part::<Sandboxes>().base_choice());
    let edited = edited_reference(services).await?;
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let content =
        tokio::task::spawn_blocking(move || make(&name, choice, &edited, threads)).await.map_err(broken)??;
    store_base(services, &id, content).await?;
    Ok(id)
}

/// Stores a packed base hospital under its name; one that is there already stays as it is.
async fn store_base(services: &Services, id: &BaseId, content: Vec<u8>) -> Outcome<()> {
    let checksum = checksum(&content);
    let made_at = services.real_now();
    let record = BaseRecord { id: id.clone(), format: BASE_FORMAT.into(), checksum, content, made_at };
    let mut tx = services.db().begin().await?;
    store::insert_base(&mut tx, &record).await?;
    tx.commit().await?;
    Ok(())
}

fn make(name: &BaseId, choice: BaseChoice, edited: &Edited, threads: NonZeroUsize) -> Outcome<Vec<u8>> {
    let mut world = hospital::generate(choice.patients, choice.seed, threads).map_err(broken)?;
    if !edited.is_empty() {
        Standard::read(edited).map_err(broken)?.lay(&mut world);
    }
    pack(&world, name)
}

/// A base hospital as it is stored: the same file as `abhyas hospital generate` writes.
fn pack(world: &World, name: &BaseId) -> Outcome<Vec<u8>> {
    let mut packed = Vec::new();
    hospital::file::write(world, name.as_str(), &mut packed).map_err(broken)?;
    Ok(packed)
}

/// Reads what [`pack`] wrote in this release or an earlier one, after its checksum was compared.
fn unpack(record: &BaseRecord) -> Outcome<World> {
    if checksum(&record.content) != record.checksum {
        return Err(broken(format!("{}: the checksum does not fit", record.id)));
    }
    if record.format <= DOCUMENT_FORMAT.into() {
        let unpacked = zstd::stream::Decoder::new(record.content.as_slice()).map_err(broken)?.take(LARGEST);
        let document: Document = serde_json::from_reader(BufReader::new(unpacked)).map_err(broken)?;
        return World::from_document(document).map_err(broken);
    }
    let (name, world) = hospital::file::read(record.content.as_slice()).map_err(broken)?;
    if name == record.id.as_str() { Ok(world) } else { Err(broken(format!("{} says that it is {name}", record.id))) }
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
        let world = hospital::generate(30, 1, NonZeroUsize::MIN).unwrap();
        let id = BaseId::parse("b").unwrap();
        let content = pack(&world, &id).unwrap();
        let made_at = chrono::DateTime::UNIX_EPOCH;
        let format = BASE_FORMAT.into();
        let mut record = BaseRecord { id, format, checksum: checksum(&content), content, made_at };
        assert_eq!(unpack(&record).unwrap(), world);
        let other = BaseRecord { id: BaseId::parse("c").unwrap(), ..record.clone() };
        assert!(unpack(&other).unwrap_err().to_string().contains("says that it is b"));
        if let Some(byte) = record.content.last_mut() {
            *byte ^= 1;
        }
        assert!(unpack(&record).unwrap_err().to_string().contains("checksum"));
    }

    #[test]
    fn a_base_of_the_first_format_is_still_read() {
        let world = hospital::generate(30, 1, NonZeroUsize::MIN).unwrap();
        let json = serde_json::to_vec(&world.to_document("b")).unwrap();
        let content = zstd::bulk::compress(&json, 9).unwrap();
        let (id, made_at) = (BaseId::parse("b").unwrap(), chrono::DateTime::UNIX_EPOCH);
        let record = BaseRecord { id, format: 1, checksum: checksum(&content), content, made_at };
        assert_eq!(unpack(&record).unwrap(), world);
    }
}
