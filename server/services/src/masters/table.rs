//! Reading a list.

use super::cells::Entry;
use super::kind::Kind;
use super::kinds;
use crate::actor::Subject;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{DistrictId, Permission, Reach};

/// A list as texts.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which list.
    pub kind: Kind,
    /// Its rows, in the order of the screens.
    pub rows: Vec<Entry>,
}

/// Goes on for whoever may see masters anywhere: they are the same for all districts.
pub(super) fn may_see(actor: &Actor) -> Outcome<()> {
    if actor.reach(Permission::SeeMasters) >= Reach::District { Ok(()) } else { Err(ServiceError::NotFound) }
}

pub(super) fn may_edit(actor: &Actor) -> Outcome<()> {
    actor.require(Permission::EditMasters, Subject::Everything)
}

/// All rows of a list.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see masters.
pub async fn table(services: &Services, actor: &Actor, kind: Kind) -> Outcome<Table> {
    may_see(actor)?;
    Ok(Table { kind, rows: kinds::rows(services, kind).await? })
}

/// How many sessions are published for the day of a district's holiday in that district: a new plan has to move them.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see masters.
pub async fn published_on(services: &Services, actor: &Actor, holiday: &Entry) -> Outcome<i64> {
    may_see(actor)?;
    let district = holiday.id("district", DistrictId::parse)?;
    Ok(abhyas_store::masters::sessions_in_district(services.db(), holiday.day("day")?, &district).await?)
}

/// One row by its key ([`Entry::key`]).
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none, or not for this person.
pub async fn entry(services: &Services, actor: &Actor, kind: Kind, key: &str) -> Outcome<Entry> {
    let rows = table(services, actor, kind).await?.rows;
    rows.into_iter().find(|row| row.key(kind) == key).ok_or(ServiceError::NotFound)
}
