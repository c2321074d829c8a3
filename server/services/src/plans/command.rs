//! `abhyas plan`: from file to file, without a database.

use super::job::share;
use abhyas_core::{Clock, Language};
use abhyas_planner::bound::lower_bound;
use abhyas_planner::checker::{Term, check};
use abhyas_planner::explain::{Names, Shortfall, shortfalls};
use abhyas_planner::format::{FormatError, read_instance, read_plan};
use abhyas_planner::solve::Problem;
use abhyas_planner::{Instance, Options, Plan, Score, Solver};
use std::path::{Path, PathBuf};

/// Searches side by side when moves are counted instead of seconds: the same on every machine.
const LANES: usize = 4;

/// What the command is told.
#[derive(Debug, Clone)]
pub struct PlanFiles {
    /// The instance.
    pub instance: PathBuf,
    /// Where the plan goes.
    pub out: PathBuf,
    /// How long to search.
    pub seconds: u64,
    /// What everything random follows from.
    pub seed: u64,
    /// Searches at most so many moves in each of four lanes instead: the same plan for the same seed on any machine.
    pub iterations: Option<u64>,
    /// Threads to search on.
    pub threads: usize,
    /// A plan to disturb as little as possible.
    pub previous: Option<PathBuf>,
}

/// Why no plan was written.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    /// A file can not be read.
    #[error("{}: can not be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{}: {reason}", path.display())]
    Faulty {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: FormatError,
    },
    /// The plan can not be written.
    #[error("{}: can not be written: {reason}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
}

/// Plans from file to file. `say` gets a line of progress every second or so.
///
/// # Errors
/// [`PlanFileError`]: then no plan was written, and a file that stood there before is untouched.
pub fn plan_files(files: &PlanFiles, clock: &dyn Clock, mut say: impl FnMut(&str)) -> Result<Score, PlanFileError> {
    let faulty = |path: &Path| {
        let path = path.to_owned();
        move |reason| PlanFileError::Faulty { path, reason }
    };
    let begun = clock.now();
    let instance = read_instance(&read(&files.instance)?).map_err(faulty(&files.instance))?;
    let previous = match &files.previous {
        Some(path) => Some(read_plan(&read(path)?).map_err(faulty(path))?),
        None => None,
    };
    // Better to hear now than after the search that the place can not be written to.
    let beside = partial(&files.out);
    std::fs::write(&beside, "").map_err(unwritable(&files.out))?;
    let problem = Problem::new(&instance, &[]).map_err(faulty(&files.instance))?;
    say(&format!("{}: {} people, at most {} sessions", instance.name, instance.trainees.len(), instance.max_sessions));
    let threads = files.threads.max(1);
    let lanes = if files.iterations.is_some() { LANES } else { threads };
    let options = Options { seed: files.seed, lanes, threads, previous };
    let mut solver = Solver::new(&problem, &options);
    let limit = files.seconds.saturating_mul(1000);
    let mut said = -1;
    solver.run_for(|progress| {
        let elapsed = (clock.now() - begun).num_milliseconds();
        if progress.iterations > 0 && elapsed / 1000 > said {
            said = elapsed / 1000;
            let Score { unseated, rupees, .. } = progress.score;
            let (moves, sessions) = (progress.iterations, progress.sessions);
            say(&format!(
                "{said:>5} s  {moves:>11} moves  {sessions:>4} sessions  {unseated:>5} seats missing  Rs {rupees}"
            ));
        }
        match files.iterations {
            Some(most) => share(progress.iterations, most.saturating_mul(LANES as u64)),
            None => share(elapsed.unsigned_abs(), limit),
        }
    });
    if solver.progress().iterations == 0 {
        solver.step(1);
    }
    let (plan, score) = solver.best();
    let text = serde_json::to_string(&plan).map_err(|e| unwritable(&files.out)(std::io::Error::other(e)))?;
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, &files.out))
        .map_err(unwritable(&files.out))?;
    say(&format!(
        "{} sessions, {} seats missing, {} broken rules, Rs {} → {}",
        plan.sessions.len(),
        score.unseated,
        score.hard,
        score.rupees,
        files.out.display()
    ));
    let bound = lower_bound(&problem);
    let report = check(&instance, &plan, options.previous.as_ref());
    for Term { name, rupees, .. } in report.terms(&instance.weights) {
        let least = bound.terms.get(name.as_str()).copied().unwrap_or(0);
        say(&format!("  {name:<26} Rs {rupees:>10}   at least {least:>10}"));
    }
    // A plan that leaves people out can be cheaper than any that seats them all.
    if let Some(gap) = bound.gap_tenths(score.rupees).filter(|_| score.unseated == 0) {
        let (least, sessions) = (bound.rupees, bound.sessions);
        say(&format!(
            "No plan costs less than Rs {least} or has fewer than {sessions} sessions: at most {}.{} % of this one's cost could be saved.",
            gap / 10,
            gap % 10
        ));
    }
    for line in reasons(&instance, &plan).map_err(faulty(&files.instance))? {
        say(&line);
    }
    Ok(score)
}

/// Why people are left without a seat, a line for each module and district.
fn reasons(instance: &Instance, plan: &Plan) -> Result<Vec<String>, FormatError> {
    let names = OfFile(instance);
    let words = |shortfall: &Shortfall| {
        let reasons = shortfall.told(&names).into_iter().map(|reason| {
            let words = abhyas_i18n::refusals::explain(Language::En, &reason);
            format!("{} {}", words.message, words.next)
        });
        let (module, district) = (names.module(&shortfall.module), names.district(&shortfall.district));
        let people = shortfall.trainees.len();
        format!("{people} without a seat in {module}, {district}: {}", reasons.collect::<Vec<_>>().join(" "))
    };
    Ok(shortfalls(instance, plan)?.iter().map(words).collect())
}

/// The names that an instance's file gives.
struct OfFile<'a>(&'a Instance);

impl Names for OfFile<'_> {
    fn module(&self, id: &str) -> String {
        let known = self.0.modules.iter().find(|m| m.id == id);
        known.map_or_else(|| id.to_owned(), |m| format!("{id} {}", m.name))
    }

    fn district(&self, id: &str) -> String {
        self.0.districts.iter().find(|d| d.id == id).map_or(id, |d| &d.name).to_owned()
    }

    fn facility(&self, id: &str) -> String {
        id.to_owned()
    }

    fn cadre(&self, id: &str) -> String {
        id.to_owned()
    }

    fn everywhere(&self) -> String {
        "the whole programme".to_owned()
    }
}

fn read(path: &Path) -> Result<String, PlanFileError> {
    std::fs::read_to_string(path).map_err(|reason| PlanFileError::Unreadable { path: path.to_owned(), reason })
}

/// The plan grows beside its place and is moved there when it is whole.
fn partial(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    out.with_file_name(name)
}

fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> PlanFileError + use<> {
    let path = path.to_owned();
    move |reason| PlanFileError::Unwritable { path, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_core::FixedClock;

    const SMALL: &str = include_str!("../../../../app/planner/tests/judge/programme-x0.1-s1.json");

    fn files(folder: &Path) -> PlanFiles {
        PlanFiles {
            instance: folder.join("instance.json"),
            out: folder.join("plan.json"),
            seconds: 0,
            seed: 1,
            iterations: None,
            threads: 1,
            previous: None,
        }
    }

    #[test]
    fn a_plan_is_written_and_can_be_the_previous_one() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        std::fs::write(&files.instance, SMALL).unwrap();
        let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
        let mut lines = Vec::new();
        let score = plan_files(&files, &clock, |line| lines.push(line.to_owned())).unwrap();
        assert_eq!(score.hard, 0);
        assert!(lines.len() >= 2, "{lines:?}");
        // Every rupee is in one of the terms.
        let of_term = |line: &String| {
            let words: Vec<&str> = line.strip_prefix("  ")?.split_whitespace().collect();
            (*words.get(1)? == "Rs").then(|| words.get(2)?.parse::<i64>().ok())?
        };
        assert_eq!(lines.iter().filter_map(of_term).sum::<i64>(), score.rupees, "{lines:?}");
        let told = lines.last().is_some_and(|line| line.starts_with("No plan costs less than Rs "));
        assert_eq!(told, score.unseated == 0, "{lines:?}");
        let reasons = lines.iter().filter(|line| line.contains("without a seat in")).count();
        assert_eq!(reasons > 0, score.unseated > 0, "{lines:?}");
        let again =
            PlanFiles { previous: Some(files.out.clone()), out: folder.path().join("next.json"), ..files.clone() };
        plan_files(&again, &clock, |_| ()).unwrap();
        assert_eq!(
            read_plan(&read(&again.out).unwrap()).unwrap().sessions.len(),
            read_plan(&read(&files.out).unwrap()).unwrap().sessions.len()
        );
        assert!(!partial(&files.out).exists());
    }

    #[test]
    fn a_number_of_moves_makes_the_same_plan_on_any_number_of_threads() {
        let folder = tempfile::tempdir().unwrap();
        let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
        std::fs::write(folder.path().join("instance.json"), SMALL).unwrap();
        let made = |threads| {
            let files = PlanFiles { iterations: Some(30_000), threads, ..files(folder.path()) };
            plan_files(&files, &clock, |_| ()).unwrap();
            std::fs::read_to_string(files.out).unwrap()
        };
        assert_eq!(made(1), made(3));
    }

    #[test]
    fn what_can_not_be_read_or_written_is_said_with_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        let clock = FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap());
        let said = |files: &PlanFiles| plan_files(files, &clock, |_| ()).unwrap_err().to_string();
        assert!(said(&files).contains("instance.json: can not be read"));
        std::fs::write(&files.instance, "{}").unwrap();
        assert!(said(&files).contains("instance.json: not a readable instance: missing field"));
        std::fs::write(&files.instance, SMALL).unwrap();
        let nowhere = PlanFiles { out: folder.path().join("no/such/folder/plan.json"), ..files.clone() };
        assert!(said(&nowhere).contains("plan.json: can not be written"));
        let previous = PlanFiles { previous: Some(files.instance.clone()), ..files };
        assert!(said(&previous).contains("not a readable plan: missing field `sessions`"));
    }
}
