//! `abhyas backup FILE` and `abhyas restore FILE`

use crate::machine::{Failure, Place, say};
use clap::Args;
use std::path::PathBuf;

/// Options of `abhyas backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; it must not exist.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Backup {
    /// Runs the command. The server may go on running.
    pub async fn run(self) -> Result<(), Failure> {
        let db = self.place.open_existing().await?;
        let info = abhyas_store::backup::backup(&db, &self.file).await?;
        say(&format!("{}: {} bytes, schema version {}, checked.", info.path.display(), info.bytes, info.version));
        Ok(())
    }
}

/// Options of `abhyas restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    /// Put an existing database aside and restore in its place.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    place: Place,
}

impl Restore {
    /// Runs the command. The server must be stopped.
    pub async fn run(self) -> Result<(), Failure> {
        let Some(path) = self.place.sqlite_path() else {
            return Err(
                "only a SQLite database can be restored here; PostgreSQL has its own tools (pg_restore, pgBackRest)"
                    .into(),
            );
        };
        std::fs::create_dir_all(&self.place.data_dir)?;
        let info = abhyas_store::backup::restore(&self.file, &path, self.force).await?;
        say(&format!("{} restored: schema version {}, checked.", info.path.display(), info.version));
        Ok(())
    }
}
