//! A hospital with a laboratory and two patients to try the rules on.

use super::super::*;
use crate::command::{AnyCommand, execute};
use crate::engine::{Ctx, Facility, JournalEntry, Persona, Receipt};
use crate::m01_registration::{DetailsInput, PlacePatient, Sex};
use crate::reference::{LabTest, LabTestId, standard};
use crate::time::{Calendar, Moment};
use crate::world::World;
use abhyas_core::{FacilityId, PersonId, Refusal};
use chrono::NaiveDate;

/// A hospital with its journal; every command goes through [`execute`], as it does in a sandbox.
pub(super) struct Hospital {
    pub base: World,
    pub world: World,
    pub journal: Vec<JournalEntry>,
    pub ctx: Ctx,
    /// Sunita, 34.
    pub sunita: String,
    /// Ram, 40.
    pub ram: String,
}

/// Monday, 23 November 2026, 10 o'clock, is day 0; a laboratory technician acts.
pub(super) fn hospital() -> Hospital {
    let facility = FacilityId::parse("F1").unwrap();
    let mut world = World::default();
    world.lay(Facility { id: facility.clone(), name_hi: "सदर".into(), name_en: "Sadar".into(), number: 100 });
    standard().unwrap().lab_tests.iter().for_each(|t| world.lay(t.clone()));
    let ctx = Ctx {
        actor: PersonId::parse("trainee").unwrap(),
        persona: Persona::System,
        facility,
        now: Moment(10 * 3600),
        calendar: Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
    };
    let (sunita, ram) = (String::new(), String::new());
    let mut hospital = Hospital { base: world.clone(), world, journal: Vec::new(), ctx, sunita, ram };
    hospital.sunita = hospital.place("सुनीता देवी", Sex::Female, 34);
    hospital.ram = hospital.place("राम कुमार", Sex::Male, 40);
    hospital.base = hospital.world.clone();
    hospital.journal.clear();
    hospital.act_as(Persona::LaboratoryTechnician);
    hospital
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

    /// Runs a command that must be accepted; its record's id.
    pub fn id(&mut self, command: impl Into<AnyCommand>) -> String {
        self.run(command).unwrap().subject.id
    }

    /// The warnings of a command that must be accepted.
    pub fn warned(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        self.run(command).unwrap().warnings.iter().map(|w| w.code.as_str().to_owned()).collect()
    }

    /// The codes and fields of a refusal, e.g. `m07.wrong_unit@value_haemoglobin`.
    pub fn refused(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        let before = self.world.clone();
        let refusals = self.run(command).expect_err("should be refused");
        assert_eq!(self.world, before, "a refusal changes nothing");
        refusals.iter().map(|r| format!("{}@{}", r.code.as_str(), r.field.as_deref().unwrap_or(""))).collect()
    }

    /// Runs a command in a role and takes the role back.
    pub fn as_one(&mut self, persona: Persona, command: impl Into<AnyCommand>) -> Result<Receipt, Vec<Refusal>> {
        let before = std::mem::replace(&mut self.ctx.persona, persona);
        let answer = self.run(command);
        self.ctx.persona = before;
        answer
    }

    pub fn act_as(&mut self, persona: Persona) -> &mut Self {
        self.ctx.persona = persona;
        self
    }

    pub fn later(&mut self, minutes: i64) {
        self.ctx.now = self.ctx.now.plus_minutes(minutes);
    }

    fn place(&mut self, name: &str, sex: Sex, age: u32) -> String {
        let (name_hi, age) = (name.to_owned(), age.to_string());
        let details = DetailsInput { name_hi, sex: Some(sex), age, ..DetailsInput::default() };
        self.id(PlacePatient { details, abha_number: String::new() })
    }

    pub fn test(&self, id: &str) -> LabTest {
        (**self.world.lab_tests().get(&LabTestId::parse(id).unwrap()).unwrap()).clone()
    }

    pub fn order(&mut self, patient: &str, test: &str) -> String {
        self.as_one(Persona::Doctor, place(patient, test)).unwrap().subject.id
    }

    pub fn collect(&mut self, patient: &str, orders: &[&str]) -> String {
        self.id(collect(patient, orders, ""))
    }

    /// A received sample of Sunita for one test: the order and the barcode.
    pub fn received(&mut self, test: &str) -> (String, String) {
        let sunita = self.sunita.clone();
        let order = self.order(&sunita, test);
        let specimen = self.collect(&sunita, &[&order]);
        self.id(ReceiveSpecimen { specimen: specimen.clone() });
        (order, specimen)
    }

    /// A verified order of Sunita with one result, entered by the technician and verified by the pathologist.
    pub fn verified(&mut self, test: &str, value: &str) -> (String, String) {
        let (order, specimen) = self.received(test);
        self.run(enter(&specimen, &[(test, value)])).unwrap();
        if self.state(&order) == "resulted" {
            self.as_one(Persona::Pathologist, VerifyOrder { order: order.clone() }).unwrap();
        }
        (order, specimen)
    }

    /// A released order of Sunita: the order and the report.
    pub fn released(&mut self, test: &str, value: &str) -> (String, String) {
        let (order, _) = self.verified(test, value);
        let report = self.id(release(&order));
        (order, report)
    }

    pub fn the_order(&self, id: &str) -> &LabOrder {
        self.world.lab_orders().get(&LabOrderId::parse(id).unwrap()).unwrap()
    }

    pub fn state(&self, order: &str) -> &'static str {
        self.the_order(order).state.name()
    }

    pub fn results(&self, order: &str) -> Vec<std::sync::Arc<LabResult>> {
        work::results_of(&self.world, self.the_order(order))
    }

    pub fn report(&self, id: &str) -> &LabReport {
        self.world.lab_reports().get(&LabReportId::parse(id).unwrap()).unwrap()
    }

    /// Today's controls of a test, all at their mean.
    pub fn in_control(&mut self, test: &str) {
        for (level, target) in (1..).zip(self.test(test).controls) {
            let value = crate::reference::lab_test::decimal(target.mean, 3);
            self.run(RunQc { test: test.into(), level: level.to_string(), value, action: "नियमित".into() }).unwrap();
        }
    }
}

pub(super) fn place(patient: &str, test: &str) -> PlaceOrder {
    let priority = Some(Priority::Routine);
    PlaceOrder { patient: patient.into(), test: test.into(), priority, ..PlaceOrder::default() }
}

pub(super) fn collect(patient: &str, orders: &[&str], barcode: &str) -> CollectSpecimen {
    let orders = orders.iter().map(|o| (*o).to_owned()).collect();
    CollectSpecimen { patient: patient.into(), orders, barcode: barcode.into() }
}

pub(super) fn enter(specimen: &str, values: &[(&str, &str)]) -> EnterResults {
    let input = |(test, value): &(&str, &str)| ResultInput {
        test: (*test).to_owned(),
        value: (*value).to_owned(),
        ..ResultInput::default()
    };
    EnterResults { specimen: specimen.into(), results: values.iter().map(input).collect() }
}

pub(super) fn call(order: &str) -> RecordCall {
    RecordCall {
        order: order.into(),
        told: "डॉ. शर्मा".into(),
        role: Some(ToldRole::Doctor),
        outcome: Some(Outcome::ReadBack),
        note: String::new(),
    }
}

pub(super) fn release(order: &str) -> ReleaseReport {
    ReleaseReport { order: order.into(), comment: String::new() }
}

pub(super) fn correct(report: &str, test: &str, value: &str) -> CorrectReport {
    CorrectReport {
        report: report.into(),
        test: test.into(),
        value: value.into(),
        reason: "दशमलव गलत लिखा था".into(),
        ..CorrectReport::default()
    }
}
