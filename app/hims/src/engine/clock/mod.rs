//! The hospital's own clock. It goes with the world outside until an exercise or a supervisor moves it: the wait for a
//! report, the next round, the end of a shift need not be sat through.

mod advance_clock;
mod set_clock;
#[cfg(test)]
mod tests;

pub use advance_clock::AdvanceClock;
pub use set_clock::SetClock;

use super::codes;
use super::ctx::{Ctx, Persona};
use super::table::{Index, Record};
use super::tx::{Receipt, Refusals, Tx};
use crate::time::{Moment, OPENING};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The one clock of a hospital.
const ID: &str = "clock";
/// How far ahead of the world outside the clock may be set, in days.
const MOST_DAYS_AHEAD: i64 = 366;
const SECONDS_PER_DAY: i64 = 86_400;

/// How far the hospital's clock is ahead of the world outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HospitalClock {
    /// Always `clock`.
    pub id: String,
    /// In seconds; negative when it is behind.
    pub ahead_seconds: i64,
}

impl Record for HospitalClock {
    const KIND: &'static str = "hospital_clock";
    type Id = String;

    fn id(&self) -> &String {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

impl World {
    /// The moment on the hospital's own clock when it is `outside` in the world outside.
    #[must_use]
    pub fn moment(&self, outside: Moment) -> Moment {
        Moment(outside.0.saturating_add(ahead(self)))
    }
}

fn ahead(world: &World) -> i64 {
    world.clocks().get(&ID.to_owned()).map_or(0, |clock| clock.ahead_seconds)
}

fn may_move(ctx: &Ctx) -> Result<(), Refusal> {
    match ctx.persona {
        Persona::System | Persona::Supervisor => Ok(()),
        _ => Err(Refusal::new(codes::CLOCK_PERSONA)),
    }
}

/// Moves the clock so that it shows `wanted` now.
fn show(tx: &mut Tx, ctx: &Ctx, wanted: Moment, field: &'static str) -> Result<Receipt, Refusals> {
    // What was done can not lie in the future: only the set-up of an exercise, before anybody acts, goes back, and never
    // before the moment up to which the base has its history.
    let earliest = if ctx.persona == Persona::System { OPENING } else { ctx.now };
    if wanted < earliest {
        return Err(Refusal::new(codes::CLOCK_BACKWARDS).at(field).into());
    }
    let ahead_seconds = ahead(tx.world()).saturating_add(wanted.0.saturating_sub(ctx.now.0));
    if ahead_seconds > MOST_DAYS_AHEAD * SECONDS_PER_DAY {
        return Err(Refusal::new(codes::CLOCK_TOO_FAR).at(field).with("n", MOST_DAYS_AHEAD).into());
    }
    tx.put(HospitalClock { id: ID.to_owned(), ahead_seconds })?;
    Ok(Receipt::of::<HospitalClock>(ID))
}
