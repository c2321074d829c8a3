//! One row after the other: each fault, each review, and what stays good.

use super::super::layout::find_layout;
use super::super::samples::{reference, sheet};
use super::*;

const HEADER: &[&str] =
    &["Employee ID", "Name", "Designation", "Facility", "Block", "District", "Mobile", "Sex", "Date of joining"];

fn options() -> Options {
    Options { synthetic: true, today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() }
}

fn check(lines: &[&[&str]]) -> (Vec<RowReport>, Summary) {
    let mut all = vec![HEADER];
    all.extend(lines);
    let sheet = sheet("", &all);
    let reference = reference();
    let layout = find_layout(std::slice::from_ref(&sheet), &reference).unwrap();
    check_sheet(&sheet, &layout, &reference, options())
}

fn row<'a>(name: &'a str, designation: &'a str, facility: &'a str, mobile: &'a str) -> Vec<&'a str> {
    vec!["", name, designation, facility, "", "Muzaffarpur", mobile, "F", "01.02.2010"]
}

#[test]
fn each_row_is_good_needs_review_or_is_faulty() {
    for (cells, state, code) in [
        (row("Asha Devi", "ANM", "Block Kanti PHC", "0000010001"), RowState::Good, None),
        (row("Asha Devi", " nurse \"a grade\"", "Block Kanti PHC", "+91 00000 10001"), RowState::Good, None),
        (row("Asha Devi", "A.N.M. (संविदा)", "Block Kanti PHC", "0000010001"), RowState::Good, None),
        (row("Asha Devi", "ANM", "kanti phc", "0000010001"), RowState::NeedsReview, Some(codes::FACILITY_SUGGESTED)),
        (
            row("Asha Devi", "ANM", "Block Siswan RH", "0000010001"),
            RowState::NeedsReview,
            Some(codes::FACILITY_ELSEWHERE),
        ),
        (
            row("Asha Devi", "Lab Technitian", "Block Kanti PHC", "0000010001"),
            RowState::NeedsReview,
            Some(codes::DESIGNATION_SUGGESTED),
        ),
        (
            row("Asha Devi", "चालक", "Block Kanti PHC", "0000010001"),
            RowState::NeedsReview,
            Some(codes::DESIGNATION_WITHOUT_ROLE),
        ),
        (row("   ", "ANM", "Block Kanti PHC", "0000010001"), RowState::Faulty, Some(codes::MISSING_NAME)),
        (row("Asha Devi", "ANM", "Block Kanti PHC", ""), RowState::Faulty, Some(codes::MISSING_MOBILE)),
        (row("Asha Devi", "ANM", "Block Kanti PHC", "12345-"), RowState::Faulty, Some(codes::MOBILE_NOT_TEN_DIGITS)),
        (row("Asha Devi", "ANM", "Block Kanti PHC", "9876543210"), RowState::Faulty, Some(codes::REAL_MOBILE)),
        (row("Asha Devi", "ANM", "Block Kanti PHC", "1234567890"), RowState::Faulty, Some(codes::NOT_A_MOBILE)),
        (row("Asha Devi", "", "Block Kanti PHC", "0000010001"), RowState::Faulty, Some(codes::MISSING_DESIGNATION)),
        (
            row("Asha Devi", "Doctor Sahab", "Block Kanti PHC", "0000010001"),
            RowState::Faulty,
            Some(codes::UNKNOWN_DESIGNATION),
        ),
        (
            row("Asha Devi", "Astronaut", "Block Kanti PHC", "0000010001"),
            RowState::Faulty,
            Some(codes::UNKNOWN_DESIGNATION),
        ),
        (row("Asha Devi", "ANM", "", "0000010001"), RowState::Faulty, Some(codes::MISSING_FACILITY)),
        (row("Asha Devi", "ANM", "Nursing Home", "0000010001"), RowState::Faulty, Some(codes::UNKNOWN_FACILITY)),
        (row("", "", "????", "phone nahi"), RowState::Faulty, Some(codes::MISSING_NAME)),
    ] {
        let (rows, summary) = check(&[&cells]);
        let only = rows.first().unwrap();
        assert_eq!(
            (only.state, only.issues.first().map(|issue| issue.refusal.code.clone())),
            (state, code),
            "{cells:?}"
        );
        assert_eq!(summary.rows, summary.good + summary.needs_review + summary.faulty.sum());
    }
}

#[test]
fn a_second_row_of_a_person_or_a_number_is_faulty_and_the_first_stays() {
    let first: &[&str] =
        &["E1", "Ranjana Khatoon", "ANM", "Block Kanti PHC", "", "Muzaffarpur", "0000010001", "F", "07.03.1995"];
    for (second, fault) in [
        (
            ["", "रंजना खातून", "ANM", "Block Kanti PHC", "", "MUZAFFARPUR", "+91 00000 10001", "स्त्री", "1995-03-07"],
            Some(Fault::DuplicatePerson),
        ),
        (
            ["", "Ranjit Das", "ANM", "Block Kanti PHC", "", "Muzaffarpur", "0000010001", "M", "07.03.1995"],
            Some(Fault::MobileOfAnother),
        ),
        (
            ["e1", "Ranjana", "ANM", "Block Kanti PHC", "", "Muzaffarpur", "0000010002", "F", ""],
            Some(Fault::DuplicatePerson),
        ),
        (["E2", "Ranjana Khatoon", "ANM", "Block Kanti PHC", "", "Muzaffarpur", "0000010002", "F", "07.03.1995"], None),
        (["", "Ranjana Khatoon", "ANM", "Block Kanti PHC", "", "Muzaffarpur", "0000010002", "F", "08.03.1995"], None),
    ] {
        let (rows, _) = check(&[first, &second]);
        let faults: Vec<Option<Fault>> = rows.iter().map(|row| row.fault).collect();
        assert_eq!(faults, [None, fault], "{second:?}");
    }
}

#[test]
fn two_numbers_of_one_person_without_staff_id_are_one_person() {
    let first = row("Soni Sah", "ANM", "Block Kanti PHC", "0000010001");
    let second = row("सोनी साह", "ANM", "Block Kanti PHC", "0000010002");
    let (rows, summary) = check(&[&first, &second]);
    assert_eq!(rows.get(1).and_then(|row| row.fault), Some(Fault::DuplicatePerson));
    assert_eq!(summary.good, 1);
}

#[test]
fn a_faulty_row_does_not_stand_in_the_way_of_its_correction() {
    let wrong = row("Soni Sah", "Astronaut", "Block Kanti PHC", "0000010001");
    let right = row("Soni Sah", "ANM", "Block Kanti PHC", "0000010001");
    let (_, summary) = check(&[&wrong, &right]);
    assert_eq!((summary.good, summary.faulty.unknown_designation, summary.rows), (1, 1, 2));
}

#[test]
fn what_can_not_be_read_beside_the_needed_cells_is_told_and_left_out() {
    let cells: &[&str] = &["", "Asha Devi", "ANM", "Block Kanti PHC", "", "Muzaffarpur", "0000010001", "?", "soon"];
    let (rows, _) = check(&[cells]);
    let only = rows.first().unwrap();
    let told: Vec<&str> = only.issues.iter().map(|issue| issue.refusal.code.as_str()).collect();
    assert_eq!((only.state, told), (RowState::Good, vec!["roster.sex_not_read", "roster.date_not_read"]));
}

#[test]
fn formulas_in_used_cells_are_refused_and_in_sums_ignored() {
    let mut lines = sheet("", &[HEADER, &row("Asha Devi", "ANM", "Block Kanti PHC", "0000010001"), &["", "Total"]]);
    let reference = reference();
    let layout = find_layout(std::slice::from_ref(&lines), &reference).unwrap();
    lines.lines.get_mut(2).unwrap().cells.push(Cell::Formula("COUNTA(B2:B2)".into()));
    assert_eq!(refuse_formulas(&lines, &layout), Ok(()));
    *lines.lines.get_mut(1).unwrap().cells.get_mut(1).unwrap() = Cell::Formula("HYPERLINK(\"http://x\")".into());
    let refusal = refuse_formulas(&lines, &layout).unwrap_err();
    assert_eq!(refusal.code, codes::FORMULA_CELLS);
    assert!(refusal.values.iter().any(|(_, value)| value == "B2"), "{refusal:?}");
}
