//! `/hospital/pharmacy/counts`: counts that wait for a second person, and what became of the others.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, card, desk, words as shared};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::AnyCommand;
use abhyas_services::sandbox::hims::m09_pharmacy::{ApproveCount, CountState, RejectCount, StockCount};
use abhyas_ui::{EmptyState, Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    Ok(render(&page, &desk, None, &[]))
}

/// The address of a refused step asked for again: the list.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/pharmacy/counts"))
}

pub(crate) async fn approve(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = ApproveCount { count: id.clone() };
    act(page, &id, form, command.into(), t::count_approved_done).await
}

pub(crate) async fn reject(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = RejectCount { count: id.clone(), reason: form.text("reason").to_owned() };
    act(page, &id, form, command.into(), t::count_rejected_done).await
}

async fn act(page: Page, id: &str, form: Form, command: AnyCommand, text: fn(Language) -> &'static str) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    match desk.act(&form, command).await? {
        Ok(receipt) => desk::done(&page, "/hospital/pharmacy/counts", text(page.lang), &receipt).await,
        Err(refusals) => {
            let refusals = parts::only_at(refusals, &["reason"]);
            Ok(render(&page, &desk, Some((id, form.text("reason"))), &refusals))
        }
    }
}

/// `tried`: the count of the last try and the reason that was typed for it.
fn render(page: &Page, desk: &Desk, tried: Option<(&str, &str)>, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let mut counts: Vec<_> = desk.world().stock_counts().iter().rev().collect();
    counts.sort_by_key(|c| c.state != CountState::Proposed);
    let list = if counts.is_empty() {
        view! { <EmptyState title=t::no_counts(l) text=t::no_counts_next(l) /> }.into_any()
    } else {
        let of = |c: &StockCount| tried.filter(|(id, _)| *id == c.id.as_str());
        counts.iter().map(|c| count_card(page, desk, c, of(c), refusals)).collect_view().into_any()
    };
    let view = view! { {parts::ways(l, Place::Counts)}<p class="lead">{t::counts_lead(l)}</p>{list} };
    desk.show(page, t::counts_title(l), refusals, view.into_any())
}

fn count_card(
    page: &Page,
    desk: &Desk,
    count: &StockCount,
    tried: Option<(&str, &str)>,
    refusals: &[Refusal],
) -> AnyView {
    let l = page.lang;
    let batch = desk.world().batches().get(&count.batch);
    let name = batch.map(|b| format!("{} · {}", parts::medicine(l, desk, &b.product), b.number)).unwrap_or_default();
    let facts = vec![
        (t::state(l).to_owned(), words::count_state(l, &count.state)),
        (t::batch(l).to_owned(), name.into_any()),
        (t::expected(l).to_owned(), count.expected.to_string().into_any()),
        (t::counted(l).to_owned(), count.counted.to_string().into_any()),
        (t::reason(l).to_owned(), count.reason.clone().into_any()),
        (t::counted_by(l).to_owned(), shared::stamp(l, &desk.look, &count.proposed).into_any()),
    ];
    let ways = (count.state == CountState::Proposed).then(|| ways(page, desk, count, tried, refusals));
    let id = count.id.as_str().to_owned();
    view! { <div id=id>{card(Some(count.id.as_str()), view! { <Facts facts />{ways} }.into_any())}</div> }.into_any()
}

/// Approve or reject; who may is the rule's to say.
fn ways(page: &Page, desk: &Desk, count: &StockCount, tried: Option<(&str, &str)>, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let at = |step: &str| format!("/hospital/pharmacy/counts/{}/{step}", count.id.as_str());
    let error = tried.and_then(|_| refusals.iter().find(|r| r.field.as_deref() == Some("reason")));
    let error = error.map(|r| {
        let words = explain(l, r);
        view! { <div class="error" id="reason"><p>{words.message}<small>{words.next}</small></p></div> }
    });
    let (typed, open) = (tried.map(|(_, reason)| reason.to_owned()).unwrap_or_default(), error.is_some());
    let id = format!("reason-{}", count.id.as_str());
    let (hidden, hidden_too) = (desk.hidden(page), desk.hidden(page));
    view! {
        <form method="post" action=at("approve")>{hidden}<Submit label=t::count_approve(l) /></form>
        <details open=open>
            <summary>{t::count_reject(l)}</summary>
            <form method="post" action=at("reject")>
                {hidden_too}
                <div class="field"><label for=id.clone()>{t::reason(l)}</label>{error}<textarea id=id name="reason" rows="3">{typed}</textarea></div>
                <Submit label=t::count_reject(l) class="plain" />
            </form>
        </details>
    }
    .into_any()
}
