//! A small hospital to try the rules on.

use super::super::*;
use crate::command::{AnyCommand, execute};
use crate::engine::{Ctx, Facility, JournalEntry, Persona, Receipt, Tx};
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
}

/// 23 November 2026, 10 o'clock, is day 0.
pub(super) fn empty() -> Hospital {
    let facility = FacilityId::parse("F1").unwrap();
    let mut tx = Tx::begin(&World::default());
    let name = "सदर अस्पताल मुजफ्फरपुर (प्रशिक्षण)".to_owned();
    tx.put(Facility { id: facility.clone(), name_hi: name, name_en: "Sadar Hospital (training)".into(), number: 100 })
        .unwrap();
    let (world, _) = tx.finish();
    let ctx = Ctx {
        actor: PersonId::parse("trainee").unwrap(),
        persona: Persona::Clerk,
        facility,
        now: Moment(10 * 3600),
        calendar: Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
    };
    Hospital { base: world.clone(), world, journal: Vec::new(), ctx }
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

    /// The codes and fields of a refusal, e.g. `m01.name_missing@name_hi`.
    pub fn refused(&mut self, command: impl Into<AnyCommand>) -> Vec<String> {
        let before = self.world.clone();
        let refusals = self.run(command).expect_err("should be refused");
        assert_eq!(self.world, before, "a refusal changes nothing");
        refusals.iter().map(|r| format!("{}@{}", r.code.as_str(), r.field.as_deref().unwrap_or(""))).collect()
    }

    pub fn act_as(&mut self, persona: Persona) -> &mut Self {
        self.ctx.persona = persona;
        self
    }

    pub fn search(&mut self, query: &str) -> String {
        self.run(SearchPatients { query: query.into(), village: String::new() }).unwrap().subject.id
    }

    pub fn place(&mut self, details: DetailsInput) -> String {
        let persona = std::mem::replace(&mut self.ctx.persona, Persona::System);
        let id = self.run(PlacePatient { details, abha_number: String::new() }).unwrap().subject.id;
        self.ctx.persona = persona;
        id
    }

    pub fn patient(&self, id: &str) -> &Patient {
        self.world.patients().get(&BhavyaId::parse(id).unwrap()).unwrap()
    }

    /// Registers by the book: search, then create.
    pub fn register(&mut self, details: DetailsInput) -> String {
        let query = if details.name_en.is_empty() { details.name_hi.clone() } else { details.name_en.clone() };
        let search = self.search(&query);
        self.run(create(&search, details)).unwrap().subject.id
    }
}

pub(super) fn create(search: &str, details: DetailsInput) -> CreatePatient {
    CreatePatient { search: search.into(), abha: Some(AbhaAnswer::HasNot), details, duplicate_reason: String::new() }
}

/// Sunita Devi, 34, of Kanti.
pub(super) fn sunita() -> DetailsInput {
    DetailsInput {
        name_hi: "सुनीता देवी".into(),
        name_en: "Sunita Devi".into(),
        sex: Some(Sex::Female),
        birth_date: "05-08-1992".into(),
        guardian_kinship: Some(Kinship::Husband),
        guardian_name: "राजेश साह".into(),
        mobile: "0000012345".into(),
        village: "काँटी".into(),
        ..DetailsInput::default()
    }
}

/// Ram Kumar, 40, of Motipur.
pub(super) fn ram() -> DetailsInput {
    DetailsInput {
        name_hi: "राम कुमार".into(),
        sex: Some(Sex::Male),
        age: "40".into(),
        village: "Motipur".into(),
        mobile: "0000054321".into(),
        ..DetailsInput::default()
    }
}
