//! Builds the islands: Rust → WebAssembly → bindings → wasm-opt → hashed, compressed assets and their manifest.

mod assets;
mod bindings;
mod compiler;
mod fingerprint;
mod optimise;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::say;
use crate::trouble::{During as _, Outcome, trouble};
use crate::workspace::Workspace;

/// The crate that becomes WebAssembly.
pub const FRONTEND: &str = "abhyas-frontend";
/// The loader script: an asset written by hand, because it must run before any WebAssembly is there.
const LOADER: &str = "app/islands/loader.js";
/// What the WebAssembly and its glue may weigh together, compressed with brotli. Slow 3G carries 50 KB a second.
const BUDGET_BYTES: usize = 120 * 1024;

/// Where the built site lies.
pub fn site(root: &Path) -> PathBuf {
    root.join("target/site")
}

/// Builds `target/site`, unless it was already built from the same sources.
///
/// # Errors
/// When a step fails, or what comes out is heavier than the budget. The former site stays in place then.
pub fn build(workspace: &Workspace) -> Outcome<()> {
    let root = workspace.root();
    let compiler = compiler::find(root)?;
    let print = fingerprint::of(workspace, &[Path::new(LOADER)], &compiler.version()?)?;
    if fingerprint::stands_in(&site(root), &print) {
        say("wasm: up to date");
        return Ok(());
    }

    let started = Instant::now();
    let stage = |what: &str| say(format_args!("wasm: {what} ({} s)", started.elapsed().as_secs()));
    stage(&format!("compiling {FRONTEND} with {}", compiler.name()));
    let module = compiler.build(root)?;
    stage("making the bindings");
    let bound = bindings::make(&module)?;
    stage("optimising");
    let wasm = optimise::shrink(root, &bound.wasm)?;
    stage("compressing");
    let loader = fs::read(root.join(LOADER)).during(LOADER)?;
    let logical = [("abhyas.wasm", wasm), ("abhyas.js", bound.glue), ("islands.js", loader)];
    let fresh = root.join("target/site.new");
    let sizes = assets::write(&fresh, &logical)?;
    for size in &sizes {
        say(format_args!("wasm: {size}"));
    }
    let weight: usize = sizes.iter().filter(|s| s.logical != "islands.js").map(|s| s.brotli).sum();
    if weight > BUDGET_BYTES {
        return Err(trouble(format!(
            "wasm: {weight} bytes of WebAssembly and glue, compressed; the budget is {BUDGET_BYTES}"
        )));
    }
    fingerprint::write(&fresh, &print)?;
    replace(&site(root), &fresh)?;
    stage(&format!("done, {weight} bytes of WebAssembly and glue, compressed"));
    Ok(())
}

/// The crates that may one day run in the browser, so that a hospital goes on without a network. They have no islands, and
/// nothing of them is in the site.
const PURE: [&str; 2] = ["abhyas-hims", "abhyas-training"];

/// Checks that the rules of the hospital and of the training compile for the browser.
///
/// # Errors
/// When one does not.
pub fn check_rules(root: &Path) -> Outcome<()> {
    compiler::find(root)?.check(root, &PURE)
}

/// Puts the new site in the old one's place in one step a running server can not see half of.
fn replace(site: &Path, fresh: &Path) -> Outcome<()> {
    let old = site.with_extension("old");
    let _ = fs::remove_dir_all(&old);
    if site.exists() {
        fs::rename(site, &old).during("putting the old site aside")?;
    }
    fs::rename(fresh, site).during("putting the new site in place")?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}
