//! The words of the messages that the hospital sent: what a patient's phone or a colleague's app would show.

use crate::{queue, t};
use abhyas_core::Language;
use abhyas_i18n::format;
use abhyas_services::sandbox::Look;
use abhyas_services::sandbox::hims::m02_queue::Slot;
use abhyas_services::sandbox::hims::m07_laboratory::ToldRole;
use abhyas_services::sandbox::hims::outbox::{Channel, Message, Notice, Recipient};
use abhyas_services::sandbox::hims::reference::LabTestId;
use leptos::prelude::*;

/// By which way a message goes.
#[must_use]
pub fn channel(l: Language, channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => t::channel_sms(l),
        Channel::Email => t::channel_email(l),
        Channel::App => t::channel_app(l),
    }
}

/// What a message is about, in a few words.
#[must_use]
pub fn subject(l: Language, notice: &Notice) -> &'static str {
    match notice {
        Notice::AbhaOtp { .. } => t::about_abha_otp(l),
        Notice::AppointmentBooked { .. } => t::about_appointment_booked(l),
        Notice::AppointmentMoved { .. } => t::about_appointment_moved(l),
        Notice::AppointmentCancelled { .. } => t::about_appointment_cancelled(l),
        Notice::TokenGiven { .. } => t::about_token_given(l),
        Notice::PrescriptionSigned { .. } => t::about_prescription_signed(l),
        Notice::PrescriptionCancelled { .. } => t::about_prescription_cancelled(l),
        Notice::ReportReady { .. } => t::about_report_ready(l),
        Notice::SampleAgain { .. } => t::about_sample_again(l),
        Notice::CriticalTold { .. } => t::about_critical_told(l),
        Notice::CriticalWaits { .. } => t::about_critical_waits(l),
        Notice::Dispensed { .. } => t::about_dispensed(l),
        Notice::OwedHere { .. } => t::about_owed_here(l),
    }
}

/// To whom a message went. A number is said to be a practice number: it can not be dialled.
#[must_use]
pub fn recipient(l: Language, look: &Look, to: &Recipient) -> String {
    match to {
        Recipient::Patient { patient, mobile } => {
            let name = look.world.patients().get(patient).map(|p| crate::words::name(l, p)).unwrap_or_default();
            match mobile {
                Some(mobile) => t::to_patient_mobile(l, mobile.as_str(), name),
                None => t::to_patient(l, patient.spaced(), name),
            }
        }
        Recipient::AbhaHolder { ending } => t::to_abha_holder(l, ending),
        Recipient::Staff { name, role } => {
            let role = match role {
                ToldRole::Doctor => t::to_doctor(l),
                ToldRole::Nurse => t::to_nurse(l),
                ToldRole::Other => t::to_colleague(l),
            };
            format!("{name} ({role})")
        }
    }
}

/// The text of a message.
#[must_use]
pub fn text(l: Language, look: &Look, message: &Message) -> String {
    let hospital = look.world.own_facility().map(|f| l.pick(&f.name_hi, &f.name_en).to_owned()).unwrap_or_default();
    let text = match &message.notice {
        Notice::AbhaOtp { abha, otp, until, .. } => {
            t::says_abha_otp(l, ending(abha.as_str()), otp, clock(look, *until))
        }
        Notice::AppointmentBooked { appointment, department, slot } => {
            let department = queue::department(l, &look.world, department);
            t::says_appointment_booked(l, department, doctor(l, look, slot), appointment.as_str(), when(l, look, slot))
        }
        Notice::AppointmentMoved { appointment, department, from, slot } => {
            let department = queue::department(l, &look.world, department);
            let (before, now) = (when(l, look, from), when(l, look, slot));
            t::says_appointment_moved(l, before, department, doctor(l, look, slot), appointment.as_str(), now)
        }
        Notice::AppointmentCancelled { appointment, department, slot } => {
            let department = queue::department(l, &look.world, department);
            t::says_appointment_cancelled(l, department, appointment.as_str(), when(l, look, slot))
        }
        Notice::TokenGiven { department, number, .. } => {
            let room = look.world.departments().get(department).map(|d| d.room.clone()).unwrap_or_default();
            t::says_token_given(l, queue::department(l, &look.world, department), number, room)
        }
        Notice::PrescriptionSigned { prescription, medicines } => {
            t::says_prescription_signed(l, medicines, prescription.as_str())
        }
        Notice::PrescriptionCancelled { prescription } => t::says_prescription_cancelled(l, prescription.as_str()),
        Notice::ReportReady { report, test, version } => {
            let (test, report) = (tests(l, look, std::slice::from_ref(test)), report.as_str());
            if *version > 1 { t::says_report_corrected(l, report, test) } else { t::says_report_ready(l, report, test) }
        }
        Notice::SampleAgain { test, .. } => t::says_sample_again(l, tests(l, look, std::slice::from_ref(test))),
        Notice::CriticalTold { order, tests: of } => t::says_critical_told(l, order.as_str(), tests(l, look, of)),
        Notice::CriticalWaits { order, tests: of } => t::says_critical_waits(l, order.as_str(), tests(l, look, of)),
        Notice::Dispensed { medicines, owed: 0, .. } => t::says_dispensed(l, medicines),
        Notice::Dispensed { medicines, owed, .. } => t::says_dispensed_partly(l, medicines, owed),
        Notice::OwedHere { product, units, until, .. } => {
            let name = look.world.products().get(product).map(|p| p.label(l)).unwrap_or_default();
            t::says_owed_here(l, name, units, format::date(l, look.ctx.calendar.date(*until)))
        }
    };
    format!("{text} – {hospital}")
}

/// A message as a phone shows it: who it is from stands in its text.
#[must_use]
pub fn phone(l: Language, look: &Look, message: &Message) -> AnyView {
    let (to, text) = (recipient(l, look, &message.to), text(l, look, message));
    let at = crate::words::moment(l, look, message.sent.at);
    let body = view! {
        <p class="hint">{to}" · "{channel(l, message.channel)}" · "{at}</p>
        <p>{text}</p>
        <p class="hint">{t::nothing_left(l)}</p>
    };
    crate::card(Some(t::phone_title(l)), body.into_any())
}

fn ending(digits: &str) -> String {
    digits.chars().skip(10).collect()
}

fn clock(look: &Look, at: abhyas_services::sandbox::hims::Moment) -> String {
    look.ctx.calendar.time(at).format("%H:%M").to_string()
}

fn when(l: Language, look: &Look, slot: &Slot) -> String {
    format!("{} {}", format::date(l, look.ctx.calendar.date(slot.day)), slot.at)
}

fn doctor(l: Language, look: &Look, slot: &Slot) -> String {
    queue::doctor(l, &look.world, &slot.session)
}

fn tests(l: Language, look: &Look, ids: &[LabTestId]) -> String {
    let name = |id: &LabTestId| look.world.lab_tests().get(id).map(|t| t.name(l).to_owned());
    ids.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}
