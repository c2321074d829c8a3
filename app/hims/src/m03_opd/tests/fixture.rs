//! A hospital with departments, diagnoses and medicines, and some patients to try the rules on.

use super::super::*;
use crate::command::{AnyCommand, execute};
use crate::engine::{Ctx, Facility, JournalEntry, Persona, Receipt};
use crate::m01_registration::{BhavyaId, DetailsInput, PlacePatient, Sex};
use crate::m02_queue::{CallNext, IssueToken};
use crate::time::{Calendar, Moment};
use crate::world::World;
use abhyas_core::{FacilityId, PersonId, Refusal};
use chrono::NaiveDate;
use std::sync::OnceLock;

/// A hospital with its journal; every command goes through [`execute`], as it does in a sandbox.
pub(super) struct Hospital {
    pub base: World,
    pub world: World,
    pub journal: Vec<JournalEntry>,
    pub ctx: Ctx,
}

fn furnished() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    let make = || {
        let mut world = World::default();
        let id = FacilityId::parse("F1").unwrap();
        world.lay(Facility { id, name_hi: "सदर".into(), name_en: "Sadar".into(), number: 100 });
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
    let world = furnished();
    let ctx = Ctx {
        actor: PersonId::parse("trainee").unwrap(),
        persona: Persona::Doctor,
        facility: FacilityId::parse("F1").unwrap(),
        now: Moment(10 * 3600),
        calendar: Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
    };
    Hospital { base: world.clone(), world, journal: Vec::new(), ctx }
}

pub(super) fn texts(refusals: &[Refusal]) -> Vec<String> {
    refusals.iter().map(|r| format!("{}@{}", r.code.as_str(), r.field.as_deref().unwrap_or(""))).collect()
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

    /// The codes of the warnings of a command that must be accepted.
    pub fn warned(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        texts(&self.run(command).unwrap().warnings)
    }

    /// The codes and fields of a refusal, e.g. `m03.dose_missing@dose_1`.
    pub fn refused(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        let before = self.world.clone();
        let refusals = self.run(command).expect_err("should be refused");
        assert_eq!(self.world, before, "a refusal changes nothing");
        texts(&refusals)
    }

    pub fn act_as(&mut self, persona: Persona) -> &mut Self {
        self.ctx.persona = persona;
        self
    }

    pub fn days_later(&mut self, days: i64) -> &mut Self {
        self.ctx.now = self.ctx.now.plus_minutes(days * 24 * 60);
        self
    }

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
        let persona = std::mem::replace(&mut self.ctx.persona, Persona::System);
        let id = self.id(PlacePatient { details, abha_number: String::new() });
        self.ctx.persona = persona;
        id
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
