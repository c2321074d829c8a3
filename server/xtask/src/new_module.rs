//! Starts a module of the hospital: its folder, its first refusal with both texts, its line in the crate.

use std::fs;
use std::path::Path;

use crate::say;
use crate::trouble::{During as _, Outcome, trouble};

const HOME: &str = "app/hims/src";

/// Makes `app/hims/src/mNN_name`. `number` is `M02` to `M18`; `name` is its folder's name, e.g. `appointments`.
///
/// # Errors
/// When number or name have another form, the module is there already, or a file can not be written.
pub fn create(root: &Path, number: &str, name: &str) -> Outcome<()> {
    let prefix = prefix(number)?;
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Err(trouble(format!("{name:?}: a module's name has lower-case letters and '_'")));
    }
    let home = root.join(HOME);
    let there = fs::read_dir(&home)
        .during(HOME)?
        .filter_map(Result::ok)
        .any(|e| e.file_name().to_string_lossy().starts_with(&format!("{prefix}_")));
    if there {
        return Err(trouble(format!("{number} is there already")));
    }
    let folder = home.join(format!("{prefix}_{name}"));
    fs::create_dir(&folder).during(folder.display())?;
    for (file, text) in [("mod.rs", MODULE), ("codes.rs", CODES), ("refusals.toml", REFUSALS)] {
        let text =
            text.replace("{number}", number).replace("{prefix}", &prefix).replace("{title}", &name.replace('_', " "));
        fs::write(folder.join(file), text).during(file)?;
    }
    let library = home.join("lib.rs");
    let source = fs::read_to_string(&library).during("lib.rs")?;
    fs::write(&library, with_module(&source, &format!("{prefix}_{name}"))).during("lib.rs")?;
    say(format_args!(
        "{HOME}/{prefix}_{name} is there. Next, as in CONTRIBUTING.md: its records and their table in world.rs, its commands in command.rs."
    ));
    Ok(())
}

/// `M02` → `m02`.
fn prefix(number: &str) -> Outcome<String> {
    let digits =
        number.strip_prefix('M').filter(|d| d.len() == 2 && d.parse::<u8>().is_ok_and(|n| (1..=18).contains(&n)));
    digits.map(|d| format!("m{d}")).ok_or_else(|| trouble(format!("{number:?}: modules are M01 to M18")))
}

/// The crate's source with a line for the module, in the order of the alphabet.
fn with_module(source: &str, module: &str) -> String {
    let line = format!("pub mod {module};");
    let mut lines: Vec<&str> = source.lines().collect();
    let declared = |line: &str| line.starts_with("pub mod ") && line.ends_with(';');
    let after = lines.iter().rposition(|there| declared(there) && *there < line.as_str());
    let at = after.map(|at| at + 1).or_else(|| lines.iter().position(|there| declared(there))).unwrap_or(lines.len());
    lines.insert(at, &line);
    lines.join("\n") + "\n"
}

const MODULE: &str = "//! {number}: {title}.\n\npub mod codes;\n";

const CODES: &str = r#"//! The refusals of {number}. Their texts are in `refusals.toml` beside this file.

abhyas_core::codes! {
    /// The role may not do this.
    PERSONA_MAY_NOT = "{prefix}.persona_may_not";
}
"#;

const REFUSALS: &str = r#"# The refusals of {number}, {title}.

["{prefix}.persona_may_not"]
hi = "इस भूमिका में यह काम नहीं हो सकता।"
en = "This can not be done in this role."
hi_next = "ऊपर \"कौन काम कर रहा है\" में सही भूमिका चुनें।"
en_next = "Choose the right role at \"who is acting\" above."
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_started_once_and_only_under_a_sensible_name() {
        let root = tempfile::tempdir().unwrap();
        let home = root.path().join(HOME);
        fs::create_dir_all(&home).unwrap();
        fs::write(
            home.join("lib.rs"),
            "//! Hospital.\n\npub mod engine;\npub mod m01_registration;\npub mod naming;\n",
        )
        .unwrap();

        for (number, name) in [("M19", "x"), ("m02", "x"), ("M2", "x"), ("M02", ""), ("M02", "Visits"), ("M02", "../x")]
        {
            assert!(create(root.path(), number, name).is_err(), "{number} {name}");
        }
        create(root.path(), "M02", "appointments").unwrap();
        assert!(create(root.path(), "M02", "queues").is_err(), "the number is taken");

        let library = fs::read_to_string(home.join("lib.rs")).unwrap();
        assert!(library.contains("pub mod m01_registration;\npub mod m02_appointments;\npub mod naming;"), "{library}");
        let codes = fs::read_to_string(home.join("m02_appointments/codes.rs")).unwrap();
        let texts: toml::Table =
            fs::read_to_string(home.join("m02_appointments/refusals.toml")).unwrap().parse().unwrap();
        assert!(texts.keys().all(|code| codes.contains(code)) && texts.contains_key("m02.persona_may_not"));
    }
}
