//! Pairs of medicines that do not go together.

use super::{Product, Severity};
use crate::engine::{Index, Record};
use crate::world::World;
use serde::{Deserialize, Serialize};

/// The id of an interaction: its two names in the order of the alphabet, `amiodarone+digoxin`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InteractionId(String);

impl InteractionId {
    /// The id of the pair, in whatever order it is named.
    #[must_use]
    pub fn of(one: &str, other: &str) -> Self {
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        Self(format!("{first}+{second}"))
    }
}

impl AsRef<str> for InteractionId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Two medicines, by generic, therapeutic class or group, that do not go together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    /// Its id.
    pub id: InteractionId,
    /// The one: a generic, class or group.
    pub one: String,
    /// The other.
    pub other: String,
    /// How much it matters.
    pub severity: Severity,
    /// What happens and what to do, in Hindi.
    pub text_hi: String,
    /// The same in English.
    pub text_en: String,
}

impl Interaction {
    /// Index of both names.
    pub const BY_NAME: &'static str = "name";

    /// The interactions between two products, the gravest first. A product does not interact with itself or with another
    /// strength of the same generic.
    #[must_use]
    pub fn between(world: &World, one: &Product, other: &Product) -> Vec<Self> {
        if one.generic == other.generic {
            return Vec::new();
        }
        let mut found: Vec<Self> = one
            .interaction_names()
            .flat_map(|a| other.interaction_names().map(move |b| InteractionId::of(a, b)))
            .filter_map(|id| world.interactions().get(&id).map(|i| (**i).clone()))
            .collect();
        found.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
        found.dedup_by(|a, b| a.id == b.id);
        found
    }
}

impl Record for Interaction {
    const KIND: &'static str = "interaction";
    type Id = InteractionId;

    fn id(&self) -> &InteractionId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index { name: Self::BY_NAME, keys: |i| vec![i.one.clone(), i.other.clone()] }]
    }
}
