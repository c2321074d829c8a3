//! What can be done with a session, as its forms send it.

use abhyas_core::{OnceKey, Refusal};
use abhyas_kit::Form;
use abhyas_services::plans::board::{Asked, Edit, NewSession, codes};

/// One of the acts, each with a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Move,
    Trainer,
    People,
    Split,
    Merge,
    Cancel,
}

impl Act {
    pub(super) const ALL: [Self; 6] = [Self::Move, Self::Trainer, Self::People, Self::Split, Self::Merge, Self::Cancel];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Trainer => "trainer",
            Self::People => "people",
            Self::Split => "split",
            Self::Merge => "merge",
            Self::Cancel => "cancel",
        }
    }

    pub(super) fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|act| act.name() == name).unwrap_or(Self::Move)
    }
}

/// What was typed, or nothing yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) target: String,
    pub(super) trainer: String,
    pub(super) people: Vec<String>,
    pub(super) add: Vec<String>,
    pub(super) to: String,
    pub(super) reason: String,
    pub(super) seen: Option<i64>,
}

impl Typed {
    pub(super) fn from(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        let all = |name| form.all(name).into_iter().map(str::to_owned).collect();
        Self {
            target: text("target"),
            trainer: text("trainer"),
            people: all("people"),
            add: all("add"),
            to: text("to"),
            reason: text("reason"),
            seen: form.text("seen").parse().ok(),
        }
    }

    /// The change that is asked for. `key` makes the id of a new session, so that the same form makes the same one.
    pub(super) fn asked(&self, act: Act, session: &str, module: &str, key: &OnceKey) -> Result<Asked, Refusal> {
        let session = session.to_owned();
        let place = || place(&self.target).ok_or_else(|| Refusal::new(codes::NO_PLACE).at("target"));
        let edit = match act {
            Act::Move => {
                let (slot, room) = place()?;
                Edit::Move { session, slot, room }
            }
            Act::Trainer => Edit::Trainer { session, trainer: self.trainer.clone() },
            // Two wishes in one form: neither is guessed at.
            Act::People if !self.add.is_empty() && (!self.people.is_empty() || !self.to.is_empty()) => {
                return Err(Refusal::new(codes::BOTH).at("add"));
            }
            Act::People if !self.add.is_empty() => {
                Edit::MovePeople { from: None, to: Some(session), people: self.add.clone() }
            }
            Act::People => {
                // "-" takes the seat away; nothing chosen is a mistake.
                let to = match self.to.as_str() {
                    "" => return Err(Refusal::new(codes::NO_SESSION).at("to")),
                    "-" => None,
                    to => Some(to.to_owned()),
                };
                Edit::MovePeople { from: Some(session), to, people: self.people.clone() }
            }
            Act::Split => {
                let (slot, room) = place()?;
                let new = NewSession {
                    id: key.to_string(),
                    module: module.to_owned(),
                    room,
                    slot,
                    trainer: self.trainer.clone(),
                };
                Edit::Split { session, new, people: self.people.clone() }
            }
            Act::Merge => Edit::Merge { from: session, into: self.to.clone() },
            Act::Cancel => Edit::Cancel { session },
        };
        Ok(Asked { edit, seen: self.seen.unwrap_or(0), reason: self.reason.clone() })
    }
}

/// `slot@room`.
pub(super) fn place(text: &str) -> Option<(i64, String)> {
    let (slot, room) = text.split_once('@')?;
    Some((slot.parse().ok()?, room.to_owned()))
}
