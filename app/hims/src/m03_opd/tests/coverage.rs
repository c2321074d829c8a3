//! Every code of the module stands in a test of it.

use super::super::codes;

#[test]
fn every_refusal_and_warning_is_tested() {
    let tests = [
        include_str!("allergies.rs"),
        include_str!("checks.rs"),
        include_str!("diagnoses.rs"),
        include_str!("encounters.rs"),
        include_str!("orders.rs"),
        include_str!("prescriptions.rs"),
        include_str!("standing.rs"),
        include_str!("vitals.rs"),
    ]
    .concat();
    // Written as a pattern there.
    let patterned = ["m03.follow_up_form", "m03.follow_up_range"];
    for code in codes::ALL.iter().map(|c| c.as_str()).filter(|c| !patterned.contains(c)) {
        assert!(tests.contains(&format!("\"{code}@")), "{code} is in no test");
    }
}
