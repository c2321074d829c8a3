//! The changes that people make to a draft by hand, each with what it did, so that it can be taken back.

use super::ground::Ground;
use super::seating::{Board, Change, Sitting};
use super::verdict::{Consequence, next};
use crate::format::{Plan, PlannedSession};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Edit {
    /// To another half-day or room. The rooms that join it by a link go to the half-day with it.
    Move {
        /// The session.
        session: String,
        /// Where in the calendar.
        slot: i64,
        /// The room.
        room: String,
    },
    /// Another trainer, also of the rooms that join it by a link.
    Trainer {
        /// The session.
        session: String,
        /// Who holds it.
        trainer: String,
    },
    /// People from one session of a module to another; from nowhere they get a seat, to nowhere they lose it.
    MovePeople {
        /// Where they sit.
        from: Option<String>,
        /// Where they will sit.
        to: Option<String>,
        /// Who.
        people: Vec<String>,
    },
    /// A new session without people.
    Add(NewSession),
    /// A new session of the same module with some of the people.
    Split {
        /// The session that is split.
        session: String,
        /// The new one; its module is that of the old one.
        new: NewSession,
        /// Who goes there.
        people: Vec<String>,
    },
    /// Everybody of one session into another of the same module.
    Merge {
        /// The session that goes.
        from: String,
        /// The session that stays.
        into: String,
    },
    /// The session is not held; its people lose their seats.
    Cancel {
        /// The session.
        session: String,
    },
}

/// A session to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSession {
    /// Its id, new in the plan.
    pub id: String,
    /// Its module.
    pub module: String,
    /// Its room.
    pub room: String,
    /// Its slot.
    pub slot: i64,
    /// Its trainer.
    pub trainer: String,
}

/// Why a change can not be made at all. What it would break is no reason: that is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The plan has no such session.
    #[error("no such session")]
    NoSession,
    /// The instance has no such room.
    #[error("no such room")]
    NoRoom,
    /// The instance has no such trainer.
    #[error("no such trainer")]
    NoTrainer,
    /// The instance has no such module.
    #[error("no such module")]
    NoModule,
    /// The calendar has no such slot.
    #[error("no such slot")]
    NoSlot,
    /// Someone does not sit where they are to be taken from, or is not known.
    #[error("no such person in the session")]
    NoPerson,
    /// Nobody was named, or everybody where some must stay.
    #[error("nobody, or everybody")]
    Nobody,
    /// The sessions teach different modules.
    #[error("different modules")]
    OtherModule,
    /// It is as it should become already.
    #[error("nothing changes")]
    Nothing,
    /// The plan has a session with this id.
    #[error("the id is taken")]
    Taken,
}

/// One session before and after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Its place in the plan.
    pub at: usize,
    /// As it was; `None`: it is new.
    pub before: Option<PlannedSession>,
    /// As it became; `None`: it is gone.
    pub after: Option<PlannedSession>,
}

impl Image {
    /// The session's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.before.as_ref().or(self.after.as_ref()).map_or("", |s| s.id.as_str())
    }

    /// The same change backwards.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { before: self.after, after: self.before, ..self }
    }
}

/// A session is no longer as the change left it: its id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the session {0} was changed since")]
pub struct Stale(pub String);

/// What a change does to a plan.
///
/// # Errors
/// [`EditError`] when it names something that is not there, or changes nothing.
pub fn images(ground: &Ground, plan: &Plan, edit: &Edit) -> Result<Vec<Image>, EditError> {
    let find = |id: &str| {
        let found = plan.sessions.iter().enumerate().find(|(_, s)| s.id == id);
        found.map(|(at, s)| (at, s.clone())).ok_or(EditError::NoSession)
    };
    let changed = |at: usize, before: PlannedSession, after: PlannedSession| {
        if before == after {
            Err(EditError::Nothing)
        } else {
            Ok(Image { at, before: Some(before), after: Some(after) })
        }
    };
    match edit {
        Edit::Move { session, slot, room } => {
            let (at, before) = find(session)?;
            place(ground, room, *slot)?;
            let rooms = if *slot == before.slot { Vec::new() } else { joined(plan, &before, |s| s.slot = *slot) };
            let after = PlannedSession { room: room.clone(), slot: *slot, ..before.clone() };
            Ok([changed(at, before, after)?].into_iter().chain(rooms).collect())
        }
        Edit::Trainer { session, trainer } => {
            let (at, before) = find(session)?;
            known(ground.trainer_of.contains_key(trainer), EditError::NoTrainer)?;
            let rooms = joined(plan, &before, |s| s.trainer.clone_from(trainer));
            let after = PlannedSession { trainer: trainer.clone(), ..before.clone() };
            Ok([changed(at, before, after)?].into_iter().chain(rooms).collect())
        }
        Edit::MovePeople { from, to, people } => {
            known(!people.is_empty() && from != to, EditError::Nobody)?;
            known(people.iter().all(|p| ground.person_of.contains_key(p)), EditError::NoPerson)?;
            let (from, to) = (from.as_deref().map(find).transpose()?, to.as_deref().map(find).transpose()?);
            if let (Some((_, a)), Some((_, b))) = (&from, &to) {
                known(a.module == b.module, EditError::OtherModule)?;
            }
            let mut found = Vec::new();
            if let Some((at, before)) = from {
                found.push(without(at, before, people)?);
            }
            if let Some((at, before)) = to {
                found.push(with(at, before, people)?);
            }
            Ok(found)
        }
        Edit::Add(new) => Ok(vec![added(ground, plan, new, Vec::new())?]),
        Edit::Split { session, new, people } => {
            let (at, before) = find(session)?;
            known(new.module == before.module, EditError::OtherModule)?;
            known(!people.is_empty() && people.len() < before.trainees.len(), EditError::Nobody)?;
            let rest = without(at, before, people)?;
            Ok(vec![rest, added(ground, plan, new, people.clone())?])
        }
        Edit::Merge { from, into } => {
            known(from != into, EditError::Nothing)?;
            let ((at, gone), (into_at, stays)) = (find(from)?, find(into)?);
            known(gone.module == stays.module, EditError::OtherModule)?;
            let mut after = stays.clone();
            after.trainees.extend(gone.trainees.iter().filter(|p| !stays.trainees.contains(p)).cloned());
            let stays = Image { at: into_at, before: Some(stays), after: Some(after) };
            Ok(vec![stays, Image { at, before: Some(gone), after: None }])
        }
        Edit::Cancel { session } => {
            let (at, before) = find(session)?;
            Ok(vec![Image { at, before: Some(before), after: None }])
        }
    }
}

/// The rooms that join a session by a link and go with it to another time or trainer.
fn joined(plan: &Plan, hub: &PlannedSession, change: impl Fn(&mut PlannedSession)) -> Vec<Image> {
    let own = hub.joins().is_none();
    let rooms = plan.sessions.iter().enumerate().filter(|(_, s)| own && s.joins() == Some(hub.id.as_str()));
    let images = rooms.map(|(at, before)| {
        let mut after = before.clone();
        change(&mut after);
        Image { at, before: Some(before.clone()), after: Some(after) }
    });
    images.filter(|image| image.before != image.after).collect()
}

fn known(is: bool, error: EditError) -> Result<(), EditError> {
    if is { Ok(()) } else { Err(error) }
}

fn place(ground: &Ground, room: &str, slot: i64) -> Result<(), EditError> {
    known(ground.room_of.contains_key(room), EditError::NoRoom)?;
    known((0..ground.slots()).contains(&slot), EditError::NoSlot)
}

fn without(at: usize, before: PlannedSession, people: &[String]) -> Result<Image, EditError> {
    known(people.iter().all(|p| before.trainees.contains(p)), EditError::NoPerson)?;
    let gone: HashSet<&String> = people.iter().collect();
    let trainees = before.trainees.iter().filter(|p| !gone.contains(p)).cloned().collect();
    let after = PlannedSession { trainees, ..before.clone() };
    Ok(Image { at, before: Some(before), after: Some(after) })
}

fn with(at: usize, before: PlannedSession, people: &[String]) -> Result<Image, EditError> {
    known(!people.iter().any(|p| before.trainees.contains(p)), EditError::Nothing)?;
    let mut after = before.clone();
    after.trainees.extend(people.iter().cloned());
    Ok(Image { at, before: Some(before), after: Some(after) })
}

fn added(ground: &Ground, plan: &Plan, new: &NewSession, people: Vec<String>) -> Result<Image, EditError> {
    known(!plan.sessions.iter().any(|s| s.id == new.id), EditError::Taken)?;
    known(ground.module_of.contains_key(&new.module), EditError::NoModule)?;
    known(ground.trainer_of.contains_key(&new.trainer), EditError::NoTrainer)?;
    place(ground, &new.room, new.slot)?;
    let after = PlannedSession {
        id: new.id.clone(),
        module: new.module.clone(),
        room: new.room.clone(),
        slot: new.slot,
        trainer: new.trainer.clone(),
        trainees: people,
        extra: serde_json::Map::new(),
    };
    Ok(Image { at: plan.sessions.len(), before: None, after: Some(after) })
}

/// Makes a change that is known by its images.
///
/// # Errors
/// [`Stale`] when a session is not as it was before the change; the plan is then left as it is.
pub fn put(plan: &mut Plan, images: &[Image]) -> Result<(), Stale> {
    for image in images {
        let now = plan.sessions.iter().find(|s| s.id == image.id());
        if now != image.before.as_ref() {
            return Err(Stale(image.id().to_owned()));
        }
    }
    for image in images {
        let at = plan.sessions.iter().position(|s| s.id == image.id());
        match (at, &image.after) {
            (Some(at), Some(after)) => {
                if let Some(session) = plan.sessions.get_mut(at) {
                    session.clone_from(after);
                }
            }
            (Some(at), None) => drop(plan.sessions.remove(at)),
            (None, Some(after)) => plan.sessions.insert(image.at.min(plan.sessions.len()), after.clone()),
            (None, None) => {}
        }
    }
    Ok(())
}

/// The images that take a change back, in the order in which they are to be put.
#[must_use]
pub fn take_back(images: &[Image]) -> Vec<Image> {
    images.iter().rev().cloned().map(Image::reversed).collect()
}

impl Board {
    /// What an edit would do.
    ///
    /// # Errors
    /// [`EditError`] when it names something that is not there, or changes nothing.
    pub fn then(&self, edit: &Edit) -> Result<Consequence, EditError> {
        Ok(self.then_put(&images(&self.ground, self.plan(), edit)?))
    }

    /// What putting images would do.
    #[must_use]
    pub fn then_put(&self, images: &[Image]) -> Consequence {
        let changes = self.changes(images);
        self.consequence(&changes, &self.delta(&changes))
    }

    pub(super) fn changes(&self, images: &[Image]) -> Vec<Change> {
        let mut new = next(self);
        let numbered = images.iter().map(|image| {
            let sitting = image.after.as_ref().map(|s| Sitting::of(&self.ground, s));
            let at = self.ids.get(image.id()).copied().unwrap_or_else(|| {
                let at = new;
                new = crate::index::Ix::new(crate::index::Ix::at(at) + 1);
                at
            });
            (at, sitting)
        });
        numbered.collect()
    }
}
