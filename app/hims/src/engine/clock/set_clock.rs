//! Set the hospital's clock.

use super::{codes, may_move, show};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::privacy::digit;
use crate::time::{Day, Moment, typed_date};
use abhyas_core::Refusal;
use chrono::{NaiveTime, Timelike as _};
use serde::{Deserialize, Serialize};

/// The command. The day is a date or, in exercises that begin on whatever day it is, a number of days from the hospital's
/// day 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetClock {
    /// The date (`23-11-2026` or `2026-11-23`), the number of days after day 0 (`2`), or nothing for the present day.
    pub day: String,
    /// The time of the day, `HH:MM` in India.
    pub time: String,
}

impl Command for SetClock {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        may_move(ctx)?;
        let day = self.day(ctx)?;
        let time = NaiveTime::parse_from_str(&plain(&self.time), "%H:%M");
        let time = time.map_err(|_| Refusal::new(codes::CLOCK_FORM).at("time"))?;
        let wanted = i64::from(day.0) * 86_400 + i64::from(time.num_seconds_from_midnight());
        show(tx, ctx, Moment(wanted), "time")
    }
}

impl SetClock {
    fn day(&self, ctx: &Ctx) -> Result<Day, Refusal> {
        let typed = plain(&self.day);
        if typed.is_empty() {
            return Ok(ctx.now.day());
        }
        if let Ok(days) = typed.parse::<u16>() {
            return Ok(Day(days.into()));
        }
        let date = typed_date(&typed).ok_or_else(|| Refusal::new(codes::CLOCK_FORM).at("day"))?;
        Ok(ctx.calendar.day(date))
    }
}

fn plain(typed: &str) -> String {
    typed.trim().chars().map(|c| digit(c).unwrap_or(c)).collect()
}
