//! My sessions: where I sit, what I teach, what I was told.

use super::times;
use crate::plans::Hours;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, Permission, PersonId, Reach};
use abhyas_store::sessions::{self as store, Message, SessionRecord};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A session of mine.
#[derive(Debug, Clone)]
pub struct MySeat {
    /// The session.
    pub session: SessionRecord,
    /// My attendance: empty, `present`, `absent` or `excused`.
    pub presence: String,
    /// Whether I hold it (else I sit in it).
    pub teaches: bool,
    /// When it begins.
    pub begins: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
}

/// Everything on the page "my sessions".
#[derive(Debug, Clone)]
pub struct Mine {
    /// Sessions by time.
    pub seats: Vec<MySeat>,
    /// What I was told, the newest first.
    pub messages: Vec<Message>,
    /// The hours of the half-days.
    pub hours: Hours,
}

/// My sessions.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever sees no session at all.
pub async fn mine(sv: &Services, actor: &Actor) -> Outcome<Mine> {
    if actor.reach(Permission::SeeSessions) == Reach::Nothing {
        return Err(ServiceError::NotFound);
    }
    let hours = Hours::load(sv).await.unwrap_or_default();
    let teaches = actor.is(Capacity::Trainer) || actor.is(Capacity::Mentor);
    let seats = seats_of(sv, &hours, &actor.person, teaches).await?;
    Ok(Mine { seats, messages: store::messages(sv.db(), &actor.person).await?, hours })
}

/// The sessions in which a person sits, and those that they hold where they may teach; by time. Whoever calls has asked
/// whether the actor may see them.
pub(crate) async fn seats_of(sv: &Services, hours: &Hours, person: &PersonId, teaches: bool) -> Outcome<Vec<MySeat>> {
    let presences: HashMap<String, String> = store::seats_of_person(sv.db(), person)
        .await?
        .into_iter()
        .filter(|s| s.confirmed)
        .map(|s| (s.session.to_string(), s.presence))
        .collect();
    let sits = store::sessions_of_person(sv.db(), person).await?.into_iter().map(|s| (s, false));
    let held = if teaches { store::sessions_of_trainer_by_day(sv.db(), person).await? } else { Vec::new() };
    let all = sits.chain(held.into_iter().map(|s| (s, true)));
    let mut seats: Vec<MySeat> = all
        .map(|(session, teaches)| {
            let (begins, ends) = times(hours, &session);
            let presence = presences.get(session.id.as_str()).cloned().unwrap_or_default();
            MySeat { presence: if teaches { String::new() } else { presence }, teaches, begins, ends, session }
        })
        .collect();
    seats.sort_by(|a, b| (a.begins, &a.session.id).cmp(&(b.begins, &b.session.id)));
    Ok(seats)
}

/// Notes that the actor has seen what they were told.
///
/// # Errors
/// [`ServiceError`] when it can not be written.
pub async fn messages_read(sv: &Services, actor: &Actor) -> Outcome<()> {
    let mut tx = sv.db().begin().await?;
    store::messages_seen(&mut tx, &actor.person, sv.now()).await?;
    tx.commit().await?;
    Ok(())
}
