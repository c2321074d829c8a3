//! Which role may do what with roster and queue, and the records that typed ids name.

use super::appointment::{Appointment, AppointmentId};
use super::codes;
use super::department::{Department, DepartmentId};
use super::session::{DoctorSession, DoctorSessionId};
use super::token::{Token, TokenId};
use crate::engine::{Ctx, Persona, Tx};
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Book, receive, give tokens.
    Receive,
    /// Call, pass over, send on.
    Call,
    /// Change the doctors' roster.
    Roster,
}

/// Refuses what the role may not do.
pub(super) fn require(ctx: &Ctx, right: Right) -> Result<(), Refusal> {
    let may = match (right, ctx.persona) {
        (_, Persona::System | Persona::Supervisor) => true,
        (Right::Receive | Right::Call, Persona::Clerk | Persona::Nurse | Persona::Doctor) => true,
        (Right::Receive | Right::Call, Persona::LaboratoryTechnician | Persona::Pathologist | Persona::Pharmacist) => {
            false
        }
        (Right::Roster, _) => return Err(codes::SUPERVISOR_ONLY.into()),
    };
    if may { Ok(()) } else { Err(codes::PERSONA_MAY_NOT.into()) }
}

/// The department of a typed id.
pub(super) fn department(world: &World, typed: &str) -> Result<Arc<Department>, Refusal> {
    let missing = || Refusal::new(codes::DEPARTMENT_UNKNOWN).at("department");
    DepartmentId::parse(typed.trim()).and_then(|id| world.departments().get(&id).cloned()).ok_or_else(missing)
}

/// The line of the roster of a typed id.
pub(super) fn session(world: &World, typed: &str) -> Result<Arc<DoctorSession>, Refusal> {
    let missing = || Refusal::new(codes::SESSION_UNKNOWN).at("session");
    DoctorSessionId::parse(typed.trim()).and_then(|id| world.doctor_sessions().get(&id).cloned()).ok_or_else(missing)
}

/// The appointment of a typed id.
pub(super) fn appointment(tx: &Tx, typed: &str) -> Result<Appointment, Refusal> {
    let found = AppointmentId::parse(typed.trim()).and_then(|id| tx.world().appointments().get(&id).cloned());
    found.map(|a| (*a).clone()).ok_or_else(|| codes::APPOINTMENT_NOT_FOUND.into())
}

/// The token of a typed id, if it is of today.
pub(super) fn token(tx: &Tx, ctx: &Ctx, typed: &str) -> Result<Token, Refusal> {
    let found = TokenId::parse(typed.trim()).and_then(|id| tx.world().tokens().get(&id).cloned());
    let token = found.ok_or_else(|| Refusal::new(codes::TOKEN_NOT_FOUND))?;
    if token.day == ctx.now.day() { Ok((*token).clone()) } else { Err(codes::TOKEN_OTHER_DAY.into()) }
}
