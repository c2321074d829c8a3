//! `abhyas admin create` and `abhyas admin reset`: what only the one who runs the server may do.

use crate::machine::{Failure, Place, say};
use abhyas_core::Language;
use abhyas_core::clock::ist;
use abhyas_i18n::refusals::explain;
use abhyas_services::ServiceError;
use abhyas_services::access::{self, FirstAdmin, Minted};
use clap::{Args, Subcommand};

/// What can be done about officers.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make the first officer of an empty programme: prints a link that works once.
    Create(Create),
    /// Let someone who lost the way in begin again: prints a link that works once and ends all of their sessions.
    Reset(Reset),
}

/// Options of `abhyas admin create`.
#[derive(Debug, Args)]
pub struct Create {
    /// The officer's name.
    #[arg(long)]
    name: String,
    /// The staff id with which the officer will sign in.
    #[arg(long)]
    staff_id: String,
    /// The mobile number, if the officer wants to sign in with it.
    #[arg(long)]
    mobile: Option<String>,
    #[command(flatten)]
    link: Link,
}

/// Options of `abhyas admin reset`.
#[derive(Debug, Args)]
pub struct Reset {
    /// Staff id or mobile number.
    login: String,
    #[command(flatten)]
    link: Link,
}

/// Where the link leads.
#[derive(Debug, Args)]
struct Link {
    /// The address that people type for this server.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    public_url: String,
    #[command(flatten)]
    place: Place,
}

impl Admin {
    /// Runs the command. The server may go on running.
    pub async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Create(Create { name, staff_id, mobile, link }) => {
                let services = link.place.services(&link.public_url).await?;
                let made = access::create_first_admin(&services, &FirstAdmin { name, staff_id, mobile }).await;
                link.tell(&made.map_err(in_words)?)
            }
            Self::Reset(Reset { login, link }) => {
                link.place.open_existing().await?.close().await;
                let services = link.place.services(&link.public_url).await?;
                let made = access::reset_by_operator(&services, &login).await;
                link.tell(&made.map_err(in_words)?)
            }
        }
    }
}

impl Link {
    fn tell(&self, minted: &Minted) -> Result<(), Failure> {
        let until = minted.expires_at.with_timezone(&ist()).format("%d.%m.%Y %H:%M");
        let url = self.public_url.trim_end_matches('/');
        say(&format!("{} ({}) chooses a password here, once, until {until} (India):", minted.name, minted.staff_id));
        say(&format!("{url}/first?code={}", minted.code));
        Ok(())
    }
}

/// A refusal as the terminal shows it: what is wrong and what to do.
pub fn in_words(error: ServiceError) -> Failure {
    match error {
        ServiceError::Refused(refusals) => {
            let lines = refusals.iter().map(|refusal| {
                let told = explain(Language::En, refusal);
                format!("{} {}", told.message, told.next)
            });
            lines.collect::<Vec<_>>().join("\n").into()
        }
        ServiceError::NotFound => "there is no such person".into(),
        other => other.to_string().into(),
    }
}
