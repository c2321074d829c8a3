//! Entering a duty list.

use super::send::within_reach;
use super::show::{extra, own};
use super::{Content, codes};
use crate::{Actor, Outcome, Services, audit, once};
use abhyas_core::{OnceKey, Refusal};
use abhyas_store::people::nights::{self as store, Night};
use serde::{Deserialize, Serialize};

/// What entering a list did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entered {
    /// Nights that are new.
    pub added: usize,
    /// Nights that stood there already.
    pub known: usize,
    /// Nights that were taken away because the list does not have them.
    pub removed: usize,
    /// Rows of the file that were left out.
    pub faulty: usize,
}

/// Enters a list that the actor sent. `whole`: it is all that its people do in its months, so that other nights of theirs go.
/// Whoever has left the actor's reach since it was sent is left out.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for a list of somebody else, and a refusal for one that was entered already.
pub async fn enter(services: &Services, actor: &Actor, key: &OnceKey, id: &str, whole: bool) -> Outcome<Entered> {
    let record = own(services, actor, id).await?;
    let people = within_reach(services, actor).await?;
    let content: Option<Content> =
        (record.state == "review").then(|| serde_json::from_str(&record.content)).transpose()?;
    let surplus = match (&content, whole) {
        (Some(content), true) => extra(services, content).await?.0,
        _ => Vec::new(),
    };
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "duty.enter").await? {
        return Ok(serde_json::from_str(&done)?);
    }
    let content = content.ok_or_else(|| Refusal::new(codes::ENTERED))?;
    let mut did = Entered { faulty: content.faulty, ..Entered::default() };
    for (person, day) in content.nights.into_iter().filter(|(person, _)| people.contains_key(person)) {
        let new = store::add_night(&mut tx, &Night { person, day }).await?;
        *(if new { &mut did.added } else { &mut did.known }) += 1;
    }
    for night in surplus.into_iter().filter(|night| people.contains_key(&night.person)) {
        did.removed += usize::from(store::remove_night(&mut tx, &night).await?);
    }
    let outcome = serde_json::to_string(&did)?;
    if !store::list_entered(&mut tx, id, &outcome).await? {
        return Err(Refusal::new(codes::ENTERED).into());
    }
    let (district, detail) = (actor.district.as_ref(), serde_json::to_value(did)?);
    audit::record(&mut tx, services, actor, "duty.enter", ("duty_list", id), district, detail).await?;
    once::finish(&mut tx, key, &outcome).await?;
    tx.commit().await?;
    Ok(did)
}
