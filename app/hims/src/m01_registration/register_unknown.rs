//! Register somebody whose name is not known: care does not wait.

use super::check;
use super::codes;
use super::create_patient::{new_patient, next_id};
use super::details::Details;
use super::patient::{Identity, Name, Patient, Place, Sex};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegisterUnknown {
    /// The sex.
    pub sex: Option<Sex>,
    /// The age as it seems, in years.
    pub age: String,
    /// Marks, clothes, where found, who brought them: what will help to find out.
    pub description: String,
}

impl Command for RegisterUnknown {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let sex = self.sex.ok_or_else(|| Refusal::new(codes::SEX_MISSING).at("sex"))?;
        let age = if self.age.trim().is_empty() {
            Err(Refusal::new(codes::BIRTH_MISSING).at("age"))
        } else {
            check::birth("", &self.age, ctx)
        }?;
        let description = check::text(&self.description, "description", 500)?;
        if description.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            return Err(Refusal::new(codes::DESCRIPTION_MISSING).at("description").into());
        }
        let details = Details {
            name: Name::default(),
            sex,
            birth: age,
            guardian: None,
            mobile: None,
            place: Place::default(),
            document: None,
        };
        let id = next_id(tx, ctx)?;
        let mut patient = new_patient(id.clone(), details, ctx);
        patient.identity = Identity::Unknown { description };
        tx.put(patient)?;
        Ok(Receipt::of::<Patient>(id))
    }
}
