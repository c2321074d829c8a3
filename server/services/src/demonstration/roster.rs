//! The roster of the demonstration, imported as an officer does: upload, look, say yes to the suggestions, apply.

use super::key;
use crate::roster::{apply, review, upload};
use crate::{Actor, Outcome, Services};
use abhyas_seed_data::programme::{ROSTER_NAME, ROSTER_SMALL_CSV, ROSTER_SMALL_NAME, ROSTER_XLSX};

/// The name and content of the roster.
pub(super) const fn file(small: bool) -> (&'static str, &'static [u8]) {
    if small { (ROSTER_SMALL_NAME, ROSTER_SMALL_CSV) } else { (ROSTER_NAME, ROSTER_XLSX) }
}

/// Imports a roster. Importing it again changes nobody.
pub(super) async fn import(services: &Services, officer: &Actor, name: &str, bytes: Vec<u8>) -> Outcome<()> {
    let id = upload::upload_and_check(services, officer, &key(services), name, bytes).await?;
    review::accept_all(services, officer, &key(services), &id).await?;
    apply::apply(services, officer, &key(services), &id).await?;
    Ok(())
}

/// How many people are to be trained.
pub(super) async fn people(services: &Services) -> Outcome<usize> {
    let everyone = abhyas_store::people::everyone(services.db()).await?;
    Ok(everyone.iter().filter(|person| person.state == "active" && person.role.is_some()).count())
}
