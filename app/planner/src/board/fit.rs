//! Who else could hold a session, and where else a person could sit, the best first.

use super::edit::{EditError, Image};
use super::seating::{Board, Change, Sitting};
use super::verdict::Consequence;
use crate::format::PlannedSession;
use crate::index::{Ix, SessionIx};
use serde::{Deserialize, Serialize};

/// A trainer and what it would mean to take them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainerFit {
    /// Who.
    pub trainer: String,
    /// Whether they hold the session now.
    pub now: bool,
    /// From home to the room.
    pub km: i64,
    /// Half-days that they may still teach.
    pub left: i64,
    /// What comes of it.
    pub then: Consequence,
}

/// A session where a person could sit and what that would mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatFit {
    /// The session.
    pub session: String,
    /// What comes of it.
    pub then: Consequence,
}

impl Board {
    /// Every trainer who is qualified for a session's module and who holds it now, by fit: what would be broken, what it
    /// costs, how near they live, how much they may still hold.
    ///
    /// # Errors
    /// [`EditError::NoSession`].
    pub fn trainers(&self, session: &str) -> Result<Vec<TrainerFit>, EditError> {
        let at = *self.ids.get(session).ok_or(EditError::NoSession)?;
        let home = &self.sittings[at];
        let rooms = self.named_by(home);
        let mut found = Vec::new();
        for (number, fact) in self.ground.trainers.pairs() {
            let now = home.trainer == Some(number);
            if !now && !home.module.is_some_and(|m| fact.modules.has(m.at())) {
                continue;
            }
            // Whoever taught together with the trainer may have become the trainer; the rooms that join it go with it.
            let changed = |at: &SessionIx| {
                let session = self.plan().sessions.get(at.at())?;
                let changed = PlannedSession { trainer: fact.id.clone(), ..session.clone() };
                Some((*at, Some(Sitting::of(&self.ground, &changed))))
            };
            let changes: Vec<Change> = std::iter::once(&at).chain(&rooms).filter_map(changed).collect();
            let held = i64::try_from(self.taught[number]).unwrap_or(i64::MAX);
            found.push(TrainerFit {
                trainer: fact.id.clone(),
                now,
                km: home.room.map_or(0, |room| self.ground.km[(fact.home, self.ground.rooms[room].block)]),
                left: fact.most.last().map_or(0, |most| i64::try_from(*most).unwrap_or(i64::MAX)) - held,
                then: self.consequence(&changes, &self.delta(&changes)),
            });
        }
        found.sort_by_key(|f| (f.then.level, f.then.hard, f.then.rupees, f.km, -f.left, f.trainer.clone()));
        Ok(found)
    }

    /// Everybody who needs a module and sits in no session of it, in the order of the instance.
    #[must_use]
    pub fn without_seat(&self, module: &str) -> Vec<String> {
        let Some(what) = self.ground.module_of.get(module) else { return Vec::new() };
        let left = self
            .ground
            .people
            .pairs()
            .filter(|(who, fact)| fact.needs.contains(what) && self.view(&[]).first(*who, *what).is_none());
        left.map(|(_, fact)| fact.id.clone()).collect()
    }

    /// Every other session of a module where a person could sit, by fit.
    ///
    /// # Errors
    /// [`EditError::NoPerson`] and [`EditError::NoModule`].
    pub fn seats_for(&self, person: &str, module: &str) -> Result<Vec<SeatFit>, EditError> {
        let who = *self.ground.person_of.get(person).ok_or(EditError::NoPerson)?;
        let what = *self.ground.module_of.get(module).ok_or(EditError::NoModule)?;
        let sessions = &self.plan().sessions;
        let now = self.view(&[]).first(who, what);
        let from = now.and_then(|at| Some((at.at(), sessions.get(at.at())?)));
        let mut found = Vec::new();
        let others = sessions.iter().enumerate().filter(|(at, s)| {
            s.module == module && Some(*at) != now.map(Ix::at) && !s.trainees.iter().any(|p| p == person)
        });
        for (at, to) in others {
            let mut images = Vec::new();
            if let Some((at, from)) = from {
                let trainees = from.trainees.iter().filter(|p| *p != person).cloned().collect();
                images.push(image(at, from, trainees));
            }
            images.push(image(at, to, to.trainees.iter().cloned().chain([person.to_owned()]).collect()));
            found.push(SeatFit { session: to.id.clone(), then: self.then_put(&images) });
        }
        found.sort_by_key(|f| (f.then.level, f.then.hard, f.then.seats, f.then.rupees, f.session.clone()));
        Ok(found)
    }
}

fn image(at: usize, before: &PlannedSession, trainees: Vec<String>) -> Image {
    let after = PlannedSession { trainees, ..before.clone() };
    Image { at, before: Some(before.clone()), after: Some(after) }
}
