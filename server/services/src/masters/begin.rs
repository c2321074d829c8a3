//! Beginning a real programme: its name; rules to start from, all of which can be changed.

use super::{codes, table};
use crate::error::codes::MISSING;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::clock::instant_text;
use abhyas_core::{OnceKey, Refusal};
use abhyas_store::masters::{ProgrammeRecord, programme, put_programme};

/// Most characters of a name.
const NAME_MOST: usize = 200;

/// A programme to be made.
#[derive(Debug, Clone, Default)]
pub struct NewProgramme {
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
}

/// Makes the programme of an empty database. It is a real one: its people are real, and its clock is the server's.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not edit masters; refusals for a name that is empty or too long, and where
/// there is a programme.
pub async fn create_programme(services: &Services, actor: &Actor, key: &OnceKey, new: &NewProgramme) -> Outcome<()> {
    table::may_edit(actor)?;
    let names = [("name_hi", new.name_hi.trim()), ("name_en", new.name_en.trim())];
    let refusals: Vec<Refusal> = names.into_iter().filter_map(|(field, name)| fault(field, name)).collect();
    if !refusals.is_empty() {
        return Err(ServiceError::Refused(refusals));
    }
    let rules = abhyas_seed_data::programme::rules().map_err(|error| ServiceError::Internal(error.to_string()))?;
    let now = services.real_now();
    let record = ProgrammeRecord {
        id: abhyas_core::ids::mint(now, services.entropy()),
        name_hi: new.name_hi.trim().to_owned(),
        name_en: new.name_en.trim().to_owned(),
        synthetic: false,
        clock_offset_seconds: 0,
        rules: serde_json::to_string(&rules)?,
        created_at: instant_text(now),
    };
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "programme.create").await?.is_some() {
        return Ok(());
    }
    if programme(services.db()).await?.is_some() {
        return Err(ServiceError::refused(codes::PROGRAMME_EXISTS));
    }
    put_programme(&mut tx, &record).await?;
    let detail = serde_json::json!({ "name": record.name_en });
    audit::record(&mut tx, services, actor, "programme.create", ("programme", &record.id), None, detail).await?;
    once::finish(&mut tx, key, &record.id).await?;
    tx.commit().await?;
    Ok(())
}

fn fault(field: &'static str, name: &str) -> Option<Refusal> {
    if name.is_empty() {
        return Some(Refusal::new(MISSING).at(field));
    }
    (name.chars().count() > NAME_MOST).then(|| Refusal::new(codes::LONG).at(field).with("most", NAME_MOST))
}
