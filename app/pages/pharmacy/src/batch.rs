//! `/hospital/pharmacy/batches/{id}`: one batch, its movements, who got of it; write off, count, recall.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::{
    ApproveRelease, Batch, ProposeCount, ProposeRelease, RecallBatch, RejectRelease, WriteOff, WriteOffCause,
    WriteOffFrom, stock,
};
use abhyas_services::sandbox::hims::{AnyCommand, RecordRef};
use abhyas_ui::{Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// More movements than anybody reads on one page.
const MOST_MOVEMENTS: usize = 50;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let batch = parts::batch(&desk, &id)?;
    desk.sandbox.viewed("m09.batch", RecordRef::to::<Batch>(&batch.id)).await?;
    Ok(render(&page, &desk, &batch, &Form::default(), &[]))
}

/// The address of a refused step asked for again: the batch.
pub(crate) async fn back(page: Page, Path(id): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/pharmacy/batches/{id}")))
}

pub(crate) async fn write_off(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = WriteOff {
        batch: id.clone(),
        from: WriteOffFrom::from_name(form.text("from")),
        quantity: form.text("quantity").to_owned(),
        cause: WriteOffCause::from_name(form.text("cause")),
        reason: form.text("reason").to_owned(),
    };
    act(page, &id, form, command.into(), t::write_off_done, &["quantity", "cause", "reason"]).await
}

pub(crate) async fn count(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let reason = form.text("count_reason").to_owned();
    let command = ProposeCount { batch: id.clone(), counted: form.text("counted").to_owned(), reason };
    act(page, &id, form, command.into(), t::count_done, &["counted", "count_reason"]).await
}

pub(crate) async fn recall(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = RecallBatch { batch: id.clone(), reason: form.text("recall_reason").to_owned() };
    act(page, &id, form, command.into(), t::recall_done, &["recall_reason"]).await
}

pub(crate) async fn propose_release(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = ProposeRelease { batch: id.clone(), reason: form.text("release_reason").to_owned() };
    act(page, &id, form, command.into(), t::release_proposed_done, &["release_reason"]).await
}

pub(crate) async fn approve_release(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = ApproveRelease { batch: id.clone() };
    act(page, &id, form, command.into(), t::release_approved_done, &[]).await
}

pub(crate) async fn reject_release(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = RejectRelease { batch: id.clone(), reason: form.text("keep_reason").to_owned() };
    act(page, &id, form, command.into(), t::release_rejected_done, &["keep_reason"]).await
}

/// `fields`: those of the form that was sent, the last one the reason: several forms on one page, each with its own.
async fn act(
    page: Page,
    id: &str,
    form: Form,
    command: AnyCommand,
    text: fn(Language) -> &'static str,
    fields: &[&'static str],
) -> Result<Response, PageError> {
    let desk = Desk::of_form(&page, &form).await?;
    let batch = parts::batch(&desk, id)?;
    match desk.act(&form, command).await? {
        Ok(receipt) => desk::done(&page, &format!("/hospital/pharmacy/batches/{id}"), text(page.lang), &receipt).await,
        Err(refusals) => {
            let refusals = parts::reason_at(fields.last().copied().unwrap_or("reason"), refusals);
            Ok(render(&page, &desk, &batch, &form, &parts::only_at(refusals, fields)))
        }
    }
}

fn render(page: &Page, desk: &Desk, batch: &Batch, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let product = parts::medicine(l, desk, &batch.product);
    let recall = batch.recall.as_ref().map(|recall| {
        let text = t::recalled(l, &recall.reason, shared::stamp(l, &desk.look, &recall.recalled));
        view! { <p class="note bad">{text}</p> }
    });
    let lifted = batch.lifted.iter().map(|lifted| {
        let by = shared::stamp(l, &desk.look, &lifted.approved);
        let text = t::recall_lifted(l, &lifted.proposal.reason, by, lifted.units);
        view! { <p class="note">{text}</p> }
    });
    let lifted = lifted.collect_view();
    let href = format!("/hospital/pharmacy/stock/{}", batch.product.as_str());
    let view = view! {
        {parts::ways(l, Place::Stock)}
        {recall}
        {lifted}
        {release(page, desk, batch, &Typed { l, form, refusals })}
        <p><a href=href>{product}</a></p>
        {card(None, view! { <Facts facts=facts(l, desk, batch) /> }.into_any())}
        {holders(l, desk, batch)}
        {movements(l, desk, batch)}
        {forms(page, desk, batch, &Typed { l, form, refusals })}
    };
    desk.show(page, &t::batch_title(l, &batch.number), refusals, view.into_any())
}

fn facts(l: Language, desk: &Desk, batch: &Batch) -> Vec<(String, AnyView)> {
    vec![
        (t::expiry(l).to_owned(), words::expiry(l, desk, batch)),
        (t::shelf(l).to_owned(), batch.shelf.to_string().into_any()),
        (t::quarantine(l).to_owned(), batch.quarantine.to_string().into_any()),
        (t::received(l).to_owned(), shared::stamp(l, &desk.look, &batch.received).into_any()),
        (t::supplier(l).to_owned(), batch.supplier.clone().into_any()),
    ]
}

/// Who got of the batch: whom to call when it is recalled.
fn holders(l: Language, desk: &Desk, batch: &Batch) -> Option<AnyView> {
    let holders = stock::holders(desk.world(), &batch.id);
    if holders.is_empty() {
        return None;
    }
    let count = holders.len();
    let rows = holders
        .into_iter()
        .map(|(id, units)| {
            let patient = parts::patient(desk, &id);
            let name = patient.as_ref().map(|p| shared::name(l, p)).unwrap_or_default();
            let mobile = patient.as_ref().and_then(|p| p.mobile.as_ref()).map(|m| m.as_str().to_owned());
            let place = patient.as_ref().map(|p| shared::place(l, p));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=t::bhavya_id(l)>{id.spaced()}</td>
                    <td data-label=t::mobile(l)>{mobile}</td>
                    <td data-label=t::address(l)>{place}</td>
                    <td data-label=t::units(l) class="num">{units}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <caption>{t::holders(l, count)}</caption>
            <thead><tr>
                <th scope="col">{t::patient(l)}</th><th scope="col">{t::bhavya_id(l)}</th><th scope="col">{t::mobile(l)}</th>
                <th scope="col">{t::address(l)}</th><th scope="col">{t::units(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(table.into_any())
}

fn movements(l: Language, desk: &Desk, batch: &Batch) -> AnyView {
    let rows = stock::movements(desk.world(), &batch.id)
        .into_iter()
        .take(MOST_MOVEMENTS)
        .map(|m| {
            let slip = m.dispense.as_ref().map(|id| {
                view! { <a href=format!("/hospital/pharmacy/slips/{}", id.as_str())>{id.as_str().to_owned()}</a>" " }
            });
            view! {
                <tr>
                    <th scope="row">{words::movement(l, m.kind)}</th>
                    <td data-label=t::units(l) class="num">{m.quantity}</td>
                    <td data-label=t::when(l)>{shared::stamp(l, &desk.look, &m.made)}</td>
                    <td data-label=t::note(l)><span>{slip}{m.note.clone()}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption>{t::movements(l)}</caption>
            <thead><tr>
                <th scope="col">{t::what(l)}</th><th scope="col">{t::units(l)}</th>
                <th scope="col">{t::when(l)}</th><th scope="col">{t::note(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A recall is lifted by two: one proposes, another one decides. Who may is the rule's to say.
fn release(page: &Page, desk: &Desk, batch: &Batch, typed: &Typed<'_>) -> Option<AnyView> {
    let l = page.lang;
    let at = |step: &str| format!("/hospital/pharmacy/batches/{}/{step}", batch.id.as_str());
    let wrong = |field: &str| typed.refusals.iter().any(|r| r.field.as_deref() == Some(field));
    let hidden = || desk.hidden(page);
    if let Some(proposal) = &batch.release {
        let by = shared::stamp(l, &desk.look, &proposal.proposed);
        let units = stock::releasable(desk.world(), batch);
        let body = view! {
            <p>{t::release_waits(l, &proposal.reason, by, units)}</p>
            <form method="post" action=at("approve-release")>{hidden()}<Submit label=t::release_approve(l) /></form>
            <details open=wrong("keep_reason")>
                <summary>{t::release_reject(l)}</summary>
                <form method="post" action=at("reject-release")>
                    {hidden()}{typed.text("keep_reason", t::reason(l), true)}
                    <Submit label=t::release_reject(l) class="plain" />
                </form>
            </details>
        };
        return Some(card(Some(t::release_title(l)), body.into_any()));
    }
    let units = batch.recall.as_ref().map_or(0, |_| stock::releasable(desk.world(), batch));
    (units > 0).then(|| {
        view! {
            <details open=wrong("release_reason") class="card no-print">
                <summary>{t::release_title(l)}</summary>
                <p>{t::release_lead(l, units)}</p>
                <form method="post" action=at("propose-release")>
                    {hidden()}{typed.text("release_reason", t::release_reason(l), true)}
                    <Submit label=t::release_propose(l) class="plain" />
                </form>
            </details>
        }
        .into_any()
    })
}

fn forms(page: &Page, desk: &Desk, batch: &Batch, typed: &Typed<'_>) -> AnyView {
    let l = page.lang;
    let at = |step: &str| format!("/hospital/pharmacy/batches/{}/{step}", batch.id.as_str());
    let causes = WriteOffCause::ALL.iter().map(|c| (c.name().to_owned(), words::cause(l, *c).to_owned())).collect();
    let shelves = [(WriteOffFrom::Shelf, t::shelf(l)), (WriteOffFrom::Quarantine, t::quarantine(l))];
    let shelves = shelves.into_iter().map(|(from, text)| (from.name().to_owned(), text.to_owned())).collect();
    let open = |fields: &[&str]| typed.refusals.iter().any(|r| r.field.as_deref().is_some_and(|f| fields.contains(&f)));
    let hidden = || desk.hidden(page);
    view! {
        <details open=open(&["quantity", "cause", "reason"]) class="card no-print">
            <summary>{t::write_off(l)}</summary>
            <form method="post" action=at("write-off")>
                {hidden()}
                {typed.select("cause", t::cause(l), causes)}
                {typed.digits("quantity", t::quantity(l), t::quantity_hint(l), true)}
                {typed.select("from", t::from(l), shelves)}
                {typed.text("reason", t::reason(l), true)}
                <Submit label=t::write_off(l) class="bad" />
            </form>
        </details>
        <details open=open(&["counted", "count_reason"]) class="card no-print">
            <summary>{t::count(l)}</summary>
            <p>{t::count_lead(l)}</p>
            <form method="post" action=at("count")>
                {hidden()}
                {typed.digits("counted", t::counted(l), t::counted_hint(l), true)}
                {typed.text("count_reason", t::reason(l), true)}
                <Submit label=t::count_button(l) class="plain" />
            </form>
        </details>
        <details open=open(&["recall_reason"]) class="card no-print">
            <summary>{t::recall(l)}</summary>
            <p>{t::recall_lead(l)}</p>
            <form method="post" action=at("recall")>
                {hidden()}{typed.text("recall_reason", t::recall_reason(l), true)}<Submit label=t::recall(l) class="bad" />
            </form>
        </details>
    }
    .into_any()
}
