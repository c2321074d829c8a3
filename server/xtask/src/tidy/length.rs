//! Files that are too long to be read in one go.

use std::path::Path;

use super::shown;
use crate::workspace::files_below;

const MOST_LINES: usize = 600;
const CODE: [&str; 7] = ["rs", "ts", "js", "css", "sql", "sh", "mjs"];

/// Source files with more than 600 lines.
pub fn faults(root: &Path) -> Vec<String> {
    let code = files_below(root).filter(|path| path.extension().is_some_and(|e| CODE.iter().any(|code| e == *code)));
    code.filter_map(|path| {
        let lines = std::fs::read_to_string(&path).ok()?.lines().count();
        (lines > MOST_LINES).then(|| format!("{}: {lines} lines; split it (at most {MOST_LINES})", shown(root, &path)))
    })
    .collect()
}
