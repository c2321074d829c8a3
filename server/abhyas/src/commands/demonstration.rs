//! `abhyas demonstration`

use crate::machine::{Failure, Place, complain, say};
use abhyas_core::Language;
use abhyas_i18n::refusals::explain;
use abhyas_services::ServiceError;
use abhyas_services::demonstration::{Load, Loaded, Step, load};
use clap::Args;

/// Options of `abhyas demonstration`.
#[derive(Debug, Args)]
pub struct Demonstration {
    /// Only some sixty people of one district: for tests in the browser and a quick look.
    #[arg(long)]
    small: bool,
    /// Leave the plan as a draft, for an officer to publish.
    #[arg(long)]
    no_publish: bool,
    /// How long to search for a plan, in seconds.
    #[arg(long, default_value_t = 20)]
    seconds: i64,
    #[command(flatten)]
    place: Place,
}

impl Demonstration {
    /// Loads the demonstration, says how far it is, and prints one sign-in of each kind.
    pub async fn run(self) -> Result<(), Failure> {
        let services = self.place.services("http://127.0.0.1:3000").await?;
        let what = Load { small: self.small, publish: !self.no_publish, seconds: self.seconds, moves: None };
        let loaded = load(&services, what, &tell).await.map_err(in_words)?;
        report(&loaded);
        Ok(())
    }
}

/// One line for each step.
fn tell(step: Step) {
    if step.of <= 1 {
        let done = if step.done == 0 { "…" } else { "done" };
        complain(&format!("{}: {done}", step.stage.name()));
    } else {
        complain(&format!("{}: {} / {}", step.stage.name(), step.done, step.of));
    }
}

fn report(loaded: &Loaded) {
    if loaded.already {
        say("The demonstration is loaded already.");
    }
    say(&format!("{} people are to be trained.", loaded.people));
    if let Some(plan) = loaded.plan {
        let seated = plan.wanted - plan.missing;
        say(&format!("The plan: {seated} of {} seats in {} sessions.", plan.wanted, plan.sessions));
    }
    say("Sign in with the mobile number and the password (they exist in this demonstration only):");
    for account in &loaded.accounts {
        say(&format!("  {:<12} {}  {}", account.kind, account.mobile, account.password));
    }
}

/// What was refused, as a person reads it.
fn in_words(error: ServiceError) -> Failure {
    match error {
        ServiceError::Refused(refusals) => {
            let words = refusals.iter().map(|refusal| explain(Language::En, refusal));
            words.map(|words| format!("{} {}", words.message, words.next)).collect::<Vec<_>>().join("\n").into()
        }
        other => other.into(),
    }
}
