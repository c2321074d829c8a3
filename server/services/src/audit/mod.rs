//! The audit trail: who did what, when, to what. Written in the transaction of the act itself.

mod list;

pub use abhyas_store::audit::{AuditRow, AuditState, Break};
pub use list::{AuditPage, AuditQuery, PAGE, list, verify};

use crate::{Actor, Outcome, Services, Tx};
use abhyas_core::DistrictId;
use abhyas_store::audit::NewAudit;

/// Notes an act in the transaction that does it. `detail` holds ids and codes, never passwords, codes or health data.
///
/// # Errors
/// [`crate::ServiceError`] when the row can not be written: then the act is not done either.
pub async fn record(
    tx: &mut Tx,
    services: &Services,
    actor: &Actor,
    action: &str,
    subject: (&str, &str),
    district: Option<&DistrictId>,
    detail: serde_json::Value,
) -> Outcome<()> {
    let row = NewAudit {
        at: services.real_now(),
        actor: actor.person.as_str().to_owned(),
        actor_name: actor.name.clone(),
        action: action.to_owned(),
        subject_kind: subject.0.to_owned(),
        subject: subject.1.to_owned(),
        district: district.map_or_else(String::new, |d| d.as_str().to_owned()),
        detail: detail.to_string(),
    };
    abhyas_store::audit::append(tx, &row).await?;
    Ok(())
}
