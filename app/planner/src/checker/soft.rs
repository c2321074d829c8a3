//! The soft terms of sessions and trainers.

use super::{Lookup, Report, Sitting, signed};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn sessions_and_trainers(known: &Lookup<'_>, sittings: &[Sitting<'_>], report: &mut Report) {
    let mut last = 0;
    for sitting in sittings {
        report.count(if sitting.session.joins().is_some() { "link" } else { "session" }, 1);
        report.count("empty_seat", signed(sitting.seats.saturating_sub(sitting.people.len())));
        let of = |pick: fn(&crate::format::Trainee) -> &str| {
            let kinds: BTreeSet<&str> =
                sitting.people.iter().filter_map(|id| known.trainees.get(id)).map(|t| pick(t)).collect();
            signed(kinds.len().saturating_sub(1))
        };
        report.count("extra_facility_in_session", of(|t| &t.facility));
        report.count("extra_role_in_session", of(|t| &t.role));
        last = last.max(known.ordinal(sitting.last_day()));
    }
    report.count("last_day", last);
    let mut ways: BTreeMap<(&str, usize), i64> = BTreeMap::new();
    let mut loads: BTreeMap<&str, i64> = known.trainers.keys().map(|id| (*id, 0)).collect();
    for sitting in sittings {
        for trainer in &sitting.staff {
            let km = known.km(&trainer.home_block, &sitting.room.block);
            for day in &sitting.on_days {
                let way = ways.entry((trainer.id.as_str(), *day)).or_insert(km);
                *way = km.max(*way);
            }
            *loads.entry(trainer.id.as_str()).or_insert(0) += signed(sitting.takes.len());
        }
    }
    report.count("trainer_km", ways.values().map(|km| 2 * km).sum());
    let spread = loads.values().max().copied().unwrap_or(0) - loads.values().min().copied().unwrap_or(0);
    report.count("trainer_load_spread", spread);
}
