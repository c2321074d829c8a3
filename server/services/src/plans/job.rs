//! The search in the background: a thread that computes, a task that writes down how far it is.

use super::{codes, pack};
use crate::parts::Part;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::clock::{instant_text, parse_instant};
use abhyas_core::{PlanId, SessionId};
use abhyas_planner::checker::{Term, check};
use abhyas_planner::solve::{Problem, Progress};
use abhyas_planner::{Instance, Options, Plan, Score, Solver};
use abhyas_store::plans::{self, PlanRecord};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often progress is written down.
const WRITE_EVERY: Duration = Duration::from_millis(1_000);
/// A run of which nothing was heard for so long has gone with its server.
const SILENT_SECONDS: i64 = 60;

/// How far a run is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunProgress {
    /// Seconds since it began.
    pub elapsed_seconds: i64,
    /// Moves tried.
    pub iterations: u64,
    /// Seats wanted.
    pub seats_wanted: i64,
    /// Seats still missing in the best plan.
    pub unseated: i64,
    /// Its price in rupees.
    pub rupees: i64,
    /// Its sessions.
    pub sessions: i64,
    /// What its price is made of: the soft terms that cost something. Empty until they are counted for the first time.
    pub terms: Vec<Term>,
    /// When this was written (the server's clock).
    pub at: String,
}

/// The runs of this server.
#[derive(Default)]
pub(super) struct Runs(Mutex<HashSet<String>>);

impl Part for Runs {
    fn make(_: &Services) -> Self {
        Self::default()
    }
}

impl Runs {
    fn set(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A run to be made.
pub(super) struct Run {
    pub(super) plan: PlanId,
    pub(super) instance: Instance,
    pub(super) previous: Plan,
    pub(super) seconds: i64,
    pub(super) seed: u64,
    /// Ends the search after so many moves instead of at a time: for repeatable plans.
    pub(super) iterations: Option<u64>,
}

impl Run {
    /// The plan to begin with, if there is one.
    fn before(&self) -> Option<&Plan> {
        Some(&self.previous).filter(|plan| !plan.sessions.is_empty())
    }
}

/// What thread and task share. The thread searches and counts nothing: it hands its best plan over when the task asks for
/// one, if that is better than the last, and the task counts its terms on another thread.
#[derive(Default)]
struct Shared {
    progress: Mutex<Option<Progress>>,
    /// Whether the task wants a plan to count, and the one that it is given.
    wanted: AtomicBool,
    handed: Mutex<Option<(Progress, Plan)>>,
    stop: AtomicBool,
}

impl Shared {
    /// Says how far the search is; hands the best plan over if one is wanted and it is another than the `last`.
    fn tell(&self, solver: &Solver<'_>, last: &mut Option<Score>) -> Progress {
        let progress = solver.progress();
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
        if progress.iterations > 0 && *last != Some(progress.score) && self.wanted.swap(false, Ordering::Relaxed) {
            *last = Some(progress.score);
            *self.handed.lock().unwrap_or_else(PoisonError::into_inner) = Some((progress, solver.document()));
        }
        progress
    }

    /// The plan that was handed over since, if any; asks for the next one.
    fn take(&self) -> Option<(Progress, Plan)> {
        let handed = self.handed.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.wanted.store(true, Ordering::Relaxed);
        handed
    }
}

/// Begins a run in the background and returns at once.
pub(super) fn begin(sv: &Services, run: Run) {
    let runs = sv.part::<Runs>();
    runs.set().insert(run.plan.to_string());
    let sv = sv.clone();
    tokio::spawn(async move {
        let id = run.plan.clone();
        if let Err(error) = attend(&sv, run).await {
            tracing::error!(plan = %id, %error, "a planning run failed");
            if let Err(error) = fail(&sv, &id, codes::FAILED.as_str()).await {
                tracing::error!(plan = %id, %error, "the failed run could not be marked");
            }
        }
        runs.set().remove(id.as_str());
    });
}

/// Searches, writes progress down, and ends the run.
async fn attend(sv: &Services, run: Run) -> Outcome<()> {
    let (id, seconds, run) = (run.plan.clone(), run.seconds, Arc::new(run));
    let begun = sv.real_now();
    let shared = Arc::new(Shared { wanted: AtomicBool::new(true), ..Shared::default() });
    let (theirs, clock, searched) = (Arc::clone(&shared), sv.clone(), Arc::clone(&run));
    let mut search = tokio::task::spawn_blocking(move || search(&searched, &theirs, begun, &clock));
    let mut counted = None;
    let plan = loop {
        tokio::select! {
            done = &mut search => break done.map_err(|e| ServiceError::Internal(format!("the search ended: {e}")))??,
            () = tokio::time::sleep(WRITE_EVERY) => {
                if let Some((progress, plan)) = shared.take() {
                    counted = Some((progress, terms(&run, plan).await?));
                }
                note(sv, &run, &shared, counted.as_ref(), begun).await?;
            }
        }
    };
    let plan = own_ids(sv, plan, &run.instance, &run.previous);
    let report = check(&run.instance, &plan, None);
    let elapsed = (sv.real_now() - begun).num_seconds().min(seconds);
    let progress = RunProgress {
        elapsed_seconds: elapsed,
        terms: report.terms(&run.instance.weights),
        ..progress_of(&shared, None)
    };
    let state = if shared.stop.load(Ordering::Relaxed) { "stopped" } else { "draft" };
    let (document, score) = (pack::pack(&plan)?, serde_json::to_string(&report.score)?);
    let mut tx = sv.db().begin().await?;
    plans::finish_run(&mut tx, &id, state, &document, &score, &serde_json::to_string(&progress)?).await?;
    tx.commit().await?;
    Ok(())
}

/// What a plan's price is made of, counted on a thread of its own: of a large programme it takes seconds.
async fn terms(run: &Arc<Run>, plan: Plan) -> Outcome<Vec<Term>> {
    let run = Arc::clone(run);
    let counting =
        tokio::task::spawn_blocking(move || check(&run.instance, &plan, run.before()).terms(&run.instance.weights));
    counting.await.map_err(|e| ServiceError::Internal(format!("the counting ended: {e}")))
}

/// The search itself, on a thread of its own.
fn search(run: &Run, shared: &Shared, begun: DateTime<Utc>, sv: &Services) -> Outcome<Plan> {
    let problem = Problem::new(&run.instance, &[]).map_err(|e| ServiceError::Internal(e.to_string()))?;
    let previous = run.before().cloned();
    let mut solver =
        Solver::new(&problem, &Options { seed: run.seed, lanes: lanes(run), threads: usize::MAX, previous });
    let mut handed = None;
    solver.run_watched(|solver| {
        let progress = shared.tell(solver, &mut handed);
        if shared.stop.load(Ordering::Relaxed) {
            return 1.0;
        }
        match run.iterations {
            Some(most) => share(progress.iterations, most),
            None => {
                let spent = (sv.real_now() - begun).num_milliseconds();
                share(spent.unsigned_abs(), run.seconds.unsigned_abs().saturating_mul(1000))
            }
        }
    });
    // Stopped before the first step: a greedy plan is there all the same.
    if solver.progress().iterations == 0 {
        solver.step(1);
    }
    Ok(solver.best().0)
}

/// One search for each processor but one, which serves people meanwhile; one alone where the plan has to be repeatable.
fn lanes(run: &Run) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if run.iterations.is_some() { 1 } else { processors.saturating_sub(1).max(1) }
}

/// How much of a budget is spent; all of one that is empty.
#[expect(clippy::cast_precision_loss, reason = "milliseconds and iterations of one run are far below 2^52")]
pub(super) fn share(spent: u64, most: u64) -> f64 {
    if most == 0 { 1.0 } else { spent as f64 / most as f64 }
}

/// A plan whose terms were counted, as it stood in the search.
type Counted = (Progress, Vec<Term>);

/// How far the search is, with the last plan whose terms were counted: so that all that is said of the best plan is of one.
fn progress_of(shared: &Shared, counted: Option<&Counted>) -> RunProgress {
    let Some(now) = *shared.progress.lock().unwrap_or_else(PoisonError::into_inner) else {
        return RunProgress::default();
    };
    let (best, terms) = counted.map_or((now, Vec::new()), |(best, terms)| (*best, terms.clone()));
    RunProgress {
        iterations: now.iterations,
        seats_wanted: i64::try_from(now.seats_wanted).unwrap_or(0),
        unseated: best.score.unseated,
        rupees: best.score.rupees,
        sessions: i64::try_from(best.sessions).unwrap_or(0),
        terms,
        ..RunProgress::default()
    }
}

/// Writes progress down and looks whether someone asked to stop (perhaps on another server).
async fn note(
    sv: &Services,
    run: &Run,
    shared: &Shared,
    counted: Option<&Counted>,
    begun: DateTime<Utc>,
) -> Outcome<()> {
    let (id, now) = (&run.plan, sv.real_now());
    let elapsed_seconds = (now - begun).num_seconds();
    let progress = RunProgress { elapsed_seconds, at: instant_text(now), ..progress_of(shared, counted) };
    let mut tx = sv.db().begin().await?;
    plans::set_progress(&mut tx, id, &serde_json::to_string(&progress)?).await?;
    tx.commit().await?;
    let asked = plans::plan_by_id(sv.db(), id).await?.is_none_or(|plan| plan.note == "stop" || plan.state != "running");
    if asked {
        shared.stop.store(true, Ordering::Relaxed);
    }
    Ok(())
}

/// Ids of sessions are unique over all plans: new ones get one of their own, kept and pinned ones keep theirs.
fn own_ids(sv: &Services, mut plan: Plan, instance: &Instance, previous: &Plan) -> Plan {
    let pinned = instance.locked.iter().map(|l| l.id.as_str());
    let kept: HashSet<&str> = previous.sessions.iter().map(|s| s.id.as_str()).chain(pinned).collect();
    for session in plan.sessions.iter_mut().filter(|s| !kept.contains(s.id.as_str())) {
        session.id = SessionId::mint(sv.real_now(), sv.entropy()).to_string();
    }
    plan
}

async fn fail(sv: &Services, id: &PlanId, code: &str) -> Outcome<()> {
    let mut tx = sv.db().begin().await?;
    plans::fail_run(&mut tx, id, code).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks a run whose server has gone. A run of this server is never marked; one of another server only after silence.
pub(super) async fn notice_orphan(sv: &Services, plan: &PlanRecord) -> Outcome<bool> {
    if plan.state != "running" || sv.part::<Runs>().set().contains(plan.id.as_str()) {
        return Ok(false);
    }
    let progress: RunProgress = serde_json::from_str(&plan.progress).unwrap_or_default();
    let heard = parse_instant(&progress.at).unwrap_or(plan.made_at);
    if (sv.real_now() - heard).num_seconds() < SILENT_SECONDS {
        return Ok(false);
    }
    fail(sv, &plan.id, codes::INTERRUPTED.as_str()).await?;
    Ok(true)
}
