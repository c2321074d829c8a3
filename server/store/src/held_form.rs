//! Forms that were sent when the session had ended or was locked: kept for their owner until taken back.

use crate::value::instant;
use crate::{Db, StoreError, Tx, params};
use abhyas_core::PersonId;
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};

const HOLD: &str =
    "INSERT INTO held_form (id, person, path, body, content_type, held_at) VALUES ($1, $2, $3, $4, $5, $6)";
const FIND: &str = "SELECT id, person, path, body, content_type, held_at FROM held_form WHERE id = $1 AND person = $2";
const NEWEST: &str = "SELECT id, person, path, body, content_type, held_at FROM held_form WHERE person = $1 ORDER BY held_at DESC, id DESC LIMIT 1";
const REMOVE: &str = "DELETE FROM held_form WHERE id = $1 AND person = $2";
const FORGET: &str = "DELETE FROM held_form WHERE held_at < $1";

const DRAFT: &str = "SELECT id, person, path, body, content_type, held_at FROM held_form WHERE person = $1 AND path = $2 AND content_type = 'draft' ORDER BY held_at DESC LIMIT 1";
const DROP_DRAFTS: &str = "DELETE FROM held_form WHERE person = $1 AND path = $2 AND content_type = 'draft'";
const DRAFT_PATHS: &str =
    "SELECT path FROM held_form WHERE person = $1 AND content_type = 'draft' ORDER BY held_at DESC";

pub(crate) const STATEMENTS: &[&str] = &[HOLD, FIND, NEWEST, REMOVE, FORGET, DRAFT, DROP_DRAFTS, DRAFT_PATHS];

/// What was typed, as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldForm {
    /// Its own id, part of the address that brings it back.
    pub id: String,
    /// Whose it is: nobody else gets it.
    pub person: PersonId,
    /// Where it was sent.
    pub path: String,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The body's content type, with its boundary.
    pub content_type: String,
    /// When.
    pub held_at: DateTime<Utc>,
}

/// Keeps a form.
///
/// # Errors
/// What the database answered.
pub async fn hold(tx: &mut Tx, form: &HeldForm) -> Result<(), StoreError> {
    let held_at = instant_text(form.held_at);
    tx.execute(HOLD, params![&form.id, &form.person, &form.path, &form.body, &form.content_type, held_at])
        .await
        .map(|_| ())
}

/// A form of this person, to be shown again; it stays until it is [`drop_held`].
///
/// # Errors
/// What the database answered.
pub async fn held(db: &Db, id: &str, person: &PersonId) -> Result<Option<HeldForm>, StoreError> {
    db.row(FIND, params![id, person]).await?.map(|row| read(&row)).transpose()
}

/// The newest form that is kept for this person.
///
/// # Errors
/// What the database answered.
pub async fn newest_held(db: &Db, person: &PersonId) -> Result<Option<HeldForm>, StoreError> {
    db.row(NEWEST, params![person]).await?.map(|row| read(&row)).transpose()
}

/// Removes a form of this person. Returns whether it was there.
///
/// # Errors
/// What the database answered.
pub async fn drop_held(tx: &mut Tx, id: &str, person: &PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(REMOVE, params![id, person]).await? > 0)
}

/// The draft that is kept of a page; its content type is `draft`.
///
/// # Errors
/// What the database answered.
pub async fn draft(tx: &mut Tx, person: &PersonId, path: &str) -> Result<Option<HeldForm>, StoreError> {
    tx.row(DRAFT, params![person, path]).await?.map(|row| read(&row)).transpose()
}

/// Removes the drafts of a page.
///
/// # Errors
/// What the database answered.
pub async fn drop_drafts(tx: &mut Tx, person: &PersonId, path: &str) -> Result<(), StoreError> {
    tx.execute(DROP_DRAFTS, params![person, path]).await.map(|_| ())
}

/// The pages of which a draft is kept, newest first.
///
/// # Errors
/// What the database answered.
pub async fn draft_paths(db: &Db, person: &PersonId) -> Result<Vec<String>, StoreError> {
    db.rows(DRAFT_PATHS, params![person]).await?.iter().map(|row| row.text("path")).collect()
}

/// Removes all forms from before an instant. Returns how many.
///
/// # Errors
/// What the database answered.
pub async fn forget_before(db: &Db, at: DateTime<Utc>) -> Result<u64, StoreError> {
    let mut tx = db.begin().await?;
    let gone = tx.execute(FORGET, params![instant_text(at)]).await?;
    tx.commit().await?;
    Ok(gone)
}

fn read(row: &crate::Row) -> Result<HeldForm, StoreError> {
    let person = PersonId::parse(row.text("person")?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(HeldForm {
        id: row.text("id")?,
        person,
        path: row.text("path")?,
        body: row.bytes("body")?,
        content_type: row.text("content_type")?,
        held_at: instant(row, "held_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;

    #[tokio::test]
    async fn a_held_form_is_for_its_owner_only_and_goes_after_its_day() {
        each_database(|db| async move {
            let (owner, other) = (PersonId::parse("P-1").unwrap(), PersonId::parse("P-2").unwrap());
            let form = HeldForm {
                id: "H-1".into(),
                person: owner.clone(),
                path: "/people/new".into(),
                body: "name=सीता".as_bytes().to_vec(),
                content_type: "application/x-www-form-urlencoded".into(),
                held_at: DateTime::UNIX_EPOCH,
            };
            let mut tx = db.begin().await.unwrap();
            hold(&mut tx, &form).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(held(&db, "H-1", &owner).await.unwrap(), Some(form.clone()));
            assert_eq!(held(&db, "H-1", &other).await.unwrap(), None);
            assert_eq!(newest_held(&db, &owner).await.unwrap(), Some(form));
            let mut tx = db.begin().await.unwrap();
            assert!(!drop_held(&mut tx, "H-1", &other).await.unwrap());
            drop(tx);
            assert_eq!(forget_before(&db, DateTime::UNIX_EPOCH + chrono::Duration::days(1)).await.unwrap(), 1);
            assert_eq!(held(&db, "H-1", &owner).await.unwrap(), None);
        })
        .await;
    }
}
