//! How grave each broken rule of the plan is in this programme: it blocks, asks for a reason, is told, or is off.

use super::rules::ProgrammeRules;
use super::{codes, table};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Refusal};
use abhyas_planner::Rule;
use abhyas_planner::board::{Level, Levels};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The levels of the programme; the usual ones where none has begun.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn warning_levels(services: &Services) -> Outcome<Levels> {
    /// The one rule that is asked for here, so that a programme whose other rules are not written yet has it too.
    #[derive(Deserialize)]
    struct Set {
        #[serde(default)]
        warnings: Levels,
    }
    let record = abhyas_store::masters::programme(services.db()).await?;
    let set = record.map(|record| serde_json::from_str::<Set>(&record.rules)).transpose()?;
    Ok(set.map(|set| set.warnings).unwrap_or_default())
}

/// Sets the levels: a rule's short name (`H11`) → `block`, `reason`, `tell` or `off`. Rules that are not named stay as they
/// are. What was changed stands in the audit trail, before and after.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not edit masters; a refusal at each rule whose level is none, or that the live
/// tables leave no choice ([`codes::LEVEL`], [`codes::LEVEL_FIXED`]).
pub async fn save_levels(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    typed: &BTreeMap<String, String>,
) -> Outcome<()> {
    table::may_edit(actor)?;
    let record = abhyas_store::masters::programme(services.db()).await?;
    let mut record = record.ok_or_else(|| ServiceError::refused(codes::NO_PROGRAMME))?;
    let mut rules: ProgrammeRules = serde_json::from_str(&record.rules)?;
    let (before, mut refusals) = (rules.warnings.clone(), Vec::new());
    for (rule, name) in Rule::ALL.into_iter().filter_map(|rule| Some((rule, typed.get(rule.name())?))) {
        match Level::from_name(name) {
            None => refusals.push(Refusal::new(codes::LEVEL).at(rule.name())),
            Some(level) if !rules.warnings.set(rule, level) => {
                refusals.push(Refusal::new(codes::LEVEL_FIXED).at(rule.name()));
            }
            Some(_) => {}
        }
    }
    if !refusals.is_empty() {
        return Err(ServiceError::Refused(refusals));
    }
    let after = &rules.warnings;
    let changed = Rule::ALL.into_iter().filter(|rule| before.of(*rule) != after.of(*rule));
    let changed: BTreeMap<&str, [&str; 2]> =
        changed.map(|rule| (rule.name(), [before.of(rule).name(), after.of(rule).name()])).collect();
    record.rules = serde_json::to_string(&rules)?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "masters.levels").await?.is_some() {
        return Ok(());
    }
    abhyas_store::masters::put_programme(&mut tx, &record).await?;
    let detail = serde_json::json!({ "changed": changed });
    audit::record(&mut tx, services, actor, "masters.levels", ("programme", &record.id), None, detail).await?;
    once::finish(&mut tx, key, "saved").await?;
    tx.commit().await?;
    Ok(())
}
