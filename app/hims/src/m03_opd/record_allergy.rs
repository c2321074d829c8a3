//! Write down an allergy, or that the patient was asked and knows of none.

use super::allergy::{Agent, Allergy, AllergyId, AllergyState, Reaction, Severity};
use super::checks::allergy::is_to;
use super::codes;
use super::person;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{BhavyaId, Patient, Stamp, active_patient, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. One of class, product, other and "none known" is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordAllergy {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// An allergy class of medicines.
    pub class: String,
    /// One medicine.
    pub product: String,
    /// Something that is no medicine.
    pub other: String,
    /// The patient was asked and knows of none.
    pub none_known: bool,
    /// What happened.
    pub reaction: Option<Reaction>,
    /// How bad it was.
    pub severity: Option<Severity>,
}

impl Command for RecordAllergy {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Care)?;
        let patient = active_patient(tx, &self.patient, "patient")?;
        let agent = self.agent(tx)?;
        let known = person::allergies(tx.world(), &patient.id);
        let (reaction, severity) = if agent == Agent::NoneKnown {
            if known.iter().any(|a| a.agent != Agent::NoneKnown) {
                return Err(Refusal::new(codes::NONE_KNOWN_CONFLICT).at("none_known").into());
            }
            (None, None)
        } else {
            self.reaction()?
        };
        if known.iter().any(|a| a.agent == agent) {
            return Err(Refusal::new(codes::ALLERGY_KNOWN).at(self.field()).into());
        }
        // Whoever is allergic to something no longer knows of none.
        for none in known.iter().filter(|a| a.agent == Agent::NoneKnown) {
            let state = AllergyState::Resolved { reason: String::new(), resolved: Stamp::of(ctx) };
            tx.put(Allergy { state, ..(**none).clone() })?;
        }
        let id = AllergyId::numbered(tx.next_number("allergy")?);
        let (state, recorded) = (AllergyState::Active, Stamp::of(ctx));
        let allergy = Allergy { id, patient: patient.id.clone(), agent, reaction, severity, state, recorded };
        let mut receipt = Receipt::of::<Allergy>(&allergy.id);
        receipt.warnings = running_against(tx, ctx, &patient.id, &allergy);
        tx.put(allergy)?;
        Ok(receipt)
    }
}

impl RecordAllergy {
    fn field(&self) -> &'static str {
        match () {
            () if self.none_known => "none_known",
            () if !self.product.trim().is_empty() => "product",
            () if !self.other.trim().is_empty() => "other",
            () => "class",
        }
    }

    fn agent(&self, tx: &Tx) -> Result<Agent, Refusal> {
        let typed = [&self.class, &self.product, &self.other].map(|text| text.trim());
        let given = typed.iter().filter(|text| !text.is_empty()).count() + usize::from(self.none_known);
        if given > 1 {
            return Err(Refusal::new(codes::AGENT_SEVERAL).at("class"));
        }
        match typed {
            _ if self.none_known => Ok(Agent::NoneKnown),
            ["", "", ""] => Err(Refusal::new(codes::AGENT_MISSING).at("class")),
            [_, "", ""] => self.of_class(tx),
            [_, _, ""] => {
                Ok(Agent::Product { product: rights::product(tx.world(), &self.product, "product")?.id.clone() })
            }
            _ => Ok(Agent::Other { what: check::text(&self.other, "other", 80)? }),
        }
    }

    fn of_class(&self, tx: &Tx) -> Result<Agent, Refusal> {
        let class = self.class.trim().to_lowercase();
        let known = classes(tx.world()).contains(&class);
        if known { Ok(Agent::Class { class }) } else { Err(Refusal::new(codes::CLASS_UNKNOWN).at("class")) }
    }

    fn reaction(&self) -> Result<(Option<Reaction>, Option<Severity>), Refusals> {
        let mut wrong = Vec::new();
        if self.reaction.is_none() {
            wrong.push(Refusal::new(codes::REACTION_MISSING).at("reaction"));
        }
        if self.severity.is_none() {
            wrong.push(Refusal::new(codes::SEVERITY_MISSING).at("severity"));
        }
        if wrong.is_empty() { Ok((self.reaction, self.severity)) } else { Err(Refusals(wrong)) }
    }
}

/// The allergy classes of the hospital's medicines.
#[must_use]
pub fn classes(world: &crate::world::World) -> std::collections::BTreeSet<String> {
    world.products().iter().flat_map(|p| p.allergies.iter().cloned()).collect()
}

/// Medicines that still run and are now an allergy: said at once, because somebody must stop them.
fn running_against(tx: &Tx, ctx: &Ctx, patient: &BhavyaId, allergy: &Allergy) -> Vec<Refusal> {
    let running = person::running(tx.world(), patient, ctx.now.day(), None);
    running
        .iter()
        .filter(|r| is_to(tx.world(), allergy, &r.product))
        .map(|r| {
            Refusal::new(codes::ALLERGY_RUNNING).with("drug", &r.product.generic_en).with("rx", r.prescription.as_str())
        })
        .collect()
}
