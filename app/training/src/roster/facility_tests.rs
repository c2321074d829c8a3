//! Ways to name a facility.

use super::super::samples::reference;
use super::*;

fn found(name: &str, district: &str, block: &str) -> (&'static str, Option<String>) {
    let reference = reference();
    let district = reference.district(district).cloned();
    let first = |candidates: &[Candidate]| candidates.first().map(|c| c.facility.to_string());
    match find_facility(&reference, name, district.as_ref(), block) {
        FacilityMatch::Exact(id) => ("exact", Some(id.to_string())),
        FacilityMatch::Suggested(candidates) => ("suggested", first(&candidates)),
        FacilityMatch::Elsewhere(candidates) => ("elsewhere", first(&candidates)),
        FacilityMatch::Unknown => ("unknown", None),
    }
}

#[test]
fn facilities_are_found_suggested_or_unknown() {
    for (name, district, block, how, which) in [
        ("Block Kanti PHC", "Muzaffarpur", "Kanti", "exact", "M-KANTI"),
        ("  block  kanti phc ", "MUZAFFARPUR", "", "exact", "M-KANTI"),
        ("Block Mairwa PHC", "Siwan", "Mairwa", "exact", "S-MAIRWA"),
        ("Block Kanti PHC", "", "", "exact", "M-KANTI"),
        ("सदर अस्पताल सिवान", "सीवान", "", "exact", "S-DH"),
        ("Block Kanti PHC", "Siwan", "Kanti", "elsewhere", "M-KANTI"),
        ("kanti phc", "Muzaffarpur", "Kanti", "suggested", "M-KANTI"),
        ("P.H.C. Kanti", "Muzaffarpur", "Kanti", "suggested", "M-KANTI"),
        ("Kanti CHC", "Muzaffarpur", "Kanti", "suggested", "M-KANTI"),
        ("Kanti", "Muzaffarpur", "", "suggested", "M-KANTI"),
        ("PHC", "Muzaffarpur", "Kanti", "suggested", "M-KANTI"),
        ("Primary Health Center, Kanti", "Muzaffarpur", "", "suggested", "M-KANTI"),
        ("प्रा. स्वा. केन्द्र कांटी", "मुजफ्फरपुर", "", "suggested", "M-KANTI"),
        ("PHC Sakara", "Muzaffarpur", "Sakara", "suggested", "M-SAKARA"),
        ("PHC Siswan", "Siwan", "Siswan", "suggested", "S-SISWAN"),
        ("sadar phc", "Siwan", "Sadar", "suggested", "S-SADAR"),
        ("Siwan Sadar Hospital", "Siwan", "", "suggested", "S-DH"),
        ("Sadar Hospital", "Siwan", "", "suggested", "S-DH"),
        ("Sadar Hosp. Siwan", "Siwan", "", "suggested", "S-DH"),
        ("PHC Lakri Nabiganj", "Siwan", "", "suggested", "S-NABIGUNJ"),
        ("APHC Pansalwa", "Muzaffarpur", "Motipur", "suggested", "M-PANSALVA"),
        ("HSC Adwa", "Muzaffarpur", "Kanti", "suggested", "M-ADWA"),
        ("SKMCH", "Muzaffarpur", "", "suggested", "M-MCH"),
    ] {
        assert_eq!(found(name, district, block), (how, Some(which.to_owned())), "{name} / {district} / {block}");
    }
}

#[test]
fn what_is_near_nothing_is_unknown() {
    for (name, district) in [
        ("Nursing Home", "Muzaffarpur"),
        ("Sadar Hospital Motihari", "Siwan"),
        ("????", "Siwan"),
        ("Hospital", "Siwan"),
        ("Apollo Hospital", "Muzaffarpur"),
        ("AIIMS Patna", ""),
        ("Sadar Hospital Adwa", "Muzaffarpur"),
    ] {
        assert_eq!(found(name, district, "").0, "unknown", "{name}");
    }
}
