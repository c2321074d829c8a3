//! Verifying a certificate by its number: for anyone, signed in or not.

use super::credential::read_extract;
use super::key::signing_key;
use crate::{Outcome, Services};
use abhyas_core::ModuleId;
use abhyas_core::clock::date_in_india;
use abhyas_training::certificate::CertificateNumber;
use chrono::NaiveDate;

/// What the public may know of a certificate: name, module, day, state. Nothing else of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its number.
    pub number: CertificateNumber,
    /// The name on it.
    pub name: String,
    /// The module.
    pub module: ModuleId,
    /// The module's name in Hindi.
    pub module_hi: String,
    /// The module's name in English.
    pub module_en: String,
    /// The day of issue in India.
    pub issued_on: NaiveDate,
    /// Whether it counts.
    pub state: VerifiedState,
}

/// Whether a certificate counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifiedState {
    /// It does.
    Valid,
    /// It was revoked on this day. The reason is not for the public.
    Revoked(NaiveDate),
}

/// Looks a certificate up by its number as somebody typed it, or by the whole text of its QR code. `None`: there is none of
/// this number, so whatever shows it was not issued here.
///
/// # Errors
/// A refusal at `number` when it is no number of a certificate, or was mistyped.
pub async fn verify(services: &Services, typed: &str) -> Outcome<Option<Verified>> {
    let number = match read_extract(typed, &signing_key(services).await?.verifying_key().to_bytes()) {
        Some(extract) => extract.number,
        None => CertificateNumber::parse(last_segment(typed))?,
    };
    let found = abhyas_store::certificates::by_number(services.db(), number.as_str()).await?;
    Ok(found.map(|found| Verified {
        number,
        name: found.certificate.name_on_it,
        module: found.certificate.module,
        module_hi: found.module_hi,
        module_en: found.module_en,
        issued_on: date_in_india(found.certificate.issued_at),
        state: found
            .certificate
            .revoked
            .map_or(VerifiedState::Valid, |revoked| VerifiedState::Revoked(date_in_india(revoked.at))),
    }))
}

/// The number in a pasted address: what stands between its last slash and the `#`.
fn last_segment(typed: &str) -> &str {
    let without_fragment = typed.split('#').next().unwrap_or(typed);
    without_fragment.trim().trim_end_matches('/').rsplit('/').next().unwrap_or(typed)
}
