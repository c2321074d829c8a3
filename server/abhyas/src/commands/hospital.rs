//! `abhyas hospital`: makes a base hospital as a file, and measures one. Needs no database and no server.

use crate::machine::{Failure, complain, say};
use abhyas_seed_data::hospital::{self, report::Measure, report::Report};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Base hospitals as files.
#[derive(Debug, Subcommand)]
pub enum Hospital {
    /// Make a synthetic hospital: the same patients and seed give the same file on every machine.
    Generate(Generate),
    /// Measure a hospital beside the figures it was made after.
    Report(ReportFile),
}

/// Options of `abhyas hospital generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// How many patients.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=900_000))]
    patients: u32,
    /// What everything random follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the file is written.
    #[arg(long)]
    out: PathBuf,
    /// Threads; without it as many as the machine has. They change nothing but the time it takes.
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Answer with the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// Options of `abhyas hospital report`.
#[derive(Debug, Args)]
pub struct ReportFile {
    /// The file of a base hospital.
    file: PathBuf,
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// What came of making a hospital.
#[derive(Debug, Serialize)]
struct Made {
    base: String,
    patients: u32,
    records: usize,
    bytes: u64,
    threads: usize,
    /// Seconds until the hospital was made.
    made_s: f64,
    /// Seconds until it was written as well.
    written_s: f64,
}

impl Hospital {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Self::Generate(generate) => generate.run(),
            Self::Report(report) => report.run(),
        }
    }
}

impl Generate {
    fn run(self) -> Result<(), Failure> {
        let begun = Instant::now();
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let world = hospital::generate(self.patients, self.seed, threads)?;
        let made_s = begun.elapsed().as_secs_f64();
        let base = hospital::name(self.patients, self.seed);
        // A file that is not whole never has the name that was asked for.
        let unfinished = self.out.with_extension("part");
        let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        let file = File::create(&unfinished).map_err(|e| told(&unfinished, e))?;
        hospital::file::write(&world, &base, BufWriter::new(&file))?;
        file.sync_all().map_err(|e| told(&unfinished, e))?;
        let bytes = file.metadata().map_err(|e| told(&unfinished, e))?.len();
        std::fs::rename(&unfinished, &self.out).map_err(|e| told(&self.out, e))?;
        let made = Made {
            base,
            patients: self.patients,
            records: world.record_count(),
            bytes,
            threads: threads.get(),
            made_s,
            written_s: begun.elapsed().as_secs_f64(),
        };
        if self.json {
            say(&serde_json::to_string(&made)?);
        } else {
            let Made { base, patients, records, bytes, threads, made_s, written_s } = made;
            say(&format!(
                "{base}: {patients} patients, {records} records, {bytes} bytes; made in {made_s:.2} s on {threads} threads, written after {written_s:.2} s"
            ));
        }
        Ok(())
    }
}

impl ReportFile {
    fn run(self) -> Result<(), Failure> {
        let file = File::open(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
        let (base, world) = hospital::file::read(BufReader::new(file))?;
        let report = hospital::report::report(&base, &world)?;
        if self.json {
            say(&serde_json::to_string_pretty(&report)?);
        } else {
            tell(&report);
        }
        let wrong = report.measures.iter().filter(|m| !m.holds).count();
        if wrong > 0 {
            complain(&format!("{wrong} of {} measures are not as they should be", report.measures.len()));
        }
        Ok(())
    }
}

fn tell(report: &Report) {
    say(&format!("{}: {} patients, {} records", report.base, report.patients, report.records));
    say(&format!("digest {}", report.digest));
    let mut kind = "";
    for measure in &report.measures {
        if measure.kind != kind {
            kind = &measure.kind;
            say(&format!("\n{kind}"));
        }
        say(&line(measure));
    }
}

/// One measure: its mark, value, what is right, in how many records, and whence.
fn line(measure: &Measure) -> String {
    let mark = if measure.holds { "ok " } else { "NOT" };
    let Measure { name, value, low, high, n, source, .. } = measure;
    format!("  {mark}  {name:<62} {value:>9.4}   {low:.4} to {high:.4}   n {n:<7}  {source}")
}
