//! Every crate says in its first lines what it is for.

use std::fs;

use super::shown;
use crate::trouble::{During as _, Outcome};
use crate::workspace::Workspace;

/// Crates whose first line is no documentation.
///
/// # Errors
/// When a source can not be read.
pub fn faults(workspace: &Workspace) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for package in workspace.packages().values() {
        for name in ["src/lib.rs", "src/main.rs"] {
            let path = package.folder.join(name);
            if !path.exists() {
                continue;
            }
            let source = fs::read_to_string(&path).during(path.display())?;
            let first = source.lines().next().unwrap_or_default();
            if !first.starts_with("//! ") || first.contains("to be written") {
                faults.push(format!(
                    "{}: the first line does not say what the crate is for",
                    shown(workspace.root(), &path)
                ));
            }
        }
    }
    Ok(faults)
}
