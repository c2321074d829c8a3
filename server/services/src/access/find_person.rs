//! From a login name to a person, for those who manage access.

use super::login_name::LoginName;
use super::refusals;
use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::{Permission, PersonId, Refusal};

/// The person whose staff id or mobile number was typed, if the actor may manage their access.
///
/// # Errors
/// [`refusals::NO_SUCH_PERSON`] at `field`: nobody has this name, or nobody within the actor's reach.
pub async fn find_person(services: &Services, actor: &Actor, typed: &str, field: &'static str) -> Outcome<PersonId> {
    let name = LoginName::read(typed);
    let account =
        abhyas_store::access::account_by_login(services.db(), &name.typed, &name.capitals, &name.mobile).await?;
    let reach = |account: &abhyas_store::access::Account| {
        actor.may(
            Permission::ResetAccess,
            Subject::Person { person: &account.person, district: account.district.as_ref() },
        )
    };
    account
        .filter(reach)
        .map(|account| account.person)
        .ok_or_else(|| ServiceError::from(Refusal::new(refusals::NO_SUCH_PERSON).at(field)))
}
