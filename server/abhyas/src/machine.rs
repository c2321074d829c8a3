//! What the program takes from the machine: randomness, the database's address, the terminal.

use abhyas_core::{Entropy, SystemClock};
use abhyas_services::{Config, Db, HashingCost, Services};
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

/// What a command may fail with; the text is for the person at the terminal.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The operating system's randomness.
#[derive(Debug, Clone, Copy)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness there are no secrets: asking again is all that is safe, and it answers once the machine has booted.
        while getrandom::fill(bytes).is_err() {
            std::thread::yield_now();
        }
    }
}

/// Where the installation is: the same for every command that opens the database.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Database: `sqlite:PATH` or `postgres://…`. Without it: `abhyas.sqlite3` in the data folder.
    #[arg(long, env = "ABHYAS_DATABASE")]
    pub database: Option<String>,
    /// Folder for the database, the signing key and backups.
    #[arg(long, default_value = ".abhyas", env = "ABHYAS_DATA_DIR")]
    pub data_dir: PathBuf,
}

impl Place {
    /// The address of the database.
    pub fn url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("abhyas.sqlite3").display()))
    }

    /// Opens the database; its schema is as it was.
    pub async fn open(&self) -> Result<Db, Failure> {
        std::fs::create_dir_all(&self.data_dir).map_err(|error| format!("{}: {error}", self.data_dir.display()))?;
        Ok(Db::open(&self.url()).await?)
    }

    /// Opens a database that must be there already: looking at a mistyped path must not make an empty one.
    pub async fn open_existing(&self) -> Result<Db, Failure> {
        if let Some(path) = self.sqlite_path().filter(|path| !path.exists()) {
            return Err(format!("there is no database at {}: check --database and --data-dir", path.display()).into());
        }
        self.open().await
    }

    /// The SQLite file; `None` for PostgreSQL.
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        let url = self.url();
        url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).map(PathBuf::from)
    }

    /// Opens and migrates the database and puts the services over it.
    pub async fn services(&self, public_url: &str) -> Result<Services, Failure> {
        let db = self.open().await?;
        db.migrate().await?;
        let config = Config {
            public_url: public_url.trim_end_matches('/').to_owned(),
            data_dir: self.data_dir.clone(),
            hashing: HashingCost::default(),
        };
        Ok(Services::new(db, Arc::new(SystemClock), Arc::new(SystemEntropy), config).await?)
    }
}

/// Says something at the terminal.
#[expect(clippy::print_stdout, reason = "a command's answer to the person who typed it")]
pub fn say(text: &str) {
    println!("{text}");
}

/// Says at the terminal what went wrong, or how far something is.
#[expect(clippy::print_stderr, reason = "a command's answer to the person who typed it")]
pub fn complain(text: &str) {
    eprintln!("{text}");
}
