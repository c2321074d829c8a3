//! A person with a practice hospital, a clock that can be moved, and what is done in it.

pub(super) use abhyas_kit::testing::Answer;
use abhyas_kit::testing::Practice;
use abhyas_services::sandbox::hims::m01_registration::{AbhaMethod, BhavyaId, Sex, VerifyAbha};
use abhyas_services::sandbox::hims::m02_queue::{IssueToken, Lane};
use abhyas_services::sandbox::hims::{Day, Persona};
use std::ops::Deref;

pub(super) struct Desk(Practice);

impl Deref for Desk {
    type Target = Practice;

    fn deref(&self) -> &Practice {
        &self.0
    }
}

/// Day 0 of the hospital: its own queues of that morning are a week old when the tests begin.
const DAY_0: &str = "2026-11-16T04:30:00Z";
/// Monday as a day of the hospital.
pub(super) const TODAY: Day = Day(7);

/// A trainee with a practice hospital, in whose queues nobody waits today.
pub(super) async fn open() -> Desk {
    Desk(Practice::opened(crate::routes, Persona::Clerk, DAY_0).await)
}

impl Desk {
    /// A woman to whom a practice ABHA number belongs.
    pub async fn with_abha(&self, number: &str) -> String {
        let patient = self.patient(Sex::Female, 20..50, 0).await;
        let number = number.to_owned();
        self.run(VerifyAbha {
            patient: patient.clone(),
            number,
            method: AbhaMethod::Qr,
            consent: true,
            ..VerifyAbha::default()
        })
        .await;
        patient
    }

    /// A patient whose record has no mobile number.
    pub async fn without_mobile(&self) -> String {
        let world = self.world().await;
        let mut patients = world.patients().iter();
        patients.find(|p| p.mobile.is_none() && p.is_active() && !p.is_unknown()).unwrap().id.to_string()
    }

    /// A token of general medicine.
    pub async fn token(&self, patient: &str, lane: Option<Lane>) -> String {
        let (patient, department, lane_reason) = (patient.to_owned(), "opd-medicine".to_owned(), "कारण".to_owned());
        self.run(IssueToken { patient, department, lane, lane_reason, sms: false }).await
    }
}

pub(super) fn bhavya(id: &str) -> BhavyaId {
    BhavyaId::parse(id).unwrap()
}
