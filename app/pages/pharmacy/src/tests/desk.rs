//! A person with a practice hospital, a clock that can be moved, and what is done in it.

use abhyas_kit::testing::Practice;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::hims::m03_opd::{
    AddDiagnosis, Frequency, OpenEncounter, Prescribe, PrescriptionId, Route, RxLineInput,
};
use abhyas_services::sandbox::hims::m09_pharmacy::{ReceiveStock, WriteOff, WriteOffCause, WriteOffFrom, stock};
use abhyas_services::sandbox::hims::reference::ProductId;
use std::ops::Deref;

pub(super) struct Desk(Practice);

impl Deref for Desk {
    type Target = Practice;

    fn deref(&self) -> &Practice {
        &self.0
    }
}

/// A trainee with a practice hospital of a thousand patients, as the pharmacist.
pub(super) async fn open() -> Desk {
    Desk(Practice::open(crate::routes, Persona::Pharmacist).await)
}

impl Desk {
    /// A prescription that a doctor signs for a patient now: one unit at a time for five days.
    pub async fn prescribe(&self, patient: &str, products: &[&str]) -> String {
        self.act_as(Persona::Doctor).await;
        let encounter = self
            .run(OpenEncounter {
                patient: patient.to_owned(),
                department: "opd-medicine".into(),
                reason: "बिना टोकन आए".into(),
                ..OpenEncounter::default()
            })
            .await;
        self.run(AddDiagnosis { encounter: encounter.clone(), code: "J06.9".into(), ..AddDiagnosis::default() }).await;
        let world = self.world().await;
        let line = |product: &&str| {
            let product = world.products().get(&ProductId::parse(product).unwrap()).unwrap();
            RxLineInput {
                product: product.id.as_str().to_owned(),
                dose: "1".into(),
                route: product.route(),
                frequency: Some(product.frequency),
                days: "5".into(),
                instruction: String::new(),
                override_reason: "देखकर लिखा गया".into(),
            }
        };
        let lines = products.iter().map(line).collect();
        let id = self.run(Prescribe { encounter, lines, ..Prescribe::default() }).await;
        self.act_as(Persona::Pharmacist).await;
        id
    }

    /// A prescription in whose place the doctor has signed another: the first one's id.
    pub async fn prescribe_again(&self, patient: &str, product: &str) -> String {
        let first = self.prescribe(patient, &[product]).await;
        let id = PrescriptionId::parse(&first).unwrap();
        let encounter = self.world().await.prescriptions().get(&id).unwrap().encounter.as_str().to_owned();
        self.act_as(Persona::Doctor).await;
        let line = RxLineInput {
            product: product.to_owned(),
            dose: "2".into(),
            route: Some(Route::Oral),
            frequency: Some(Frequency::Bd),
            days: "3".into(),
            override_reason: "देखकर लिखा गया".into(),
            ..RxLineInput::default()
        };
        let (supersedes, reason) = (first.clone(), "खुराक बदली".to_owned());
        self.run(Prescribe { encounter, lines: vec![line], supersedes, reason }).await;
        self.act_as(Persona::Pharmacist).await;
        first
    }

    /// Takes what the hospital begins with off the shelf, so that a test knows what stands there.
    pub async fn clear(&self, products: &[&str]) {
        let world = self.world().await;
        for product in products.iter().filter_map(|p| ProductId::parse(p)) {
            for batch in stock::batches(&world, &product).into_iter().filter(|b| b.shelf > 0) {
                let (batch, quantity) = (batch.id.as_str().to_owned(), batch.shelf.to_string());
                let (from, cause) = (Some(WriteOffFrom::Shelf), Some(WriteOffCause::Damaged));
                self.run(WriteOff { batch, from, quantity, cause, reason: "खाली शेल्फ".into() }).await;
            }
        }
    }

    /// A batch that comes in now; its id. The expiry is a date.
    pub async fn receive(&self, product: &str, number: &str, expiry: &str, quantity: u32) -> String {
        let (product, number, expiry) = (product.to_owned(), number.to_owned(), expiry.to_owned());
        let supplier = "जिला औषधि भंडार 4711".to_owned();
        let quantity = quantity.to_string();
        self.run(ReceiveStock { product, number, expiry, quantity, mrp: String::new(), supplier }).await
    }
}
