//! The certificate: one landscape A4 page in both languages, the reader's first.

use crate::canvas::{Align, Canvas, Colour, MM, Style};
use crate::fonts::{Fonts, Weight};
use crate::{PrintError, t};
use abhyas_core::Language;
use abhyas_i18n::format;
use chrono::NaiveDate;
use krilla::Document;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothTexts {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
}

impl BothTexts {
    /// The text of a language.
    #[must_use]
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.hi, &self.en)
    }
}

/// One figure that a certificate rests on, in per cent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasisItem {
    /// Attendance.
    Attendance(u8),
    /// The test after the training.
    PostTest(u8),
    /// An assessed exercise: its code and the best score.
    Exercise(String, u8),
}

impl BasisItem {
    fn text(&self, language: Language) -> String {
        match self {
            Self::Attendance(percent) => t::basis_attendance(language, percent),
            Self::PostTest(percent) => t::basis_post_test(language, percent),
            Self::Exercise(code, percent) => t::basis_exercise(language, code, percent),
        }
    }
}

/// What stands on a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSheet {
    /// The name of the training programme.
    pub programme: BothTexts,
    /// The name of the person as it was when the certificate was issued.
    pub name: String,
    /// The code of the module, e.g. `M01`.
    pub module_code: String,
    /// The name of the module.
    pub module: BothTexts,
    /// The day of issue in India.
    pub issued_on: NaiveDate,
    /// The certificate's number with its check digit.
    pub number: String,
    /// What it rests on.
    pub basis: Vec<BasisItem>,
    /// The name of the officer who issued it, printed below the line for the signature.
    pub issued_by: String,
    /// The address of the public page, printed in words.
    pub verify_at: String,
    /// What the QR code holds: the same address with a signed extract that can be checked offline.
    pub qr: String,
    /// The day it was revoked, if it was: then a red band says so.
    pub revoked_on: Option<NaiveDate>,
    /// Whether the programme is synthetic: then the page says that it is no real certificate.
    pub synthetic: bool,
}

const WIDTH: f32 = 297.0 * MM;
const HEIGHT: f32 = 210.0 * MM;
const CENTRE: f32 = WIDTH / 2.0;
const INK: Colour = (24, 30, 34);
const GREY: Colour = (88, 96, 102);
const TEAL: Colour = (11, 93, 94);
const GOLD: Colour = (181, 137, 46);
const RED: Colour = (176, 32, 32);
const TEXT_WIDTH: f32 = 220.0 * MM;

/// The certificate as a PDF of one page. Both languages are on it; `language` leads.
///
/// # Errors
/// [`PrintError::QrTooLong`] when the QR text does not fit; [`PrintError::Font`] and [`PrintError::Pdf`] when the build or the
/// writer is broken.
pub fn certificate_pdf(sheet: &CertificateSheet, language: Language) -> Result<Vec<u8>, PrintError> {
    let fonts = Fonts::load()?;
    let mut document = Document::new();
    let title = format!("{} {} – {}", t::certificate_title(language), sheet.number, sheet.name);
    document.set_metadata(Metadata::new().title(title).language(format!("{}-IN", language.tag())));
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PrintError::Pdf("page size".to_owned()))?;
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    let drawn = draw(&mut Canvas::new(&mut surface, &fonts), sheet, language);
    surface.finish();
    page.finish();
    drawn?;
    document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))
}

fn draw(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) -> Result<(), PrintError> {
    draw_frame(canvas);
    draw_heading(canvas, sheet, first);
    draw_statement(canvas, sheet, first);
    draw_particulars(canvas, sheet, first);
    draw_signature(canvas, sheet, first);
    draw_verification(canvas, sheet, first)?;
    draw_notices(canvas, sheet, first);
    Ok(())
}

/// A double frame with square corners in gold.
fn draw_frame(canvas: &mut Canvas<'_, '_>) {
    let (outer, inner, corner) = (9.0 * MM, 12.0 * MM, 6.0 * MM);
    canvas.outlined_box(outer, outer, WIDTH - 2.0 * outer, HEIGHT - 2.0 * outer, 3.0, TEAL);
    canvas.outlined_box(inner, inner, WIDTH - 2.0 * inner, HEIGHT - 2.0 * inner, 0.8, GOLD);
    for (x, y) in [
        (inner, inner),
        (WIDTH - inner - corner, inner),
        (inner, HEIGHT - inner - corner),
        (WIDTH - inner - corner, HEIGHT - inner - corner),
    ] {
        canvas.outlined_box(x, y, corner, corner, 0.8, GOLD);
        canvas.filled_box(x + corner / 3.0, y + corner / 3.0, corner / 3.0, corner / 3.0, GOLD);
    }
}

fn draw_heading(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) {
    let second = first.other();
    let programme = canvas.fitted(sheet.programme.pick(first), Style::new(15.0, Weight::Bold, TEAL), TEXT_WIDTH);
    canvas.line(sheet.programme.pick(first), programme, CENTRE, 68.0, Align::Centre);
    let programme = canvas.fitted(sheet.programme.pick(second), Style::new(10.5, Weight::Regular, GREY), TEXT_WIDTH);
    canvas.line(sheet.programme.pick(second), programme, CENTRE, 86.0, Align::Centre);
    canvas.line(t::certificate_title(first), Style::new(42.0, Weight::Bold, TEAL), CENTRE, 142.0, Align::Centre);
    canvas.line(t::certificate_title(second), Style::new(16.0, Weight::Regular, GOLD), CENTRE, 170.0, Align::Centre);
    canvas.rule((CENTRE - 60.0, 184.0), (CENTRE + 60.0, 184.0), 1.2, GOLD, false);
}

fn draw_statement(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) {
    let second = first.other();
    let both = format!("{}  ·  {}", t::certificate_lead(first), t::certificate_lead(second));
    canvas.line(&both, Style::new(12.0, Weight::Regular, GREY), CENTRE, 212.0, Align::Centre);
    let name = canvas.fitted(&sheet.name, Style::new(30.0, Weight::Bold, INK), TEXT_WIDTH);
    canvas.line(&sheet.name, name, CENTRE, 252.0, Align::Centre);
    canvas.rule((CENTRE - 190.0, 266.0), (CENTRE + 190.0, 266.0), 0.6, GREY, false);
    canvas.line(
        &t::certificate_did(first, &sheet.module_code),
        Style::new(13.0, Weight::Regular, INK),
        CENTRE,
        292.0,
        Align::Centre,
    );
    let module = canvas.fitted(sheet.module.pick(first), Style::new(22.0, Weight::Bold, TEAL), TEXT_WIDTH);
    canvas.line(sheet.module.pick(first), module, CENTRE, 324.0, Align::Centre);
    canvas.line(
        &t::certificate_did(second, &sheet.module_code),
        Style::new(10.5, Weight::Regular, GREY),
        CENTRE,
        348.0,
        Align::Centre,
    );
    let module = canvas.fitted(sheet.module.pick(second), Style::new(14.0, Weight::Bold, GREY), TEXT_WIDTH);
    canvas.line(sheet.module.pick(second), module, CENTRE, 368.0, Align::Centre);
}

/// Number, date and basis at the lower left.
fn draw_particulars(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) {
    let x = 24.0 * MM;
    let second = first.other();
    let label = Style::new(8.5, Weight::Regular, GREY);
    let value = Style::new(12.0, Weight::Bold, INK);
    canvas.line(
        &format!("{} / {}", t::certificate_number(first), t::certificate_number(second)),
        label,
        x,
        424.0,
        Align::Left,
    );
    canvas.line(&sheet.number, value, x, 441.0, Align::Left);
    canvas.line(
        &format!("{} / {}", t::certificate_date(first), t::certificate_date(second)),
        label,
        x,
        462.0,
        Align::Left,
    );
    let date = format!("{}  ·  {}", format::date(first, sheet.issued_on), format::date(second, sheet.issued_on));
    canvas.line(&date, Style::new(10.5, Weight::Bold, INK), x, 478.0, Align::Left);
    canvas.line(
        &format!("{} / {}", t::certificate_basis(first), t::certificate_basis(second)),
        label,
        x,
        499.0,
        Align::Left,
    );
    let small = Style::new(9.0, Weight::Regular, INK);
    let width = 88.0 * MM;
    let basis = |language| sheet.basis.iter().map(|item| item.text(language)).collect::<Vec<_>>().join("  ·  ");
    let y = canvas.paragraph(&basis(first), small, (x, 514.0), width, 13.0, Align::Left);
    canvas.paragraph(&basis(second), Style { colour: GREY, ..small }, (x, y), width, 13.0, Align::Left);
}

fn draw_signature(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) {
    let (left, right, y) = (CENTRE - 30.0, CENTRE + 150.0, 480.0);
    let middle = f32::midpoint(left, right);
    canvas.rule((left, y), (right, y), 0.8, INK, false);
    let name = canvas.fitted(&sheet.issued_by, Style::new(10.5, Weight::Bold, INK), right - left);
    canvas.line(&sheet.issued_by, name, middle, y + 16.0, Align::Centre);
    for (line, y) in [(t::certificate_signature(first), y + 31.0), (t::certificate_signature(first.other()), y + 43.0)]
    {
        canvas.line(line, Style::new(8.5, Weight::Regular, GREY), middle, y, Align::Centre);
    }
}

fn draw_verification(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) -> Result<(), PrintError> {
    let side = 42.0 * MM;
    let x = WIDTH - 22.0 * MM - side;
    let middle = x + side / 2.0;
    canvas.qr(&sheet.qr, x, 400.0, side)?;
    let caption = format!("{} / {}", t::certificate_verify(first), t::certificate_verify(first.other()));
    canvas.line(&caption, Style::new(8.5, Weight::Regular, GREY), middle, 530.0, Align::Centre);
    let address = canvas.fitted(&sheet.verify_at, Style::new(8.0, Weight::Regular, INK), side + 9.0 * MM);
    canvas.line(&sheet.verify_at, address, middle, 542.0, Align::Centre);
    Ok(())
}

/// What must not be overlooked: that it was revoked, that it is not real.
fn draw_notices(canvas: &mut Canvas<'_, '_>, sheet: &CertificateSheet, first: Language) {
    if let Some(day) = sheet.revoked_on {
        canvas.filled_box(12.0 * MM, 376.0, WIDTH - 24.0 * MM, 24.0, RED);
        let text = format!(
            "{}  ·  {}",
            t::certificate_revoked(first, format::date(first, day)),
            t::certificate_revoked(first.other(), format::date(first.other(), day))
        );
        let style = canvas.fitted(&text, Style::new(14.0, Weight::Bold, (255, 255, 255)), TEXT_WIDTH);
        canvas.line(&text, style, CENTRE, 393.0, Align::Centre);
    }
    if sheet.synthetic {
        let text = format!("{}  ·  {}", t::certificate_synthetic(first), t::certificate_synthetic(first.other()));
        canvas.line(&text, Style::new(9.0, Weight::Bold, RED), CENTRE, 555.0, Align::Centre);
    }
}
