//! What is broken, in numbers, and what cells count.

use crate::index::{PersonIx, PostIx, RoomIx, SessionIx, TrainerIx};
use crate::rule::Rule;

/// What a breach is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Nothing,
    Session,
    Limit,
    Room(RoomIx),
    Module(crate::index::ModuleIx),
    Trainer(TrainerIx),
    Post(PostIx),
    /// A cohort by its number.
    Cohort(usize),
}

/// A few numbers; mostly there is one, and it needs no memory of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Few<T> {
    None,
    One(T),
    Many(Vec<T>),
}

impl<T: Copy> Few<T> {
    fn of(items: &[T]) -> Self {
        match items {
            [] => Self::None,
            [one] => Self::One(*one),
            many => Self::Many(many.to_vec()),
        }
    }

    pub(super) fn slice(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// A breach in numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Breach {
    pub(super) rule: Rule,
    pub(super) about: About,
    pub(super) slot: Option<i64>,
    pub(super) count: i64,
    pub(super) sessions: Few<SessionIx>,
    pub(super) people: Few<PersonIx>,
    /// A person or a pinned session that the instance or the plan does not know.
    pub(super) name: String,
}

/// What cells count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) rupees: i64,
    pub(super) missing: i64,
    pub(super) found: Vec<Breach>,
}

impl Tally {
    /// Notes a breach.
    pub(super) fn bad(
        &mut self,
        rule: Rule,
        about: About,
        slot: i64,
        count: i64,
        sessions: &[SessionIx],
        people: &[PersonIx],
    ) {
        self.found.push(Breach {
            rule,
            about,
            slot: Some(slot),
            count,
            sessions: Few::of(sessions),
            people: Few::of(people),
            name: String::new(),
        });
    }
}
