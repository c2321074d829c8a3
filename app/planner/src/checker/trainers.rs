//! Rules of the trainers over days and weeks: H09 (load, in half-days) and H15 (two venues in one day).

use super::{Lookup, Report, Sitting, Violation, signed};
use crate::format::Trainer;
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// What one trainer holds in a span of time, each session as often as half-days of it lie there.
type Held<'a> = (&'a Trainer, Vec<&'a Sitting<'a>>);

pub(super) fn loads(known: &Lookup<'_>, sittings: &[Sitting<'_>], report: &mut Report) {
    let (mut days, mut weeks, mut totals) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for sitting in sittings {
        for trainer in &sitting.staff {
            let (id, none) = (trainer.id.as_str(), || (*trainer, Vec::new()));
            for slot in &sitting.takes {
                let day = slot / known.instance.slots_per_day.max(1);
                let week = known.instance.days.get(day).map_or(0, |d| d.week);
                days.entry((id, day)).or_insert_with(none).1.push(sitting);
                weeks.entry((id, week)).or_insert_with(none).1.push(sitting);
                totals.entry(id).or_insert_with(none).1.push(sitting);
            }
        }
    }
    for held in days.values() {
        over(held, held.0.max_per_day, report);
        too_far_apart(known, held, report);
    }
    for held in weeks.values() {
        over(held, held.0.max_per_week, report);
    }
    for held in totals.values() {
        over(held, held.0.max_total, report);
    }
}

/// H09 over one span of time.
fn over(held: &Held<'_>, most: usize, report: &mut Report) {
    let over = held.1.len().saturating_sub(most);
    if over > 0 {
        report.violations.push(about_trainer(Rule::H09, held, signed(over)));
    }
}

/// H15: the venues of one day lie too far apart.
fn too_far_apart(known: &Lookup<'_>, held: &Held<'_>, report: &mut Report) {
    let all = &held.1;
    let blocks: BTreeSet<&str> = all.iter().map(|s| s.room.block.as_str()).collect();
    let far = all.iter().flat_map(|a| all.iter().map(|b| known.km(&a.room.block, &b.room.block))).max().unwrap_or(0);
    if blocks.len() > 1 && far > known.instance.rules.trainer_same_day_max_km {
        report.violations.push(about_trainer(Rule::H15, held, 1));
    }
}

fn about_trainer(rule: Rule, (trainer, held): &Held<'_>, count: i64) -> Violation {
    let mut sessions: Vec<String> = held.iter().map(|s| s.session.id.clone()).collect();
    sessions.dedup();
    Violation {
        rule,
        sessions,
        trainees: Vec::new(),
        about: trainer.id.clone(),
        slot: held.first().map(|s| s.session.slot),
        count,
    }
}
