//! What the lists of people say beyond leave: nights on duty, who learns together, trainers who come later.

use super::{Facts, HALVES};
use crate::{Outcome, Services};
use abhyas_core::PersonId;
use abhyas_planner::format::{Becomes, Cohort, Instance, Trainer};
use abhyas_store::masters::TrainerRecord;
use abhyas_store::people::{learning, nights};
use abhyas_store::{certificates, masters};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// Writes all of it into an instance that has its trainers and people.
pub(super) async fn put(sv: &Services, facts: &Facts, instance: &mut Instance) -> Outcome<()> {
    night_duties(sv, facts, instance).await?;
    cohorts(sv, instance).await?;
    new_trainers(sv, facts, instance).await
}

/// The nights of each person. One that began on the evening before the first day leaves its morning only.
async fn night_duties(sv: &Services, facts: &Facts, instance: &mut Instance) -> Outcome<()> {
    let evening_before = facts.from.pred_opt().unwrap_or(facts.from);
    let mut of: HashMap<String, Vec<NaiveDate>> = HashMap::new();
    for night in nights::nights_from(sv.db(), evening_before).await? {
        of.entry(night.person.to_string()).or_default().push(night.day);
    }
    for person in &mut instance.trainees {
        let Some(days) = of.remove(&person.id) else { continue };
        if days.contains(&evening_before) && evening_before != facts.from && !person.unavailable.contains(&0) {
            person.unavailable.insert(0, 0);
        }
        let number = |day: NaiveDate| facts.slot(day, 0).map(|slot| slot / HALVES);
        person.nights = days.into_iter().filter_map(number).collect();
    }
    Ok(())
}

/// Who learns together, as far as they still learn something. People read a cohort's id: it is its name and district.
async fn cohorts(sv: &Services, instance: &mut Instance) -> Outcome<()> {
    let known: HashMap<String, Cohort> = learning::all(sv.db())
        .await?
        .into_iter()
        .map(|c| (c.id, Cohort { id: format!("{} ({})", c.name, c.district), hard: c.hard }))
        .collect();
    let of: HashMap<String, String> = learning::memberships(sv.db())
        .await?
        .into_iter()
        .map(|(person, cohort)| (person.to_string(), cohort))
        .collect();
    let mut used = HashSet::new();
    for person in &mut instance.trainees {
        let Some(cohort) = of.get(&person.id).and_then(|id| known.get(id)) else { continue };
        person.cohort = Some(cohort.id.clone());
        used.insert(&cohort.id);
    }
    let mut cohorts: Vec<Cohort> = known.values().filter(|c| used.contains(&c.id)).cloned().collect();
    cohorts.sort_by(|a, b| a.id.cmp(&b.id));
    instance.cohorts = cohorts;
    Ok(())
}

/// Trainers who join later, and those who are to be trained first.
async fn new_trainers(sv: &Services, facts: &Facts, instance: &mut Instance) -> Outcome<()> {
    let later = masters::trainers(sv.db()).await?.into_iter().filter(|t| t.from_day.is_some() || t.once_trained);
    let later: HashMap<String, TrainerRecord> = later.map(|t| (t.person.to_string(), t)).collect();
    if later.is_empty() {
        return Ok(());
    }
    let learns: HashSet<&str> = instance.trainees.iter().map(|t| t.id.as_str()).collect();
    let certified = if later.values().any(|t| t.once_trained) { certified(sv).await? } else { HashSet::new() };
    for trainer in &mut instance.trainers {
        let Some(record) = later.get(&trainer.id) else { continue };
        if let Some(day) = record.from_day {
            begins(facts, trainer, day);
        }
        if record.once_trained {
            let holds = |module: &String| certified.contains(&(record.person.clone(), module.clone()));
            waits(facts, trainer, record, learns.contains(record.person.as_str()), holds);
        }
    }
    Ok(())
}

/// Who holds a valid certificate of which module.
async fn certified(sv: &Services) -> Outcome<HashSet<(PersonId, String)>> {
    let mut found = HashSet::new();
    for module in masters::modules(sv.db()).await? {
        let holders = certificates::holders(sv.db(), &module.id).await?;
        found.extend(holders.into_iter().map(|person| (person, module.id.to_string())));
    }
    Ok(found)
}

/// A trainer teaches from a day on; one after the end of the calendar is the end.
fn begins(facts: &Facts, trainer: &mut Trainer, day: NaiveDate) {
    if day > facts.from {
        let end = facts.to.succ_opt().unwrap_or(facts.to);
        let slot = usize::try_from((day.min(end) - facts.from).num_days()).unwrap_or(0) * HALVES;
        trainer.available_from = Some(trainer.available_from.unwrap_or(0).max(slot));
    }
}

/// Somebody who is to be trained before they teach. As long as the plan has a module for them they teach after it: the plan does
/// not know that trainer and trainee are one person, and would call them to two places at once. With nothing left to learn they
/// are trainers like all others once they are certified; before that, so many days after their last module. Whoever has
/// learnt nothing here and holds no certificate teaches only what they are certified for.
fn waits(facts: &Facts, trainer: &mut Trainer, record: &TrainerRecord, learns: bool, holds: impl Fn(&String) -> bool) {
    let delay_days = usize::try_from(record.delay_days).unwrap_or(0);
    if learns {
        trainer.becomes = Some(Becomes { trainee: record.person.to_string(), delay_days });
        return;
    }
    if trainer.modules.iter().all(&holds) {
        return;
    }
    let is_to_learn = facts.staff.iter().any(|member| member.person == record.person && member.trainee);
    match last_module(facts, &record.person).filter(|_| is_to_learn) {
        Some(last) => {
            let days = chrono::Days::new(record.delay_days.unsigned_abs() + 1);
            begins(facts, trainer, last.checked_add_days(days).unwrap_or(NaiveDate::MAX));
        }
        None => trainer.modules.retain(holds),
    }
}

/// The day of the last session that does not change any more in which somebody sat, or is to sit.
fn last_module(facts: &Facts, person: &PersonId) -> Option<NaiveDate> {
    let sat = facts.seats.iter().filter(|s| s.person == *person && facts.done.contains(s.session.as_str()));
    let sat = sat.filter(|s| s.presence.is_empty() || s.presence == "present");
    let days = sat.filter_map(|seat| facts.sessions.iter().find(|s| s.id == seat.session).map(|s| s.day));
    days.max()
}
