//! The audit page: who did what, filtered by person and time.

use crate::t;
use abhyas_core::clock::{parse_day, parse_instant};
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply, encode};
use abhyas_services::ServiceError;
use abhyas_services::audit::{AuditPage, AuditQuery, AuditRow, AuditState, list, verify};
use abhyas_ui::{EmptyState, Note, Pages, SelectField, Submit, TextField, Tone};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /audit`.
pub async fn show(page: Page) -> Reply {
    let actor = page.actor()?.clone();
    let form = Form::from_pairs(["person", "action", "from", "until", "below"].map(|name| (name, page.query(name))));
    let query = AuditQuery {
        person: form.text("person").to_owned(),
        action: form.text("action").to_owned(),
        from: parse_day(form.text("from")),
        until: parse_day(form.text("until")),
        below: form.text("below").parse().ok(),
    };
    let sees_all = actor.reach(Permission::SeeAudit) == Reach::Everything;
    let whole =
        if sees_all && !page.query("verify").is_empty() { Some(verify(page.services(), &actor).await?) } else { None };
    match list(page.services(), &actor, &query).await {
        Ok(found) => Ok(render(&page, &form, found, whole, sees_all, &[])),
        Err(ServiceError::Refused(refusals)) => {
            let nothing = AuditPage { rows: Vec::new(), next: None, actions: Vec::new() };
            Ok(render(&page, &form, nothing, None, sees_all, &refusals))
        }
        Err(error) => Err(error.into()),
    }
}

fn time(l: Language, at: &str) -> String {
    parse_instant(at).map_or_else(|| at.to_owned(), |at| format::instant(l, at))
}

fn row(l: Language, row: AuditRow) -> AnyView {
    view! {
        <tr>
            <td data-label=t::audit_at(l)>{time(l, &row.at)}</td>
            <td data-label=t::audit_who(l)>{row.actor_name}</td>
            <td data-label=t::audit_action(l)><code>{row.action}</code></td>
            <td data-label=t::audit_subject(l)>{format!("{} {}", row.subject_kind, row.subject)}</td>
            <td data-label=t::audit_detail(l)><code>{row.detail}</code></td>
        </tr>
    }
    .into_any()
}

fn state(l: Language, state: AuditState) -> AnyView {
    match state {
        AuditState::Broken { seq, .. } => {
            view! { <Note tone=Tone::Bad><p>{t::audit_broken(l, seq)}</p></Note> }.into_any()
        }
        _ => view! { <Note tone=Tone::Good><p>{t::audit_whole(l)}</p></Note> }.into_any(),
    }
}

fn render(
    page: &Page,
    form: &Form,
    found: AuditPage,
    whole: Option<AuditState>,
    sees_all: bool,
    refusals: &[Refusal],
) -> Response {
    let l = page.lang;
    let value = |name: &str| form.text(name).to_owned();
    let (person, action, from, until) = (value("person"), value("action"), value("from"), value("until"));
    let next = found.next.map(|below| {
        let query: String = [("person", &person), ("action", &action), ("from", &from), ("until", &until)]
            .iter()
            .map(|(name, value)| format!("{name}={}&", encode(value)))
            .collect();
        (format!("/audit?{query}below={below}"), t::older(l).to_owned())
    });
    let mut actions = vec![(String::new(), t::audit_all(l).to_owned())];
    actions.extend(found.actions.iter().map(|a| (a.clone(), a.clone())));
    let refusals_here = refusals.to_vec();
    page.sheet(t::audit(l)).refused(refusals).show(move || {
        let empty = found.rows.is_empty();
        view! {
            <h1>{t::audit(l)}</h1>
            {whole.map(|whole| state(l, whole))}
            <form method="get" action="/audit" class="card filters">
                <TextField language=l name="person" label=t::audit_person(l) value=person refusals=refusals_here />
                <SelectField language=l name="action" label=t::audit_action(l) value=action options=actions refusals=Vec::new() />
                <TextField language=l name="from" label=t::audit_from(l) kind="date" value=from refusals=Vec::new() />
                <TextField language=l name="until" label=t::audit_until(l) kind="date" value=until refusals=Vec::new() />
                <Submit label=t::audit_filter(l) />
                {sees_all.then(|| view! { <button class="button plain" type="submit" name="verify" value="1">{t::audit_verify(l)}</button> })}
            </form>
            {empty.then(|| view! { <EmptyState title=t::audit_empty(l) text=t::audit_empty_text(l) /> })}
            {(!empty).then(|| view! {
                <table class="cards">
                    <caption class="visually-hidden">{t::audit(l)}</caption>
                    <thead><tr>
                        <th scope="col">{t::audit_at(l)}</th><th scope="col">{t::audit_who(l)}</th><th scope="col">{t::audit_action(l)}</th>
                        <th scope="col">{t::audit_subject(l)}</th><th scope="col">{t::audit_detail(l)}</th>
                    </tr></thead>
                    <tbody>{found.rows.into_iter().map(|r| row(l, r)).collect_view()}</tbody>
                </table>
            })}
            <Pages label=t::audit(l) previous=None next=next />
        }
    })
}
