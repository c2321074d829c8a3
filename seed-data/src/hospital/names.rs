//! Names: surnames and telephones belong to a household, given names to a person.

use super::being::Being;
use super::dice::{Dice, Purpose};
use super::households::Kin;
use super::tables::{Area, Carriers, Community, Era, Given, Surname, Tables, Village};
use abhyas_hims::Day;
use abhyas_hims::m01_registration::{Guardian, Kinship, Name, Place, Sex};

/// Census 2011: 15.5 % of the district are Muslim.
const MUSLIM: f64 = 0.155;

/// What the people of a house share.
pub(super) struct Household<'a> {
    pub community: Community,
    pub surname: Option<&'a Surname>,
    village: Option<&'a Village>,
    /// The man after whom children and wives are called where he is not in the register himself.
    pub head: Name,
}

impl<'a> Household<'a> {
    /// The household of a number.
    pub(super) fn of(tables: &'a Tables, seed: u64, number: u32, area: Area) -> Self {
        let mut dice = Dice::new(seed, Purpose::Household, number);
        let community = if dice.happens(MUSLIM) { Community::Muslim } else { Community::Hindu };
        let surname = dice.weighted(&tables.surnames, |s| if s.community == community { s.weight } else { 0 });
        let village = dice.weighted(&tables.villages, |v| if v.area == area { v.weight } else { 0 });
        let given = dice.weighted(&tables.given, |g| fits(g, Sex::Male, community, 35));
        let head = match (given, surname) {
            (Some(given), Some(surname)) => joined(given, &surname.hi, &surname.en),
            _ => Name::default(),
        };
        Self { community, surname, village, head }
    }

    pub(super) fn place(&self) -> Place {
        let name = |hi: &str, en: &str| Name { hi: hi.to_owned(), en: en.to_owned() };
        let Some(village) = self.village else { return Place::default() };
        Place {
            village: name(&village.village_hi, &village.village_en),
            block: name(&village.block_hi, &village.block_en),
            district: name("मुजफ्फरपुर", "Muzaffarpur"),
        }
    }
}

/// How likely a given name is for somebody; 0 when it does not fit.
fn fits(given: &Given, sex: Sex, community: Community, age: u32) -> u32 {
    if given.sex != sex || given.community != community {
        return 0;
    }
    match given.era {
        Era::Elder if age < 45 => given.weight,
        Era::Young if age > 30 => given.weight,
        _ => given.weight * 8,
    }
}

/// A person's full name. It follows from the seed, the number and the household alone, so that whoever is called after
/// somebody can draw that name again.
pub(super) fn full_name(tables: &Tables, seed: u64, being: &Being, home: &Household<'_>) -> Name {
    let mut dice = Dice::new(seed, Purpose::Name, being.number);
    let age = being.age(Day(0));
    let given = dice.weighted(&tables.given, |g| fits(g, being.sex, home.community, age));
    let (Some(given), Some(surname)) = (given, home.surname) else { return Name::default() };
    let (hi, en) = last_name(being.sex, age, surname, &mut dice);
    joined(given, hi, en)
}

/// The second name: women mostly Devi, Kumari or Khatun, as registers in Bihar have them.
fn last_name<'a>(sex: Sex, age: u32, surname: &'a Surname, dice: &mut Dice) -> (&'a str, &'a str) {
    match (sex, surname.community) {
        (Sex::Female, Community::Hindu) if age >= 20 && dice.happens(0.75) => ("देवी", "Devi"),
        (Sex::Female, Community::Hindu) if surname.of == Carriers::Male || dice.happens(0.75) => ("कुमारी", "Kumari"),
        (Sex::Female, Community::Muslim) if age >= 20 => ("खातून", "Khatun"),
        (Sex::Female, Community::Muslim) => ("परवीन", "Parveen"),
        (Sex::Male, Community::Hindu) if dice.happens(0.3) => ("कुमार", "Kumar"),
        _ => (&surname.hi, &surname.en),
    }
}

fn joined(given: &Given, last_hi: &str, last_en: &str) -> Name {
    let join = |given: &str, last: &str| {
        if given.ends_with(last) { given.to_owned() } else { format!("{given} {last}") }
    };
    Name { hi: join(&given.hi, last_hi), en: join(&given.en, last_en) }
}

/// Husband, mother or father as the desk asks for one of them; a few say none.
pub(super) fn guardian(
    being: &Being,
    kin: &Kin,
    home: &Household<'_>,
    of_number: impl Fn(u32) -> Name,
    dice: &mut Dice,
) -> Option<Guardian> {
    let married = being.sex == Sex::Female && being.age(Day(0)) >= 20;
    let (kinship, known) = if married { (Kinship::Husband, kin.husband) } else { (Kinship::Father, kin.father) };
    let said = dice.happens(0.94);
    if let Some(number) = known {
        return Some(Guardian { kinship, name: of_number(number) });
    }
    said.then(|| Guardian { kinship, name: home.head.clone() })
}
