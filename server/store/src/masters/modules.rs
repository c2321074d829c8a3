//! Modules, roles, which role needs which module, designations.

use super::{id, json, list, opt_id};
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use crate::value::Row;
use abhyas_core::{ModuleId, RoleId};

pub(crate) const MODULES: &str = "SELECT id, name_hi, name_en, max_size, equipment, prerequisites, certificate_rules,
 duration, set_up, min_size, min_size_hard, go_no_go_days, co_trainers, no_show_permille, links FROM module ORDER BY id";
pub(crate) const MODULE: &str = "SELECT id, name_hi, name_en, max_size, equipment, prerequisites, certificate_rules,
 duration, set_up, min_size, min_size_hard, go_no_go_days, co_trainers, no_show_permille, links FROM module WHERE id = $1";
pub(crate) const PUT_MODULE: &str =
    "INSERT INTO module (id, name_hi, name_en, max_size, equipment, prerequisites, certificate_rules,
 duration, set_up, min_size, min_size_hard, go_no_go_days, co_trainers, no_show_permille, links)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
 ON CONFLICT (id) DO UPDATE SET name_hi = excluded.name_hi, name_en = excluded.name_en, max_size = excluded.max_size,
 equipment = excluded.equipment, prerequisites = excluded.prerequisites, certificate_rules = excluded.certificate_rules,
 duration = excluded.duration, set_up = excluded.set_up, min_size = excluded.min_size,
 min_size_hard = excluded.min_size_hard, go_no_go_days = excluded.go_no_go_days, co_trainers = excluded.co_trainers,
 no_show_permille = excluded.no_show_permille, links = excluded.links";
pub(crate) const ROLES: &str = "SELECT id, name_hi, name_en, cadre FROM role ORDER BY id";
pub(crate) const PUT_ROLE: &str = "INSERT INTO role (id, name_hi, name_en, cadre) VALUES ($1, $2, $3, $4)
 ON CONFLICT (id) DO UPDATE SET name_hi = excluded.name_hi, name_en = excluded.name_en, cadre = excluded.cadre";
pub(crate) const ROLE_MODULES: &str = "SELECT role, module FROM role_module ORDER BY role, module";
pub(crate) const ADD_ROLE_MODULE: &str =
    "INSERT INTO role_module (role, module) VALUES ($1, $2) ON CONFLICT (role, module) DO NOTHING";
pub(crate) const DROP_ROLE_MODULE: &str = "DELETE FROM role_module WHERE role = $1 AND module = $2";
pub(crate) const DESIGNATIONS: &str = "SELECT name, role, aliases FROM designation ORDER BY name";
pub(crate) const PUT_DESIGNATION: &str = "INSERT INTO designation (name, role, aliases) VALUES ($1, $2, $3)
 ON CONFLICT (name) DO UPDATE SET role = excluded.role, aliases = excluded.aliases";

pub(crate) const STATEMENTS: &[&str] = &[
    MODULES,
    MODULE,
    PUT_MODULE,
    ROLES,
    PUT_ROLE,
    ROLE_MODULES,
    ADD_ROLE_MODULE,
    DROP_ROLE_MODULE,
    DESIGNATIONS,
    PUT_DESIGNATION,
];

/// A module of the training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleRecord {
    /// `M01` to `M18`.
    pub id: ModuleId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Most people in one session.
    pub max_size: i64,
    /// What the room must have.
    pub equipment: Vec<String>,
    /// Modules to be attended before, where the role needs them.
    pub prerequisites: Vec<ModuleId>,
    /// JSON: what a certificate of this module needs where it differs from the programme's rules; `{}`: nothing.
    pub certificate_rules: String,
    /// What a session asks of room and people beside these.
    pub session: SessionTemplate,
}

/// What every session of a module asks of room and people. Spans are half-days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTemplate {
    /// Half-days that it takes, one after the other; at least one.
    pub duration: i64,
    /// Half-days before it in which the room is made ready.
    pub set_up: i64,
    /// For fewer people it is not worth while; 0: for any number it is.
    pub min_size: i64,
    /// Whether it is not held for fewer, instead of having a price.
    pub min_size_hard: bool,
    /// Working days before it on which it is decided whether it takes place; none: the usual.
    pub go_no_go_days: Option<i64>,
    /// How many teach together with the trainer.
    pub co_trainers: i64,
    /// Of a thousand people invited so many stay away; none: as measured in the programme.
    pub no_show_permille: Option<i64>,
    /// How many other rooms may join it by a link.
    pub links: i64,
}

impl Default for SessionTemplate {
    fn default() -> Self {
        Self {
            duration: 1,
            set_up: 0,
            min_size: 0,
            min_size_hard: false,
            go_no_go_days: None,
            co_trainers: 0,
            no_show_permille: None,
            links: 0,
        }
    }
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRecord {
    /// `R01` to `R15`.
    pub id: RoleId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// People of one cadre stand in for each other.
    pub cadre: String,
}

/// A role needs a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleModule {
    /// The role.
    pub role: RoleId,
    /// The module.
    pub module: ModuleId,
}

/// A designation as rosters write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignationRecord {
    /// The spelling that is kept.
    pub name: String,
    /// Its role; none: not trained in this drive.
    pub role: Option<RoleId>,
    /// Other spellings.
    pub aliases: Vec<String>,
}

fn module(row: &Row) -> Result<ModuleRecord, StoreError> {
    Ok(ModuleRecord {
        id: id(row, "id", ModuleId::parse)?,
        name_hi: row.text("name_hi")?,
        name_en: row.text("name_en")?,
        max_size: row.int("max_size")?,
        equipment: list(row, "equipment")?,
        prerequisites: list(row, "prerequisites")?,
        certificate_rules: row.text("certificate_rules")?,
        session: SessionTemplate {
            duration: row.int("duration")?,
            set_up: row.int("set_up")?,
            min_size: row.int("min_size")?,
            min_size_hard: row.flag("min_size_hard")?,
            go_no_go_days: row.opt_int("go_no_go_days")?,
            co_trainers: row.int("co_trainers")?,
            no_show_permille: row.opt_int("no_show_permille")?,
            links: row.int("links")?,
        },
    })
}

/// All modules by id.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn modules(db: &Db) -> Result<Vec<ModuleRecord>, StoreError> {
    db.rows(MODULES, params![]).await?.iter().map(module).collect()
}

/// One module.
///
/// # Errors
/// Any [`StoreError`].
pub async fn module_by_id(db: &Db, id: &ModuleId) -> Result<Option<ModuleRecord>, StoreError> {
    db.row(MODULE, params![id]).await?.as_ref().map(module).transpose()
}

/// Adds a module or replaces the one with its id.
///
/// # Errors
/// [`StoreError::Constraint`] when `max_size` or the duration is below 1, or another number below 0.
pub async fn put_module(tx: &mut Tx, it: &ModuleRecord) -> Result<(), StoreError> {
    let (equipment, before, session) = (json(&it.equipment)?, json(&it.prerequisites)?, &it.session);
    let values = params![
        &it.id,
        &it.name_hi,
        &it.name_en,
        it.max_size,
        equipment,
        before,
        &it.certificate_rules,
        session.duration,
        session.set_up,
        session.min_size,
        session.min_size_hard,
        session.go_no_go_days,
        session.co_trainers,
        session.no_show_permille,
        session.links
    ];
    tx.execute(PUT_MODULE, values).await?;
    Ok(())
}

/// All roles by id.
///
/// # Errors
/// Any [`StoreError`].
pub async fn roles(db: &Db) -> Result<Vec<RoleRecord>, StoreError> {
    let rows = db.rows(ROLES, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(RoleRecord {
                id: id(row, "id", RoleId::parse)?,
                name_hi: row.text("name_hi")?,
                name_en: row.text("name_en")?,
                cadre: row.text("cadre")?,
            })
        })
        .collect()
}

/// Adds a role or replaces the one with its id.
///
/// # Errors
/// Any [`StoreError`].
pub async fn put_role(tx: &mut Tx, it: &RoleRecord) -> Result<(), StoreError> {
    tx.execute(PUT_ROLE, params![&it.id, &it.name_hi, &it.name_en, &it.cadre]).await?;
    Ok(())
}

/// The matrix role × module: every pair that is set.
///
/// # Errors
/// Any [`StoreError`].
pub async fn role_modules(db: &Db) -> Result<Vec<RoleModule>, StoreError> {
    let rows = db.rows(ROLE_MODULES, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(RoleModule { role: id(row, "role", RoleId::parse)?, module: id(row, "module", ModuleId::parse)? })
        })
        .collect()
}

/// Sets or clears one cell of the matrix.
///
/// # Errors
/// [`StoreError::Constraint`] when the role or module does not exist.
pub async fn set_role_module(tx: &mut Tx, it: &RoleModule, needed: bool) -> Result<(), StoreError> {
    let statement = if needed { ADD_ROLE_MODULE } else { DROP_ROLE_MODULE };
    tx.execute(statement, params![&it.role, &it.module]).await?;
    Ok(())
}

/// All designations by name.
///
/// # Errors
/// Any [`StoreError`].
pub async fn designations(db: &Db) -> Result<Vec<DesignationRecord>, StoreError> {
    let rows = db.rows(DESIGNATIONS, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(DesignationRecord {
                name: row.text("name")?,
                role: opt_id(row, "role", RoleId::parse)?,
                aliases: list(row, "aliases")?,
            })
        })
        .collect()
}

/// Adds a designation or replaces the one with its name.
///
/// # Errors
/// [`StoreError::Constraint`] when its role does not exist.
pub async fn put_designation(tx: &mut Tx, it: &DesignationRecord) -> Result<(), StoreError> {
    tx.execute(PUT_DESIGNATION, params![&it.name, &it.role, json(&it.aliases)?]).await?;
    Ok(())
}
