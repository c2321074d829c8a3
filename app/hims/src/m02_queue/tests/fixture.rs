//! A hospital with its departments and some patients to try the rules on.

use super::super::*;
use crate::engine::{Ctx, Persona, Refusals, Tx};
use crate::m01_registration::{BhavyaId, DetailsInput, Sex};
use crate::testing::{self, bare};
use abhyas_core::Refusal;

/// Doctors of general medicine who sit on weekdays 09:00 to 14:00 and 16:00 to 18:00, and the surgeon of Mondays.
pub(super) const MEDICINE: &str = "DRS000001";
pub(super) const MEDICINE_EVENING: &str = "DRS000002";
pub(super) const SURGERY: &str = "DRS000004";

/// A hospital, and what only the queue does in it.
pub(super) struct Hospital(testing::Hospital);

crate::testing::stands_on!(Hospital, 0);

/// Monday, 23 November 2026, 10 o'clock, is day 0; a clerk acts.
pub(super) fn hospital() -> Hospital {
    let mut world = bare();
    standard::lay(&mut world).unwrap();
    Hospital(testing::hospital(world, Persona::Clerk))
}

impl Hospital {
    /// Moves the clock to a time of day 0 or a later day.
    pub fn at(&mut self, day: i32, time: &str) -> &mut Self {
        self.ctx.now = TimeOfDay::parse(time).unwrap().on(crate::Day(day));
        self
    }

    /// A patient of so many years.
    pub fn patient(&mut self, sex: Sex, age: u32) -> String {
        self.patient_with_abha(sex, age, "")
    }

    pub fn patient_with_abha(&mut self, sex: Sex, age: u32, abha: &str) -> String {
        let details = DetailsInput {
            name_hi: "सुनीता देवी".into(),
            sex: Some(sex),
            age: age.to_string(),
            ..DetailsInput::default()
        };
        self.place(details, abha)
    }

    pub fn token(&self, id: &str) -> &Token {
        self.world.tokens().get(&TokenId::parse(id).unwrap()).unwrap()
    }

    pub fn appointment(&self, id: &str) -> &Appointment {
        self.world.appointments().get(&AppointmentId::parse(id).unwrap()).unwrap()
    }

    /// A token of general medicine for a new patient.
    pub fn waiting(&mut self, sex: Sex, age: u32, lane: Option<Lane>) -> String {
        let patient = self.patient(sex, age);
        self.id(IssueToken { lane, lane_reason: "कारण".into(), ..token_for(&patient) })
    }

    /// What another module does with this one's records.
    pub fn step(&mut self, step: impl FnOnce(&mut Tx, &Ctx) -> Result<(), Refusals>) -> Result<(), Vec<Refusal>> {
        let mut tx = Tx::begin(&self.world);
        step(&mut tx, &self.ctx).map_err(|r| r.0)?;
        self.world = tx.finish().0;
        Ok(())
    }

    pub fn begin(&mut self, token: &str) -> Result<(), Vec<Refusal>> {
        let id = TokenId::parse(token).unwrap();
        self.step(|tx, ctx| begin_consult(tx, ctx, &id))
    }

    pub fn end(&mut self, token: &str) -> Result<(), Vec<Refusal>> {
        let id = TokenId::parse(token).unwrap();
        self.step(|tx, ctx| end_consult(tx, ctx, &id))
    }

    /// The numbers of the waiting tokens of general medicine, next first.
    pub fn line(&self) -> Vec<u64> {
        let waiting = queue::waiting(&self.world, &medicine(), self.ctx.now.day());
        waiting.iter().map(|t| t.number).collect()
    }
}

pub(super) fn medicine() -> DepartmentId {
    DepartmentId::parse("opd-medicine").unwrap()
}

pub(super) fn token_for(patient: &str) -> IssueToken {
    IssueToken { patient: patient.into(), department: "opd-medicine".into(), ..IssueToken::default() }
}

pub(super) fn booking(patient: &str, date: &str, time: &str) -> BookAppointment {
    let text = str::to_owned;
    BookAppointment {
        patient: text(patient),
        session: text(MEDICINE),
        date: text(date),
        time: text(time),
        note: text(""),
    }
}

pub(super) fn call(token: &str, reason: &str) -> CallNext {
    CallNext { token: token.into(), reason: reason.into(), ..CallNext::default() }
}

pub(super) fn call_first() -> CallNext {
    CallNext { department: "opd-medicine".into(), ..CallNext::default() }
}

pub(super) fn share(abha: &str) -> ShareProfile {
    ShareProfile {
        department: "opd-medicine".into(),
        abha_number: abha.into(),
        name_hi: "सुनीता देवी".into(),
        sex: Some(Sex::Female),
        birth_date: "05-08-1992".into(),
        ..ShareProfile::default()
    }
}

pub(super) fn extra_session(date: &str, from: &str, to: &str) -> AddSession {
    AddSession {
        department: "opd-eye".into(),
        doctor_hi: "डॉ. नया नाम".into(),
        date: date.into(),
        from: from.into(),
        to: to.into(),
        slot_minutes: "15".into(),
        per_slot: "2".into(),
        ..AddSession::default()
    }
}

/// The patient of a BHAVYA ID is there: for tests that compare.
pub(super) fn bhavya(id: &str) -> BhavyaId {
    BhavyaId::parse(id).unwrap()
}
