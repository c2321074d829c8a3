//! QR codes of the practice hospital: of a patient card, and of a way to one of its pages.

use crate::{Outcome, ServiceError, Services};
use abhyas_hims::m01_registration::card::Card;

/// The card's QR as SVG.
///
/// # Errors
/// [`ServiceError::Internal`] when it does not fit, which a BHAVYA ID always does.
pub fn qr_svg(card: &Card) -> Outcome<String> {
    abhyas_print::qr_svg(&card.qr).map_err(|e| ServiceError::Internal(e.to_string()))
}

/// The QR that hangs at a counter as SVG: it leads a phone to `path`, a page of this installation.
///
/// # Errors
/// [`ServiceError::Internal`] when it does not fit.
pub fn way_qr_svg(services: &Services, path: &str) -> Outcome<String> {
    let way = format!("{}{path}", services.config().public_url.trim_end_matches('/'));
    abhyas_print::qr_svg(&way).map_err(|e| ServiceError::Internal(e.to_string()))
}
