//! Register a new patient and give the BHAVYA ID.

use super::abha::{AbhaAnswer, AbhaLink, AbhaNumber};
use super::bhavya_id::BhavyaId;
use super::check;
use super::codes;
use super::details::{Details, DetailsInput};
use super::matching::{Likely, likely_duplicates};
use super::otp;
use super::patient::{Identity, Override, Patient, Stamp, Standing};
use super::rights::{self, Right};
use super::search_patients;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CreatePatient {
    /// The search that came before.
    pub search: String,
    /// The answer to the ABHA question, which is asked before the form.
    pub abha: Option<AbhaAnswer>,
    /// The form.
    pub details: DetailsInput,
    /// Why this is somebody else, when similar records were shown; empty otherwise.
    pub duplicate_reason: String,
}

impl Command for CreatePatient {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let answer = self.abha.as_ref().ok_or_else(|| Refusal::new(codes::ABHA_STEP_MISSING).at("abha"))?;
        let (abha, warning) = begin_link(tx, ctx, answer)?;
        let details = self.details.check(ctx)?;
        let search = search_patients::required(tx, ctx, &self.search, &details)?;
        let despite = no_duplicate(tx, ctx, &details, &self.duplicate_reason)?;
        let id = next_id(tx, ctx)?;
        let mut patient = new_patient(id.clone(), details, ctx);
        patient.abha = abha;
        patient.search = Some(search.as_str().to_owned());
        patient.despite = despite;
        tx.put(patient)?;
        let mut receipt = Receipt::of::<Patient>(id);
        receipt.warnings.extend(warning);
        Ok(receipt)
    }
}

/// The link that the answer to the ABHA question begins with.
fn begin_link(tx: &mut Tx, ctx: &Ctx, answer: &AbhaAnswer) -> Result<(AbhaLink, Option<Refusal>), Refusals> {
    let AbhaAnswer::Has { number, method, consent, otp } = answer else { return Ok((AbhaLink::Unlinked, None)) };
    let (number, warning) = free_number(tx, number, None)?;
    if !consent {
        return Err(Refusal::new(codes::ABHA_CONSENT).at("abha_consent").into());
    }
    otp::required(tx, ctx, *method, &number, otp)?;
    let link = AbhaLink::Unlinked.verify(number, *method, Stamp::of(ctx)).map_err(Refusal::from)?;
    Ok((link, warning))
}

/// A number in the right form that is nobody else's.
pub(super) fn free_number(
    tx: &Tx,
    typed: &str,
    owner: Option<&BhavyaId>,
) -> Result<(AbhaNumber, Option<Refusal>), Refusal> {
    let (number, warning) = AbhaNumber::parse(typed, "abha_number")?;
    let others = tx.world().patients().find(Patient::BY_ABHA, number.as_str());
    let mut others = others.filter(|p| Some(&p.id) != owner && !matches!(p.standing, Standing::EnteredInError { .. }));
    match others.next() {
        Some(other) => Err(Refusal::new(codes::ABHA_OF_ANOTHER).at("abha_number").with("id", other.id.spaced())),
        None => Ok((number, warning)),
    }
}

/// Stops at likely duplicates unless a reason says why this is somebody else.
pub(super) fn no_duplicate(tx: &Tx, ctx: &Ctx, details: &Details, typed: &str) -> Result<Option<Override>, Refusal> {
    let asked = Likely {
        name: &details.name,
        sex: details.sex,
        birth: details.birth,
        mobile: details.mobile.as_ref().map(super::patient::Mobile::as_str),
        village: &details.place.village,
        guardian: details.guardian.as_ref().map(|g| &g.name),
    };
    let similar = likely_duplicates(tx.world(), ctx.calendar, ctx.now.day(), asked);
    if similar.is_empty() {
        return Ok(None);
    }
    let shown: Vec<BhavyaId> = similar.iter().map(|f| f.patient.id.clone()).collect();
    let ids = shown.iter().map(BhavyaId::spaced).collect::<Vec<_>>().join(", ");
    if typed.trim().is_empty() {
        return Err(Refusal::new(codes::LIKELY_DUPLICATE).at("duplicate_reason").with("ids", ids));
    }
    // Whoever has to say more about the reason is shown the similar records again.
    let reason = check::reason(typed, "duplicate_reason").map_err(|refusal| refusal.with("ids", ids))?;
    Ok(Some(Override { reason, shown }))
}

/// The next BHAVYA ID of the facility. The counter only grows, so that none is given twice.
pub(super) fn next_id(tx: &mut Tx, ctx: &Ctx) -> Result<BhavyaId, Refusals> {
    let facility = tx.world().facility(&ctx.facility).map(|f| f.number);
    let facility = facility.ok_or_else(|| Refusal::new(codes::FACILITY_UNKNOWN))?;
    Ok(BhavyaId::numbered(facility, tx.next_number("bhavya_id")?))
}

/// A record with these details and nothing else yet.
pub(super) fn new_patient(id: BhavyaId, details: Details, ctx: &Ctx) -> Patient {
    Patient {
        id,
        name: details.name,
        sex: details.sex,
        birth: details.birth,
        guardian: details.guardian,
        mobile: details.mobile,
        place: details.place,
        document: details.document,
        identity: Identity::Known,
        abha: AbhaLink::Unlinked,
        newborn: None,
        standing: Standing::Active,
        search: None,
        despite: None,
        registered: Stamp::of(ctx),
        amendments: Vec::new(),
    }
}
