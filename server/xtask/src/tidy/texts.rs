//! Strings that stand in the wrong place: SQL outside the store, Hindi outside the catalogues.

use super::{shown, source};
use crate::trouble::Outcome;
use crate::workspace::{Workspace, files_below};

/// The crates whose strings a person reads on a screen.
const SCREENS: [&str; 4] = ["app/pages", "app/ui", "app/islands", "server/web"];

/// Strings that look like SQL, in any crate but the store.
///
/// # Errors
/// When a source can not be read.
pub fn sql(workspace: &Workspace) -> Outcome<Vec<String>> {
    faults(workspace, |path| !path.starts_with("server/store/"), looks_like_sql, "SQL belongs in server/store")
}

/// Devanagari in the sources of screens: such a text has no English twin.
///
/// # Errors
/// When a source can not be read.
pub fn hindi(workspace: &Workspace) -> Outcome<Vec<String>> {
    let of_screen = |path: &str| SCREENS.iter().any(|folder| path.starts_with(folder));
    let devanagari = |text: &str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
    faults(workspace, of_screen, devanagari, "a text of a screen belongs in texts.toml, in Hindi and English")
}

fn faults(
    workspace: &Workspace,
    looked_at: impl Fn(&str) -> bool,
    wrong: impl Fn(&str) -> bool,
    says: &str,
) -> Outcome<Vec<String>> {
    let root = workspace.root();
    let mut faults = Vec::new();
    let folders = ["app", "server", "curriculum", "seed-data"].map(|name| root.join(name));
    for path in folders.iter().flat_map(|folder| files_below(folder)) {
        let name = shown(root, &path);
        // Files of tests alone: a folder `tests`, or a file that a `#[cfg(test)] mod tests;` names.
        let of_tests =
            ["/tests/", "/testing/"].iter().any(|folder| name.contains(folder)) || name.ends_with("tests.rs");
        if path.extension().is_none_or(|e| e != "rs") || of_tests || !looked_at(&name) {
            continue;
        }
        let found = source::texts(source::tokens(&path)?).into_iter().filter(|text| wrong(&text.text));
        faults.extend(found.map(|text| format!("{name}:{}: {says}", text.line)));
    }
    Ok(faults)
}

/// The beginnings of statements, with the word that makes them one.
fn looks_like_sql(text: &str) -> bool {
    let words: Vec<String> = text.replace("\\n", " ").split_whitespace().map(str::to_ascii_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["select", rest @ ..] => rest.contains(&"from"),
        ["insert", "into", ..] | ["delete", "from", ..] | ["create", "table" | "index" | "unique", ..] => true,
        ["drop" | "alter", "table", ..] | ["begin", "immediate", ..] => true,
        ["update", _, "set", ..] => true,
        ["with", _, "as", ..] => words.contains(&"select"),
        [first, _, ..] => *first == "pragma",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in [
            "SELECT id FROM person WHERE id = $1",
            "\n   insert into seat (a) values ($1)",
            "UPDATE person SET name = $2",
            "DELETE FROM person",
            "PRAGMA journal_mode = WAL",
            "WITH x AS (SELECT 1) SELECT * FROM x",
        ] {
            assert!(looks_like_sql(sql), "{sql}");
        }
        for sentence in ["Select a district", "Update the plan", "Insert the card", "delete", "With regards to you"] {
            assert!(!looks_like_sql(sentence), "{sentence}");
        }
    }
}
