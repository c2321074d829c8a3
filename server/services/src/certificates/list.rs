//! Reading certificates inside the system.

use crate::actor::Subject;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{CertificateId, ModuleId, Permission};
use abhyas_store::certificates::{Filter, ListedCertificate};

/// How many certificates a page of a list shows.
pub const PAGE: u32 = 50;

/// The actor's own certificates, the latest first.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn own_certificates(services: &Services, actor: &Actor) -> Outcome<Vec<ListedCertificate>> {
    let filter = Filter { person: Some(&actor.person), ..Filter::default() };
    Ok(abhyas_store::certificates::list(services.db(), &filter, u32::from(u16::MAX), 0).await?)
}

/// The certificates that the actor may see beyond their own, the latest first, a page ([`PAGE`]) at a time from 0; of one
/// module or of all. For a person with several districts the pages of the districts follow one another.
///
/// # Errors
/// [`ServiceError::NotFound`] for people who may see their own only.
pub async fn certificates(
    services: &Services,
    actor: &Actor,
    module: Option<&ModuleId>,
    page: u32,
) -> Outcome<Vec<ListedCertificate>> {
    let offset = page.saturating_mul(PAGE);
    let db = services.db();
    let Some(districts) = actor.districts(Permission::SeeCertificates) else {
        let filter = Filter { module, ..Filter::default() };
        return Ok(abhyas_store::certificates::list(db, &filter, PAGE, offset).await?);
    };
    if districts.is_empty() {
        return Err(ServiceError::NotFound);
    }
    let mut found = Vec::new();
    for district in &districts {
        let filter = Filter { district: Some(district), module, ..Filter::default() };
        found.extend(abhyas_store::certificates::list(db, &filter, PAGE, offset).await?);
    }
    found.sort_by_key(|listed| std::cmp::Reverse(listed.certificate.issued_at));
    Ok(found)
}

/// One certificate.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or the actor may not see it.
pub async fn certificate(services: &Services, actor: &Actor, id: &CertificateId) -> Outcome<ListedCertificate> {
    let found = abhyas_store::certificates::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let subject = Subject::Person { person: &found.certificate.person, district: found.district.as_ref() };
    actor.require(Permission::SeeCertificates, subject)?;
    Ok(found)
}
