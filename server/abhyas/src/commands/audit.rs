//! `abhyas audit verify`

use crate::machine::{Failure, Place, say};
use abhyas_store::audit::{AuditState, verify};
use clap::{Args, Subcommand};

/// What can be done with the audit trail.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no act was changed, put in or taken out. Compare the printed hash with the one of an earlier backup's log.
    Verify(Verify),
}

/// Options of `abhyas audit verify`.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
}

impl Audit {
    /// Runs the command. The server may go on running.
    pub async fn run(self) -> Result<(), Failure> {
        let Self::Verify(Verify { place }) = self;
        match verify(&place.open_existing().await?).await? {
            AuditState::Intact { rows, head } => {
                say(&format!("The audit trail is whole: {rows} acts, the last one with hash {head}"));
                Ok(())
            }
            AuditState::Broken { seq, found } => {
                Err(format!("the audit trail does not hold at act {seq}: {found:?}").into())
            }
        }
    }
}
