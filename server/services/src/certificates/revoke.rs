//! Revoking a certificate, with a reason that stays on record.

use crate::actor::Subject;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{CertificateId, OnceKey, Permission};
use abhyas_store::certificates::Revocation;
use abhyas_training::certificate::{State, codes, revoke as check};
use serde_json::json;

/// Revokes a certificate. Its public page says so from now on; the reason is shown to officers only.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or the actor may not revoke it; refusals at `reason`, and when it was revoked
/// already.
pub async fn revoke(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &CertificateId,
    reason: &str,
) -> Outcome<()> {
    let found = abhyas_store::certificates::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let subject = Subject::Person { person: &found.certificate.person, district: found.district.as_ref() };
    actor.require(Permission::RevokeCertificate, subject)?;

    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "certificate.revoke").await?.is_some() {
        return Ok(());
    }
    let state = if found.certificate.revoked.is_some() { State::Revoked } else { State::Valid };
    let reason = check(state, reason)?;
    let revocation = Revocation { at: services.now(), by: actor.person.clone(), reason };
    if !abhyas_store::certificates::revoke(&mut tx, id, &revocation).await? {
        return Err(ServiceError::refused(codes::ALREADY_REVOKED));
    }
    let detail =
        json!({ "number": found.certificate.number, "person": found.certificate.person, "reason": revocation.reason });
    audit::record(
        &mut tx,
        services,
        actor,
        "certificate.revoke",
        ("certificate", id.as_str()),
        found.district.as_ref(),
        detail,
    )
    .await?;
    once::finish(&mut tx, key, id.as_str()).await?;
    tx.commit().await?;
    Ok(())
}
