//! Substitute: another product in the place of what is owed of a line.
//!
//! The same generic may stand in where its strength makes the same dose; another generic of the same class only with the
//! prescriber's consent, and never one that the patient does not tolerate or that does not go with the rest. Anything
//! else is a new prescription, which the pharmacist can not write.

use super::codes;
use super::dispensing::{Dispense, DispenseLine, Substitution};
use super::queue;
use super::rights::{self, Right};
use super::typed;
use super::verify_prescription::verified;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{BhavyaId, Stamp, check};
use crate::m03_opd::{Agent, Allergy, Prescription};
use crate::reference::{DoseUnit, Form, Interaction, Product, Severity};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SubstituteDrug {
    /// The number of the prescription.
    pub prescription: String,
    /// The number of the line.
    pub line: u16,
    /// The id of the medicine to give instead.
    pub product: String,
    /// Units to give instead of what is owed; reckoned where it is the same generic.
    pub quantity: String,
    /// Why.
    pub reason: String,
    /// How the prescriber consented (who, by phone or slip): for another generic.
    pub consent: String,
}

impl Command for SubstituteDrug {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Prescription>(&self.prescription))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let rx = rights::prescription(tx.world(), &self.prescription)?;
        rights::still_valid(tx.world(), ctx, &rx)?;
        let begun = queue::of_prescription(tx.world(), &rx.id).map(|d| (**d).clone());
        let mut dispense = match begun {
            Some(dispense) if dispense.state.is_open() => dispense,
            Some(_) => return Err(Refusal::new(codes::ALREADY_DISPENSED).at("prescription").into()),
            None => verified(tx, ctx, &rx)?,
        };
        let line = dispense.line(self.line).cloned();
        let line = line.ok_or_else(|| Refusal::new(codes::LINE_NOT_FOUND).at("product"))?;
        if line.owed() == 0 {
            return Err(Refusal::new(codes::NOTHING_OWED).at("product").into());
        }
        let old = rights::product(tx.world(), line.product.as_str())?;
        let new = rights::product(tx.world(), &self.product)?;
        fits(tx.world(), &rx, &line, &dispense, &old, &new)?;
        rights::by_prescriber(&rx, &new, "product".to_owned())?;
        let reason = check::reason(&self.reason, "reason")?;
        let consent = check::text(&self.consent, "consent", 200)?;
        let (dose_milli, quantity) = if old.generic == new.generic {
            equivalent(&line, &old, &new)?
        } else {
            if consent.chars().filter(|c| c.is_alphabetic()).count() < 3 {
                return Err(Refusal::new(codes::SUBSTITUTE_CONSENT).at("consent").into());
            }
            (new.adult_dose_milli, typed::quantity(&self.quantity, "quantity")?)
        };
        let made = Stamp::of(ctx);
        let n = dispense.lines.iter().map(|l| l.n).max().unwrap_or(0).saturating_add(1);
        let instead = Substitution { line: line.n, product: old.id.clone(), reason, consent, made };
        put_in(
            &mut dispense,
            &line,
            DispenseLine {
                n,
                of: line.of,
                product: new.id.clone(),
                dose_milli,
                quantity,
                handed: Vec::new(),
                instead: Some(instead),
                waiver: None,
            },
        );
        let receipt = Receipt::of::<Dispense>(&dispense.id);
        tx.put(dispense)?;
        Ok(receipt)
    }
}

/// The old line ends with what was handed out of it; the new one takes what was owed.
fn put_in(dispense: &mut Dispense, old: &DispenseLine, new: DispenseLine) {
    if let Some(line) = dispense.line_mut(old.n) {
        line.quantity = line.issued();
    }
    dispense.lines.push(new);
}

/// Refuses what may not stand in for the prescribed medicine, whatever is said about it.
fn fits(
    world: &World,
    rx: &Prescription,
    line: &DispenseLine,
    dispense: &Dispense,
    old: &Product,
    new: &Product,
) -> Result<(), Refusal> {
    let at = |code| Refusal::new(code).at("product");
    if old.id == new.id {
        return Err(at(codes::SUBSTITUTE_SAME));
    }
    let prescribed = rx.line(line.of);
    if prescribed.is_some_and(|rx_line| !new.routes.contains(&rx_line.route)) {
        return Err(at(codes::SUBSTITUTE_ROUTE));
    }
    if old.generic == new.generic {
        return Ok(());
    }
    if old.class != new.class {
        return Err(at(codes::SUBSTITUTE_OTHER_CLASS));
    }
    if is_allergic(world, &dispense.patient, new) {
        return Err(at(codes::SUBSTITUTE_ALLERGY).with("product", &new.generic_en));
    }
    let others = dispense.lines.iter().filter(|l| l.n != line.n && l.quantity > 0).map(|l| &l.product);
    let clash = others
        .filter_map(|id| world.products().get(id))
        .find(|other| Interaction::between(world, new, other).first().is_some_and(|i| i.severity >= Severity::Major));
    match clash {
        Some(other) => Err(at(codes::SUBSTITUTE_INTERACTION).with("product", &other.generic_en)),
        None => Ok(()),
    }
}

/// Whether the patient's record has an allergy against a medicine: its class, or its generic.
#[must_use]
fn is_allergic(world: &World, patient: &BhavyaId, product: &Product) -> bool {
    let mut allergies = world.allergies().find(Allergy::BY_PATIENT, patient.as_str()).filter(|a| a.is_active());
    allergies.any(|allergy| match &allergy.agent {
        Agent::Class { class } => product.allergies.contains(class),
        Agent::Product { product: id } => world.products().get(id).is_some_and(|p| p.generic == product.generic),
        Agent::Other { .. } | Agent::NoneKnown => false,
    })
}

/// The dose and the units of another strength that make the same dose and the same course.
fn equivalent(line: &DispenseLine, old: &Product, new: &Product) -> Result<(i64, u32), Refusal> {
    let refusal = || Refusal::new(codes::SUBSTITUTE_STRENGTH).at("product");
    if old.content == 0 || new.content == 0 {
        // Creams and fluids: no dose is reckoned, so only the very same strength stands in.
        let same = old.content == new.content && old.strength == new.strength && old.dose_unit == new.dose_unit;
        return if same { Ok((line.dose_milli, line.owed())) } else { Err(refusal()) };
    }
    let dose = u64::try_from(line.dose_milli).map_err(|_| refusal())?;
    let amount = dose.checked_mul(old.content).ok_or_else(refusal)?;
    let (new_dose, rest) = (amount / new.content, amount % new.content);
    if rest != 0 || new_dose == 0 || new_dose % step(new) != 0 {
        return Err(refusal());
    }
    // Dose units still owed, in thousandths of the old unit; then as much substance in units of the new product.
    let owed = u128::from(line.owed()) * u128::from(old.unit_size_milli) * u128::from(old.content);
    let unit = u128::from(new.unit_size_milli) * u128::from(new.content);
    // Never more substance than is owed, but where one opened bottle holds more than the course.
    let units = u32::try_from(owed / unit.max(1)).map_err(|_| refusal())?;
    let opened = new.unit_size_milli != 1000;
    if units == 0 && !opened {
        return Err(refusal());
    }
    let units = units.max(1);
    Ok((i64::try_from(new_dose).map_err(|_| refusal())?, units))
}

/// The smallest part of a dose unit that can be measured out, in thousandths: half a tablet, a tenth of a millilitre.
const fn step(product: &Product) -> u64 {
    match (product.form, product.dose_unit) {
        (Form::Tablet | Form::DispersibleTablet, _) => 500,
        (_, DoseUnit::Ml) => 100,
        _ => 1000,
    }
}
