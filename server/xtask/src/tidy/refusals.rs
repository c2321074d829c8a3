//! Every refusal code has its texts, every text its code, and each stands once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use super::{shown, source};
use crate::trouble::{During as _, Outcome};
use crate::workspace::{Workspace, files_below};

/// Codes without texts, texts without codes, codes declared twice, catalogues that nobody compiles.
///
/// # Errors
/// When a source or a catalogue can not be read.
pub fn faults(workspace: &Workspace) -> Outcome<Vec<String>> {
    let root = workspace.root();
    let files: Vec<PathBuf> = ["app", "server", "curriculum", "seed-data"]
        .iter()
        .flat_map(|folder| files_below(&root.join(folder)))
        .collect();
    let mut faults = Vec::new();
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "rs")) {
        let name = shown(root, path);
        if name.starts_with("server/xtask/") {
            continue;
        }
        for code in declared(source::tokens(path)?) {
            if let Some(other) = codes.insert(code.clone(), name.clone()) {
                faults.push(format!("{name}: {code} is declared in {other} too"));
            }
        }
    }

    let compiled = compiled_folders(root)?;
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for path in files.iter().filter(|p| p.file_name().is_some_and(|n| n == "refusals.toml")) {
        let name = shown(root, path);
        if !compiled.iter().any(|folder| path.starts_with(folder)) {
            faults.push(format!("{name}: lies in no folder that app/i18n/build.rs compiles"));
        }
        let table: toml::Table = fs::read_to_string(path).during(&name)?.parse().during(&name)?;
        texts.extend(table.into_iter().map(|(code, _)| (code, name.clone())));
    }

    faults.extend(
        codes
            .iter()
            .filter(|(code, _)| !texts.contains_key(*code))
            .map(|(code, file)| format!("{file}: {code} has no texts in a refusals.toml")),
    );
    faults.extend(
        texts
            .iter()
            .filter(|(code, _)| !codes.contains_key(*code))
            .map(|(code, file)| format!("{file}: {code} is declared nowhere")),
    );
    Ok(faults)
}

/// The codes in the `codes! { NAME = "area.code"; … }` of a file.
fn declared(stream: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = |back: usize| {
            at.checked_sub(back).and_then(|at| tokens.get(at)).map(ToString::to_string).unwrap_or_default()
        };
        if before(1) == "!" && before(2) == "codes" {
            found.extend(values(group.stream()));
        } else {
            found.extend(declared(group.stream()));
        }
    }
    found
}

/// The literals behind an equals sign, outside of attributes.
fn values(stream: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    tokens
        .iter()
        .zip(tokens.iter().skip(1))
        .filter_map(|(mark, value)| match (mark, value) {
            (TokenTree::Punct(mark), TokenTree::Literal(value)) if mark.as_char() == '=' => {
                source::unquoted(&value.to_string()).map(str::to_owned)
            }
            _ => None,
        })
        .collect()
}

/// The folders that the build script of `i18n` names.
fn compiled_folders(root: &Path) -> Outcome<Vec<PathBuf>> {
    let home = root.join("app/i18n");
    let named = source::texts(source::tokens(&home.join("build.rs"))?);
    Ok(named.iter().filter_map(|text| home.join(&text.text).canonicalize().ok()).filter(|path| path.is_dir()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    #[test]
    fn codes_are_read_from_the_macro_wherever_it_stands() {
        let source = r#"
            mod codes { abhyas_core::codes! { /// The "first".
                A = "m01.a"; B = "m01.b"; } }
            fn f() { other! { C = "m01.c"; } }
        "#;
        assert_eq!(declared(TokenStream::from_str(source).unwrap()), ["m01.a", "m01.b"]);
    }
}
