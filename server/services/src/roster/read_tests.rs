//! Every kind of file, each with its own answer.

use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write as _;

fn refused(bytes: &[u8]) -> String {
    read_sheets(bytes).unwrap_err().code.as_str().to_owned()
}

fn texts(sheets: &[Sheet]) -> Vec<Vec<String>> {
    sheets
        .iter()
        .flat_map(|sheet| &sheet.lines)
        .map(|line| line.cells.iter().map(|cell| cell.text()).collect())
        .collect()
}

#[test]
fn csv_in_every_usual_form() {
    let expected = [["नाम", "Mobile"], ["मीना, ANM", "0000010001"]];
    for (form, text) in [
        ("commas", "नाम,Mobile\n\"मीना, ANM\",0000010001\n".to_owned()),
        ("semicolons, CRLF", "नाम;Mobile\r\nमीना, ANM;0000010001\r\n".to_owned()),
        ("tabs", "नाम\tMobile\nमीना, ANM\t0000010001".to_owned()),
        ("byte order mark", "\u{feff}नाम,Mobile\n\"मीना, ANM\",0000010001\n".to_owned()),
        ("named separator", "sep=;\r\nनाम;Mobile\r\nमीना, ANM;0000010001\r\n".to_owned()),
        ("kept zeros", "नाम;Mobile\nमीना, ANM;\"=\"\"0000010001\"\"\"\n".to_owned()),
    ] {
        assert_eq!(texts(&read_sheets(text.as_bytes()).unwrap()), expected, "{form}");
    }
    let wide: Vec<u8> =
        "\u{feff}नाम\tMobile\nमीना, ANM\t0000010001\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(texts(&read_sheets(&wide).unwrap()), expected, "UTF-16");
}

#[test]
fn lines_are_numbered_as_an_editor_shows_them() {
    for (form, text) in [("LF", "a,b\n\n1,\"x\ny\"\n3,4\n"), ("CR LF", "a,b\r\n\r\n1,\"x\r\ny\"\r\n3,4\r\n")] {
        let sheets = read_sheets(text.as_bytes()).unwrap();
        let numbers: Vec<u32> = sheets.iter().flat_map(|sheet| &sheet.lines).map(|line| line.number).collect();
        assert_eq!(numbers, [1, 3, 5], "{form}");
    }
}

#[test]
fn a_csv_formula_is_kept_as_a_formula() {
    let sheets = read_sheets(b"a,b\n=1+1,=HYPERLINK(\"x\")\n").unwrap();
    let second = sheets.first().and_then(|sheet| sheet.lines.get(1)).unwrap();
    assert_eq!(second.cell(0), &abhyas_training::roster::cell::Cell::Formula("1+1".into()));
}

#[test]
fn a_workbook_is_read_cell_by_cell() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("सूची").unwrap();
    sheet.write(0, 0, "नाम").unwrap();
    sheet.write(2, 1, 9_876_543_210_f64).unwrap();
    sheet
        .write_with_format(
            2,
            2,
            ExcelDateTime::from_ymd(2017, 5, 4).unwrap(),
            &Format::new().set_num_format("dd.mm.yyyy"),
        )
        .unwrap();
    sheet.write_formula(2, 3, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(2, 4, true).unwrap();
    workbook.add_worksheet().set_name("Hidden").unwrap().set_hidden(true);
    let sheets = read_sheets(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        sheets.iter().map(|s| (s.name.as_str(), s.hidden)).collect::<Vec<_>>(),
        [("सूची", false), ("Hidden", true)]
    );
    let lines = &sheets.first().unwrap().lines;
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 3]);
    let shown: Vec<String> = lines.get(1).unwrap().cells.iter().map(|cell| cell.text()).collect();
    assert_eq!(shown, ["", "9876543210", "04.05.2017", "=", "TRUE"]);
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_roster_file_is_refused_for_what_it_is() {
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let encrypted: Vec<u8> =
        ole.into_iter().chain([0; 600]).chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let old: Vec<u8> = ole.into_iter().chain([0; 600]).collect();
    let windows_1252 = b"Name;Gender\nJos\xe9;M\n".to_vec();
    let half: Vec<u8> = zip_of(&[("xl/workbook.xml", &[b'x'; 5000])]).into_iter().take(60).collect();
    for (bytes, code) in [
        (Vec::new(), "import.empty"),
        (b"%PDF-1.7\n...".to_vec(), "import.is_pdf"),
        (b"\n\n%PDF-1.4\n...".to_vec(), "import.is_pdf"),
        (encrypted, "import.has_password"),
        (old, "import.old_excel"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "import.is_picture"),
        (b"<html><table><tr><td>x</td></tr></table></html>".to_vec(), "import.is_html"),
        (zip_of(&[("word/document.xml", b"x")]), "import.other_zip"),
        (half, "import.damaged"),
        (windows_1252, "import.encoding"),
        (b"\x00\x01\x02\x03binary".to_vec(), "import.no_table"),
        (b"just a sentence\nand one more\n".to_vec(), "import.no_table"),
    ] {
        assert_eq!(refused(&bytes), code);
    }
}

#[test]
fn a_bomb_is_noticed_before_it_goes_off() {
    let megabytes = vec![b' '; 140 * 1024 * 1024];
    let bomb = zip_of(&[("xl/workbook.xml", b"<x/>"), ("xl/worksheets/sheet1.xml", &megabytes)]);
    assert!(bomb.len() < 1024 * 1024, "it looks small: {}", bomb.len());
    assert_eq!(refused(&bomb), "import.zip_bomb");
}

#[test]
fn size_is_refused_before_the_content_is_read() {
    assert_eq!(check_size(200 * 1024 * 1024).unwrap_err().code, codes::TOO_LARGE);
    assert_eq!(check_size(LARGEST_FILE), Ok(()));
    assert_eq!(check_size(0).unwrap_err().code, codes::EMPTY);
}

#[test]
fn a_long_list_is_read_to_its_last_line_or_refused_with_what_to_do() {
    for (rows, is_read) in [(MOST_LINES - 1, true), (MOST_LINES, true), (MOST_LINES + 1, false), (60_000, false)] {
        match read_sheets("सीता,ANM\n".repeat(rows).as_bytes()) {
            Ok(sheets) => assert_eq!((sheets[0].lines.len(), is_read), (rows, true)),
            Err(refusal) => {
                assert_eq!((&refusal.code, is_read), (&codes::TOO_LONG, false), "{rows} rows");
                let words = abhyas_i18n::refusals::explain(abhyas_core::Language::En, &refusal);
                assert!(words.message.contains("50000") || words.message.contains("50,000"), "{words:?}");
                assert!(words.next.contains("district by district"), "{words:?}");
            }
        }
    }
}

#[test]
fn too_many_columns_are_refused() {
    let wide = vec!["x"; MOST_COLUMNS + 1].join(",");
    assert_eq!(refused(format!("{wide}\n{wide}\n").as_bytes()), "import.too_wide");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(5, 16_000, "far away").unwrap();
    assert_eq!(refused(&workbook.save_to_buffer().unwrap()), "import.too_wide");
}
