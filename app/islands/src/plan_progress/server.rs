//! What the progress bar asks the server.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// How far a plan in the making is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How far, from 0 to 100.
    pub percent: u32,
    /// Seats placed so far.
    pub placed: u32,
    /// Seats wanted.
    pub wanted: u32,
    /// Sessions used so far.
    pub sessions: u32,
    /// Seconds since the start.
    pub seconds: u32,
    /// Whether it is at its end, good or bad.
    pub finished: bool,
}

#[cfg(feature = "ssr")]
impl From<&abhyas_services::plans::PlanSummary> for Progress {
    fn from(summary: &abhyas_services::plans::PlanSummary) -> Self {
        let (progress, plan) = (&summary.progress, &summary.plan);
        let count = |n: i64| u32::try_from(n.max(0)).unwrap_or(u32::MAX);
        // A search ends at its time, or before when it is stopped.
        let percent = progress.elapsed_seconds.saturating_mul(100) / plan.seconds.max(1);
        Self {
            percent: count(percent.min(100)),
            placed: count(progress.seats_wanted - progress.unseated),
            wanted: count(progress.seats_wanted),
            sessions: count(progress.sessions),
            seconds: count(progress.elapsed_seconds),
            finished: plan.state != "running",
        }
    }
}

/// How far the search of a plan is.
///
/// # Errors
/// When nobody is signed in, the plan does not exist for the caller, or the database can not be read.
#[server(prefix = "/islands", endpoint = "plan-progress", input = Json)]
pub async fn plan_progress(plan: String) -> Result<Progress, ServerFnError> {
    use crate::caller::{caller, failed, id};
    let (services, actor) = caller()?;
    let plan = id(abhyas_core::PlanId::parse(plan))?;
    let summary = abhyas_services::plans::plan_summary(&services, &actor, &plan).await.map_err(|e| failed(&e))?;
    Ok(Progress::from(&summary))
}
