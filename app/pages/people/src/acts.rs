//! The acts on a person's page: transfer, leave, deactivate, bring back, erase.

use crate::facility::chosen;
use crate::form::id_of;
use crate::show::{Tried, render};
use crate::t;
use abhyas_core::PersonId;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::people::{edit, erase, leave, state};
use abhyas_services::{Outcome, ServiceError};
use axum::extract::Path;

/// Leads back to the person, or shows the page again with what was typed.
pub(crate) async fn answer(page: &Page, id: &PersonId, outcome: Outcome<()>, form: Form, done: &str) -> Reply {
    match outcome {
        Ok(()) => page.see_other_with(&format!("/people/{id}"), done).await,
        Err(ServiceError::Refused(refusals)) => render(page, id, Tried { form, refusals, ..Tried::default() }).await,
        Err(error) => Err(error.into()),
    }
}

fn version(form: &Form) -> i64 {
    form.text("version").parse().unwrap_or(0)
}

/// `POST /people/{id}/transfer`.
pub async fn transfer(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let chosen = chosen(&page, &form).await?;
    let Some(facility) = chosen.id else {
        let refusals = chosen.refusal.into_iter().collect();
        return render(&page, &id, Tried { form, candidates: chosen.candidates, refusals }).await;
    };
    let outcome =
        edit::transfer_person(page.services(), page.actor()?, &form.once()?, &id, version(&form), facility.as_str())
            .await;
    answer(&page, &id, outcome, form, t::transferred(page.lang)).await
}

/// `POST /people/{id}/leave`.
pub async fn add_leave(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let (first, last, reason) = (form.text("first_day"), form.text("last_day"), form.text("reason"));
    let outcome = leave::add_leave(page.services(), page.actor()?, &form.once()?, &id, first, last, reason).await;
    answer(&page, &id, outcome, form, t::leave_added(page.lang)).await
}

/// `POST /people/{id}/leave/end`.
pub async fn end_leave(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let outcome = leave::end_leave(page.services(), page.actor()?, &form.once()?, &id, form.text("leave")).await;
    answer(&page, &id, outcome, form, t::leave_ended(page.lang)).await
}

/// `POST /people/{id}/deactivate`.
pub async fn deactivate(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let outcome = state::deactivate(page.services(), page.actor()?, &form.once()?, &id, version(&form)).await;
    answer(&page, &id, outcome, form, t::deactivated(page.lang)).await
}

/// `POST /people/{id}/reactivate`.
pub async fn reactivate(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let outcome = state::reactivate(page.services(), page.actor()?, &form.once()?, &id, version(&form)).await;
    answer(&page, &id, outcome, form, t::reactivated(page.lang)).await
}

/// `POST /people/{id}/erase`.
pub async fn erase(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    match erase::erase_person(page.services(), page.actor()?, &form.once()?, &id, version(&form)).await {
        Ok(()) => page.see_other_with("/people", t::erased(page.lang)).await,
        outcome => answer(&page, &id, outcome, form, "").await,
    }
}
