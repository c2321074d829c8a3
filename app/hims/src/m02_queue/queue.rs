//! What a queue says: who waits, who is next, who is with the doctor.

use super::department::{Department, DepartmentId};
use super::session::DoctorSession;
use super::token::{Token, TokenState, queue_key};
use crate::time::{Calendar, Day, Moment};
use crate::world::World;
use std::sync::Arc;

/// The tokens of a department that wait on a day, who is called next first.
#[must_use]
pub fn waiting(world: &World, department: &DepartmentId, day: Day) -> Vec<Arc<Token>> {
    let mut tokens: Vec<_> = open(world, department, day).filter(|t| t.state == TokenState::Waiting).collect();
    tokens.sort_by_key(|t| t.order());
    tokens
}

/// The tokens of a department that are called and not yet with the doctor, latest call first.
#[must_use]
pub fn called(world: &World, department: &DepartmentId, day: Day) -> Vec<Arc<Token>> {
    let mut tokens: Vec<_> = open(world, department, day).filter(|t| t.state == TokenState::Called).collect();
    tokens.sort_by_key(|t| std::cmp::Reverse(t.calls.last().map(|call| call.called.at)));
    tokens
}

/// The tokens of a department whose patients are with the doctor.
#[must_use]
pub fn in_consult(world: &World, department: &DepartmentId, day: Day) -> Vec<Arc<Token>> {
    open(world, department, day).filter(|t| matches!(t.state, TokenState::InConsult { .. })).collect()
}

/// All tokens of a department on a day, by number.
#[must_use]
pub fn all(world: &World, department: &DepartmentId, day: Day) -> Vec<Arc<Token>> {
    let mut tokens: Vec<_> = world.tokens().find(Token::BY_QUEUE, &queue_key(department, day)).cloned().collect();
    tokens.sort_by_key(|t| t.number);
    tokens
}

fn open<'a>(world: &'a World, department: &DepartmentId, day: Day) -> impl Iterator<Item = Arc<Token>> + use<'a> {
    world.tokens().find(Token::BY_OPEN, &queue_key(department, day)).cloned()
}

/// The doctors of a department who sit on a day, by the time at which they begin.
#[must_use]
pub fn sitting(world: &World, calendar: Calendar, department: &Department, day: Day) -> Vec<Arc<DoctorSession>> {
    let lines = world.doctor_sessions().find(DoctorSession::BY_DEPARTMENT, department.id.as_str());
    let mut lines: Vec<_> = lines.filter(|s| s.sits(calendar, day)).cloned().collect();
    lines.sort_by_key(|s| (s.from, s.id.clone()));
    lines
}

/// Whether a doctor of the department sits now.
#[must_use]
pub fn attended(world: &World, calendar: Calendar, department: &Department, now: Moment) -> bool {
    sitting(world, calendar, department, now.day()).iter().any(|s| s.sits_now(calendar, now))
}

/// The open token of a patient in a queue.
#[must_use]
pub fn open_token_of(world: &World, patient: &str, department: &DepartmentId, day: Day) -> Option<Arc<Token>> {
    let own = world.tokens().find(Token::BY_PATIENT, patient);
    let mut open = own.filter(|t| t.state.is_open() && t.department == *department && t.day == day);
    open.next().cloned()
}
