//! The form of a patient: what is typed, and what it means.

use super::check;
use super::codes;
use super::patient::{Birth, Document, DocumentKind, Guardian, Kinship, Mobile, Name, Place, Sex};
use crate::engine::{Ctx, Refusals};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// A document as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInput {
    /// Which.
    pub kind: DocumentKind,
    /// Its number; must stay empty for Aadhaar.
    #[serde(default)]
    pub number: String,
}

/// The details of a patient as typed. Empty texts are what was left empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DetailsInput {
    /// The name in Devanagari.
    pub name_hi: String,
    /// The name in Latin letters.
    pub name_en: String,
    /// The sex.
    pub sex: Option<Sex>,
    /// The day of birth; empty when only the age is known.
    pub birth_date: String,
    /// The age in completed years, when there is no day of birth.
    pub age: String,
    /// Who the guardian is to the patient.
    pub guardian_kinship: Option<Kinship>,
    /// The guardian's name, in either script.
    pub guardian_name: String,
    /// The mobile number.
    pub mobile: String,
    /// Village or ward, in either script.
    pub village: String,
    /// Block, in either script.
    pub block: String,
    /// District, in either script.
    pub district: String,
    /// The document that was shown.
    pub document: Option<DocumentInput>,
}

/// Details that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Details {
    pub name: Name,
    pub sex: Sex,
    pub birth: Birth,
    pub guardian: Option<Guardian>,
    pub mobile: Option<Mobile>,
    pub place: Place,
    pub document: Option<Document>,
}

const LONGEST_NAME: usize = 80;

impl DetailsInput {
    /// Checks every field and says everything that is wrong at once.
    pub(super) fn check(&self, ctx: &Ctx) -> Result<Details, Refusals> {
        let mut wrong = Vec::new();
        let name = keep(&mut wrong, self.name());
        if self.sex.is_none() {
            wrong.push(Refusal::new(codes::SEX_MISSING).at("sex"));
        }
        let birth = keep(&mut wrong, check::birth(&self.birth_date, &self.age, ctx));
        let guardian = keep(&mut wrong, self.guardian());
        let mobile = keep(&mut wrong, check::mobile(&self.mobile, "mobile"));
        let place = keep(&mut wrong, self.place());
        let document = keep(&mut wrong, self.document.as_ref().map(DocumentInput::check).transpose());
        match (name, self.sex, birth, guardian, mobile, place, document) {
            (Some(name), Some(sex), Some(birth), Some(guardian), Some(mobile), Some(place), Some(document)) => {
                Ok(Details { name, sex, birth, guardian, mobile, place, document })
            }
            _ => Err(Refusals(wrong)),
        }
    }

    fn name(&self) -> Result<Name, Refusal> {
        let name = Name { hi: person_name(&self.name_hi, "name_hi")?, en: person_name(&self.name_en, "name_en")? };
        // A name typed into the field of the other script is put where it belongs.
        let name = match (is_devanagari(&name.hi), is_devanagari(&name.en)) {
            (false, true) => Name { hi: name.en, en: name.hi },
            (false, false) if name.en.is_empty() => Name { hi: String::new(), en: name.hi },
            _ => name,
        };
        if name.is_empty() { Err(Refusal::new(codes::NAME_MISSING).at("name_hi")) } else { Ok(name) }
    }

    fn guardian(&self) -> Result<Option<Guardian>, Refusal> {
        let name = in_its_script(person_name(&self.guardian_name, "guardian_name")?);
        if name.is_empty() {
            return Ok(None);
        }
        let kinship =
            self.guardian_kinship.ok_or_else(|| Refusal::new(codes::KINSHIP_MISSING).at("guardian_kinship"))?;
        Ok(Some(Guardian { kinship, name }))
    }

    fn place(&self) -> Result<Place, Refusal> {
        Ok(Place {
            village: in_its_script(check::text(&self.village, "village", LONGEST_NAME)?),
            block: in_its_script(check::text(&self.block, "block", LONGEST_NAME)?),
            district: in_its_script(check::text(&self.district, "district", LONGEST_NAME)?),
        })
    }
}

impl DocumentInput {
    pub(super) fn check(&self) -> Result<Document, Refusal> {
        let number = check::text(&self.number, "document_number", 40)?;
        if self.kind == DocumentKind::Aadhaar && !number.is_empty() {
            return Err(Refusal::new(codes::AADHAAR_NOT_STORED).at("document_number"));
        }
        if self.kind != DocumentKind::Aadhaar && number.is_empty() {
            return Err(Refusal::new(codes::DOCUMENT_NUMBER_MISSING).at("document_number"));
        }
        Ok(Document { kind: self.kind, number })
    }
}

fn keep<T>(wrong: &mut Vec<Refusal>, result: Result<T, Refusal>) -> Option<T> {
    result.map_err(|refusal| wrong.push(refusal)).ok()
}

/// A person's name: letters, and the signs that names have.
pub(super) fn person_name(typed: &str, field: &'static str) -> Result<String, Refusal> {
    let name = check::text(typed, field, LONGEST_NAME)?;
    let odd =
        name.chars().any(|c| c.is_numeric() || matches!(c, '<' | '>' | '@' | '#' | '$' | '%' | '=' | '/' | '\\' | '|'));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if !name.is_empty() && (odd || letters == 0) {
        return Err(Refusal::new(codes::NAME_FORM).at(field));
    }
    Ok(name)
}

/// A text as the spelling of its own script.
pub(super) fn in_its_script(text: String) -> Name {
    if is_devanagari(&text) { Name { hi: text, en: String::new() } } else { Name { hi: String::new(), en: text } }
}

fn is_devanagari(text: &str) -> bool {
    text.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c))
}
