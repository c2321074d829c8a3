//! What the forms of a consultation do: one address a form, one command an address.

use crate::consult::{Consult, rx};
use crate::{fields, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, desk, naming};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::AnyCommand;
use abhyas_services::sandbox::hims::m03_opd::{
    AddDiagnosis, AmendEncounter, CancelEncounter, CancelPrescription, CloseEncounter, ConfirmDiagnosis,
    EnterRecordInError, MarkTeleconsult, OrderImaging, OrderTests, Pregnancy, Refer, RemoveDiagnosis, SetFollowUp,
    SignEncounter, Urgency, WriteNotes,
};
use abhyas_services::sandbox::hims::m07_laboratory::Priority;
use abhyas_services::sandbox::hims::m08_radiology::{CancelImaging, Side};
use axum::extract::Path;

/// A form of the page, read.
struct Sent {
    /// What it does.
    command: AnyCommand,
    /// What is said when it was done.
    done: fn(Language) -> &'static str,
    /// Where the page goes on.
    section: &'static str,
    /// Fields of the command that have another name in the form.
    names: Vec<(&'static str, String)>,
}

/// The address of a refused form asked for again (reload, language, role): the consultation.
pub(crate) async fn back(page: Page, Path((id, _)): Path<(String, String)>) -> Reply {
    Ok(page.see_other(&format!("/hospital/opd/encounters/{id}")))
}

pub(crate) async fn act(page: Page, Path((id, act)): Path<(String, String)>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let mut consult = Consult::open(&page, &desk, &id)?;
    consult.sent.clone_from(&act);
    if act == "fill" {
        consult.form = rx::filled(&consult, &form);
        return Ok(consult.render());
    }
    let (outcome, sent, places) = if act == "prescribe" {
        let (command, places) = rx::command_of(&consult, &form);
        let names = vec![("reason", "rx_reason".to_owned())];
        let sent = Sent { command: command.into(), done: t::rx_signed, section: "rx", names };
        (desk.act(&form, sent.command.clone()).await?, sent, places)
    } else {
        let sent = read(&act, &consult, &form).ok_or_else(PageError::not_found)?;
        (desk.act(&form, sent.command.clone()).await?, sent, Vec::new())
    };
    match outcome {
        Ok(receipt) => {
            let closed = act == "sign-close" || act == "close" || act == "cancel";
            let to = if closed {
                format!("/hospital/opd?department={}", consult.encounter.department.as_str())
            } else {
                format!("/hospital/opd/encounters/{}#{}", consult.encounter.id, sent.section)
            };
            desk::done(&page, &to, (sent.done)(page.lang), &receipt).await
        }
        Err(refusals) => {
            consult.refusals = renamed(refusals, &sent.names, &places);
            consult.form = form;
            Ok(consult.render())
        }
    }
}

/// The refusals at the fields of the form: some have another name there, and lines of a prescription that were left out
/// move the others up.
fn renamed(refusals: Vec<Refusal>, names: &[(&'static str, String)], places: &[usize]) -> Vec<Refusal> {
    let name = |field: &str| {
        if let Some((_, name)) = names.iter().find(|(of, _)| *of == field) {
            return name.clone();
        }
        let line = field.rsplit_once('_').and_then(|(name, n)| Some((name, n.parse::<usize>().ok()?)));
        match line.and_then(|(name, n)| Some((name, places.get(n.checked_sub(1)?)?))) {
            Some((name, place)) => format!("{name}_{place}"),
            None => field.to_owned(),
        }
    };
    let rename = |refusal: Refusal| match refusal.field.as_deref().map(name) {
        Some(field) => refusal.at(field),
        None => refusal,
    };
    refusals.into_iter().map(rename).collect()
}

fn read(act: &str, consult: &Consult<'_>, form: &Form) -> Option<Sent> {
    let text = |name: &str| form.text(name).to_owned();
    let encounter = consult.encounter.id.as_str().to_owned();
    let sent = |command: AnyCommand, done: fn(Language) -> &'static str, section: &'static str| Sent {
        command,
        done,
        section,
        names: Vec::new(),
    };
    Some(match act {
        "vitals" => {
            let command = fields::vitals_of(form, consult.patient.id.as_str(), &encounter);
            sent(command.into(), t::vitals_saved, "vitals")
        }
        "notes" => {
            let pregnancy = Pregnancy::from_name(&text("pregnancy"));
            let (complaint, days, notes) = (text("complaint"), text("days"), text("notes"));
            sent(WriteNotes { encounter, complaint, days, pregnancy, notes }.into(), t::saved, "notes")
        }
        "diagnose" => {
            let command = AddDiagnosis { encounter, code: text("code"), ..AddDiagnosis::default() };
            sent(command.into(), t::diagnosis_added, "diagnosis")
        }
        "confirm" => {
            let n = text("n").parse().unwrap_or(0);
            sent(ConfirmDiagnosis { encounter, n }.into(), t::diagnosis_confirmed, "diagnosis")
        }
        "remove" => {
            let field = format!("remove_reason_{}", text("n"));
            let n = text("n").parse().unwrap_or(0);
            let command = RemoveDiagnosis { encounter, n, reason: text(&field) };
            Sent { names: vec![("reason", field)], ..sent(command.into(), t::diagnosis_removed, "diagnosis") }
        }
        "cancel-rx" => {
            let prescription = text("prescription");
            let field = format!("cancel_rx_reason_{prescription}");
            let command = CancelPrescription { prescription, reason: text(&field) };
            Sent { names: vec![("reason", field)], ..sent(command.into(), t::rx_cancelled, "rx") }
        }
        "tests" => {
            let tests = form
                .all("tests")
                .into_iter()
                .chain(form.opt("test"))
                .map(|typed| naming::lab_test(consult.world(), typed))
                .collect();
            let priority = Priority::from_name(&text("priority"));
            let command = OrderTests { encounter, tests, priority, note: text("lab_note") };
            Sent { names: vec![("note", "lab_note".to_owned())], ..sent(command.into(), t::ordered, "tests") }
        }
        "imaging" => {
            let command = OrderImaging {
                encounter,
                study: naming::imaging_study(consult.world(), &text("study")),
                side: Side::from_name(&text("side")),
                priority: Priority::from_name(&text("imaging_priority")),
                question: text("question"),
                although_pregnant: text("although_pregnant"),
            };
            let names = vec![("priority", "imaging_priority".to_owned())];
            Sent { names, ..sent(command.into(), t::imaging_ordered, "imaging") }
        }
        "cancel-imaging" => {
            let order = text("order");
            let field = format!("cancel_imaging_reason_{order}");
            let command = CancelImaging { order, reason: text(&field) };
            Sent { names: vec![("reason", field)], ..sent(command.into(), t::imaging_cancelled, "imaging") }
        }
        _ => return read_after(act, encounter, form),
    })
}

/// The forms after the consultation proper.
fn read_after(act: &str, encounter: String, form: &Form) -> Option<Sent> {
    let text = |name: &str| form.text(name).to_owned();
    let sent = |command: AnyCommand, done: fn(Language) -> &'static str, section: &'static str| Sent {
        command,
        done,
        section,
        names: Vec::new(),
    };
    let reason = |name: &str| vec![("reason", name.to_owned())];
    Some(match act {
        "follow-up" => {
            let in_days = form.opt("quick").map_or_else(|| text("in_days"), str::to_owned);
            let command = SetFollowUp { encounter, in_days, note: text("follow_note") };
            Sent {
                names: vec![("note", "follow_note".to_owned())],
                ..sent(command.into(), t::follow_saved, "follow-up")
            }
        }
        "refer" => {
            let urgency = Urgency::from_name(&text("urgency"));
            let (to, done_here) = (text("to"), text("done_here"));
            let command = Refer { encounter, to, urgency, reason: text("refer_reason"), done_here };
            Sent { names: reason("refer_reason"), ..sent(command.into(), t::referred, "refer") }
        }
        "teleconsult" => {
            sent(MarkTeleconsult { encounter, consent: form.flag("consent") }.into(), t::tele_marked, "finish")
        }
        "sign" => sent(SignEncounter { encounter, close: false }.into(), t::signed_done, "finish"),
        "sign-close" => sent(SignEncounter { encounter, close: true }.into(), t::signed_done, "finish"),
        "close" => sent(CloseEncounter { encounter }.into(), t::closed_done, "finish"),
        "cancel" => {
            let command = CancelEncounter { encounter, reason: text("cancel_reason") };
            Sent { names: reason("cancel_reason"), ..sent(command.into(), t::cancelled_done, "finish") }
        }
        "in-error" => {
            let command = EnterRecordInError { record: text("record"), reason: text("error_reason") };
            Sent { names: reason("error_reason"), ..sent(command.into(), t::error_done, "finish") }
        }
        "amend" => {
            let command = AmendEncounter {
                encounter,
                complaint: text("complaint"),
                days: text("days"),
                notes: text("notes"),
                code: text("amend_code"),
                remove: text("remove"),
                reason: text("amend_reason"),
            };
            let names = vec![("reason", "amend_reason".to_owned()), ("code", "amend_code".to_owned())];
            Sent { names, ..sent(command.into(), t::amended_done, "amend") }
        }
        _ => return None,
    })
}
