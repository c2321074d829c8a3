//! What was typed before the lock: given back to its owner.

use crate::session::safe_back;
use crate::t;
use abhyas_kit::form::parse_urlencoded;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::held;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use leptos::prelude::*;

/// `POST /held?path=…`: the page script sends the draft just before it locks the page.
pub async fn keep_draft(page: Page, form: Form) -> Reply {
    let owner = page.visitor.actor.as_ref().or(page.visitor.locked.as_ref()).ok_or(PageError::not_found())?;
    let path = page.query("path");
    let body = serde_json::to_vec(form.fields()).map_err(abhyas_services::ServiceError::from)?;
    held::keep(page.services(), &owner.person, safe_back(&path), body, held::DRAFT).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /held?path=…`: the draft of a page as pairs, once.
pub async fn draft(page: Page) -> Reply {
    let actor = page.actor()?;
    let path = page.query("path");
    let Some(kept) = held::take_draft(page.services(), actor, &path).await? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let pairs: Vec<(String, String)> =
        serde_json::from_slice(&kept.body).map_err(abhyas_services::ServiceError::from)?;
    Ok(Json(pairs).into_response())
}

/// `GET /held/{id}`: a whole form that met a locked session, ready to be sent after all.
pub async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let kept = held::find(page.services(), page.actor()?, &id).await?.ok_or(PageError::not_found())?;
    let fields = parse_urlencoded(&kept.body);
    Ok(page.sheet(t::held_title(l)).show(move || {
        let hidden = fields.iter().map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone() /> }).collect_view();
        let shown = fields
            .iter()
            .filter(|(name, value)| !name.starts_with('_') && !value.is_empty() && !name.contains("password"))
            .map(|(_, value)| view! { <li>{value.clone()}</li> })
            .collect_view();
        view! {
            <h1>{t::held_title(l)}</h1>
            <p class="lead">{t::held_text(l)}</p>
            <ul>{shown}</ul>
            <div class="row">
                <form method="post" action=kept.path.clone()>{hidden}<button class="button" type="submit">{t::held_send(l)}</button></form>
                <form method="post" action=format!("/held/{id}")><button class="button plain" type="submit">{t::held_forget(l)}</button></form>
            </div>
        }
    }))
}

/// `POST /held/{id}`: throw it away.
pub async fn forget(page: Page, Path(id): Path<String>) -> Reply {
    held::forget(page.services(), page.actor()?, &id).await?;
    Ok(page.see_other("/"))
}
