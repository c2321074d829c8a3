//! What a change touches: two changes that touch nothing in common can be made in any order.

use abhyas_planner::board::{Edit, Ground, Image};
use std::collections::HashSet;

/// Sessions, places, trainers' half-days and people.
#[derive(Debug, Default)]
pub(super) struct Footprint(HashSet<(char, String, i64)>);

impl Footprint {
    /// Of a change that is known by what it did. Of a long session every half-day counts.
    pub(super) fn of(images: &[Image], ground: &Ground) -> Self {
        let mut found = HashSet::new();
        for image in images {
            found.insert(('s', image.id().to_owned(), 0));
            if let Some(after) = &image.after {
                for slot in ground.half_days(&after.module, after.slot) {
                    found.insert(('r', after.room.clone(), slot));
                    found.insert(('t', after.trainer.clone(), slot));
                }
            }
            let (was, is) = (image.before.as_ref(), image.after.as_ref());
            let sides = [(was, is), (is, was)];
            for (one, other) in sides {
                for person in one.iter().flat_map(|s| &s.trainees) {
                    // Whose session stays at its time and place is not touched.
                    let stays = one
                        .zip(other)
                        .is_some_and(|(a, b)| (a.slot, &a.room) == (b.slot, &b.room) && b.trainees.contains(person));
                    if !stays {
                        found.insert(('p', person.clone(), 0));
                    }
                }
            }
        }
        Self(found)
    }

    /// Of a change that can not be made any more: what it speaks of.
    pub(super) fn named(edit: &Edit) -> Self {
        let session = |id: &String| ('s', id.clone(), 0);
        let found = match edit {
            Edit::Move { session: s, slot, room } => vec![session(s), ('r', room.clone(), *slot)],
            Edit::Trainer { session: s, .. } | Edit::Cancel { session: s } | Edit::Split { session: s, .. } => {
                vec![session(s)]
            }
            Edit::MovePeople { from, to, people } => {
                let people = people.iter().map(|p| ('p', p.clone(), 0));
                people.chain(from.iter().chain(to).map(session)).collect()
            }
            Edit::Merge { from, into } => vec![session(from), session(into)],
            Edit::Add(new) => vec![('r', new.room.clone(), new.slot)],
        };
        Self(found.into_iter().collect())
    }

    /// Whether both touch the same.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.intersection(&other.0).next().is_some()
    }
}
