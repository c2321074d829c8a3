//! Making a learning cohort, changing its name and strength, dissolving it.

use super::codes;
use super::show::{districts, led};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{DistrictId, OnceKey, Refusal, ids};
use abhyas_store::people::learning::{self as store, LearningCohort};
use abhyas_store::{Constraint, StoreError};
use serde_json::json;

/// The longest name, in characters: it stands in lists on a phone.
const LONGEST_NAME: usize = 60;

/// A cohort as it is typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Its name.
    pub name: String,
    /// Whether they must sit together.
    pub hard: bool,
    /// The id of its district; empty: the only one of the actor's. Not looked at when a cohort is changed.
    pub district: String,
}

/// Makes a cohort without members and returns its id.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may edit nobody; refusals at `name` and `district`.
pub async fn make(services: &Services, actor: &Actor, key: &OnceKey, typed: &Keeping) -> Outcome<String> {
    let reached = districts(services, actor).await?;
    let mut refusals: Vec<Refusal> = name(typed).err().into_iter().collect();
    let wanted = typed.district.trim();
    let district = match reached.as_slice() {
        [only] if wanted.is_empty() => Some(only.id.clone()),
        all => DistrictId::parse(wanted).ok().filter(|id| all.iter().any(|d| d.id == *id)),
    };
    if district.is_none() {
        refusals.push(Refusal::new(codes::DISTRICT).at("district"));
    }
    let (Some(district), true) = (district, refusals.is_empty()) else { return Err(ServiceError::Refused(refusals)) };
    let record = LearningCohort {
        id: ids::mint(services.real_now(), services.entropy()),
        name: typed.name.trim().to_owned(),
        hard: typed.hard,
        district,
        made_by: actor.person.clone(),
        made_at: services.now(),
        members: 0,
    };
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "learning.make").await? {
        return Ok(done);
    }
    store::insert(&mut tx, &record).await.map_err(taken)?;
    let (subject, detail) = (("learning_cohort", record.id.as_str()), json!({ "hard": record.hard }));
    audit::record(&mut tx, services, actor, "learning.make", subject, Some(&record.district), detail).await?;
    once::finish(&mut tx, key, &record.id).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// Gives a cohort another name, and says whether it must stay together.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead its people; refusals at `name`.
pub async fn change(services: &Services, actor: &Actor, key: &OnceKey, id: &str, typed: &Keeping) -> Outcome<()> {
    let before = led(services, actor, id).await?;
    name(typed)?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "learning.change").await?.is_some() {
        return Ok(());
    }
    if !store::update(&mut tx, id, typed.name.trim(), typed.hard).await.map_err(taken)? {
        return Err(ServiceError::NotFound);
    }
    let detail = json!({ "from": { "name": before.name, "hard": before.hard }, "hard": typed.hard });
    let subject = ("learning_cohort", id);
    audit::record(&mut tx, services, actor, "learning.change", subject, Some(&before.district), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}

/// Dissolves a cohort: its people are called like everybody else from the next plan on.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead its people.
pub async fn dissolve(services: &Services, actor: &Actor, key: &OnceKey, id: &str) -> Outcome<()> {
    let record = led(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "learning.dissolve").await?.is_some() {
        return Ok(());
    }
    let members = store::remove(&mut tx, id).await?;
    let (subject, detail) = (("learning_cohort", id), json!({ "name": record.name, "members": members }));
    audit::record(&mut tx, services, actor, "learning.dissolve", subject, Some(&record.district), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}

fn name(typed: &Keeping) -> Result<(), Refusal> {
    match typed.name.trim().chars().count() {
        0 => Err(Refusal::new(codes::NAME_MISSING).at("name")),
        n if n > LONGEST_NAME => Err(Refusal::new(codes::NAME_TOO_LONG).at("name").with("n", LONGEST_NAME)),
        _ => Ok(()),
    }
}

fn taken(error: StoreError) -> ServiceError {
    match error {
        StoreError::Constraint(Constraint::LearningCohortName) => Refusal::new(codes::NAME_TAKEN).at("name").into(),
        other => other.into(),
    }
}
