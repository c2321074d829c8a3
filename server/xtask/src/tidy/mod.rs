//! What the compiler can not check: the arrows between crates, SQL outside the store, refusals without texts,
//! edited migrations, long files, islands that the WebAssembly does not know.
//!
//! Each check gives its faults as sentences that name the file. The same checks run as tests of this crate.

mod edges;
mod islands;
mod length;
mod pure;
mod purpose;
mod refusals;
mod source;
mod texts;

use std::path::Path;

use crate::trouble::{Outcome, trouble};
use crate::workspace::Workspace;
use crate::{migrations, say};

type Check = fn(&Workspace) -> Outcome<Vec<String>>;

/// The checks, in the order in which they are reported.
const CHECKS: &[(&str, Check)] = &[
    ("crate edges", edges::faults),
    ("purpose of each crate", purpose::faults),
    ("pure crates", pure::faults),
    ("SQL outside the store", texts::sql),
    ("texts outside the catalogues", texts::hindi),
    ("refusals and their texts", refusals::faults),
    ("sealed migrations", |workspace| migrations::faults(workspace.root())),
    ("file lengths", |workspace| Ok(length::faults(workspace.root()))),
    ("islands", islands::faults),
];

/// Runs every check and reports all faults at once.
///
/// # Errors
/// When there is a fault, or a check can not be made.
pub fn run(workspace: &Workspace) -> Outcome<()> {
    let mut count = 0_usize;
    for (name, check) in CHECKS {
        let faults = check(workspace)?;
        say(format_args!(
            "tidy: {name}: {}",
            if faults.is_empty() { "ok".to_owned() } else { format!("{} to mend", faults.len()) }
        ));
        for fault in &faults {
            say(format_args!("  {fault}"));
        }
        count += faults.len();
    }
    if count == 0 { Ok(()) } else { Err(trouble(format!("tidy: {count} to mend"))) }
}

/// A path as it is read in a message: below the root.
fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let workspace = Workspace::read().unwrap();
        let faults: Vec<String> = CHECKS.iter().flat_map(|(_, check)| check(&workspace).unwrap()).collect();
        assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    }
}
