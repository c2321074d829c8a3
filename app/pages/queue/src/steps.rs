//! `/hospital/queue/tokens/{id}/{step}`: what is done with a token, each step with the page that asks what it needs.

use crate::give::{lane_fields, trouble};
use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, queue as words};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::AnyCommand;
use abhyas_services::sandbox::hims::m02_queue::{
    CallNext, CancelToken, ChangeLane, Lane, LeaveQueue, Recall, Skip, Token, TransferToken,
};
use abhyas_ui::Submit;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// A step of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Call,
    Recall,
    Skip,
    Leave,
    Cancel,
    Transfer,
    Lane,
}

impl Step {
    fn of(name: &str) -> Result<Self, PageError> {
        Ok(match name {
            "call" => Self::Call,
            "recall" => Self::Recall,
            "skip" => Self::Skip,
            "leave" => Self::Leave,
            "cancel" => Self::Cancel,
            "transfer" => Self::Transfer,
            "lane" => Self::Lane,
            _ => return Err(PageError::not_found()),
        })
    }

    fn title(self, l: Language) -> &'static str {
        match self {
            Self::Call => t::call_this(l),
            Self::Recall => t::recall(l),
            Self::Skip => t::skip(l),
            Self::Leave => t::left(l),
            Self::Cancel => t::cancel_token(l),
            Self::Transfer => t::transfer(l),
            Self::Lane => t::change_lane(l),
        }
    }

    fn done(self, l: Language) -> &'static str {
        match self {
            Self::Call | Self::Recall => t::call_done(l),
            Self::Skip => t::skip_done(l),
            Self::Leave => t::left_done(l),
            Self::Cancel => t::cancel_done(l),
            Self::Transfer => t::transfer_done(l),
            Self::Lane => t::lane_done(l),
        }
    }

    fn command(self, id: &str, form: &Form) -> AnyCommand {
        let (token, reason) = (id.to_owned(), form.text("reason").to_owned());
        match self {
            Self::Call => CallNext { token, reason, ..CallNext::default() }.into(),
            Self::Recall => Recall { token }.into(),
            Self::Skip => Skip { token }.into(),
            Self::Leave => LeaveQueue { token, reason }.into(),
            Self::Cancel => CancelToken { token, reason }.into(),
            Self::Transfer => TransferToken { token, department: form.text("department").to_owned(), reason }.into(),
            Self::Lane => ChangeLane {
                token,
                lane: Lane::from_name(form.text("lane")),
                lane_reason: form.text("lane_reason").to_owned(),
            }
            .into(),
        }
    }
}

pub(crate) async fn show(page: Page, Path((id, step)): Path<(String, String)>) -> Reply {
    let step = Step::of(&step)?;
    let desk = Desk::open(&page).await?;
    let token = find::token(&desk, &id)?;
    if matches!(step, Step::Recall | Step::Skip) {
        // These ask nothing: there is no page to come back to.
        return Ok(page.see_other(&format!("/hospital/queue/tokens/{}", token.id.as_str())));
    }
    Ok(render(&page, &desk, &token, step, &Form::default(), &[]))
}

pub(crate) async fn act(page: Page, Path((id, step)): Path<(String, String)>, form: Form) -> Reply {
    let step = Step::of(&step)?;
    let desk = Desk::of_form(&page, &form).await?;
    let token = find::token(&desk, &id)?;
    match desk.act(&form, step.command(&id, &form)).await? {
        Ok(receipt) => {
            let to = match step {
                // The patient gets a slip with the number in the other queue.
                Step::Transfer => format!("/hospital/queue/tokens/{}/slip", receipt.subject.id),
                _ => format!("/hospital/queue/at/{}", token.department.as_str()),
            };
            desk::done(&page, &to, step.done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &token, step, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, token: &Token, step: Step, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let fields = match step {
        Step::Recall | Step::Skip => None,
        Step::Call => Some(typed.hinted("reason", t::reason(l), t::call_reason_hint(l), true)),
        Step::Leave | Step::Cancel => Some(typed.area("reason", t::reason(l), true)),
        Step::Transfer => Some(transfer_fields(&typed, desk, token)),
        Step::Lane => desk.world().patients().get(&token.patient).map(|p| lane_fields(&typed, desk, p)),
    };
    let hidden = desk.hidden(page);
    let to = page.path().to_owned();
    let form = fields.map(|fields| {
        card(
            None,
            view! { <form method="post" action=to>{hidden}{fields}<Submit label=step.title(l) /></form> }.into_any(),
        )
    });
    let number = t::token_title(l, token.number);
    let department = words::department(l, desk.world(), &token.department);
    let view = view! {
        {trouble(l, "patient", refusals)}
        <p>
            <a href=format!("/hospital/queue/tokens/{}", token.id.as_str())>{number}</a>
            " · "{department}" · "{find::line(l, desk, &token.patient)}
        </p>
        {form}
        <p class="no-print"><a href=format!("/hospital/queue/at/{}", token.department.as_str())>{t::back_to_queue(l)}</a></p>
    };
    desk.show(page, step.title(l), refusals, view.into_any())
}

fn transfer_fields(typed: &Typed<'_>, desk: &Desk, token: &Token) -> AnyView {
    let l = typed.l;
    let others = desk.world().departments().iter().filter(|d| d.id != token.department);
    let options = others.map(|d| (d.id.as_str().to_owned(), d.name.in_language(l).to_owned())).collect();
    view! {
        {typed.select("department", t::to_department(l), options)}
        {typed.area("reason", t::reason(l), true)}
    }
    .into_any()
}
