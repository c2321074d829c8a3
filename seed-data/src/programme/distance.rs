//! Road distances between blocks, approximated from approximate coordinates.

use super::rows::Block;

/// Roads are longer than the straight line by about this factor in the plains of Bihar (our assumption).
const DETOUR: f64 = 1.3;
/// Mean radius of the earth, km.
const EARTH_KM: f64 = 6371.0;
/// Within one block: from a facility to a venue.
const WITHIN_KM: i64 = 3;

/// Approximate road distance between two blocks in km: straight line × 1.3, plus 2 km at the ends; 3 km inside one block.
#[must_use]
pub fn road_km(a: &Block, b: &Block) -> i64 {
    if a.id == b.id {
        return WITHIN_KM;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 20,000 km")]
    let road = (straight_km(a, b) * DETOUR).round() as i64;
    road + 2
}

/// The haversine formula: distance over the sphere, km.
fn straight_km(a: &Block, b: &Block) -> f64 {
    let (lat_a, lat_b) = (a.latitude.to_radians(), b.latitude.to_radians());
    let (dlat, dlon) = (lat_b - lat_a, (b.longitude - a.longitude).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * EARTH_KM * h.sqrt().asin()
}
