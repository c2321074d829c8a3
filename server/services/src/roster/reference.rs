//! The lists a roster is held against, from the database or from what ships with the demonstration.

use crate::{Db, Outcome, ServiceError};
use abhyas_core::BlockId;
use abhyas_seed_data::programme;
use abhyas_store::masters;
use abhyas_training::roster::reference::{DesignationRef, DistrictRef, FacilityRef, Reference};
use std::collections::HashMap;

/// The lists of the programme in the database.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn of_programme(db: &Db) -> Outcome<Reference> {
    let blocks = masters::blocks(db).await?;
    let names: HashMap<&BlockId, Vec<String>> =
        blocks.iter().map(|b| (&b.id, spellings(&b.name_en, &b.name_hi, &b.aliases))).collect();
    let facilities = masters::facilities(db).await?.into_iter().filter(|f| f.active).map(|f| FacilityRef {
        aliases: spellings(&f.name_hi, "", &f.aliases),
        block: names.get(&f.block).cloned().unwrap_or_default(),
        id: f.id,
        name: f.name_en,
        kind: f.kind,
        district: f.district,
    });
    let districts =
        masters::districts(db).await?.into_iter().map(|d| DistrictRef { id: d.id, names: vec![d.name_hi, d.name_en] });
    let designations = masters::designations(db).await?.into_iter().map(|d| DesignationRef {
        name: d.name,
        role: d.role,
        aliases: d.aliases,
    });
    Ok(Reference::new(facilities.collect(), districts.collect(), designations.collect()))
}

/// The lists that ship with the demonstration: for a dry run without a database.
///
/// # Errors
/// [`ServiceError::Internal`] when a file of the program itself can not be read.
pub fn of_demonstration() -> Outcome<Reference> {
    let broken = |error: programme::SeedError| ServiceError::Internal(error.to_string());
    let blocks = programme::blocks().map_err(broken)?;
    let names: HashMap<&BlockId, Vec<String>> =
        blocks.iter().map(|b| (&b.id, spellings(&b.name_en, &b.name_hi, &b.aliases))).collect();
    let facilities = programme::facilities().map_err(broken)?.into_iter().map(|f| FacilityRef {
        aliases: spellings(&f.name_hi, "", &f.aliases),
        block: names.get(&f.block).cloned().unwrap_or_default(),
        id: f.id,
        name: f.name_en,
        kind: f.kind,
        district: f.district,
    });
    let districts = programme::districts()
        .map_err(broken)?
        .into_iter()
        .map(|d| DistrictRef { id: d.id, names: vec![d.name_hi, d.name_en] });
    let designations = programme::designations().map_err(broken)?.into_iter().map(|d| DesignationRef {
        name: d.name,
        role: d.role,
        aliases: d.aliases,
    });
    Ok(Reference::new(facilities.collect(), districts.collect(), designations.collect()))
}

fn spellings(one: &str, two: &str, more: &[String]) -> Vec<String> {
    [one, two].into_iter().map(str::to_owned).chain(more.iter().cloned()).filter(|name| !name.is_empty()).collect()
}
