//! Entering a person's night duties, and taking one back.

use super::codes;
use super::leave::day;
use super::show::visible;
use crate::roster::check::options;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Permission, PersonId, Refusal};
use abhyas_store::people::nights::{self as store, Night};
use chrono::{Days, NaiveDate};
use serde_json::json;

/// Most nights that are entered at once: a month's.
const MOST: usize = 31;
/// Days back and ahead in which a night may lie: duty lists are written for the running month and the coming ones.
const BACK: u64 = 31;
/// See [`BACK`].
const AHEAD: u64 = 400;

/// Whether a night duty may be entered for a day.
pub(crate) fn in_range(day: NaiveDate, today: NaiveDate) -> bool {
    let first = today.checked_sub_days(Days::new(BACK)).unwrap_or(today);
    let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    (first..=last).contains(&day)
}

/// Enters night duties on the evenings from the first day to the last, both included, as typed; without a last day it is
/// one. Nights that are entered already stay. Returns how many are new.
///
/// # Errors
/// Refusals at `first_night` and `last_night`; [`ServiceError::NotFound`] for those who may not.
pub async fn add_nights(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &PersonId,
    first: &str,
    last: &str,
) -> Outcome<usize> {
    let record = visible(services, actor, Permission::EditPeople, id).await?;
    let today = options(services).await?.today;
    let last_typed = if last.trim().is_empty() { first } else { last };
    let (first_night, last_night) = match (day(first, "first_night", today), day(last_typed, "last_night", today)) {
        (Ok(first), Ok(last)) => (first, last),
        (Err(refusal), _) if last.trim().is_empty() => return Err(refusal.into()),
        (first, last) => return Err(ServiceError::Refused(first.err().into_iter().chain(last.err()).collect())),
    };
    let days = span(first_night, last_night, today)?;
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "person.nights").await? {
        return done.parse().map_err(|_| ServiceError::Internal("the outcome of entering nights is no number".into()));
    }
    let mut new = 0_usize;
    for day in days {
        new += usize::from(store::add_night(&mut tx, &Night { person: id.clone(), day }).await?);
    }
    if new == 0 {
        return Err(Refusal::new(codes::NIGHT_KNOWN).at("first_night").into());
    }
    let detail = json!({ "first": first_night, "last": last_night, "new": new });
    let subject = ("person", id.as_str());
    audit::record(&mut tx, services, actor, "person.nights", subject, record.district.as_ref(), detail).await?;
    once::finish(&mut tx, key, &new.to_string()).await?;
    tx.commit().await?;
    Ok(new)
}

/// The days of a span that can be entered.
fn span(first: NaiveDate, last: NaiveDate, today: NaiveDate) -> Outcome<Vec<NaiveDate>> {
    if last < first {
        return Err(Refusal::new(codes::NIGHT_ORDER).at("last_night").into());
    }
    for (day, field) in [(first, "first_night"), (last, "last_night")] {
        if !in_range(day, today) {
            return Err(Refusal::new(codes::NIGHT_RANGE).at(field).into());
        }
    }
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
    if days.len() > MOST {
        return Err(Refusal::new(codes::NIGHTS_TOO_MANY).at("last_night").with("most", MOST).into());
    }
    Ok(days)
}

/// Takes a night duty back. `day`: the day on whose evening it begins, `YYYY-MM-DD`.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none, or the actor may not.
pub async fn remove_night(services: &Services, actor: &Actor, key: &OnceKey, id: &PersonId, day: &str) -> Outcome<()> {
    let record = visible(services, actor, Permission::EditPeople, id).await?;
    let day: NaiveDate = day.trim().parse().map_err(|_| ServiceError::NotFound)?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "person.night_end").await?.is_some() {
        return Ok(());
    }
    if !store::remove_night(&mut tx, &Night { person: id.clone(), day }).await? {
        return Err(ServiceError::NotFound);
    }
    let (subject, detail) = (("person", id.as_str()), json!({ "day": day }));
    audit::record(&mut tx, services, actor, "person.night_end", subject, record.district.as_ref(), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}
