//! What was typed when a session was locked or had ended: kept for its owner, shown again, then forgotten.

use crate::error::Outcome;
use crate::{Actor, Services};
use abhyas_core::PersonId;
use abhyas_store::held_form::{self, HeldForm};

/// The content type of a draft that the page itself sent before it locked; others are whole forms, caught on their way.
pub const DRAFT: &str = "draft";

/// Keeps a form for its owner. Answers its id.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be written.
pub async fn keep(
    services: &Services,
    person: &PersonId,
    path: &str,
    body: Vec<u8>,
    content_type: &str,
) -> Outcome<String> {
    let id = abhyas_core::ids::mint(services.real_now(), services.entropy());
    let form = HeldForm {
        id: id.clone(),
        person: person.clone(),
        path: path.to_owned(),
        body,
        content_type: content_type.to_owned(),
        held_at: services.real_now(),
    };
    let mut tx = services.db().begin().await?;
    if content_type == DRAFT {
        held_form::drop_drafts(&mut tx, person, path).await?;
    }
    held_form::hold(&mut tx, &form).await?;
    tx.commit().await?;
    Ok(id)
}

/// A kept form of the actor's own; `None` when it is not there or not theirs.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn find(services: &Services, actor: &Actor, id: &str) -> Outcome<Option<HeldForm>> {
    Ok(held_form::held(services.db(), id, &actor.person).await?)
}

/// Takes the draft of a page out of keeping.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read or written.
pub async fn take_draft(services: &Services, actor: &Actor, path: &str) -> Outcome<Option<HeldForm>> {
    let mut tx = services.db().begin().await?;
    let draft = held_form::draft(&mut tx, &actor.person, path).await?;
    if draft.is_some() {
        held_form::drop_drafts(&mut tx, &actor.person, path).await?;
    }
    tx.commit().await?;
    Ok(draft)
}

/// Forgets a kept form once it has been sent or thrown away.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be written.
pub async fn forget(services: &Services, actor: &Actor, id: &str) -> Outcome<()> {
    let mut tx = services.db().begin().await?;
    held_form::drop_held(&mut tx, id, &actor.person).await?;
    tx.commit().await?;
    Ok(())
}

/// The pages for which a draft of this person is kept.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn draft_paths(services: &Services, person: &PersonId) -> Outcome<Vec<String>> {
    Ok(held_form::draft_paths(services.db(), person).await?)
}
