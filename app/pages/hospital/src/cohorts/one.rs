//! `/cohorts/{id}`: one cohort: its members, their roles, its hospital.

use super::list::enter;
use super::{found, in_words, members};
use crate::t;
use abhyas_core::{CohortId, Refusal};
use abhyas_desk::card;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::cohorts::{Cohort, Member, open_hospital};
use abhyas_ui::{EmptyState, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let cohort = found(&page, &id).await?;
    Ok(render(&page, &cohort, &Form::default(), &[]))
}

/// The address of a refused form asked for again (reload, language): the cohort.
pub(crate) async fn back(page: Page, Path(parts): Path<Vec<(String, String)>>) -> Reply {
    let id = parts.first().map(|(_, id)| id.as_str()).unwrap_or_default();
    Ok(page.see_other(&format!("/cohorts/{id}")))
}

pub(crate) async fn open(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = CohortId::parse(id).map_err(|_| PageError::not_found())?;
    open_hospital(page.services(), page.actor()?, &form.once()?, &id).await?;
    page.see_other_with(&format!("/cohorts/{id}"), t::cohort_opened(page.lang)).await
}

pub(super) fn render(page: &Page, cohort: &Cohort, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let add = cohort.leads.then(|| members::add_form(page, cohort, form, refusals));
    let title = cohort.record.name.clone();
    let view = view! {
        <p class="lead">{t::cohort_people(l, cohort.leaders.join(", "), cohort.members.len())}</p>
        {hospital(page, cohort)}
        {table(page, cohort)}
        {add}
        <p><a class="button plain" href="/cohorts">{t::cohorts_all(l)}</a></p>
    };
    let heading = title.clone();
    page.sheet(title).refused(refusals).show(move || view! { <h1>{heading}</h1>{view} })
}

fn hospital(page: &Page, cohort: &Cohort) -> AnyView {
    let l = page.lang;
    let body = match (enter(page, cohort), cohort.leads) {
        (Some(enter), true) => view! { <p>{t::cohort_hospital_leader(l)}</p>{enter} }.into_any(),
        (Some(enter), false) => view! { <p>{t::cohort_hospital_member(l)}</p>{enter} }.into_any(),
        (None, true) => {
            let once = page.once_field();
            let action = format!("/cohorts/{}/open", cohort.record.id);
            view! {
                <p>{t::cohort_open_lead(l)}</p>
                <form method="post" action=action>{once}<Submit label=t::cohort_open(l) /></form>
            }
            .into_any()
        }
        (None, false) => view! { <p>{t::cohort_not_open(l)}</p> }.into_any(),
    };
    card(Some(t::cohort_hospital(l)), body)
}

fn table(page: &Page, cohort: &Cohort) -> AnyView {
    let l = page.lang;
    if cohort.members.is_empty() {
        return view! { <EmptyState title=t::cohort_no_members(l) text=t::cohort_no_members_next(l) /> }.into_any();
    }
    let rows = cohort.members.iter().map(|member| row(page, cohort, member)).collect_view();
    let change = cohort.leads.then(|| view! { <th scope="col">{t::cohort_change(l)}</th> });
    view! {
        <table class="cards">
            <caption>{t::cohort_members(l)}</caption>
            <thead><tr><th scope="col">{t::name(l)}</th><th scope="col">{t::cohort_roles(l)}</th>{change}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(page: &Page, cohort: &Cohort, member: &Member) -> AnyView {
    let l = page.lang;
    let change = cohort.leads.then(|| {
        let href = format!("/cohorts/{}/members/{}", cohort.record.id, member.person);
        let label = t::cohort_change_of(l, member.name.as_str());
        view! { <td data-label=t::cohort_change(l)><a class="button plain small" href=href>{label}</a></td> }
    });
    view! {
        <tr>
            <th scope="row">{member.name.clone()}</th>
            <td data-label=t::cohort_roles(l)>{in_words(l, &member.roles)}</td>
            {change}
        </tr>
    }
    .into_any()
}
