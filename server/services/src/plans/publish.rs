//! Publishing: the checker looks once more, then the difference goes into the live schedule in one transaction.
//!
//! Order matters inside it: everything that moves is first taken out of the way (sessions cancelled, seats released), then
//! put to its new place, so that two sessions may exchange rooms and two people their seats without a constraint in between.

use super::book::Book;
use super::codes;
use super::instance::{Programme, company, half_days};
use super::preview::{Proposal, proposal};
use super::tell::{Hours, tell};
use crate::error::codes as form;
use crate::{Actor, Outcome, ServiceError, Services, Subject, Tx, audit, once};
use abhyas_core::{ModuleId, OnceKey, Permission, PersonId, PlanId, Refusal, RoomId, SessionId};
use abhyas_planner::checker::Violation;
use abhyas_planner::format::PlannedSession;
use abhyas_store::sessions::{self, SessionPlace};

/// Publishes a draft that asks for no reason: [`publish_with`].
///
/// # Errors
/// As there.
pub async fn publish(sv: &Services, actor: &Actor, key: &OnceKey, id: &PlanId) -> Outcome<i64> {
    publish_with(sv, actor, key, id, "").await
}

/// Publishes a draft as the next version and returns its number. Exactly those concerned are told. `reason` says why it breaks
/// what asks for a reason, as far as nobody gave one on the board; it is kept in the audit trail.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not publish; refusals when it is no draft, when it breaks what blocks, or what
/// asks for a reason and there is none, or when the schedule was changed in the same moment.
pub async fn publish_with(sv: &Services, actor: &Actor, key: &OnceKey, id: &PlanId, reason: &str) -> Outcome<i64> {
    actor.require(Permission::PublishPlan, Subject::Everything)?;
    if let Some(done) = published_before(sv, actor, key).await? {
        return Ok(done);
    }
    let proposal = proposal(sv, id, actor.language).await?;
    if !proposal.refusals.is_empty() {
        return Err(ServiceError::Refused(proposal.refusals));
    }
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    proposal.ask(actor.language, (&book, &hours), reason)?;
    let mut tx = sv.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, sv, actor, key, "plan.publish").await? {
        return number(&done);
    }
    let version = abhyas_store::plans::publish(&mut tx, id, &actor.person, sv.now()).await?;
    let version = version.ok_or_else(|| ServiceError::refused(Refusal::new(codes::NO_DRAFT)))?;
    if abhyas_store::plan_edits::last_edit_in(&mut tx, id).await? != proposal.seen {
        return Err(Refusal::new(form::CHANGED_MEANWHILE).into());
    }
    clear(&mut tx, sv, &proposal).await?;
    put(&mut tx, sv, &proposal, id).await?;
    for (person, changes) in &proposal.difference.people {
        tell(&mut tx, sv, person, changes, &book, &hours).await?;
    }
    let found = &proposal.difference;
    let detail = serde_json::json!({
        "version": version, "added": found.added.len(), "changed": found.changed.len(), "cancelled": found.cancelled.len(),
        "kept": found.kept, "told": found.people.len(), "unseated": proposal.report.score.unseated,
        "decided": decided(&proposal.asks), "reason": if proposal.asks.is_empty() { "" } else { reason },
        "decided_before": decided(proposal.decided.iter().map(|(violation, _)| violation)),
        "warned": decided(&proposal.warned),
    });
    audit::record(&mut tx, sv, actor, "plan.publish", ("plan", id.as_str()), None, detail).await?;
    once::finish(&mut tx, key, &version.to_string()).await?;
    tx.commit().await?;
    Ok(version)
}

/// Breaches as the audit trail keeps them: rule and sessions.
fn decided<'a>(found: impl IntoIterator<Item = &'a Violation>) -> Vec<serde_json::Value> {
    found.into_iter().map(|v| serde_json::json!({ "rule": v.rule.name(), "sessions": v.sessions })).collect()
}

fn number(text: &str) -> Outcome<i64> {
    text.parse().map_err(|_| ServiceError::Internal("the outcome of publishing is no number".into()))
}

/// The same form sent twice: the second time there is no draft any more, and that is no error.
async fn published_before(sv: &Services, actor: &Actor, key: &OnceKey) -> Outcome<Option<i64>> {
    let mut tx = sv.db().begin().await?;
    let done = once::begin(&mut tx, sv, actor, key, "plan.publish").await?;
    done.as_deref().map(number).transpose()
}

/// Takes every session that changes out of the way, and its seats.
async fn clear(tx: &mut Tx, sv: &Services, proposal: &Proposal) -> Outcome<()> {
    let changed = proposal.difference.changed.iter().map(|s| s.id.as_str());
    for id in changed.chain(proposal.difference.cancelled.iter().map(String::as_str)) {
        let Some(record) = proposal.programme.open.get(id) else { continue };
        sessions::release_seats(tx, &record.id).await?;
        if !sessions::cancel_session(tx, &record.id, record.version, sv.real_now()).await? {
            return Err(Refusal::new(form::CHANGED_MEANWHILE).into());
        }
    }
    Ok(())
}

/// Puts sessions and people to their new places.
async fn put(tx: &mut Tx, sv: &Services, proposal: &Proposal, plan: &PlanId) -> Outcome<()> {
    for session in &proposal.difference.added {
        sessions::insert_session(tx, &place(proposal, session, plan)?, sv.real_now()).await?;
    }
    for session in &proposal.difference.changed {
        sessions::place_session(tx, &place(proposal, session, plan)?).await?;
    }
    for session in proposal.difference.added.iter().chain(&proposal.difference.changed) {
        let place = place(proposal, session, plan)?;
        for person in &session.trainees {
            let person = PersonId::parse(person.as_str()).map_err(broken)?;
            // Whoever missed the module in a session that was held gives that seat back for the new one.
            sessions::release_module(tx, &person, &place.module).await?;
            sessions::confirm_seat(tx, &place.id, &person, &place.module, place.day, place.half).await?;
        }
        sessions::count_seats(tx, &place.id).await?;
    }
    Ok(())
}

fn broken(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("a plan with an id that is none: {error}"))
}

/// A session of the plan as a row of the live schedule.
fn place(proposal: &Proposal, session: &PlannedSession, plan: &PlanId) -> Outcome<SessionPlace> {
    let link = proposal.programme.open.get(&session.id).map(|s| s.remote_link.clone());
    row(&proposal.programme, session, plan, link.unwrap_or_default())
}

/// A planned session as a row of the live schedule: with all half-days that its module takes, and those who teach together as far
/// as they count. `link`: where to join from afar.
pub(crate) fn row(now: &Programme, session: &PlannedSession, plan: &PlanId, link: String) -> Outcome<SessionPlace> {
    let instance = &now.instance;
    let mut taken = half_days(instance, &session.module, session.slot).into_iter();
    let (day, half) = taken.next().ok_or_else(|| broken("slot"))?;
    let seats = instance.seats_offered(&session.module, &session.room);
    let co_trainers = company(instance, session).into_iter().map(|id| PersonId::parse(id).map_err(broken));
    Ok(SessionPlace {
        id: SessionId::parse(session.id.as_str()).map_err(broken)?,
        module: ModuleId::parse(session.module.as_str()).map_err(broken)?,
        room: RoomId::parse(session.room.as_str()).map_err(broken)?,
        trainer: PersonId::parse(session.trainer.as_str()).map_err(broken)?,
        day,
        half,
        capacity: i64::try_from(seats).unwrap_or(0),
        remote_link: link,
        plan: plan.clone(),
        further: taken.collect(),
        joins: session.joins().map(|hub| SessionId::parse(hub).map_err(broken)).transpose()?,
        co_trainers: co_trainers.collect::<Outcome<_>>()?,
    })
}

#[cfg(test)]
#[path = "publish_tests.rs"]
mod tests;
