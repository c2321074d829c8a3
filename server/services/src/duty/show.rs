//! What a duty list says, and what entering it would do.

use super::Content;
use super::enter::Entered;
use super::send::{may, within_reach};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{PersonId, Refusal};
use abhyas_store::people::nights::{self as store, DutyListRecord};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, HashSet};

/// Somebody of a list with their nights in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyPerson {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// The days on whose evening a duty begins.
    pub nights: Vec<NaiveDate>,
}

/// A duty list under review, or entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyList {
    /// Which.
    pub id: String,
    /// The name of the file.
    pub file_name: String,
    /// When it was sent.
    pub at: DateTime<Utc>,
    /// What came of it, once it was entered; the rest below is empty then.
    pub entered: Option<Entered>,
    /// Whom it names, by name.
    pub people: Vec<DutyPerson>,
    /// Nights that are not entered yet.
    pub new: usize,
    /// Nights that are.
    pub known: usize,
    /// Nights of these people in these months that the list does not have.
    pub extra: usize,
    /// The first and the last day of the months it speaks of.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// Why rows were left out: the first of them.
    pub faults: Vec<Refusal>,
    /// How many rows were left out.
    pub faulty: usize,
}

/// A list of the actor's own.
pub(super) async fn own(services: &Services, actor: &Actor, id: &str) -> Outcome<DutyListRecord> {
    may(actor)?;
    let record = store::list_by_id(services.db(), id).await?;
    record.filter(|record| record.made_by == actor.person).ok_or(ServiceError::NotFound)
}

/// Nights of the people of a list in its months that it does not have.
pub(super) async fn extra(services: &Services, content: &Content) -> Outcome<(Vec<store::Night>, usize)> {
    let Some((first, last)) = content.span else { return Ok((Vec::new(), 0)) };
    let said: HashSet<(&PersonId, NaiveDate)> = content.nights.iter().map(|(p, day)| (p, *day)).collect();
    let named: HashSet<&PersonId> = content.people.iter().collect();
    let all = store::nights_between(services.db(), first, last).await?;
    let (known, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|n| said.contains(&(&n.person, n.day)));
    Ok((rest.into_iter().filter(|n| named.contains(&n.person)).collect(), known.len()))
}

/// A list that the actor sent.
///
/// # Errors
/// [`ServiceError::NotFound`] for every other.
pub async fn duty_list(services: &Services, actor: &Actor, id: &str) -> Outcome<DutyList> {
    let record = own(services, actor, id).await?;
    let (entered, content) = if record.state == "entered" {
        (Some(serde_json::from_str::<Entered>(&record.content)?), Content::default())
    } else {
        (None, serde_json::from_str::<Content>(&record.content)?)
    };
    let (extra, known) = extra(services, &content).await?;
    let names = within_reach(services, actor).await?;
    let mut nights: BTreeMap<&PersonId, Vec<NaiveDate>> = content.people.iter().map(|p| (p, Vec::new())).collect();
    for (person, day) in &content.nights {
        nights.entry(person).or_default().push(*day);
    }
    let people = nights.into_iter().filter_map(|(person, nights)| {
        let (staff_id, _, name) = names.get(person)?.clone();
        Some(DutyPerson { person: person.clone(), name, staff_id, nights })
    });
    let mut people: Vec<DutyPerson> = people.collect();
    people.sort_by(|a, b| (&a.name, &a.staff_id).cmp(&(&b.name, &b.staff_id)));
    Ok(DutyList {
        id: record.id,
        file_name: record.file_name,
        at: record.made_at,
        entered,
        people,
        new: content.nights.len().saturating_sub(known),
        known,
        extra: extra.len(),
        span: content.span,
        faults: content.faults,
        faulty: content.faulty,
    })
}
