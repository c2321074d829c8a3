//! From the bytes of a file to cells: tells what kind of file it is, and refuses clearly what can not be a roster.

use super::codes;
use super::{delimited, workbook};
use abhyas_core::Refusal;
use abhyas_training::roster::cell::Sheet;

/// The largest file that is read. 50,000 rows of a roster take about 4 MB.
pub const LARGEST_FILE: u64 = 10 * 1024 * 1024;
/// The most lines and columns of a sheet.
pub const MOST_LINES: usize = 50_000;
/// See [`MOST_LINES`].
pub const MOST_COLUMNS: usize = 200;

/// What a file is by its first bytes, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Zip,
    Pdf,
    /// An OLE compound file with an encrypted package: an .xlsx with a password (MS-OFFCRYPTO, 2.3.4).
    Encrypted,
    /// Any other OLE compound file: .xls, .doc.
    OldOffice,
    Picture,
    Html,
    Text,
}

fn kind_of(bytes: &[u8]) -> Kind {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if starts(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return if bytes.windows(stream.len()).any(|window| window == stream) {
            Kind::Encrypted
        } else {
            Kind::OldOffice
        };
    }
    // A PDF may have some bytes before its header (ISO 32000-1, annex H.3).
    if bytes.iter().take(1024).copied().collect::<Vec<u8>>().windows(5).any(|window| window == b"%PDF-") {
        return Kind::Pdf;
    }
    if starts(b"\x89PNG") || starts(&[0xFF, 0xD8, 0xFF]) || starts(b"GIF8") {
        return Kind::Picture;
    }
    let beginning: String = bytes.iter().take(256).map(|b| char::from(b.to_ascii_lowercase())).collect();
    if ["<html", "<!doctype", "<table", "<?xml"]
        .iter()
        .any(|tag| beginning.trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}']).trim_start().starts_with(tag))
    {
        return Kind::Html;
    }
    Kind::Text
}

/// Refuses a file by its size alone, before its bytes are looked at (or even read).
///
/// # Errors
/// [`codes::TOO_LARGE`] above [`LARGEST_FILE`], [`codes::EMPTY`] for nothing.
pub fn check_size(bytes: u64) -> Result<(), Refusal> {
    match bytes {
        0 => Err(Refusal::new(codes::EMPTY).at("file")),
        _ if bytes > LARGEST_FILE => {
            let mb = bytes.div_ceil(1024 * 1024);
            Err(Refusal::new(codes::TOO_LARGE).at("file").with("mb", mb).with("most", LARGEST_FILE / (1024 * 1024)))
        }
        _ => Ok(()),
    }
}

/// Reads the sheets of an Excel workbook (.xlsx) or a text file with separators (.csv).
///
/// # Errors
/// A refusal that names what the file is and how to make a file that can be read. Nothing in the file is ever executed or fetched.
pub fn read_sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    let refused = |code| Err(Refusal::new(code).at("file"));
    match kind_of(bytes) {
        Kind::Zip => workbook::read(bytes),
        Kind::Text => delimited::read(bytes).map(|sheet| vec![sheet]),
        Kind::Pdf => refused(codes::IS_PDF),
        Kind::Encrypted => refused(codes::HAS_PASSWORD),
        Kind::OldOffice => refused(codes::OLD_EXCEL),
        Kind::Picture => refused(codes::IS_PICTURE),
        Kind::Html => refused(codes::IS_HTML),
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
