//! `/plans/{id}/board/new`: a session more.

use super::parts::price;
use super::{address, place_in, plan_id, window};
use crate::{speaking, t};
use abhyas_core::{PlanId, Refusal};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::board::{self, Asked, Edit, NewSession};
use abhyas_ui::{HiddenField, SelectField, Submit, TextField};
use axum::extract::Path;
use leptos::prelude::*;

/// `GET /plans/{id}/board/new`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &plan_id(&id)?, &Form::default(), &[]).await
}

/// `POST /plans/{id}/board/new`.
pub(super) async fn add(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let (plan, key, actor) = (plan_id(&id)?, form.once()?, speaking(&page)?);
    let text = |name| form.text(name).to_owned();
    let new = NewSession {
        // The form's own key: the same form makes the same session.
        id: key.to_string(),
        module: text("module"),
        room: text("room"),
        slot: form.text("slot").parse().unwrap_or(-1),
        trainer: text("trainer"),
    };
    let asked = Asked { edit: Edit::Add(new), seen: form.text("seen").parse().unwrap_or(0), reason: text("reason") };
    match board::change(page.services(), &actor, &key, &plan, &asked).await {
        Ok(done) => {
            let seen = window(&page);
            let to = address(&plan, &seen, seen.week.unwrap_or(0));
            page.see_other_with(&to, &t::board_done(page.lang, price(page.lang, &done.verdict))).await
        }
        Err(ServiceError::Refused(refusals)) => render(&page, &plan, &form, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

async fn render(page: &Page, plan: &PlanId, typed: &Form, refusals: &[Refusal]) -> Reply {
    let (l, window) = (page.lang, window(page));
    let offers = board::new_form(page.services(), &speaking(page)?, plan, &window).await?;
    let week = window.week.unwrap_or(0);
    let back = address(plan, &window, week);
    let action =
        format!("/plans/{plan}/board/new?week={}&{}", week + 1, place_in(&window.district, &window.find, window.page));
    let text = |name| typed.text(name).to_owned();
    let (module, slot, room, trainer, reason) =
        (text("module"), text("slot"), text("room"), text("trainer"), text("reason"));
    let (once, seen, all) = (page.once_field(), offers.seq.to_string(), refusals.to_vec());
    let refused = move || all.clone();
    Ok(page.sheet(t::board_new(l)).refused(refusals).show(move || {
        view! {
            <p><a href=back>{t::board_back(l)}</a></p>
            <h1>{t::board_new(l)}</h1>
            <p>{t::board_new_about(l)}</p>
            <form method="post" class="card" action=action>
                {once}
                <HiddenField name="seen" value=seen />
                <SelectField language=l name="module" label=t::plans_by_module(l) value=module options=offers.modules required=true refusals=refused() />
                <SelectField language=l name="slot" label=t::plans_when(l) value=slot options=offers.slots required=true refusals=refused() />
                <SelectField language=l name="room" label=t::board_by_room(l) value=room options=offers.rooms required=true refusals=refused() />
                <SelectField language=l name="trainer" label=t::plans_by_trainer(l) value=trainer options=offers.trainers required=true refusals=refused() />
                <TextField language=l name="reason" label=t::board_reason(l) value=reason hint=t::board_reason_hint(l) refusals=refused() />
                <Submit label=t::board_new(l) />
            </form>
        }
    }))
}
