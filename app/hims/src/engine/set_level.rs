//! Say what kind of house the hospital is: the drug list and the laboratory of a health centre are not those of a district
//! hospital.

use super::codes;
use super::ctx::{Ctx, Persona};
use super::tx::{Facility, Receipt, Refusals, Tx};
use crate::command::Command;
use crate::reference::Level;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command: a step of the set-up of an exercise, or a supervisor's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetLevel {
    /// The name of the level, e.g. `phc`.
    pub level: String,
}

impl Command for SetLevel {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        if !matches!(ctx.persona, Persona::System | Persona::Supervisor) {
            return Err(Refusal::new(codes::LEVEL_PERSONA).at("level").into());
        }
        let level = Level::from_name(self.level.trim()).filter(|level| *level != Level::Unlisted);
        let level = level.ok_or_else(|| Refusal::new(codes::LEVEL_UNKNOWN).at("level"))?;
        let facility = tx.world().facility(&ctx.facility).cloned();
        let facility = facility.ok_or_else(|| Refusal::new(crate::m01_registration::codes::FACILITY_UNKNOWN))?;
        let receipt = Receipt::of::<Facility>(&facility.id);
        tx.put(Facility { level, ..facility })?;
        Ok(receipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bare, hospital};

    #[test]
    fn a_supervisor_says_what_kind_of_house_it_is() {
        let mut h = hospital(bare(), Persona::Clerk);
        let set = |level: &str| SetLevel { level: level.into() };
        assert_eq!(h.refused(set("phc")), ["hospital.level_persona@level"]);
        h.act_as(Persona::Supervisor);
        for unknown in ["", "palace", "unlisted"] {
            assert_eq!(h.refused(set(unknown)), ["hospital.level_unknown@level"], "{unknown:?}");
        }
        h.run(set("phc")).unwrap();
        assert_eq!(h.world.own_facility().unwrap().level, Level::Phc);
    }

    #[test]
    fn a_facility_of_before_is_a_district_hospital() {
        let old = r#"{"id":"F1","name_hi":"सदर","name_en":"Sadar","number":100}"#;
        assert_eq!(serde_json::from_str::<Facility>(old).unwrap().level, Level::Dh);
    }
}
