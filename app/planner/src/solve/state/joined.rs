//! Rooms that join a session by a link: which they are, and what a session does together with them.

use super::{Place, State};
use crate::index::{SessionIx, TrainerIx};

impl State<'_> {
    /// The sessions that join one by a link.
    #[inline]
    pub(crate) fn joined(&self, number: SessionIx) -> &[SessionIx] {
        self.joined.find(number).map_or(&[], Vec::as_slice)
    }

    /// The rooms that join a session, and then itself: as they are taken down.
    pub(crate) fn with_rooms(&self, number: SessionIx) -> Vec<SessionIx> {
        self.joined(number).iter().copied().chain([number]).collect()
    }

    /// How many people sit in a session and in the rooms that join it.
    pub(crate) fn people_with(&self, number: SessionIx) -> usize {
        let rooms = self.joined(number).iter().map(|room| self.sessions[*room].members.len());
        self.sessions[number].members.len() + rooms.sum::<usize>()
    }

    /// Counts a session that is held or no more, or notes with the one that it joins that it does.
    #[inline]
    pub(super) fn count_held(&mut self, number: SessionIx, place: Place, yes: bool) {
        match place.joins {
            Some(hub) => self.join(number, hub, yes),
            None if yes => self.alive += 1,
            None => self.alive -= 1,
        }
    }

    fn join(&mut self, number: SessionIx, hub: SessionIx, yes: bool) {
        // A pinned room may name what there is not.
        if self.joined.find(hub).is_none() {
            return;
        }
        if yes {
            self.joined[hub].push(number);
        } else {
            self.joined[hub].retain(|s| *s != number);
        }
    }

    /// Gives the rooms that join a session its trainer: they have no other.
    pub(super) fn retrain_rooms(&mut self, number: SessionIx, trainer: TrainerIx) {
        for at in 0..self.joined[number].len() {
            if let Some(room) = self.joined[number].get(at).copied() {
                self.sessions[room].trainer = trainer;
                self.price(room);
            }
        }
    }
}
