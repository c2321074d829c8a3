//! Sheets, headers, and the lines that are no people.

use super::super::samples::{reference, sheet};
use super::*;

const PERSON: &[&str] = &["1", "Sunita Devi", "ANM", "Block Kanti PHC", "0000010001"];
const HEADER: &[&str] = &["Sl. No.", "Name", "Designation", "Facility", "Mobile No."];

fn names(layout: &Layout) -> Vec<&'static str> {
    layout.columns.iter().map(|field| field.map_or("-", Field::name)).collect()
}

#[test]
fn the_header_is_found_under_title_lines() {
    let titles: &[&[&str]] =
        &[&["District Health Society"], &[], &["List of staff – Name of programme: HIMS"], HEADER, PERSON];
    let layout = find_layout(&[sheet("Roster", titles)], &reference()).unwrap();
    assert_eq!((layout.sheet, layout.header), (0, 4));
    assert_eq!(names(&layout), ["serial", "name", "designation", "facility", "mobile"]);
}

#[test]
fn the_roster_is_chosen_among_other_sheets() {
    let roster = sheet("कर्मी", &[HEADER, PERSON, PERSON, PERSON]);
    let mut hidden = sheet("data", &[HEADER, PERSON, PERSON, PERSON, PERSON]);
    hidden.hidden = true;
    let sample = sheet("Sample", &[HEADER, PERSON, PERSON, PERSON, PERSON]);
    let instructions = sheet("निर्देश", &[&["कृपया कॉलम न बदलें"]]);
    let summary = sheet("Summary", &[&["District", "Block", "Total"], &["Siwan", "Sadar", "12"]]);
    for (sheets, at) in [
        (vec![roster.clone(), instructions.clone()], 0),
        (vec![instructions.clone(), sample.clone(), roster.clone()], 2),
        (vec![hidden, summary, roster.clone()], 2),
        (vec![sample, instructions], 0),
    ] {
        assert_eq!(find_layout(&sheets, &reference()).unwrap().sheet, at);
    }
}

#[test]
fn a_header_in_two_lines_counts_as_one() {
    let hindi: &[&str] = &["क्र.", "नाम", "पदनाम", "संस्थान", "मोबाइल"];
    let layout = find_layout(&[sheet("", &[HEADER, hindi, PERSON])], &reference()).unwrap();
    assert_eq!(layout.header, 2);
    let groups: &[&[&str]] = &[
        &["", "", "Posting", "", "Contact"],
        &["Sl", "Name", "Designation", "Place of posting", "Number of person"],
        PERSON,
    ];
    let layout = find_layout(&[sheet("", groups)], &reference()).unwrap();
    assert_eq!(names(&layout), ["serial", "name", "designation", "facility", "mobile"]);
}

#[test]
fn columns_without_a_telling_header_are_known_by_what_is_in_them() {
    let lines: &[&[&str]] = &[
        &["No", "Staff Name", "Work", "House", "Digits"],
        PERSON,
        &["2", "Asha Devi", "MO", "Block Kanti PHC", "00000-10002"],
    ];
    let layout = find_layout(&[sheet("", lines)], &reference());
    assert!(layout.is_err() || layout.is_ok_and(|l| l.missing().is_empty()));
    let layout =
        find_layout(&[sheet("", &[PERSON, &["2", "Asha Devi", "MO", "Block Kanti PHC", "00000-10002"]])], &reference())
            .unwrap();
    assert_eq!((layout.header, names(&layout)), (0, vec!["-", "name", "designation", "facility", "mobile"]));
}

#[test]
fn a_file_that_is_no_roster_is_refused() {
    let refused = |sheets: &[Sheet]| find_layout(sheets, &reference()).unwrap_err().code;
    assert_eq!(refused(&[sheet("", &[])]), codes::EMPTY_FILE);
    assert_eq!(refused(&[sheet("", &[&["Item", "Quantity"], &["Gloves", "12"]])]), codes::NO_HEADER);
}

#[test]
fn people_are_told_from_other_lines() {
    let columns = guess_columns(&HEADER.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>()).0;
    for (cells, kind) in [
        (PERSON, LineKind::Person),
        (&["", "कुल / Total", "1522"], LineKind::Total),
        (&["Total", "", "", "", "12"], LineKind::Total),
        (&["", "Grand Total: 1522"], LineKind::Total),
        (&["", "कुल योग = 12"], LineKind::Total),
        (&["", "महायोग"], LineKind::Total),
        (HEADER, LineKind::Header),
        (&["12"], LineKind::Blank),
        (&["", "Civil Surgeon, Siwan"], LineKind::Note),
        (&["", "", "", "", "नोट: सूची जाँच ली गई है"], LineKind::Note),
        (&["7", "   ", "ANM", "Block Kanti PHC", "0000097000"], LineKind::Person),
        (&["8", "Yog Kumari", "ANM", "Block Kanti PHC", "0000097000"], LineKind::Person),
        (&["9", "Asha Devi"], LineKind::Person),
        (&["", "Asha Devi", "ANM"], LineKind::Person),
    ] {
        let sheet = sheet("", &[cells]);
        assert_eq!(line_kind(sheet.lines.first().unwrap(), &columns), kind, "{cells:?}");
    }
}
