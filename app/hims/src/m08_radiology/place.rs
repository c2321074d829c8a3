//! What must hold before a study is ordered.

use super::codes;
use super::order::{ImagingOrder, ImagingOrderId, ImagingState, Side};
use crate::engine::{Ctx, Refusals, Tx};
use crate::m01_registration::{Patient, Sex, Stamp, check};
use crate::m03_opd::{Encounter, Pregnancy};
use crate::m07_laboratory::Priority;
use crate::reference::{ImagingStudy, ImagingStudyId};
use crate::world::World;
use abhyas_core::Refusal;

/// The ages in completed years at which a woman is asked for a pregnancy before X-rays, both included: rule M08.
const ASKED_AGES: std::ops::RangeInclusive<u32> = 12..=50;
/// The longest question to the radiologist, in characters.
const LONGEST: usize = 300;
/// Words by which somebody asks for the sex of an unborn child, or tells it; compared as whole words in small letters.
const SEX_WORDS: [&str; 16] = [
    "sex",
    "gender",
    "boy",
    "girl",
    "male",
    "female",
    "son",
    "daughter",
    "लिंग",
    "लड़का",
    "लड़की",
    "बेटा",
    "बेटी",
    "नर",
    "मादा",
    "पुत्र",
];

/// What the doctor asks of radiology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ImagingRequest {
    /// The id of the study, as typed.
    pub study: String,
    /// Which side.
    pub side: Option<Side>,
    /// How soon.
    pub priority: Priority,
    /// What the picture should answer.
    pub question: String,
    /// Why it can not wait although she is pregnant or not sure.
    pub although_pregnant: String,
}

/// Places an order for the patient of a consultation.
///
/// # Errors
/// [`codes::STUDY_UNKNOWN`], [`codes::STUDY_SEX`], [`codes::SIDE_MISSING`], [`codes::PREGNANCY_UNASKED`], [`codes::PREGNANCY_REASON`], [`codes::FETAL_SEX`], [`codes::ORDER_DUPLICATE`], and what M01
/// says of texts; at the fields `study`, `side`, `question`, `although_pregnant`.
pub(crate) fn place_imaging(
    tx: &mut Tx,
    ctx: &Ctx,
    (encounter, patient): (&Encounter, &Patient),
    request: &ImagingRequest,
) -> Result<ImagingOrderId, Refusals> {
    let study = study(tx.world(), &request.study)?;
    if study.sex.is_some_and(|sex| patient.sex != Sex::Other && patient.sex != sex) {
        return Err(Refusal::new(codes::STUDY_SEX).at("study").into());
    }
    // A side that nobody needs is left out: the paper must not raise a question.
    let side = request.side.filter(|_| study.side);
    if study.side && side.is_none() {
        return Err(Refusal::new(codes::SIDE_MISSING).at("side").into());
    }
    let question = check::text(&request.question, "question", LONGEST)?;
    let although_pregnant = check::text(&request.although_pregnant, "although_pregnant", LONGEST)?;
    pregnancy(ctx, encounter, patient, &study, &although_pregnant)?;
    for (text, field) in [(&question, "question"), (&although_pregnant, "although_pregnant")] {
        if study.form_f && tells_of_sex(text) {
            return Err(Refusal::new(codes::FETAL_SEX).at(field).into());
        }
    }
    if let Some(open) = open_order(tx.world(), patient, &study, side) {
        return Err(Refusal::new(codes::ORDER_DUPLICATE).at("study").with("id", open.as_str()).into());
    }
    let id = ImagingOrderId::numbered(tx.next_number("imaging_order")?);
    tx.put(ImagingOrder {
        id: id.clone(),
        patient: patient.id.clone(),
        encounter: encounter.id.clone(),
        study: study.id.clone(),
        side,
        priority: request.priority,
        question,
        although_pregnant,
        ordered: Stamp::of(ctx),
        state: ImagingState::Ordered,
    })?;
    Ok(id)
}

/// An open order of the patient for the same picture.
fn open_order(world: &World, patient: &Patient, study: &ImagingStudy, side: Option<Side>) -> Option<ImagingOrderId> {
    let of_patient = world.imaging_orders().find(ImagingOrder::BY_PATIENT, patient.id.as_str());
    of_patient.filter(|o| o.state.is_open() && o.study == study.id && o.side == side).map(|o| o.id.clone()).next()
}

fn study(world: &World, typed: &str) -> Result<ImagingStudy, Refusal> {
    let found = ImagingStudyId::parse(typed.trim()).and_then(|id| world.imaging_studies().get(&id).cloned());
    found.map(|s| (*s).clone()).ok_or_else(|| Refusal::new(codes::STUDY_UNKNOWN).at("study"))
}

fn pregnancy(
    ctx: &Ctx,
    encounter: &Encounter,
    patient: &Patient,
    study: &ImagingStudy,
    although: &str,
) -> Result<(), Refusal> {
    let age = patient.birth.age(ctx.calendar, ctx.now.day());
    if !study.pregnancy_check || patient.sex != Sex::Female || !ASKED_AGES.contains(&age) {
        return Ok(());
    }
    match encounter.pregnancy {
        None => Err(Refusal::new(codes::PREGNANCY_UNASKED).at("study")),
        Some(Pregnancy::Yes | Pregnancy::Unsure) if although.chars().count() < 3 => {
            Err(Refusal::new(codes::PREGNANCY_REASON).at("although_pregnant"))
        }
        Some(_) => Ok(()),
    }
}

/// Whether a text asks for the sex of an unborn child, or tells it.
fn tells_of_sex(text: &str) -> bool {
    let folded = text.to_lowercase();
    let letter = |c: char| c.is_alphanumeric() || ('\u{900}'..='\u{97f}').contains(&c);
    folded.split(|c: char| !letter(c)).any(|word| SEX_WORDS.contains(&word))
}
