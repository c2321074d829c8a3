//! The emergency room, the wards and the labour room: in the order of time, because people share beds.

use super::super::NOW;
use super::super::SeedError;
use super::super::dice::Dice;
use super::super::emergencies::{Emergencies, Emergency, Urgent};
use super::super::people::Person;
use super::beds::{LABOUR, Wards};
use super::records::{Records, Series};
use super::staff::{Staff, at};
use abhyas_hims::m01_registration::Newborn;
use abhyas_hims::m03_opd::{Vitals, VitalsId};
use abhyas_hims::m04_emergency::{
    Brought, Category, Disposal, EmergencyState, EmergencyVisit, EmergencyVisitId, Scale, Triage,
};
use abhyas_hims::m05_ipd::{Admission, AdmissionId, AdmissionState, AdmittedFrom, BedId, Ended, WardId};
use abhyas_hims::m11_theatre::TheatreId;
use abhyas_hims::m12_maternity::{BirthOutcome, Child, Delivery, DeliveryId, DeliveryMode};
use abhyas_hims::reference::DiagnosisCode;
use abhyas_hims::{Day, Moment, OPENING};

/// From this age people lie with the grown, in months.
const GROWN: u32 = 144;
/// Per cent of the red who are sent on to a larger hospital, and of all who leave against advice. Our assumptions.
const REFERRED: u32 = 18;
const AGAINST_ADVICE: u32 = 4;
/// Per cent of the red who die in the emergency room or are brought dead. Our assumption.
const DIE: u32 = 5;
/// Per cent who come by the ambulance 102, by category red, yellow, green; and by the police. Our assumptions.
const AMBULANCE: [u32; 3] = [45, 20, 5];
const POLICE: u32 = 2;
/// Caesareans in public hospitals: NFHS-5, Muzaffarpur.
pub(in super::super) const CAESAREAN: f64 = 0.039;
/// With vacuum or forceps. Our assumption.
const ASSISTED: f64 = 0.01;
/// Nights that a mother stays: after a caesarean, and otherwise. Our assumptions.
const NIGHTS_AFTER: (i32, i32) = (5, 2);
/// Births happen before this second of the day: they are registered at four in the afternoon.
const BORN_BEFORE: u32 = 15 * 3600 + 1800;
const LARGER: &str = "श्रीकृष्ण मेडिकल कॉलेज एवं अस्पताल, मुजफ्फरपुर";

/// Somebody comes, or is born.
enum What<'a> {
    Urgent(&'a Urgent),
    Birth { child: &'a Person, newborn: &'a Newborn, mother: &'a Person, born: Moment },
}

struct Arrival<'a> {
    at: Moment,
    person: &'a Person,
    what: What<'a>,
}

/// A stay in a bed that is to be found.
struct Stay<'a> {
    person: &'a Person,
    ward: &'a str,
    from: Moment,
    until: Moment,
}

/// The pass.
pub(super) struct Emergency24<'a> {
    emergencies: &'a Emergencies,
    staff: &'a Staff,
    wards: Wards,
}

impl<'a> Emergency24<'a> {
    /// # Errors
    /// [`SeedError::Table`] when the table of wards can not be read.
    pub(super) fn new(emergencies: &'a Emergencies, staff: &'a Staff, patients: usize) -> Result<Self, SeedError> {
        Ok(Self { emergencies, staff, wards: Wards::of_size(patients)? })
    }

    /// Writes everybody's visits to the emergency room, stays and deliveries.
    ///
    /// # Errors
    /// [`SeedError::Table`] when an id of a table is not one.
    pub(super) fn run(
        mut self,
        persons: &[Person],
        series: &mut Series,
        records: &mut Records,
    ) -> Result<(), SeedError> {
        let mut arrivals: Vec<Arrival<'_>> = persons.iter().flat_map(|p| arrivals(p, persons)).collect();
        arrivals.sort_by(|a, b| (a.at, &a.person.patient.id).cmp(&(b.at, &b.person.patient.id)));
        for arrival in &arrivals {
            match &arrival.what {
                What::Urgent(urgent) => self.urgent(arrival.person, urgent, series, records),
                What::Birth { child, newborn, mother, born } => {
                    let delivery = self.delivery(arrival.at, child, newborn, mother, *born, series, records)?;
                    records.deliveries.push(delivery);
                }
            }
        }
        (records.wards, records.beds) = self.wards.records();
        Ok(())
    }

    fn urgent(&mut self, person: &Person, urgent: &Urgent, series: &mut Series, records: &mut Records) {
        let emergencies = self.emergencies;
        let Some(reason) = emergencies.all.get(urgent.emergency) else { return };
        let mut dice = Dice::salted(urgent.salt);
        let id = EmergencyVisitId::numbered(series.next("emergency_visit"));
        let triaged = urgent.arrives.plus_minutes(2 + i64::from(dice.below(12)));
        let left = triaged.plus_minutes(20 + i64::from(dice.below(150)));
        let seen = triaged < OPENING;
        let vitals = seen.then(|| self.vitals(person, urgent, triaged, series, records));
        let dies = dies(person, urgent, &mut dice);
        let category = if dies && dice.below(3) == 0 { Category::Black } else { urgent.category };
        let triage = Triage { scale: Scale::IntegratedTool, category, triaged: self.staff.emergency_nurse(triaged) };
        let state = if !seen {
            EmergencyState::Arrived
        } else if left < OPENING {
            let disposal = self.disposal(person, urgent, reason, &id, left, dies, series, records, &mut dice);
            EmergencyState::Left { triage, disposal, left: self.staff.emergency_doctor(left) }
        } else {
            EmergencyState::Triaged { triage }
        };
        records.emergencies.push(EmergencyVisit {
            id,
            patient: person.patient.id.clone(),
            brought: brought(urgent.category, &mut dice),
            arrived: self.staff.emergency_clerk(urgent.arrives),
            complaint: reason.complaint.clone(),
            vitals,
            diagnosis: seen.then(|| reason.code.clone()),
            state,
        });
    }

    fn vitals(
        &self,
        person: &Person,
        urgent: &Urgent,
        taken: Moment,
        series: &mut Series,
        records: &mut Records,
    ) -> VitalsId {
        let id = VitalsId::numbered(series.next("vitals"));
        records.vitals.push(Vitals {
            id: id.clone(),
            patient: person.patient.id.clone(),
            encounter: None,
            measured: urgent.measured,
            taken: self.staff.emergency_nurse(taken),
            in_error: None,
        });
        id
    }

    #[expect(clippy::too_many_arguments, reason = "where somebody goes depends on all of it")]
    fn disposal(
        &mut self,
        person: &Person,
        urgent: &Urgent,
        reason: &Emergency,
        visit: &EmergencyVisitId,
        left: Moment,
        dies: bool,
        series: &mut Series,
        records: &mut Records,
        dice: &mut Dice,
    ) -> Disposal {
        if dies {
            return Disposal::Died;
        }
        let referred = |why: &str| Disposal::Referred { hospital: LARGER.to_owned(), reason: why.to_owned() };
        let Some(nights) = urgent.nights else {
            return match dice.below(100) {
                n if n < REFERRED && urgent.category == Category::Red => referred("विशेषज्ञ इलाज के लिए"),
                n if n < AGAINST_ADVICE => Disposal::AgainstAdvice,
                _ => Disposal::Home,
            };
        };
        let grown = person.being.months(left.day()) >= GROWN;
        let Some(ward) = self.wards.ward(&reason.ward, person.patient.sex, grown) else { return Disposal::Home };
        let stay = Stay { person, ward: ward.as_str(), from: left, until: round(urgent.arrives, nights, dice) };
        let from = AdmittedFrom::Emergency { visit: visit.clone() };
        match self.admit(&stay, from, &reason.code, series, records, dice) {
            Some(admission) => Disposal::Admitted { admission },
            None => referred("बेड खाली नहीं"),
        }
    }

    /// Puts somebody into a bed; `None` when none is free.
    fn admit(
        &mut self,
        stay: &Stay<'_>,
        from: AdmittedFrom,
        diagnosis: &DiagnosisCode,
        series: &mut Series,
        records: &mut Records,
        dice: &mut Dice,
    ) -> Option<AdmissionId> {
        let gone = (stay.until < OPENING).then_some(stay.until);
        let (ward, bed): (WardId, BedId) = self.wards.take(stay.ward, stay.from, gone)?;
        let id = AdmissionId::numbered(series.next("admission"));
        // Whoever goes home today was told at this morning's round.
        let advised = at(Day(0), 8 * 3600 + 1800 + dice.below(2400));
        let state = match gone {
            Some(until) => {
                let how = match dice.below(100) {
                    0..4 => Ended::Referred,
                    4..9 => Ended::AgainstAdvice,
                    _ => Ended::Home,
                };
                AdmissionState::Ended { how, ended: self.staff.ward_doctor(until) }
            }
            None if stay.until.day() == Day(0) && stay.from < advised => {
                AdmissionState::DischargeAdvised { advised: self.staff.ward_doctor(advised) }
            }
            None => AdmissionState::Admitted,
        };
        records.admissions.push(Admission {
            id: id.clone(),
            patient: stay.person.patient.id.clone(),
            ward,
            bed,
            from,
            diagnosis: diagnosis.clone(),
            admitted: self.staff.ward_doctor(stay.from),
            state,
        });
        Some(id)
    }

    #[expect(clippy::too_many_arguments, reason = "a birth belongs to two people, a time and a bed")]
    fn delivery(
        &mut self,
        comes: Moment,
        child: &Person,
        newborn: &Newborn,
        mother: &Person,
        born: Moment,
        series: &mut Series,
        records: &mut Records,
    ) -> Result<Delivery, SeedError> {
        let mut dice = Dice::salted(salt(child));
        let (mode, code) = match dice.unit() {
            n if n < CAESAREAN => (DeliveryMode::Caesarean, "O82.9"),
            n if n < CAESAREAN + ASSISTED => (DeliveryMode::Assisted, "O81.4"),
            _ => (DeliveryMode::Normal, "O80.9"),
        };
        let caesarean = mode == DeliveryMode::Caesarean;
        let broken = |id: &str| SeedError::Table { table: "deliveries", why: format!("{id} is no id") };
        let diagnosis = DiagnosisCode::parse(code).ok_or_else(|| broken(code))?;
        let theatre =
            caesarean.then(|| TheatreId::parse("ot-labour").ok_or_else(|| broken("ot-labour"))).transpose()?;
        let nights = if caesarean { NIGHTS_AFTER.0 } else { NIGHTS_AFTER.1 };
        let until = round(born, nights, &mut dice);
        let elsewhere = mother.visits.iter().any(|v| (comes.day()..=until.day()).contains(&v.day));
        let stay = Stay { person: mother, ward: LABOUR, from: comes, until };
        let admission = (!elsewhere)
            .then(|| self.admit(&stay, AdmittedFrom::Labour, &diagnosis, series, records, &mut dice))
            .flatten();
        Ok(Delivery {
            id: DeliveryId::numbered(series.next("delivery")),
            mother: mother.patient.id.clone(),
            admission,
            weeks: weeks(newborn.weight_grams.unwrap_or(2800), &mut dice),
            mode,
            theatre,
            born: self.staff.labour_doctor(born),
            children: vec![Child {
                outcome: BirthOutcome::Live,
                sex: child.patient.sex,
                weight_grams: newborn.weight_grams,
                patient: Some(child.patient.id.clone()),
            }],
        })
    }
}

/// What brings a person to the hospital by day or night.
fn arrivals<'a>(person: &'a Person, persons: &'a [Person]) -> Vec<Arrival<'a>> {
    let mut arrivals = Vec::new();
    if let Some(urgent) = &person.urgent {
        arrivals.push(Arrival { at: urgent.arrives, person, what: What::Urgent(urgent) });
    }
    let mother = person.mother.and_then(|number| persons.get(usize::try_from(number).ok()?.checked_sub(1)?));
    if let Some((newborn, mother)) = person.patient.newborn.as_ref().zip(mother) {
        let mut dice = Dice::salted(salt(person) ^ 0xB1);
        let born = at(person.being.born, 600 + dice.below(BORN_BEFORE - 600));
        let comes = born.plus_minutes(-i64::from(60 + dice.below(480)));
        arrivals.push(Arrival {
            at: comes,
            person: mother,
            what: What::Birth { child: person, newborn, mother, born },
        });
    }
    arrivals
}

fn salt(child: &Person) -> u64 {
    child.visits.first().map_or(0, |v| v.salt ^ 0xDE11)
}

/// When somebody goes home: after the round of a later day.
fn round(from: Moment, nights: i32, dice: &mut Dice) -> Moment {
    at(Day(from.day().0 + nights.max(1)), NOW + 1800 + dice.below(3 * 3600))
}

/// Some of the red die; only those of whom nothing later is known.
fn dies(person: &Person, urgent: &Urgent, dice: &mut Dice) -> bool {
    let drawn = urgent.category == Category::Red && urgent.nights.is_none() && dice.below(100) < DIE;
    drawn && person.visits.iter().all(|v| v.day < urgent.arrives.day())
}

fn brought(category: Category, dice: &mut Dice) -> Brought {
    let [red, yellow, green] = AMBULANCE;
    let ambulance = match category {
        Category::Red | Category::Black => red,
        Category::Yellow => yellow,
        Category::Green => green,
    };
    match dice.below(100) {
        n if n < ambulance => Brought::Ambulance,
        n if n < ambulance + POLICE => Brought::Police,
        _ => Brought::Family,
    }
}

/// Completed weeks that go with a birth weight. Our assumption.
fn weeks(grams: u32, dice: &mut Dice) -> u8 {
    let (low, high) = match grams {
        0..1500 => (29, 32),
        1500..2000 => (32, 35),
        2000..2500 => (35, 38),
        _ => (37, 41),
    };
    u8::try_from(dice.between(low, high)).unwrap_or(39)
}
