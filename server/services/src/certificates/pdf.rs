//! A certificate as a PDF.

use super::credential::{Statement, page_of, qr_text};
use super::key::signing_key;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::clock::date_in_india;
use abhyas_core::{CertificateId, Language};
use abhyas_print::{BasisItem, BothTexts, CertificateSheet, certificate_pdf};
use abhyas_training::certificate::{Basis, CertificateNumber};

/// The PDF of a certificate that the actor may see; both languages are on it, `language` leads.
///
/// # Errors
/// [`ServiceError::NotFound`] as for [`super::certificate`].
pub async fn pdf(services: &Services, actor: &Actor, id: &CertificateId, language: Language) -> Outcome<Vec<u8>> {
    let listed = super::certificate(services, actor, id).await?;
    let internal = |what: &str| ServiceError::Internal(format!("certificate {id}: {what}"));
    let certificate = listed.certificate;
    let db = services.db();
    let module =
        abhyas_store::certificates::module(db, &certificate.module).await?.ok_or_else(|| internal("no module"))?;
    let programme = abhyas_store::certificates::programme(db).await?.ok_or_else(|| internal("no programme"))?;
    let number = CertificateNumber::parse(&certificate.number)?;
    let key = signing_key(services).await?;
    let statement = Statement {
        number: &number,
        name: &certificate.name_on_it,
        module: &module,
        programme: &programme,
        issued_at: certificate.issued_at,
    };
    let qr = qr_text(&services.config().public_url, &key, &statement)?;
    let sheet = CertificateSheet {
        programme: BothTexts { hi: programme.name_hi, en: programme.name_en },
        name: certificate.name_on_it,
        module_code: certificate.module.as_str().to_owned(),
        module: BothTexts { hi: module.name_hi, en: module.name_en },
        issued_on: date_in_india(certificate.issued_at),
        verify_at: page_of(&services.config().public_url, number.as_str()),
        number: certificate.number,
        basis: basis_items(&certificate.basis)?,
        issued_by: listed.issuer_name,
        qr,
        revoked_on: certificate.revoked.map(|revoked| date_in_india(revoked.at)),
        synthetic: programme.synthetic,
    };
    // Shaping and compressing take milliseconds of computing: not on a thread that serves other people.
    let printed = tokio::task::spawn_blocking(move || certificate_pdf(&sheet, language)).await;
    printed.map_err(|error| internal(&error.to_string()))?.map_err(|error| internal(&error.to_string()))
}

fn basis_items(stored: &str) -> Outcome<Vec<BasisItem>> {
    let basis: Basis = serde_json::from_str(stored)?;
    let exercises =
        basis.exercises.into_iter().map(|(exercise, percent)| BasisItem::Exercise(exercise.to_string(), percent));
    Ok(basis
        .attendance
        .map(BasisItem::Attendance)
        .into_iter()
        .chain(basis.post_test.map(BasisItem::PostTest))
        .chain(exercises)
        .collect())
}
