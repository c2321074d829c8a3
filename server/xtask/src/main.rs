//! The workspace's own tools: build the WebAssembly, check what the compiler can not.
//!
//! `cargo xtask help` lists them. Nothing here is part of the product.

mod migrations;
mod new_module;
mod tidy;
mod trouble;
mod wasm;
mod workspace;

use std::io::Write as _;
use std::process::ExitCode;

use trouble::{Outcome, trouble};
use workspace::Workspace;

const HELP: &str = "cargo xtask COMMAND

  wasm            build the islands: target/site/assets, hashed and compressed (skipped when nothing changed)
  wasm-check      check that the rules (hims, training) compile for the browser, too
  tidy            check crate edges, SQL outside the store, refusal texts, sealed migrations, file lengths, island exports
  migration-seal  write the checksums of the migrations that a release ships; from then on they may not change
  new-module      M02 appointments: starts a module of the hospital, its folder with a first refusal";

/// Tells the person at the terminal how far it is.
pub fn say(text: impl std::fmt::Display) {
    // A closed terminal is no reason to stop a build.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(format_args!("{error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Outcome<()> {
    match words {
        ["wasm"] => wasm::build(&Workspace::read()?),
        ["wasm-check"] => wasm::check_rules(Workspace::read()?.root()),
        ["tidy"] => tidy::run(&Workspace::read()?),
        ["migration-seal"] => migrations::seal(Workspace::read()?.root()),
        ["new-module", number, name] => new_module::create(Workspace::read()?.root(), number, name),
        ["help" | "--help" | "-h"] | [] => {
            say(HELP);
            Ok(())
        }
        _ => Err(trouble(format!("no such command: {}\n\n{HELP}", words.join(" ")))),
    }
}
