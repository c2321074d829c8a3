//! The states of a certificate: valid → revoked → valid again under the same number.

use super::codes;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The longest reason for a revocation, in characters.
pub const MAX_REASON: usize = 500;

/// Whether a certificate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It counts.
    Valid,
    /// It was taken back. Issuing it again makes it valid under the same number, so that its link stays.
    Revoked,
}

impl State {
    /// The name used in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Revoked => "revoked",
        }
    }

    /// The state of a name; `None` for any other text.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Valid, Self::Revoked].into_iter().find(|state| state.name() == name)
    }
}

/// Whether a certificate in this state may be revoked for this reason; gives the reason as it is kept.
///
/// # Errors
/// [`codes::ALREADY_REVOKED`]; at the field `reason`: [`codes::REASON_MISSING`], [`codes::REASON_TOO_LONG`].
pub fn revoke(state: State, reason: &str) -> Result<String, Refusal> {
    if state == State::Revoked {
        return Err(codes::ALREADY_REVOKED.into());
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::new(codes::REASON_MISSING).at("reason"));
    }
    if reason.chars().count() > MAX_REASON {
        return Err(Refusal::new(codes::REASON_TOO_LONG).at("reason").with("limit", MAX_REASON));
    }
    Ok(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_valid_certificate_is_revoked_and_only_for_a_reason() {
        let long = "क".repeat(MAX_REASON + 1);
        for (state, reason, expected) in [
            (State::Valid, " नाम गलत छपा ", Ok("नाम गलत छपा".to_owned())),
            (State::Valid, "  ", Err(codes::REASON_MISSING)),
            (State::Valid, long.as_str(), Err(codes::REASON_TOO_LONG)),
            (State::Revoked, "again", Err(codes::ALREADY_REVOKED)),
        ] {
            assert_eq!(revoke(state, reason).map_err(|refusal| refusal.code), expected, "{state:?} {reason}");
        }
    }

    #[test]
    fn states_have_names_that_read_back() {
        for state in [State::Valid, State::Revoked] {
            assert_eq!(State::from_name(state.name()), Some(state));
        }
    }
}
