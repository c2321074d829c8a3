//! The house in which it is measured: a SQLite file of its own, with people who practise.

use crate::machine::{Failure, SystemEntropy};
use abhyas_core::{Capacity, Language, OnceKey, PersonId, SystemClock};
use abhyas_services::sandbox::{BaseChoice, choose_base, ensure_base};
use abhyas_services::{Actor, Config, Db, Grant, HashingCost, Services};
use abhyas_store::people::{PersonRecord, insert_person};
use clap::Args;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Everything random in the base hospital follows from this.
pub const SEED: u64 = 1;

/// Opens a house in a folder, durable as in the field (`synchronous=FULL`), with a base of so many patients.
pub async fn open(folder: &Path, patients: u32) -> Result<Services, Failure> {
    let db = Db::open(&format!("sqlite:{}", folder.join("house.sqlite3").display())).await?;
    db.migrate().await?;
    let config = Config {
        public_url: "http://127.0.0.1".to_owned(),
        data_dir: folder.to_owned(),
        hashing: HashingCost::default(),
    };
    let services = Services::new(db, Arc::new(SystemClock), Arc::new(SystemEntropy), config).await?;
    choose_base(&services, BaseChoice { patients, seed: SEED });
    Ok(services)
}

/// The person with a number, who may also open and copy hospitals of others.
pub fn actor(number: usize) -> Result<Actor, Failure> {
    let person = PersonId::parse(format!("bench-{number}"))?;
    Ok(Actor {
        name: person.to_string(),
        staff_id: person.to_string(),
        person,
        language: Language::Hi,
        facility: None,
        district: None,
        grants: vec![Grant { capacity: Capacity::Officer, district: None }],
    })
}

/// A fresh key for a form.
pub fn key(services: &Services) -> OnceKey {
    OnceKey::mint(services.real_now(), services.entropy())
}

/// Adds the people with the numbers from 0; those who are there already stay.
pub async fn add_people(services: &Services, people: usize) -> Result<(), Failure> {
    let there = abhyas_store::people::everyone_in(&mut services.db().begin().await?).await?.len();
    let at = services.real_now();
    let mut tx = services.db().begin().await?;
    for number in there..people {
        let actor = actor(number)?;
        let record = PersonRecord {
            id: actor.person,
            staff_id: actor.staff_id,
            name: actor.name,
            sex: String::new(),
            born: None,
            joined: None,
            designation: String::new(),
            role: None,
            facility: None,
            district: None,
            mobile: None,
            email: String::new(),
            language: "hi".to_owned(),
            state: "active".to_owned(),
            import: None,
            version: 0,
            created_at: at,
            updated_at: at,
            search: String::new(),
        };
        insert_person(&mut tx, &record).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// `abhyas bench make-base`: a process of its own, so that what making it takes is not counted where it is used.
#[derive(Debug, Args)]
pub struct MakeBase {
    folder: std::path::PathBuf,
    patients: u32,
}

impl MakeBase {
    /// Makes and stores the base and says how many seconds that took.
    pub async fn run(self) -> Result<(), Failure> {
        let services = open(&self.folder, self.patients).await?;
        let begun = Instant::now();
        ensure_base(&services).await?;
        crate::machine::say(&begun.elapsed().as_secs_f64().to_string());
        services.db().close().await;
        Ok(())
    }
}

/// Has the base made by another process; how many seconds that took.
pub async fn make_base(folder: &Path, patients: u32) -> Result<f64, Failure> {
    let mut child = tokio::process::Command::new(std::env::current_exe()?);
    child.args(["bench", "make-base"]).arg(folder).arg(patients.to_string());
    let output = child.output().await?;
    if !output.status.success() {
        return Err(format!("the base was not made: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
