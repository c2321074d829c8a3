//! The doctor's desk: vital signs before the room, what is not tolerated, the consultation.

use super::super::ailments::{Ailments, DIABETES, HYPERTENSION};
use super::Case;
use super::formulary::{For, Formulary};
use super::queue::{Got, Seen};
use super::records::{Records, Series};
use super::staff::{Staff, at};
use abhyas_hims::Day;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::m02_queue::TokenId;
use abhyas_hims::m03_opd::{
    Agent, Allergy, AllergyId, AllergyState, Complaint, DiagnosisKind, Encounter, EncounterId, EncounterState,
    FollowUp, MadeDiagnosis, Mode, Pregnancy, Prescription, PrescriptionId, PrescriptionState, Reaction, Referral,
    ReferralId, RxLine, Severity, Urgency, Vitals, VitalsId,
};

/// Patients who are asked for allergies at their first visit, and the classes that some do not tolerate. Our assumption.
const ASKED: f64 = 0.6;
const CLASSES: [(&str, f64, Reaction, Severity); 3] = [
    ("penicillin", 0.012, Reaction::Rash, Severity::Moderate),
    ("sulfonamide", 0.006, Reaction::Blisters, Severity::Severe),
    ("nsaid", 0.006, Reaction::Swelling, Severity::Moderate),
];

/// A consultation as the laboratory and the pharmacy need it.
pub(super) struct Consultation {
    pub encounter: Encounter,
    pub lines: Vec<RxLine>,
    /// When the doctor signed, second of the day; today's open one is not signed.
    pub signed: Option<u32>,
    pub doctor: u64,
    pub department: usize,
}

/// The desk.
pub(super) struct Desk<'a> {
    ailments: &'a Ailments,
    formulary: &'a Formulary<'a>,
    staff: &'a Staff,
    hypertension: Option<usize>,
    diabetes: Option<usize>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(ailments: &'a Ailments, formulary: &'a Formulary<'a>, staff: &'a Staff) -> Self {
        let (hypertension, diabetes) = (ailments.place(HYPERTENSION), ailments.place(DIABETES));
        Self { ailments, formulary, staff, hypertension, diabetes }
    }

    /// What the nurse measured in the waiting hall; nobody measures those who have only just come.
    pub(super) fn vitals(&self, case: &Case<'_>, seen: &Seen, day: Day, series: &mut Series, records: &mut Records) {
        if seen.got == Got::Waiting && seen.number.is_multiple_of(3) {
            return;
        }
        records.vitals.push(Vitals {
            id: VitalsId::numbered(series.next("vitals")),
            patient: case.person.patient.id.clone(),
            encounter: None,
            measured: case.visit.measured,
            taken: self.staff.nurse(seen.number, at(day, seen.issued + 60)),
            in_error: None,
        });
    }

    /// The consultation; `None` for whoever did not get so far.
    pub(super) fn consult(
        &self,
        case: &Case<'_>,
        seen: &Seen,
        token: Option<TokenId>,
        day: Day,
        series: &mut Series,
        records: &mut Records,
    ) -> Option<Consultation> {
        if !matches!(seen.got, Got::Done | Got::InConsult) {
            return None;
        }
        let ailment = self.ailments.0.get(case.visit.ailment)?;
        let mut dice = case.dice();
        let done = seen.got == Got::Done;
        let (opened, ended) = (at(day, seen.began), at(day, seen.ended));
        let doctor = |moment| self.staff.doctor(case.department, seen.doctor, moment);
        let encounter = Encounter {
            id: EncounterId::numbered(series.next("encounter")),
            patient: case.person.patient.id.clone(),
            department: self.formulary.departments().get(case.department)?.id.clone(),
            token,
            without_token: String::new(),
            mode: Mode::InPerson,
            opened: doctor(opened),
            state: if done { EncounterState::Signed { signed: doctor(ended) } } else { EncounterState::Open },
            closed: done.then(|| doctor(ended)),
            pregnancy: pregnancy(case, day),
            complaints: complaints(&ailment.complaints, ailment.since, case, &mut dice),
            notes: String::new(),
            diagnoses: if done { self.diagnoses(case, &doctor(ended)) } else { Vec::new() },
            orders: Vec::new(),
            follow_up: (done && dice.happens(ailment.review)).then(|| follow_up(case, self, day)),
            amendments: Vec::new(),
        };
        let allergies = self.allergies(case, seen, day, series, records);
        let mut lines = Vec::new();
        if done {
            let to = For {
                months: case.person.being.months(day),
                weight_g: case.visit.measured.weight_g.unwrap_or(50_000),
                pregnant: case.visit.pregnant,
                allergies: &allergies,
            };
            let long = [self.hypertension, self.diabetes];
            for place in [Some(case.visit.ailment), case.visit.also].into_iter().flatten() {
                self.formulary.prescribe(place, &to, long.contains(&Some(place)), &mut dice, &mut lines);
            }
            if ailment.code.as_str() == "A86" {
                self.refer(case, &encounter.id, doctor(ended), series, records);
            }
        }
        let signed = done.then_some(seen.ended);
        Some(Consultation { encounter, lines, signed, doctor: seen.doctor, department: case.department })
    }

    /// Signs the prescription of a consultation, where medicines are on it.
    pub(super) fn prescription(&self, of: &Consultation, day: Day, series: &mut Series) -> Option<(Prescription, u32)> {
        let signed = of.signed.filter(|_| !of.lines.is_empty())?;
        let prescription = Prescription {
            id: PrescriptionId::numbered(series.next("prescription")),
            patient: of.encounter.patient.clone(),
            encounter: of.encounter.id.clone(),
            signed: self.staff.doctor(of.department, of.doctor, at(day, signed)),
            state: PrescriptionState::Signed,
            lines: of.lines.clone(),
            supersedes: None,
        };
        Some((prescription, signed))
    }

    fn diagnoses(&self, case: &Case<'_>, made: &abhyas_hims::m01_registration::Stamp) -> Vec<MadeDiagnosis> {
        let places = [Some(case.visit.ailment), case.visit.also.filter(|also| *also != case.visit.ailment)];
        let made = |(n, place): (u16, usize)| {
            let ailment = self.ailments.0.get(place)?;
            let sure = case.visit.review || [self.hypertension, self.diabetes].contains(&Some(place));
            Some(MadeDiagnosis {
                n,
                code: ailment.code.clone(),
                kind: if sure { DiagnosisKind::Confirmed } else { DiagnosisKind::Provisional },
                primary: n == 1,
                made: made.clone(),
                removed: None,
            })
        };
        (1..).zip(places.into_iter().flatten()).filter_map(made).collect()
    }

    /// Asks for allergies at the first consultation; says which classes the patient does not tolerate.
    fn allergies(
        &self,
        case: &Case<'_>,
        seen: &Seen,
        day: Day,
        series: &mut Series,
        records: &mut Records,
    ) -> Vec<&'static str> {
        let first = case.person.visits.first();
        let mut dice = super::Dice::salted(first.map_or(0, |v| v.salt ^ 0xA11E));
        let found: Vec<_> = CLASSES.into_iter().filter(|(_, share, ..)| dice.happens(*share)).collect();
        let asked = dice.happens(ASKED) || !found.is_empty();
        if first.is_some_and(|v| v.day == day && v.salt == case.visit.salt) && asked {
            let none = (Agent::NoneKnown, None, None);
            let agents = found.iter().map(|(class, _, reaction, severity)| {
                (Agent::Class { class: (*class).to_owned() }, Some(*reaction), Some(*severity))
            });
            let agents: Vec<_> = if found.is_empty() { vec![none] } else { agents.collect() };
            for (agent, reaction, severity) in agents {
                records.allergies.push(Allergy {
                    id: AllergyId::numbered(series.next("allergy")),
                    patient: case.person.patient.id.clone(),
                    agent,
                    reaction,
                    severity,
                    state: AllergyState::Active,
                    recorded: self.staff.doctor(case.department, seen.doctor, at(day, seen.began + 30)),
                });
            }
        }
        found.into_iter().map(|(class, ..)| class).collect()
    }

    fn refer(
        &self,
        case: &Case<'_>,
        encounter: &EncounterId,
        made: abhyas_hims::m01_registration::Stamp,
        series: &mut Series,
        records: &mut Records,
    ) {
        records.referrals.push(Referral {
            id: ReferralId::numbered(series.next("referral")),
            patient: case.person.patient.id.clone(),
            encounter: encounter.clone(),
            to: "श्रीकृष्ण मेडिकल कॉलेज एवं अस्पताल (पीआईसीयू), मुजफ्फरपुर".to_owned(),
            urgency: Urgency::Emergency,
            reason: "चमकी बुखार: झटके और बेहोशी".to_owned(),
            done_here: "ग्लूकोज़ की जाँच, 10% डेक्सट्रोज़, पैरासिटामोल, ऑक्सीजन".to_owned(),
            made,
            in_error: None,
        });
    }
}

/// What is asked of women of child-bearing age.
fn pregnancy(case: &Case<'_>, day: Day) -> Option<Pregnancy> {
    let years = case.person.being.age(day);
    let asked = case.person.patient.sex == Sex::Female && (15..50).contains(&years);
    asked.then_some(if case.visit.pregnant { Pregnancy::Yes } else { Pregnancy::No })
}

fn complaints(texts: &[String], since: u16, case: &Case<'_>, dice: &mut super::Dice) -> Vec<Complaint> {
    let spread = u16::try_from(dice.below(u32::from(since) / 2 + 1)).unwrap_or(0);
    let days = (since > 0).then(|| since / 2 + 1 + spread);
    let lived = case.visit.day.0.saturating_sub(case.person.being.born.0);
    let days = days.map(|days| days.min(u16::try_from(lived).unwrap_or(u16::MAX).max(1)));
    let review = case
        .visit
        .review
        .then(|| Complaint { text: "दोबारा दिखाने आए".to_owned(), days: None });
    review.into_iter().chain(texts.iter().map(|text| Complaint { text: text.clone(), days })).collect()
}

fn follow_up(case: &Case<'_>, desk: &Desk<'_>, day: Day) -> FollowUp {
    let long = case.visit.pregnant || [desk.hypertension, desk.diabetes].contains(&Some(case.visit.ailment));
    FollowUp { day: Day(day.0 + if long { 28 } else { 7 }), note: String::new() }
}
