//! Typed ids: short text, so that they read well in URLs, plans and both databases.

use crate::entropy::Entropy;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 64 letters, digits, '-' or '_'")]
pub struct NotAnId;

fn check(text: &str) -> Result<(), NotAnId> {
    let fits =
        (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits { Ok(()) } else { Err(NotAnId) }
}

/// Makes a new id: a UUID of version 7, so that ids sort by the time they were made (RFC 9562, section 5.7).
#[must_use]
pub fn mint(now: DateTime<Utc>, entropy: &dyn Entropy) -> String {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().simple().to_string()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Reads an id from text that came from outside.
            ///
            /// # Errors
            /// [`NotAnId`] when it is empty, longer than 64 characters or has other characters than letters, digits, `-`, `_`.
            pub fn parse(text: impl Into<String>) -> Result<Self, NotAnId> {
                let text = text.into();
                check(&text)?;
                Ok(Self(text))
            }

            /// A new id (see [`mint`]).
            #[must_use]
            pub fn mint(now: DateTime<Utc>, entropy: &dyn Entropy) -> Self {
                Self(mint(now, entropy))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A member of staff.
    PersonId,
    /// A district, e.g. `MUZ`.
    DistrictId,
    /// A block of a district.
    BlockId,
    /// A health facility.
    FacilityId,
    /// A place where sessions are held.
    VenueId,
    /// A room of a venue.
    RoomId,
    /// One of the 18 modules, `M01` to `M18`.
    ModuleId,
    /// What a person does at work, `R01` to `R15`.
    RoleId,
    /// One sitting of one module.
    SessionId,
    /// A version of the plan.
    PlanId,
    /// An uploaded roster.
    ImportId,
    /// A sandbox: a base hospital plus what was done in it.
    SandboxId,
    /// A base hospital.
    BaseId,
    /// People who go through the modules together.
    CohortId,
    /// An exercise of the curriculum, e.g. `M01-E1`.
    ExerciseId,
    /// One try of one person at one exercise.
    AttemptId,
    /// A certificate.
    CertificateId,
    /// The key of one form as it was shown: the same key twice is the same act (idempotency key).
    OnceKey,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn ids_refuse_what_a_url_or_a_path_could_misread() {
        for bad in ["", "a b", "../etc", "क", "a/b", &"x".repeat(65)] {
            assert_eq!(PersonId::parse(bad), Err(NotAnId), "{bad}");
        }
        assert_eq!(PersonId::parse("R-01_a").unwrap().as_str(), "R-01_a");
    }

    #[test]
    fn minted_ids_are_distinct_and_sort_by_time() {
        let entropy = SeededEntropy::new(1);
        let first = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let a = mint(first, &entropy);
        let b = mint(first + chrono::Duration::seconds(1), &entropy);
        assert!(a < b);
        assert_eq!(a.len(), 32);
    }
}
