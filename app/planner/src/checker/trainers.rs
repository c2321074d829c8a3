//! Rules of the trainers over days and weeks: H09 (load) and H15 (two venues in one day).

use super::{Lookup, Report, Sitting, Violation, signed};
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn loads(known: &Lookup<'_>, sittings: &[Sitting<'_>], report: &mut Report) {
    let (mut days, mut weeks, mut totals) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for sitting in sittings {
        let week = known.instance.days.get(sitting.day).map_or(0, |d| d.week);
        let id = sitting.trainer.id.as_str();
        days.entry((id, sitting.day)).or_insert_with(Vec::new).push(sitting);
        weeks.entry((id, week)).or_insert_with(Vec::new).push(sitting);
        totals.entry(id).or_insert_with(Vec::new).push(sitting);
    }
    for held in days.values() {
        over(held, |t| t.max_per_day, report);
        too_far_apart(known, held, report);
    }
    for held in weeks.values() {
        over(held, |t| t.max_per_week, report);
    }
    for held in totals.values() {
        over(held, |t| t.max_total, report);
    }
}

/// H09 over one span of time.
fn over(held: &[&Sitting<'_>], most: impl Fn(&crate::format::Trainer) -> usize, report: &mut Report) {
    let Some(first) = held.first() else { return };
    let over = held.len().saturating_sub(most(first.trainer));
    if over > 0 {
        report.violations.push(about_trainer(Rule::H09, held, signed(over)));
    }
}

/// H15: the venues of one day lie too far apart.
fn too_far_apart(known: &Lookup<'_>, held: &[&Sitting<'_>], report: &mut Report) {
    let blocks: BTreeSet<&str> = held.iter().map(|s| s.room.block.as_str()).collect();
    let far = held.iter().flat_map(|a| held.iter().map(|b| known.km(&a.room.block, &b.room.block))).max().unwrap_or(0);
    if blocks.len() > 1 && far > known.instance.rules.trainer_same_day_max_km {
        report.violations.push(about_trainer(Rule::H15, held, 1));
    }
}

fn about_trainer(rule: Rule, held: &[&Sitting<'_>], count: i64) -> Violation {
    Violation {
        rule,
        sessions: held.iter().map(|s| s.session.id.clone()).collect(),
        trainees: Vec::new(),
        about: held.first().map_or_else(String::new, |s| s.trainer.id.clone()),
        slot: held.first().map(|s| s.session.slot),
        count,
    }
}
