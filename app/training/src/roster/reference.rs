//! What the rows of a roster are held against: facilities, districts, designations.

use super::facility::{Place, place_of};
use super::text::{fold, join_initials};
use abhyas_core::ids::{DistrictId, FacilityId, RoleId};
use std::collections::HashMap;

/// A facility as the programme knows it.
#[derive(Debug, Clone)]
pub struct FacilityRef {
    /// Its id.
    pub id: FacilityId,
    /// Its name in the programme's list.
    pub name: String,
    /// DH, SDH, RH, RHPHC, PHC, CHC, APHC, HSC, MCH, …
    pub kind: String,
    /// The district it stands in.
    pub district: DistrictId,
    /// The names of its block in every spelling; none where that does not matter.
    pub block: Vec<String>,
    /// Other names that mean it beyond doubt (an officer said so).
    pub aliases: Vec<String>,
}

/// A district and how it is written.
#[derive(Debug, Clone)]
pub struct DistrictRef {
    /// Its id.
    pub id: DistrictId,
    /// Its names: Hindi, English and other spellings.
    pub names: Vec<String>,
}

/// A designation and the role it has in the programme.
#[derive(Debug, Clone)]
pub struct DesignationRef {
    /// Its name in the programme's list.
    pub name: String,
    /// The role; `None` for a designation that is not trained.
    pub role: Option<RoleId>,
    /// Other names of it.
    pub aliases: Vec<String>,
}

/// All of it, with its indexes. Made once for a file.
#[derive(Debug, Default)]
pub struct Reference {
    pub(super) facilities: Vec<FacilityRef>,
    pub(super) places: Vec<Place>,
    pub(super) block_sounds: Vec<Vec<String>>,
    pub(super) facility_names: HashMap<String, Vec<usize>>,
    pub(super) designations: Vec<DesignationRef>,
    pub(super) designation_names: HashMap<String, usize>,
    districts: Vec<DistrictRef>,
    district_names: HashMap<String, usize>,
    pub(super) district_sounds: Vec<String>,
}

impl Reference {
    /// Indexes the lists.
    #[must_use]
    pub fn new(facilities: Vec<FacilityRef>, districts: Vec<DistrictRef>, designations: Vec<DesignationRef>) -> Self {
        let district_sounds: Vec<String> =
            districts.iter().flat_map(|d| &d.names).map(|name| place_of(name).into_sound()).collect();
        let mut made = Self { facilities, designations, districts, district_sounds, ..Self::default() };
        for (at, facility) in made.facilities.iter().enumerate() {
            made.places.push(place_of(&facility.name).without(&made.district_sounds));
            made.block_sounds.push(facility.block.iter().map(|name| place_of(name).into_sound()).collect());
            for name in facility.aliases.iter().chain([&facility.name]) {
                made.facility_names.entry(fold(name)).or_default().push(at);
            }
        }
        for (at, designation) in made.designations.iter().enumerate() {
            for name in designation.aliases.iter().chain([&designation.name]) {
                made.designation_names.entry(join_initials(name)).or_insert(at);
            }
        }
        for (at, district) in made.districts.iter().enumerate() {
            for name in district.names.iter().map(String::as_str).chain([district.id.as_str()]) {
                made.district_names.entry(fold(name)).or_insert(at);
            }
        }
        made
    }

    /// The facility of an id.
    #[must_use]
    pub fn facility(&self, id: &FacilityId) -> Option<&FacilityRef> {
        self.facilities.iter().find(|facility| facility.id == *id)
    }

    /// The district a text names, in either script, by name, id or a near spelling.
    #[must_use]
    pub fn district(&self, text: &str) -> Option<&DistrictId> {
        let folded = fold(text);
        let folded = ["district", "जिला", "dist"]
            .iter()
            .fold(folded.as_str(), |t, word| t.trim_start_matches(word).trim_end_matches(word).trim());
        if folded.is_empty() {
            return None;
        }
        let near = || {
            let alike = self
                .district_names
                .iter()
                .filter(|(name, _)| name.chars().count() > 4)
                .map(|(name, at)| (super::text::alike(name, folded), at));
            alike
                .filter(|(score, _)| *score >= 0.8)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
                .map(|(_, at)| at)
        };
        let at = self.district_names.get(folded).or_else(near)?;
        self.districts.get(*at).map(|district| &district.id)
    }
}
