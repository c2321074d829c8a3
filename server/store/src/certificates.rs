//! Certificates, and what is needed to judge who is due one.

use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params, settings};
use abhyas_core::clock::{instant_text, parse_instant};
use abhyas_core::{CertificateId, DistrictId, ModuleId, PersonId, SessionId};
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] =
    &[INSERT, REVOKE, REISSUE, BY_ID, BY_NUMBER, VALID, LIST, SEATED, MODULE, PROGRAMME, MODULES_OF];
const INSERT: &str =
    "INSERT INTO certificate (id, number, person, module, name_on_it, issued_at, issued_by, basis, credential, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'valid')";
const REVOKE: &str = "UPDATE certificate SET state = 'revoked', revoked_at = $2, revoked_by = $3, revoked_reason = $4
  WHERE id = $1 AND state = 'valid'";
const REISSUE: &str = "UPDATE certificate SET state = 'valid', name_on_it = $2, issued_at = $3, issued_by = $4, basis = $5, credential = $6,
  revoked_at = NULL, revoked_by = NULL, revoked_reason = '' WHERE id = $1";
const BY_ID: &str = "SELECT c.id, c.number, c.person, c.module, c.name_on_it, c.issued_at, c.issued_by, c.basis, c.credential, c.state,
  c.revoked_at, c.revoked_by, c.revoked_reason, p.staff_id, p.name AS person_name, i.name AS issuer_name, f.district, m.name_hi AS module_hi, m.name_en AS module_en
  FROM certificate c JOIN person p ON p.id = c.person JOIN module m ON m.id = c.module JOIN person i ON i.id = c.issued_by
  LEFT JOIN facility f ON f.id = p.facility
  WHERE c.id = $1";
const BY_NUMBER: &str = "SELECT c.id, c.number, c.person, c.module, c.name_on_it, c.issued_at, c.issued_by, c.basis, c.credential, c.state,
  c.revoked_at, c.revoked_by, c.revoked_reason, p.staff_id, p.name AS person_name, i.name AS issuer_name, f.district, m.name_hi AS module_hi, m.name_en AS module_en
  FROM certificate c JOIN person p ON p.id = c.person JOIN module m ON m.id = c.module JOIN person i ON i.id = c.issued_by
  LEFT JOIN facility f ON f.id = p.facility
  WHERE c.number = $1";
const VALID: &str = "SELECT person FROM certificate WHERE module = $1 AND state = 'valid'";
const LIST: &str = "SELECT c.id, c.number, c.person, c.module, c.name_on_it, c.issued_at, c.issued_by, c.basis, c.credential, c.state,
  c.revoked_at, c.revoked_by, c.revoked_reason, p.staff_id, p.name AS person_name, i.name AS issuer_name, f.district, m.name_hi AS module_hi, m.name_en AS module_en
  FROM certificate c JOIN person p ON p.id = c.person JOIN module m ON m.id = c.module JOIN person i ON i.id = c.issued_by
  LEFT JOIN facility f ON f.id = p.facility
  WHERE ($1 = '' OR c.person = $1) AND ($2 = '' OR f.district = $2) AND ($3 = '' OR c.module = $3)
  ORDER BY c.issued_at DESC, c.id DESC LIMIT $4 OFFSET $5";
const SEATED: &str = "SELECT s.person, s.presence, s.session, p.name, p.staff_id, f.district
  FROM seat s JOIN person p ON p.id = s.person LEFT JOIN facility f ON f.id = p.facility
  WHERE s.module = $1 AND s.state = 'confirmed' AND p.state = 'active' AND ($2 = '' OR s.session = $2) AND ($3 = '' OR s.person = $3)
  ORDER BY p.name, p.staff_id";
const MODULE: &str = "SELECT id, name_hi, name_en, certificate_rules FROM module WHERE id = $1";
const PROGRAMME: &str = "SELECT name_hi, name_en, synthetic, rules FROM programme ORDER BY created_at LIMIT 1";
const MODULES_OF: &str = "SELECT DISTINCT module FROM seat WHERE person = $1 AND state = 'confirmed' ORDER BY module";

/// A certificate as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRecord {
    /// Its id inside the system.
    pub id: CertificateId,
    /// Its number, by which anyone may verify it.
    pub number: String,
    /// Whose it is.
    pub person: PersonId,
    /// For which module.
    pub module: ModuleId,
    /// The name as it was when it was issued.
    pub name_on_it: String,
    /// When it was issued (for the last time), by the programme's clock.
    pub issued_at: DateTime<Utc>,
    /// Who issued it.
    pub issued_by: PersonId,
    /// What it rests on, as JSON.
    pub basis: String,
    /// The signed credential: a JSON Web Token.
    pub credential: String,
    /// When, by whom and why it was revoked; `None` while it is valid.
    pub revoked: Option<Revocation>,
}

/// That a certificate was revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// When, by the programme's clock.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
    /// Why; for the record, never for the public page.
    pub reason: String,
}

/// A certificate with what lists and pages show beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCertificate {
    /// The certificate.
    pub certificate: CertificateRecord,
    /// The person's staff id.
    pub staff_id: String,
    /// The person's name as the roster has it now.
    pub person_name: String,
    /// The name of the officer who issued it.
    pub issuer_name: String,
    /// The district of the person's facility.
    pub district: Option<DistrictId>,
    /// The module's name in Hindi.
    pub module_hi: String,
    /// The module's name in English.
    pub module_en: String,
}

/// A person with a seat in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatedPerson {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// The district of their facility.
    pub district: Option<DistrictId>,
    /// In which session.
    pub session: SessionId,
    /// How the trainer marked the seat; empty for not yet.
    pub presence: String,
}

/// A module as certificates need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertifiedModule {
    /// Which.
    pub id: ModuleId,
    /// Its name in Hindi.
    pub name_hi: String,
    /// Its name in English.
    pub name_en: String,
    /// Its own certificate rules as JSON; `{}` when it follows the programme.
    pub rules: String,
}

/// The programme as certificates need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertifyingProgramme {
    /// Its name in Hindi.
    pub name_hi: String,
    /// Its name in English.
    pub name_en: String,
    /// Whether it is a synthetic one (the demonstration).
    pub synthetic: bool,
    /// All its rules as JSON.
    pub rules: String,
}

fn wrong_id(error: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

fn district(row: &Row) -> Result<Option<DistrictId>, StoreError> {
    row.opt_text("district")?.map(|id| DistrictId::parse(id).map_err(wrong_id)).transpose()
}

fn revocation(row: &Row) -> Result<Option<Revocation>, StoreError> {
    if row.text("state")? != "revoked" {
        return Ok(None);
    }
    let at = row.opt_text("revoked_at")?.as_deref().and_then(parse_instant);
    let by = row.opt_text("revoked_by")?.and_then(|id| PersonId::parse(id).ok());
    match (at, by) {
        (Some(at), Some(by)) => Ok(Some(Revocation { at, by, reason: row.text("revoked_reason")? })),
        _ => Err(StoreError::Corrupt("a revoked certificate without time or person".into())),
    }
}

fn listed(row: &Row) -> Result<ListedCertificate, StoreError> {
    let certificate = CertificateRecord {
        id: CertificateId::parse(row.text("id")?).map_err(wrong_id)?,
        number: row.text("number")?,
        person: PersonId::parse(row.text("person")?).map_err(wrong_id)?,
        module: ModuleId::parse(row.text("module")?).map_err(wrong_id)?,
        name_on_it: row.text("name_on_it")?,
        issued_at: instant(row, "issued_at")?,
        issued_by: PersonId::parse(row.text("issued_by")?).map_err(wrong_id)?,
        basis: row.text("basis")?,
        credential: row.text("credential")?,
        revoked: revocation(row)?,
    };
    Ok(ListedCertificate {
        certificate,
        staff_id: row.text("staff_id")?,
        person_name: row.text("person_name")?,
        issuer_name: row.text("issuer_name")?,
        district: district(row)?,
        module_hi: row.text("module_hi")?,
        module_en: row.text("module_en")?,
    })
}

/// Keeps a new, valid certificate.
///
/// # Errors
/// [`StoreError::Constraint`] when the number is in use or the person has a valid certificate of the module.
pub async fn insert(tx: &mut Tx, new: &CertificateRecord) -> Result<(), StoreError> {
    let issued = instant_text(new.issued_at);
    let values = params![
        &new.id,
        &new.number,
        &new.person,
        &new.module,
        &new.name_on_it,
        issued,
        &new.issued_by,
        &new.basis,
        &new.credential
    ];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Revokes a valid certificate. `false`: it was revoked meanwhile, and nothing changed.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn revoke(tx: &mut Tx, id: &CertificateId, revocation: &Revocation) -> Result<bool, StoreError> {
    let values = params![id, instant_text(revocation.at), &revocation.by, &revocation.reason];
    Ok(tx.execute(REVOKE, values).await? == 1)
}

/// Issues a certificate again under its number: what `again` holds replaces what it had, and it is valid.
///
/// # Errors
/// [`StoreError::Constraint`] when the person has another valid certificate of the module.
pub async fn reissue(tx: &mut Tx, again: &CertificateRecord) -> Result<(), StoreError> {
    let issued = instant_text(again.issued_at);
    let values = params![&again.id, &again.name_on_it, issued, &again.issued_by, &again.basis, &again.credential];
    tx.execute(REISSUE, values).await?;
    Ok(())
}

/// The certificate of an id.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn by_id(db: &Db, id: &CertificateId) -> Result<Option<ListedCertificate>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(listed).transpose()
}

/// The certificate of a number as it is printed.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn by_number(db: &Db, number: &str) -> Result<Option<ListedCertificate>, StoreError> {
    db.row(BY_NUMBER, params![number]).await?.as_ref().map(listed).transpose()
}

/// Who has a valid certificate of a module.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn holders(db: &Db, module: &ModuleId) -> Result<Vec<PersonId>, StoreError> {
    let rows = db.rows(VALID, params![module]).await?;
    rows.iter().map(|row| PersonId::parse(row.text("person")?).map_err(wrong_id)).collect()
}

/// Which certificates to list: each condition that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter<'a> {
    /// Of this person.
    pub person: Option<&'a PersonId>,
    /// Of people of this district.
    pub district: Option<&'a DistrictId>,
    /// Of this module.
    pub module: Option<&'a ModuleId>,
}

/// Certificates, the latest first, from `offset` on.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn list(db: &Db, filter: &Filter<'_>, limit: u32, offset: u32) -> Result<Vec<ListedCertificate>, StoreError> {
    let person = filter.person.map_or("", PersonId::as_str);
    let district = filter.district.map_or("", DistrictId::as_str);
    let module = filter.module.map_or("", ModuleId::as_str);
    let rows = db.rows(LIST, params![person, district, module, limit, offset]).await?;
    rows.iter().map(listed).collect()
}

/// The people with a confirmed seat in a module: of one session or all, one person or all.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn seated(
    db: &Db,
    module: &ModuleId,
    session: Option<&SessionId>,
    person: Option<&PersonId>,
) -> Result<Vec<SeatedPerson>, StoreError> {
    let values = params![module, session.map_or("", SessionId::as_str), person.map_or("", PersonId::as_str)];
    let rows = db.rows(SEATED, values).await?;
    rows.iter()
        .map(|row| {
            Ok(SeatedPerson {
                person: PersonId::parse(row.text("person")?).map_err(wrong_id)?,
                name: row.text("name")?,
                staff_id: row.text("staff_id")?,
                district: district(row)?,
                session: SessionId::parse(row.text("session")?).map_err(wrong_id)?,
                presence: row.text("presence")?,
            })
        })
        .collect()
}

/// A module's names and rules.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn module(db: &Db, id: &ModuleId) -> Result<Option<CertifiedModule>, StoreError> {
    let Some(row) = db.row(MODULE, params![id]).await? else { return Ok(None) };
    Ok(Some(CertifiedModule {
        id: ModuleId::parse(row.text("id")?).map_err(wrong_id)?,
        name_hi: row.text("name_hi")?,
        name_en: row.text("name_en")?,
        rules: row.text("certificate_rules")?,
    }))
}

/// The modules in which a person has a seat.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn modules_of(db: &Db, person: &PersonId) -> Result<Vec<ModuleId>, StoreError> {
    let rows = db.rows(MODULES_OF, params![person]).await?;
    rows.iter().map(|row| ModuleId::parse(row.text("module")?).map_err(wrong_id)).collect()
}

/// The secret key that signs certificates: the one that is kept, or else `offered`, which is kept from now on. Servers that
/// start at the same time all get the same one.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn signing_key(db: &Db, offered: &str) -> Result<String, StoreError> {
    const NAME: &str = "certificate.signing_key";
    if let Some(kept) = settings::read(db, NAME).await? {
        return Ok(kept);
    }
    let mut tx = db.begin().await?;
    let kept = settings::write_first(&mut tx, NAME, offered).await?;
    tx.commit().await?;
    Ok(kept)
}

/// The programme's names and rules; `None` where there is no programme yet.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn programme(db: &Db) -> Result<Option<CertifyingProgramme>, StoreError> {
    let Some(row) = db.row(PROGRAMME, params![]).await? else { return Ok(None) };
    Ok(Some(CertifyingProgramme {
        name_hi: row.text("name_hi")?,
        name_en: row.text("name_en")?,
        synthetic: row.flag("synthetic")?,
        rules: row.text("rules")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Constraint;
    use crate::testing::each_database;
    use chrono::TimeZone;

    async fn with_people(db: &Db) {
        let mut tx = db.begin().await.unwrap();
        for sql in [
            "INSERT INTO district (id, name_hi, name_en, position) VALUES ('MUZ', 'मुजफ्फरपुर', 'Muzaffarpur', 1)",
            "INSERT INTO block (id, district, name_hi, name_en) VALUES ('K', 'MUZ', 'कांटी', 'Kanti')",
            "INSERT INTO facility (id, district, block, name_hi, name_en, kind) VALUES ('F', 'MUZ', 'K', '', '', 'PHC')",
            "INSERT INTO module (id, name_hi, name_en, max_size) VALUES ('M01', 'मरीज पंजीकरण', 'Registration', 30)",
            "INSERT INTO person (id, staff_id, name, facility, state, created_at, updated_at) VALUES ('P', 'S1', 'सीता', 'F', 'active', '', '')",
            "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('O', 'S2', 'officer', 'active', '', '')",
        ] {
            tx.execute(sql, params![]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    fn record(id: &str, number: &str) -> CertificateRecord {
        CertificateRecord {
            id: CertificateId::parse(id).unwrap(),
            number: number.to_owned(),
            person: PersonId::parse("P").unwrap(),
            module: ModuleId::parse("M01").unwrap(),
            name_on_it: "सीता".to_owned(),
            issued_at: Utc.with_ymd_and_hms(2026, 11, 23, 5, 0, 0).unwrap(),
            issued_by: PersonId::parse("O").unwrap(),
            basis: "{}".to_owned(),
            credential: "a.b.c".to_owned(),
            revoked: None,
        }
    }

    async fn in_a_transaction(db: &Db, record: &CertificateRecord, again: bool) -> Result<(), StoreError> {
        let mut tx = db.begin().await?;
        if again {
            reissue(&mut tx, record).await?
        } else {
            insert(&mut tx, record).await?
        }
        tx.commit().await
    }

    #[tokio::test]
    async fn one_is_valid_at_a_time_and_a_revoked_one_can_be_issued_again() {
        each_database(|db| async move {
            with_people(&db).await;
            let first = record("C1", "AB-1");
            in_a_transaction(&db, &first, false).await.unwrap();
            let twice = in_a_transaction(&db, &record("C2", "AB-2"), false).await;
            assert_eq!(twice, Err(StoreError::Constraint(Constraint::CertificateOneValid)));

            let revocation =
                Revocation { at: first.issued_at, by: first.issued_by.clone(), reason: "नाम".into() };
            let mut tx = db.begin().await.unwrap();
            assert!(revoke(&mut tx, &first.id, &revocation).await.unwrap());
            assert!(!revoke(&mut tx, &first.id, &revocation).await.unwrap());
            tx.commit().await.unwrap();
            let found = by_number(&db, "AB-1").await.unwrap().unwrap();
            assert_eq!(found.certificate.revoked, Some(revocation));
            assert!(holders(&db, &first.module).await.unwrap().is_empty());
            let same_number = in_a_transaction(&db, &record("C2", "AB-1"), false).await;
            assert_eq!(same_number, Err(StoreError::Constraint(Constraint::CertificateNumber)));

            let corrected = CertificateRecord { name_on_it: "सीता देवी".into(), ..first.clone() };
            in_a_transaction(&db, &corrected, true).await.unwrap();
            let found = by_id(&db, &first.id).await.unwrap().unwrap();
            assert_eq!((found.person_name.as_str(), found.issuer_name.as_str()), ("सीता", "officer"));
            assert_eq!(found.certificate, corrected);
            assert_eq!(found.district, DistrictId::parse("MUZ").ok());
            assert_eq!(holders(&db, &first.module).await.unwrap(), std::slice::from_ref(&first.person));
        })
        .await;
    }

    #[tokio::test]
    async fn the_first_signing_key_that_is_offered_stays() {
        each_database(|db| async move {
            assert_eq!(signing_key(&db, "first").await.unwrap(), "first");
            assert_eq!(signing_key(&db, "second").await.unwrap(), "first");
        })
        .await;
    }

    #[tokio::test]
    async fn lists_keep_to_their_filter() {
        each_database(|db| async move {
            with_people(&db).await;
            let first = record("C1", "AB-1");
            in_a_transaction(&db, &first, false).await.unwrap();
            let (muz, nal) = (DistrictId::parse("MUZ").unwrap(), DistrictId::parse("NAL").unwrap());
            for (filter, count) in [
                (Filter::default(), 1),
                (Filter { person: Some(&first.person), ..Filter::default() }, 1),
                (Filter { person: Some(&first.issued_by), ..Filter::default() }, 0),
                (Filter { district: Some(&muz), module: Some(&first.module), ..Filter::default() }, 1),
                (Filter { district: Some(&nal), ..Filter::default() }, 0),
            ] {
                assert_eq!(list(&db, &filter, 10, 0).await.unwrap().len(), count, "{filter:?}");
            }
            assert!(list(&db, &Filter::default(), 10, 1).await.unwrap().is_empty());
            assert!(programme(&db).await.unwrap().is_none());
            assert_eq!(module(&db, &first.module).await.unwrap().unwrap().rules, "{}");
            assert!(seated(&db, &first.module, None, None).await.unwrap().is_empty());
            assert!(modules_of(&db, &first.person).await.unwrap().is_empty());
        })
        .await;
    }
}
