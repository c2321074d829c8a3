//! Register a child born here, linked to the mother.

use super::bhavya_id::BhavyaId;
use super::check;
use super::codes;
use super::create_patient::{new_patient, next_id};
use super::details::{Details, in_its_script, person_name};
use super::patient::{Birth, Guardian, Kinship, Name, Newborn, Patient, Sex};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::time::Day;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// A child is a newborn for this many days (WHO); an older one is registered by the ordinary form.
const NEWBORN_DAYS: i32 = 28;
/// Two births of one mother are at least this many days apart, unless they are twins: 22 weeks.
const BETWEEN_BIRTHS_DAYS: i32 = 154;
/// Ages at which a mother is plausible, in completed years.
const MOTHER_AGES: std::ops::RangeInclusive<u32> = 10..=60;
/// Plausible birth weights, in grams.
const WEIGHTS: std::ops::RangeInclusive<u32> = 300..=7000;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterNewborn {
    /// The mother's BHAVYA ID.
    pub mother: String,
    /// The child's sex.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// The day of birth.
    pub birth_date: String,
    /// 1 for the only or first child, 2 for the second twin, ….
    #[serde(default)]
    pub birth_order: String,
    /// Birth weight in grams; may be empty.
    #[serde(default)]
    pub weight_grams: String,
    /// The child's name in either script; empty: "baby of" the mother.
    #[serde(default)]
    pub name: String,
}

impl Command for RegisterNewborn {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.mother))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mother = rights::active_patient(tx, &self.mother, "mother")?;
        let sex = self.sex.ok_or_else(|| Refusal::new(codes::SEX_MISSING).at("sex"))?;
        let born = self.born(ctx)?;
        may_be_mother(&mother, born, ctx)?;
        let birth_order = self.order()?;
        no_birth_just_before(tx, &mother.id, born, birth_order)?;
        let weight_grams = self.weight()?;
        let details = self.details(&mother, sex, born)?;
        let id = next_id(tx, ctx)?;
        let mut child = new_patient(id.clone(), details, ctx);
        child.newborn = Some(Newborn { mother: mother.id, birth_order, weight_grams });
        tx.put(child)?;
        Ok(Receipt::of::<Patient>(id))
    }
}

impl RegisterNewborn {
    fn born(&self, ctx: &Ctx) -> Result<Day, Refusal> {
        let day = ctx.calendar.day(check::date(&self.birth_date, "birth_date")?);
        let today = ctx.now.day();
        if day > today {
            return Err(Refusal::new(codes::BIRTH_IN_FUTURE).at("birth_date"));
        }
        if today.0 - day.0 > NEWBORN_DAYS {
            return Err(Refusal::new(codes::NOT_A_NEWBORN).at("birth_date").with("n", NEWBORN_DAYS));
        }
        Ok(day)
    }

    fn order(&self) -> Result<u8, Refusal> {
        match check::digits(&self.birth_order).parse::<u8>() {
            _ if self.birth_order.trim().is_empty() => Ok(1),
            Ok(order @ 1..=6) => Ok(order),
            _ => Err(Refusal::new(codes::BIRTH_ORDER_FORM).at("birth_order")),
        }
    }

    fn weight(&self) -> Result<Option<u32>, Refusal> {
        if self.weight_grams.trim().is_empty() {
            return Ok(None);
        }
        let grams = check::digits(&self.weight_grams).parse::<u32>().ok().filter(|g| WEIGHTS.contains(g));
        grams.map(Some).ok_or_else(|| Refusal::new(codes::BIRTH_WEIGHT).at("weight_grams"))
    }

    fn details(&self, mother: &Patient, sex: Sex, born: Day) -> Result<Details, Refusal> {
        let given = in_its_script(person_name(&self.name, "name")?);
        let name = if given.is_empty() { baby_of(&mother.name) } else { given };
        Ok(Details {
            name,
            sex,
            birth: Birth::On { day: born },
            guardian: Some(Guardian { kinship: Kinship::Mother, name: mother.name.clone() }),
            mobile: mother.mobile.clone(),
            place: mother.place.clone(),
            document: None,
        })
    }
}

/// The name until the family has given one.
fn baby_of(mother: &Name) -> Name {
    let of = |text: &str, name: &str| if name.is_empty() { String::new() } else { text.replace("{}", name) };
    Name { hi: of("{} का शिशु", &mother.hi), en: of("Baby of {}", &mother.en) }
}

fn may_be_mother(mother: &Patient, born: Day, ctx: &Ctx) -> Result<(), Refusal> {
    let refused = |code| Err(Refusal::new(code).at("mother"));
    if mother.sex == Sex::Male {
        return refused(codes::MOTHER_IS_MALE);
    }
    let day = mother.birth.day(ctx.calendar);
    if !MOTHER_AGES.contains(&ctx.calendar.age_years(day, born)) {
        return refused(codes::MOTHER_AGE);
    }
    Ok(())
}

fn no_birth_just_before(tx: &Tx, mother: &BhavyaId, born: Day, order: u8) -> Result<(), Refusal> {
    let siblings = tx.world().patients().find(Patient::BY_MOTHER, mother.as_str()).filter(|s| s.is_active());
    for sibling in siblings {
        let (Birth::On { day }, Some(birth)) = (sibling.birth, &sibling.newborn) else { continue };
        let apart = (born.0 - day.0).abs();
        let twin = apart <= 2 && birth.birth_order != order;
        if !twin && apart < BETWEEN_BIRTHS_DAYS {
            return Err(Refusal::new(codes::NEWBORN_REGISTERED).at("birth_order").with("id", sibling.id.spaced()));
        }
    }
    Ok(())
}
