//! One person: the record of the registration desk, and the visits.
//!
//! Everything here is a pure function of the tables, the seed and the person's number, so that it can be made on any
//! thread in any order.

use super::being::Being;
use super::body::{Body, Norms, whole};
use super::dice::{Dice, Purpose};
use super::emergencies::{Candidate, Emergencies, Urgent};
use super::households::{self, Kin};
use super::names::{self, Household};
use super::tables::Tables;
use super::visits::{Plan, Visit};
use super::{FACILITY_NUMBER, NEAR_DUPLICATE_EVERY, SeedError};
use abhyas_core::PersonId;
use abhyas_hims::m01_registration::check::{self, luhn};
use abhyas_hims::m01_registration::{
    AbhaLink, AbhaMethod, AbhaNumber, BhavyaId, Birth, Guardian, Identity, Kinship, Name, Newborn, Patient, Stamp,
    Standing,
};
use abhyas_hims::{Day, Moment, Persona};

const SECONDS_PER_DAY: i64 = 86_400;
/// Who is younger carries the mother's name and the note of the birth.
const BABY_DAYS: i32 = 90;
/// When births of a day are registered, in seconds of the day.
const BIRTHS_REGISTERED: i64 = 16 * 3600;
/// Shares of patients: with a telephone, with a linked ABHA, with a verified one.
const WITH_TELEPHONE: f64 = 0.85;
const ABHA_LINKED: f64 = 0.40;
const ABHA_VERIFIED: f64 = 0.05;

/// A person as the hospital knows them.
#[derive(Debug)]
pub(super) struct Person {
    pub patient: Patient,
    pub being: Being,
    pub body: Body,
    pub visits: Vec<Visit>,
    /// A visit to the emergency room.
    pub urgent: Option<Urgent>,
    /// The number of the mother's record, of a child born here.
    pub mother: Option<u32>,
}

/// Everything that persons are made of.
pub(super) struct People<'a> {
    pub tables: &'a Tables,
    pub norms: Norms,
    pub plan: Plan<'a>,
    pub emergencies: Emergencies,
    pub seed: u64,
    /// Each person once, by number; second records have none of their own.
    pub beings: Vec<Being>,
    /// Their families, in the same order.
    pub kin: Vec<Kin>,
    /// Births by mother, in the same order.
    pub births: Vec<Vec<Day>>,
}

/// Whether a number is that of a second record.
pub(super) const fn is_second(number: u32) -> bool {
    number.is_multiple_of(NEAR_DUPLICATE_EVERY)
}

/// Where in the list of persons the one with a number is.
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number - number / NEAR_DUPLICATE_EVERY).unwrap_or(1).saturating_sub(1)
}

impl People<'_> {
    /// With their families found.
    pub(super) fn in_families(mut self) -> Self {
        self.kin = households::families(&self.beings, self.seed);
        self.births = vec![Vec::new(); self.beings.len()];
        for (being, kin) in self.beings.iter().zip(&self.kin) {
            if let Some(births) = kin.mother.and_then(|mother| self.births.get_mut(place(mother))) {
                births.push(being.born);
            }
        }
        self
    }

    /// The record with a number.
    ///
    /// # Errors
    /// [`SeedError::Patient`] for a value that the hospital's own rules refuse.
    pub(super) fn of(&self, number: u32) -> Result<Person, SeedError> {
        let refused = |why: String| SeedError::Patient { number, why };
        if is_second(number) { self.second(number).map_err(refused) } else { self.first(number).map_err(refused) }
    }

    fn first(&self, number: u32) -> Result<Person, String> {
        let at = place(number);
        let being = *self.beings.get(at).ok_or("no such person")?;
        let kin = self.kin.get(at).copied().unwrap_or_default();
        let births = self.births.get(at).map(Vec::as_slice).unwrap_or_default();
        let body = Body::of(&self.norms, self.seed, &being);
        let visits = self.plan.visits(&being, &body, births);
        let mut dice = Dice::new(self.seed, Purpose::Desk, number);
        let registered = registered(&visits, number, &mut dice)?;
        let home = Household::of(self.tables, self.seed, kin.home, being.area);
        let named = |other: u32| self.name_of(other, &home);
        let mut patient = Patient {
            id: BhavyaId::numbered(FACILITY_NUMBER, number.into()),
            name: names::full_name(self.tables, self.seed, &being, &home),
            sex: being.sex,
            birth: being.told(registered.at.day()),
            guardian: names::guardian(&being, &kin, &home, named, &mut dice),
            mobile: self.telephone(kin.home, &mut dice)?,
            place: home.place(),
            document: None,
            identity: Identity::Known,
            abha: abha(number, &registered, &mut dice)?,
            newborn: None,
            standing: Standing::Active,
            search: None,
            despite: None,
            registered,
            amendments: Vec::new(),
        };
        if patient.name.is_empty() {
            return Err("no name fits".to_owned());
        }
        if being.born.0 > -BABY_DAYS {
            self.with_mother(&being, &kin, &home, &mut patient);
        }
        let mother = kin.mother.filter(|_| patient.newborn.is_some());
        let urgent = self.urgent(&being, &body, &visits, &patient, births);
        Ok(Person { patient, being, body, visits, urgent, mother })
    }

    fn urgent(
        &self,
        being: &Being,
        body: &Body,
        visits: &[Visit],
        patient: &Patient,
        births: &[Day],
    ) -> Option<Urgent> {
        let births = [births, &[being.born]].concat();
        let who = Candidate { being, body, visits, registered: patient.registered.at, births: &births };
        let mut dice = Dice::new(self.seed, Purpose::Urgent, being.number);
        self.emergencies.of(&who, self.plan.months, &mut dice)
    }

    fn name_of(&self, number: u32, home: &Household<'_>) -> Name {
        let being = self.beings.get(place(number));
        being.map(|b| names::full_name(self.tables, self.seed, b, home)).unwrap_or_default()
    }

    /// The household's number, 00000 and five digits: spread over all of them, none twice below 100,000 households.
    fn telephone(&self, home: u32, dice: &mut Dice) -> Result<Option<abhyas_hims::m01_registration::Mobile>, String> {
        if !dice.happens(WITH_TELEPHONE) {
            return Ok(None);
        }
        let spread = (u64::from(home) * 7_919 + self.seed % 100_000) % 100_000;
        check::mobile(&format!("00000{spread:05}"), "mobile").map_err(|r| r.to_string())
    }

    /// A baby whose mother was a patient before the birth was born here: registered with her on that day.
    fn with_mother(&self, being: &Being, kin: &Kin, home: &Household<'_>, child: &mut Patient) {
        let Some(number) = kin.mother else { return };
        let Some((mother, births)) = self.beings.get(place(number)).zip(self.births.get(place(number))) else { return };
        let body = Body::of(&self.norms, self.seed, mother);
        let known_since = self.plan.visits(mother, &body, births).first().map(|visit| visit.day);
        if known_since.is_none_or(|day| day >= being.born) {
            return;
        }
        let name = self.name_of(number, home);
        let grams = 2750.0 + 420.0 * Dice::new(self.seed, Purpose::Birth, being.number).normal();
        let weight = u32::try_from(whole(grams / 10.0) * 10).ok();
        child.name = Name { hi: format!("{} का शिशु", name.hi), en: format!("Baby of {}", name.en) };
        child.guardian = Some(Guardian { kinship: Kinship::Mother, name });
        let mother = BhavyaId::numbered(FACILITY_NUMBER, number.into());
        child.newborn = Some(Newborn { mother, birth_order: 1, weight_grams: weight });
        child.registered.at = Moment(i64::from(being.born.0) * SECONDS_PER_DAY + BIRTHS_REGISTERED);
        child.birth = Birth::On { day: being.born };
        child.abha = AbhaLink::Unlinked;
    }

    /// Somebody who is there already, registered again: one script only, a slip in the spelling, an age for a date,
    /// sometimes no telephone.
    fn second(&self, number: u32) -> Result<Person, String> {
        let mut dice = Dice::new(self.seed, Purpose::Desk, number);
        let other = 1 + dice.below(number.saturating_sub(1));
        let first = self.first(if is_second(other) { other - 1 } else { other })?;
        let being = Being { number, documented: false, rounds: false, ..first.being };
        let visits = self.plan.visits(&being, &first.body, &[]);
        let registered = registered(&visits, number, &mut dice)?;
        let born = first.being.born;
        let mut again = Patient {
            id: BhavyaId::numbered(FACILITY_NUMBER, number.into()),
            abha: AbhaLink::Unlinked,
            newborn: None,
            name: match dice.below(3) {
                0 => Name { hi: first.patient.name.hi.clone(), en: String::new() },
                1 => Name { hi: String::new(), en: respelt(&first.patient.name.en) },
                _ => Name { hi: String::new(), en: slipped(&first.patient.name.en, &mut dice) },
            },
            birth: if being.age(Day(0)) > 5 { being.told(registered.at.day()) } else { Birth::On { day: born } },
            registered,
            ..first.patient
        };
        if dice.happens(0.4) {
            again.mobile = None;
        }
        Ok(Person { patient: again, being, body: first.body, visits, urgent: None, mother: None })
    }
}

/// At the desk a few minutes before the first visit's token.
fn registered(visits: &[Visit], number: u32, dice: &mut Dice) -> Result<Stamp, String> {
    let first = visits.first().ok_or("no visit")?;
    let minute = i64::from(first.minute) - i64::from(3 + dice.below(12));
    let desk = format!("desk-{}", 1 + number % 4);
    Ok(Stamp {
        at: Moment(i64::from(first.day.0) * SECONDS_PER_DAY + minute * 60),
        by: PersonId::parse(desk).map_err(|e| e.to_string())?,
        persona: Persona::Clerk,
    })
}

/// Linked or verified for some; the number is 00, eleven digits and the Luhn digit, and no two are the same.
fn abha(number: u32, registered: &Stamp, dice: &mut Dice) -> Result<AbhaLink, String> {
    let state = dice.unit();
    if state >= ABHA_LINKED + ABHA_VERIFIED {
        return Ok(AbhaLink::Unlinked);
    }
    // A multiplier without a common factor with 10^11 sends different patients to different numbers.
    let spread = u64::from(number) * 37_481_923_717 % 100_000_000_000;
    let body = format!("00{spread:011}");
    let digits = format!("{body}{}", luhn::check_digit(&body));
    let (number, _) = AbhaNumber::parse(&digits, "abha_number").map_err(|r| r.to_string())?;
    Ok(if state < ABHA_LINKED {
        AbhaLink::Linked { number, linked: registered.clone() }
    } else {
        AbhaLink::Verified { number, method: AbhaMethod::Qr, verified: registered.clone() }
    })
}

/// The same sounds in other letters, as another clerk writes them.
fn respelt(name: &str) -> String {
    let mut name = name.to_owned();
    for (one, other) in [("sh", "s"), ("v", "b"), ("i", "ee"), ("u", "oo"), ("ks", "x")] {
        if name.contains(one) {
            name = name.replacen(one, other, 1);
            break;
        }
    }
    name
}

/// Two neighbouring letters swapped: a slip of the finger.
fn slipped(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let first_word = letters.iter().position(|c| *c == ' ').unwrap_or(letters.len());
    if first_word > 3 {
        let at = 1 + usize::try_from(dice.below(2)).unwrap_or(0);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}
