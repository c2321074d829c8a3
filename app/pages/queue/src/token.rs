//! `/hospital/queue/tokens/{id}`: one token, and what can be done with it.

use crate::{find, t};
use abhyas_core::Language;
use abhyas_desk::{Desk, card, queue as words, words as people};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m02_queue::{Token, TokenState};
use abhyas_ui::{Facts, Submit};
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let token = find::token(&desk, &id)?;
    desk.sandbox.viewed("m02.token", RecordRef::to::<Token>(&token.id)).await?;
    let l = page.lang;
    let title = t::token_title(l, token.number);
    let view = view! {
        {card(None, view! { <Facts facts=facts(l, &desk, &token) /> }.into_any())}
        {ways(&page, &desk, &token)}
        {calls(l, &desk, &token)}
    };
    Ok(desk.show(&page, &title, &[], view.into_any()))
}

fn facts(l: Language, desk: &Desk, token: &Token) -> Vec<(String, AnyView)> {
    let look = &desk.look;
    let patient =
        view! { <a href=format!("/hospital/patients/{}", token.patient)>{find::line(l, desk, &token.patient)}</a> };
    let queue = format!("/hospital/queue/at/{}", token.department.as_str());
    let department = view! { <a href=queue>{words::department(l, desk.world(), &token.department)}</a> };
    let priority = view! { {words::lane(l, token.lane)}" "{token.lane_reason.clone()} };
    let mut facts = vec![
        (t::patient(l), patient.into_any()),
        (t::department(l), department.into_any()),
        (t::state(l), words::token_state(l, &token.state).into_any()),
        (t::priority(l), priority.into_any()),
        (t::minutes(l), token.waited_minutes(look.ctx.now).to_string().into_any()),
        (t::came(l), words::origin(l, &token.origin).into_any()),
        (t::given(l), people::stamp(l, look, &token.issued).into_any()),
    ];
    match &token.state {
        TokenState::Left { reason, .. }
        | TokenState::Cancelled { reason, .. }
        | TokenState::Transferred { reason, .. } => facts.push((t::reason(l), reason.clone().into_any())),
        TokenState::Waiting | TokenState::Called | TokenState::InConsult { .. } | TokenState::Done { .. } => {}
    }
    if let TokenState::Transferred { to, .. } = &token.state {
        let link = view! { <a href=format!("/hospital/queue/tokens/{}", to.as_str())>{t::token_page(l)}</a> };
        facts.push((t::new_token(l), link.into_any()));
    }
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The steps that the state allows: those without a question at once, the others by their own page.
fn ways(page: &Page, desk: &Desk, token: &Token) -> AnyView {
    let l = page.lang;
    let to = |step: &str| format!("/hospital/queue/tokens/{}/{step}", token.id.as_str());
    let now = |step: &str, label: &'static str| {
        let hidden = desk.hidden(page);
        view! { <form method="post" action=to(step) class="inline">{hidden}<Submit label /></form> }.into_any()
    };
    let ask = |step: &str, label: &'static str| view! { <a class="button plain" href=to(step)>{label}</a> }.into_any();
    let mut ways = match token.state {
        TokenState::Waiting => vec![now("call", t::call_this(l))],
        TokenState::Called => vec![now("recall", t::recall(l)), now("skip", t::skip(l))],
        _ => Vec::new(),
    };
    if matches!(token.state, TokenState::Waiting | TokenState::Called) {
        ways.push(ask("lane", t::change_lane(l)));
        ways.push(ask("transfer", t::transfer(l)));
        ways.push(ask("leave", t::left(l)));
        ways.push(ask("cancel", t::cancel_token(l)));
    }
    ways.push(ask("slip", t::slip_link(l)));
    view! { <div class="row no-print">{ways}</div> }.into_any()
}

/// What happened to the token: calls, the times when nobody came, changes of the lane.
fn calls(l: Language, desk: &Desk, token: &Token) -> Option<AnyView> {
    let mut rows: Vec<(abhyas_services::sandbox::hims::Moment, String)> = Vec::new();
    for call in &token.calls {
        let why = call.despite.as_deref().map(|why| t::called_despite(l, why)).unwrap_or_default();
        rows.push((call.called.at, format!("{} {why}", t::was_called(l))));
    }
    rows.extend(token.skips.iter().map(|stamp| (stamp.at, t::nobody_came(l).to_owned())));
    rows.extend(
        token.lane_changes.iter().map(|change| (change.changed.at, t::lane_was(l, words::lane(l, change.from)))),
    );
    rows.sort_by_key(|(at, _)| *at);
    let items =
        rows.into_iter().map(|(at, text)| view! { <li>{find::time_of(desk, at)}" "{text}</li> }).collect::<Vec<_>>();
    (!items.is_empty()).then(|| card(Some(t::history(l)), view! { <ul>{items}</ul> }.into_any()))
}
