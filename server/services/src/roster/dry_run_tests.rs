//! The roster that ships with the demonstration, and files of the same kind in other shapes.

use super::*;
use crate::roster::reference::of_demonstration;
use abhyas_training::roster::cell::Cell;
use abhyas_training::roster::report::FaultCounts;
use chrono::NaiveDate;
use rust_xlsxwriter::Workbook;

fn options() -> Options {
    Options { synthetic: true, today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() }
}

const EXPECTED: Summary = Summary {
    rows: 1522,
    good: 1460,
    needs_review: 40,
    faulty: FaultCounts {
        duplicate_person: 8,
        mobile_of_another: 4,
        unknown_facility: 3,
        unknown_designation: 3,
        missing_name: 2,
        bad_mobile: 2,
    },
};

/// The shipped roster as rows of text: serial, name, designation, facility, block, district, mobile, sex, date.
fn shipped() -> Vec<Vec<String>> {
    let sheets = read_sheets(abhyas_seed_data::programme::ROSTER_XLSX).unwrap();
    let lines = &sheets.first().unwrap().lines;
    lines.iter().skip(2).map(|line| (0..9).map(|column| line.cell(column).text()).collect()).collect()
}

fn at(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

fn xlsx(titles: &[&str], headers: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Instructions").unwrap().write(0, 0, "Fill in the sheet Staff.").unwrap();
    let sheet = workbook.add_worksheet().set_name("Staff").unwrap();
    let mut line = 0;
    for title in titles {
        sheet.write(line, 0, *title).unwrap();
        line += 1;
    }
    for (column, header) in (0u16..).zip(headers) {
        sheet.write(line, column, *header).unwrap();
    }
    for cells in rows {
        line += 1;
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Number(number) => sheet.write(line, column, number).unwrap(),
                cell => sheet.write(line, column, cell.text()).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn summary(bytes: &[u8]) -> Summary {
    dry_run(bytes, &of_demonstration().unwrap(), options()).unwrap().summary
}

#[test]
fn the_shipped_roster_has_its_counts() {
    let run = dry_run(abhyas_seed_data::programme::ROSTER_XLSX, &of_demonstration().unwrap(), options()).unwrap();
    assert_eq!(run.summary, EXPECTED);
    assert!(
        run.rows
            .iter()
            .all(|row| row.state == abhyas_training::roster::report::RowState::Faulty || row.person.facility.is_some())
    );
}

#[test]
fn other_columns_order_headers_and_forms_give_the_same_counts() {
    let rows = shipped();
    let text = |text: &str| Cell::Text(text.to_owned());
    let english = xlsx(
        &["District Health Society", "Name of programme: HIMS training", ""],
        &[
            "District",
            "Block",
            "Place of Posting",
            "Sl. No.",
            "Employee Name",
            "Father's Name",
            "Designation",
            "Contact No.",
            "Gender",
            "D.O.J.",
        ],
        rows.iter().map(|row| {
            [
                at(row, 5),
                at(row, 4),
                at(row, 3),
                at(row, 0),
                at(row, 1),
                "Ram",
                at(row, 2),
                at(row, 6),
                at(row, 7),
                at(row, 8),
            ]
            .map(text)
            .to_vec()
        }),
    );
    let hindi_numbers = xlsx(
        &[],
        &["मो॰ नं॰", "कर्मी का नाम", "पद", "पदस्थापन स्थल", "जिले का नाम"],
        rows.iter().map(|row| {
            // Mobiles as a spreadsheet keeps numbers: without their zeros. Texts that are no number stay texts.
            let mobile = at(row, 6).replace(['-', ' '], "").replace("+91", "");
            let mobile = match (mobile.len(), mobile.parse::<f64>()) {
                (10, Ok(number)) => Cell::Number(number),
                _ => text(at(row, 6)),
            };
            vec![
                mobile,
                text(&at(row, 1).to_uppercase()),
                text(at(row, 2)),
                text(at(row, 3)),
                text(&at(row, 5).to_lowercase()),
            ]
        }),
    );
    let hindi_rows: Vec<String> = rows
        .iter()
        .map(|row| {
            [at(row, 6), at(row, 2), at(row, 3), at(row, 1), at(row, 5), at(row, 8)]
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .join(";")
        })
        .collect();
    let semicolons =
        format!("\u{feff}मोबाइल;पदनाम;संस्थान का नाम;नाम;जिला;योगदान तिथि\r\n{}\r\n", hindi_rows.join("\r\n"));
    for (form, bytes) in
        [("english", english), ("hindi, numbers", hindi_numbers), ("semicolons", semicolons.into_bytes())]
    {
        assert_eq!(summary(&bytes), EXPECTED, "{form}");
    }
}

#[test]
fn the_small_roster_is_read_too() {
    let counts = summary(abhyas_seed_data::programme::ROSTER_SMALL_CSV);
    assert_eq!((counts.rows, counts.faulty.sum()), (62, 2));
}

#[test]
fn formulas_and_missing_columns_are_refused() {
    let reference = of_demonstration().unwrap();
    for (text, code) in [
        ("Name,Designation,Facility,Mobile\n=1+1,ANM,Block Kanti PHC,0000010001\n", "roster.formula_cells"),
        ("Name,Designation,Facility,Age\nAsha Devi,ANM,Block Kanti PHC,7\n", "roster.column_missing"),
    ] {
        let refusal = dry_run(text.as_bytes(), &reference, options()).unwrap_err();
        assert_eq!(refusal.code.as_str(), code);
        let explained = abhyas_i18n::refusals::explain(Language::Hi, &refusal);
        assert!(!explained.message.contains('{') && !explained.next.is_empty(), "{explained:?}");
    }
}

#[test]
fn every_refusal_of_rosters_and_files_has_its_texts() {
    for code in codes::ALL.iter().chain(crate::roster::codes::ALL) {
        assert!(abhyas_i18n::refusals::known(code.as_str()), "{}", code.as_str());
    }
}
