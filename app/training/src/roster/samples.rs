//! A small reference and sheets for tests.

use super::cell::{Cell, Line, Sheet};
use super::reference::{DesignationRef, DistrictRef, FacilityRef, Reference};
use abhyas_core::ids::{DistrictId, FacilityId, RoleId};

fn facility(id: &str, name: &str, kind: &str, district: &str, block: &str, aliases: &[&str]) -> FacilityRef {
    FacilityRef {
        id: FacilityId::parse(id).unwrap(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        district: DistrictId::parse(district).unwrap(),
        block: vec![block.to_owned()],
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
    }
}

fn designation(name: &str, role: Option<&str>, aliases: &[&str]) -> DesignationRef {
    DesignationRef {
        name: name.to_owned(),
        role: role.map(|r| RoleId::parse(r).unwrap()),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
    }
}

/// Two districts, a dozen facilities, a few designations.
pub fn reference() -> Reference {
    let district = |id: &str, names: &[&str]| DistrictRef {
        id: DistrictId::parse(id).unwrap(),
        names: names.iter().map(|n| (*n).to_owned()).collect(),
    };
    Reference::new(
        vec![
            facility("M-DH", "Sadar Hospital Muzaffarpur", "DH", "MUZ", "", &[]),
            facility("M-MCH", "SKMCH Muzaffarpur", "MCH", "MUZ", "", &[]),
            facility("M-KANTI", "Block Kanti PHC", "PHC", "MUZ", "Kanti", &[]),
            facility("M-SAKARA", "Block Sakara RH", "RH", "MUZ", "Sakara", &[]),
            facility("M-SAKRA", "Block Sakra(Dholi) PHC", "PHC", "MUZ", "Sakra(Dholi)", &[]),
            facility("M-PANSALVA", "Pansalva APHC", "APHC", "MUZ", "Motipur", &[]),
            facility("M-ADWA", "Adwa HSC", "HSC", "MUZ", "Kanti", &[]),
            facility("S-DH", "Sadar Hospital Siwan", "DH", "SIW", "", &["सदर अस्पताल, सिवान"]),
            facility("S-SADAR", "Block Sadar PHC", "PHC", "SIW", "Sadar", &[]),
            facility("S-SISWAN", "Block Siswan RH", "RH", "SIW", "Siswan", &[]),
            facility("S-MAIRWA", "Block Mairwa  PHC", "PHC", "SIW", "Mairwa", &[]),
            facility("S-NABIGUNJ", "Block Lakri Nabigunj PHC", "PHC", "SIW", "Lakri Nabigunj", &[]),
        ],
        vec![district("MUZ", &["Muzaffarpur", "मुजफ्फरपुर"]), district("SIW", &["Siwan", "सिवान", "सीवान"])],
        vec![
            designation("ANM", Some("R04"), &["एएनएम", "Auxiliary Nurse Midwife"]),
            designation("Nurse \"A Grade\"", Some("R03"), &["GNM", "Staff Nurse", "स्टाफ नर्स"]),
            designation("Medical Officer", Some("R01"), &["MO", "चिकित्सा पदाधिकारी"]),
            designation("Lab Technician", Some("R06"), &["LT"]),
            designation("Lab Technician (Blood Bank)", Some("R09"), &[]),
            designation("Medical Officer -in -Charge", Some("R12"), &["MOIC"]),
            designation("Driver", None, &["चालक"]),
        ],
    )
}

/// A sheet of texts, numbered from line 1; `""` is an empty cell.
pub fn sheet(name: &str, lines: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
    let lines = lines.iter().zip(1..).map(|(cells, number)| Line { number, cells: cells.iter().map(cell).collect() });
    Sheet { name: name.to_owned(), hidden: false, lines: lines.filter(|line| line.filled() > 0).collect() }
}
