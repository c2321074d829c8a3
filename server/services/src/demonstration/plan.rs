//! The plan of the demonstration, made and published as an officer does.

use super::{Load, Planned, broken, codes, key};
use crate::plans::{self, NewPlan, PlanSummary};
use crate::{Actor, Outcome, ServiceError, Services};
use std::time::Duration;

/// Everything random in the plan follows from it.
const SEED: u64 = 1;
/// How often a run is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Makes a plan and waits for it.
pub(super) async fn make(
    services: &Services,
    officer: &Actor,
    what: Load,
    done: &(dyn Fn(usize, usize) + Send + Sync),
) -> Outcome<Planned> {
    let new = NewPlan { seconds: what.seconds, seed: SEED, iterations: what.moves, from: None };
    let id = plans::make_plan(services, officer, &key(services), new).await?;
    let (mut told, count) = (-1, |n: i64| usize::try_from(n).unwrap_or_default());
    let summary = loop {
        let summary = plans::plan_summary(services, officer, &id).await?;
        if summary.plan.state != "running" {
            break summary;
        }
        if told != summary.progress.elapsed_seconds {
            told = summary.progress.elapsed_seconds;
            done(count(told), count(what.seconds));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    };
    planned(&summary).ok_or_else(|| ServiceError::refused(codes::NO_PLAN))
}

fn planned(summary: &PlanSummary) -> Option<Planned> {
    let score = summary.score?;
    let (progress, missing) = (&summary.progress, score.unseated);
    Some(Planned { wanted: progress.seats_wanted, missing, sessions: progress.sessions, broken: score.hard })
}

/// Publishes the newest draft.
pub(super) async fn publish(services: &Services, officer: &Actor) -> Outcome<()> {
    let drafts = plans::plans(services, officer).await?;
    let draft = drafts.into_iter().find(|p| p.plan.state == "draft").ok_or_else(|| broken("there is no draft"))?;
    plans::publish(services, officer, &key(services), &draft.plan.id).await?;
    Ok(())
}
