//! Every island has an export in the built WebAssembly, or it would stay dead on its page.

use std::collections::BTreeMap;
use std::fs;

use proc_macro2::{TokenStream, TokenTree};

use super::{shown, source};
use crate::trouble::{During as _, Outcome};
use crate::wasm;
use crate::workspace::{Workspace, files_below};

/// Islands outside of their crate, and islands that the built glue script does not export.
/// The second is looked at only where the WebAssembly has been built.
///
/// # Errors
/// When a source or the built site can not be read.
pub fn faults(workspace: &Workspace) -> Outcome<Vec<String>> {
    let root = workspace.root();
    let mut faults = Vec::new();
    let mut islands = Vec::new();
    for path in files_below(&root.join("app")).filter(|p| p.extension().is_some_and(|e| e == "rs")) {
        let name = shown(root, &path);
        for island in declared(source::tokens(&path)?) {
            if name.starts_with("app/islands/") {
                islands.push((island, name.clone()));
            } else {
                faults.push(format!(
                    "{name}: the island {island} belongs in app/islands, which alone goes to the browser"
                ));
            }
        }
    }
    if let Some(glue) = built_glue(workspace)? {
        let missing = islands.iter().filter(|(island, _)| !exports(&glue, island));
        faults.extend(missing.map(|(island, file)| {
            format!("{file}: {island} has no export in the built WebAssembly: cargo xtask wasm")
        }));
    }
    Ok(faults)
}

/// The names behind `#[island] pub fn`.
fn declared(stream: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut tokens = stream.into_iter();
    while let Some(token) = tokens.next() {
        let TokenTree::Group(group) = token else { continue };
        if group.stream().to_string() == "island" {
            let name = tokens.by_ref().skip_while(|t| t.to_string() != "fn").nth(1);
            found.extend(name.map(|name| name.to_string()));
        }
    }
    found
}

/// Leptos names the export of an island `Name_` with a hash behind it.
fn exports(glue: &str, island: &str) -> bool {
    let start = format!("export function {island}_");
    glue.match_indices(&start)
        .any(|(at, _)| glue.get(at + start.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}

fn built_glue(workspace: &Workspace) -> Outcome<Option<String>> {
    let site = wasm::site(workspace.root());
    let Ok(manifest) = fs::read_to_string(site.join("manifest.json")) else { return Ok(None) };
    let manifest: BTreeMap<String, String> = serde_json::from_str(&manifest).during("manifest.json")?;
    let Some(name) = manifest.get("abhyas.js") else { return Ok(None) };
    fs::read_to_string(site.join("assets").join(name)).during(name).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    #[test]
    fn islands_are_found_in_the_source_and_in_the_glue() {
        let source = "#[component] fn Plain() {} #[island] pub fn Suggest(name: String) -> impl IntoView {}";
        assert_eq!(declared(TokenStream::from_str(source).unwrap()), ["Suggest"]);
        let glue = "export function SuggestMore_12(el) {}\nexport function Suggest_34(el) {}";
        assert!(exports(glue, "Suggest") && exports(glue, "SuggestMore"));
        assert!(!exports(glue, "Sugge") && !exports(glue, "Other"));
    }
}
