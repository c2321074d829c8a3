//! What the others did in a shared hospital, in words, each with the page of its record.

use crate::actions::action;
use crate::{t, words};
use abhyas_core::Language;
use abhyas_services::sandbox::hims::m01_registration::{BhavyaId, Patient};
use abhyas_services::sandbox::hims::{Calendar, RecordRef, World};
use abhyas_services::sandbox::{How, News, What};
use std::sync::Arc;

/// What somebody did, in one line.
#[must_use]
pub fn line(l: Language, world: &World, calendar: Calendar, news: &News) -> String {
    let name = news.name.as_str();
    match &news.what {
        What::Done { at, persona, action: done, subject } => {
            let (at, role) = (calendar.time(*at).format("%H:%M").to_string(), words::persona(l, *persona));
            match patient(world, subject) {
                Some(patient) => t::news_done_for(l, at, name, words::name(l, &patient), role, action(l, done)),
                None => t::news_done(l, at, name, role, action(l, done)),
            }
        }
        What::Begun { at, how } => {
            let at = at.with_timezone(&abhyas_core::clock::ist()).format("%H:%M").to_string();
            match how {
                How::Opened | How::Reset => t::news_reset(l, at, name),
                How::Rewound => t::news_rewound(l, at, name),
                How::Undone => t::news_undone(l, at, name),
                How::Copied => t::news_copied(l, at, name),
            }
        }
    }
}

/// The patient whom a record is about: the record says so in its field `patient`.
fn patient(world: &World, subject: &RecordRef) -> Option<Arc<Patient>> {
    let id = if subject.kind == "patient" {
        subject.id.clone()
    } else {
        world.record(&subject.kind, &subject.id)?.get("patient")?.as_str()?.to_owned()
    };
    world.patients().get(&BhavyaId::parse(&id).ok()?).cloned()
}

/// The page of a record; `None` for one that has none.
#[must_use]
pub fn page_of(world: &World, subject: &RecordRef) -> Option<String> {
    let id = subject.id.as_str();
    Some(match &*subject.kind {
        "patient" => format!("/hospital/patients/{id}"),
        "merge" => format!("/hospital/merges#{id}"),
        "token" => format!("/hospital/queue/tokens/{id}"),
        "appointment" => format!("/hospital/queue/appointments/{id}"),
        "share_token" => format!("/hospital/queue/share/{id}"),
        "doctor_session" => "/hospital/queue/roster".to_owned(),
        "encounter" => format!("/hospital/opd/encounters/{id}"),
        "vitals" => format!("/hospital/opd/patients/{}/vitals", patient(world, subject)?.id),
        "allergy" => format!("/hospital/opd/patients/{}/allergies", patient(world, subject)?.id),
        "prescription" => format!("/hospital/opd/prescriptions/{id}"),
        "referral" => format!("/hospital/opd/referrals/{id}"),
        "lab_order" => format!("/hospital/laboratory/orders/{id}"),
        "specimen" => format!("/hospital/laboratory/specimens/{id}"),
        "lab_report" => format!("/hospital/laboratory/reports/{id}"),
        "qc_run" => "/hospital/laboratory/qc".to_owned(),
        "dispense" => format!("/hospital/pharmacy/slips/{id}"),
        "batch" => format!("/hospital/pharmacy/batches/{id}"),
        "stock_count" => "/hospital/pharmacy/counts".to_owned(),
        "message" => format!("/hospital/outbox/{id}"),
        "hospital_clock" => "/hospital/clock".to_owned(),
        _ => return None,
    })
}
