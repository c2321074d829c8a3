//! `/cohorts/new`: a new cohort.

use crate::t;
use abhyas_core::{Permission, Reach, Refusal};
use abhyas_desk::{Typed, card};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::cohorts::{self, Making, make};
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    if page.actor()?.reach(Permission::PrepareHospitals) < Reach::District {
        return Err(PageError::not_found());
    }
    render(&page, &Form::default(), &[]).await
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let text = |name| form.text(name).to_owned();
    let making = Making { name: text("name"), district: text("district"), mentor: text("mentor") };
    match make(page.services(), page.actor()?, &form.once()?, &making).await {
        Ok(id) => page.see_other_with(&format!("/cohorts/{id}"), t::cohort_made(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, form: &Form, refusals: &[Refusal]) -> Result<Response, PageError> {
    let l = page.lang;
    let actor = page.actor()?;
    let districts: Vec<(String, String)> = cohorts::districts(page.services(), actor)
        .await?
        .into_iter()
        .map(|district| (district.id.to_string(), l.pick(&district.name_hi, &district.name_en).to_owned()))
        .collect();
    // Where there is one district only, or one's own will do, it is not asked for, unless another one was sent.
    let refused = refusals.iter().any(|r| r.field.as_deref() == Some("district"));
    let asked = (actor.district.is_none() || districts.len() > 1 || refused).then_some(districts);
    let typed = Typed { l, form, refusals };
    let district = asked.map(|districts| typed.select("district", t::cohort_district(l), districts));
    let once = page.once_field();
    let view = card(
        None,
        view! {
            <form method="post" action="/cohorts" data-keep="1">
                {once}
                {typed.hinted("name", t::cohort_name(l), t::cohort_name_hint(l), true)}
                {typed.hinted("mentor", t::cohort_mentor(l), t::cohort_mentor_hint(l), false)}
                {district}
                <Submit label=t::cohort_make(l) />
            </form>
        }
        .into_any(),
    );
    Ok(page.sheet(t::cohort_new(l)).refused(refusals).show(move || view! { <h1>{t::cohort_new(l)}</h1>{view} }))
}
