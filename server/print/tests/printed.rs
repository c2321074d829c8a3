//! What is printed is judged by tools that are not ours: `qpdf` for the file, poppler's `pdftotext` for the text and
//! `pdftoppm` for the picture, from which the QR code is read.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

use abhyas_core::Language;
use abhyas_print::{BasisItem, BothTexts, CertificateSheet, Slip, certificate_pdf, slips_pdf};
use chrono::{NaiveDate, TimeZone, Utc};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a tool; without it the test fails and says which package has it.
fn tool(name: &str, package: &str, arguments: &[&str]) -> String {
    let output = Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|e| panic!("{name} can not be started ({e}): install it with `apt-get install {package}`"));
    assert!(
        output.status.success(),
        "{name} {arguments:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn text_of(pdf: &Path) -> String {
    let path = pdf.to_str().unwrap();
    tool("qpdf", "qpdf", &["--check", path]);
    tool("pdftotext", "poppler-utils", &["-layout", path, "-"])
}

/// Reads the QR codes of the first page, drawn at 300 dots per inch: one of each cell of a grid laid over the page.
fn codes_of(pdf: &Path, columns: usize, rows: usize) -> Vec<String> {
    let target = pdf.with_extension("");
    tool(
        "pdftoppm",
        "poppler-utils",
        &["-gray", "-r", "300", "-l", "1", "-singlefile", pdf.to_str().unwrap(), target.to_str().unwrap()],
    );
    let image = std::fs::read(target.with_extension("pgm")).unwrap();
    // PGM: "P5", width, height, maximum, then one byte a pixel.
    let mut fields = image.split(|b| b.is_ascii_whitespace());
    assert_eq!(fields.next(), Some(&b"P5"[..]));
    let number = |field: Option<&[u8]>| std::str::from_utf8(field.unwrap()).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(fields.next()), number(fields.next()));
    let pixels = &image[image.len() - width * height..];
    let (cell_width, cell_height) = (width / columns, height / rows);
    let mut codes = Vec::new();
    for cell in 0..columns * rows {
        let (left, top) = (cell % columns * cell_width, cell / columns * cell_height);
        let pixel = |x: usize, y: usize| pixels[(top + y) * width + left + x];
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(cell_width, cell_height, pixel);
        codes.extend(prepared.detect_grids().iter().map(|grid| grid.decode().unwrap().1));
    }
    codes
}

fn sheet() -> CertificateSheet {
    let both = |hi: &str, en: &str| BothTexts { hi: hi.to_owned(), en: en.to_owned() };
    CertificateSheet {
        programme: both("भव्या प्रशिक्षण कार्यक्रम, बिहार", "BHAVYA Training Programme, Bihar"),
        name: "श्री कृष्ण ज्ञानेश्वर त्रिपाठी".to_owned(),
        module_code: "M01".to_owned(),
        module: both("मरीज पंजीकरण एवं भव्या आईडी", "Patient registration and BHAVYA ID"),
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        number: "AB-M01-26-000123-7".to_owned(),
        basis: vec![BasisItem::Attendance(100), BasisItem::Exercise("M01-E1".to_owned(), 92)],
        issued_by: "डॉ. अनिता सिंह".to_owned(),
        verify_at: "https://abhyas.example/verify/AB-M01-26-000123-7".to_owned(),
        qr: format!("https://abhyas.example/verify/AB-M01-26-000123-7#{}", "a".repeat(240)),
        revoked_on: None,
        synthetic: true,
    }
}

#[test]
fn the_certificate_is_a_sound_pdf_with_both_languages_and_a_code_that_reads() {
    let folder = tempfile::tempdir().unwrap();
    for language in [Language::Hi, Language::En] {
        let pdf = written(folder.path(), "certificate.pdf", &certificate_pdf(&sheet(), language).unwrap());
        let text = text_of(&pdf);
        for piece in [
            "प्रमाण-पत्र",
            "Certificate of Training",
            "श्री कृष्ण ज्ञानेश्वर त्रिपाठी",
            "मरीज पंजीकरण एवं भव्या आईडी",
            "Patient registration and BHAVYA ID",
            "AB-M01-26-000123-7",
            "23 नवंबर 2026",
            "हाज़िरी 100 %",
            "डॉ. अनिता सिंह",
            "Assessed practice M01-E1: 92 %",
            "not a real certificate",
        ] {
            assert!(text.contains(piece), "{language:?}: {piece} is missing in\n{text}");
        }
        assert!(!text.contains("revoked"));
        assert_eq!(codes_of(&pdf, 1, 1), [sheet().qr]);
    }
}

#[test]
fn conjuncts_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    for conjuncts in ["क्ष त्र ज्ञ श्र द्य ट्व", "श्रृंगार र्‍य द्वितीय र्कि", "विद्यार्थी ज़्यादा फ़ॉर्म"]
    {
        let sheet = CertificateSheet { name: conjuncts.to_owned(), ..sheet() };
        let pdf = written(folder.path(), "conjuncts.pdf", &certificate_pdf(&sheet, Language::Hi).unwrap());
        let text = text_of(&pdf);
        assert!(text.contains(conjuncts), "{conjuncts} is missing in\n{text}");
    }
}

#[test]
fn a_revoked_certificate_says_so_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = CertificateSheet { revoked_on: NaiveDate::from_ymd_opt(2026, 12, 1), synthetic: false, ..sheet() };
    let text = text_of(&written(folder.path(), "revoked.pdf", &certificate_pdf(&sheet, Language::Hi).unwrap()));
    assert!(text.contains("1 दिसंबर 2026 को रद्द") && text.contains("revoked on 1 December 2026"), "{text}");
    assert!(!text.contains("not a real certificate"));
}

#[test]
fn a_name_of_any_length_stays_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = CertificateSheet { name: "अत्यंत लंबा नाम ".repeat(12), ..sheet() };
    let pdf = written(folder.path(), "long.pdf", &certificate_pdf(&sheet, Language::Hi).unwrap());
    assert_eq!(text_of(&pdf).matches("अत्यंत लंबा नाम").count(), 12);
}

fn slip(number: usize) -> Slip {
    Slip {
        name: format!("श्रीमती विद्या कुमारी {number}"),
        staff_id: format!("BH-MUZ-{number:05}"),
        facility: "प्राथमिक स्वास्थ्य केंद्र, कांटी".to_owned(),
        code: format!("K7QM-{number:04}-XY"),
        sign_in_at: "https://abhyas.example/sign-in".to_owned(),
        expires_at: Utc.with_ymd_and_hms(2026, 12, 7, 18, 29, 0).unwrap(),
    }
}

#[test]
fn ten_slips_fit_on_a_page_and_the_eleventh_starts_the_next() {
    let folder = tempfile::tempdir().unwrap();
    for (count, pages) in [(1, 1), (10, 1), (11, 2), (25, 3)] {
        let slips: Vec<Slip> = (1..=count).map(slip).collect();
        let pdf = written(folder.path(), "slips.pdf", &slips_pdf(&slips).unwrap());
        let text = text_of(&pdf);
        assert_eq!(text.matches('\u{c}').count(), pages, "{count} slips");
        for slip in &slips {
            assert!(text.contains(&slip.name) && text.contains(&slip.staff_id), "{}", slip.staff_id);
        }
        assert!(text.contains("7 दिसंबर 2026, 23:59"), "the expiry is written in Indian time: {text}");
        assert!(text.contains("K7QM  0001  XY") || text.contains("K7QM 0001 XY"), "{text}");
    }
}

#[test]
fn every_slip_has_a_code_that_opens_the_sign_in_page() {
    let folder = tempfile::tempdir().unwrap();
    let slips: Vec<Slip> = (1..=10).map(slip).collect();
    let pdf = written(folder.path(), "codes.pdf", &slips_pdf(&slips).unwrap());
    assert_eq!(codes_of(&pdf, 2, 5), vec!["https://abhyas.example/sign-in".to_owned(); 10]);
}
