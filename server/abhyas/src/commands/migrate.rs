//! `abhyas migrate`

use crate::machine::{Failure, Place, say};
use clap::Args;

/// Options of `abhyas migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    place: Place,
}

impl Migrate {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Failure> {
        let db = self.place.open().await?;
        db.migrate().await?;
        say(&format!("The database has schema version {}.", db.schema_version().await?));
        Ok(())
    }
}
