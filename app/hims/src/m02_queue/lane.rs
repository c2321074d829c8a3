//! Priority lanes: who is called before others, and why.

use super::codes;
use crate::engine::Ctx;
use crate::m01_registration::{Patient, Sex, check, named};
use abhyas_core::Refusal;

/// The age from which somebody is called as elderly, in completed years (module table, M02).
pub const ELDERLY_FROM: u32 = 60;

named! {
    /// The lane of a token.
    Lane {
        /// Nobody is called before them.
        Emergency = "emergency",
        /// Expecting a child.
        Pregnant = "pregnant",
        /// 60 years or older.
        Elderly = "elderly",
        /// With a disability.
        Disabled = "disabled",
        /// Everybody else.
        General = "general",
    }
}

impl Lane {
    /// Who is called first: emergencies, then the three protected lanes alike, then everybody else.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Emergency => 0,
            Self::Pregnant | Self::Elderly | Self::Disabled => 1,
            Self::General => 2,
        }
    }

    /// Whether the desk has to say why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Emergency | Self::Pregnant | Self::Disabled)
    }
}

/// The lane of a form and its reason. With none chosen, whoever is 60 or older is in the elderly lane.
///
/// # Errors
/// [`codes::LANE_PREGNANT_MALE`], [`codes::LANE_ELDERLY_AGE`], [`codes::LANE_REASON`], and those of [`check::text`].
pub(super) fn of_form(
    ctx: &Ctx,
    patient: &Patient,
    lane: Option<Lane>,
    reason: &str,
) -> Result<(Lane, String), Refusal> {
    let age = patient.birth.age(ctx.calendar, ctx.now.day());
    let lane = lane.unwrap_or(if age >= ELDERLY_FROM { Lane::Elderly } else { Lane::General });
    if lane == Lane::Pregnant && patient.sex == Sex::Male {
        return Err(Refusal::new(codes::LANE_PREGNANT_MALE).at("lane"));
    }
    if lane == Lane::Elderly && age < ELDERLY_FROM {
        return Err(Refusal::new(codes::LANE_ELDERLY_AGE).at("lane").with("age", age));
    }
    let reason = check::text(reason, "lane_reason", 200)?;
    let said = reason.chars().filter(|c| c.is_alphanumeric()).count();
    if lane.needs_reason() && said < 2 {
        return Err(Refusal::new(codes::LANE_REASON).at("lane_reason"));
    }
    // The age is the reason of the elderly lane; it is kept as it was on the day.
    let reason = if lane == Lane::Elderly && reason.is_empty() { age.to_string() } else { reason };
    Ok((lane, reason))
}
