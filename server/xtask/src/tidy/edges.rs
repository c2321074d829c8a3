//! The arrows of ARCHITECTURE.md: which crate may use which.

use crate::trouble::Outcome;
use crate::workspace::{When, Workspace};

const PAGES: &[&str] =
    &["abhyas-core", "abhyas-desk", "abhyas-i18n", "abhyas-islands", "abhyas-kit", "abhyas-services", "abhyas-ui"];
const SERVER: &[&str] = &[
    "abhyas-core",
    "abhyas-curriculum",
    "abhyas-desk",
    "abhyas-hims",
    "abhyas-i18n",
    "abhyas-islands",
    "abhyas-kit",
    "abhyas-pages-access",
    "abhyas-pages-certificates",
    "abhyas-pages-hospital",
    "abhyas-pages-laboratory",
    "abhyas-pages-opd",
    "abhyas-pages-people",
    "abhyas-pages-pharmacy",
    "abhyas-pages-programme",
    "abhyas-pages-queue",
    "abhyas-planner",
    "abhyas-print",
    "abhyas-seed-data",
    "abhyas-services",
    "abhyas-store",
    "abhyas-training",
    "abhyas-ui",
];

/// Whom a crate may use; `None` for a crate that this table does not know.
fn allowed(name: &str) -> Option<Vec<&'static str>> {
    let core = "abhyas-core";
    Some(match name {
        "abhyas-core" | "abhyas-catalogue" | "abhyas-xtask" => vec![],
        "abhyas-hims" | "abhyas-planner" | "abhyas-training" | "abhyas-i18n" | "abhyas-store" => vec![core],
        "abhyas-seed-data" => vec![core, "abhyas-hims"],
        "abhyas-curriculum" => vec![core, "abhyas-hims", "abhyas-seed-data"],
        "abhyas-print" | "abhyas-ui" => vec![core, "abhyas-i18n"],
        "abhyas-islands" => vec![core, "abhyas-i18n", "abhyas-ui"],
        "abhyas-frontend" => vec!["abhyas-islands"],
        "abhyas-services" => vec![
            core,
            "abhyas-curriculum",
            "abhyas-hims",
            "abhyas-i18n",
            "abhyas-planner",
            "abhyas-print",
            "abhyas-seed-data",
            "abhyas-store",
            "abhyas-training",
        ],
        "abhyas-kit" => vec![core, "abhyas-i18n", "abhyas-islands", "abhyas-services", "abhyas-ui"],
        "abhyas-desk" => vec![core, "abhyas-i18n", "abhyas-kit", "abhyas-services", "abhyas-ui"],
        "abhyas-web" => SERVER.to_vec(),
        "abhyas" => [SERVER, &["abhyas-web"]].concat(),
        pages if pages.starts_with("abhyas-pages-") => PAGES.to_vec(),
        _ => return None,
    })
}

/// Whether the table has this arrow. Tests may use the house's test data on top; a build script only compiles catalogues.
fn may(from: &str, to: &str, when: When) -> bool {
    let listed = || allowed(from).is_some_and(|names| names.contains(&to));
    match when {
        When::Build => to == "abhyas-catalogue",
        When::Test => listed() || to == "abhyas-seed-data",
        // The bodies of the islands' server functions, which the browser never sees.
        When::Optional => listed() || (from == "abhyas-islands" && to == "abhyas-services"),
        When::Always => listed(),
    }
}

/// The arrows that are not in the table, and the crates that are not.
///
/// # Errors
/// Never; the signature is that of every check.
pub fn faults(workspace: &Workspace) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for (name, package) in workspace.packages() {
        if allowed(name).is_none() {
            faults
                .push(format!("{name}: not in the table of server/xtask/src/tidy/edges.rs: say there whom it may use"));
        }
        let wrong = package.uses.iter().filter(|(used, when)| !may(name, used, *when));
        faults.extend(wrong.map(|(used, _)| format!("{name} may not use {used} (see ARCHITECTURE.md)")));
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_that_matter_most_are_refused() {
        for (from, to, when) in [
            ("abhyas-hims", "abhyas-store", When::Always),
            ("abhyas-store", "abhyas-training", When::Always),
            ("abhyas-pages-people", "abhyas-pages-access", When::Always),
            ("abhyas-pages-people", "abhyas-store", When::Always),
            ("abhyas-islands", "abhyas-services", When::Always),
            ("abhyas-frontend", "abhyas-services", When::Always),
            ("abhyas-core", "abhyas-i18n", When::Test),
            ("abhyas-hims", "abhyas-i18n", When::Build),
        ] {
            assert!(!may(from, to, when), "{from} → {to}");
        }
    }

    #[test]
    fn the_table_names_only_crates_that_exist() {
        let workspace = Workspace::read().unwrap();
        for name in workspace.packages().keys() {
            for used in allowed(name).unwrap_or_default() {
                assert!(workspace.packages().contains_key(used), "{name} may use {used}, which is not there");
            }
        }
    }
}
