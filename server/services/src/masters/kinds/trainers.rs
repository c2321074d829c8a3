//! Trainers and when they are away.

use super::{flag, joined, row};
use crate::masters::cells::Entry;
use crate::masters::codes;
use crate::masters::known::Known;
use crate::{Db, Outcome, ServiceError, Services, Tx};
use abhyas_core::{BlockId, Capacity, ModuleId, PersonId, Refusal};
use abhyas_store::masters as store;
use std::collections::HashMap;

pub(super) async fn trainers(db: &Db) -> Outcome<Vec<Entry>> {
    let skills = store::trainer_modules(db).await?;
    let rows = store::trainers(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            let modules: Vec<_> = skills.iter().filter(|s| s.person == x.person).map(|s| &s.module).collect();
            row([
                ("staff_id", x.staff_id),
                // Shown, not written: the name belongs to the person.
                ("name", x.name),
                ("home_block", x.home_block.to_string()),
                ("modules", joined(&modules)),
                ("max_per_day", x.max_per_day.to_string()),
                ("max_per_week", x.max_per_week.to_string()),
                ("max_total", x.max_total.to_string()),
                ("active", flag(x.active)),
                ("from_day", x.from_day.map(|day| day.to_string()).unwrap_or_default()),
                ("once_trained", flag(x.once_trained)),
                ("delay_days", x.delay_days.to_string()),
            ])
        })
        .collect())
}

/// Whether a trainer is to be trained first, as a row says it; a row that does not say it changes nothing.
fn once_trained(entry: &Entry, before: Option<&store::TrainerRecord>) -> bool {
    match entry.0.get("once_trained") {
        None => before.is_some_and(|trainer| trainer.once_trained),
        Some(text) => !text.trim().is_empty() && entry.flag("once_trained"),
    }
}

/// Whoever is to teach once trained is to be trained in all they will teach.
pub(super) async fn check_trainers(db: &Db, entries: &[Entry]) -> Outcome<Vec<(usize, Refusal)>> {
    let known = store::trainers(db).await?;
    let learnt = store::role_modules(db).await?;
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let before = known.iter().find(|trainer| trainer.staff_id == entry.text("staff_id"));
        if !once_trained(entry, before) {
            continue;
        }
        // An unknown staff id is told when the row is written.
        let Some(person) = store::person_with_staff_id(db, entry.text("staff_id")).await? else { continue };
        let person = abhyas_store::people::person_by_id(db, &person).await?;
        let person = person.filter(|p| p.state == "active" && p.facility.is_some());
        let role = person.and_then(|p| p.role);
        let learns: Vec<&ModuleId> =
            learnt.iter().filter(|it| Some(&it.role) == role.as_ref()).map(|it| &it.module).collect();
        if learns.is_empty() {
            found.push((at, Refusal::new(codes::NOT_TRAINED).at("once_trained")));
            continue;
        }
        let missing = entry.ids("modules", ModuleId::parse)?.into_iter().find(|module| !learns.contains(&module));
        found.extend(missing.map(|id| (at, Refusal::new(codes::NOT_LEARNT).at("modules").with("value", id))));
    }
    Ok(found)
}

pub(super) async fn write_trainer(tx: &mut Tx, db: &Db, entry: &Entry) -> Outcome<()> {
    let staff_id = entry.text("staff_id");
    let person = store::person_with_staff_id(db, staff_id)
        .await?
        .ok_or_else(|| Refusal::new(codes::UNKNOWN).at("staff_id").with("value", staff_id))?;
    let before = store::trainer_by_id(db, &person).await?;
    // A column that is not in the file leaves things as they are; an empty cell takes them back.
    let said = |column: &str| entry.0.contains_key(column);
    let from_day = match (said("from_day"), entry.text("from_day")) {
        (false, _) => before.as_ref().and_then(|trainer| trainer.from_day),
        (true, "") => None,
        (true, _) => Some(entry.day("from_day")?),
    };
    let delay_days = if said("delay_days") {
        entry.number("delay_days")
    } else {
        before.as_ref().map_or(0, |trainer| trainer.delay_days)
    };
    let record = store::TrainerRecord {
        from_day,
        once_trained: once_trained(entry, before.as_ref()),
        delay_days,
        person,
        name: String::new(),
        staff_id: staff_id.to_owned(),
        home_block: entry.id("home_block", BlockId::parse)?,
        max_per_day: entry.number("max_per_day"),
        max_per_week: entry.number("max_per_week"),
        max_total: entry.number("max_total"),
        active: entry.flag("active"),
    };
    store::put_trainer(tx, &record).await?;
    // Whoever teaches needs the trainer's screens. The capacity stays with one who is put out of use: past sessions are theirs.
    if record.active {
        abhyas_store::access::give(tx, &record.person, Capacity::Trainer, None).await?;
    }
    // Without this the capacity of a trainer would take them out of those who are to be trained.
    if record.once_trained {
        abhyas_store::access::give(tx, &record.person, Capacity::Trainee, None).await?;
    }
    let modules = entry.ids("modules", ModuleId::parse)?;
    Ok(store::set_trainer_modules(tx, &record.person, &modules).await?)
}

pub(super) async fn away(db: &Db) -> Outcome<Vec<Entry>> {
    let names: HashMap<_, _> =
        store::trainers(db).await?.into_iter().map(|x| (x.person, (x.staff_id, x.name))).collect();
    let rows = store::trainers_away(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|x| {
            let (staff_id, name) = names.get(&x.person)?.clone();
            Some(row([("trainer", staff_id), ("name", name), ("day", x.day.to_string()), ("half", x.half.to_string())]))
        })
        .collect())
}

fn absence(entry: &Entry, trainers: &std::collections::BTreeMap<String, PersonId>) -> Outcome<store::TrainerAway> {
    let person = trainers.get(entry.text("trainer")).ok_or(ServiceError::NotFound)?.clone();
    Ok(store::TrainerAway { person, day: entry.day("day")?, half: entry.number("half") })
}

/// Notes an absence unless the trainer holds a published session then.
pub(super) async fn write_away(tx: &mut Tx, entry: &Entry, known: &Known) -> Outcome<()> {
    let record = absence(entry, &known.trainers)?;
    if store::sessions_of_trainer(tx, &record).await? > 0 {
        return Err(ServiceError::refused(Refusal::new(codes::TRAINER_IN_USE).at("day").with("day", record.day)));
    }
    Ok(store::set_trainer_away(tx, &record, true).await?)
}

pub(super) async fn back(tx: &mut Tx, services: &Services, entry: &Entry) -> Outcome<()> {
    let known = Known::load(services).await?;
    Ok(store::set_trainer_away(tx, &absence(entry, &known.trainers)?, false).await?)
}
