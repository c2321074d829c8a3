//! Rooms that join a session by a link: H26, and H22, for which their people count together.

use super::breach::{About, Breach, Few, Tally};
use super::cells::Cell;
use super::seating::{Board, Sitting, Spot, View};
use crate::index::SessionIx;
use crate::rule::Rule;

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What a session has to do with the rooms that join it, or with the session that it joins itself.
pub(super) fn together(
    view: View<'_>,
    at: SessionIx,
    sitting: &Sitting,
    spot: &Spot,
    seated: usize,
    tally: &mut Tally,
) {
    let ground = view.ground();
    let fact = &ground.modules[spot.module];
    let mut bad = |rule, count: usize, sessions: Vec<SessionIx>| {
        let about = About::Module(spot.module);
        let (slot, sessions) = (Some(spot.slot), if sessions.len() == 1 { Few::One(at) } else { Few::Many(sessions) });
        let (count, people, name) = (signed(count), Few::None, String::new());
        tally.found.push(Breach { rule, about, slot, count, sessions, people, name });
    };
    if let Some(id) = &sitting.joins {
        let hub = view.by_id(id);
        let link = |s: &Spot| ground.rooms[s.room].link;
        let goes = |(_, hub, there): &(SessionIx, &Sitting, Spot)| {
            hub.joins.is_none()
                && (there.module, there.slot, there.trainer) == (spot.module, spot.slot, spot.trainer)
                && link(there)
                && link(spot)
        };
        if !hub.as_ref().is_some_and(goes) {
            bad(Rule::H26, 1, [at].into_iter().chain(hub.map(|(number, ..)| number)).collect());
        }
        return;
    }
    let rooms = view.rooms_of(sitting);
    let all = || [at].into_iter().chain(rooms.iter().copied()).collect::<Vec<_>>();
    let over = rooms.len().saturating_sub(fact.links);
    if over > 0 {
        bad(Rule::H26, over, all());
    }
    if fact.min_size == 0 {
        return;
    }
    let people = seated + rooms.iter().map(|room| seated_in(view, *room)).sum::<usize>();
    let few = fact.min_size.saturating_sub(people);
    if few > 0 && fact.min_size_hard {
        bad(Rule::H22, 1, all());
    }
    tally.rupees += ground.weights.below_min_size * signed(few);
}

impl Board {
    /// Every session that names another one as the one it joins, whether it can be judged or not: they go with it.
    pub(super) fn named_by(&self, hub: &Sitting) -> Vec<SessionIx> {
        let names = |s: &Sitting| hub.joins.is_none() && s.joins.as_ref() == Some(&hub.id);
        self.sittings.pairs().filter(|(_, s)| names(s)).map(|(at, _)| at).collect()
    }
}

/// How many of those who are listed in a session sit there.
fn seated_in(view: View<'_>, at: SessionIx) -> usize {
    let Some((sitting, spot)) = view.sitting(at).zip(view.spot(at)) else { return 0 };
    let mut people = sitting.people.clone();
    people.sort_unstable();
    people.dedup();
    let sits = |person: &&crate::index::PersonIx| {
        view.ground().people[**person].needs.contains(&spot.module) && view.first(**person, spot.module) == Some(at)
    };
    people.iter().filter(sits).count()
}

/// The sessions that are judged together with one that changes: the one that it joins and those that join it.
pub(super) fn cells(view: View<'_>, sitting: &Sitting, cells: &mut Vec<Cell>) {
    for view in [View { changes: &[], ..view }, view] {
        let hub = sitting.joins.as_ref().and_then(|id| view.board.ids.get(id).copied());
        let new = sitting.joins.as_ref().and_then(|id| view.by_id(id)).map(|(number, ..)| number);
        cells.extend(hub.into_iter().chain(new).chain(view.naming(sitting)).map(Cell::Session));
    }
}
