//! `abhyas bench board --instance FILE --plan FILE --json`: how long the schedule board's answers take.

use super::figures::{micros, millis, percentile, resident_bytes};
use crate::machine::{Failure, say};
use abhyas_planner::board::{Board, Edit, Ground, Level};
use abhyas_planner::format::{read_instance, read_plan};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Options of `abhyas bench board`.
#[derive(Debug, Args)]
pub struct BoardBench {
    /// The instance (format `abhyas-sched-1`).
    #[arg(long)]
    instance: PathBuf,
    /// A plan for it.
    #[arg(long)]
    plan: PathBuf,
    /// How many sessions are picked up, spread over the plan.
    #[arg(long, default_value_t = 264)]
    sessions: usize,
    /// How many rooms are in view.
    #[arg(long, default_value_t = 40)]
    rooms: usize,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

/// What was measured. `targets` is one picking up: every verdict of a week × the rooms in view; the rooms are those that
/// come first from the session's own on.
#[derive(Debug, Serialize)]
struct Report {
    sessions: usize,
    people: usize,
    places: usize,
    ground_ms: f64,
    board_ms: f64,
    targets_p50_ms: f64,
    targets_p99_ms: f64,
    targets_max_ms: f64,
    trainers_p99_ms: f64,
    move_p99_us: f64,
    green: usize,
    amber: usize,
    red: usize,
    rss_bytes: u64,
}

fn timed<T>(times: &mut Vec<Duration>, does: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let done = does();
    times.push(begin.elapsed());
    done
}

impl BoardBench {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Failure> {
        let json = self.json;
        let report = tokio::task::spawn_blocking(move || self.measure()).await??;
        say(&if json { serde_json::to_string(&report)? } else { format!("{report:#?}") });
        Ok(())
    }

    fn measure(&self) -> Result<Report, Failure> {
        let instance = read_instance(&std::fs::read_to_string(&self.instance)?)?;
        let plan = Arc::new(read_plan(&std::fs::read_to_string(&self.plan)?)?);
        let (mut ground_time, mut board_time) = (Vec::new(), Vec::new());
        let ground = Arc::new(timed(&mut ground_time, || Ground::new(&instance))?);
        let board = timed(&mut board_time, || Board::new(ground, Arc::clone(&plan)));
        let all: Vec<&str> = instance.rooms.iter().map(|r| r.id.as_str()).collect();
        let week = i64::try_from(instance.slots_per_day * 7)?;
        let most = i64::try_from(instance.slots_per_day * instance.days.len())?;
        let (mut targets, mut trainers, mut moves) = (Vec::new(), Vec::new(), Vec::new());
        let (mut levels, mut places) = ([0_usize; 3], 0);
        let every = (plan.sessions.len() / self.sessions.max(1)).max(1);
        for session in plan.sessions.iter().step_by(every) {
            let at = all.iter().position(|r| *r == session.room).unwrap_or(0);
            let rooms: Vec<&str> = all.iter().cycle().skip(at).take(self.rooms.min(all.len())).copied().collect();
            let from = (session.slot / week * week).clamp(0, (most - week).max(0));
            let found = timed(&mut targets, || board.targets(&session.id, from..(from + week).min(most), &rooms))?;
            places = found.len();
            for target in &found {
                match target.then.level {
                    Level::Green | Level::Blue => levels[0] += 1,
                    Level::Amber => levels[1] += 1,
                    Level::Red => levels[2] += 1,
                }
            }
            timed(&mut trainers, || board.trainers(&session.id))?;
            if let Some(target) = found.iter().find(|t| !t.here) {
                let (room, slot) = (target.room.clone(), target.slot);
                timed(&mut moves, || board.then(&Edit::Move { session: session.id.clone(), slot, room }))?;
            }
        }
        let [green, amber, red] = levels;
        Ok(Report {
            sessions: plan.sessions.len(),
            people: instance.trainees.len(),
            places,
            ground_ms: millis(percentile(&mut ground_time, 100)),
            board_ms: millis(percentile(&mut board_time, 100)),
            targets_p50_ms: millis(percentile(&mut targets, 50)),
            targets_p99_ms: millis(percentile(&mut targets, 99)),
            targets_max_ms: millis(percentile(&mut targets, 100)),
            trainers_p99_ms: millis(percentile(&mut trainers, 99)),
            move_p99_us: micros(percentile(&mut moves, 99)),
            green,
            amber,
            red,
            rss_bytes: resident_bytes()?,
        })
    }
}
