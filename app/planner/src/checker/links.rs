//! H26: a room that joins a session by a link is taught from there, so it goes with it.

use super::{Report, Sitting, Violation, signed};
use crate::rule::Rule;
use std::collections::HashMap;

/// The sittings that name a session as the one they join, by its id.
pub(super) type Joined<'s, 'a> = HashMap<&'a str, Vec<&'s Sitting<'a>>>;

pub(super) fn joined<'s, 'a>(sittings: &'s [Sitting<'a>]) -> Joined<'s, 'a> {
    let mut joined = Joined::new();
    for sitting in sittings {
        if let Some(hub) = sitting.session.joins() {
            joined.entry(hub).or_default().push(sitting);
        }
    }
    joined
}

/// The rooms that join a session; none for one that joins another itself.
pub(super) fn rooms_of<'j, 's, 'a>(joined: &'j Joined<'s, 'a>, hub: &Sitting<'a>) -> &'j [&'s Sitting<'a>] {
    let rooms = joined.get(hub.session.id.as_str()).filter(|_| hub.session.joins().is_none());
    rooms.map_or(&[], Vec::as_slice)
}

pub(super) fn each(sittings: &[Sitting<'_>], joined: &Joined<'_, '_>, report: &mut Report) {
    let by_id: HashMap<&str, &Sitting<'_>> = sittings.iter().map(|s| (s.session.id.as_str(), s)).collect();
    for sitting in sittings {
        let module = &sitting.module.id;
        if let Some(hub) = sitting.session.joins() {
            let hub = by_id.get(hub);
            if !hub.is_some_and(|hub| goes_with(sitting, hub)) {
                let mut broken = Violation::of(Rule::H26, sitting.session).about(module);
                broken.sessions.extend(hub.map(|hub| hub.session.id.clone()));
                report.violations.push(broken);
            }
        }
        let rooms = rooms_of(joined, sitting);
        let over = rooms.len().saturating_sub(sitting.module.links);
        if over > 0 {
            let mut broken = Violation::of(Rule::H26, sitting.session).about(module).times(signed(over));
            broken.sessions.extend(rooms.iter().map(|room| room.session.id.clone()));
            report.violations.push(broken);
        }
    }
}

/// Whether a room may be joined to a session: that one is taught by somebody who is there, it is the same module at the same
/// time by the same trainer, and both rooms have what a link needs.
fn goes_with(room: &Sitting<'_>, hub: &Sitting<'_>) -> bool {
    hub.session.joins().is_none()
        && hub.module.id == room.module.id
        && hub.slot == room.slot
        && hub.session.trainer == room.session.trainer
        && hub.room.link
        && room.room.link
}
