//! Compiles catalogues of texts (TOML, one table per text with `hi` and `en`) into Rust, at build time.
//!
//! A text that lacks a language, is empty, or names other placeholders in Hindi than in English stops the build,
//! so every text a person reads exists in both. Used by build scripts only.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Why a catalogue does not compile. The text names file and key.
#[derive(Debug)]
pub struct CatalogueError(pub String);

impl std::fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CatalogueError {}

fn wrong<T>(text: String) -> Result<T, CatalogueError> {
    Err(CatalogueError(text))
}

/// The placeholders (`{name}`) of a text.
///
/// # Errors
/// When a brace is not closed or a name is not lower-case snake case.
pub fn placeholders(text: &str) -> Result<BTreeSet<String>, CatalogueError> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            return wrong(format!("a '{{' is not closed in {text:?}"));
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            return wrong(format!("{name:?} is not a placeholder's name in {text:?}"));
        }
        found.insert(name.to_owned());
        rest = tail;
    }
    Ok(found)
}

type Entries = BTreeMap<String, BTreeMap<String, String>>;

fn read(path: &Path) -> Result<Entries, CatalogueError> {
    let source = std::fs::read_to_string(path).map_err(|e| CatalogueError(format!("{}: {e}", path.display())))?;
    parse(&source).map_err(|e| CatalogueError(format!("{}: {e}", path.display())))
}

fn parse(source: &str) -> Result<Entries, CatalogueError> {
    let table: toml::Table = source.parse().map_err(|e| CatalogueError(format!("{e}")))?;
    let mut entries = Entries::new();
    for (key, value) in table {
        let toml::Value::Table(fields) = value else { return wrong(format!("{key}: expected a table with hi and en")) };
        let mut texts = BTreeMap::new();
        for (language, text) in fields {
            let toml::Value::String(text) = text else { return wrong(format!("{key}.{language}: expected a text")) };
            if text.trim().is_empty() {
                return wrong(format!("{key}.{language} is empty"));
            }
            texts.insert(language, text);
        }
        entries.insert(key, texts);
    }
    Ok(entries)
}

fn pair<'a>(
    key: &str,
    texts: &'a BTreeMap<String, String>,
    hi: &str,
    en: &str,
) -> Result<(&'a str, &'a str, BTreeSet<String>), CatalogueError> {
    let (Some(hindi), Some(english)) = (texts.get(hi), texts.get(en)) else {
        return wrong(format!("{key} needs both {hi} and {en}"));
    };
    let (of_hindi, of_english) = (placeholders(hindi)?, placeholders(english)?);
    if of_hindi != of_english {
        return wrong(format!("{key}: placeholders differ: {hi} has {of_hindi:?}, {en} has {of_english:?}"));
    }
    Ok((hindi, english, of_english))
}

/// The Rust source of a catalogue of screen texts: one function per text, `fn key(l: Language[, placeholder…])`.
///
/// # Errors
/// [`CatalogueError`] when the source is not TOML, or a text is missing, empty or uneven.
pub fn texts_source(source: &str) -> Result<String, CatalogueError> {
    let mut out = String::from("// Made by abhyas-catalogue from texts.toml.\n");
    for (key, texts) in parse(source)? {
        if texts.keys().any(|k| k != "hi" && k != "en") {
            return wrong(format!("{key} has other fields than hi and en"));
        }
        let (hindi, english, names) = pair(&key, &texts, "hi", "en")?;
        let doc = english.replace('\n', " ");
        if names.is_empty() {
            let _ = writeln!(
                out,
                "/// {doc}\n#[must_use] pub fn {key}(l: abhyas_core::Language) -> &'static str {{ l.pick({hindi:?}, {english:?}) }}"
            );
        } else {
            let parameters: String = names.iter().map(|n| format!(", {n}: impl std::fmt::Display")).collect();
            let _ = writeln!(
                out,
                "/// {doc}\n#[must_use] pub fn {key}(l: abhyas_core::Language{parameters}) -> String {{ match l {{ abhyas_core::Language::Hi => format!({hindi:?}), abhyas_core::Language::En => format!({english:?}) }} }}"
            );
        }
    }
    Ok(out)
}

/// For build scripts: compiles `texts.toml` of the crate into `$OUT_DIR/texts.rs`.
///
/// # Errors
/// [`CatalogueError`] as in [`texts_source`], or when a file can not be read or written.
pub fn compile_texts(path: impl AsRef<Path>) -> Result<(), CatalogueError> {
    let path = path.as_ref();
    rerun_if_changed(path);
    let source = std::fs::read_to_string(path).map_err(|e| CatalogueError(format!("{}: {e}", path.display())))?;
    let rust = texts_source(&source).map_err(|e| CatalogueError(format!("{}: {e}", path.display())))?;
    write_out("texts.rs", &rust)
}

/// For the build script of `i18n`: compiles every `refusals.toml` below the folders into one sorted table.
///
/// # Errors
/// [`CatalogueError`] when a file is not readable, a text is missing or uneven, or a code stands in two files.
pub fn compile_refusals(folders: &[&str]) -> Result<(), CatalogueError> {
    let mut files = Vec::new();
    for folder in folders {
        collect(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        rerun_if_changed(&file);
        for (code, texts) in read(&file)? {
            let (hi, en, _) =
                pair(&code, &texts, "hi", "en").map_err(|e| CatalogueError(format!("{}: {e}", file.display())))?;
            let (hi_next, en_next, _) = pair(&code, &texts, "hi_next", "en_next")
                .map_err(|e| CatalogueError(format!("{}: {e}", file.display())))?;
            let row = format!(
                "({code:?}, RefusalText {{ hi: {hi:?}, en: {en:?}, hi_next: {hi_next:?}, en_next: {en_next:?} }}),\n"
            );
            if all.insert(code.clone(), row).is_some() {
                return wrong(format!("{}: {code} stands in another catalogue too", file.display()));
            }
        }
    }
    let rows: String = all.into_values().collect();
    write_out(
        "refusals.rs",
        &format!(
            "/// Every refusal's texts, sorted by code.\npub static REFUSALS: &[(&str, RefusalText)] = &[\n{rows}];\n"
        ),
    )
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), CatalogueError> {
    rerun_if_changed(folder);
    let entries = std::fs::read_dir(folder).map_err(|e| CatalogueError(format!("{}: {e}", folder.display())))?;
    for entry in entries {
        let path = entry.map_err(|e| CatalogueError(e.to_string()))?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.file_name().is_some_and(|n| n == "refusals.toml") {
            files.push(path);
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]
fn rerun_if_changed(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}

fn write_out(name: &str, source: &str) -> Result<(), CatalogueError> {
    let folder = std::env::var("OUT_DIR")
        .map_err(|_| CatalogueError("OUT_DIR is set by cargo for build scripts only".into()))?;
    std::fs::write(Path::new(&folder).join(name), source).map_err(|e| CatalogueError(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_uneven_does_not_compile() {
        for (source, says) in [
            ("[a]\nhi = \"x\"", "needs both"),
            ("[a]\nhi = \" \"\nen = \"x\"", "empty"),
            ("[a]\nhi = \"{n}\"\nen = \"{m}\"", "placeholders differ"),
            ("[a]\nhi = \"{n\"\nen = \"n\"", "not closed"),
            ("[a]\nhi = \"{N}\"\nen = \"{N}\"", "placeholder's name"),
            ("[a]\nhi = \"x\"\nen = \"x\"\nfr = \"x\"", "other fields"),
            ("a = 1", "expected a table"),
        ] {
            let error = texts_source(source).unwrap_err().to_string();
            assert!(error.contains(says), "{source:?}: {error}");
        }
    }

    #[test]
    fn a_text_becomes_a_function_with_its_placeholders() {
        let rust = texts_source("[rows]\nhi = \"{n} पंक्तियाँ\"\nen = \"{n} rows\"").unwrap();
        assert!(rust.contains("pub fn rows(l: abhyas_core::Language, n: impl std::fmt::Display) -> String"));
    }
}
