//! `/hospital/merges`: what is proposed, and what becomes of it.

use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{
    ApproveMerge, BhavyaId, CompleteMerge, Merge, MergeState, RejectMerge, ReverseMerge, codes,
};
use abhyas_services::sandbox::hims::{AnyCommand, Persona};
use abhyas_ui::{EmptyState, Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    Ok(render(&page, &desk, None, &[]))
}

/// The address of a refused step asked for again (reload, language, role): the list.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/merges"))
}

pub(crate) async fn approve(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = ApproveMerge { merge: id.clone() };
    act(page, &id, form, command.into(), t::approved_done).await
}

pub(crate) async fn reject(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = RejectMerge { merge: id.clone(), reason: form.text("reason").to_owned() };
    act(page, &id, form, command.into(), t::rejected_done).await
}

pub(crate) async fn complete(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = CompleteMerge { merge: id.clone() };
    act(page, &id, form, command.into(), t::completed_done).await
}

pub(crate) async fn reverse(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = ReverseMerge { merge: id.clone(), reason: form.text("reason").to_owned() };
    act(page, &id, form, command.into(), t::reversed_done).await
}

async fn act(page: Page, id: &str, form: Form, command: AnyCommand, text: fn(Language) -> &'static str) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    match desk.act(&form, command).await? {
        Ok(receipt) => desk::done(&page, "/hospital/merges", text(page.lang), &receipt).await,
        Err(mut refusals) => {
            // The only field of these forms is the reason; what is about the records stands on top of the page.
            refusals.iter_mut().filter(|r| r.field.as_deref() != Some("reason")).for_each(|r| r.field = None);
            Ok(render(&page, &desk, Some((id, form.text("reason"))), &refusals))
        }
    }
}

/// `tried`: the merge of the last try and the reason that was typed for it.
fn render(page: &Page, desk: &Desk, tried: Option<(&str, &str)>, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let mut merges: Vec<_> = desk.world().merges().iter().rev().collect();
    merges.sort_by_key(|m| !m.state.is_open());
    let own = refusals.iter().any(|r| r.code == codes::MERGE_OWN_PROPOSAL);
    let alone = desk
        .world()
        .merges()
        .iter()
        .any(|m| m.state == MergeState::Proposed && m.proposed.persona == desk.sandbox.persona());
    // Somebody who practises alone is told how two roles are played by one person.
    let hint = (own || alone).then(|| {
        let other = if desk.sandbox.persona() == Persona::Supervisor { Persona::Clerk } else { Persona::Supervisor };
        let hidden = desk.hidden(page);
        let text = t::switch_to(l, words::persona(l, other));
        view! {
            <div class="note train">
                <p>{t::two_roles(l)}</p>
                <form method="post" action="/hospital/persona">
                    {hidden}
                    <input type="hidden" name="back" value="/hospital/merges" />
                    <input type="hidden" name="persona" value=other.name() />
                    <Submit label=text class="plain" />
                </form>
            </div>
        }
    });
    let list = if merges.is_empty() {
        view! { <EmptyState title=t::no_merges(l) text=t::no_merges_next(l) /> }.into_any()
    } else {
        merges
            .into_iter()
            .map(|m| merge_card(page, desk, m, tried.filter(|(id, _)| *id == m.id.as_str()), refusals))
            .collect_view()
            .into_any()
    };
    desk.show(
        page,
        t::merges_title(l),
        refusals,
        view! { <p class="lead">{t::merges_lead(l)}</p>{hint}{list} }.into_any(),
    )
}

fn merge_card(page: &Page, desk: &Desk, merge: &Merge, tried: Option<(&str, &str)>, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let patient = |id: &BhavyaId| {
        let name = desk.world().patients().get(id).map(|p| words::name(l, p)).unwrap_or_default();
        view! { <a href=format!("/hospital/patients/{id}")>{name}" · "{id.spaced()}</a> }.into_any()
    };
    let conflicts = merge.conflicts.iter().map(|c| words::conflict(l, *c)).collect::<Vec<_>>().join(", ");
    let mut facts = vec![
        (t::state(l).to_owned(), words::merge_state(l, &merge.state)),
        (t::stays(l).to_owned(), patient(&merge.survivor)),
        (t::goes(l).to_owned(), patient(&merge.duplicate)),
        (t::reason(l).to_owned(), merge.reason.clone().into_any()),
        (t::proposed_by(l).to_owned(), words::stamp(l, &desk.look, &merge.proposed).into_any()),
    ];
    if !conflicts.is_empty() {
        facts.push((t::conflicts(l).to_owned(), conflicts.into_any()));
    }
    let typed = tried.map(|(_, reason)| reason.to_owned()).unwrap_or_default();
    let wrong: Vec<Refusal> = if tried.is_some() { refusals.to_vec() } else { Vec::new() };
    let ways = ways(page, desk, merge, &typed, &wrong);
    let title = merge.id.as_str().to_owned();
    view! { <div id=title.clone()>{card(Some(merge.id.as_str()), view! {<Facts facts />{ways}}.into_any())}</div> }
        .into_any()
}

/// The steps that the state allows; who may take them is the hospital's rule.
fn ways(page: &Page, desk: &Desk, merge: &Merge, typed: &str, refusals: &[Refusal]) -> Option<AnyView> {
    let l = page.lang;
    let plain = |step: &str, label: &'static str| {
        let hidden = desk.hidden(page);
        view! { <form method="post" action=format!("/hospital/merges/{}/{step}", merge.id.as_str())>{hidden}<Submit label /></form> }.into_any()
    };
    let with_reason = |step: &str, label: &'static str| reason_form(page, desk, merge, step, label, typed, refusals);
    match &merge.state {
        MergeState::Proposed => {
            Some(view! { {plain("approve", t::approve(l))}{with_reason("reject", t::reject(l))} }.into_any())
        }
        MergeState::Approved { .. } => {
            Some(view! { {plain("complete", t::complete(l))}{with_reason("reject", t::reject(l))} }.into_any())
        }
        MergeState::Merged { .. } => Some(with_reason("reverse", t::reverse(l))),
        MergeState::Rejected { .. } | MergeState::Reversed { .. } => None,
    }
}

/// A step that needs a reason. Ids are the merge's own, since several such forms stand on the page.
fn reason_form(
    page: &Page,
    desk: &Desk,
    merge: &Merge,
    step: &str,
    label: &'static str,
    typed: &str,
    refusals: &[Refusal],
) -> AnyView {
    let l = page.lang;
    let id = format!("reason-{}", merge.id.as_str());
    let error = refusals.iter().find(|r| r.field.as_deref() == Some("reason")).map(|r| {
        let words = abhyas_i18n::refusals::explain(l, r);
        view! { <div class="error" id="reason"><p>{words.message}<small>{words.next}</small></p></div> }
    });
    let hidden = desk.hidden(page);
    let (typed, open) = (typed.to_owned(), error.is_some());
    view! {
        <details open=open>
            <summary>{label}</summary>
            <form method="post" action=format!("/hospital/merges/{}/{step}", merge.id.as_str())>
                {hidden}
                <div class="field">
                    <label for=id.clone()>{t::reason(l)}</label>
                    {error}
                    <textarea id=id name="reason" rows="3">{typed}</textarea>
                </div>
                <Submit label class="plain" />
            </form>
        </details>
    }
    .into_any()
}
