//! Making, stopping, listing and putting aside plans.

use super::instance::Programme;
use super::job::{self, Run, RunProgress};
use super::{codes, instance, pack, pins};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::{date_in_india, instant_text};
use abhyas_core::{Code, OnceKey, Permission, PlanId, Reach, Refusal};
use abhyas_planner::{Plan, Score};
use abhyas_store::plans::{self as store, NewRun, PlanRecord};
use chrono::{Days, NaiveDate};

/// The longest search, in seconds.
const MOST_SECONDS: i64 = 3_600;

/// What an officer decides about a plan to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPlan {
    /// How long to search.
    pub seconds: i64,
    /// What everything random follows from.
    pub seed: u64,
    /// End after so many moves instead of at a time: for repeatable plans.
    pub iterations: Option<u64>,
    /// The first day that may change; what is published before it stays and is planned around. `None`: tomorrow.
    pub from: Option<NaiveDate>,
}

/// A plan in lists and at the head of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSummary {
    /// The plan.
    pub plan: PlanRecord,
    /// How far its search is or was.
    pub progress: RunProgress,
    /// Its score; `None` until there is a plan.
    pub score: Option<Score>,
    /// Why it failed.
    pub failure: Option<Refusal>,
}

fn summary(plan: PlanRecord) -> PlanSummary {
    let failure = (plan.state == "failed").then(|| {
        let interrupted = plan.note == codes::INTERRUPTED.as_str();
        Refusal::new(if interrupted { codes::INTERRUPTED } else { codes::FAILED })
    });
    let progress = serde_json::from_str(&plan.progress).unwrap_or_default();
    PlanSummary { progress, score: serde_json::from_str(&plan.score).ok(), failure, plan }
}

/// All plans, the newest first.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see plans.
pub async fn plans(sv: &Services, actor: &Actor) -> Outcome<Vec<PlanSummary>> {
    may_see(actor)?;
    let mut all = store::plans(sv.db()).await?;
    let mut orphans = false;
    for plan in &all {
        orphans |= job::notice_orphan(sv, plan).await?;
    }
    if orphans {
        all = store::plans(sv.db()).await?;
    }
    Ok(all.into_iter().map(summary).collect())
}

/// One plan.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none, or not for this person.
pub async fn plan_summary(sv: &Services, actor: &Actor, id: &PlanId) -> Outcome<PlanSummary> {
    may_see(actor)?;
    let mut plan = store::plan_by_id(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
    if job::notice_orphan(sv, &plan).await? {
        plan = store::plan_by_id(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
    }
    Ok(summary(plan))
}

pub(super) fn may_see(actor: &Actor) -> Outcome<()> {
    if actor.reach(Permission::SeePlans) >= Reach::District { Ok(()) } else { Err(ServiceError::NotFound) }
}

/// Begins to make a plan in the background. It starts from the live schedule and disturbs it as little as it can; what is
/// published before its first day, what is done and what is pinned stays.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans; refusals when there is nothing to plan with, for each pin that can
/// not be kept, or when another plan is being made.
pub async fn make_plan(sv: &Services, actor: &Actor, key: &OnceKey, new: NewPlan) -> Outcome<PlanId> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let programme = instance::programme(sv, first_day(sv, new.from)?).await?;
    let previous = programme.live.clone();
    begin(sv, actor, key, new, Basis { programme, previous, scenario: String::new(), copied_from: None }).await
}

/// The day after this one in India.
pub(super) fn tomorrow(sv: &Services) -> NaiveDate {
    let today = date_in_india(sv.now());
    today.checked_add_days(Days::new(1)).unwrap_or(today)
}

/// The first day of a plan: the one asked for, if it is not over yet.
fn first_day(sv: &Services, asked: Option<NaiveDate>) -> Outcome<NaiveDate> {
    let tomorrow = tomorrow(sv);
    match asked {
        Some(day) if day < tomorrow => Err(Refusal::new(codes::FROM).at("from").into()),
        other => Ok(other.unwrap_or(tomorrow)),
    }
}

/// The day from which a plan is made if nobody says otherwise: the first working day from tomorrow on.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn usual_first_day(sv: &Services) -> Outcome<NaiveDate> {
    let tomorrow = tomorrow(sv);
    let calendar = abhyas_store::masters::calendar(sv.db()).await?;
    Ok(calendar.iter().filter(|d| d.working && d.day >= tomorrow).map(|d| d.day).min().unwrap_or(tomorrow))
}

/// What a plan is made of.
pub(super) struct Basis {
    pub(super) programme: Programme,
    /// The plan to begin with and to disturb least.
    pub(super) previous: Plan,
    /// What is tried out, as JSON.
    pub(super) scenario: String,
    pub(super) copied_from: Option<PlanId>,
}

/// Looks whether there is something to plan with, pins what is pinned, and begins.
pub(super) async fn begin(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    new: NewPlan,
    mut basis: Basis,
) -> Outcome<PlanId> {
    if !(1..=MOST_SECONDS).contains(&new.seconds) {
        return Err(Refusal::new(codes::SECONDS).at("seconds").into());
    }
    nothing_missing(&basis.programme)?;
    let troubles = pins::lock(sv, &mut basis.programme, actor.language).await?;
    if !troubles.is_empty() {
        return Err(ServiceError::Refused(troubles.into_iter().map(|(_, refusal)| refusal).collect()));
    }
    pins::bar(sv, &mut basis.programme).await?;
    let (all, now) = (plans(sv, actor).await?, sv.real_now());
    let progress = RunProgress { at: instant_text(now), ..RunProgress::default() };
    let (instance, previous) = (basis.programme.instance, basis.previous);
    let seed = new.seed & 0x7FFF_FFFF;
    let run = NewRun {
        id: PlanId::mint(now, sv.entropy()),
        seconds: new.seconds,
        seed: i64::try_from(seed).unwrap_or(1),
        progress: serde_json::to_string(&progress)?,
        instance: pack::pack(&instance)?,
        previous: pack::pack(&previous)?,
        made_by: actor.person.clone(),
        made_at: now,
        from_day: basis.programme.from,
        scenario: basis.scenario,
        copied_from: basis.copied_from,
    };
    let mut tx = sv.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, sv, actor, key, "plan.make").await? {
        return PlanId::parse(done).map_err(|e| ServiceError::Internal(e.to_string()));
    }
    refused(all.iter().any(|p| p.plan.state == "running"), codes::RUNNING)?;
    store::insert_run(&mut tx, &run).await?;
    let detail = serde_json::json!({
        "seconds": run.seconds, "seed": run.seed, "people": instance.trainees.len(), "from": run.from_day.to_string(),
        "pinned": instance.locked.len(), "scenario": run.scenario,
    });
    audit::record(&mut tx, sv, actor, "plan.make", ("plan", run.id.as_str()), None, detail).await?;
    once::finish(&mut tx, key, run.id.as_str()).await?;
    tx.commit().await?;
    let id = run.id.clone();
    job::begin(sv, Run { plan: run.id, instance, previous, seconds: new.seconds, seed, iterations: new.iterations });
    Ok(id)
}

fn refused(is: bool, code: Code) -> Outcome<()> {
    if is { Err(ServiceError::refused(Refusal::new(code))) } else { Ok(()) }
}

fn nothing_missing(programme: &Programme) -> Outcome<()> {
    let instance = &programme.instance;
    refused(instance.trainees.is_empty(), codes::NOBODY)?;
    refused(instance.rooms.is_empty() || instance.trainers.is_empty(), codes::NO_PLACES)?;
    refused(!instance.days.iter().any(|d| d.working), codes::NO_DAYS)
}

/// Asks a run to stop with the best plan it has. It does so within a second or two.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans. A run that has ended meanwhile is no error.
pub async fn stop(sv: &Services, actor: &Actor, id: &PlanId) -> Outcome<()> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let mut tx = sv.db().begin().await?;
    if store::ask_to_stop(&mut tx, id).await? {
        audit::record(&mut tx, sv, actor, "plan.stop", ("plan", id.as_str()), None, serde_json::json!({})).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Puts a draft aside. It stays in the history.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans, a refusal for a running or published plan.
pub async fn discard(sv: &Services, actor: &Actor, id: &PlanId) -> Outcome<()> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    store::plan_by_id(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let mut tx = sv.db().begin().await?;
    if !store::discard(&mut tx, id).await? {
        return Err(Refusal::new(codes::KEPT).into());
    }
    audit::record(&mut tx, sv, actor, "plan.discard", ("plan", id.as_str()), None, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(())
}
