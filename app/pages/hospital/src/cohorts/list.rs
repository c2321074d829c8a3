//! `/cohorts`: the cohorts that somebody leads or is in.

use super::in_words;
use crate::t;
use abhyas_core::{Language, Permission, Reach};
use abhyas_desk::{card, desk};
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::cohorts::{Cohort, cohorts};
use abhyas_ui::{EmptyState, Submit};
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let l = page.lang;
    let actor = page.actor()?;
    let all = cohorts(page.services(), actor).await?;
    let makes = actor.reach(Permission::PrepareHospitals) >= Reach::District;
    let items = all.iter().map(|cohort| item(&page, cohort)).collect_view();
    let empty = all.is_empty().then(|| {
        let next = if makes { t::cohorts_empty_leader(l) } else { t::cohorts_empty(l) };
        view! { <EmptyState title=t::cohorts_none(l) text=next /> }
    });
    let new = makes.then(|| view! { <p><a class="button" href="/cohorts/new">{t::cohort_new(l)}</a></p> });
    Ok(page.sheet(t::cohorts_title(l)).show(move || {
        view! { <h1>{t::cohorts_title(l)}</h1><p class="lead">{t::cohorts_lead(l)}</p>{new}{empty}{items} }
    }))
}

fn item(page: &Page, cohort: &Cohort) -> AnyView {
    let l = page.lang;
    let href = format!("/cohorts/{}", cohort.record.id);
    let body = view! {
        <p>{people(l, cohort)}</p>
        <p class="row"><a class="button plain" href=href>{t::cohort_see(l)}</a>{enter(page, cohort)}</p>
    };
    card(Some(&cohort.record.name), body.into_any())
}

/// How many there are and, for a member, as what they are in it.
fn people(l: Language, cohort: &Cohort) -> String {
    t::cohort_people(l, cohort.leaders.join(", "), cohort.members.len())
}

/// The way into the hospital of a cohort, once it is open.
pub(super) fn enter(page: &Page, cohort: &Cohort) -> Option<AnyView> {
    let id = cohort.hospital.as_ref()?.to_string();
    let once = page.once_field();
    let label = if cohort.own { t::cohort_enter(page.lang) } else { t::cohort_look(page.lang) };
    Some(
        view! {
            <form method="post" action="/hospital/enter">
                {once}<input type="hidden" name=desk::HOSPITAL_FIELD value=id />
                <Submit label />
            </form>
        }
        .into_any(),
    )
}

/// The shared hospitals of a member, for the first page of their own.
pub(crate) async fn own_section(page: &Page) -> Result<Option<AnyView>, PageError> {
    let l = page.lang;
    let actor = page.actor()?;
    let own: Vec<Cohort> = cohorts(page.services(), actor).await?.into_iter().filter(|c| c.own).collect();
    if own.is_empty() {
        return Ok(None);
    }
    let items = own
        .iter()
        .map(|cohort| {
            let me = cohort.members.iter().find(|member| member.person == actor.person);
            let roles = me.map(|member| in_words(l, &member.roles)).unwrap_or_default();
            let href = format!("/cohorts/{}", cohort.record.id);
            let waits = cohort.hospital.is_none().then(|| view! { <span class="muted">{t::cohort_not_open(l)}</span> });
            view! { <li class="row"><a href=href>{cohort.record.name.clone()}</a><span>{roles}</span>{waits}{enter(page, cohort)}</li> }
        })
        .collect_view();
    Ok(Some(card(Some(t::shared_title(l)), view! { <ul class="plain-list stack">{items}</ul> }.into_any())))
}
