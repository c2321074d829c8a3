//! Imaging studies: what can be asked of X-ray, ultrasound, CT, MRI and the like.
//!
//! Which study needs a side, and which a pregnancy check, is common practice and **to be confirmed by a radiologist**
//! before real use ([`ImagingStudy::confirmed`]). Obstetric ultrasound is under the PC-PNDT Act, 1994: Form F, and never a
//! word about the sex of a child.

use super::table::{ReferenceError, rows};
use crate::engine::{Index, Record, slug_id};
use crate::m01_registration::{Sex, named};
use crate::naming;
use abhyas_core::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The file of imaging studies.
pub const IMAGING_STUDIES: &str = include_str!("../../reference/imaging_studies.csv");
const FILE: &str = "imaging_studies.csv";

named! {
    /// How the picture is made.
    Modality {
        /// X-ray.
        Xray = "xray",
        /// X-ray with contrast, or under the screen.
        Fluoroscopy = "fluoroscopy",
        /// X-ray of the breast.
        Mammography = "mammography",
        /// X-ray of the teeth.
        Dental = "dental",
        /// Computed tomography.
        Ct = "ct",
        /// Magnetic resonance.
        Mri = "mri",
        /// Ultrasound.
        Ultrasound = "ultrasound",
        /// Doppler ultrasound.
        Doppler = "doppler",
        /// Ultrasound of the heart.
        Echo = "echo",
    }
}

impl Modality {
    /// Whether it uses ionising radiation.
    #[must_use]
    pub const fn is_ionising(self) -> bool {
        matches!(self, Self::Xray | Self::Fluoroscopy | Self::Mammography | Self::Dental | Self::Ct)
    }
}

slug_id! {
    /// The id of an imaging study, e.g. `xray-chest-pa`: small Latin letters, digits and hyphens.
    ImagingStudyId
}

/// An imaging study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagingStudy {
    /// Its id.
    pub id: ImagingStudyId,
    /// The name in Hindi.
    pub hi: String,
    /// The name in English.
    pub en: String,
    /// How the picture is made.
    pub modality: Modality,
    /// The part of the body.
    pub body_part: String,
    /// Whether left or right must be said.
    pub side: bool,
    /// Whether it uses ionising radiation.
    pub ionising: bool,
    /// Whether a woman of 12 to 50 years is asked for a pregnancy before.
    pub pregnancy_check: bool,
    /// Whether contrast is given: allergy and kidneys are asked for before.
    pub contrast: bool,
    /// Whether Form F of the PC-PNDT Act is filled in.
    pub form_f: bool,
    /// The sex to which the study belongs, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Whether a radiologist has confirmed this row. No row of this release is.
    pub confirmed: bool,
}

impl ImagingStudy {
    /// Index of the words of the names in both scripts, as they sound.
    pub const BY_NAME: &'static str = "name";
    /// Index of the modality's name.
    pub const BY_MODALITY: &'static str = "modality";

    /// The name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.hi, &self.en)
    }
}

impl Record for ImagingStudy {
    const KIND: &'static str = "imaging_study";
    type Id = ImagingStudyId;

    fn id(&self) -> &ImagingStudyId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index {
                name: Self::BY_NAME,
                keys: |s| {
                    let mut keys = naming::index_keys(&s.hi);
                    keys.extend(naming::index_keys(&s.en));
                    keys.sort();
                    keys.dedup();
                    keys
                },
            },
            Index { name: Self::BY_MODALITY, keys: |s| vec![s.modality.name().to_owned()] },
        ]
    }
}

/// A line of `imaging_studies.csv`. Flags are `yes` or `no`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    hi: String,
    en: String,
    modality: Modality,
    body_part: String,
    side: String,
    ionising: String,
    pregnancy_check: String,
    contrast: String,
    form_f: String,
    sex: String,
    confirmed: String,
}

/// The imaging studies of a file.
///
/// # Errors
/// [`ReferenceError`] for a line that can not be read or contradicts itself, and for an id that stands twice.
pub fn read_imaging_studies(content: &str) -> Result<Vec<ImagingStudy>, ReferenceError> {
    let mut seen = BTreeSet::new();
    let lines: Vec<Line> = rows(FILE, content)?;
    let read = lines.into_iter().map(|line| {
        let id = line.id.clone();
        let fault = |why: String| ReferenceError { file: FILE, row: id.clone(), why };
        if !seen.insert(id.clone()) {
            return Err(fault("stands twice".to_owned()));
        }
        study(line).and_then(checked).map_err(fault)
    });
    read.collect()
}

fn study(line: Line) -> Result<ImagingStudy, String> {
    let yes = |name: &str, text: &str| match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("{name}: neither yes nor no")),
    };
    Ok(ImagingStudy {
        id: ImagingStudyId::parse(&line.id).ok_or("not an id")?,
        hi: line.hi,
        en: line.en,
        modality: line.modality,
        body_part: line.body_part,
        side: yes("side", &line.side)?,
        ionising: yes("ionising", &line.ionising)?,
        pregnancy_check: yes("pregnancy_check", &line.pregnancy_check)?,
        contrast: yes("contrast", &line.contrast)?,
        form_f: yes("form_f", &line.form_f)?,
        sex: match line.sex.as_str() {
            "" => None,
            name => Some(Sex::from_name(name).ok_or_else(|| format!("no sex {name}"))?),
        },
        confirmed: yes("confirmed", &line.confirmed)?,
    })
}

/// What no study can be.
fn checked(s: ImagingStudy) -> Result<ImagingStudy, String> {
    let rules = [
        (s.hi.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "the Hindi name is not in Devanagari"),
        (s.en.is_ascii() && !s.en.is_empty(), "the English name is not in Latin letters"),
        (!s.body_part.is_empty(), "no part of the body"),
        (s.ionising == s.modality.is_ionising(), "ionising or not is what the modality says"),
        (s.sex == Some(Sex::Male) || !s.ionising || s.pregnancy_check, "ionising without a pregnancy check"),
        (
            !s.form_f || s.modality == Modality::Ultrasound || s.modality == Modality::Doppler,
            "Form F is for ultrasound",
        ),
    ];
    rules.iter().find(|(holds, _)| !holds).map_or_else(|| Ok(s.clone()), |(_, why)| Err((*why).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::standard;

    #[test]
    fn the_list_of_this_release_is_read_and_large_enough() {
        let studies = &standard().unwrap().imaging_studies;
        assert!(studies.len() >= 60, "{}", studies.len());
        assert!(studies.iter().all(|s| !s.confirmed), "no radiologist has confirmed a row yet");
        for modality in Modality::ALL {
            assert!(studies.iter().any(|s| s.modality == *modality), "{}", modality.name());
        }
        let of = |id: &str| studies.iter().find(|s| s.id.as_str() == id).unwrap();
        assert!(of("xray-knee").side && of("xray-knee").ionising && !of("xray-chest-pa").side);
        assert!(of("usg-obstetric").form_f && !of("usg-obstetric").ionising);
    }

    #[test]
    fn what_no_study_can_be_is_refused_and_named() {
        let head = "# source: a test\n# licence: ours\n\
            id,hi,en,modality,body_part,side,ionising,pregnancy_check,contrast,form_f,sex,confirmed\n";
        let good = "xray-knee,घुटने का एक्स-रे,X-ray knee,xray,knee,yes,yes,yes,no,no,,no\n";
        let read = |line: &str| read_imaging_studies(&format!("{head}{line}")).map_err(|e| e.why);
        assert!(read(good).is_ok());
        for (from, to, why) in [
            ("xray-knee", "X Ray", "not an id"),
            ("घुटने का एक्स-रे", "Ghutna", "Devanagari"),
            ("X-ray knee", "घुटना", "Latin"),
            (",xray,", ",magic,", "unknown variant"),
            (",knee,", ",,", "no part"),
            ("yes,yes,yes", "yes,no,yes", "what the modality says"),
            ("yes,yes,yes", "yes,yes,no", "pregnancy check"),
            ("no,no,,no", "no,yes,,no", "Form F"),
            ("no,no,,no", "no,no,robot,no", "no sex"),
            ("no,no,,no", "no,no,,perhaps", "neither yes nor no"),
        ] {
            let said = read(&good.replace(from, to)).unwrap_err();
            assert!(said.contains(why), "{to}: {said}");
        }
        assert!(read(&good.repeat(2)).unwrap_err().contains("twice"));
    }
}
