//! One patient: a person, a household, a registration some time in the last two years.

use super::dice::Dice;
use super::tables::{Carriers, Cell, Community, Given, Surname, Tables, Village};
use super::{FACILITY_NUMBER, NEAR_DUPLICATE_EVERY, SeedError};
use abhyas_core::PersonId;
use abhyas_hims::m01_registration::check::{self, luhn};
use abhyas_hims::m01_registration::{
    AbhaLink, AbhaMethod, AbhaNumber, BhavyaId, Birth, Guardian, Identity, Kinship, Name, Newborn, Patient, Place, Sex,
    Stamp, Standing,
};
use abhyas_hims::{Day, Moment, Persona, World};

/// How long ago the oldest registration is, in days.
const DAYS_BACK: u32 = 730;
const DAYS_PER_YEAR: u32 = 365;
/// Ages at which somebody is taken for the mother of a newborn, in years.
const MOTHER_AGES: std::ops::RangeInclusive<i32> = 18..=40;

/// The patient with a running number. `world` holds those before: households, mothers and second records refer to them.
pub(super) fn patient(
    tables: &Tables,
    world: &World,
    seed: u64,
    number: u32,
    cell: Cell,
) -> Result<Patient, SeedError> {
    let mut dice = Dice::new(seed, number.into());
    let refused = |why: String| SeedError::Patient { number, why };
    if number.is_multiple_of(NEAR_DUPLICATE_EVERY)
        && let Some(first) = earlier(world, &mut dice, number)
    {
        return second_record(&first, number, &mut dice).map_err(refused);
    }
    let kin = dice.chance(35).then(|| earlier(world, &mut dice, number)).flatten();
    let born = birth_day(cell, &mut dice);
    let community = if dice.chance(16) { Community::Muslim } else { Community::Hindu };
    let surname = dice.weighted(&tables.surnames, |s| if s.community == community { s.weight } else { 0 });
    let given = dice.weighted(&tables.given, |g| given_weight(g, cell.sex, community));
    let (given, surname) = given.zip(surname).ok_or_else(|| refused("no name fits".to_owned()))?;
    let registered = registered(born, number, &mut dice).map_err(refused)?;
    let mut patient = Patient {
        id: BhavyaId::numbered(FACILITY_NUMBER, number.into()),
        name: full_name(given, surname, cell, &mut dice),
        sex: cell.sex,
        birth: stated_birth(born, registered.at.day(), &mut dice),
        guardian: guardian(tables, cell, community, surname, &mut dice),
        mobile: check::mobile(&household_mobile(seed, number), "mobile").map_err(|r| refused(r.to_string()))?,
        place: place(tables, &mut dice),
        document: None,
        identity: Identity::Known,
        abha: abha(number, &registered, &mut dice).map_err(refused)?,
        newborn: None,
        standing: Standing::Active,
        search: None,
        despite: None,
        registered,
        amendments: Vec::new(),
    };
    if let Some(kin) = kin {
        // The same house: the same address and telephone.
        patient.place = kin.place.clone();
        patient.mobile = kin.mobile.clone();
    }
    if cell.from == 0 && born.0 >= -20 {
        link_mother(world, &mut patient);
    }
    Ok(patient)
}

fn given_weight(given: &Given, sex: Sex, community: Community) -> u32 {
    if given.sex == sex && given.community == community { given.weight } else { 0 }
}

fn earlier(world: &World, dice: &mut Dice, number: u32) -> Option<Patient> {
    let other = BhavyaId::numbered(FACILITY_NUMBER, (1 + dice.below(number.saturating_sub(1))).into());
    world.patients().get(&other).map(|p| (**p).clone())
}

/// A day in the age group, the newborn days a little likelier than their share so that the hospital has births.
fn birth_day(cell: Cell, dice: &mut Dice) -> Day {
    let days = if cell.from == 0 && dice.chance(6) {
        1 + dice.below(20)
    } else {
        1 + cell.from * DAYS_PER_YEAR + cell.from / 4 + dice.below(cell.years * DAYS_PER_YEAR)
    };
    Day(0 - i32::try_from(days).unwrap_or(0))
}

/// Seven in ten know their birth date; the others tell an age, and older ones round it to five.
fn stated_birth(born: Day, registered: Day, dice: &mut Dice) -> Birth {
    let days = u32::try_from(registered.0 - born.0).unwrap_or(0);
    let years = days * 4 / (DAYS_PER_YEAR * 4 + 1);
    if years < 5 || dice.chance(70) {
        return Birth::On { day: born };
    }
    let rounded = if years >= 30 && dice.chance(50) { years / 5 * 5 } else { years };
    Birth::Aged { years: rounded, on: registered }
}

fn registered(born: Day, number: u32, dice: &mut Dice) -> Result<Stamp, String> {
    let oldest = DAYS_BACK.min(u32::try_from(-born.0).unwrap_or(DAYS_BACK));
    let days_ago = 1 + i64::from(dice.below(oldest));
    let minute = i64::from(8 * 60 + dice.below(6 * 60));
    let desk = format!("desk-{}", 1 + number % 4);
    Ok(Stamp {
        at: Moment(-days_ago * 86_400 + minute * 60),
        by: PersonId::parse(desk).map_err(|e| e.to_string())?,
        persona: Persona::Clerk,
    })
}

/// Given name and surname; women mostly Devi, Kumari or Khatun, as registers in Bihar have them.
fn full_name(given: &Given, surname: &Surname, cell: Cell, dice: &mut Dice) -> Name {
    let (last_hi, last_en) = match (cell.sex, surname.community) {
        (Sex::Female, Community::Hindu) if cell.from >= 20 && dice.chance(75) => ("देवी", "Devi"),
        (Sex::Female, Community::Hindu) if dice.chance(75) || surname.of == Carriers::Male => ("कुमारी", "Kumari"),
        (Sex::Female, Community::Muslim) if cell.from >= 20 => ("खातून", "Khatun"),
        (Sex::Female, Community::Muslim) => ("परवीन", "Parveen"),
        _ => (surname.hi.as_str(), surname.en.as_str()),
    };
    let join =
        |given: &str, last: &str| if given.ends_with(last) { given.to_owned() } else { format!("{given} {last}") };
    Name { hi: join(&given.hi, last_hi), en: join(&given.en, last_en) }
}

fn guardian(tables: &Tables, cell: Cell, community: Community, surname: &Surname, dice: &mut Dice) -> Option<Guardian> {
    let given = dice.weighted(&tables.given, |g| given_weight(g, Sex::Male, community))?;
    let married = cell.sex == Sex::Female && cell.from >= 20;
    let kinship = if married { Kinship::Husband } else { Kinship::Father };
    let name = Name { hi: format!("{} {}", given.hi, surname.hi), en: format!("{} {}", given.en, surname.en) };
    dice.chance(92).then_some(Guardian { kinship, name })
}

fn place(tables: &Tables, dice: &mut Dice) -> Place {
    let name = |hi: &str, en: &str| Name { hi: hi.to_owned(), en: en.to_owned() };
    let village = dice.weighted(&tables.villages, |_| 1);
    let Some(Village { village_hi, village_en, block_hi, block_en }) = village else { return Place::default() };
    Place {
        village: name(village_hi, village_en),
        block: name(block_hi, block_en),
        district: name("मुजफ्फरपुर", "Muzaffarpur"),
    }
}

/// A number of the household, 00000 and five digits: spread over all of them, none twice below 100,000 households.
fn household_mobile(seed: u64, number: u32) -> String {
    let spread = (u64::from(number) * 7_919 + seed % 100_000) % 100_000;
    format!("00000{spread:05}")
}

/// Four in ten are linked; the number is 00, eleven digits and the Luhn digit, and no two are the same.
fn abha(number: u32, registered: &Stamp, dice: &mut Dice) -> Result<AbhaLink, String> {
    let state = dice.below(100);
    if state >= 45 {
        return Ok(AbhaLink::Unlinked);
    }
    // A multiplier without a common factor with 10^11 sends different patients to different numbers.
    let spread = u64::from(number) * 37_481_923_717 % 100_000_000_000;
    let body = format!("00{spread:011}");
    let digits = format!("{body}{}", luhn::check_digit(&body));
    let (number, _) = AbhaNumber::parse(&digits, "abha_number").map_err(|r| r.to_string())?;
    Ok(if state < 40 {
        AbhaLink::Linked { number, linked: registered.clone() }
    } else {
        AbhaLink::Verified { number, method: AbhaMethod::Qr, verified: registered.clone() }
    })
}

/// The first mother before this child who is of an age to be one and has no child here yet.
fn link_mother(world: &World, child: &mut Patient) {
    let day = |p: &Patient| match p.birth {
        Birth::On { day } => Some(day),
        Birth::Aged { .. } => None,
    };
    let Some(born) = day(child) else { return };
    let of_age = |p: &Patient| day(p).is_some_and(|d| MOTHER_AGES.contains(&((born.0 - d.0) / 366)));
    let fits = |p: &Patient| {
        let childless = world.patients().find(Patient::BY_MOTHER, p.id.as_str()).next().is_none();
        p.sex == Sex::Female && of_age(p) && childless && p.registered.at < child.registered.at
    };
    let Some(mother) = world.patients().iter().find(|p| fits(p)) else { return };
    child.name =
        Name { hi: format!("{} का शिशु", mother.name.hi), en: format!("Baby of {}", mother.name.en) };
    child.guardian = Some(Guardian { kinship: Kinship::Mother, name: mother.name.clone() });
    child.place = mother.place.clone();
    child.mobile = mother.mobile.clone();
    child.newborn = Some(Newborn { mother: mother.id.clone(), birth_order: 1, weight_grams: Some(2700) });
}

/// Somebody who is there already, registered again: one script only, a slip in the spelling, an age for a date,
/// sometimes no telephone.
fn second_record(first: &Patient, number: u32, dice: &mut Dice) -> Result<Patient, String> {
    let mut again = first.clone();
    again.id = BhavyaId::numbered(FACILITY_NUMBER, number.into());
    again.abha = AbhaLink::Unlinked;
    again.newborn = None;
    again.name = match dice.below(3) {
        0 => Name { hi: first.name.hi.clone(), en: String::new() },
        1 => Name { hi: String::new(), en: respelt(&first.name.en) },
        _ => Name { hi: String::new(), en: slipped(&first.name.en, dice) },
    };
    let born = match first.birth {
        Birth::On { day } => day,
        Birth::Aged { years, on } => Day(on.0 - i32::try_from(years * DAYS_PER_YEAR + years / 4).unwrap_or(0)),
    };
    again.registered = registered(born, number, dice)?;
    let days = u32::try_from(again.registered.at.day().0 - born.0).unwrap_or(0);
    if days > 5 * DAYS_PER_YEAR {
        let years = days * 4 / (DAYS_PER_YEAR * 4 + 1) + dice.below(2);
        again.birth = Birth::Aged { years, on: again.registered.at.day() };
    }
    if dice.chance(40) {
        again.mobile = None;
    }
    Ok(again)
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
