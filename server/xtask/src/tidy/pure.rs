//! The rules of the hospital, of training, of planning and of grading read no file, no network and no surroundings.

use proc_macro2::{TokenStream, TokenTree};

use super::{shown, source};
use crate::trouble::Outcome;
use crate::workspace::{Workspace, files_below};

const PURE: [&str; 4] = ["abhyas-curriculum", "abhyas-hims", "abhyas-planner", "abhyas-training"];
const OUTSIDE: [&str; 4] = ["std::fs", "std::net", "std::process", "std::env"];

/// Uses of the outside world in pure crates, tests left out.
///
/// # Errors
/// When a source can not be read.
pub fn faults(workspace: &Workspace) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for package in PURE.iter().filter_map(|name| workspace.packages().get(*name)) {
        for path in files_below(&package.folder.join("src")).filter(|p| p.extension().is_some_and(|e| e == "rs")) {
            let name = shown(workspace.root(), &path);
            if name.ends_with("tests.rs") || name.ends_with("testing.rs") || name.contains("/tests/") {
                continue;
            }
            let written = flat(source::without_tests(source::tokens(&path)?));
            let used = OUTSIDE.iter().filter(|outside| written.contains(&format!(" {outside}")));
            faults.extend(used.map(|outside| format!("{name}: uses {outside}; a pure crate is given what it needs")));
        }
    }
    Ok(faults)
}

/// Tokens as text in which a path stands without spaces.
fn flat(stream: TokenStream) -> String {
    let mut text = String::new();
    for token in stream {
        match token {
            TokenTree::Group(group) => text.push_str(&flat(group.stream())),
            TokenTree::Punct(mark) if mark.as_char() == ':' => text.push(':'),
            TokenTree::Ident(name) => {
                if !text.ends_with("::") {
                    text.push(' ');
                }
                text.push_str(&name.to_string());
            }
            other => text.push_str(&format!(" {other} ")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    #[test]
    fn paths_are_found_wherever_they_stand_but_in_tests() {
        let flat = |source: &str| flat(source::without_tests(TokenStream::from_str(source).unwrap()));
        assert!(flat("use std::fs;").contains(" std::fs"));
        assert!(flat("fn f() { g(|| std :: env :: var(\"x\")) }").contains(" std::env"));
        assert!(!flat("#[cfg(test)] mod tests { use std::fs; } fn f() {}").contains("std::fs"));
    }
}
