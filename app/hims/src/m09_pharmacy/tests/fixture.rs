//! A hospital with a pharmacy to try the rules on.

use super::super::*;
use crate::engine::Persona;
use crate::m01_registration::{DetailsInput, Sex, Stamp};
use crate::m03_opd::{EncounterId, Frequency, Prescription, PrescriptionId, PrescriptionState, Route, RxLine};
use crate::reference::{ProductId, standard};
use crate::testing::{self, bare};
use abhyas_core::PersonId;

pub(super) const PARACETAMOL: &str = "paracetamol-tab-500";
pub(super) const AMOXICILLIN: &str = "amoxicillin-cap-500";
pub(super) const ORS: &str = "ors-sachet-1l";

/// A hospital, and what only the pharmacy does in it.
pub(super) struct Hospital {
    hospital: testing::Hospital,
    /// Two patients' BHAVYA IDs.
    pub sunita: String,
    pub ram: String,
}

crate::testing::stands_on!(Hospital, hospital);

/// 23 November 2026, 10 o'clock, is day 0. Two patients, the drug list, no stock.
pub(super) fn hospital() -> Hospital {
    let mut world = bare();
    standard().unwrap().lay(&mut world);
    let mut hospital = testing::hospital(world, Persona::Pharmacist);
    let mut patient = |name: &str, sex: Sex, mobile: &str| {
        let (name_hi, age, mobile) = (name.to_owned(), "34".to_owned(), mobile.to_owned());
        hospital.place(DetailsInput { name_hi, sex: Some(sex), age, mobile, ..DetailsInput::default() }, "")
    };
    let (sunita, ram) = (patient("सुनीता देवी", Sex::Female, "0000012345"), patient("राम कुमार", Sex::Male, ""));
    Hospital { hospital: hospital.settle_base(), sunita, ram }
}

impl Hospital {
    /// The codes and fields of a refusal, without the module: `batch_expired@batch-0`.
    pub fn refused(&mut self, command: impl Into<crate::AnyCommand>) -> Vec<String> {
        let codes = self.hospital.refused(command);
        codes.into_iter().map(|code| code.strip_prefix("m09.").map_or(code.clone(), str::to_owned)).collect()
    }

    /// Puts a batch on the shelf; its id.
    pub fn batch(&mut self, product: &str, number: &str, expires_in_days: i32, quantity: u32) -> String {
        let persona = std::mem::replace(&mut self.ctx.persona, Persona::System);
        let (product, number) = (product.to_owned(), number.to_owned());
        let placed = self.run(PlaceBatch { product, number, expires_in_days, quantity, recalled: String::new() });
        self.ctx.persona = persona;
        placed.unwrap().subject.id
    }

    /// A prescription for Sunita signed now by a doctor: product and units.
    pub fn prescribe(&mut self, lines: &[(&str, u32)]) -> String {
        self.prescribe_as(Persona::Doctor, lines)
    }

    pub fn prescribe_as(&mut self, persona: Persona, lines: &[(&str, u32)]) -> String {
        let id = PrescriptionId::numbered(self.world.prescriptions().len() as u64 + 1);
        let line = |(at, (product, quantity)): (usize, &(&str, u32))| {
            let product = self.world.products().get(&ProductId::parse(product).unwrap()).unwrap();
            RxLine {
                n: u16::try_from(at + 1).unwrap(),
                product: product.id.clone(),
                dose_milli: 1000,
                route: product.route().unwrap_or(Route::Oral),
                frequency: Frequency::Tds,
                days: 5,
                quantity: *quantity,
                instruction: String::new(),
                overrides: Vec::new(),
            }
        };
        let lines = lines.iter().enumerate().map(line).collect();
        let rx = Prescription {
            id: id.clone(),
            patient: crate::m01_registration::BhavyaId::parse(&self.sunita).unwrap(),
            encounter: EncounterId::numbered(1),
            signed: Stamp { at: self.ctx.now, by: PersonId::parse("doctor").unwrap(), persona },
            state: PrescriptionState::Signed,
            lines,
            supersedes: None,
        };
        // Signing is M03's; here the prescription is simply there, also in the base that a replay begins with.
        self.base.lay(rx.clone());
        self.world.lay(rx);
        id.as_str().to_owned()
    }

    pub fn set_state(&mut self, rx: &str, state: PrescriptionState) {
        let rx = self.world.prescriptions().get(&PrescriptionId::parse(rx).unwrap()).unwrap();
        let rx = Prescription { state, ..(**rx).clone() };
        self.world.lay(rx);
    }

    pub fn shelf(&self, batch: &str) -> (u32, u32) {
        let batch = self.world.batches().get(&BatchId::parse(batch).unwrap()).unwrap();
        (batch.shelf, batch.quarantine)
    }

    pub fn dispense(&self, id: &str) -> Dispense {
        (**self.world.dispenses().get(&DispenseId::parse(id).unwrap()).unwrap()).clone()
    }
}

pub(super) fn pick(line: u16, batch: &str, quantity: u32) -> DispensePick {
    DispensePick { line, batch: batch.into(), quantity: quantity.to_string(), reason: String::new() }
}

pub(super) fn dispense(rx: &str, patient: &str, picks: Vec<DispensePick>) -> DispenseDrugs {
    DispenseDrugs { prescription: rx.into(), patient_check: patient.into(), picks }
}
