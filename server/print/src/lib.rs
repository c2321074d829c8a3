//! What Abhyas prints: certificates and first-sign-in slips as PDF, and QR codes as SVG.
//!
//! The PDFs are made with `krilla`. A typesetter such as `typst` would lay the text out by itself, but costs six times
//! as much to build; what is printed here is single-column forms, so a small layout of our own ([`canvas`](self), a
//! screenful) is the cheaper part. Text is shaped with `rustybuzz`, which puts Devanagari conjuncts and matras in
//! their right order, and stays selectable and searchable. The fonts (Noto Sans and Noto Sans Devanagari, SIL Open Font
//! License, see `fonts/OFL.txt`) are part of the binary: a server needs no font installed.
//!
//! No I/O, no clock: the caller hands over what is to be printed and gets bytes.

mod canvas;
mod certificate;
mod fonts;
mod qr;
mod slips;
mod text;

pub use certificate::{BasisItem, BothTexts, CertificateSheet, certificate_pdf};
pub use qr::{qr_modules, qr_svg};
pub use slips::{Slip, slips_pdf};

abhyas_i18n::texts!(t);

/// Why something could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A font that is part of the binary does not parse: a broken build.
    #[error("the font {0} can not be read")]
    Font(&'static str),
    /// The text does not fit into a QR code (about 2,300 bytes at medium error correction).
    #[error("the text of {0} bytes does not fit into a QR code")]
    QrTooLong(usize),
    /// The PDF writer refused. The text is the writer's own.
    #[error("the PDF can not be written: {0}")]
    Pdf(String),
}
