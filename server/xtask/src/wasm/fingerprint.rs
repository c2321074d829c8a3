//! Whether the site was built from what is there now.

use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::FRONTEND;
use crate::migrations::hex;
use crate::trouble::{During as _, Outcome};
use crate::workspace::{Workspace, files_below};

const FILE: &str = "fingerprint";

/// One hash over everything that decides what the site looks like: the frontend's sources and those of the crates
/// behind it, the catalogues that `i18n` compiles, the lock files, cargo's settings, this tool, and the compiler.
///
/// # Errors
/// When a file can not be read.
pub fn of(workspace: &Workspace, more: &[&Path], compiler: &str) -> Outcome<String> {
    let root = workspace.root();
    let mut files: Vec<_> = workspace.folders_behind(FRONTEND).into_iter().flat_map(files_below).collect();
    files.extend(files_below(&root.join("server/xtask")));
    files.extend(["Cargo.toml", "Cargo.lock", ".cargo/config.toml"].map(|name| root.join(name)));
    files.extend(more.iter().map(|path| root.join(path)));
    for folder in ["app", "curriculum", "server"] {
        files.extend(
            files_below(&root.join(folder)).filter(|path| path.file_name().is_some_and(|n| n == "refusals.toml")),
        );
    }
    files.sort();
    files.dedup();

    let mut hash = Sha256::new();
    hash.update(compiler);
    for file in files {
        let bytes = fs::read(&file).during(file.display())?;
        // Paths below the root only: another clone with the same content has the same print.
        hash.update(file.strip_prefix(root).unwrap_or(&file).to_string_lossy().as_bytes());
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(&bytes);
    }
    Ok(hex(&hash.finalize()))
}

/// Whether the site carries this print.
pub fn stands_in(site: &Path, print: &str) -> bool {
    fs::read_to_string(site.join(FILE)).is_ok_and(|there| there == print)
}

/// Marks the site with its print.
///
/// # Errors
/// When the file can not be written.
pub fn write(site: &Path, print: &str) -> Outcome<()> {
    fs::write(site.join(FILE), print).during(FILE)
}
