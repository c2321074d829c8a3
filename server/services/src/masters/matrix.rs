//! The matrix role × module: who needs what.

use super::table;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{ModuleId, OnceKey, RoleId};
use abhyas_store::masters::{self as store, ModuleRecord, RoleModule, RoleRecord};
use std::collections::BTreeSet;

/// The matrix.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Its lines.
    pub roles: Vec<RoleRecord>,
    /// Its columns.
    pub modules: Vec<ModuleRecord>,
    /// The cells that are set.
    pub needed: BTreeSet<(RoleId, ModuleId)>,
}

/// Reads the matrix.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see masters.
pub async fn matrix(services: &Services, actor: &Actor) -> Outcome<Matrix> {
    table::may_see(actor)?;
    load(services).await
}

async fn load(services: &Services) -> Outcome<Matrix> {
    let db = services.db();
    Ok(Matrix {
        roles: store::roles(db).await?,
        modules: store::modules(db).await?,
        needed: store::role_modules(db).await?.into_iter().map(|cell| (cell.role, cell.module)).collect(),
    })
}

/// Replaces the modules of one role.
///
/// # Errors
/// [`ServiceError::NotFound`] for an unknown role or module, and for whoever may not edit masters.
pub async fn set_matrix(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    role: &RoleId,
    modules: &BTreeSet<ModuleId>,
) -> Outcome<()> {
    table::may_edit(actor)?;
    let matrix = load(services).await?;
    let known: BTreeSet<_> = matrix.modules.iter().map(|m| &m.id).collect();
    if matrix.roles.iter().all(|r| r.id != *role) || modules.iter().any(|m| !known.contains(m)) {
        return Err(ServiceError::NotFound);
    }
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "masters.matrix").await?.is_some() {
        return Ok(());
    }
    for module in known {
        let cell = RoleModule { role: role.clone(), module: module.clone() };
        store::set_role_module(&mut tx, &cell, modules.contains(module)).await?;
    }
    let detail = serde_json::json!({ "modules": modules });
    audit::record(&mut tx, services, actor, "masters.matrix", ("role", role.as_str()), None, detail).await?;
    once::finish(&mut tx, key, "saved").await?;
    tx.commit().await?;
    Ok(())
}
