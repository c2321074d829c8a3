//! The main menu: what a person may reach. Showing or hiding only; the services decide.

use crate::t;
use abhyas_core::{Capacity, Language, Permission, Reach};
use abhyas_services::Actor;
use abhyas_ui::NavItem;

/// The entries for a person; `path` is the page shown.
#[must_use]
pub fn menu(language: Language, actor: Option<&Actor>, path: &str) -> Vec<NavItem> {
    let Some(actor) = actor else { return Vec::new() };
    let leads = |permission: Permission| actor.reach(permission) >= Reach::District;
    let learns = actor.is(Capacity::Trainee) || actor.is(Capacity::Trainer) || actor.is(Capacity::Mentor);
    let entries: [(&'static str, String, bool); 11] = [
        ("/my", t::nav_my(language).into(), learns),
        ("/exercises", t::nav_practise(language).into(), actor.reach(Permission::Practise) > Reach::Nothing),
        ("/cohorts", t::nav_cohorts(language).into(), leads(Permission::PrepareHospitals)),
        ("/sessions", t::nav_sessions(language).into(), leads(Permission::SeeSessions) || actor.is(Capacity::Trainer)),
        ("/people", t::nav_people(language).into(), leads(Permission::SeePeople)),
        ("/people/import", t::nav_import(language).into(), leads(Permission::ImportRoster)),
        ("/plans", t::nav_plans(language).into(), leads(Permission::SeePlans)),
        ("/masters", t::nav_masters(language).into(), leads(Permission::SeeMasters)),
        ("/certificates", t::nav_certificates(language).into(), true),
        ("/access", t::nav_access(language).into(), leads(Permission::ResetAccess)),
        ("/audit", t::nav_audit(language).into(), leads(Permission::SeeAudit)),
    ];
    // The longest entry that the path begins with is the current one: /people/import is not /people.
    let current = entries
        .iter()
        .filter(|(href, _, shown)| {
            *shown && (path == *href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        })
        .map(|(href, ..)| *href)
        .max_by_key(|href| href.len());
    entries
        .into_iter()
        .filter(|(_, _, shown)| *shown)
        .map(|(href, text, _)| NavItem { href, text, current: current == Some(href) })
        .collect()
}
