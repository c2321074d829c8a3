//! M01's screens: one file per screen.

pub(crate) mod abha;
pub(crate) mod amend;
pub(crate) mod card;
pub(crate) mod identify;
pub(crate) mod in_error;
pub(crate) mod merge;
pub(crate) mod new;
pub(crate) mod newborn;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod timeline;
pub(crate) mod unknown;

use abhyas_core::Refusal;
use abhyas_desk::Desk;
use abhyas_services::sandbox::hims::m01_registration::matching::Likely;
use abhyas_services::sandbox::hims::m01_registration::{BhavyaId, Found, Patient, likely_duplicates};

/// The records that a duplicate warning speaks of, in its order; the warning itself names their IDs.
pub(crate) fn warned_of(desk: &Desk, refusals: &[Refusal]) -> Vec<Found> {
    let warning = refusals.iter().find(|r| r.field.as_deref() == Some("duplicate_reason"));
    let ids = warning.and_then(|w| w.values.iter().find(|(name, _)| name == "ids"));
    let ids = ids.map(|(_, ids)| ids.as_str()).unwrap_or_default();
    ids.split(", ")
        .filter_map(|id| BhavyaId::parse(id).ok())
        .filter_map(|id| desk.world().patients().get(&id).cloned())
        .map(|patient| Found { reasons: Vec::new(), points: 0, patient })
        .collect()
}

/// The records that may be the same patient as this one.
pub(crate) fn similar_to(desk: &Desk, patient: &Patient) -> Vec<Found> {
    let asked = Likely {
        name: &patient.name,
        sex: patient.sex,
        birth: patient.birth,
        mobile: patient.mobile.as_ref().map(|m| m.as_str()),
        village: &patient.place.village,
        guardian: patient.guardian.as_ref().map(|g| &g.name),
    };
    let ctx = &desk.look.ctx;
    let mut found = likely_duplicates(desk.world(), ctx.calendar, ctx.now.day(), asked);
    found.retain(|f| f.patient.id != patient.id);
    found
}
