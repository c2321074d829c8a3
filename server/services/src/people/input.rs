//! What a form says about a person, checked field by field.

use super::codes;
use crate::roster::check::options;
use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::{DistrictId, FacilityId, Permission, Refusal, RoleId};
use abhyas_store::masters;
use abhyas_training::roster::cell::Cell;
use abhyas_training::roster::codes as roster_codes;
use abhyas_training::roster::normalise::{self, BadMobile, Sex};
use chrono::{Datelike as _, NaiveDate};

/// The fields as they were typed. Names of fields in refusals are those of this struct.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonInput {
    /// Full name.
    pub name: String,
    /// `female`, `male`, `other` or empty.
    pub sex: String,
    /// Date of birth, or empty.
    pub born: String,
    /// Date of joining, or empty.
    pub joined: String,
    /// A designation of the list.
    pub designation: String,
    /// A facility's id.
    pub facility: String,
    /// Mobile number in any usual way of writing.
    pub mobile: String,
    /// E-mail address, or empty.
    pub email: String,
    /// `hi` or `en`.
    pub language: String,
    /// The employer's id, or empty for one of our own.
    pub staff_id: String,
}

/// The same, checked and in the programme's own form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPerson {
    pub(super) name: String,
    pub(super) sex: String,
    pub(super) born: Option<NaiveDate>,
    pub(super) joined: Option<NaiveDate>,
    pub(super) designation: String,
    pub(super) role: Option<RoleId>,
    pub(super) facility: FacilityId,
    pub(super) district: DistrictId,
    pub(super) mobile: String,
    pub(super) email: String,
    pub(super) language: String,
    pub(super) staff_id: Option<String>,
}

/// The longest name.
const LONGEST_NAME: usize = 120;

/// Checks all fields; the actor must be allowed to edit people of the facility's district.
///
/// # Errors
/// All refusals at once, each at its field.
pub async fn check(services: &Services, actor: &Actor, input: &PersonInput) -> Outcome<CheckedPerson> {
    let options = options(services).await?;
    let mut refusals = Vec::new();
    let name = normalise::person_name(&input.name);
    match &name {
        None => refusals.push(Refusal::new(codes::NAME_MISSING).at("name")),
        Some(name) if name.chars().count() > LONGEST_NAME => {
            refusals.push(Refusal::new(codes::NAME_TOO_LONG).at("name"))
        }
        Some(_) => {}
    }
    let mobile = normalise::mobile(&Cell::Text(input.mobile.clone()), options.synthetic);
    if let Err(bad) = &mobile {
        refusals.push(mobile_refusal(*bad, &input.mobile));
    }
    let born = day(&input.born, "born", options.today, &mut refusals);
    let joined = day(&input.joined, "joined", options.today, &mut refusals);
    let email = input.email.trim().to_lowercase();
    if !email.is_empty() && !is_email(&email) {
        refusals.push(Refusal::new(codes::EMAIL_FORM).at("email"));
    }
    let staff_id = normalise::staff_id(&Cell::Text(input.staff_id.clone()));
    let fits = |id: &String| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '/');
    if !input.staff_id.trim().is_empty() && !staff_id.as_ref().is_some_and(fits) {
        refusals.push(Refusal::new(codes::STAFF_ID_FORM).at("staff_id"));
    }
    let designations = masters::designations(services.db()).await?;
    let designation = designations.into_iter().find(|d| d.name == input.designation);
    if designation.is_none() {
        refusals.push(Refusal::new(codes::DESIGNATION_UNKNOWN).at("designation"));
    }
    let facility = permitted_facility(services, actor, &input.facility).await?;
    if facility.is_none() {
        refusals.push(Refusal::new(codes::FACILITY_UNKNOWN).at("facility"));
    }
    let (Some(name), Ok(mobile), Some(designation), Some((facility, district)), true) =
        (name, mobile, designation, facility, refusals.is_empty())
    else {
        return Err(ServiceError::Refused(refusals));
    };
    Ok(CheckedPerson {
        name,
        sex: Sex::from_name(&input.sex).map_or("", |sex| sex.name()).to_owned(),
        born,
        joined,
        designation: designation.name,
        role: designation.role,
        facility,
        district,
        mobile,
        email,
        language: if input.language == "en" { "en" } else { "hi" }.to_owned(),
        staff_id,
    })
}

/// The facility of an id and its district, where the actor may edit people there.
pub(super) async fn permitted_facility(
    services: &Services,
    actor: &Actor,
    id: &str,
) -> Outcome<Option<(FacilityId, DistrictId)>> {
    let Ok(id) = FacilityId::parse(id) else { return Ok(None) };
    let facility = masters::facility_by_id(services.db(), &id).await?;
    let permitted = facility.filter(|f| f.active && actor.may(Permission::EditPeople, Subject::District(&f.district)));
    Ok(permitted.map(|f| (f.id, f.district)))
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    }) && !text.contains(char::is_whitespace)
        && text.len() <= 254
}

/// A date that has passed; a birth lies at most 100 years back.
fn day(typed: &str, field: &'static str, today: NaiveDate, refusals: &mut Vec<Refusal>) -> Option<NaiveDate> {
    if typed.trim().is_empty() {
        return None;
    }
    let Some(date) = normalise::date(&Cell::Text(typed.to_owned()), today) else {
        refusals.push(Refusal::new(codes::DATE_FORM).at(field).with("typed", typed.trim()));
        return None;
    };
    if date > today || date.year() < today.year() - 100 {
        refusals.push(Refusal::new(codes::DATE_RANGE).at(field));
    }
    Some(date)
}

fn mobile_refusal(bad: BadMobile, typed: &str) -> Refusal {
    let code = match bad {
        BadMobile::Missing => roster_codes::MISSING_MOBILE,
        BadMobile::NotTenDigits => roster_codes::MOBILE_NOT_TEN_DIGITS,
        BadMobile::NotAMobile => roster_codes::NOT_A_MOBILE,
        BadMobile::RealInSynthetic => roster_codes::REAL_MOBILE,
        BadMobile::SyntheticInReal => roster_codes::SYNTHETIC_MOBILE,
    };
    Refusal::new(code).at("mobile").with("typed", typed.trim())
}
