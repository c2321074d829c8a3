//! A hospital with a pharmacy to try the rules on.

use super::super::*;
use crate::command::{AnyCommand, execute};
use crate::engine::{Ctx, Facility, JournalEntry, Persona, Receipt};
use crate::m01_registration::{DetailsInput, PlacePatient, Sex, Stamp};
use crate::m03_opd::{EncounterId, Frequency, Prescription, PrescriptionId, PrescriptionState, Route, RxLine};
use crate::reference::{ProductId, standard};
use crate::time::{Calendar, Moment};
use crate::world::World;
use abhyas_core::{FacilityId, PersonId, Refusal};
use chrono::NaiveDate;

pub(super) const PARACETAMOL: &str = "paracetamol-tab-500";
pub(super) const AMOXICILLIN: &str = "amoxicillin-cap-500";
pub(super) const ORS: &str = "ors-sachet-1l";

/// A hospital with its journal; every command goes through [`execute`], as it does in a sandbox.
pub(super) struct Hospital {
    pub base: World,
    pub world: World,
    pub journal: Vec<JournalEntry>,
    pub ctx: Ctx,
    /// Two patients' BHAVYA IDs.
    pub sunita: String,
    pub ram: String,
}

/// 23 November 2026, 10 o'clock, is day 0. Two patients, the drug list, no stock.
pub(super) fn hospital() -> Hospital {
    let facility = FacilityId::parse("F1").unwrap();
    let mut world = World::default();
    world.lay(Facility {
        id: facility.clone(), name_hi: "सदर अस्पताल".into(), name_en: "Sadar".into(), number: 100
    });
    standard().unwrap().lay(&mut world);
    let ctx = Ctx {
        actor: PersonId::parse("trainee").unwrap(),
        persona: Persona::System,
        facility,
        now: Moment(10 * 3600),
        calendar: Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
    };
    let (sunita, ram) = (String::new(), String::new());
    let mut h = Hospital { base: world.clone(), world, journal: Vec::new(), ctx, sunita, ram };
    h.sunita = h.patient("सुनीता देवी", Sex::Female);
    h.ram = h.patient("राम कुमार", Sex::Male);
    h.base = h.world.clone();
    h.journal.clear();
    h.act_as(Persona::Pharmacist);
    h
}

impl Hospital {
    pub fn run(&mut self, command: impl Into<AnyCommand>) -> Result<Receipt, Vec<Refusal>> {
        let seq = self.journal.len() as u64 + 1;
        let done = execute(&self.world, &self.ctx, seq, &format!("c{seq}"), &command.into());
        self.world = done.world;
        self.journal.push(done.entry);
        self.ctx.now = self.ctx.now.plus_minutes(1);
        done.answer
    }

    /// The codes and fields of a refusal, without the module: `batch_expired@batch-0`.
    pub fn refused(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        let before = self.world.clone();
        let refusals = self.run(command).expect_err("should be refused");
        assert_eq!(self.world, before, "a refusal changes nothing");
        let short = |r: &Refusal| {
            let code = r.code.as_str();
            format!("{}@{}", code.strip_prefix("m09.").unwrap_or(code), r.field.as_deref().unwrap_or(""))
        };
        refusals.iter().map(short).collect()
    }

    pub fn act_as(&mut self, persona: Persona) -> &mut Self {
        self.ctx.persona = persona;
        self
    }

    pub fn days_later(&mut self, days: i64) -> &mut Self {
        self.ctx.now = self.ctx.now.plus_minutes(days * 24 * 60);
        self
    }

    fn patient(&mut self, name: &str, sex: Sex) -> String {
        let details =
            DetailsInput { name_hi: name.into(), sex: Some(sex), age: "34".into(), ..DetailsInput::default() };
        self.run(PlacePatient { details, abha_number: String::new() }).unwrap().subject.id
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
