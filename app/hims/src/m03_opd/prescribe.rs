//! Prescribe: every line is checked, and the prescription is signed as it is made.

use super::checks::{self, Asked, Case, Gravity};
use super::codes;
use super::dose;
use super::encounter::{Encounter, EncounterAmendment, EncounterState};
use super::number;
use super::person::Person;
use super::prescription::{Frequency, Prescription, PrescriptionId, PrescriptionState, Route, RxLine, RxOverride};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, Stamp, active_patient, check};
use crate::outbox::{self, Notice};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The longest course on one prescription, in days.
pub const MOST_DAYS: u32 = 90;
const LONGEST_INSTRUCTION: usize = 120;

/// One medicine as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RxLineInput {
    /// The id of the product.
    pub product: String,
    /// One dose in the product's dose unit: `1`, `½`, `7.5`.
    pub dose: String,
    /// By which way.
    pub route: Option<Route>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// For how many days; not needed for a single dose at once.
    pub days: String,
    /// What the patient should heed.
    pub instruction: String,
    /// Why what speaks against it does not count here.
    pub override_reason: String,
}

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Prescribe {
    /// The consultation.
    pub encounter: String,
    /// The medicines.
    pub lines: Vec<RxLineInput>,
    /// The prescription that this one is to stand for; empty for a further one.
    pub supersedes: String,
    /// Why a prescription of a signed consultation is changed.
    pub reason: String,
}

impl Command for Prescribe {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, patient) = self.encounter(tx)?;
        if encounter.standing_diagnoses().is_empty() {
            return Err(Refusal::new(codes::RX_NEEDS_DIAGNOSIS).at("query").into());
        }
        let replaced = self.replaced(tx, &encounter)?;
        let person = Person::of(tx.world(), ctx, &patient, &encounter, replaced.as_ref().map(|p| &p.id));
        let asked = self.lines(tx.world())?;
        let (lines, mut warnings) = self.checked(tx.world(), &person, &encounter, &asked)?;
        if !person.allergies_asked {
            warnings.push(Refusal::new(codes::ALLERGIES_NOT_ASKED));
        }
        let id = PrescriptionId::numbered(tx.next_number("prescription")?);
        let supersedes = replaced.as_ref().map(|p| p.id.clone());
        if let Some(replaced) = replaced {
            self.supersede(tx, ctx, &mut encounter, replaced, &id)?;
        }
        let (signed, state) = (Stamp::of(ctx), PrescriptionState::Signed);
        let encounter = encounter.id;
        let notice = Notice::PrescriptionSigned { prescription: id.clone(), medicines: lines.len() };
        outbox::tell_patient(tx, ctx, &patient.id, notice)?;
        tx.put(Prescription { id: id.clone(), patient: patient.id, encounter, signed, state, lines, supersedes })?;
        Ok(Receipt { warnings, ..Receipt::of::<Prescription>(id) })
    }
}

impl Prescribe {
    /// The consultation: open, or signed when an earlier prescription of it is replaced.
    fn encounter(&self, tx: &Tx) -> Result<(Encounter, Patient), Refusal> {
        let encounter = rights::encounter(tx, &self.encounter)?;
        let is_signed = encounter.state.signed().is_some();
        if is_signed && !self.supersedes.trim().is_empty() {
            let patient = active_patient(tx, encounter.patient.as_str(), "patient")?;
            return Ok((encounter, patient));
        }
        rights::open_encounter(tx, &self.encounter)
    }

    fn replaced(&self, tx: &Tx, encounter: &Encounter) -> Result<Option<Prescription>, Refusal> {
        if self.supersedes.trim().is_empty() {
            return Ok(None);
        }
        let found =
            PrescriptionId::parse(self.supersedes.trim()).and_then(|id| tx.world().prescriptions().get(&id).cloned());
        let found = found.filter(|p| p.encounter == encounter.id).ok_or_else(|| Refusal::new(codes::RX_NOT_FOUND))?;
        if found.is_signed() { Ok(Some((*found).clone())) } else { Err(Refusal::new(codes::RX_NOT_SIGNED)) }
    }

    fn lines(&self, world: &World) -> Result<Vec<Asked>, Refusals> {
        if self.lines.is_empty() {
            return Err(Refusal::new(codes::RX_EMPTY).at("product_1").into());
        }
        let mut wrong = Vec::new();
        let mut asked = Vec::new();
        for (line, n) in self.lines.iter().zip(1..) {
            match line.read(world, n) {
                Ok(line) => asked.push(line),
                Err(Refusals(refusals)) => wrong.extend(refusals),
            }
        }
        if wrong.is_empty() { Ok(asked) } else { Err(Refusals(wrong)) }
    }

    /// The lines with what was overridden, and what the prescriber should know; or everything that speaks against them.
    fn checked(
        &self,
        world: &World,
        person: &Person,
        encounter: &Encounter,
        asked: &[Asked],
    ) -> Result<(Vec<RxLine>, Vec<Refusal>), Refusals> {
        let case = Case { world, person, mode: encounter.mode, lines: asked };
        let (mut lines, mut wrong, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
        for (asked, typed) in asked.iter().zip(&self.lines) {
            let mut line = asked.line.clone();
            for finding in checks::check(&case, asked) {
                match finding.gravity {
                    Gravity::Watch => warnings.push(finding.refusal),
                    Gravity::Never => wrong.push(finding.refusal),
                    Gravity::WithReason if typed.override_reason.trim().is_empty() => wrong.push(finding.refusal),
                    Gravity::WithReason => match reason(&typed.override_reason, asked.field("override")) {
                        Ok(reason) => line.overrides.push(RxOverride { code: finding.refusal.code, reason }),
                        Err(refusal) => wrong.push(refusal),
                    },
                }
            }
            lines.push(line);
        }
        if wrong.is_empty() { Ok((lines, warnings)) } else { Err(Refusals(wrong)) }
    }

    /// The new prescription stands for the earlier one. In a signed consultation that is an amendment, with its reason.
    fn supersede(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        encounter: &mut Encounter,
        replaced: Prescription,
        by: &PrescriptionId,
    ) -> Result<(), Refusals> {
        if !encounter.is_open() {
            let reason = check::reason(&self.reason, "reason")?;
            encounter.state = std::mem::replace(&mut encounter.state, EncounterState::Open)
                .amend(Stamp::of(ctx))
                .map_err(|_| Refusal::new(codes::AMEND_UNSIGNED))?;
            encounter.amendments.push(EncounterAmendment {
                field: "prescription".to_owned(),
                from: replaced.id.as_str().to_owned(),
                to: by.as_str().to_owned(),
                reason,
                amended: Stamp::of(ctx),
            });
            tx.put(encounter.clone())?;
        }
        let state = replaced.state.clone().supersede(by.clone(), Stamp::of(ctx));
        let state = state.map_err(|_| Refusal::new(codes::RX_NOT_SIGNED))?;
        Ok(tx.put(Prescription { state, ..replaced })?)
    }
}

/// A reason at a field whose name is made for the line.
fn reason(typed: &str, field: String) -> Result<String, Refusal> {
    check::reason(typed, "override").map_err(|refusal| refusal.at(field))
}

impl RxLineInput {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.product.trim().is_empty() && self.dose.trim().is_empty()
    }

    fn read(&self, world: &World, n: u16) -> Result<Asked, Refusals> {
        let field = |name: &str| format!("{name}_{n}");
        let product = rights::product(world, &self.product, field("product"))?;
        let mut wrong = Vec::new();
        let dose = match number::dose(&self.dose).filter(|dose| *dose > 0) {
            Some(dose) if !dose::is_divisible(&product, dose) => {
                wrong.push(Refusal::new(codes::DOSE_NOT_DIVISIBLE).at(field("dose")));
                dose
            }
            Some(dose) => dose,
            None => {
                let code = if self.dose.trim().is_empty() { codes::DOSE_MISSING } else { codes::DOSE_FORM };
                wrong.push(Refusal::new(code).at(field("dose")));
                0
            }
        };
        match self.route {
            None => wrong.push(Refusal::new(codes::ROUTE_MISSING).at(field("route"))),
            Some(route) if !product.routes.contains(&route) => {
                wrong.push(Refusal::new(codes::ROUTE_WRONG).at(field("route")));
            }
            Some(_) => {}
        }
        if self.frequency.is_none() {
            wrong.push(Refusal::new(codes::FREQUENCY_MISSING).at(field("frequency")));
        }
        let days = self.days(&field("days")).map_err(|refusal| wrong.push(refusal)).unwrap_or(0);
        let instruction = check::text(&self.instruction, "instruction", LONGEST_INSTRUCTION)
            .map_err(|refusal| wrong.push(refusal.at(field("instruction"))))
            .unwrap_or_default();
        match (self.route, self.frequency) {
            (Some(route), Some(frequency)) if wrong.is_empty() => {
                let quantity = frequency.units_in(days, dose);
                let line = RxLine {
                    n,
                    product: product.id.clone(),
                    dose_milli: dose,
                    route,
                    frequency,
                    days,
                    quantity,
                    instruction,
                    overrides: Vec::new(),
                };
                Ok(Asked { line, product })
            }
            _ => Err(Refusals(wrong)),
        }
    }

    fn days(&self, field: &str) -> Result<u16, Refusal> {
        let at = |code| Refusal::new(code).at(field.to_owned());
        match number::whole(&self.days, field.to_owned())? {
            None if self.frequency == Some(Frequency::Stat) => Ok(1),
            None => Err(at(codes::DURATION_MISSING)),
            Some(days) if (1..=MOST_DAYS).contains(&days) => Ok(u16::try_from(days).unwrap_or(1)),
            Some(_) => Err(at(codes::DURATION_RANGE).with("n", MOST_DAYS)),
        }
    }
}
