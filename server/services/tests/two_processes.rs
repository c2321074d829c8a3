//! Two processes that write to one sandbox at the same time, as two servers behind one address do: no command is lost, no
//! place in the journal and no number is given twice, and both see the same hospital.
//!
//! The test starts itself twice as the writing processes.
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

use abhyas_core::{Capacity, FixedClock, Language, PersonId, SeededEntropy};
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_services::sandbox::hims::{Act, AnyCommand};
use abhyas_services::sandbox::{BaseChoice, choose_base, practice};
use abhyas_services::{Actor, Config, Db, Grant, HashingCost, ServiceError, Services};
use abhyas_store::params;
use abhyas_store::testing::{add_person, each_database};
use std::collections::BTreeSet;
use std::process::{Child, Command};
use std::sync::Arc;

const URL: &str = "ABHYAS_TEST_WRITER_URL";
const NAME: &str = "ABHYAS_TEST_WRITER_NAME";
const COMMANDS: usize = 40;

async fn services(db: Db) -> Services {
    let clock = Arc::new(FixedClock::at("2026-11-23T04:30:00Z".parse().unwrap()));
    let config = Config {
        public_url: "http://127.0.0.1".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let services = Services::new(db, clock, Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    choose_base(&services, BaseChoice { patients: 20, seed: 1 });
    services
}

fn actor() -> Actor {
    Actor {
        person: PersonId::parse("p").unwrap(),
        name: "p".into(),
        staff_id: "P".into(),
        language: Language::Hi,
        facility: None,
        district: None,
        grants: vec![Grant { capacity: Capacity::Trainee, district: None }],
    }
}

/// Not a test of its own: a writing process.
#[tokio::test]
async fn writer() {
    let (Ok(url), Ok(name)) = (std::env::var(URL), std::env::var(NAME)) else { return };
    let services = services(Db::open(&url).await.unwrap()).await;
    for n in 0..COMMANDS {
        let sandbox = practice(&services, &actor()).await.unwrap();
        let input =
            RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: format!("शर्ट {name}") };
        // The other process may be faster five times in a row: then the person is asked to try again, and does.
        while let Err(error) = sandbox.command(&format!("{name}-{n}"), &AnyCommand::from(input.clone())).await {
            assert!(matches!(error, ServiceError::Busy { .. }), "{error}");
        }
    }
}

fn start(url: &str, name: &str) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "writer"]).env(URL, url).env(NAME, name).spawn().unwrap()
}

/// The address under which another process finds the same tables.
async fn address(db: &Db) -> String {
    if let Some(path) = db.sqlite_path() {
        return format!("sqlite:{}", path.display());
    }
    let schema = db.row("SELECT current_schema() AS name", params![]).await.unwrap().unwrap().text("name").unwrap();
    let url = std::env::var("ABHYAS_TEST_PG").unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-c%20search_path%3D{schema}")
}

#[tokio::test]
async fn two_processes_on_one_sandbox_lose_no_command_and_agree() {
    each_database(|db| async move {
        add_person(&db, "p", None, None).await;
        let here = services(db.clone()).await;
        let before = practice(&here, &actor()).await.unwrap().look().await.unwrap().world.patients().len();
        let url = address(&db).await;
        for mut child in ["a", "b"].map(|name| start(&url, name)) {
            assert!(child.wait().unwrap().success());
        }
        let sandbox = practice(&here, &actor()).await.unwrap();
        let entries = sandbox.journal().await.unwrap();
        assert!(entries.iter().map(|e| e.seq).eq(1..=2 * COMMANDS as u64), "every place once");
        let commands: BTreeSet<_> = entries.iter().map(|e| e.command.clone()).collect();
        let sent: BTreeSet<_> =
            ["a", "b"].iter().flat_map(|w| (0..COMMANDS).map(move |n| format!("{w}-{n}"))).collect();
        assert_eq!(commands, sent);
        let given: BTreeSet<_> = entries
            .iter()
            .filter_map(|e| match &e.act {
                Act::Done { receipt, .. } => Some(receipt.subject.id.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(given.len(), 2 * COMMANDS, "no BHAVYA ID twice");
        // This process wrote nothing and read the base before: a command of its own shows it what the others did.
        let input = RegisterUnknown { sex: Some(Sex::Female), age: "30".into(), description: "साड़ी".into() };
        sandbox.command("here", &input.into()).await.unwrap();
        let world = sandbox.look().await.unwrap().world;
        assert_eq!(world.patients().len(), before + 2 * COMMANDS + 1);
        let anew = services(db).await;
        assert_eq!(practice(&anew, &actor()).await.unwrap().look().await.unwrap().world, world);
    })
    .await;
}
