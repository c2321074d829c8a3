//! A person with a practice hospital, a clock that can be moved, and what is done in it.

use abhyas_kit::testing::Practice;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_services::sandbox::hims::m02_queue::{CallNext, IssueToken};
use abhyas_services::sandbox::hims::m03_opd::{AddDiagnosis, OpenEncounter};
use std::ops::Deref;

pub(super) struct Desk(Practice);

impl Deref for Desk {
    type Target = Practice;

    fn deref(&self) -> &Practice {
        &self.0
    }
}

/// A trainee with a practice hospital of a thousand patients, as the doctor.
pub(super) async fn open() -> Desk {
    Desk(Practice::open(crate::routes, Persona::Doctor).await)
}

impl Desk {
    /// A patient who is new here and of whom nothing is known yet.
    pub async fn patient(&self, sex: Sex, age: u32) -> String {
        self.act_as(Persona::Clerk).await;
        let (age, description) = (age.to_string(), "नीली कमीज, बस अड्डे से लाए गए".to_owned());
        let id = self.run(RegisterUnknown { sex: Some(sex), age, description }).await;
        self.act_as(Persona::Doctor).await;
        id
    }

    /// A consultation of a new patient; the ids of both.
    pub async fn seen(&self, sex: Sex, age: u32) -> (String, String) {
        let patient = self.patient(sex, age).await;
        let (department, reason) = ("opd-medicine".to_owned(), "बिना टोकन आए".to_owned());
        let command = OpenEncounter { patient: patient.clone(), department, reason, ..OpenEncounter::default() };
        let encounter = self.run(command).await;
        (patient, encounter)
    }

    /// A consultation with a diagnosis.
    pub async fn ill(&self, sex: Sex, age: u32, code: &str) -> (String, String) {
        let (patient, encounter) = self.seen(sex, age).await;
        self.run(AddDiagnosis { encounter: encounter.clone(), code: code.into(), ..AddDiagnosis::default() }).await;
        (patient, encounter)
    }

    /// A token of general medicine, called.
    pub async fn called(&self, patient: &str) -> String {
        self.act_as(Persona::Clerk).await;
        let (patient, department) = (patient.to_owned(), "opd-medicine".to_owned());
        let token = self.run(IssueToken { patient, department, ..IssueToken::default() }).await;
        let reason = "डॉक्टर ने बुलाया".to_owned();
        self.run(CallNext { token: token.clone(), reason, ..CallNext::default() }).await;
        self.act_as(Persona::Doctor).await;
        token
    }
}
