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
            ])
        })
        .collect())
}

pub(super) async fn write_trainer(tx: &mut Tx, db: &Db, entry: &Entry) -> Outcome<()> {
    let staff_id = entry.text("staff_id");
    let person = store::person_with_staff_id(db, staff_id)
        .await?
        .ok_or_else(|| Refusal::new(codes::UNKNOWN).at("staff_id").with("value", staff_id))?;
    let record = store::TrainerRecord {
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
