//! `/hospital/opd`: who waits for me now.

use crate::{fields, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m02_queue::{Department, DepartmentId, Token, queue};
use abhyas_services::sandbox::hims::m03_opd::{Encounter, OpenEncounter};
use abhyas_ui::{EmptyState, Submit};
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let form = Form::from_pairs([("department", page.query("department"))]);
    Ok(render(&page, &desk, &form, &[]))
}

/// The address of a refused beginning asked for again: the list.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/opd"))
}

/// Begins a consultation.
pub(crate) async fn open(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let text = |name: &str| form.text(name).to_owned();
    let command = OpenEncounter {
        token: text("token"),
        patient: text("patient"),
        department: text("department"),
        reason: text("reason"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/opd/encounters/{}", receipt.subject.id);
            desk::done(&page, &to, t::begun(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

/// The department of a form or address; else the first in which somebody waits; else the first.
fn chosen(desk: &Desk, form: &Form) -> Option<Arc<Department>> {
    let world = desk.world();
    let named = DepartmentId::parse(form.text("department")).and_then(|id| world.departments().get(&id).cloned());
    let today = desk.look.ctx.now.day();
    let waits = |d: &&Arc<Department>| !queue::waiting(world, &d.id, today).is_empty();
    named
        .or_else(|| world.departments().iter().find(waits).cloned())
        .or_else(|| world.departments().iter().next().cloned())
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let department = chosen(desk, form);
    let id = department.as_ref().map(|d| d.id.as_str().to_owned()).unwrap_or_default();
    let options = desk
        .world()
        .departments()
        .iter()
        .map(|d| view! { <option value=d.id.as_str().to_owned() selected=d.id.as_str() == id>{d.name.in_language(l).to_owned()}</option> })
        .collect_view();
    let queues = department.as_ref().map(|d| queues(page, desk, d));
    let without = without_token(page, desk, &id, form, refusals);
    let lost = refusals.iter().filter(|r| r.field.as_deref() == Some("department")).map(|r| explain(l, r)).next();
    let wrong = lost.is_some();
    let lost = lost
        .map(|w| view! { <div class="error" id="department-error"><p>{w.message}<small>{w.next}</small></p></div> });
    let view = view! {
        {lost}
        <form method="get" action="/hospital/opd" class="row">
            <label for="department">{t::department(l)}</label>
            <select id="department" name="department" aria-describedby=wrong.then_some("department-error") aria-invalid=wrong.then_some("true")>{options}</select>
            <Submit label=t::show(l) class="plain small" />
        </form>
        {fields::said(l, "token", refusals)}
        {queues}
        {without}
    };
    desk.show(page, t::list_title(l), refusals, view.into_any())
}

fn queues(page: &Page, desk: &Desk, department: &Department) -> AnyView {
    let l = page.lang;
    let (world, today) = (desk.world(), desk.look.ctx.now.day());
    let called = queue::called(world, &department.id, today);
    let waiting = queue::waiting(world, &department.id, today);
    let open: Vec<_> = world
        .encounters()
        .find(Encounter::BY_DEPARTMENT_STATE, &Encounter::department_state(&department.id, "open"))
        .collect();
    let nobody = called.is_empty() && waiting.is_empty() && open.is_empty();
    let nobody = nobody.then(|| view! { <EmptyState title=t::nobody(l) text=t::nobody_next(l) /> });
    let open_rows: Vec<AnyView> = open.iter().filter_map(|e| open_row(l, desk, e)).collect();
    let open_count = open_rows.len();
    let open = (open_count > 0).then(|| {
        card(Some(&t::open_title(l, open_count)), view! { <ul class="plain-list stack">{open_rows}</ul> }.into_any())
    });
    view! {
        {nobody}
        {open}
        {tokens(page, desk, &called, t::called_title(l, called.len()))}
        {tokens(page, desk, &waiting, t::waiting_title(l, waiting.len()))}
    }
    .into_any()
}

fn open_row(l: Language, desk: &Desk, encounter: &Encounter) -> Option<AnyView> {
    let patient = desk.world().patients().get(&encounter.patient)?;
    let token = encounter.token.as_ref().and_then(|id| desk.world().tokens().get(id));
    let token = token.map(|token| t::token_no(l, token.number)).unwrap_or_default();
    let line = format!(
        "{} · {}, {} · {token}",
        words::name(l, patient),
        words::age(l, patient, &desk.look),
        words::sex(l, patient.sex)
    );
    let to = format!("/hospital/opd/encounters/{}", encounter.id);
    Some(
        view! { <li class="row spread"><span>{line}</span><a class="button small" href=to>{t::resume(l)}</a></li> }
            .into_any(),
    )
}

fn tokens(page: &Page, desk: &Desk, tokens: &[Arc<Token>], title: String) -> Option<AnyView> {
    let l = page.lang;
    if tokens.is_empty() {
        return None;
    }
    let rows = tokens.iter().filter_map(|token| row(page, desk, token)).collect::<Vec<_>>();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::patient(l)}</th><th scope="col">{t::number(l)}</th><th scope="col">{t::age_sex(l)}</th>
                <th scope="col">{t::waited(l)}</th><th scope="col">{t::actions(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(card(Some(&title), table.into_any()))
}

fn row(page: &Page, desk: &Desk, token: &Token) -> Option<AnyView> {
    let l = page.lang;
    let patient = desk.world().patients().get(&token.patient)?;
    let name = words::name(l, patient);
    let hidden = desk.hidden(page);
    let age = format!("{}, {}", words::age(l, patient, &desk.look), words::sex(l, patient.sex));
    let waited = t::minutes(l, token.waited_minutes(desk.look.ctx.now));
    let vitals = format!("/hospital/opd/patients/{}/vitals", patient.id);
    Some(
        view! {
            <tr>
                <th scope="row">{name.clone()}<br /><span class="muted">{patient.id.spaced()}</span></th>
                <td data-label=t::number(l) class="num">{token.number}</td>
                <td data-label=t::age_sex(l)>{age}</td>
                <td data-label=t::waited(l)>{waited}</td>
                <td data-label=t::actions(l)>
                    <form method="post" action="/hospital/opd/open" class="row">
                        {hidden}
                        <input type="hidden" name="token" value=token.id.as_str().to_owned() />
                        <input type="hidden" name="department" value=token.department.as_str().to_owned() />
                        <button type="submit" class="button small">{t::begin(l)}<span class="visually-hidden">": "{name.clone()}</span></button>
                        <a class="button plain small" href=vitals>{t::vitals_link(l)}<span class="visually-hidden">": "{name}</span></a>
                    </form>
                </td>
            </tr>
        }
        .into_any(),
    )
}

fn without_token(page: &Page, desk: &Desk, department: &str, form: &Form, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    // Closed, what was refused of it could not be seen.
    let of_form = |r: &Refusal| matches!(r.field.as_deref(), Some("patient" | "reason"));
    let open = refusals.iter().any(of_form) || (!refusals.is_empty() && form.text("token").is_empty());
    view! {
        <details class="card" open=open>
            <summary>{t::without_token(l)}</summary>
            <form method="post" action="/hospital/opd/open">
                {hidden}
                <input type="hidden" name="department" value=department.to_owned() />
                {typed.text("patient", t::bhavya_id(l), true)}
                {typed.hinted("reason", t::reason(l), t::without_token_hint(l), true)}
                <Submit label=t::begin(l) />
            </form>
        </details>
    }
    .into_any()
}
