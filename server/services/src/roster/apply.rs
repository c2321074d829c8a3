//! Applying an import: all its good and confirmed rows in one transaction, or none.

use super::codes;
use super::known;
use super::row::{issues, parsed};
use super::summary::{Applied, ImportSummary};
use super::upload::{own_import, scope};
use crate::people::search::search_text;
use crate::people::staff_id::StaffIds;
use crate::{Actor, Outcome, ServiceError, Services, Tx, audit, once, roster::reference};
use abhyas_core::{DistrictId, ImportId, OnceKey, PersonId, Refusal};
use abhyas_store::people::{self, PersonRecord};
use abhyas_store::roster as store;
use abhyas_store::roster::ImportRowRecord;
use abhyas_training::roster::codes as row_codes;
use abhyas_training::roster::columns::Field;
use abhyas_training::roster::existing::Whom;
use abhyas_training::roster::report::{Fault, Issue, RosterPerson};
use serde_json::json;
use std::collections::HashSet;

/// Adds and changes the people of an import. The same file again changes nobody.
///
/// # Errors
/// A refusal when the import is decided already, or could not be read.
pub async fn apply(services: &Services, actor: &Actor, key: &OnceKey, id: &ImportId) -> Outcome<Applied> {
    let record = own_import(services, actor, id).await?;
    let within = scope(actor)?;
    let reference = reference::of_programme(services.db()).await?;
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "roster.apply").await? {
        return Ok(serde_json::from_str(&done)?);
    }
    if !store::to_state(&mut tx, id, "review", "applied").await? {
        return Err(Refusal::new(codes::DECIDED).into());
    }
    let mut summary: ImportSummary = serde_json::from_str(&record.summary)?;
    if let Some(refusal) = summary.stopped {
        return Err(refusal.into());
    }
    let rows = store::rows_in(&mut tx, id).await?;
    let mut left_out = 0;
    let mut taken: Vec<(ImportRowRecord, RosterPerson, Option<DistrictId>)> = Vec::new();
    for row in rows {
        let yes = row.state == "good" || (row.state == "needs_review" && row.decision == "yes");
        let person = parsed(&row)?.person;
        let district = person.facility.as_ref().and_then(|f| reference.facility(f)).map(|f| f.district.clone());
        let permitted = within.as_ref().is_none_or(|within| district.as_ref().is_some_and(|d| within.contains(d)));
        if yes && permitted { taken.push((row, person, district)) } else { left_out += 1 }
    }
    let mut writer = Writer {
        services,
        import: id,
        staff_ids: StaffIds::default(),
        applied: Applied { left_out, ..Applied::default() },
    };
    writer.write(&mut tx, taken).await?;
    let applied = writer.applied;
    summary.applied = Some(applied);
    store::set_summary(&mut tx, id, &serde_json::to_string(&summary)?).await?;
    store::drop_file(&mut tx, id).await?;
    audit::record(
        &mut tx,
        services,
        actor,
        "roster.apply",
        ("import", id.as_str()),
        actor.district.as_ref(),
        json!(applied),
    )
    .await?;
    once::finish(&mut tx, key, &serde_json::to_string(&applied)?).await?;
    tx.commit().await?;
    Ok(applied)
}

struct Writer<'a> {
    services: &'a Services,
    import: &'a ImportId,
    staff_ids: StaffIds,
    applied: Applied,
}

impl Writer<'_> {
    async fn write(
        &mut self,
        tx: &mut Tx,
        rows: Vec<(ImportRowRecord, RosterPerson, Option<DistrictId>)>,
    ) -> Outcome<()> {
        let records = people::everyone_in(tx).await?;
        let found = known::find(&rows.iter().map(|(_, person, _)| person).collect::<Vec<_>>(), &records);
        let mut mobiles: HashSet<String> = HashSet::new();
        let mut ids: HashSet<String> = HashSet::new();
        for ((row, person, district), whom) in rows.into_iter().zip(found) {
            // Rows that were decided one by one may meet here for the first time.
            let twice = !mobiles.insert(person.mobile.clone())
                || person.staff_id.as_ref().is_some_and(|id| !ids.insert(id.clone()));
            let refusal = known::refusal(&whom).or_else(|| {
                twice.then(|| {
                    Refusal::new(row_codes::MOBILE_OF_ANOTHER)
                        .with("mobile", &person.mobile)
                        .with("name", &person.name)
                        .with("row", row.row)
                })
            });
            if let Some(refusal) = refusal {
                self.leave_out(tx, row, refusal).await?;
                continue;
            }
            let record = if let Whom::Known(at) = whom { records.get(at) } else { None };
            match record {
                None => self.add(tx, &row, person, district).await?,
                Some(record) => self.change(tx, &row, record, &person).await?,
            }
        }
        Ok(())
    }

    async fn leave_out(&mut self, tx: &mut Tx, mut row: ImportRowRecord, refusal: Refusal) -> Outcome<()> {
        let mut said = issues(&row)?;
        said.insert(0, Issue { field: Field::Mobile, refusal, fault: Some(Fault::MobileOfAnother), review: false });
        row.issues = serde_json::to_string(&said)?;
        (row.state, row.fault) = ("faulty".into(), "mobile_of_another".into());
        store::set_row_state(tx, self.import, &row).await?;
        self.applied.left_out += 1;
        Ok(())
    }

    async fn add(
        &mut self,
        tx: &mut Tx,
        row: &ImportRowRecord,
        person: RosterPerson,
        district: Option<DistrictId>,
    ) -> Outcome<()> {
        let now = self.services.now();
        let staff_id = match person.staff_id {
            Some(id) => id,
            None => self.staff_ids.next(tx, district.as_ref()).await?,
        };
        let record = PersonRecord {
            id: PersonId::mint(now, self.services.entropy()),
            search: search_text(&person.name, Some(&person.mobile), &staff_id),
            staff_id,
            name: person.name,
            sex: person.sex.map_or("", |sex| sex.name()).to_owned(),
            born: person.born,
            joined: person.joined,
            designation: person.designation,
            role: person.role,
            facility: person.facility,
            district,
            mobile: Some(person.mobile),
            email: person.email,
            language: "hi".into(),
            state: "active".into(),
            import: Some(self.import.as_str().to_owned()),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        people::insert_person(tx, &record).await?;
        store::set_person(tx, self.import, row.row, Some(&record.id), None).await?;
        self.applied.added += 1;
        Ok(())
    }

    async fn change(
        &mut self,
        tx: &mut Tx,
        row: &ImportRowRecord,
        record: &PersonRecord,
        person: &RosterPerson,
    ) -> Outcome<()> {
        let mut new = known::merged(record, person);
        if new == *record {
            self.applied.same += 1;
            return Ok(());
        }
        new.updated_at = self.services.now();
        if !people::update_person(tx, &new).await? {
            return Err(ServiceError::refused(Refusal::new(crate::error::codes::CHANGED_MEANWHILE)));
        }
        let before = super::undo::Before::of(record);
        store::set_person(tx, self.import, row.row, Some(&record.id), Some(&serde_json::to_string(&before)?)).await?;
        self.applied.changed += 1;
        Ok(())
    }
}
