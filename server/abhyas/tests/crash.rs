//! The program killed 200 times in the middle of its writes loses nothing and leaves nothing half done.

use std::process::Command;

#[test]
fn two_hundred_kills_lose_nothing_and_leave_nothing_half_done() {
    let mut crash = Command::new(env!("CARGO_BIN_EXE_abhyas"));
    let output = crash.args(["bench", "crash", "--points", "200", "--seed", "7", "--json"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success(), "{report} {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(report["points"], 200);
    assert_eq!((report["lost"].to_string(), report["half_done"].to_string()), ("[]".into(), "[]".into()));
    for way in ["open", "command", "reset", "undo", "rewind", "copy"] {
        assert!(report["acknowledged"][way].as_u64().unwrap() >= 10, "{way} was hardly tried: {report}");
    }
}
