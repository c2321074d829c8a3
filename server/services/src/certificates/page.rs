//! What a certificate's page shows, and the modules certificates are for.

use super::credential::page_of;
use super::due::rules_of;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{CertificateId, ModuleId, Permission, Reach};
use abhyas_store::certificates::{CertifiedModule, ListedCertificate};
use abhyas_training::certificate::{Basis, Rules};

/// A certificate with what its page shows beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificatePage {
    /// The certificate.
    pub listed: ListedCertificate,
    /// What it rests on.
    pub basis: Basis,
    /// The address of its public page.
    pub verify_at: String,
    /// That address as a QR code: an SVG element.
    pub qr_svg: String,
    /// Whether the actor may revoke it.
    pub may_revoke: bool,
    /// Whether the actor may issue it again.
    pub may_reissue: bool,
}

/// A certificate's page.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or the actor may not see it.
pub async fn certificate_page(services: &Services, actor: &Actor, id: &CertificateId) -> Outcome<CertificatePage> {
    let listed = super::certificate(services, actor, id).await?;
    let basis = serde_json::from_str(&listed.certificate.basis)?;
    let verify_at = page_of(&services.config().public_url, &listed.certificate.number);
    let qr_svg = abhyas_print::qr_svg(&verify_at).map_err(|error| ServiceError::Internal(error.to_string()))?;
    let own = listed.certificate.person == actor.person;
    let district = listed.district.as_ref();
    let subject = crate::Subject::Person { person: &listed.certificate.person, district };
    let may_revoke =
        actor.may(Permission::RevokeCertificate, subject) && actor.reach(Permission::RevokeCertificate) > Reach::Own;
    let may_reissue = !own && actor.may(Permission::IssueCertificates, subject);
    Ok(CertificatePage { listed, basis, verify_at, qr_svg, may_revoke, may_reissue })
}

/// The modules for which certificates can be issued: those with an assessed exercise, in their order.
///
/// # Errors
/// [`ServiceError::NotFound`] when the actor may issue none.
pub async fn certifying_modules(services: &Services, actor: &Actor) -> Outcome<Vec<CertifiedModule>> {
    if actor.reach(Permission::IssueCertificates) < Reach::District {
        return Err(ServiceError::NotFound);
    }
    let curriculum = crate::exercises::curriculum(services)?;
    let mut modules: Vec<CertifiedModule> = Vec::new();
    for exercise in curriculum.exercises().iter().filter(|exercise| exercise.assessed) {
        if modules.iter().all(|known| known.id != exercise.module) {
            modules.extend(abhyas_store::certificates::module(services.db(), &exercise.module).await?);
        }
    }
    Ok(modules)
}

/// A module and what its certificate asks for: for anyone, as credentials point there.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such module.
pub async fn public_module(services: &Services, module: &ModuleId) -> Outcome<(CertifiedModule, Rules)> {
    let module = abhyas_store::certificates::module(services.db(), module).await?.ok_or(ServiceError::NotFound)?;
    let programme = abhyas_store::certificates::programme(services.db()).await?;
    let rules = rules_of(&module, programme.as_ref())?;
    Ok((module, rules))
}
