//! Go or no go: sessions of the coming weeks that have fewer people than their module asks for. Somebody holds one all the same and
//! says why, or cancels it ([`super::cancel`]): then its people are told, and the next plan seats them elsewhere.

use super::codes;
use super::page::session_page;
use super::times;
use crate::error::codes as form;
use crate::plans::{Hours, modules};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{OnceKey, Permission, Reach, Refusal, SessionId};
use abhyas_planner::explain::decide_on;
use abhyas_planner::format::{Day, Module};
use abhyas_store::masters;
use abhyas_store::sessions::{self as store, DecisionRecord, SessionFilter, SessionRecord};
use chrono::{Days, NaiveDate};
use std::collections::HashMap;

/// How far the list looks ahead. Decisions are due about a week before a session; what lies further away fills up yet. An assumption.
const DAYS_AHEAD: u64 = 28;

/// A session with fewer people than its module asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The session.
    pub session: SessionRecord,
    /// People who have a seat in it, and in the rooms that join it by a link: they take place together.
    pub people: i64,
    /// People without whom it is not worth while.
    pub least: i64,
    /// The day by which it has to be decided.
    pub decide_by: NaiveDate,
    /// Whether that day is over.
    pub late: bool,
    /// Who decided that it is held all the same, and why.
    pub decision: Option<DecisionRecord>,
}

/// What there is to decide, and what was decided.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// Still open, those that are due first at the top.
    pub open: Vec<Undecided>,
    /// Held all the same, by their day.
    pub held: Vec<Undecided>,
    /// The hours of the half-days.
    pub hours: Hours,
}

/// What modules ask for, and the calendar by which it is decided.
struct Least {
    modules: HashMap<String, Module>,
    days: Vec<Day>,
}

impl Least {
    async fn load(sv: &Services) -> Outcome<Self> {
        let asking = modules(sv, false).await?.into_iter().filter(|m| m.min_size > 0);
        let modules: HashMap<String, Module> = asking.map(|m| (m.id.clone(), m)).collect();
        if modules.is_empty() {
            return Ok(Self { modules, days: Vec::new() });
        }
        let mut days = masters::calendar(sv.db()).await?;
        days.sort_by_key(|d| d.day);
        let day = |d: masters::CalendarDay| Day { date: d.day.to_string(), working: d.working, ..Day::default() };
        Ok(Self { modules, days: days.into_iter().map(day).collect() })
    }

    /// How many people a session needs and by when it is decided; `None` where its module asks for none, where the people of all its
    /// rooms are enough, and for a room that joins another one.
    fn missing(&self, session: &SessionRecord, people: i64) -> Option<(i64, NaiveDate)> {
        let module = self.modules.get(session.module.as_str()).filter(|_| session.joins.is_none())?;
        let least = i64::try_from(module.min_size).ok().filter(|least| people < *least)?;
        let date = session.day.to_string();
        let at = self.days.partition_point(|d| d.date < date);
        let by = decide_on(&self.days, at, module).and_then(|d| d.date.parse().ok());
        Some((least, by.unwrap_or(session.day)))
    }
}

/// The sessions of the coming weeks about which the actor may decide.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may change no session.
pub async fn undecided(sv: &Services, actor: &Actor) -> Outcome<Decisions> {
    if actor.reach(Permission::EditSession) < Reach::District {
        return Err(ServiceError::NotFound);
    }
    listed(sv, actor, Least::load(sv).await?).await
}

/// How many of them are still open; for the start page. Nothing for whoever may change no session.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn undecided_count(sv: &Services, actor: &Actor) -> Outcome<usize> {
    if actor.reach(Permission::EditSession) < Reach::District {
        return Ok(0);
    }
    Ok(listed(sv, actor, Least::load(sv).await?).await?.open.len())
}

async fn listed(sv: &Services, actor: &Actor, least: Least) -> Outcome<Decisions> {
    let hours = Hours::load(sv).await?;
    if least.modules.is_empty() {
        return Ok(Decisions { hours, ..Decisions::default() });
    }
    let today = date_in_india(sv.now());
    let districts = actor.districts(Permission::EditSession);
    let mut decisions: HashMap<SessionId, DecisionRecord> =
        store::session_decisions(sv.db()).await?.into_iter().map(|d| (d.session.clone(), d)).collect();
    let all = store::sessions(sv.db(), &ahead(today)).await?;
    let mut joined: HashMap<SessionId, i64> = HashMap::new();
    for room in all.iter().filter(|s| s.state != "cancelled") {
        if let Some(hub) = &room.joins {
            *joined.entry(hub.clone()).or_default() += room.seats_taken;
        }
    }
    let mut found = Vec::new();
    for session in all {
        let theirs = districts.as_ref().is_none_or(|list| list.contains(&session.district));
        let open = session.state == "planned" && sv.now() < times(&hours, &session).0;
        let people = session.seats_taken + joined.get(&session.id).copied().unwrap_or(0);
        let missing = least.missing(&session, people).filter(|_| theirs && open);
        let Some((least, decide_by)) = missing else { continue };
        let decision = decisions.remove(&session.id);
        found.push(Undecided { late: decide_by < today, session, people, least, decide_by, decision });
    }
    found.sort_by(|a, b| (a.decide_by, a.session.day, &a.session.id).cmp(&(b.decide_by, b.session.day, &b.session.id)));
    let (mut held, open): (Vec<_>, Vec<_>) = found.into_iter().partition(|it| it.decision.is_some());
    held.sort_by(|a, b| (a.session.day, &a.session.id).cmp(&(b.session.day, &b.session.id)));
    Ok(Decisions { open, held, hours })
}

fn ahead(today: NaiveDate) -> SessionFilter {
    let to = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    SessionFilter {
        from: today.to_string(),
        to: to.to_string(),
        district: String::new(),
        module: String::new(),
        trainer: String::new(),
        venue: String::new(),
    }
}

/// Decides that a session is held although it has fewer people than its module asks for; who, when and why stays with it.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change it; refusals without a reason, once it has begun or is cancelled, when it
/// has enough people, and when somebody decided before.
pub async fn hold(sv: &Services, actor: &Actor, key: &OnceKey, id: &SessionId, reason: &str) -> Outcome<()> {
    decided(sv, actor, key, id, reason, &Least::load(sv).await?).await
}

async fn decided(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &SessionId,
    reason: &str,
    least: &Least,
) -> Outcome<()> {
    let page = session_page(sv, actor, id).await?;
    let session = &page.session;
    actor.require(Permission::EditSession, Subject::District(&session.district))?;
    let mut tx = sv.db().begin().await?;
    // The same form again finds it decided: that is no error, so its key is asked first.
    if once::begin(&mut tx, sv, actor, key, "session.hold").await?.is_some() {
        return Ok(());
    }
    let reason = reason.trim();
    let refused = |code| Err(ServiceError::refused(Refusal::new(code)));
    match () {
        () if session.state == "cancelled" => return refused(codes::CANCELLED),
        () if !page.may_edit => return refused(codes::BEGUN),
        () if reason.is_empty() => return Err(Refusal::new(form::MISSING).at("reason").into()),
        () => {}
    }
    let people = session.seats_taken + page.joining.iter().map(|room| room.session.seats_taken).sum::<i64>();
    let Some((needed, _)) = least.missing(session, people) else { return refused(codes::ENOUGH) };
    let decision = DecisionRecord {
        session: id.clone(),
        people,
        least: needed,
        reason: reason.to_owned(),
        made_by: actor.person.clone(),
        made_by_name: actor.name.clone(),
        made_at: sv.now(),
    };
    if !store::put_session_decision(&mut tx, &decision).await? {
        drop(tx);
        let before = store::session_decision(sv.db(), id).await?;
        let (who, why) = before.map(|d| (d.made_by_name, d.reason)).unwrap_or_default();
        return Err(Refusal::new(codes::DECIDED).with("who", who).with("why", why).into());
    }
    let detail = serde_json::json!({"people": decision.people, "least": needed, "reason": reason});
    audit::record(&mut tx, sv, actor, "session.hold", ("session", id.as_str()), Some(&session.district), detail)
        .await?;
    once::finish(&mut tx, key, "held").await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
