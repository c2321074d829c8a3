//! Cohorts: people who practise together in one hospital, and the roles of each.

use crate::sandbox::wrong;
use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{CohortId, DistrictId, PersonId, SandboxId};
use chrono::{DateTime, Utc};

macro_rules! columns {
    () => {
        "SELECT c.id, c.name, c.district, c.made_by, c.mentor, c.made_at FROM cohort c "
    };
}

const INSERT: &str =
    "INSERT INTO cohort (id, name, district, made_by, mentor, made_at) VALUES ($1, $2, $3, $4, $5, $6)";
const BY_ID: &str = concat!(columns!(), "WHERE c.id = $1");
const OF_PERSON: &str = concat!(
    columns!(),
    "WHERE c.made_by = $1 OR c.mentor = $1 OR EXISTS (SELECT 1 FROM cohort_member m WHERE m.cohort = c.id AND m.person = $1) \
     ORDER BY c.made_at DESC, c.id"
);
/// `$1`: the ids of districts between commas; empty for all.
const OF_DISTRICTS: &str =
    concat!(columns!(), "WHERE $1 = '' OR $1 LIKE '%,' || c.district || ',%' ORDER BY c.made_at DESC, c.id");
const MEMBERS: &str = "SELECT m.person, p.name, p.staff_id, m.role, m.acting FROM cohort_member m JOIN person p ON p.id = m.person \
    WHERE m.cohort = $1 ORDER BY p.name, m.person, m.role";
const ROLES: &str = "SELECT role, acting FROM cohort_member WHERE cohort = $1 AND person = $2 ORDER BY role";
const ADD_ROLE: &str = "INSERT INTO cohort_member (cohort, person, role, acting, added_at) VALUES ($1, $2, $3, $4, $5)";
const REMOVE: &str = "DELETE FROM cohort_member WHERE cohort = $1 AND person = $2";
/// In two steps: the one role that is marked must not be two for a moment.
const ACT_IN_NONE: &str = "UPDATE cohort_member SET acting = 0 WHERE cohort = $1 AND person = $2 AND acting = 1";
const ACT_IN: &str = "UPDATE cohort_member SET acting = 1 WHERE cohort = $1 AND person = $2 AND role = $3";

/// `$1`: the ids of sandboxes between commas. Only those that are shared are looked through.
const ENDS: &str = "SELECT s.id, s.epoch, (SELECT MAX(j.seq) FROM journal j WHERE j.sandbox = s.id AND j.epoch = s.epoch) AS seq \
    FROM sandbox s WHERE s.cohort IS NOT NULL AND $1 LIKE '%,' || s.id || ',%'";

pub(crate) const STATEMENTS: &[&str] =
    &[INSERT, BY_ID, OF_PERSON, OF_DISTRICTS, MEMBERS, ROLES, ADD_ROLE, REMOVE, ACT_IN_NONE, ACT_IN, ENDS];

/// A cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortRecord {
    /// Which.
    pub id: CohortId,
    /// What its people call it.
    pub name: String,
    /// The district it belongs to.
    pub district: DistrictId,
    /// Who made it.
    pub made_by: PersonId,
    /// Who follows it, if that is somebody else.
    pub mentor: Option<PersonId>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl CohortRecord {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: CohortId::parse(row.text("id")?).map_err(wrong)?,
            name: row.text("name")?,
            district: DistrictId::parse(row.text("district")?).map_err(wrong)?,
            made_by: PersonId::parse(row.text("made_by")?).map_err(wrong)?,
            mentor: row.opt_text("mentor")?.map(PersonId::parse).transpose().map_err(wrong)?,
            made_at: instant(row, "made_at")?,
        })
    }
}

/// One role of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRole {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// The role, by its name in journals.
    pub role: String,
    /// Whether they act in it now.
    pub acting: bool,
}

/// Keeps a new cohort.
///
/// # Errors
/// What the database answered.
pub async fn insert(tx: &mut Tx, cohort: &CohortRecord) -> Result<(), StoreError> {
    let made_at = instant_text(cohort.made_at);
    let mentor = cohort.mentor.as_ref().map(PersonId::as_str);
    let values = params![&cohort.id, &cohort.name, &cohort.district, &cohort.made_by, mentor, made_at];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// A cohort.
///
/// # Errors
/// What the database answered.
pub async fn by_id(db: &Db, id: &CohortId) -> Result<Option<CohortRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.map(|row| CohortRecord::read(&row)).transpose()
}

/// The cohorts that a person made, follows or is a member of, the newest first.
///
/// # Errors
/// What the database answered.
pub async fn of_person(db: &Db, person: &PersonId) -> Result<Vec<CohortRecord>, StoreError> {
    db.rows(OF_PERSON, params![person]).await?.iter().map(CohortRecord::read).collect()
}

/// The cohorts of some districts (`None`: of all), the newest first.
///
/// # Errors
/// What the database answered.
pub async fn of_districts(db: &Db, districts: Option<&[DistrictId]>) -> Result<Vec<CohortRecord>, StoreError> {
    let list = districts.map_or_else(String::new, between_commas);
    db.rows(OF_DISTRICTS, params![list]).await?.iter().map(CohortRecord::read).collect()
}

/// Ids as a list that `LIKE` finds each of them in: none contains a comma.
fn between_commas<T: AsRef<str>>(ids: &[T]) -> String {
    ids.iter().fold(",".to_owned(), |list, id| list + id.as_ref() + ",")
}

/// Where the journals of shared sandboxes end: the present life, and its own last entry (0: none yet).
///
/// # Errors
/// What the database answered.
pub async fn ends(db: &Db, sandboxes: &[SandboxId]) -> Result<Vec<(SandboxId, i64, i64)>, StoreError> {
    if sandboxes.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.rows(ENDS, params![between_commas(sandboxes)]).await?;
    let read = |row: &Row| {
        let id = SandboxId::parse(row.text("id")?).map_err(wrong)?;
        Ok((id, row.int("epoch")?, row.opt_int("seq")?.unwrap_or(0)))
    };
    rows.iter().map(read).collect()
}

/// The roles of all members, by name.
///
/// # Errors
/// What the database answered.
pub async fn members(db: &Db, id: &CohortId) -> Result<Vec<MemberRole>, StoreError> {
    let read = |row: &Row| {
        Ok(MemberRole {
            person: PersonId::parse(row.text("person")?).map_err(wrong)?,
            name: row.text("name")?,
            staff_id: row.text("staff_id")?,
            role: row.text("role")?,
            acting: row.int("acting")? == 1,
        })
    };
    db.rows(MEMBERS, params![id]).await?.iter().map(read).collect()
}

/// The roles of one member, each with whether they act in it now; none for whoever is no member.
///
/// # Errors
/// What the database answered.
pub async fn roles(db: &Db, id: &CohortId, person: &PersonId) -> Result<Vec<(String, bool)>, StoreError> {
    let rows = db.rows(ROLES, params![id, person]).await?;
    rows.iter().map(|row| Ok((row.text("role")?, row.int("acting")? == 1))).collect()
}

/// Gives a person these roles and no other, and lets them act in the first. Whoever was no member is one then.
///
/// # Errors
/// What the database answered.
pub async fn set_roles(
    tx: &mut Tx,
    id: &CohortId,
    person: &PersonId,
    roles: &[&str],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    remove(tx, id, person).await?;
    for (place, role) in roles.iter().enumerate() {
        let acting = i64::from(place == 0);
        tx.execute(ADD_ROLE, params![id, person, *role, acting, instant_text(at)]).await?;
    }
    Ok(())
}

/// Takes a member out; `false` when the person was none.
///
/// # Errors
/// What the database answered.
pub async fn remove(tx: &mut Tx, id: &CohortId, person: &PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(REMOVE, params![id, person]).await? > 0)
}

/// Lets a member act in one of their roles; `false` (and nothing may be committed) when it is none of theirs.
///
/// # Errors
/// What the database answered.
pub async fn act_in(tx: &mut Tx, id: &CohortId, person: &PersonId, role: &str) -> Result<bool, StoreError> {
    tx.execute(ACT_IN_NONE, params![id, person]).await?;
    Ok(tx.execute(ACT_IN, params![id, person, role]).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{add_person, each_database};

    fn person(id: &str) -> PersonId {
        PersonId::parse(id).unwrap()
    }

    #[tokio::test]
    async fn members_have_roles_and_act_in_one_of_them() {
        each_database(|db| async move {
            for id in ["maker", "mentor", "sita", "other"] {
                add_person(&db, id, None, Some("MUZ")).await;
            }
            let at: DateTime<Utc> = "2026-11-23T04:30:00Z".parse().unwrap();
            let cohort = CohortRecord {
                id: CohortId::parse("C1").unwrap(),
                name: "सुबह की टोली".into(),
                district: DistrictId::parse("MUZ").unwrap(),
                made_by: person("maker"),
                mentor: Some(person("mentor")),
                made_at: at,
            };
            let (id, sita) = (cohort.id.clone(), person("sita"));
            let mut tx = db.begin().await.unwrap();
            insert(&mut tx, &cohort).await.unwrap();
            set_roles(&mut tx, &id, &sita, &["nurse", "clerk"], at).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(by_id(&db, &id).await.unwrap(), Some(cohort.clone()));
            let two = [("clerk".to_owned(), false), ("nurse".to_owned(), true)];
            assert_eq!(roles(&db, &id, &sita).await.unwrap(), two);
            let mut tx = db.begin().await.unwrap();
            assert!(act_in(&mut tx, &id, &sita, "clerk").await.unwrap());
            tx.commit().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            assert!(!act_in(&mut tx, &id, &sita, "doctor").await.unwrap());
            drop(tx);
            let shown = members(&db, &id).await.unwrap();
            assert_eq!(shown.iter().filter(|m| m.acting).map(|m| m.role.as_str()).collect::<Vec<_>>(), ["clerk"]);
            for (who, sees) in [("maker", true), ("mentor", true), ("sita", true), ("other", false)] {
                assert_eq!(of_person(&db, &person(who)).await.unwrap().len() == 1, sees, "{who}");
            }
            let (muz, nal) = (DistrictId::parse("MUZ").unwrap(), DistrictId::parse("NAL").unwrap());
            assert_eq!(of_districts(&db, Some(&[nal.clone(), muz])).await.unwrap(), [cohort]);
            assert!(of_districts(&db, Some(&[nal])).await.unwrap().is_empty());
            assert_eq!(of_districts(&db, None).await.unwrap().len(), 1);
            let mut tx = db.begin().await.unwrap();
            assert!(remove(&mut tx, &id, &sita).await.unwrap());
            assert!(!remove(&mut tx, &id, &sita).await.unwrap());
            tx.commit().await.unwrap();
            assert!(roles(&db, &id, &sita).await.unwrap().is_empty());
        })
        .await;
    }
}
