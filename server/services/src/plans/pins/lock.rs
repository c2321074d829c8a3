//! Pins as the planner's locked sessions, and why one can not be kept.

use super::super::book::Book;
use super::super::instance::Programme;
use super::super::tell::Hours;
use super::{PinKind, Speaker, codes, people};
use crate::{Outcome, Services};
use abhyas_core::{Language, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_planner::checker::{Report, Violation, check};
use abhyas_planner::format::{Locked, PlannedSession};
use abhyas_planner::{Instance, Plan, Rule};
use abhyas_store::plan_pins::{PinRecord, all_pins};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Writes the pins into the instance and says which of them can not be kept, by the pin's id. Those are not in it.
pub(in super::super) async fn lock(
    sv: &Services,
    programme: &mut Programme,
    language: Language,
) -> Outcome<Vec<(String, Refusal)>> {
    let pins = all_pins(sv.db()).await?;
    let due = |p: &&PinRecord| p.day >= programme.from && !programme.done.contains(&p.session);
    let pins: Vec<&PinRecord> = pins.iter().filter(due).collect();
    if pins.is_empty() {
        return Ok(Vec::new());
    }
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let speaker = Speaker { language, book: &book, hours: &hours };
    let (mut refused, mut locked) = (Vec::new(), BTreeMap::<String, Locked>::new());
    for pin in pins.iter().copied() {
        if let Some(refusal) = gone(&speaker, programme, pin)? {
            refused.push((pin.id.clone(), refusal));
            continue;
        }
        let slot = programme.slot(pin.day, pin.half).unwrap_or(-1);
        let it = locked.entry(pin.session.clone()).or_insert_with(|| Locked {
            id: pin.session.clone(),
            module: pin.module.clone(),
            room: pin.room.clone(),
            slot,
            trainer: pin.trainer.clone(),
            trainees: None,
            keep: Vec::new(),
            joins: None,
        });
        match PinKind::of(pin) {
            PinKind::Session => it.trainees = Some(people(pin)?),
            PinKind::Place => {}
            PinKind::Seat => it.keep.push(pin.person.clone()),
        }
    }
    let broken = breaches(&programme.instance, &locked);
    for violation in &broken {
        let Some(pin) = pins.iter().find(|p| violation.sessions.contains(&p.session)) else { continue };
        let refusal = speaker.about(codes::BREAKS, pin).with("what", what(&speaker, violation));
        refused.push((pin.id.clone(), refusal));
    }
    let bad: HashSet<&String> = broken.iter().flat_map(|v| &v.sessions).collect();
    programme.instance.locked = locked.into_values().filter(|l| !bad.contains(&l.id)).collect();
    Ok(refused)
}

/// What a pin names and is not there any more.
fn gone(speaker: &Speaker<'_>, programme: &Programme, pin: &PinRecord) -> Outcome<Option<Refusal>> {
    let instance = &programme.instance;
    let code = if programme.cancelled.contains(&pin.session) {
        Some(codes::CANCELLED)
    } else if !instance.rooms.iter().any(|r| r.id == pin.room) {
        Some(codes::ROOM_GONE)
    } else if !instance.trainers.iter().any(|t| t.id == pin.trainer) {
        Some(codes::TRAINER_GONE)
    } else if !instance.modules.iter().any(|m| m.id == pin.module) {
        Some(codes::MODULE_GONE)
    } else if !inside(programme, pin) {
        Some(codes::DAY_GONE)
    } else {
        None
    };
    if let Some(code) = code {
        let place = speaker.place(pin);
        let trainer = speaker.book.trainer(&pin.trainer).name(speaker.language).to_owned();
        return Ok(Some(speaker.about(code, pin).with("place", place).with("trainer", trainer)));
    }
    if PinKind::of(pin) == PinKind::Place {
        return Ok(None);
    }
    let needs = |id: &String| {
        let role = instance.trainees.iter().find(|t| t.id == *id).map(|t| &t.role);
        role.and_then(|role| instance.roles.iter().find(|r| r.id == *role))
            .is_some_and(|r| r.modules.contains(&pin.module))
    };
    let left: Vec<String> =
        people(pin)?.iter().filter(|id| !needs(id)).map(|id| speaker.book.person(id).name).collect();
    Ok((!left.is_empty()).then(|| speaker.about(codes::PERSON_GONE, pin).with("people", left.join(", "))))
}

fn inside(programme: &Programme, pin: &PinRecord) -> bool {
    let slot = programme.slot(pin.day, pin.half).and_then(|s| usize::try_from(s).ok());
    slot.is_some_and(|s| s < programme.instance.days.len() * programme.instance.slots_per_day)
}

/// The rules that the pinned sessions break by themselves. What a module builds on may be planned before it, people may come and
/// trainers may join: order, least sizes and the number of trainers are none of them.
fn breaches(instance: &Instance, locked: &BTreeMap<String, Locked>) -> Vec<Violation> {
    let session = |l: &Locked| {
        let named: BTreeSet<&String> = l.trainees.iter().flatten().chain(&l.keep).collect();
        PlannedSession {
            id: l.id.clone(),
            module: l.module.clone(),
            room: l.room.clone(),
            slot: l.slot,
            trainer: l.trainer.clone(),
            trainees: named.into_iter().cloned().collect(),
            extra: serde_json::Map::new(),
        }
    };
    let plan = Plan { sessions: locked.values().map(session).collect(), extra: serde_json::Map::new() };
    let report = check(instance, &plan, None);
    let open = |v: &Violation| matches!(v.rule, Rule::H12 | Rule::H22 | Rule::H24);
    report.violations.into_iter().filter(|v| !open(v)).collect()
}

fn what(speaker: &Speaker<'_>, violation: &Violation) -> String {
    let rule = explain(speaker.language, &Refusal::new(violation.rule.code())).message;
    let rule = rule.trim_end_matches(['।', '.']);
    let people: Vec<String> = violation.trainees.iter().take(3).map(|p| speaker.book.person(p).name).collect();
    if people.is_empty() { rule.to_owned() } else { format!("{rule} ({})", people.join(", ")) }
}

/// The pins that a plan does not keep, and the report without those breaches: they are told by their own words.
pub(in super::super) async fn broken(sv: &Services, report: &mut Report, language: Language) -> Outcome<Vec<Refusal>> {
    let named: HashSet<String> =
        report.violations.iter().filter(|v| v.rule == Rule::H17).flat_map(|v| v.sessions.clone()).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    report.violations.retain(|v| v.rule != Rule::H17);
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let speaker = Speaker { language, book: &book, hours: &hours };
    let mut told = HashSet::new();
    let pins = all_pins(sv.db()).await?;
    let first = pins.iter().filter(|p| named.contains(&p.session) && told.insert(p.session.clone()));
    Ok(first.map(|p| speaker.about(codes::NOT_KEPT, p)).collect())
}
