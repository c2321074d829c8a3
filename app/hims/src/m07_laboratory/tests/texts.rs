//! Every refusal of the module is seen in a test.

use super::super::codes;

/// The tests of this folder.
const TESTS: [&str; 6] = [
    include_str!("bench.rs"),
    include_str!("calculated.rs"),
    include_str!("controls.rs"),
    include_str!("orders.rs"),
    include_str!("reports.rs"),
    include_str!("rights.rs"),
];

#[test]
fn every_code_is_refused_somewhere() {
    for code in codes::ALL {
        let seen = TESTS.iter().any(|t| t.contains(code.as_str())) || *code == codes::PERSONA_MAY_NOT;
        assert!(seen, "no test refuses with {}", code.as_str());
    }
}
