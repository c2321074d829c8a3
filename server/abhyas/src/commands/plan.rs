//! `abhyas plan`: from an instance's file to a plan's file. Needs no database and no server.

use crate::machine::{Failure, complain};
use abhyas_core::SystemClock;
use abhyas_services::plans::command::{PlanFiles, plan_files};
use clap::Args;
use std::path::PathBuf;

/// Options of `abhyas plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// The instance (format `abhyas-sched-1`).
    #[arg(long)]
    instance: PathBuf,
    /// Where the plan is written.
    #[arg(long)]
    out: PathBuf,
    /// How long to search, in seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// What everything random follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Search so many moves in each of four lanes instead of a time: the same plan on every machine.
    #[arg(long, conflicts_with = "seconds")]
    iterations: Option<u64>,
    /// Threads to search on. One for each processor when it is not given.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// A plan to disturb as little as possible.
    #[arg(long)]
    previous: Option<PathBuf>,
}

impl Plan {
    /// Runs the command. Progress goes to the terminal's error stream, so that scripts can leave it aside.
    pub async fn run(self) -> Result<(), Failure> {
        let files = PlanFiles {
            instance: self.instance,
            out: self.out,
            seconds: self.seconds,
            seed: self.seed,
            iterations: self.iterations,
            threads: self
                .threads
                .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from),
            previous: self.previous,
        };
        let done = tokio::task::spawn_blocking(move || plan_files(&files, &SystemClock, complain)).await?;
        done.map(|_| ()).map_err(Failure::from)
    }
}
