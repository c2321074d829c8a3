//! Cancelling one session: its people are told, and the next plan seats them elsewhere.

use super::codes;
use super::page::session_page;
use crate::error::codes as form;
use crate::plans::{Book, Change, Hours, Spot, pins, tell};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{OnceKey, Permission, Refusal, SessionId};
use abhyas_store::sessions as store;

/// Cancels a session that has not begun.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not; refusals when it has begun, is cancelled, other rooms join it, or
/// when it changed in the same moment.
pub async fn cancel(sv: &Services, actor: &Actor, key: &OnceKey, id: &SessionId) -> Outcome<()> {
    let page = session_page(sv, actor, id).await?;
    actor.require(Permission::EditSession, Subject::District(&page.session.district))?;
    let pinned = pins::before_cancel(sv, actor, id).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let mut tx = sv.db().begin().await?;
    // The same form again finds the session cancelled: that is no error, so its key is asked first.
    if once::begin(&mut tx, sv, actor, key, "session.cancel").await?.is_some() {
        return Ok(());
    }
    if page.session.state == "cancelled" {
        return Err(Refusal::new(codes::CANCELLED).into());
    }
    if !page.may_edit {
        return Err(Refusal::new(codes::BEGUN).into());
    }
    if !pinned.is_empty() {
        return Err(ServiceError::Refused(pinned));
    }
    if !page.joining.is_empty() {
        return Err(Refusal::new(codes::IS_JOINED).with("rooms", page.joining.len()).into());
    }
    store::release_seats(&mut tx, id).await?;
    if !store::cancel_session(&mut tx, id, page.session.version, sv.real_now()).await? {
        return Err(ServiceError::refused(Refusal::new(form::CHANGED_MEANWHILE)));
    }
    let (module, room) = (page.session.module.to_string(), page.session.room.to_string());
    let until = (page.session.last_day, page.session.last_half);
    let before = Some(Spot { day: page.session.day, half: page.session.half, until, module, room });
    for person in &page.people {
        let change = Change { teaches: false, before: before.clone(), after: None };
        tell(&mut tx, sv, person.person.as_str(), &[change], &book, &hours).await?;
    }
    // Who teaches over a link keeps the session in their own room.
    let trainer = page.session.joins.is_none().then_some(&page.session.trainer);
    for teacher in trainer.into_iter().chain(page.session.co_trainers.iter().map(|co| &co.person)) {
        let change = Change { teaches: true, before: before.clone(), after: None };
        tell(&mut tx, sv, teacher.as_str(), &[change], &book, &hours).await?;
    }
    let detail = serde_json::json!({"people": page.people.len()});
    audit::record(&mut tx, sv, actor, "session.cancel", ("session", id.as_str()), Some(&page.session.district), detail)
        .await?;
    once::finish(&mut tx, key, "cancelled").await?;
    tx.commit().await?;
    Ok(())
}
