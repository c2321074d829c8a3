//! A small hospital to try the rules on.

use super::super::*;
use crate::engine::Persona;
use crate::testing::{self, bare, hospital};

/// A hospital, and what only the registration desk does in it.
pub(super) struct Hospital(testing::Hospital);

crate::testing::stands_on!(Hospital, 0);

/// 23 November 2026, 10 o'clock, is day 0.
pub(super) fn empty() -> Hospital {
    Hospital(hospital(bare(), Persona::Clerk))
}

impl Hospital {
    pub fn search(&mut self, query: &str) -> String {
        self.run(SearchPatients { query: query.into(), village: String::new() }).unwrap().subject.id
    }

    pub fn place(&mut self, details: DetailsInput) -> String {
        self.0.place(details, "")
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
