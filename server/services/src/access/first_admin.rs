//! The first officer of an empty programme: there are no default accounts, so the one who runs the server makes her.

use super::codes::{self, Minted};
use super::login_name::LoginName;
use super::refusals;
use crate::{Outcome, Services, audit};
use abhyas_core::{Capacity, Language, PersonId, Refusal};
use abhyas_store::access as store;
use serde_json::json;

/// Who the first officer is.
#[derive(Debug, Clone)]
pub struct FirstAdmin {
    /// Her name.
    pub name: String,
    /// Her staff id, with which she will sign in. A person who is on the roster with it becomes the officer.
    pub staff_id: String,
    /// Her mobile number, if she wants to sign in with it.
    pub mobile: Option<String>,
}

/// Makes the first officer and returns the code for her single-use link.
///
/// While she has not used it, the command can be repeated for the same staff id: the new code ends the old one.
///
/// # Errors
/// [`refusals::OFFICER_EXISTS`] when there is another officer, or this one has a password already; a missing field.
pub async fn create_first_admin(services: &Services, input: &FirstAdmin) -> Outcome<Minted> {
    let (name, login) = (input.name.trim(), LoginName::read(&input.staff_id));
    for (field, empty) in [("name", name.is_empty()), ("staff_id", login.typed.is_empty())] {
        if empty {
            return Err(Refusal::new(crate::error::codes::MISSING).at(field).into());
        }
    }
    let now = services.real_now();
    let known = store::account_by_login(services.db(), &login.typed, &login.capitals, "").await?;
    let person =
        known.as_ref().map_or_else(|| PersonId::mint(now, services.entropy()), |account| account.person.clone());
    let mut tx = services.db().begin().await?;
    let system = super::operator("abhyas admin create")?;
    // The audit's turn comes first: of two commands at once the second sees what the first has done.
    audit::record(&mut tx, services, &system, "access.first_officer", ("person", person.as_str()), None, json!({}))
        .await?;
    for officer in store::holders(&mut tx, Capacity::Officer).await? {
        if officer.person != person || known.as_ref().is_some_and(|account| account.password.is_some()) {
            return Err(Refusal::new(refusals::OFFICER_EXISTS).into());
        }
    }
    if known.is_none() {
        let mobile =
            input.mobile.as_deref().map(|mobile| LoginName::read(mobile).mobile).filter(|mobile| !mobile.is_empty());
        store::add_officer(&mut tx, &person, &login.capitals, name, mobile.as_deref(), now).await?;
    }
    store::give(&mut tx, &person, Capacity::Officer, None).await?;
    store::end_codes(&mut tx, &person, now).await?;
    let account = store::Account {
        person: person.clone(),
        staff_id: login.capitals,
        name: name.to_owned(),
        mobile: None,
        language: Language::Hi,
        active: true,
        district: None,
        facility_name: String::new(),
        password: None,
    };
    let minted = codes::mint(&mut tx, services, known.as_ref().unwrap_or(&account), "admin", "system").await?;
    tx.commit().await?;
    Ok(minted)
}

#[cfg(test)]
#[path = "first_admin_tests.rs"]
mod tests;
