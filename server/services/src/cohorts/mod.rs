//! Cohorts: people who go through the modules together, with one mentor, in one practice hospital.
//!
//! A member has one or more roles and acts in one of them at a time, never in any other: the hospital's rules for its roles
//! are what is practised. Several roles for one person are allowed, because a hospital has more roles (seven) than a small
//! class has people, and somebody has to do the work of each. Several members may have the same role.
//!
//! Who made a cohort and its mentor lead it; so does who sees all people of its district (coordinator, officer). Each of
//! them needs to reach the district with [`abhyas_core::Permission::PrepareHospitals`]. Who leads looks into the hospital,
//! starts it over and goes back in it; to act in it, they give themselves a role.

mod codes;
mod hospital;
mod make;
mod members;
mod show;
#[cfg(test)]
mod tests;

pub use codes::*;
pub use hospital::open_hospital;
pub use make::{Making, districts, make};
pub use members::{add_member, remove_member, set_roles};
pub use show::{Cohort, Member, cohort, cohorts};
pub(crate) use show::{Standing, standing};
