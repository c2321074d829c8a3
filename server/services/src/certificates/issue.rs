//! Issuing certificates: to one person, to all who are due, and again to a person whose certificate was wrong or revoked.

use super::credential::{Statement, sign};
use super::due::{Candidate, Standing, judged};
use super::key::signing_key;
use crate::actor::Subject;
use crate::{Actor, Outcome, ServiceError, Services, Tx, audit, once};
use abhyas_core::{CertificateId, ModuleId, OnceKey, Permission, PersonId, SessionId};
use abhyas_store::certificates::{CertificateRecord, CertifiedModule, CertifyingProgramme};
use abhyas_training::certificate::{Basis, CertificateNumber};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What came of issuing to all who are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedMany {
    /// Certificates issued now.
    pub issued: u32,
    /// People who are not due yet.
    pub not_yet: u32,
}

/// What all certificates of one act share.
struct Issuing {
    key: SigningKey,
    module: CertifiedModule,
    programme: CertifyingProgramme,
}

impl Issuing {
    async fn prepare(services: &Services, module: CertifiedModule) -> Outcome<Self> {
        let programme = abhyas_store::certificates::programme(services.db()).await?;
        let programme = programme.ok_or_else(|| ServiceError::Internal("a certificate without a programme".into()))?;
        Ok(Self { key: signing_key(services).await?, module, programme })
    }

    fn record(
        &self,
        services: &Services,
        actor: &Actor,
        candidate: &Candidate,
        basis: &Basis,
    ) -> Outcome<CertificateRecord> {
        let number = CertificateNumber::make(&self.module.id, services.entropy().next_u64())?;
        let record = CertificateRecord {
            id: CertificateId::mint(services.now(), services.entropy()),
            number: number.as_str().to_owned(),
            person: candidate.person.clone(),
            module: self.module.id.clone(),
            name_on_it: candidate.name.clone(),
            issued_at: services.now(),
            issued_by: actor.person.clone(),
            basis: serde_json::to_string(basis)?,
            credential: String::new(),
            revoked: None,
        };
        self.signed(services, &number, record)
    }

    fn signed(
        &self,
        services: &Services,
        number: &CertificateNumber,
        record: CertificateRecord,
    ) -> Outcome<CertificateRecord> {
        let statement = Statement {
            number,
            name: &record.name_on_it,
            module: &self.module,
            programme: &self.programme,
            issued_at: record.issued_at,
        };
        let credential = sign(&services.config().public_url, &self.key, &statement, services.real_now())?;
        Ok(CertificateRecord { credential, ..record })
    }
}

async fn note(
    tx: &mut Tx,
    services: &Services,
    actor: &Actor,
    action: &str,
    candidate: &Candidate,
    record: &CertificateRecord,
) -> Outcome<()> {
    let detail = json!({ "number": record.number, "person": record.person, "module": record.module });
    audit::record(tx, services, actor, action, ("certificate", record.id.as_str()), candidate.district.as_ref(), detail)
        .await
}

/// Issues the certificate of a module to a person who meets every term.
///
/// # Errors
/// The reasons why it is not due, as refusals; [`ServiceError::NotFound`] when the person has no seat in the module or the
/// actor may not issue to them.
pub async fn issue(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    module: &ModuleId,
    person: &PersonId,
) -> Outcome<CertificateId> {
    let list = judged(services, module, None, Some(person)).await?;
    let candidate = list.candidates.into_iter().next().ok_or(ServiceError::NotFound)?;
    let subject = Subject::Person { person, district: candidate.district.as_ref() };
    actor.require(Permission::IssueCertificates, subject)?;
    not_to_oneself(actor, person)?;
    let issuing = Issuing::prepare(services, list.module).await?;

    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "certificate.issue").await? {
        return CertificateId::parse(done).map_err(|error| ServiceError::Internal(error.to_string()));
    }
    let basis = match &candidate.standing {
        Standing::Due(basis) => basis,
        Standing::Certified => return Err(ServiceError::refused(crate::error::codes::CERTIFIED)),
        Standing::NotYet(reasons) => return Err(ServiceError::Refused(reasons.clone())),
    };
    let record = issuing.record(services, actor, &candidate, basis)?;
    abhyas_store::certificates::insert(&mut tx, &record).await?;
    note(&mut tx, services, actor, "certificate.issue", &candidate, &record).await?;
    once::finish(&mut tx, key, record.id.as_str()).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// Issues the certificates of all who are due in a module, or in one session of it, as far as the actor's districts reach.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such module or the actor may issue none.
pub async fn issue_all_due(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    module: &ModuleId,
    session: Option<&SessionId>,
) -> Outcome<IssuedMany> {
    let list = super::due_list(services, actor, module, session).await?;
    let issuing = Issuing::prepare(services, list.module).await?;
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "certificate.issue_all").await? {
        return Ok(serde_json::from_str(&done)?);
    }
    let mut outcome = IssuedMany { issued: 0, not_yet: 0 };
    for candidate in list.candidates.iter().filter(|candidate| candidate.person != actor.person) {
        match &candidate.standing {
            Standing::Due(basis) => {
                let record = issuing.record(services, actor, candidate, basis)?;
                abhyas_store::certificates::insert(&mut tx, &record).await?;
                note(&mut tx, services, actor, "certificate.issue", candidate, &record).await?;
                outcome.issued = outcome.issued.saturating_add(1);
            }
            Standing::NotYet(_) => outcome.not_yet = outcome.not_yet.saturating_add(1),
            Standing::Certified => {}
        }
    }
    once::finish(&mut tx, key, &serde_json::to_string(&outcome)?).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Issues a certificate again, under the same number and link: after a revocation, or to put the name right. The terms are
/// judged anew; a certificate that still stands does not count as one that the person has already.
///
/// # Errors
/// As [`issue`].
pub async fn reissue(services: &Services, actor: &Actor, key: &OnceKey, id: &CertificateId) -> Outcome<()> {
    let found = abhyas_store::certificates::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let person = &found.certificate.person;
    actor.require(Permission::IssueCertificates, Subject::Person { person, district: found.district.as_ref() })?;
    not_to_oneself(actor, person)?;
    let list = judged(services, &found.certificate.module, None, Some(person)).await?;
    let candidate = list.candidates.into_iter().next().ok_or(ServiceError::NotFound)?;
    let basis = match &candidate.standing {
        Standing::Due(basis) => serde_json::to_string(basis)?,
        // It stands on what it stood on; only the name is put right.
        Standing::Certified if found.certificate.revoked.is_none() => found.certificate.basis.clone(),
        Standing::Certified => return Err(ServiceError::refused(crate::error::codes::CERTIFIED)),
        Standing::NotYet(reasons) => return Err(ServiceError::Refused(reasons.clone())),
    };
    let issuing = Issuing::prepare(services, list.module).await?;
    let number = CertificateNumber::parse(&found.certificate.number)?;
    let again = CertificateRecord {
        name_on_it: candidate.name.clone(),
        issued_at: services.now(),
        issued_by: actor.person.clone(),
        basis,
        revoked: None,
        ..found.certificate
    };
    let again = issuing.signed(services, &number, again)?;

    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "certificate.reissue").await?.is_some() {
        return Ok(());
    }
    abhyas_store::certificates::reissue(&mut tx, &again).await?;
    note(&mut tx, services, actor, "certificate.reissue", &candidate, &again).await?;
    once::finish(&mut tx, key, again.id.as_str()).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody certifies themselves.
fn not_to_oneself(actor: &Actor, person: &PersonId) -> Outcome<()> {
    if actor.person == *person { Err(ServiceError::refused(super::codes::NOT_TO_ONESELF)) } else { Ok(()) }
}
