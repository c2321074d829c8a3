//! `abhyas bench crash --points N --json`: the program is killed (SIGKILL) in the middle of its writes, again and again on
//! one database, and after each kill everything is looked at: nothing that was acknowledged may be lost, and nothing may be
//! half done.

use super::crash_child::{Did, PATIENTS, PEOPLE, Said};
use super::house;
use crate::machine::{Failure, say};
use abhyas_core::{Entropy as _, SandboxId, SeededEntropy};
use abhyas_services::Services;
use abhyas_services::sandbox::hims::{engine::decode, replay};
use abhyas_services::sandbox::{self, hims::World};
use abhyas_store::journal::after;
use abhyas_store::sandbox_epochs::{How, Life, Lineage, lives};
use clap::Args;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The kill comes after so many acknowledgements at most.
const MOST_SAID: u64 = 12;
/// And so many turns of an empty loop later at most (about a millisecond).
const MOST_TURNS: u64 = 300_000;
/// No journal here is longer.
const WHOLE: u32 = 1_000_000;

/// Options of `abhyas bench crash`.
#[derive(Debug, Args)]
pub struct Crash {
    /// How often the program is killed.
    #[arg(long, default_value_t = 200)]
    points: u64,
    /// Everything random follows from this, but for the instant at which the kill meets the program.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

/// What was found.
#[derive(Debug, Default, Serialize)]
struct Report {
    points: u64,
    /// What was acknowledged, by the way of writing.
    acknowledged: BTreeMap<&'static str, u64>,
    /// What was acknowledged and is not there.
    lost: Vec<String>,
    /// What is there in part.
    half_done: Vec<String>,
    /// The longest time from opening the database after a kill to the first hospital in memory, in milliseconds.
    ready_again_ms: f64,
}

impl Crash {
    /// Runs the command, in a folder that goes when it ends. Fails when anything was lost or half done.
    pub async fn run(self) -> Result<(), Failure> {
        let folder = tempfile::Builder::new().prefix("abhyas-crash-").tempdir()?;
        house::make_base(folder.path(), PATIENTS).await?;
        let services = house::open(folder.path(), PATIENTS).await?;
        house::add_people(&services, usize::try_from(PEOPLE)?).await?;
        services.db().close().await;

        let dice = SeededEntropy::new(self.seed);
        let mut report = Report { points: self.points, ..Report::default() };
        let mut known = BTreeSet::new();
        for point in 0..self.points {
            let said = killed(folder.path(), self.seed.wrapping_mul(1_000_003).wrapping_add(point), &dice)?;
            known.extend(said.iter().map(|said| said.sandbox.clone()));
            // Everything at the last point, otherwise what this process touched.
            let touched = if point + 1 == self.points { known.clone() } else { names(&said) };
            let begun = Instant::now();
            let services = house::open(folder.path(), PATIENTS).await?;
            sandbox::practice(&services, &house::actor(0)?).await?.look().await?;
            report.ready_again_ms = report.ready_again_ms.max(super::figures::millis(begun.elapsed()));
            look(&services, &said, &touched, &mut report).await?;
            services.db().close().await;
        }
        say(&if self.json { serde_json::to_string(&report)? } else { serde_json::to_string_pretty(&report)? });
        if report.lost.is_empty() && report.half_done.is_empty() {
            Ok(())
        } else {
            Err(format!("{} lost, {} half done", report.lost.len(), report.half_done.len()).into())
        }
    }
}

fn names(said: &[Said]) -> BTreeSet<String> {
    said.iter().map(|said| said.sandbox.clone()).collect()
}

/// Lets a process write, kills it, and returns all that it acknowledged.
fn killed(folder: &Path, seed: u64, dice: &SeededEntropy) -> Result<Vec<Said>, Failure> {
    let mut child = Command::new(std::env::current_exe()?);
    child.args(["bench", "crash-child"]).arg(folder).arg(seed.to_string()).stdout(Stdio::piped());
    let mut child = child.spawn()?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("the child says nothing")?).lines();
    let (enough, turns) = (1 + dice.next_u64() % MOST_SAID, dice.next_u64() % MOST_TURNS);
    let mut said = Vec::new();
    for _ in 0..enough {
        let line = lines.next().ok_or("the child ended by itself")??;
        said.push(serde_json::from_str(&line)?);
    }
    (0..turns).for_each(|_| std::hint::spin_loop());
    child.kill()?;
    child.wait()?;
    // What it said before the kill reached it; the last line may be cut off, and then nobody read it.
    said.extend(lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok()));
    Ok(said)
}

async fn look(
    services: &Services,
    said: &[Said],
    touched: &BTreeSet<String>,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut found = BTreeMap::new();
    for name in touched {
        let id = SandboxId::parse(name.clone())?;
        let Some(record) = abhyas_store::sandbox::by_id(services.db(), &id).await? else {
            report.lost.push(format!("{name} is gone"));
            continue;
        };
        let lives = lives(services.db(), &id).await?;
        if let Some(last) = lives.last()
            && last.epoch != record.epoch
        {
            report.half_done.push(format!("{name} is in life {} of {}", record.epoch, last.epoch));
        }
        let mut journals = BTreeMap::new();
        for epoch in 0..=record.epoch {
            match journal(services, &id, &lives, epoch).await? {
                Ok(entries) => drop(journals.insert(epoch, entries)),
                Err(why) => report.half_done.push(format!("{name}, life {epoch}: {why}")),
            }
        }
        found.insert(name.as_str(), (lives, journals));
    }
    for said in said {
        let way = match said.did {
            Did::Open => "open",
            Did::Command(_) => "command",
            Did::Reset => "reset",
            Did::Undo => "undo",
            Did::Rewind(_) => "rewind",
            Did::Copy => "copy",
        };
        *report.acknowledged.entry(way).or_default() += 1;
        let kept = found.get(said.sandbox.as_str()).is_some_and(|(lives, journals)| is_kept(said, lives, journals));
        if !kept {
            report.lost.push(format!("{said:?}"));
        }
    }
    Ok(())
}

/// Whether what was acknowledged is there.
fn is_kept(said: &Said, lives: &[Life], journals: &BTreeMap<i64, usize>) -> bool {
    let how = lives.iter().find(|life| life.epoch == said.epoch).map(|life| &life.beginning);
    match said.did {
        Did::Open => journals.contains_key(&said.epoch),
        Did::Command(entries) => journals.get(&said.epoch).is_some_and(|there| *there >= entries),
        Did::Reset => how.is_some_and(|how| how.how == How::Reset),
        Did::Undo => how.is_some_and(|how| how.how == How::Undone),
        Did::Rewind(step) => how.is_some_and(|how| {
            how.how == How::Rewound && how.from.is_some_and(|(_, seq)| u64::try_from(seq) == Ok(step))
        }),
        // Another copy may have come on top of it before it was looked at.
        Did::Copy => lives.iter().any(|life| life.epoch <= said.epoch && life.beginning.how == How::Copied),
    }
}

/// How many entries the journal of a life has; why not, when it can not be replayed or lacks what it began with.
async fn journal(
    services: &Services,
    id: &SandboxId,
    lives: &[Life],
    epoch: i64,
) -> Result<Result<usize, String>, Failure> {
    let rows = after(services.db(), id, &Lineage::of(lives, epoch), 0, WHOLE).await?;
    let beginning = lives.iter().find(|life| life.epoch == epoch).map(|life| &life.beginning);
    let owed = beginning.map_or(0, |beginning| beginning.from.map_or(beginning.copied, |(_, seq)| seq));
    if usize::try_from(owed)? > rows.len() {
        return Ok(Err(format!("began with {owed} entries, {} are there", rows.len())));
    }
    let decoded: Result<Vec<_>, _> = rows.iter().map(|row| decode(&row.payload)).collect();
    let entries = match decoded {
        Ok(entries) => entries,
        Err(error) => return Ok(Err(error.to_string())),
    };
    if entries.first().is_some_and(|first| first.seq != 1) {
        return Ok(Err("its first entry is missing".to_owned()));
    }
    let base = base(services).await?;
    Ok(replay(&base, &entries).map(|_| entries.len()).map_err(|error| error.to_string()))
}

/// The base hospital: that of somebody who never does anything.
async fn base(services: &Services) -> Result<World, Failure> {
    let nobody = house::actor(usize::try_from(PEOPLE)? - 1)?;
    Ok(sandbox::practice(services, &nobody).await?.look().await?.world)
}
