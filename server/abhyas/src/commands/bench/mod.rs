//! `abhyas bench …`: what the sandboxes and the planner do on this machine, measured.

mod board;
mod crash;
mod crash_child;
mod figures;
mod house;
mod load;
mod mix;
mod plan;
mod sandbox;

use crate::machine::Failure;
use clap::Subcommand;

/// What is measured.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Open sandboxes, work in them, start them over: times, rates and memory.
    Sandbox(sandbox::Sandbox),
    /// Pick sessions of a plan up on the schedule board: times and memory.
    Board(board::BoardBench),
    /// Plan a programme: times, moves a second, cost and how far it may be from the best possible.
    Plan(plan::PlanBench),
    /// Kill the program in the middle of its writes, again and again, and look at what is left.
    Crash(crash::Crash),
    /// Make the base hospital of a measurement.
    #[command(hide = true)]
    MakeBase(house::MakeBase),
    /// Write until killed.
    #[command(hide = true)]
    CrashChild(crash_child::CrashChild),
}

impl Bench {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Sandbox(command) => command.run().await,
            Self::Board(command) => command.run().await,
            Self::Plan(command) => command.run().await,
            Self::Crash(command) => command.run().await,
            Self::MakeBase(command) => command.run().await,
            Self::CrashChild(command) => command.run().await,
        }
    }
}
