use super::range::milli;
use super::*;
use crate::reference::standard;
use std::collections::BTreeSet;

fn test(id: &str) -> LabTest {
    standard().unwrap().lab_tests.iter().find(|t| t.id.as_str() == id).unwrap().clone()
}

#[test]
fn the_list_of_this_release_is_read_and_large_enough() {
    let tests = &standard().unwrap().lab_tests;
    let single = tests.iter().filter(|t| !t.is_panel()).count();
    assert!(single >= 120, "{single}");
    assert!(tests.iter().all(|t| !t.confirmed), "no pathologist has confirmed a row yet");
    let shorts: BTreeSet<&str> = tests.iter().map(|t| t.short.as_str()).collect();
    assert_eq!(shorts.len(), tests.len(), "short names differ");
    for panel in ["cbc", "lft", "kft", "lipid-profile", "thyroid-profile", "urine-routine", "electrolytes", "abg"] {
        assert!(test(panel).is_panel(), "{panel}");
    }
}

#[test]
fn a_range_fits_sex_and_age() {
    let haemoglobin = test("haemoglobin");
    let low = |sex, years: i64| haemoglobin.range(sex, years * 365).and_then(|r| r.limits.low);
    assert_eq!(low(Sex::Female, 30), Some(12_000));
    assert_eq!(low(Sex::Male, 30), Some(13_000));
    assert_eq!(low(Sex::Male, 8), Some(11_500));
    assert_eq!(haemoglobin.range(Sex::Male, 3).and_then(|r| r.limits.low), Some(14_000), "three days old");
    assert!(haemoglobin.range(Sex::Other, 30 * 365).is_some());
    assert!(test("fsh").range(Sex::Female, 30 * 365).is_none(), "depends on the cycle");
}

#[test]
fn decimals_are_read_and_written_without_rounding_errors() {
    for (text, value) in [("13.5", 13_500), ("0.04", 40), ("1.005", 1005), ("-3", -3000), ("7", 7000)] {
        assert_eq!(milli(text), Some(value), "{text}");
    }
    for text in ["", ".", "1.", ".5", "1.2345", "1,5", "1e3", "--1", "9999999999"] {
        assert_eq!(milli(text), None, "{text}");
    }
    for (value, decimals, text) in [
        (13_500, 1, "13.5"),
        (13_500, 0, "14"),
        (40, 2, "0.04"),
        (1005, 3, "1.005"),
        (-3000, 0, "-3"),
        (-40, 1, "0.0"),
        (999, 2, "1.00"),
    ] {
        assert_eq!(decimal(value, decimals), text);
    }
}

/// A good line of the file, with one cell changed.
fn with(id: &str, column: &str, value: &str) -> Result<Vec<LabTest>, String> {
    let head = LAB_TESTS.lines().take_while(|l| l.starts_with('#')).collect::<Vec<_>>().join("\n");
    let names = LAB_TESTS.lines().find(|l| !l.starts_with('#')).unwrap();
    let line = LAB_TESTS.lines().find(|l| l.starts_with(&format!("{id},"))).unwrap();
    let cells: Vec<&str> =
        names.split(',').zip(line.split(',')).map(|(n, cell)| if n == column { value } else { cell }).collect();
    read_lab_tests(&format!("{head}\n{names}\n{}\n", cells.join(",")), FINDINGS).map_err(|e| e.why)
}

#[test]
fn what_no_test_can_be_is_refused_and_named() {
    assert!(with("haemoglobin", "short", "HGB").is_ok());
    for (id, column, value, why) in [
        ("haemoglobin", "id", "Hb", "not an id"),
        ("haemoglobin", "short", "", "a name"),
        ("haemoglobin", "hi", "Haemoglobin", "Devanagari"),
        ("haemoglobin", "en", "हीमोग्लोबिन", "Latin"),
        ("haemoglobin", "decimals", "4", "decimals"),
        ("haemoglobin", "sex", "robot", "no sex"),
        ("haemoglobin", "ranges", "a:0d-1y", "not a range"),
        ("haemoglobin", "ranges", "x:-:1~2", "not a range"),
        ("haemoglobin", "ranges", "a:2y-1y:1~2", "not a range"),
        ("haemoglobin", "ranges", "a:-:2~1", "not limits"),
        ("haemoglobin", "ranges", "a:-:0.5~20", "beyond what is plausible"),
        ("haemoglobin", "critical", "0~22", "critical limit beyond"),
        ("haemoglobin", "critical", "13~22", "within the usual"),
        ("haemoglobin", "plausible", "", "plausible limits"),
        ("haemoglobin", "delta", "25", "delta"),
        ("haemoglobin", "delta", "0%/7", "delta"),
        ("haemoglobin", "choices", "negative|positive*", "findings"),
        ("haemoglobin", "members", "wbc", "members"),
        ("haemoglobin", "controls", "14", "control"),
        ("haemoglobin", "controls", "14~0", "control"),
        ("haemoglobin", "urgent", "0", "turnaround"),
        ("haemoglobin", "loinc", "718-8", "LOINC"),
        ("haemoglobin", "auto", "maybe", "neither"),
        ("haemoglobin", "specimen", "tears", "unknown variant"),
        ("hbsag", "choices", "purple|reactive*", "no finding purple"),
        ("hbsag", "choices", "reactive*", "findings"),
        ("hbsag", "ranges", "a:-:1~2", "no number"),
        ("hbsag", "critical", "1~2", "no number"),
        ("hbsag", "plausible", "1~2", "plausible"),
        ("hbsag", "controls", "1~1", "control"),
        ("cbc", "members", "", "members"),
        ("cbc", "members", "moon", "no test moon"),
    ] {
        let said = with(id, column, value).unwrap_err();
        assert!(said.contains(why), "{id} {column}={value}: {said}");
    }
    let twice = LAB_TESTS.replace("\nwbc,", "\nhaemoglobin,");
    assert!(read_lab_tests(&twice, FINDINGS).unwrap_err().why.contains("twice"));
    let mixed = LAB_TESTS.replace("pt|inr", "pt|urea");
    assert!(read_lab_tests(&mixed, FINDINGS).unwrap_err().why.contains("another sample"));
}
