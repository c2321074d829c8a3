//! Released migrations are sealed: a checksum of each stands in `CHECKSUMS`, and an edited one is found out.
//!
//! A database that ran a migration never runs it again, so an edit would split the programmes into two kinds.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::say;
use crate::trouble::{During as _, Outcome};

const FOLDER: &str = "server/store/migrations";
const HEADER: &str = "# SHA-256 of every released migration. Written by `cargo xtask migration-seal` when a release is made; a sealed file may not change.\n";

/// Seals every migration that is there.
///
/// # Errors
/// When a file can not be read or written.
pub fn seal(root: &Path) -> Outcome<()> {
    let mut text = String::from(HEADER);
    for (name, sum) in present(root)? {
        let _ = writeln!(text, "{sum}  {name}");
    }
    fs::write(list(root), text).during("writing CHECKSUMS")?;
    say("sealed: the migrations in CHECKSUMS may not change any more");
    Ok(())
}

/// The faults: sealed migrations that were edited or taken away, and open ones that sort before a sealed one.
///
/// # Errors
/// When a file can not be read.
pub fn faults(root: &Path) -> Outcome<Vec<String>> {
    let (present, sealed) = (present(root)?, sealed(root)?);
    let mut faults = Vec::new();
    for (name, sum) in &sealed {
        match present.get(name) {
            None => faults.push(format!("{FOLDER}/{name}: sealed, but gone")),
            Some(now) if now != sum => {
                faults.push(format!("{FOLDER}/{name}: sealed, but edited: put it back and write a new migration"))
            }
            Some(_) => {}
        }
    }
    if let Some(last) = sealed.keys().next_back() {
        let late = present.keys().filter(|name| *name < last && !sealed.contains_key(*name));
        faults.extend(
            late.map(|name| format!("{FOLDER}/{name}: sorts before {last}, which is sealed: give it a higher number")),
        );
    }
    Ok(faults)
}

fn list(root: &Path) -> PathBuf {
    root.join(FOLDER).join("CHECKSUMS")
}

fn present(root: &Path) -> Outcome<BTreeMap<String, String>> {
    let folder = root.join(FOLDER);
    let mut sums = BTreeMap::new();
    for entry in fs::read_dir(&folder).during(folder.display())? {
        let path = entry.during(folder.display())?.path();
        if path.extension().is_some_and(|e| e == "sql") {
            let bytes = fs::read(&path).during(path.display())?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            sums.insert(name, hex(&Sha256::digest(bytes)));
        }
    }
    Ok(sums)
}

fn sealed(root: &Path) -> Outcome<BTreeMap<String, String>> {
    let text = fs::read_to_string(list(root)).during("reading CHECKSUMS")?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.filter_map(|line| line.split_once("  ")).map(|(sum, name)| (name.to_owned(), sum.to_owned())).collect())
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(FOLDER)).unwrap();
        fs::write(list(root.path()), HEADER).unwrap();
        root
    }

    fn write(root: &Path, name: &str, sql: &str) {
        fs::write(root.join(FOLDER).join(name), sql).unwrap();
    }

    #[test]
    fn an_open_migration_may_change_and_a_sealed_one_may_not() {
        let root = repository();
        write(root.path(), "0001_a.sql", "CREATE TABLE a (x TEXT);");
        assert!(faults(root.path()).unwrap().is_empty(), "not sealed yet");

        seal(root.path()).unwrap();
        assert!(faults(root.path()).unwrap().is_empty(), "sealed and untouched");

        write(root.path(), "0002_b.sql", "CREATE TABLE b (x TEXT);");
        assert!(faults(root.path()).unwrap().is_empty(), "a later one is open");

        write(root.path(), "0000_early.sql", "CREATE TABLE c (x TEXT);");
        assert!(faults(root.path()).unwrap().first().unwrap().contains("give it a higher number"));
        fs::remove_file(root.path().join(FOLDER).join("0000_early.sql")).unwrap();

        write(root.path(), "0001_a.sql", "CREATE TABLE a (x TEXT, y TEXT);");
        assert!(faults(root.path()).unwrap().first().unwrap().contains("edited"));

        fs::remove_file(root.path().join(FOLDER).join("0001_a.sql")).unwrap();
        assert!(faults(root.path()).unwrap().first().unwrap().contains("gone"));
    }
}
