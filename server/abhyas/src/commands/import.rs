//! `abhyas import roster FILE --dry-run`: what a roster would do, without server and without database.

use crate::machine::{Failure, say};
use abhyas_core::clock::date_in_india;
use abhyas_core::{Clock as _, Language, Refusal, SystemClock};
use abhyas_i18n::refusals::explain;
use abhyas_services::roster::dry_run::{DryRun, dry_run};
use abhyas_services::roster::read::check_size;
use abhyas_services::roster::reference::of_demonstration;
use abhyas_training::roster::check::Options;
use abhyas_training::roster::report::RowState;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Import files.
#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A roster: the list of staff as a district sends it (.xlsx or .csv).
    Roster(Roster),
}

/// Looks a roster over with the facilities and designations that ship with the demonstration.
#[derive(Debug, Args)]
struct Roster {
    /// The file.
    file: PathBuf,
    /// Change nothing, only say what would happen. (People are imported on the page /people/import, where doubtful rows are decided.)
    #[arg(long, required = true)]
    dry_run: bool,
    /// Answer with the counts as JSON.
    #[arg(long)]
    json: bool,
    /// The roster holds real people: mobile numbers begin with 6 to 9 and not with 00000.
    #[arg(long)]
    real: bool,
    /// Language of what is said about rows.
    #[arg(long, default_value = "en", value_parser = ["hi", "en"])]
    language: String,
}

impl Import {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Roster(roster) => roster.run(),
        }
    }
}

impl Roster {
    fn run(self) -> Result<(), Failure> {
        let language = if self.language == "hi" { Language::Hi } else { Language::En };
        let unreadable = |error: std::io::Error| format!("{}: {error}", self.file.display());
        // The size is asked for before anything is read.
        let size = std::fs::metadata(&self.file).map_err(unreadable)?.len();
        check_size(size).map_err(|refusal| said(language, &refusal))?;
        let bytes = std::fs::read(&self.file).map_err(unreadable)?;
        let options = Options { synthetic: !self.real, today: date_in_india(SystemClock.now()) };
        let run = dry_run(&bytes, &of_demonstration()?, options).map_err(|refusal| said(language, &refusal))?;
        if self.json {
            say(&serde_json::to_string(&run.summary)?);
        } else {
            tell(&run, language);
        }
        Ok(())
    }
}

fn said(language: Language, refusal: &Refusal) -> String {
    let words = explain(language, refusal);
    format!("{} {} [{}]", words.message, words.next, refusal.code.as_str())
}

fn tell(run: &DryRun, language: Language) {
    for row in run.rows.iter().filter(|row| row.state != RowState::Good) {
        for issue in row.issues.iter().filter(|issue| issue.fault.is_some() || issue.review) {
            say(&format!("{:>6}  {:<12}  {}", row.row, row.state.name(), said(language, &issue.refusal)));
        }
    }
    let counts = run.summary;
    let answer = language.pick(
        "{rows} पंक्तियाँ: {good} ठीक, {review} जाँच के लिए, {faulty} गलत",
        "{rows} rows: {good} good, {review} to be reviewed, {faulty} faulty",
    );
    let answer = [
        ("{rows}", counts.rows),
        ("{good}", counts.good),
        ("{review}", counts.needs_review),
        ("{faulty}", counts.faulty.sum()),
    ]
    .into_iter()
    .fold(answer.to_owned(), |text, (name, number)| text.replace(name, &number.to_string()));
    say(&answer);
}
