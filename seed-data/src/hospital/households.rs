//! Families at one address: who of the patients is whose wife, husband, mother or child.
//!
//! One ordered pass over the people, before anything else is drawn. Only a part of each family is in the register, as
//! the hospital knows only who came.

use super::being::Being;
use super::dice::{Dice, Purpose};
use super::tables::Area;
use abhyas_hims::Day;
use abhyas_hims::m01_registration::Sex;

/// Shares of people whose relative is a patient here, too. Our assumptions.
const WIFE_WITH_HUSBAND: f64 = 0.45;
const CHILD_WITH_MOTHER: f64 = 0.65;
const PARENT_WITH_CHILD: f64 = 0.35;
/// A mother of this many children in the register gets no more.
const MOST_CHILDREN: usize = 5;
/// Births of one mother are at least so many days apart.
const BETWEEN_BIRTHS: u32 = 330;
const OLDEST: usize = 110;
/// Ages at which women of the district have children, in years.
const MOTHERHOOD: (i32, i32) = (18, 36);

/// What a person's family is. Numbers are those of records.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kin {
    /// The household: the number of its first person.
    pub home: u32,
    pub husband: Option<u32>,
    pub mother: Option<u32>,
    /// A man in the register: the father of a child.
    pub father: Option<u32>,
}

/// People of one area by completed years.
struct ByAge(Vec<Vec<usize>>);

impl ByAge {
    fn of(people: &[Being], area: Area, sex: Sex) -> Self {
        let mut years = vec![Vec::new(); OLDEST];
        for (at, being) in people.iter().enumerate() {
            if being.area == area
                && being.sex == sex
                && let Some(bucket) = years.get_mut(being.age(Day(0)) as usize)
            {
                bucket.push(at);
            }
        }
        Self(years)
    }

    fn of_age(&mut self, years: i32) -> Option<&mut Vec<usize>> {
        self.0.get_mut(usize::try_from(years).ok()?)
    }
}

/// The family of each person, in the order of `people`.
pub(super) fn families(people: &[Being], seed: u64) -> Vec<Kin> {
    let mut dice = Dice::new(seed, Purpose::Household, 0);
    let mut kin: Vec<Kin> = people.iter().map(|b| Kin { home: b.number, ..Kin::default() }).collect();
    for area in [Area::Rural, Area::Urban] {
        marry(people, area, &mut kin, &mut dice);
        let mothers = give_children(people, area, &mut kin, &mut dice);
        take_parents(people, area, &mothers, &mut kin, &mut dice);
    }
    kin
}

fn marry(people: &[Being], area: Area, kin: &mut [Kin], dice: &mut Dice) {
    let mut men = ByAge::of(people, area, Sex::Male);
    for (at, woman) in people.iter().enumerate() {
        let age = i32::try_from(woman.age(Day(0))).unwrap_or(0);
        if woman.area != area || woman.sex != Sex::Female || age < 19 || !dice.happens(WIFE_WITH_HUSBAND) {
            continue;
        }
        let older = [4, 5, 3, 6, 2, 7, 1, 8].into_iter();
        let found = older.filter_map(|years| men.of_age((age + years).max(21)).and_then(Vec::pop)).next();
        if let Some(husband) = found.and_then(|at| people.get(at)).map(|b| b.number)
            && let (Some(wife), Some(home)) = (kin.get_mut(at), found)
        {
            wife.husband = Some(husband);
            wife.home = wife.home.min(husband);
            let shared = wife.home;
            if let Some(man) = kin.get_mut(home) {
                man.home = shared;
            }
        }
    }
}

/// Children get mothers; says which women have children here.
fn give_children(people: &[Being], area: Area, kin: &mut [Kin], dice: &mut Dice) -> Vec<usize> {
    let women = ByAge::of(people, area, Sex::Female);
    let mut children_of: Vec<Vec<Day>> = vec![Vec::new(); people.len()];
    for (at, child) in people.iter().enumerate() {
        let age = i32::try_from(child.age(Day(0))).unwrap_or(0);
        if child.area != area || age >= 18 || !dice.happens(CHILD_WITH_MOTHER) {
            continue;
        }
        for _ in 0..4 {
            let years = usize::try_from(age + dice.between(MOTHERHOOD.0, MOTHERHOOD.1)).unwrap_or(0);
            let Some(mother) = women.0.get(years).and_then(|bucket| dice.one(bucket)).copied() else { continue };
            let Some(births) = children_of.get_mut(mother).filter(|births| has_room(births, child.born)) else {
                continue;
            };
            births.push(child.born);
            let Some(hers) = kin.get(mother).copied() else { continue };
            let mother = people.get(mother).map(|b| b.number);
            if let Some(child) = kin.get_mut(at) {
                *child = Kin { home: hers.home, husband: None, mother, father: hers.husband };
            }
            break;
        }
    }
    (0..people.len()).filter(|at| children_of.get(*at).is_some_and(|births| !births.is_empty())).collect()
}

fn has_room(births: &[Day], birth: Day) -> bool {
    births.len() < MOST_CHILDREN && births.iter().all(|other| other.0.abs_diff(birth.0) >= BETWEEN_BIRTHS)
}

/// Some of the old live with a younger family of the same area.
fn take_parents(people: &[Being], area: Area, mothers: &[usize], kin: &mut [Kin], dice: &mut Dice) {
    let homes: Vec<u32> = mothers
        .iter()
        .filter(|at| people.get(**at).is_some_and(|b| b.area == area && b.age(Day(0)) < 45))
        .filter_map(|at| kin.get(*at).map(|k| k.home))
        .collect();
    for (at, elder) in people.iter().enumerate() {
        let alone = kin.get(at).is_some_and(|k| k.home == elder.number && k.husband.is_none());
        if elder.area == area && elder.age(Day(0)) >= 62 && alone && dice.happens(PARENT_WITH_CHILD) {
            let home = dice.one(&homes).copied();
            if let (Some(mine), Some(home)) = (kin.get_mut(at), home) {
                mine.home = home;
            }
        }
    }
}
