//! Modules, roles with their modules, designations.

use super::{flag, joined, row};
use crate::masters::cells::{Entry, words};
use crate::masters::codes;
use crate::masters::known::Known;
use crate::{Db, Outcome, Tx};
use abhyas_core::{ModuleId, Refusal, RoleId};
use abhyas_store::masters as store;
use std::collections::{BTreeMap, HashMap};

pub(super) async fn modules(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::modules(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            let it = x.session;
            let maybe = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
            row([
                ("id", x.id.to_string()),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("max_size", x.max_size.to_string()),
                ("equipment", x.equipment.join("; ")),
                ("prerequisites", joined(&x.prerequisites)),
                ("duration", it.duration.to_string()),
                ("co_trainers", it.co_trainers.to_string()),
                ("set_up", it.set_up.to_string()),
                ("min_size", it.min_size.to_string()),
                ("min_size_hard", flag(it.min_size_hard)),
                ("go_no_go_days", maybe(it.go_no_go_days)),
                ("no_show_permille", maybe(it.no_show_permille)),
                ("links", it.links.to_string()),
            ])
        })
        .collect())
}

/// What a row says of the module's sessions; of columns that its file lacks, what was kept.
fn session(entry: &Entry, kept: &store::SessionTemplate) -> store::SessionTemplate {
    let usual = store::SessionTemplate::default();
    store::SessionTemplate {
        duration: entry.number_or("duration", kept.duration, usual.duration),
        set_up: entry.number_or("set_up", kept.set_up, usual.set_up),
        min_size: entry.number_or("min_size", kept.min_size, usual.min_size),
        min_size_hard: entry.flag_or("min_size_hard", kept.min_size_hard),
        go_no_go_days: entry.maybe_or("go_no_go_days", kept.go_no_go_days),
        co_trainers: entry.number_or("co_trainers", kept.co_trainers, usual.co_trainers),
        no_show_permille: entry.maybe_or("no_show_permille", kept.no_show_permille),
        links: entry.number_or("links", kept.links, usual.links),
    }
}

/// No module comes before itself, and the least size of a session is one that it can have.
pub(super) async fn check_modules(db: &Db, entries: &[Entry], known: &Known) -> Outcome<Vec<(usize, Refusal)>> {
    let mut found = circles(entries, known);
    let kept: BTreeMap<String, store::SessionTemplate> =
        store::modules(db).await?.into_iter().map(|x| (x.id.to_string(), x.session)).collect();
    let usual = store::SessionTemplate::default();
    for (at, entry) in entries.iter().enumerate() {
        let it = session(entry, kept.get(entry.text("id")).unwrap_or(&usual));
        let most = entry.number("max_size");
        if it.min_size > most {
            found
                .push((at, Refusal::new(codes::MIN_SIZE).at("min_size").with("least", it.min_size).with("most", most)));
        }
        if it.min_size == 0 && (it.min_size_hard || it.go_no_go_days.is_some()) {
            let column = if it.min_size_hard { "min_size_hard" } else { "go_no_go_days" };
            found.push((at, Refusal::new(codes::NO_MIN_SIZE).at(column)));
        }
    }
    Ok(found)
}

/// No module comes, over any number of steps, before itself.
fn circles(entries: &[Entry], known: &Known) -> Vec<(usize, Refusal)> {
    let mut before: BTreeMap<&str, Vec<&str>> =
        known.modules.iter().map(|(id, list)| (id.as_str(), list.iter().map(String::as_str).collect())).collect();
    for entry in entries {
        before.insert(entry.text("id"), words(entry.text("prerequisites")).collect());
    }
    let circle = |start: &str| {
        let mut open: Vec<&str> = before.get(start).cloned().unwrap_or_default();
        // A path without a circle is no longer than there are modules.
        let mut steps = before.len() * before.len();
        while let Some(next) = open.pop() {
            if next == start || steps == 0 {
                return true;
            }
            steps -= 1;
            open.extend(before.get(next).into_iter().flatten());
        }
        false
    };
    entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| circle(entry.text("id")))
        .map(|(at, entry)| (at, Refusal::new(codes::CIRCLE).at("prerequisites").with("value", entry.text("id"))))
        .collect()
}

pub(super) async fn write_module(tx: &mut Tx, db: &Db, entry: &Entry) -> Outcome<()> {
    let id = entry.id("id", ModuleId::parse)?;
    let kept = store::module_by_id(db, &id).await?.map(|x| (x.certificate_rules, x.session));
    let (certificate_rules, kept) = kept.unwrap_or_else(|| ("{}".to_owned(), store::SessionTemplate::default()));
    let record = store::ModuleRecord {
        id,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        max_size: entry.number("max_size"),
        equipment: entry.list("equipment"),
        prerequisites: entry.ids("prerequisites", ModuleId::parse)?,
        certificate_rules,
        session: session(entry, &kept),
    };
    Ok(store::put_module(tx, &record).await?)
}

pub(super) async fn roles(db: &Db) -> Outcome<Vec<Entry>> {
    let cells = store::role_modules(db).await?;
    let rows = store::roles(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            let needed: Vec<_> = cells.iter().filter(|cell| cell.role == x.id).map(|cell| &cell.module).collect();
            row([
                ("id", x.id.to_string()),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("cadre", x.cadre),
                ("modules", joined(&needed)),
            ])
        })
        .collect())
}

pub(super) async fn write_role(tx: &mut Tx, entry: &Entry, known: &Known) -> Outcome<()> {
    let record = store::RoleRecord {
        id: entry.id("id", RoleId::parse)?,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        cadre: entry.text("cadre").to_owned(),
    };
    store::put_role(tx, &record).await?;
    let needed = entry.ids("modules", ModuleId::parse)?;
    for id in known.modules.keys() {
        let Ok(module) = ModuleId::parse(id.as_str()) else { continue };
        let on = needed.contains(&module);
        store::set_role_module(tx, &store::RoleModule { role: record.id.clone(), module }, on).await?;
    }
    Ok(())
}

pub(super) async fn designations(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::designations(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            let role = x.role.map(|role| role.to_string()).unwrap_or_default();
            row([("name", x.name), ("role", role), ("aliases", x.aliases.join("; "))])
        })
        .collect())
}

/// A spelling leads to one designation.
pub(super) async fn check_designations(db: &Db, entries: &[Entry]) -> Outcome<Vec<(usize, Refusal)>> {
    let mut holders = HashMap::new();
    let stored = store::designations(db).await?;
    for x in stored.iter().filter(|x| entries.iter().all(|entry| entry.text("name") != x.name)) {
        for spelling in std::iter::once(&x.name).chain(&x.aliases) {
            holders.insert(spelling.to_lowercase(), x.name.clone());
        }
    }
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let name = entry.text("name").to_owned();
        let own =
            std::iter::once(("name", name.clone())).chain(entry.list("aliases").into_iter().map(|a| ("aliases", a)));
        for (column, spelling) in own {
            let holder = holders.entry(spelling.to_lowercase()).or_insert_with(|| name.clone());
            if *holder != name {
                found.push((at, Refusal::new(codes::NAME_TWICE).at(column).with("value", spelling)));
            }
        }
    }
    Ok(found)
}

pub(super) async fn write_designation(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let role = if entry.text("role").is_empty() { None } else { Some(entry.id("role", RoleId::parse)?) };
    let record = store::DesignationRecord { name: entry.text("name").to_owned(), role, aliases: entry.list("aliases") };
    Ok(store::put_designation(tx, &record).await?)
}
