//! Slips for the first sign-in: ten to an A4 page, cut apart and handed out.

use crate::canvas::{Align, Canvas, Colour, MM, Style};
use crate::fonts::{Fonts, Weight};
use crate::{PrintError, t};
use abhyas_core::Language;
use abhyas_i18n::format;
use chrono::{DateTime, Utc};
use krilla::Document;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;

/// What stands on one slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The person's name.
    pub name: String,
    /// The staff id, which is the login name.
    pub staff_id: String,
    /// The name of the facility, so that the slips can be handed out by place.
    pub facility: String,
    /// The one-time code as it is typed; printed in groups of four.
    pub code: String,
    /// The address of the sign-in page.
    pub sign_in_at: String,
    /// Until when the code works; printed in Indian time.
    pub expires_at: DateTime<Utc>,
}

const COLUMNS: usize = 2;
const ROWS: usize = 5;
/// Slips on a page.
const PER_PAGE: usize = COLUMNS * ROWS;
const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
const WIDTH: f32 = PAGE.0 / 2.0;
const HEIGHT: f32 = PAGE.1 / 5.0;
const MARGIN: f32 = 8.0 * MM;
const QR: f32 = 26.0 * MM;
const INK: Colour = (20, 24, 28);
const GREY: Colour = (90, 98, 104);
const ACCENT: Colour = (11, 93, 94);
const CUT: Colour = (150, 150, 150);

/// The slips as a PDF, ten to an A4 page, in Hindi, with dashed lines where to cut. No slip gives no page.
///
/// # Errors
/// [`PrintError::QrTooLong`] when an address does not fit into a QR code; [`PrintError::Font`] and [`PrintError::Pdf`] when
/// the build or the writer is broken.
pub fn slips_pdf(slips: &[Slip]) -> Result<Vec<u8>, PrintError> {
    let fonts = Fonts::load()?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(t::slip_title(Language::Hi).to_owned()).language("hi-IN".to_owned()));
    for page_of_slips in slips.chunks(PER_PAGE) {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PrintError::Pdf("page size".to_owned()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut canvas = Canvas::new(&mut surface, &fonts);
        let drawn = draw_page(&mut canvas, page_of_slips);
        surface.finish();
        page.finish();
        drawn?;
    }
    document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))
}

#[expect(clippy::cast_precision_loss, reason = "there are ten places on a page")]
fn draw_page(canvas: &mut Canvas<'_, '_>, slips: &[Slip]) -> Result<(), PrintError> {
    canvas.rule((WIDTH, 0.0), (WIDTH, PAGE.1), 0.5, CUT, true);
    for row in 1..ROWS {
        let y = row as f32 * HEIGHT;
        canvas.rule((0.0, y), (PAGE.0, y), 0.5, CUT, true);
    }
    for (place, slip) in slips.iter().enumerate() {
        draw_slip(canvas, slip, (place % COLUMNS) as f32 * WIDTH, (place / COLUMNS) as f32 * HEIGHT)?;
    }
    Ok(())
}

fn draw_slip(canvas: &mut Canvas<'_, '_>, slip: &Slip, left: f32, top: f32) -> Result<(), PrintError> {
    const HI: Language = Language::Hi;
    let x = left + MARGIN;
    let right = left + WIDTH - MARGIN;
    let inner = right - x;
    let small = Style::new(7.5, Weight::Regular, GREY);
    let text = |size, weight| Style::new(size, weight, INK);

    canvas.line(t::slips_heading(HI), Style::new(10.0, Weight::Bold, ACCENT), x, top + 20.0, Align::Left);
    canvas.line(t::slip_title(HI), Style::new(8.5, Weight::Regular, ACCENT), right, top + 20.0, Align::Right);
    canvas.rule((x, top + 26.0), (right, top + 26.0), 0.8, ACCENT, false);

    let name = canvas.fitted(&slip.name, text(13.0, Weight::Bold), inner);
    canvas.line(&slip.name, name, x, top + 44.0, Align::Left);
    let facility = canvas.fitted(&slip.facility, text(9.0, Weight::Regular), inner);
    canvas.line(&slip.facility, facility, x, top + 58.0, Align::Left);

    let beside = inner - QR;
    canvas.line(t::slip_staff_id(HI), small, x, top + 74.0, Align::Left);
    let staff_id = canvas.fitted(&slip.staff_id, text(12.0, Weight::Bold), beside);
    canvas.line(&slip.staff_id, staff_id, x, top + 88.0, Align::Left);
    canvas.line(t::slip_code(HI), small, x, top + 103.0, Align::Left);
    let code = grouped(&slip.code);
    let code_style = canvas.fitted(&code, text(15.0, Weight::Bold), beside);
    canvas.line(&code, code_style, x, top + 120.0, Align::Left);
    let expiry = t::slip_expiry(HI, format::instant(HI, slip.expires_at));
    let expiry_style = canvas.fitted(&expiry, small, beside);
    canvas.line(&expiry, expiry_style, x, top + 132.0, Align::Left);

    // The quiet zone of the code is white paper, so it may reach over the margin.
    canvas.qr(&slip.sign_in_at, right - QR + 6.0, top + 62.0, QR)?;
    let address = format!("{}: {}", t::slip_where(HI), slip.sign_in_at);
    let address_style = canvas.fitted(&address, text(8.5, Weight::Regular), inner);
    canvas.line(&address, address_style, x, top + 147.0, Align::Left);
    let keep = canvas.fitted(t::slip_keep(HI), small, inner);
    canvas.line(t::slip_keep(HI), keep, x, top + 159.0, Align::Left);
    Ok(())
}

/// A code in groups of four, as it is easiest to copy by hand. Separators that are already there are dropped.
fn grouped(code: &str) -> String {
    let mut out = String::new();
    for (at, c) in code.chars().filter(|c| c.is_alphanumeric()).enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push_str("  ");
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn codes_are_printed_in_groups_of_four() {
        for (code, printed) in
            [("", ""), ("ABCD", "ABCD"), ("ABCDEFGH", "ABCD  EFGH"), ("ABCD-EFGH-JK", "ABCD  EFGH  JK")]
        {
            assert_eq!(grouped(code), printed);
        }
    }
}
