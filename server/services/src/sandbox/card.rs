//! The QR of a patient card.

use crate::{Outcome, ServiceError};
use abhyas_hims::m01_registration::card::Card;

/// The card's QR as SVG.
///
/// # Errors
/// [`ServiceError::Internal`] when it does not fit, which a BHAVYA ID always does.
pub fn qr_svg(card: &Card) -> Outcome<String> {
    abhyas_print::qr_svg(&card.qr).map_err(|e| ServiceError::Internal(e.to_string()))
}
