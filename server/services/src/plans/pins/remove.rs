//! Removing pins.

use super::super::book::Book;
use super::add::district;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{OnceKey, Permission};
use abhyas_store::plan_pins::{self as store, PinRecord};

/// Removes a pin. One that is gone already is no error: it holds nothing any more, as was wished.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change the session.
pub async fn unpin(sv: &Services, actor: &Actor, key: &OnceKey, id: &str) -> Outcome<()> {
    let all = store::all_pins(sv.db()).await?;
    let Some(pin) = all.iter().find(|p| p.id == id) else { return Ok(()) };
    let book = Book::load(sv).await?;
    may(actor, &book, pin)?;
    let mut tx = sv.db().begin().await?;
    if once::begin(&mut tx, sv, actor, key, "pin.remove").await?.is_some() {
        return Ok(());
    }
    if store::remove_pin(&mut tx, id).await? {
        let detail = serde_json::json!({
            "session": pin.session, "kind": pin.kind, "person": pin.person, "made_by": pin.made_by, "reason": pin.reason,
        });
        let district = district(&book, &pin.room).ok();
        audit::record(&mut tx, sv, actor, "pin.remove", ("pin", id), district.as_ref(), detail).await?;
    }
    once::finish(&mut tx, key, "removed").await?;
    tx.commit().await?;
    Ok(())
}

/// Removes all pins of a week that was pinned as a whole.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change all of its sessions.
pub async fn unpin_week(sv: &Services, actor: &Actor, key: &OnceKey, week: &str) -> Outcome<()> {
    let all = store::all_pins(sv.db()).await?;
    let book = Book::load(sv).await?;
    for pin in all.iter().filter(|p| p.week == week) {
        may(actor, &book, pin)?;
    }
    let mut tx = sv.db().begin().await?;
    if once::begin(&mut tx, sv, actor, key, "pin.remove_week").await?.is_some() {
        return Ok(());
    }
    let removed = store::remove_week(&mut tx, week).await?;
    if removed > 0 {
        let detail = serde_json::json!({"sessions": removed});
        audit::record(&mut tx, sv, actor, "pin.remove_week", ("pin", week), None, detail).await?;
    }
    once::finish(&mut tx, key, "removed").await?;
    tx.commit().await?;
    Ok(())
}

/// Who may change the session may remove its pin; one in a room that nobody knows any more only who makes plans.
fn may(actor: &Actor, book: &Book, pin: &PinRecord) -> Outcome<()> {
    match district(book, &pin.room) {
        Ok(district) => actor.require(Permission::EditSession, Subject::District(&district)),
        Err(ServiceError::NotFound) => actor.require(Permission::MakePlan, Subject::Everything),
        Err(error) => Err(error),
    }
}
