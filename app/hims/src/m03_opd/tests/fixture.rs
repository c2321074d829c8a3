//! A hospital with departments, diagnoses and medicines, and some patients to try the rules on.

use super::super::*;
use crate::engine::Persona;
use crate::m01_registration::{BhavyaId, DetailsInput, Sex};
use crate::m02_queue::{CallNext, IssueToken};
use crate::testing::{self, bare};
use crate::world::World;
use std::sync::OnceLock;

/// A hospital, and what only the doctor's desk does in it.
pub(super) struct Hospital(testing::Hospital);

crate::testing::stands_on!(Hospital, 0);

fn furnished() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    let make = || {
        let mut world = bare();
        crate::m02_queue::standard::lay(&mut world).unwrap();
        crate::reference::standard().unwrap().lay(&mut world);
        // A row as an administrator adds one: on no list, of Schedule X.
        let mut ketamine = (**world.products().get(&product("metformin-tab-500")).unwrap()).clone();
        ketamine.id = product("ketamine-inj-50");
        ketamine.generic = "ketamine".into();
        ketamine.generic_en = "Ketamine".into();
        ketamine.class = "anaesthetic".into();
        ketamine.level = crate::reference::Level::Unlisted;
        ketamine.schedule = crate::reference::Schedule::X;
        world.lay(ketamine);
        world
    };
    WORLD.get_or_init(make).clone()
}

pub(super) fn product(id: &str) -> crate::reference::ProductId {
    crate::reference::ProductId::parse(id).unwrap()
}

/// Monday, 23 November 2026, 10 o'clock, is day 0; a doctor acts.
pub(super) fn hospital() -> Hospital {
    Hospital(testing::hospital(furnished(), Persona::Doctor))
}

impl Hospital {
    /// A patient born so many days before day 0.
    pub fn born(&mut self, sex: Sex, days: i32) -> String {
        let birth = self.ctx.calendar.date(crate::Day(-days)).to_string();
        let details = DetailsInput {
            name_en: "Asha".into(),
            sex: Some(sex),
            birth_date: birth,
            village: "Kanti".into(),
            ..DetailsInput::default()
        };
        self.place(details, "")
    }

    /// A patient of so many years.
    pub fn patient(&mut self, sex: Sex, years: i32) -> String {
        self.born(sex, years * 366 + 1)
    }

    /// A consultation without a token.
    pub fn open(&mut self, patient: &str) -> String {
        self.id(OpenEncounter {
            patient: patient.into(),
            department: "opd-medicine".into(),
            reason: "आपात".into(),
            ..OpenEncounter::default()
        })
    }

    /// A consultation with this diagnosis.
    pub fn seen(&mut self, patient: &str, code: &str) -> String {
        let encounter = self.open(patient);
        self.id(diagnosis(&encounter, code));
        encounter
    }

    /// A token that was called.
    pub fn called(&mut self, patient: &str) -> String {
        let persona = std::mem::replace(&mut self.ctx.persona, Persona::Clerk);
        let token = IssueToken { patient: patient.into(), department: "opd-medicine".into(), ..IssueToken::default() };
        let token = self.id(token);
        self.id(CallNext { token: token.clone(), ..CallNext::default() });
        self.ctx.persona = persona;
        token
    }

    pub fn weigh(&mut self, patient: &str, kg: &str) {
        self.id(RecordVitals { patient: patient.into(), weight: kg.into(), ..RecordVitals::default() });
    }

    pub fn allergic(&mut self, patient: &str, class: &str) -> String {
        self.id(RecordAllergy {
            patient: patient.into(),
            class: class.into(),
            reaction: Some(Reaction::Rash),
            severity: Some(Severity::Severe),
            ..RecordAllergy::default()
        })
    }

    pub fn encounter(&self, id: &str) -> &Encounter {
        self.world.encounters().get(&EncounterId::parse(id).unwrap()).unwrap()
    }

    pub fn prescription(&self, id: &str) -> &Prescription {
        self.world.prescriptions().get(&PrescriptionId::parse(id).unwrap()).unwrap()
    }

    pub fn person(&self, patient: &str) -> BhavyaId {
        BhavyaId::parse(patient).unwrap()
    }
}

pub(super) fn diagnosis(encounter: &str, code: &str) -> AddDiagnosis {
    AddDiagnosis { encounter: encounter.into(), code: code.into(), ..AddDiagnosis::default() }
}

/// A line by the list: the product's first route, three days.
pub(super) fn line(id: &str, dose: &str, frequency: Frequency) -> RxLineInput {
    let route = furnished().products().get(&product(id)).and_then(|p| p.route());
    RxLineInput {
        product: id.into(),
        dose: dose.into(),
        route,
        frequency: Some(frequency),
        days: "3".into(),
        ..RxLineInput::default()
    }
}

pub(super) fn prescribe(encounter: &str, lines: Vec<RxLineInput>) -> Prescribe {
    Prescribe { encounter: encounter.into(), lines, ..Prescribe::default() }
}
