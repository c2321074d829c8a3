//! The program: one command per file in `commands`. Only here are the system's clock and randomness taken up.

mod commands;
mod housekeeping;
mod machine;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Abhyas: training and workshop management with a sandbox hospital.
#[derive(Debug, Parser)]
#[command(name = "abhyas", version, about)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site.
    Serve(commands::serve::Serve),
    /// Look over files to be imported.
    Import(commands::import::Import),
    /// Bring the database to this program's schema.
    Migrate(commands::migrate::Migrate),
    /// Plan sessions and seats from a file to a file.
    Plan(commands::plan::Plan),
    /// Make the first officer; let an officer in again.
    #[command(subcommand)]
    Admin(commands::admin::Admin),
    /// Look at the audit trail.
    #[command(subcommand)]
    Audit(commands::audit::Audit),
    /// Load the demonstration programme into an empty database.
    Demonstration(commands::demonstration::Demonstration),
    /// Make and measure base hospitals.
    #[command(subcommand)]
    Hospital(commands::hospital::Hospital),
    /// Write a checked copy of the running SQLite database.
    Backup(commands::backup::Backup),
    /// Put a backup in the place of the SQLite database.
    Restore(commands::backup::Restore),
    /// Measure the sandboxes on this machine.
    #[command(subcommand)]
    Bench(commands::bench::Bench),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Program::parse().command {
        Command::Serve(command) => command.run().await,
        Command::Import(command) => command.run(),
        Command::Migrate(command) => command.run().await,
        Command::Plan(command) => command.run().await,
        Command::Admin(command) => command.run().await,
        Command::Audit(command) => command.run().await,
        Command::Demonstration(command) => command.run().await,
        Command::Hospital(command) => command.run(),
        Command::Backup(command) => command.run().await,
        Command::Restore(command) => command.run().await,
        Command::Bench(command) => command.run().await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            machine::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}
