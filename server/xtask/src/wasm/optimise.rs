//! wasm-opt from npm's `binaryen`, pinned by a lock file: Debian's is too old for what Rust writes today.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::say;
use crate::trouble::{During as _, Outcome, trouble};

/// What browsers of the last years run. `--all-features` would write a module that Chromium refuses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Makes the module as small as wasm-opt can.
///
/// # Errors
/// When Node.js or npm is missing, or wasm-opt fails.
pub fn shrink(root: &Path, wasm: &[u8]) -> Outcome<Vec<u8>> {
    let tool = installed(root)?;
    let folder = root.join("target/wasm");
    let (before, after) = (folder.join("bound.wasm"), folder.join("optimised.wasm"));
    fs::write(&before, wasm).during(before.display())?;
    let output = Command::new("node")
        .arg(tool)
        .arg("-Oz")
        .args(FEATURES)
        .arg(&before)
        .arg("-o")
        .arg(&after)
        .output()
        .during("starting Node.js for wasm-opt")?;
    if !output.status.success() {
        return Err(trouble(format!("wasm-opt failed:\n{}", String::from_utf8_lossy(&output.stderr))));
    }
    fs::read(&after).during(after.display())
}

/// Installs the packages of the lock file in `target/tools/npm`, unless they are there.
fn installed(root: &Path) -> Outcome<PathBuf> {
    let from = root.join("server/xtask/tools");
    let folder = root.join("target/tools/npm");
    let tool = folder.join("node_modules/binaryen/bin/wasm-opt");
    fs::create_dir_all(&folder).during(folder.display())?;
    let lock = fs::read(from.join("package-lock.json")).during("package-lock.json")?;
    let same = fs::read(folder.join("package-lock.json")).is_ok_and(|there| there == lock);
    if same && tool.exists() {
        return Ok(tool);
    }
    say("wasm: installing wasm-opt (npm's binaryen) in target/tools/npm");
    fs::copy(from.join("package.json"), folder.join("package.json")).during("package.json")?;
    fs::write(folder.join("package-lock.json"), lock).during("package-lock.json")?;
    let output = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .output()
        .during("starting npm (as root: apt-get install nodejs npm)")?;
    if !output.status.success() {
        return Err(trouble(format!("npm ci failed:\n{}", String::from_utf8_lossy(&output.stderr))));
    }
    Ok(tool)
}
