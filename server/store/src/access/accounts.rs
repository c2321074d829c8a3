//! Accounts and passwords.

use super::{district_in, person_in};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{DistrictId, Language, PersonId};
use chrono::{DateTime, Utc};

const ACCOUNT_BY_LOGIN: &str = "SELECT p.id, p.staff_id, p.name, p.mobile, p.language, p.state, f.district, f.name_hi AS facility_name, c.password \
    FROM person p LEFT JOIN credential c ON c.person = p.id LEFT JOIN facility f ON f.id = p.facility \
    WHERE p.staff_id = $1 OR p.staff_id = $2 OR p.mobile = $3";
const ACCOUNT_BY_ID: &str = "SELECT p.id, p.staff_id, p.name, p.mobile, p.language, p.state, f.district, f.name_hi AS facility_name, c.password \
    FROM person p LEFT JOIN credential c ON c.person = p.id LEFT JOIN facility f ON f.id = p.facility WHERE p.id = $1";
const ACCOUNTS_WITHOUT_PASSWORD: &str = "SELECT p.id, p.staff_id, p.name, p.mobile, p.language, p.state, f.district, f.name_hi AS facility_name, c.password \
    FROM person p LEFT JOIN credential c ON c.person = p.id LEFT JOIN facility f ON f.id = p.facility \
    WHERE p.state = 'active' AND c.person IS NULL AND ($1 = '' OR f.district = $1) AND ($2 = '' OR p.facility = $2) ORDER BY p.facility, p.name, p.id";
const PUT_PASSWORD: &str = "INSERT INTO credential (person, password, changed_at) VALUES ($1, $2, $3) \
    ON CONFLICT (person) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at";
const ADD_OFFICER: &str = "INSERT INTO person (id, staff_id, name, mobile, state, created_at, updated_at, search) \
    VALUES ($1, $2, $3, $4, 'active', $5, $5, LOWER($2))";
const REMOVE_PASSWORD: &str = "DELETE FROM credential WHERE person = $1";

pub(crate) const STATEMENTS: &[&str] =
    &[ACCOUNT_BY_LOGIN, ACCOUNT_BY_ID, ACCOUNTS_WITHOUT_PASSWORD, PUT_PASSWORD, ADD_OFFICER, REMOVE_PASSWORD];

/// What sign-in needs to know of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub person: PersonId,
    /// The staff id, one of the two names to sign in with.
    pub staff_id: String,
    /// The name.
    pub name: String,
    /// The mobile number, the other name to sign in with.
    pub mobile: Option<String>,
    /// The language of the screens.
    pub language: Language,
    /// Whether the person may sign in at all (not inactive, not erased).
    pub active: bool,
    /// The district of the person's facility.
    pub district: Option<DistrictId>,
    /// The Hindi name of the person's facility; empty without one.
    pub facility_name: String,
    /// The password as a PHC string; `None` before the first sign-in.
    pub password: Option<String>,
}

/// The account of a login name: `staff_id` as typed, the same in capitals, or a mobile number in its plain form.
/// A staff id that equals another person's mobile would find two; the staff id wins.
///
/// # Errors
/// What the database answered.
pub async fn account_by_login(
    db: &Db,
    typed: &str,
    capitals: &str,
    mobile: &str,
) -> Result<Option<Account>, StoreError> {
    let found = db.rows(ACCOUNT_BY_LOGIN, params![typed, capitals, mobile]).await?;
    let accounts = found.iter().map(Account::read).collect::<Result<Vec<_>, _>>()?;
    let by_staff_id = accounts.iter().position(|account| account.staff_id == typed || account.staff_id == capitals);
    Ok(accounts.into_iter().nth(by_staff_id.unwrap_or(0)))
}

/// The account of a person.
///
/// # Errors
/// What the database answered.
pub async fn account(db: &Db, person: &PersonId) -> Result<Option<Account>, StoreError> {
    db.row(ACCOUNT_BY_ID, params![person]).await?.map(|row| Account::read(&row)).transpose()
}

/// Active people who have no password yet, of a district and a facility where these are given (else empty texts).
///
/// # Errors
/// What the database answered.
pub async fn accounts_without_password(db: &Db, district: &str, facility: &str) -> Result<Vec<Account>, StoreError> {
    db.rows(ACCOUNTS_WITHOUT_PASSWORD, params![district, facility]).await?.iter().map(Account::read).collect()
}

impl Account {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            person: person_in(row, "id")?,
            staff_id: row.text("staff_id")?,
            name: row.text("name")?,
            mobile: row.opt_text("mobile")?,
            language: Language::from_tag(&row.text("language")?).unwrap_or_default(),
            active: row.text("state")? == "active",
            district: district_in(row.opt_text("district")?)?,
            facility_name: row.opt_text("facility_name")?.unwrap_or_default(),
            password: row.opt_text("password")?,
        })
    }
}

/// Sets the password (a PHC string).
///
/// # Errors
/// What the database answered.
pub async fn put_password(tx: &mut Tx, person: &PersonId, phc: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(PUT_PASSWORD, params![person, phc, instant_text(now)]).await.map(|_| ())
}

/// Adds the first officer of an empty programme, of whom only this much is known.
///
/// # Errors
/// [`crate::Constraint::PersonStaffId`] or [`crate::Constraint::PersonMobile`] when these are in use.
pub async fn add_officer(
    tx: &mut Tx,
    person: &PersonId,
    staff_id: &str,
    name: &str,
    mobile: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(ADD_OFFICER, params![person, staff_id, name, mobile, instant_text(now)]).await.map(|_| ())
}

/// Takes the password away: only a new code lets the person in.
///
/// # Errors
/// What the database answered.
pub async fn remove_password(tx: &mut Tx, person: &PersonId) -> Result<(), StoreError> {
    tx.execute(REMOVE_PASSWORD, params![person]).await.map(|_| ())
}
