//! Taking an import back: as long as none of its people has done anything.

use super::codes;
use super::upload::own_import;
use crate::people::search::search_text;
use crate::{Actor, Outcome, Services, Tx, audit, once};
use abhyas_core::{FacilityId, ImportId, OnceKey, Refusal, RoleId};
use abhyas_store::people::{self, PersonRecord, history};
use abhyas_store::roster as store;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What an import may change about a person, as it was before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Before {
    version: i64,
    name: String,
    sex: String,
    born: Option<NaiveDate>,
    joined: Option<NaiveDate>,
    designation: String,
    role: Option<RoleId>,
    facility: Option<FacilityId>,
    mobile: Option<String>,
    email: String,
}

impl Before {
    /// Of a record that is about to be changed.
    #[must_use]
    pub fn of(record: &PersonRecord) -> Self {
        Self {
            version: record.version,
            name: record.name.clone(),
            sex: record.sex.clone(),
            born: record.born,
            joined: record.joined,
            designation: record.designation.clone(),
            role: record.role.clone(),
            facility: record.facility.clone(),
            mobile: record.mobile.clone(),
            email: record.email.clone(),
        }
    }

    fn put_back(self, record: &mut PersonRecord) {
        record.name = self.name;
        record.sex = self.sex;
        record.born = self.born;
        record.joined = self.joined;
        record.designation = self.designation;
        record.role = self.role;
        record.facility = self.facility;
        record.mobile = self.mobile;
        record.email = self.email;
        record.search = search_text(&record.name, record.mobile.as_deref(), &record.staff_id);
    }
}

/// What taking back did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Undone {
    /// People who are gone again.
    pub removed: u32,
    /// People who are as they were before.
    pub restored: u32,
    /// People who were changed by hand since: the later change stays.
    pub kept: u32,
}

/// Takes an applied import back.
///
/// # Errors
/// A refusal when it is not applied, or when people it added have history (seats, practice, certificates, a password).
pub async fn undo(services: &Services, actor: &Actor, key: &OnceKey, id: &ImportId) -> Outcome<Undone> {
    own_import(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "roster.undo").await? {
        return Ok(serde_json::from_str(&done)?);
    }
    if !store::to_state(&mut tx, id, "applied", "undone").await? {
        return Err(Refusal::new(codes::NOT_APPLIED).into());
    }
    let busy = history::new_people_with_history(&mut tx, id.as_str()).await?;
    if !busy.is_empty() {
        let names = busy.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        return Err(Refusal::new(codes::HAS_HISTORY).with("n", busy.len()).with("names", names).into());
    }
    let mut undone = Undone::default();
    for row in store::rows_in(&mut tx, id).await? {
        let Some(person) = &row.person else { continue };
        store::set_person(&mut tx, id, row.row, None, None).await?;
        match &row.before {
            None => {
                history::forget_ties(&mut tx, person).await?;
                people::remove_person(&mut tx, person).await?;
                undone.removed += 1;
            }
            Some(before) => put_back(services, &mut tx, person, before, &mut undone).await?,
        }
    }
    audit::record(
        &mut tx,
        services,
        actor,
        "roster.undo",
        ("import", id.as_str()),
        actor.district.as_ref(),
        json!(undone),
    )
    .await?;
    once::finish(&mut tx, key, &serde_json::to_string(&undone)?).await?;
    tx.commit().await?;
    Ok(undone)
}

async fn put_back(
    services: &Services,
    tx: &mut Tx,
    person: &abhyas_core::PersonId,
    before: &str,
    undone: &mut Undone,
) -> Outcome<()> {
    let before: Before = serde_json::from_str(before)?;
    let Some(mut record) = people::person_in(tx, person).await? else { return Ok(()) };
    if record.version != before.version + 1 || record.state == "erased" {
        undone.kept += 1;
        return Ok(());
    }
    before.put_back(&mut record);
    record.updated_at = services.now();
    people::update_person(tx, &record).await?;
    undone.restored += 1;
    Ok(())
}

/// Gives an import up before it was applied, and lets its file and rows go.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn discard(services: &Services, actor: &Actor, key: &OnceKey, id: &ImportId) -> Outcome<()> {
    own_import(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "roster.discard").await?.is_some() {
        return Ok(());
    }
    let waiting = store::to_state(&mut tx, id, "review", "discarded").await?
        || store::to_state(&mut tx, id, "reading", "discarded").await?;
    if !waiting {
        return Err(Refusal::new(codes::DECIDED).into());
    }
    store::replace_rows(&mut tx, id, &[]).await?;
    store::drop_file(&mut tx, id).await?;
    audit::record(
        &mut tx,
        services,
        actor,
        "roster.discard",
        ("import", id.as_str()),
        actor.district.as_ref(),
        json!({}),
    )
    .await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}
