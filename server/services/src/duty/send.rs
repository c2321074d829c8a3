//! Taking a duty list in: read and kept, nothing entered.

use super::read::{Given, read};
use super::{Content, codes};
use crate::roster::check::options;
use crate::roster::read::read_sheets;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{OnceKey, Permission, PersonId, Refusal, ids};
use abhyas_store::people::everyone;
use abhyas_store::people::nights::{DutyListRecord, keep_list};
use abhyas_training::roster::text::ascii_digit;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Goes on for whoever may edit people somewhere.
pub(super) fn may(actor: &Actor) -> Outcome<()> {
    let somewhere = actor.districts(Permission::EditPeople).is_none_or(|districts| !districts.is_empty());
    if somewhere { Ok(()) } else { Err(ServiceError::NotFound) }
}

/// Active people whom the actor may edit: id, staff id, mobile number and name.
pub(super) async fn within_reach(
    services: &Services,
    actor: &Actor,
) -> Outcome<HashMap<PersonId, (String, Option<String>, String)>> {
    let people = everyone(services.db()).await?.into_iter().filter(|p| {
        let subject = Subject::Person { person: &p.id, district: p.district.as_ref() };
        p.state == "active" && actor.may(Permission::EditPeople, subject)
    });
    Ok(people.map(|p| (p.id, (p.staff_id, p.mobile, p.name))).collect())
}

/// Reads a duty list and keeps what it says until it is entered; the list that the actor had sent before goes. `month`: whose
/// days the columns 1 to 31 are (`2026-12` or `12-2026`), where the file does not say; may be empty. Returns the list's id.
///
/// # Errors
/// A refusal when the file can not be read or is no duty list (nothing is kept then); [`ServiceError::NotFound`] for those who
/// may edit nobody.
pub async fn send(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    file_name: &str,
    bytes: Vec<u8>,
    month: &str,
) -> Outcome<String> {
    may(actor)?;
    let (month, options) = (month_of(month)?, options(services).await?);
    let people = within_reach(services, actor).await?;
    let given = Given {
        by_staff_id: people.iter().map(|(id, (staff_id, ..))| (staff_id.to_uppercase(), id.clone())).collect(),
        by_mobile: people.iter().filter_map(|(id, (_, mobile, _))| Some((mobile.clone()?, id.clone()))).collect(),
        month,
        today: options.today,
        synthetic: options.synthetic,
    };
    let read = move || -> Outcome<Content> { Ok(read(&read_sheets(&bytes)?, &given)?) };
    let content = tokio::task::spawn_blocking(read).await.map_err(|e| ServiceError::Internal(e.to_string()))??;
    let record = DutyListRecord {
        id: ids::mint(services.real_now(), services.entropy()),
        made_by: actor.person.clone(),
        made_at: services.now(),
        file_name: file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect(),
        state: "review".into(),
        content: serde_json::to_string(&content)?,
    };
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "duty.send").await? {
        return Ok(done);
    }
    keep_list(&mut tx, &record).await?;
    let detail = serde_json::json!({ "nights": content.nights.len(), "faulty": content.faulty });
    let district = actor.district.as_ref();
    audit::record(&mut tx, services, actor, "duty.send", ("duty_list", &record.id), district, detail).await?;
    once::finish(&mut tx, key, &record.id).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// The first day of a month that was typed; `None` for nothing.
fn month_of(typed: &str) -> Result<Option<NaiveDate>, Refusal> {
    let text: String = typed.trim().chars().map(ascii_digit).collect();
    if text.is_empty() {
        return Ok(None);
    }
    let mut parts = text.split(['-', '/', '.', ' ']).map(str::parse::<i32>);
    let day = match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(a)), Some(Ok(b)), None) => {
            let (year, month) = if a > 12 { (a, b) } else { (b, a) };
            u32::try_from(month).ok().and_then(|month| NaiveDate::from_ymd_opt(year, month, 1))
        }
        _ => None,
    };
    day.map(Some).ok_or_else(|| Refusal::new(codes::MONTH_FORM).at("month").with("typed", typed.trim()))
}
