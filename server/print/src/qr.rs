//! QR codes (ISO/IEC 18004) at error correction level M: 15 % of a code may be dirty or creased.

use crate::PrintError;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Light modules around a code, so that a camera finds its edge (ISO/IEC 18004 asks for 4).
pub(crate) const QUIET_ZONE: usize = 4;

/// The rows of a QR code without its quiet zone; `true` is dark.
///
/// # Errors
/// [`PrintError::QrTooLong`] when the text does not fit.
pub fn qr_modules(text: &str) -> Result<Vec<Vec<bool>>, PrintError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| PrintError::QrTooLong(text.len()))?;
    let colours = code.to_colors();
    Ok(colours
        .chunks(code.width().max(1))
        .map(|row| row.iter().map(|&colour| colour == Color::Dark).collect())
        .collect())
}

/// Stretches of dark modules in a row: (first column, how many). Fewer, wider boxes are smaller and have no hairlines.
pub(crate) fn dark_stretches(row: &[bool]) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
        match stretches.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => stretches.push((x, 1)),
        }
    }
    stretches
}

/// A QR code as an SVG element to stand in a page: square, quiet zone included, as large as its container.
/// It is hidden from screen readers; put the text beside it.
///
/// # Errors
/// [`PrintError::QrTooLong`] when the text does not fit.
pub fn qr_svg(text: &str) -> Result<String, PrintError> {
    let modules = qr_modules(text)?;
    let side = modules.len() + 2 * QUIET_ZONE;
    let mut path = String::new();
    for (y, row) in modules.iter().enumerate() {
        for (x, length) in dark_stretches(row) {
            let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET_ZONE, y + QUIET_ZONE);
        }
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" aria-hidden="true"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"##
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: usize = 4;

    /// Draws the modules into an image and reads the code as a camera would.
    fn read_back(modules: &[Vec<bool>]) -> String {
        let side = (modules.len() + 2 * QUIET_ZONE) * SCALE;
        let dark = |x: usize, y: usize| {
            let at = |pixel: usize| (pixel / SCALE).checked_sub(QUIET_ZONE);
            at(y).zip(at(x)).is_some_and(|(y, x)| modules.get(y).and_then(|row| row.get(x)).copied().unwrap_or(false))
        };
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_reads_back_what_went_in() {
        for text in ["A", "https://abhyas.example/verify/AB-M01-26-000123-7", "मरीज: क्ष त्र ज्ञ", &"x".repeat(700)]
        {
            assert_eq!(read_back(&qr_modules(text).unwrap()), text);
        }
    }

    #[test]
    fn the_svg_draws_exactly_the_dark_modules() {
        let modules = qr_modules("https://abhyas.example/").unwrap();
        let svg = qr_svg("https://abhyas.example/").unwrap();
        let path = svg.rsplit_once("<path d=\"").unwrap().1.split_once('"').unwrap().0;
        let drawn: usize = path
            .split('M')
            .skip(1)
            .map(|s| s.split_once('h').unwrap().1.split_once('v').unwrap().0.parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, modules.iter().flatten().filter(|dark| **dark).count());
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(qr_svg(&"x".repeat(4_000)), Err(PrintError::QrTooLong(4_000)));
    }
}
