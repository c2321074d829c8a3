//! Cohorts as a person may see them, and what a person is in one.

use crate::sandbox::shared_id;
use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::{CohortId, Permission, PersonId, SandboxId};
use abhyas_hims::Persona;
use abhyas_store::cohorts::{self as store, CohortRecord};
use std::collections::BTreeSet;

/// A member with their roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// Their roles, one at least.
    pub roles: Vec<Persona>,
    /// The role in which they act now.
    pub acting: Persona,
}

/// A cohort as its page shows it.
#[derive(Debug, Clone)]
pub struct Cohort {
    /// The cohort.
    pub record: CohortRecord,
    /// The name of who made it, and of the mentor.
    pub leaders: Vec<String>,
    /// Its members, by name.
    pub members: Vec<Member>,
    /// Its hospital, once it was opened.
    pub hospital: Option<SandboxId>,
    /// Whether the actor leads it.
    pub leads: bool,
    /// Whether the actor is a member.
    pub own: bool,
}

/// What a person is in a cohort.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// Their roles; none for whoever only leads it.
    pub roles: Vec<Persona>,
    /// The role in which they act now.
    pub acting: Option<Persona>,
    /// Whether they lead it.
    pub leads: bool,
}

/// What the actor is in a cohort.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none, or the actor neither leads it nor is a member.
pub(crate) async fn standing(services: &Services, actor: &Actor, id: &CohortId) -> Outcome<Standing> {
    let record = store::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let leads = leads(actor, &record);
    let held = store::roles(services.db(), id, &actor.person).await?;
    if held.is_empty() && !leads {
        return Err(ServiceError::NotFound);
    }
    let read = |name: &str| Persona::from_name(name).filter(|persona| *persona != Persona::System);
    let acting = held.iter().find(|(_, acting)| *acting).or(held.first()).and_then(|(role, _)| read(role));
    Ok(Standing { roles: held.iter().filter_map(|(role, _)| read(role)).collect(), acting, leads })
}

/// Whether the actor leads a cohort.
pub(super) fn leads(actor: &Actor, record: &CohortRecord) -> bool {
    let district = Subject::District(&record.district);
    let follows = record.made_by == actor.person || record.mentor.as_ref() == Some(&actor.person);
    actor.may(Permission::PrepareHospitals, district) && (follows || actor.may(Permission::SeePeople, district))
}

/// A cohort that the actor leads.
pub(super) async fn led(services: &Services, actor: &Actor, id: &CohortId) -> Outcome<CohortRecord> {
    let record = store::by_id(services.db(), id).await?;
    record.filter(|record| leads(actor, record)).ok_or(ServiceError::NotFound)
}

/// A cohort that the actor leads or is a member of.
///
/// # Errors
/// [`ServiceError::NotFound`] for any other, as for one that does not exist.
pub async fn cohort(services: &Services, actor: &Actor, id: &CohortId) -> Outcome<Cohort> {
    actor.require(Permission::Practise, Subject::Own)?;
    let record = store::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let cohort = whole(services, actor, record).await?;
    if cohort.leads || cohort.own { Ok(cohort) } else { Err(ServiceError::NotFound) }
}

/// The cohorts that the actor leads or is a member of, the newest first.
///
/// # Errors
/// [`ServiceError`] when they can not be read.
pub async fn cohorts(services: &Services, actor: &Actor) -> Outcome<Vec<Cohort>> {
    actor.require(Permission::Practise, Subject::Own)?;
    let db = services.db();
    let mut records = store::of_person(db, &actor.person).await?;
    let sees = actor.districts(Permission::SeePeople);
    if sees.as_ref().is_none_or(|districts| !districts.is_empty()) {
        for record in store::of_districts(db, sees.as_deref()).await? {
            if !records.contains(&record) {
                records.push(record);
            }
        }
    }
    let mut all = Vec::with_capacity(records.len());
    for record in records {
        let cohort = whole(services, actor, record).await?;
        if cohort.leads || cohort.own {
            all.push(cohort);
        }
    }
    Ok(all)
}

async fn whole(services: &Services, actor: &Actor, record: CohortRecord) -> Outcome<Cohort> {
    let db = services.db();
    let mut members: Vec<Member> = Vec::new();
    for row in store::members(db, &record.id).await? {
        let Some(role) = Persona::from_name(&row.role) else { continue };
        if members.last().is_none_or(|last| last.person != row.person) {
            let (person, name, staff_id) = (row.person, row.name, row.staff_id);
            members.push(Member { person, name, staff_id, roles: Vec::new(), acting: role });
        }
        if let Some(member) = members.last_mut() {
            member.roles.push(role);
            if row.acting {
                member.acting = role;
            }
        }
    }
    let mut leaders = Vec::new();
    for person in [Some(&record.made_by), record.mentor.as_ref()].into_iter().flatten() {
        leaders.extend(abhyas_store::access::account(db, person).await?.map(|account| account.name));
    }
    leaders.dedup();
    let hospital = abhyas_store::sandbox::by_id(db, &shared_id(&record.id)?).await?.map(|sandbox| sandbox.id);
    let own = members.iter().any(|member| member.person == actor.person);
    Ok(Cohort { leads: leads(actor, &record), record, leaders, members, hospital, own })
}

/// Who the members are.
pub(super) async fn people(services: &Services, id: &CohortId) -> Outcome<BTreeSet<PersonId>> {
    Ok(store::members(services.db(), id).await?.into_iter().map(|member| member.person).collect())
}
