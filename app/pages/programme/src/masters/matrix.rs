//! `/masters/matrix`: which role needs which module, one form a role.

use crate::t;
use abhyas_core::{ModuleId, Permission, Reach, RoleId};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::masters::{self, Matrix};
use abhyas_ui::HiddenField;
use leptos::prelude::*;
use std::collections::BTreeSet;

const PATH: &str = "/masters/matrix";

pub(super) async fn show(page: Page) -> Reply {
    let lang = page.lang;
    let actor = page.actor()?;
    let edits = actor.reach(Permission::EditMasters) == Reach::Everything;
    let matrix = masters::matrix(page.services(), actor).await?;
    let cards = matrix.roles.iter().map(|role| card(&page, &matrix, &role.id, edits)).collect_view();
    let view = view! {
        <h1>{t::masters_matrix(lang)}</h1>
        <p class="lead">{t::masters_about_matrix(lang)}</p>
        {cards}
    }
    .into_any();
    Ok(page.sheet(t::masters_matrix(lang)).show(|| view))
}

fn card(page: &Page, matrix: &Matrix, id: &RoleId, edits: bool) -> AnyView {
    let lang = page.lang;
    let Some(role) = matrix.roles.iter().find(|role| role.id == *id) else { return ().into_any() };
    let name = lang.pick(&role.name_hi, &role.name_en).to_owned();
    let boxes = matrix
        .modules
        .iter()
        .map(|module| {
            let own = format!("{id}-{}", module.id);
            let checked = matrix.needed.contains(&(id.clone(), module.id.clone()));
            let text = format!("{} {}", module.id, lang.pick(&module.name_hi, &module.name_en));
            view! {
                <div class="choice">
                    <input type="checkbox" id=own.clone() name="module" value=module.id.to_string() checked=checked disabled=!edits />
                    <label for=own>{text}</label>
                </div>
            }
        })
        .collect_view();
    let send =
        edits.then(|| view! { <button type="submit" class="button">{t::masters_matrix_save(lang, &name)}</button> });
    let once = page.once_field();
    view! {
        <form method="post" action=PATH class="card" id=id.to_string()>
            {once}<HiddenField name="role" value=id.to_string() />
            <fieldset><legend><strong>{format!("{id} {name}")}</strong></legend>{boxes}</fieldset>
            {send}
        </form>
    }
    .into_any()
}

/// `POST /masters/matrix`.
pub(super) async fn save(page: Page, form: Form) -> Reply {
    let missing = |_| PageError::not_found();
    let role = RoleId::parse(form.text("role")).map_err(missing)?;
    let modules: BTreeSet<ModuleId> =
        form.all("module").into_iter().map(ModuleId::parse).collect::<Result<_, _>>().map_err(missing)?;
    masters::set_matrix(page.services(), page.actor()?, &form.once()?, &role, &modules).await?;
    page.see_other_with(&format!("{PATH}#{role}"), t::masters_saved(page.lang)).await
}
