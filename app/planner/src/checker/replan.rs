//! What a new plan disturbs in an old one.

use super::{Lookup, Report, Sitting, signed};
use crate::format::{Plan, PlannedSession};
use std::collections::{BTreeSet, HashMap};

pub(super) fn disturbance(known: &Lookup<'_>, previous: &Plan, sittings: &[Sitting<'_>], report: &mut Report) {
    let mut before = HashMap::new();
    for session in &previous.sessions {
        for person in &session.trainees {
            before.insert((person.as_str(), session.module.as_str()), (session.slot, session.room.as_str()));
        }
    }
    let mut after = HashMap::new();
    for sitting in sittings {
        for person in &sitting.people {
            after.insert((*person, sitting.module.id.as_str()), (sitting.session.slot, sitting.room.id.as_str()));
        }
    }
    let moved = before.iter().filter(|(seat, place)| after.get(*seat) != Some(*place)).count();
    // The last of several with one id counts, as in the documents' own reading.
    let old: HashMap<&str, _> = previous.sessions.iter().map(|s| (s.id.as_str(), s)).collect();
    let new: HashMap<&str, _> = sittings.iter().map(|s| (s.session.id.as_str(), s)).collect();
    // Those who teach together with the trainer belong to a session as far as its module asks for them.
    let staff = |sitting: &Sitting<'_>, was: &PlannedSession| {
        let trainer = known.trainers.get(was.trainer.as_str());
        let before = trainer.map(|t| super::life::staff(known, sitting.module, t, was)).unwrap_or_default();
        let ids = |staff: &[&crate::format::Trainer]| staff.iter().map(|t| t.id.clone()).collect::<BTreeSet<_>>();
        ids(&before) == ids(&sitting.staff)
    };
    let changed = old.iter().filter(|(id, was)| {
        !new.get(*id).is_some_and(|sitting| {
            let is = sitting.session;
            (&is.module, &is.room, is.slot, &is.trainer) == (&was.module, &was.room, was.slot, &was.trainer)
                && is.joins() == was.joins()
                && staff(sitting, was)
        })
    });
    let changed = changed.count();
    report.count("moved_seat", signed(moved));
    report.count("changed_session", signed(changed));
}
