//! Whether a row's person is in the programme already: the same file again must change nothing, a corrected one must find
//! the people it corrects.

use super::codes;
use super::names::{name_key, same_person};
use super::report::RosterPerson;
use abhyas_core::Refusal;
use abhyas_core::ids::{FacilityId, PersonId};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// A person of the programme, as far as it takes to recognise them.
#[derive(Debug, Clone)]
pub struct Known {
    /// Their id.
    pub id: PersonId,
    /// The id they sign in with.
    pub staff_id: String,
    /// Their name.
    pub name: String,
    /// Their mobile number.
    pub mobile: Option<String>,
    /// Where they work.
    pub facility: Option<FacilityId>,
    /// Their designation.
    pub designation: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Date of joining.
    pub joined: Option<NaiveDate>,
}

/// Whom a row means.
#[derive(Debug, Clone, PartialEq)]
pub enum Whom {
    /// Nobody who is known.
    New,
    /// This person; the position in the list of known people.
    Known(usize),
    /// The row carries the mobile number of somebody else.
    Refused(Refusal),
}

/// Finds the person of each row: by staff id; by mobile and name; by name, facility and designation where that leaves one person
/// only and no date speaks against it. One person is never found twice.
#[must_use]
pub fn recognise(rows: &[&RosterPerson], known: &[Known]) -> Vec<Whom> {
    let mut by_staff_id = HashMap::new();
    let mut by_mobile = HashMap::new();
    let mut by_self: HashMap<(Vec<String>, &FacilityId, &str), Vec<usize>> = HashMap::new();
    for (at, person) in known.iter().enumerate() {
        by_staff_id.insert(person.staff_id.as_str(), at);
        if let Some(mobile) = &person.mobile {
            by_mobile.insert(mobile.as_str(), at);
        }
        if let Some(facility) = &person.facility {
            by_self.entry((name_key(&person.name), facility, person.designation.as_str())).or_default().push(at);
        }
    }
    let mut claimed = HashSet::new();
    let strong = |row: &&RosterPerson| {
        let of_mobile = by_mobile.get(row.mobile.as_str()).copied();
        let of_staff_id = row.staff_id.as_deref().and_then(|id| by_staff_id.get(id)).copied();
        match (of_staff_id, of_mobile.and_then(|at| known.get(at).map(|person| (at, person)))) {
            (Some(at), None) => Whom::Known(at),
            (Some(at), Some((other, _))) if at == other => Whom::Known(at),
            (None, Some((at, person))) if same_person(&person.name, &row.name) => Whom::Known(at),
            (_, Some((_, person))) => Whom::Refused(
                Refusal::new(codes::MOBILE_OF_KNOWN_PERSON)
                    .with("mobile", &row.mobile)
                    .with("name", &person.name)
                    .with("staff_id", &person.staff_id),
            ),
            (None, None) => Whom::New,
        }
    };
    let mut found: Vec<Whom> = rows.iter().map(strong).collect();
    for whom in &found {
        if let Whom::Known(at) = whom {
            claimed.insert(*at);
        }
    }
    for (row, whom) in rows.iter().zip(&mut found) {
        let Some(facility) = row.facility.as_ref().filter(|_| *whom == Whom::New) else { continue };
        let same = by_self.get(&(name_key(&row.name), facility, row.designation.as_str()));
        let free: Vec<usize> = same
            .into_iter()
            .flatten()
            .copied()
            .filter(|at| !claimed.contains(at) && known.get(*at).is_some_and(|p| agrees(row, p)))
            .collect();
        if let [only] = free.as_slice() {
            claimed.insert(*only);
            *whom = Whom::Known(*only);
        }
    }
    found
}

/// No staff id and no date of the row contradicts the person's.
fn agrees(row: &RosterPerson, person: &Known) -> bool {
    let same = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.is_none() || b.is_none() || a == b;
    row.staff_id.is_none() && same(row.born, person.born) && same(row.joined, person.joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(id: &str, name: &str, mobile: &str, joined: i32) -> Known {
        Known {
            id: PersonId::parse(id).unwrap(),
            staff_id: id.to_owned(),
            name: name.to_owned(),
            mobile: Some(mobile.to_owned()),
            facility: Some(FacilityId::parse("F1").unwrap()),
            designation: "ANM".to_owned(),
            born: None,
            joined: NaiveDate::from_ymd_opt(joined, 1, 1),
        }
    }

    fn row(staff_id: Option<&str>, name: &str, mobile: &str, joined: i32) -> RosterPerson {
        RosterPerson {
            staff_id: staff_id.map(str::to_owned),
            name: name.to_owned(),
            designation: "ANM".to_owned(),
            facility: Some(FacilityId::parse("F1").unwrap()),
            mobile: mobile.to_owned(),
            joined: NaiveDate::from_ymd_opt(joined, 1, 1),
            ..RosterPerson::default()
        }
    }

    #[test]
    fn people_are_found_again_and_never_mixed_up() {
        let people = [
            known("A1", "Meena Paswan", "0000000001", 2010),
            known("A2", "मीना पासवान", "0000000002", 2011),
            known("A3", "Soni Sah", "0000000003", 2012),
        ];
        for (case, rows, expected) in [
            (
                "same mobile, name in the other script",
                vec![row(None, "मीना पासवान", "0000000001", 2010)],
                vec![Whom::Known(0)],
            ),
            (
                "same staff id, new mobile and name",
                vec![row(Some("A3"), "Soni Devi", "0000000009", 2012)],
                vec![Whom::Known(2)],
            ),
            (
                "new mobile, found by name, facility and date",
                vec![row(None, "Meena Paswan", "0000000009", 2011)],
                vec![Whom::Known(1)],
            ),
            ("a namesake who joined another day", vec![row(None, "Meena Paswan", "0000000009", 2020)], vec![Whom::New]),
            (
                "two rows never become one person",
                vec![row(None, "Soni Sah", "0000000003", 2012), row(None, "Soni Sah", "0000000009", 2012)],
                vec![Whom::Known(2), Whom::New],
            ),
        ] {
            assert_eq!(recognise(&rows.iter().collect::<Vec<_>>(), &people), expected, "{case}");
        }
    }

    #[test]
    fn the_mobile_of_somebody_else_is_refused() {
        let people = [known("A1", "Meena Paswan", "0000000001", 2010), known("A3", "Soni Sah", "0000000003", 2012)];
        for rows in [row(None, "Ranjit Das", "0000000001", 2015), row(Some("A3"), "Soni Sah", "0000000001", 2012)] {
            let found = recognise(&[&rows], &people);
            assert!(
                matches!(found.first(), Some(Whom::Refused(refusal)) if refusal.code == codes::MOBILE_OF_KNOWN_PERSON),
                "{found:?}"
            );
        }
    }
}
