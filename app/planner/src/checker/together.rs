//! Cohorts: over how many sessions of a module their people are spread (H23, or a price).

use super::people::Attends;
use super::{Lookup, Report, Sitting, Violation, signed};
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn cohorts(known: &Lookup<'_>, sittings: &[Sitting<'_>], attends: &Attends<'_>, report: &mut Report) {
    let instance = known.instance;
    // Who needs the module, and the sessions in which they sit.
    let mut groups: BTreeMap<(&str, &str), (usize, BTreeSet<&str>)> = BTreeMap::new();
    for person in &instance.trainees {
        let Some(cohort) = &person.cohort else { continue };
        for module in known.modules_of(person) {
            let (people, sessions) = groups.entry((cohort.as_str(), module.as_str())).or_default();
            *people += 1;
            let seat = attends.get(person.id.as_str()).and_then(|mine| sittings.get(*mine.get(module.as_str())?));
            sessions.extend(seat.map(|s| s.session.id.as_str()));
        }
    }
    for ((cohort, module), (people, sessions)) in groups {
        let over = sessions.len().saturating_sub(needed(known, module, people));
        report.count("split_cohort", signed(over));
        if over > 0 && instance.cohorts.iter().any(|c| c.id == cohort && c.hard) {
            report.violations.push(Violation {
                rule: Rule::H23,
                sessions: sessions.into_iter().map(str::to_owned).collect(),
                trainees: Vec::new(),
                about: cohort.to_owned(),
                slot: None,
                count: signed(over),
            });
        }
    }
}

/// In how many sessions of a module so many people fit, held in the largest room that has what it needs.
fn needed(known: &Lookup<'_>, module: &str, people: usize) -> usize {
    let Some(module) = known.modules.get(module) else { return 1 };
    let equipped = known.instance.rooms.iter().filter(|r| module.equipment.iter().all(|e| r.equipment.contains(e)));
    let largest = equipped.map(|room| super::life::seats(known, room, module)).max().unwrap_or(0);
    if largest == 0 { 1 } else { people.div_ceil(largest).max(1) }
}
