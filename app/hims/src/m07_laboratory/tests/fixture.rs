//! A hospital with a laboratory and two patients to try the rules on.

use super::super::*;
use crate::engine::Persona;
use crate::m01_registration::{DetailsInput, Sex};
use crate::reference::{LabTest, LabTestId, standard};
use crate::testing::{self, bare};

/// A hospital, and what only the laboratory does in it.
pub(super) struct Hospital {
    hospital: testing::Hospital,
    /// Sunita, 34.
    pub sunita: String,
    /// Ram, 40.
    pub ram: String,
}

crate::testing::stands_on!(Hospital, hospital);

/// Monday, 23 November 2026, 10 o'clock, is day 0; a laboratory technician acts.
pub(super) fn hospital() -> Hospital {
    let mut world = bare();
    standard().unwrap().lab_tests.iter().for_each(|t| world.lay(t.clone()));
    let mut hospital = testing::hospital(world, Persona::LaboratoryTechnician);
    let mut patient = |name: &str, sex: Sex, age: u32| {
        let (name_hi, age) = (name.to_owned(), age.to_string());
        hospital.place(DetailsInput { name_hi, sex: Some(sex), age, ..DetailsInput::default() }, "")
    };
    let (sunita, ram) = (patient("सुनीता देवी", Sex::Female, 34), patient("राम कुमार", Sex::Male, 40));
    Hospital { hospital: hospital.settle_base(), sunita, ram }
}

impl Hospital {
    /// The codes of the warnings of a command that must be accepted; none of them is at a field.
    pub fn warned(&mut self, command: impl Into<crate::AnyCommand>) -> Vec<String> {
        self.run(command).unwrap().warnings.iter().map(|w| w.code.as_str().to_owned()).collect()
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
