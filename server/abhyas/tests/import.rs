//! `abhyas import roster FILE --dry-run --json`, as a script calls it: no server, no database.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

use std::path::Path;
use std::process::{Command, Output};

fn dry_run(file: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abhyas"));
    command.args(["import", "roster"]).arg(file).args(["--dry-run", "--json"]).output().unwrap()
}

#[test]
fn the_shipped_roster_has_its_counts() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seed-data/data/roster.xlsx");
    let output = dry_run(&file);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let counts: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let faulty = serde_json::json!({
        "duplicate_person": 8, "mobile_of_another": 4, "unknown_facility": 3, "unknown_designation": 3, "missing_name": 2, "bad_mobile": 2,
    });
    assert_eq!(counts, serde_json::json!({ "rows": 1522, "good": 1460, "needs_review": 40, "faulty": faulty }));
}

#[test]
fn what_is_no_roster_is_refused_with_a_reason_and_a_failure_code() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("roster.xlsx");
    for (content, code) in [
        ("%PDF-1.7", "import.is_pdf"),
        ("", "import.empty"),
        ("a\nb\n", "import.no_table"),
        ("a,b\n1,2\n", "roster.no_header"),
    ] {
        std::fs::write(&file, content).unwrap();
        let output = dry_run(&file);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty() && said.contains(code), "{said}");
    }
    // A sparse file of 200 MB: refused by its size, before a byte is read.
    std::fs::File::create(&file).unwrap().set_len(200 * 1024 * 1024).unwrap();
    assert!(String::from_utf8_lossy(&dry_run(&file).stderr).contains("import.too_large"));
}
