//! Members of a cohort: taken in, given other roles, taken out.

use super::{found, one, ticked};
use crate::t;
use abhyas_core::{PersonId, Refusal};
use abhyas_desk::{Typed, card, words};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::cohorts::{Cohort, Member, add_member, remove_member, set_roles};
use abhyas_services::sandbox::hims::Persona;
use abhyas_ui::Submit;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// The form to take somebody in.
pub(super) fn add_form(page: &Page, cohort: &Cohort, form: &Form, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let once = page.once_field();
    let typed = Typed { l, form, refusals };
    let action = format!("/cohorts/{}/members", cohort.record.id);
    card(
        Some(t::cohort_add(l)),
        view! {
            <form method="post" action=action>
                {once}
                {typed.hinted("staff_id", t::cohort_staff_id(l), t::cohort_staff_id_hint(l), true)}
                {roles_field(page, &ticked(form), refusals)}
                <Submit label=t::cohort_add(l) />
            </form>
        }
        .into_any(),
    )
}

/// A box for each role.
fn roles_field(page: &Page, held: &[Persona], refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let errors: Vec<_> =
        refusals.iter().filter(|r| r.field.as_deref() == Some("roles")).map(|r| explain(l, r)).collect();
    let wrong = !errors.is_empty();
    let errors =
        errors.into_iter().map(|words| view! { <p>{words.message}<small>{words.next}</small></p> }).collect_view();
    let error = wrong.then(|| view! { <div class="error" id="roles-error">{errors}</div> });
    let boxes = Persona::CHOICES
        .iter()
        .map(|role| {
            let (id, checked) = (format!("roles-{}", role.name()), held.contains(role));
            view! {
                <div class="choice">
                    <input type="checkbox" name="roles" id=id.clone() value=role.name() checked=checked />
                    <label for=id>{words::persona(l, *role)}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset id="roles" class=if wrong { "field wrong" } else { "field" } aria-describedby=wrong.then_some("roles-error")>
            <legend>{t::cohort_roles(l)}</legend>
            <p class="hint">{t::cohort_roles_hint(l)}</p>
            {error}
            <div class="choices-row">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

pub(crate) async fn add(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let cohort = found(&page, &id).await?;
    let (id, roles) = (cohort.record.id.clone(), ticked(&form));
    let added = add_member(page.services(), page.actor()?, &form.once()?, &id, form.text("staff_id"), &roles).await;
    match added {
        Ok(()) => page.see_other_with(&format!("/cohorts/{id}"), t::cohort_added(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => Ok(one::render(&page, &cohort, &form, &refusals)),
        Err(error) => Err(error.into()),
    }
}

/// A member of a cohort that the person leads.
async fn member(page: &Page, id: &str, person: &str) -> Result<(Cohort, Member), PageError> {
    let cohort = found(page, id).await?;
    let member = cohort.members.iter().find(|member| member.person.as_str() == person).cloned();
    let member = member.filter(|_| cohort.leads).ok_or_else(PageError::not_found)?;
    Ok((cohort, member))
}

pub(crate) async fn show(page: Page, Path((id, person)): Path<(String, String)>) -> Reply {
    let (cohort, member) = member(&page, &id, &person).await?;
    Ok(render(&page, &cohort, &member, &member.roles, &[]))
}

pub(crate) async fn save(page: Page, Path((id, person)): Path<(String, String)>, form: Form) -> Reply {
    let (cohort, member) = member(&page, &id, &person).await?;
    let (id, roles) = (&cohort.record.id, ticked(&form));
    match set_roles(page.services(), page.actor()?, &form.once()?, id, &member.person, &roles).await {
        Ok(()) => page.see_other_with(&format!("/cohorts/{id}"), t::cohort_roles_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => Ok(render(&page, &cohort, &member, &roles, &refusals)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn remove(page: Page, Path((id, person)): Path<(String, String)>, form: Form) -> Reply {
    let cohort = found(&page, &id).await?;
    let (id, person) = (&cohort.record.id, PersonId::parse(person).map_err(|_| PageError::not_found())?);
    remove_member(page.services(), page.actor()?, &form.once()?, id, &person).await?;
    page.see_other_with(&format!("/cohorts/{id}"), t::cohort_removed(page.lang)).await
}

fn render(page: &Page, cohort: &Cohort, member: &Member, roles: &[Persona], refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let address = format!("/cohorts/{}/members/{}", cohort.record.id, member.person);
    let (change, out) = (page.once_field(), page.once_field());
    let title = t::cohort_change_of(l, member.name.as_str());
    let heading = title.clone();
    let remove = format!("{address}/remove");
    let back = format!("/cohorts/{}", cohort.record.id);
    let roles = card(
        None,
        view! {
            <form method="post" action=address>{change}{roles_field(page, roles, refusals)}<Submit label=t::cohort_save(l) /></form>
        }
        .into_any(),
    );
    let remove = card(
        Some(t::cohort_remove(l)),
        view! {
            <p>{t::cohort_remove_lead(l)}</p>
            <form method="post" action=remove>{out}<Submit label=t::cohort_remove(l) class="bad" /></form>
        }
        .into_any(),
    );
    page.sheet(title).refused(refusals).show(move || {
        view! { <h1>{heading}</h1>{roles}{remove}<p><a class="button plain" href=back>{t::cohort_see(l)}</a></p> }
    })
}
