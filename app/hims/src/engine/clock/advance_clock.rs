//! Move the hospital's clock on.

use super::{codes, may_move, show};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::privacy::digit;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdvanceClock {
    /// By how many minutes, as typed.
    pub minutes: String,
}

impl Command for AdvanceClock {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        may_move(ctx)?;
        let typed: String = self.minutes.trim().chars().map(|c| digit(c).unwrap_or(c)).collect();
        let minutes = typed.parse::<u32>().ok().filter(|minutes| *minutes > 0);
        let minutes = minutes.ok_or_else(|| Refusal::new(codes::CLOCK_FORM).at("minutes"))?;
        show(tx, ctx, ctx.now.plus_minutes(minutes.into()), "minutes")
    }
}
