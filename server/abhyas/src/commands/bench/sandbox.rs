//! `abhyas bench sandbox --patients N --sandboxes M --json`

use super::figures::{micros, millis, percentile, resident_bytes};
use super::house;
use super::load::{Load, Trainees, closed_loop, open_loop, trainees};
use crate::machine::{Failure, complain, say};
use abhyas_core::PersonId;
use abhyas_services::{Services, sandbox};
use clap::Args;
use serde::Serialize;
use std::time::{Duration, Instant};

/// How many hospitals are started over, and taken back to a step, to measure that.
const LIVES: usize = 300;

/// Options of `abhyas bench sandbox`.
#[derive(Debug, Args)]
pub struct Sandbox {
    /// How many patients the base hospital has.
    #[arg(long, default_value_t = 1_000)]
    patients: u32,
    /// How many hospitals are opened.
    #[arg(long, default_value_t = 1_500)]
    sandboxes: usize,
    /// In how many of them commands arrive.
    #[arg(long, default_value_t = 300)]
    busy: usize,
    /// How many commands arrive in a second.
    #[arg(long, default_value_t = 1_500)]
    rate: u32,
    /// For how many seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

/// What was measured. Times of opening are in memory, after the rows of all hospitals became durable; `open_all_s` holds
/// both. Times of starting over and going back are whole operations with their commit.
#[derive(Debug, Serialize)]
struct Report {
    patients: u32,
    records: usize,
    base_build_s: f64,
    base_bytes: usize,
    open_all_s: f64,
    open_p50_us: f64,
    open_p99_us: f64,
    reset_p99_ms: f64,
    rewind_p99_ms: f64,
    commands: usize,
    commands_per_s: f64,
    command_p99_ms: f64,
    journal_bytes_per_command: u64,
    rss_base_bytes: u64,
    rss_all_bytes: u64,
}

impl Sandbox {
    /// Runs the command, in a folder that goes when it ends.
    pub async fn run(self) -> Result<(), Failure> {
        let folder = tempfile::Builder::new().prefix("abhyas-bench-").tempdir()?;
        let base_build_s = house::make_base(folder.path(), self.patients).await?;
        let services = house::open(folder.path(), self.patients).await?;
        let people = self.sandboxes.max(self.busy);
        house::add_people(&services, people).await?;

        let base = sandbox::current_base(&services).await?;
        let base_bytes = abhyas_store::sandbox::base(services.db(), &base).await?.map_or(0, |base| base.content.len());
        let records = warm(&services).await?;
        let rss_base_bytes = resident_bytes()?;
        let (open_all, mut opened) = open_all(&services, people).await?;
        let rss_all_bytes = resident_bytes()?;

        let size_before = file_size(&services).await?;
        let trainees = trainees(self.busy);
        let mut load = open_loop(&services, &trainees, self.rate, self.seconds).await?;
        let grown = file_size(&services).await?.saturating_sub(size_before);
        let most = closed_loop(&services, &trainees, self.seconds.min(10)).await?;
        let (mut rewinds, mut resets) = lives(&services, &trainees).await?;

        let report = Report {
            patients: self.patients,
            records,
            base_build_s,
            base_bytes,
            open_all_s: open_all.as_secs_f64(),
            open_p50_us: micros(percentile(&mut opened, 50)),
            open_p99_us: micros(percentile(&mut opened, 99)),
            reset_p99_ms: millis(percentile(&mut resets, 99)),
            rewind_p99_ms: millis(percentile(&mut rewinds, 99)),
            commands: load.commands,
            commands_per_s: load.per_second(),
            command_p99_ms: millis(percentile(&mut load.latencies, 99)),
            journal_bytes_per_command: grown / u64::try_from(load.commands.max(1))?,
            rss_base_bytes,
            rss_all_bytes,
        };
        self.say(&report, &most)?;
        services.db().close().await;
        Ok(())
    }

    fn say(&self, report: &Report, most: &Load) -> Result<(), Failure> {
        if self.json {
            say(&serde_json::to_string(report)?);
        } else {
            say(&serde_json::to_string_pretty(report)?);
        }
        // Apart from the report: it is another experiment, in which nobody waits between two commands.
        complain(&format!(
            "most commands per second, {} trainees without a pause: {:.0}",
            self.busy,
            most.per_second()
        ));
        Ok(())
    }
}

/// Reads the base into memory; how many records it has.
async fn warm(services: &Services) -> Result<usize, Failure> {
    let first = sandbox::practice(services, &house::actor(0)?).await?;
    Ok(first.look().await?.world.record_count())
}

/// Opens everybody's hospital: how long all took until durable and in memory, and each in memory.
async fn open_all(services: &Services, people: usize) -> Result<(Duration, Vec<Duration>), Failure> {
    let officer = house::actor(0)?;
    let people: Result<Vec<PersonId>, Failure> = (0..people).map(|n| Ok(house::actor(n)?.person)).collect();
    let people = people?;
    let begun = Instant::now();
    let mut opened = sandbox::open_many(services, &officer, &people).await?.into_memory(services);
    let mut times = Vec::with_capacity(people.len());
    loop {
        let one = Instant::now();
        if opened.next().is_none() {
            return Ok((begun.elapsed(), times));
        }
        times.push(one.elapsed());
    }
}

/// The size of the database's file with everything written back into it.
async fn file_size(services: &Services) -> Result<u64, Failure> {
    services.db().checkpoint().await?;
    let path = services.db().sqlite_path().ok_or("measured on SQLite only")?;
    Ok(std::fs::metadata(path)?.len())
}

/// Takes hospitals back to the middle of what was done in them, then starts them over.
async fn lives(services: &Services, trainees: &Trainees) -> Result<(Vec<Duration>, Vec<Duration>), Failure> {
    let (mut rewinds, mut resets) = (Vec::new(), Vec::new());
    for trainee in trainees.iter().take(LIVES) {
        let trainee = trainee.lock().await;
        let actor = house::actor(trainee.number)?;
        let own = sandbox::practice(services, &actor).await?;
        let step = u64::try_from(trainee.sent() / 2)?;
        let begun = Instant::now();
        own.rewind(&actor, &house::key(services), step).await?;
        rewinds.push(begun.elapsed());
        let own = sandbox::practice(services, &actor).await?;
        let begun = Instant::now();
        own.reset(&actor, &house::key(services)).await?;
        resets.push(begun.elapsed());
    }
    Ok((rewinds, resets))
}
