//! A coordinator resets a person's access, and prints slips for those who have not signed in yet.

use super::codes::{self, Minted};
use super::refusals;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit};
use abhyas_core::{Capacity, DistrictId, FacilityId, Permission, PersonId, Refusal};
use abhyas_print::Slip;
use abhyas_store::access::{self as store, Account};
use abhyas_store::web_session::end_sessions_of;
use serde_json::json;

/// Takes a person's password, codes, sessions and devices away and returns the code with which they begin again.
///
/// # Errors
/// [`ServiceError::NotFound`] outside the actor's reach; [`refusals::HIGHER`] when the person acts in a capacity that only
/// an officer may reset; [`refusals::INACTIVE`].
pub async fn reset_access(services: &Services, actor: &Actor, person: &PersonId) -> Outcome<Minted> {
    let account = store::account(services.db(), person).await?.ok_or(ServiceError::NotFound)?;
    actor.require(Permission::ResetAccess, Subject::Person { person, district: account.district.as_ref() })?;
    if !account.active {
        return Err(Refusal::new(refusals::INACTIVE).into());
    }
    if is_higher(services, actor, person).await? {
        return Err(Refusal::new(refusals::HIGHER).into());
    }
    begin_again(services, actor, &account).await
}

/// The same for the one who runs the server, when nobody else can: the only officer has lost the way in.
///
/// # Errors
/// [`ServiceError::NotFound`] when nobody signs in with this name; [`refusals::INACTIVE`].
pub async fn reset_by_operator(services: &Services, login: &str) -> Outcome<Minted> {
    let person = super::person_named(services, login).await?.ok_or(ServiceError::NotFound)?;
    let account = store::account(services.db(), &person).await?.ok_or(ServiceError::NotFound)?;
    if !account.active {
        return Err(Refusal::new(refusals::INACTIVE).into());
    }
    begin_again(services, &super::operator("abhyas admin reset")?, &account).await
}

async fn begin_again(services: &Services, actor: &Actor, account: &Account) -> Outcome<Minted> {
    let (person, now) = (&account.person, services.real_now());
    let mut tx = services.db().begin().await?;
    store::remove_password(&mut tx, person).await?;
    store::end_codes(&mut tx, person, now).await?;
    store::forget_devices(&mut tx, person.as_str()).await?;
    let sessions = end_sessions_of(&mut tx, person, None).await?;
    let minted = codes::mint(&mut tx, services, account, "reset", actor.person.as_str()).await?;
    let (subject, detail) = (("person", person.as_str()), json!({"sessions_ended": sessions}));
    audit::record(&mut tx, services, actor, "access.reset", subject, account.district.as_ref(), detail).await?;
    tx.commit().await?;
    Ok(minted)
}

/// Whether only an officer may touch this person's access: otherwise a coordinator could reset an officer's password and
/// sign in as her.
async fn is_higher(services: &Services, actor: &Actor, person: &PersonId) -> Outcome<bool> {
    if actor.is(Capacity::Officer) || actor.person == *person {
        return Ok(false);
    }
    let grants = store::grants(services.db(), person).await?;
    Ok(grants.iter().any(|grant| matches!(grant.capacity, Capacity::Officer | Capacity::Coordinator)))
}

/// Mints codes for all within reach who have no password yet, of one district or facility if given. Codes that were
/// printed before end: only the newest slip works.
///
/// # Errors
/// [`ServiceError::NotFound`] without the permission there; [`refusals::NOBODY_WAITS`] when everyone has signed in.
pub async fn mint_slips(
    services: &Services,
    actor: &Actor,
    district: Option<&DistrictId>,
    facility: Option<&FacilityId>,
) -> Outcome<Vec<Minted>> {
    let reach = actor.districts(Permission::ResetAccess);
    if reach.as_ref().is_some_and(Vec::is_empty) {
        return Err(ServiceError::NotFound);
    }
    let (district, facility) = (district.map_or("", DistrictId::as_str), facility.map_or("", FacilityId::as_str));
    let waiting = store::accounts_without_password(services.db(), district, facility).await?;
    let within = |account: &Account| {
        actor.may(
            Permission::ResetAccess,
            Subject::Person { person: &account.person, district: account.district.as_ref() },
        ) && account.person != actor.person
    };
    let mut accounts = Vec::new();
    for account in waiting.into_iter().filter(within) {
        if !is_higher(services, actor, &account.person).await? {
            accounts.push(account);
        }
    }
    if accounts.is_empty() {
        return Err(Refusal::new(refusals::NOBODY_WAITS).into());
    }
    let now = services.real_now();
    let mut minted = Vec::with_capacity(accounts.len());
    let mut tx = services.db().begin().await?;
    for account in &accounts {
        store::end_codes(&mut tx, &account.person, now).await?;
        minted.push(codes::mint(&mut tx, services, account, "first", actor.person.as_str()).await?);
    }
    let subject = ("district", if district.is_empty() { "*" } else { district });
    let detail = json!({"people": minted.len(), "facility": facility});
    let of = DistrictId::parse(district).ok();
    audit::record(&mut tx, services, actor, "access.slips", subject, of.as_ref(), detail).await?;
    tx.commit().await?;
    Ok(minted)
}

/// The slips as a PDF, ten to an A4 page.
///
/// # Errors
/// [`ServiceError::Internal`] when the page can not be made.
pub fn slips_pdf(services: &Services, minted: &[Minted]) -> Outcome<Vec<u8>> {
    let slip = |minted: &Minted| Slip {
        name: minted.name.clone(),
        staff_id: minted.staff_id.clone(),
        facility: minted.facility.clone(),
        code: minted.code.clone(),
        sign_in_at: format!("{}/first", services.config().public_url),
        expires_at: minted.expires_at,
    };
    let slips: Vec<Slip> = minted.iter().map(slip).collect();
    abhyas_print::slips_pdf(&slips).map_err(|error| ServiceError::Internal(error.to_string()))
}

#[cfg(test)]
#[path = "reset_access_tests.rs"]
mod tests;
