//! Reading the documents: what is wrong is said with its place, as far as possible all at once.

use super::{INSTANCE_FORMAT, Instance, Plan};
use std::collections::{HashMap, HashSet};

/// The most faults that are listed of one document.
const MOST_FAULTS: usize = 20;

/// Why a document can not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// It is not JSON, or lacks a key, or a value has the wrong type.
    #[error("not a readable {what}: {reason}")]
    Unreadable {
        /// `instance` or `plan`.
        what: &'static str,
        /// What the reader stumbled over, with line and column.
        reason: String,
    },
    /// It reads, but contradicts itself.
    #[error("the instance has {} fault(s): {}", .0.len(), .0.join("; "))]
    Faults(Vec<String>),
}

/// Reads an instance.
///
/// # Errors
/// [`FormatError::Unreadable`] for text that is no instance, [`FormatError::Faults`] for one whose references or sizes are wrong.
pub fn read_instance(text: &str) -> Result<Instance, FormatError> {
    let instance: Instance =
        serde_json::from_str(text).map_err(|e| FormatError::Unreadable { what: "instance", reason: e.to_string() })?;
    instance.check()?;
    Ok(instance)
}

/// Reads a plan.
///
/// # Errors
/// [`FormatError::Unreadable`] for text that is no plan.
pub fn read_plan(text: &str) -> Result<Plan, FormatError> {
    serde_json::from_str(text).map_err(|e| FormatError::Unreadable { what: "plan", reason: e.to_string() })
}

/// Collects faults, up to a number that a person will read.
#[derive(Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    pub(super) fn unless(&mut self, good: bool, text: impl FnOnce() -> String) {
        if !good && self.0.len() < MOST_FAULTS {
            self.0.push(text());
        }
    }

    /// The ids of a list, each once.
    pub(super) fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
        let mut seen = HashSet::new();
        for id in ids {
            self.unless(seen.insert(id), || format!("{list}: the id {id} is there twice"));
        }
        seen
    }

    pub(super) fn known(&mut self, known: &HashSet<&str>, id: &str, whose: impl FnOnce() -> String, kind: &str) {
        self.unless(known.contains(id), || format!("{}: there is no {kind} {id}", whose()));
    }
}

impl Instance {
    /// Checks that every reference leads somewhere and every size fits.
    ///
    /// # Errors
    /// [`FormatError::Faults`] with up to 20 faults, each with its place.
    pub fn check(&self) -> Result<(), FormatError> {
        let mut faults = Faults::default();
        faults.unless(self.format == INSTANCE_FORMAT, || {
            format!("format is {:?}, expected {INSTANCE_FORMAT:?}", self.format)
        });
        faults.unless(self.slots_per_day > 0, || "slots_per_day is 0".to_owned());
        faults.unless(self.days.iter().all(|d| d.weekday < 7), || "days: a weekday is not 0 to 6".to_owned());
        let n = self.blocks.len();
        faults.unless(self.distance_km.len() == n && self.distance_km.iter().all(|row| row.len() == n), || {
            format!("distance_km is not {n} × {n}, one row and column per block")
        });
        self.check_places(&mut faults);
        self.check_people(&mut faults);
        self.check_options(&mut faults);
        if faults.0.is_empty() { Ok(()) } else { Err(FormatError::Faults(faults.0)) }
    }

    fn check_places(&self, faults: &mut Faults) {
        let blocks = faults.ids("blocks", self.blocks.iter().map(|b| b.id.as_str()));
        faults.ids("rooms", self.rooms.iter().map(|r| r.id.as_str()));
        for room in &self.rooms {
            faults.known(&blocks, &room.block, || format!("room {}", room.id), "block");
        }
        for facility in &self.facilities {
            faults.known(&blocks, &facility.block, || format!("facility {}", facility.id), "block");
        }
        for trainer in &self.trainers {
            faults.known(&blocks, &trainer.home_block, || format!("trainer {}", trainer.id), "block");
        }
        let modules = faults.ids("modules", self.modules.iter().map(|m| m.id.as_str()));
        for module in &self.modules {
            for before in &module.prerequisites {
                faults.known(&modules, before, || format!("prerequisites of {}", module.id), "module");
                faults.unless(*before != module.id, || format!("module {} builds on itself", module.id));
            }
        }
        for trainer in &self.trainers {
            for module in &trainer.modules {
                faults.known(&modules, module, || format!("trainer {}", trainer.id), "module");
            }
        }
        for role in &self.roles {
            faults.ids(&format!("modules of role {}", role.id), role.modules.iter().map(String::as_str));
            for module in &role.modules {
                faults.known(&modules, module, || format!("role {}", role.id), "module");
            }
        }
    }

    fn check_people(&self, faults: &mut Faults) {
        faults.ids("roles", self.roles.iter().map(|r| r.id.as_str()));
        faults.ids("facilities", self.facilities.iter().map(|f| f.id.as_str()));
        faults.ids("trainers", self.trainers.iter().map(|t| t.id.as_str()));
        faults.ids("trainees", self.trainees.iter().map(|t| t.id.as_str()));
        let roles: HashMap<&str, &super::Role> = self.roles.iter().map(|r| (r.id.as_str(), r)).collect();
        let facilities: HashMap<&str, &super::Facility> = self.facilities.iter().map(|f| (f.id.as_str(), f)).collect();
        for person in &self.trainees {
            let (role, facility) = (roles.get(person.role.as_str()), facilities.get(person.facility.as_str()));
            faults.unless(role.is_some(), || format!("trainee {}: there is no role {}", person.id, person.role));
            faults.unless(facility.is_some(), || {
                format!("trainee {}: there is no facility {}", person.id, person.facility)
            });
            if let (Some(role), Some(facility)) = (role, facility) {
                faults.unless(facility.cadres.contains_key(&role.cadre), || {
                    format!("trainee {}: facility {} has no cadre {}", person.id, facility.id, role.cadre)
                });
            }
        }
        let mut seen = HashSet::new();
        for locked in &self.locked {
            faults.unless(seen.insert(locked.id.as_str()), || {
                format!("locked: the session {} is there twice", locked.id)
            });
            let known = self.modules.iter().any(|m| m.id == locked.module)
                && self.rooms.iter().any(|r| r.id == locked.room)
                && self.trainers.iter().any(|t| t.id == locked.trainer);
            let slots = self.days.len() * self.slots_per_day;
            let inside = usize::try_from(locked.slot).is_ok_and(|slot| slot < slots);
            faults.unless(known && inside, || {
                format!("locked: the session {} names a module, room, trainer or slot that is not there", locked.id)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = include_str!("../../tests/judge/programme-x0.1-s1.json");

    fn broken(change: impl FnOnce(&mut Instance)) -> String {
        let mut instance = read_instance(SMALL).unwrap();
        change(&mut instance);
        instance.check().unwrap_err().to_string()
    }

    #[test]
    fn a_fault_is_said_with_its_place() {
        assert!(broken(|i| i.rooms[0].block = "B9".into()).contains("room R001: there is no block B9"));
        assert!(broken(|i| i.trainees[0].role = "P99".into()).contains("trainee T00001: there is no role P99"));
        assert!(broken(|i| i.trainees[1].id = "T00001".into()).contains("trainees: the id T00001 is there twice"));
        assert!(broken(|i| i.modules[0].prerequisites.push("M01".into())).contains("module M01 builds on itself"));
        assert!(broken(|i| drop(i.distance_km.pop())).contains("distance_km is not"));
        assert!(broken(|i| i.format = "abhyas-sched-2".into()).contains("expected \"abhyas-sched-1\""));
        assert!(broken(|i| i.slots_per_day = 0).contains("slots_per_day"));
    }

    #[test]
    fn text_that_is_no_document_is_refused_with_line_and_column() {
        for text in ["", "[]", "{", "{\"format\": 3}", "\u{0}\u{1}"] {
            assert!(read_instance(text).unwrap_err().to_string().starts_with("not a readable instance: "), "{text:?}");
        }
        let error = read_plan("{\"sessions\": [{\"id\": \"S1\"}]}").unwrap_err().to_string();
        assert!(error.contains("missing field") && error.contains("line 1 column"), "{error}");
    }

    #[test]
    fn unknown_keys_of_a_plan_are_kept() {
        let text = r#"{"sessions":[{"id":"S1","module":"M01","room":"R","slot":-4,"trainer":"K","trainees":[],"remote":"x"}],"by":"hand"}"#;
        let plan = read_plan(text).unwrap();
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&serde_json::to_string(&plan).unwrap()).unwrap(),
            serde_json::from_str::<serde_json::Value>(text).unwrap()
        );
    }
}
