//! `/hospital/laboratory/orders/{id}`: an order, its results, and the next step: verify, call, release, cancel.

use crate::rows::{order_of, patient_line, results_table, test_name};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m07_laboratory::{
    CancelOrder, CriticalCall, LabOrder, OrderState, Outcome, RecordCall, ReleaseReport, ToldRole, VerifyOrder, codes,
    controls_of, work,
};
use abhyas_services::sandbox::hims::{AnyCommand, Persona, RecordRef};
use abhyas_ui::{Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let order = order_of(&desk, &id)?;
    desk.sandbox.viewed("m07.order", RecordRef::to::<LabOrder>(&order.id)).await?;
    Ok(render(&page, &desk, &order, &Form::default(), &[]))
}

/// The address of a refused step asked for again (reload, language, role): the order.
pub(crate) async fn back(page: Page, Path(id): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/laboratory/orders/{id}")))
}

pub(crate) async fn verify(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    act(page, &id, form, VerifyOrder { order: id.clone() }.into(), t::verified_done).await
}

pub(crate) async fn call(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = RecordCall {
        order: id.clone(),
        told: form.text("told").to_owned(),
        role: ToldRole::from_name(form.text("role")),
        outcome: Outcome::from_name(form.text("outcome")),
        note: form.text("note").to_owned(),
    };
    act(page, &id, form, command.into(), t::called_done).await
}

pub(crate) async fn release(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = ReleaseReport { order: id.clone(), comment: form.text("comment").to_owned() };
    act(page, &id, form, command.into(), t::released_done).await
}

pub(crate) async fn cancel(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = CancelOrder { order: id.clone(), reason: form.text("reason").to_owned() };
    act(page, &id, form, command.into(), t::cancelled_done).await
}

async fn act(page: Page, id: &str, form: Form, command: AnyCommand, text: fn(Language) -> &'static str) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let order = order_of(&desk, id)?;
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = if receipt.subject.kind == "lab_report" {
                format!("/hospital/laboratory/reports/{}", receipt.subject.id)
            } else {
                format!("/hospital/laboratory/orders/{id}")
            };
            desk::done(&page, &to, text(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &order, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, order: &LabOrder, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let results = work::results_of(desk.world(), order);
    let table = (!results.is_empty()).then(|| results_table(l, desk, &results));
    let missing = order.tests.len().saturating_sub(results.len());
    let missing =
        (missing > 0 && !results.is_empty()).then(|| view! { <p class="muted">{t::results_open(l, missing)}</p> });
    let results = table.map(|table| card(Some(t::results_title(l)), view! { {table}{missing} }.into_any()));
    let title = format!("{} · {}", test_name(l, desk.world(), &order.test), order.id.as_str());
    let view = view! {
        {other_role(page, desk, order, refusals)}
        {warnings(l, desk, order)}
        {card(None, view! { <Facts facts=facts(l, desk, order) /> }.into_any())}
        {results}
        {calls(l, desk, order)}
        {steps(page, desk, order, form, refusals)}
        <p class="row no-print"><a class="button plain" href="/hospital/laboratory">{t::to_work(l)}</a></p>
    };
    desk.show(page, &title, refusals, view.into_any())
}

/// What speaks against releasing the results, before somebody tries: a call that is open, controls.
fn warnings(l: Language, desk: &Desk, order: &LabOrder) -> Vec<AnyView> {
    let results = work::results_of(desk.world(), order);
    let critical = work::shorts(desk.world(), results.iter().filter(|r| r.needs_call()));
    let critical = (!critical.is_empty()).then(|| Refusal::new(codes::CRITICAL_FOUND).with("tests", critical));
    let verified = matches!(order.state, OrderState::Verified { .. });
    let controls = verified.then(|| controls_of(desk.world(), &results)).flatten();
    let found = critical.into_iter().map(|w| (w, "note bad")).chain(controls.map(|w| (w, "note warn")));
    let note = |(warning, class): (Refusal, &'static str)| {
        let words = explain(l, &warning);
        view! { <div class=class><p><strong>{words.message}</strong>" "{words.next}</p></div> }.into_any()
    };
    found.map(note).collect()
}

fn facts(l: Language, desk: &Desk, order: &LabOrder) -> Vec<(String, AnyView)> {
    let look = &desk.look;
    let state = view! { {words::order_state(l, &order.state)}{words::hurry(l, order)} };
    let mut facts = vec![
        (t::patient(l).to_owned(), patient_line(l, desk, &order.patient)),
        (t::state(l).to_owned(), state.into_any()),
        (t::ordered_by(l).to_owned(), shared::stamp(l, look, &order.ordered).into_any()),
    ];
    let mut add = |name: &str, text: String| {
        if !text.is_empty() {
            facts.push((name.to_owned(), text.into_any()));
        }
    };
    add(t::note(l), order.note.clone());
    add(t::due(l), work::due(desk.world(), order).map(|due| shared::moment(l, look, due)).unwrap_or_default());
    match &order.state {
        OrderState::Resulted { resulted, .. } => add(t::resulted_by(l), shared::stamp(l, look, resulted)),
        OrderState::Verified { verification, .. } => {
            add(t::verified_by(l), words::verification(l, look, verification));
        }
        OrderState::Cancelled { reason, cancelled } => {
            add(t::reason(l), format!("{reason} ({})", shared::stamp(l, look, cancelled)));
        }
        _ => {}
    }
    if let Some(correction) = &order.correction {
        add(t::correction(l), format!("{} ({})", correction.reason, shared::stamp(l, look, &correction.begun)));
    }
    if let Some(code) = order.state.specimen() {
        let link = view! { <a href=format!("/hospital/laboratory/specimens/{code}")>{code.as_str().to_owned()}</a> };
        facts.push((t::specimen(l).to_owned(), link.into_any()));
    }
    if let Some(report) = order.state.report() {
        let id = report.as_str().to_owned();
        let link = view! { <a href=format!("/hospital/laboratory/reports/{id}")>{id.clone()}</a> };
        facts.push((t::report(l).to_owned(), link.into_any()));
    }
    facts
}

/// The calls about critical results so far.
fn calls(l: Language, desk: &Desk, order: &LabOrder) -> Option<AnyView> {
    let calls: Vec<_> = desk.world().critical_calls().find(CriticalCall::BY_ORDER, order.id.as_str()).collect();
    let rows = calls
        .iter()
        .map(|call| {
            let who = format!("{} · {}", call.told, words::told_role(l, call.role));
            view! {
                <tr>
                    <th scope="row">{who}</th>
                    <td data-label=t::outcome(l)>{words::outcome(l, call.outcome)}" "{call.note.clone()}</td>
                    <td data-label=t::called_by(l)>{shared::stamp(l, &desk.look, &call.called)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::told(l)}</th><th scope="col">{t::outcome(l)}</th><th scope="col">{t::called_by(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    (!calls.is_empty()).then(|| card(Some(t::calls_title(l)), table.into_any()))
}

/// The steps that the state allows; who may take them is the hospital's rule.
fn steps(page: &Page, desk: &Desk, order: &LabOrder, form: &Form, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let at = |step: &str| format!("/hospital/laboratory/orders/{}/{step}", order.id.as_str());
    let needs_call = work::results_of(desk.world(), order).iter().any(|r| r.needs_call());
    let call = needs_call.then(|| call_form(page, desk, &typed, at("call")));
    let next = match &order.state {
        OrderState::Ordered | OrderState::Recollect { .. } => {
            let href = format!("/hospital/laboratory/collect/{}", order.patient);
            Some(view! { <p class="no-print"><a class="button" href=href>{t::collect(l)}</a></p> }.into_any())
        }
        OrderState::Received { specimen } => {
            let href = format!("/hospital/laboratory/specimens/{specimen}");
            Some(view! { <p class="no-print"><a class="button" href=href>{t::enter_link(l)}</a></p> }.into_any())
        }
        OrderState::Resulted { .. } => {
            let hidden = desk.hidden(page);
            let form = view! { <form method="post" action=at("verify") class="no-print">{hidden}<Submit label=t::verify(l) /></form> };
            Some(form.into_any())
        }
        OrderState::Verified { .. } => {
            let hidden = desk.hidden(page);
            let body = view! {
                <form method="post" action=at("release")>
                    {hidden}
                    {typed.text("comment", t::comment(l), false)}
                    <Submit label=t::release(l) />
                </form>
            };
            Some(card(Some(t::release(l)), body.into_any()))
        }
        _ => None,
    };
    let may_cancel = order.state.clone().cancel(String::new(), order.ordered.clone()).is_ok();
    let cancel = may_cancel.then(|| {
        let hidden = desk.hidden(page);
        let open = refusals.iter().any(|r| r.field.as_deref() == Some("reason"));
        view! {
            <details open=open class="no-print">
                <summary>{t::cancel(l)}</summary>
                <form method="post" action=at("cancel")>
                    {hidden}
                    {typed.area("reason", t::reason(l), true)}
                    <Submit label=t::cancel(l) class="bad" />
                </form>
            </details>
        }
    });
    view! { {call}{next}{cancel} }.into_any()
}

fn call_form(page: &Page, desk: &Desk, typed: &Typed<'_>, action: String) -> AnyView {
    let l = page.lang;
    let roles = ToldRole::ALL.iter().map(|r| (r.name().to_owned(), words::told_role(l, *r).to_owned())).collect();
    let outcomes = Outcome::ALL.iter().map(|o| (o.name().to_owned(), words::outcome(l, *o).to_owned())).collect();
    let hidden = desk.hidden(page);
    let body = view! {
        <p>{t::call_lead(l)}</p>
        <form method="post" action=action>
            {hidden}
            {typed.text("told", t::told_name(l), true)}
            {typed.choice("role", t::told_role(l), roles)}
            {typed.choice("outcome", t::outcome(l), outcomes)}
            {typed.text("note", t::note(l), false)}
            <Submit label=t::record_call(l) />
        </form>
    };
    view! { <div class="no-print">{card(Some(t::call_title(l)), body.into_any())}</div> }.into_any()
}

/// Somebody who practises alone is told how two roles are played by one person.
fn other_role(page: &Page, desk: &Desk, order: &LabOrder, refusals: &[Refusal]) -> Option<AnyView> {
    let l = page.lang;
    let persona = desk.sandbox.persona();
    let waits = matches!(order.state, OrderState::Resulted { .. })
        && work::results_of(desk.world(), order).iter().any(|r| r.flag.is_critical() && r.entered.persona == persona);
    let refused = refusals.iter().any(|r| r.code == codes::VERIFY_OWN_CRITICAL);
    let other = if persona == Persona::Pathologist { Persona::LaboratoryTechnician } else { Persona::Pathologist };
    (waits || refused).then(|| {
        let hidden = desk.hidden(page);
        let back = format!("/hospital/laboratory/orders/{}", order.id.as_str());
        let label = t::switch_to(l, shared::persona(l, other));
        view! {
            <div class="note train no-print">
                <p>{t::two_roles(l)}</p>
                <form method="post" action="/hospital/persona">
                    {hidden}
                    <input type="hidden" name="back" value=back />
                    <input type="hidden" name="persona" value=other.name() />
                    <Submit label class="plain" />
                </form>
            </div>
        }
        .into_any()
    })
}
