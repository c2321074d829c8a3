//! The hospital's beds: who can be put where, and when.

use super::super::SeedError;
use abhyas_hims::Moment;
use abhyas_hims::m01_registration::Sex;
use abhyas_hims::m05_ipd::{Bed, BedId, BedState, Ward, WardId, standard};

/// Patients of the hospital of full size, whose wards have all their beds.
const FULL_SIZE: f64 = 30_000.0;
/// The smallest ward.
const BEDS_AT_LEAST: u16 = 4;
/// A bed is cleaned for so many minutes before the next patient.
const CLEANING: i64 = 45;
/// Where people lie when their own ward is full.
const OVERFLOW: &str = "ward-observation";
/// The mothers' ward.
pub(super) const LABOUR: &str = "ward-labour";

/// A ward with its beds, each with the moment from which it is free.
struct Beds {
    ward: Ward,
    beds: Vec<(Bed, Moment)>,
}

/// All wards.
pub(super) struct Wards(Vec<Beds>);

impl Wards {
    /// The wards of a hospital with so many patients.
    ///
    /// # Errors
    /// [`SeedError::Table`] when the table of wards can not be read.
    pub(super) fn of_size(patients: usize) -> Result<Self, SeedError> {
        let share = patients as f64 / FULL_SIZE;
        let wards = standard::wards().map_err(|e| SeedError::Table { table: e.table, why: e.to_string() })?;
        let beds = |ward: Ward| {
            let count = super::super::body::whole(f64::from(ward.full_beds) * share + 0.5);
            let count = u16::try_from(count).unwrap_or(u16::MAX).max(BEDS_AT_LEAST);
            let beds = standard::beds(&ward, count).into_iter().map(|bed| (bed, Moment(i64::MIN))).collect();
            Beds { ward, beds }
        };
        Ok(Self(wards.into_iter().map(beds).collect()))
    }

    /// The ward of a kind for a person: `medical` and `surgical` wards are apart for women and men, and children lie by
    /// themselves unless they need a special ward.
    pub(super) fn ward(&self, kind: &str, sex: Sex, grown: bool) -> Option<WardId> {
        let common = !matches!(kind, "medical" | "surgical");
        let fits = |beds: &&Beds| {
            let id = beds.ward.id.as_str();
            let named = match (common, grown) {
                (false, false) => id == "ward-children",
                _ => id.strip_prefix("ward-").is_some_and(|rest| rest.starts_with(kind)),
            };
            named && beds.ward.of.takes(sex, grown)
        };
        self.0.iter().find(fits).map(|beds| beds.ward.id.clone())
    }

    /// Takes a bed of a ward, or of the overflow ward, from one moment to another (`None`: the patient still lies there).
    /// Asked in the order of time. `None` when nothing is free.
    pub(super) fn take(&mut self, ward: &str, from: Moment, until: Option<Moment>) -> Option<(WardId, BedId)> {
        self.take_in(ward, from, until).or_else(|| self.take_in(OVERFLOW, from, until))
    }

    fn take_in(&mut self, ward: &str, from: Moment, until: Option<Moment>) -> Option<(WardId, BedId)> {
        let beds = self.0.iter_mut().find(|b| b.ward.id.as_str() == ward)?;
        let usable = |(bed, free): &&mut (Bed, Moment)| bed.state == BedState::InUse && *free <= from;
        let (bed, free) = beds.beds.iter_mut().find(usable)?;
        *free = until.map_or(Moment(i64::MAX), |until| until.plus_minutes(CLEANING));
        Some((beds.ward.id.clone(), bed.id.clone()))
    }

    /// The wards and the beds as records.
    pub(super) fn records(self) -> (Vec<Ward>, Vec<Bed>) {
        let mut wards = Vec::new();
        let mut beds = Vec::new();
        for of_ward in self.0 {
            wards.push(of_ward.ward);
            beds.extend(of_ward.beds.into_iter().map(|(bed, _)| bed));
        }
        (wards, beds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn everybody_has_a_ward_and_nobody_shares_a_bed() {
        let mut wards = Wards::of_size(1000).unwrap();
        for kind in ["medical", "surgical", "burns", "observation"] {
            for (sex, grown) in [(Sex::Female, true), (Sex::Male, true), (Sex::Female, false), (Sex::Male, false)] {
                assert!(wards.ward(kind, sex, grown).is_some(), "{kind} {sex:?} {grown}");
            }
        }
        assert_eq!(wards.ward("medical", Sex::Female, true).unwrap().as_str(), "ward-medical-women");
        assert_eq!(wards.ward("surgical", Sex::Male, false).unwrap().as_str(), "ward-children");
        let mut last: BTreeMap<BedId, Moment> = BTreeMap::new();
        let mut refused = 0;
        for hour in 0..100 {
            let (from, until) = (Moment(hour * 3600), Moment((hour + 20) * 3600));
            match wards.take("ward-medical-men", from, Some(until)) {
                Some((_, bed)) => assert!(last.insert(bed, until).is_none_or(|left| left < from)),
                None => refused += 1,
            }
        }
        assert!(refused > 0, "a full ward takes nobody");
    }
}
