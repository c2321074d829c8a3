//! The wards with which a practice hospital begins.

use super::bed::{Bed, BedId, BedState};
use super::ward::{Ward, WardFor, WardId};
use crate::m02_queue::standard::{Unreadable, name, rows};

const WARDS: &str = include_str!("../../reference/wards.csv");

/// The wards of a district hospital.
///
/// # Errors
/// [`Unreadable`], which a test forbids.
pub fn wards() -> Result<Vec<Ward>, Unreadable> {
    rows("wards.csv", WARDS, |cells| {
        let [id, hi, en, of, beds] = cells else { return None };
        Some(Ward {
            id: WardId::parse(id)?,
            name: name(hi, en)?,
            of: WardFor::from_name(of)?,
            full_beds: beds.parse().ok()?,
        })
    })
}

/// The beds of a ward, so many; every twentieth waits for repair.
#[must_use]
pub fn beds(ward: &Ward, count: u16) -> Vec<Bed> {
    let state = |number: u16| {
        if number.is_multiple_of(20) {
            BedState::Blocked { reason: "मरम्मत के लिए बंद".to_owned() }
        } else {
            BedState::InUse
        }
    };
    let bed = |number| Bed { id: BedId::of(&ward.id, number), ward: ward.id.clone(), number, state: state(number) };
    (1..=count).map(bed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::m01_registration::Sex;

    #[test]
    fn there_is_a_ward_for_everybody() {
        let wards = wards().unwrap();
        for (sex, grown) in [(Sex::Female, true), (Sex::Male, true), (Sex::Other, true), (Sex::Female, false)] {
            let own = wards.iter().filter(|w| w.of != WardFor::Everybody && w.of.takes(sex, grown));
            assert!(own.count() > 0, "{sex:?} {grown}");
        }
        assert!(!WardFor::Women.takes(Sex::Male, true) && !WardFor::Men.takes(Sex::Female, true));
        assert!(wards.iter().all(|w| w.full_beds >= 4));
    }

    #[test]
    fn beds_are_numbered_and_one_in_twenty_is_blocked() {
        let ward = wards().unwrap().remove(0);
        let beds = beds(&ward, 40);
        assert!(beds.iter().map(|b| b.number).eq(1..=40));
        assert_eq!(beds.iter().filter(|b| b.state != BedState::InUse).count(), 2);
        assert_eq!(beds[6].id.as_str(), format!("{}-07", ward.id));
    }
}
