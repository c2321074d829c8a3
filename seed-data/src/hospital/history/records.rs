//! The records that come out, by kind, in the order in which they were made.

use abhyas_hims::m02_queue::Token;
use abhyas_hims::m03_opd::{Allergy, Encounter, Prescription, Referral, Vitals};
use abhyas_hims::m04_emergency::EmergencyVisit;
use abhyas_hims::m05_ipd::{Admission, Bed, Ward};
use abhyas_hims::m07_laboratory::{CriticalCall, LabOrder, LabReport, LabResult, QcRun, Specimen};
use abhyas_hims::m09_pharmacy::{Batch, Dispense, StockMovement};
use abhyas_hims::m12_maternity::Delivery;
use abhyas_hims::{Counter, World};
use std::collections::BTreeMap;

/// The records of the visits.
#[derive(Debug, Default)]
pub(in super::super) struct Records {
    pub tokens: Vec<Token>,
    pub encounters: Vec<Encounter>,
    pub vitals: Vec<Vitals>,
    pub allergies: Vec<Allergy>,
    pub prescriptions: Vec<Prescription>,
    pub referrals: Vec<Referral>,
    pub orders: Vec<LabOrder>,
    pub specimens: Vec<Specimen>,
    pub results: Vec<LabResult>,
    pub reports: Vec<LabReport>,
    pub calls: Vec<CriticalCall>,
    pub controls: Vec<QcRun>,
    pub batches: Vec<Batch>,
    pub movements: Vec<StockMovement>,
    pub dispenses: Vec<Dispense>,
    pub emergencies: Vec<EmergencyVisit>,
    pub wards: Vec<Ward>,
    pub beds: Vec<Bed>,
    pub admissions: Vec<Admission>,
    pub deliveries: Vec<Delivery>,
    pub counters: Vec<Counter>,
}

impl Records {
    /// Puts them into a hospital.
    pub(in super::super) fn lay(self, world: &mut World) {
        world.lay_all(self.tokens);
        world.lay_all(self.encounters);
        world.lay_all(self.vitals);
        world.lay_all(self.allergies);
        world.lay_all(self.prescriptions);
        world.lay_all(self.referrals);
        world.lay_all(self.orders);
        world.lay_all(self.specimens);
        world.lay_all(self.results);
        world.lay_all(self.reports);
        world.lay_all(self.calls);
        world.lay_all(self.controls);
        world.lay_all(self.batches);
        world.lay_all(self.movements);
        world.lay_all(self.dispenses);
        world.lay_all(self.emergencies);
        world.lay_all(self.wards);
        world.lay_all(self.beds);
        world.lay_all(self.admissions);
        world.lay_all(self.deliveries);
        self.counters.into_iter().for_each(|row| world.lay(row));
    }
}

/// The series from which the modules number their records; the same names as theirs, so that they go on from here.
#[derive(Debug, Default)]
pub(super) struct Series(BTreeMap<String, u64>);

impl Series {
    /// The next number of a series.
    pub(super) fn next(&mut self, series: &str) -> u64 {
        if let Some(last) = self.0.get_mut(series) {
            *last += 1;
            return *last;
        }
        self.0.insert(series.to_owned(), 1);
        1
    }

    pub(super) fn counters(self) -> Vec<Counter> {
        self.0.into_iter().map(|(id, last)| Counter { id, last }).collect()
    }
}
