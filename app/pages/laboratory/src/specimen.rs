//! `/hospital/laboratory/specimens/{code}`: the results of a sample, one field a test; or its rejection.

use crate::rows::{patient_line, specimen_of, test_name};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m07_laboratory::{
    EnterResults, Formula, LabOrder, RejectReason, RejectSpecimen, ResultInput, ResultValue, Specimen, SpecimenState,
    work,
};
use abhyas_services::sandbox::hims::reference::{LabTest, LabTestId, Measure};
use abhyas_ui::{Facts, SelectField, Submit, TextArea, TextField};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn show(page: Page, Path(code): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let specimen = specimen_of(&desk, &code)?;
    desk.sandbox.viewed("m07.specimen", RecordRef::to::<Specimen>(&specimen.id)).await?;
    let form = stored(&desk, &specimen);
    Ok(render(&page, &desk, &specimen, &form, &[]))
}

/// The address of a refused rejection asked for again (reload, language, role): the sample.
pub(crate) async fn back(page: Page, Path(code): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/laboratory/specimens/{code}")))
}

pub(crate) async fn save(page: Page, Path(code): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let specimen = specimen_of(&desk, &code)?;
    let tests = tests_of(&desk, &specimen);
    let input = |test: &LabTestId| ResultInput {
        test: test.as_str().to_owned(),
        value: form.text(&format!("value_{}", test.as_str())).to_owned(),
        unit: String::new(),
        delta_note: form.text(&format!("delta_{}", test.as_str())).to_owned(),
    };
    let results = tests.iter().map(input).collect();
    match desk.act(&form, EnterResults { specimen: code, results }).await? {
        Ok(receipt) => {
            let to = next(&desk, &specimen);
            desk::done(&page, &to, t::entered_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &specimen, &form, &refusals)),
    }
}

pub(crate) async fn reject(page: Page, Path(code): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let specimen = specimen_of(&desk, &code)?;
    let command = RejectSpecimen {
        specimen: code,
        reason: RejectReason::from_name(form.text("reason")),
        note: form.text("note").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/laboratory/collect/{}", specimen.patient);
            desk::done(&page, &to, t::rejected_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &specimen, &form, &refusals)),
    }
}

/// Where somebody goes on after the results: the order, when the sample is for one; else the work list.
fn next(desk: &Desk, specimen: &Specimen) -> String {
    match orders_of(desk, specimen).as_slice() {
        [one] => format!("/hospital/laboratory/orders/{}", one.id.as_str()),
        _ => "/hospital/laboratory".to_owned(),
    }
}

fn orders_of(desk: &Desk, specimen: &Specimen) -> Vec<Arc<LabOrder>> {
    desk.world().lab_orders().find(LabOrder::BY_SPECIMEN, specimen.id.as_str()).cloned().collect()
}

/// The tests of a sample's orders, each once, in the order of the report.
fn tests_of(desk: &Desk, specimen: &Specimen) -> Vec<LabTestId> {
    let mut tests: Vec<LabTestId> = Vec::new();
    for test in orders_of(desk, specimen).iter().flat_map(|o| &o.tests) {
        if !tests.contains(test) {
            tests.push(test.clone());
        }
    }
    tests
}

/// The form with the results that are there already.
fn stored(desk: &Desk, specimen: &Specimen) -> Form {
    let orders = orders_of(desk, specimen);
    let results = orders.iter().flat_map(|o| work::results_of(desk.world(), o));
    Form::from_pairs(results.filter(|r| r.calculated.is_none()).filter_map(|r| {
        let test = desk.world().lab_tests().get(&r.test)?;
        let value = match &r.value {
            ResultValue::Number { milli } => test.written(*milli),
            ResultValue::Choice { code } => code.clone(),
            ResultValue::Text { text } => text.clone(),
            ResultValue::NotCalculated { .. } => return None,
        };
        Some((format!("value_{}", r.test.as_str()), value))
    }))
}

fn render(page: &Page, desk: &Desk, specimen: &Specimen, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let look = &desk.look;
    let orders = orders_of(desk, specimen);
    let mut facts = vec![
        (t::patient(l).to_owned(), patient_line(l, desk, &specimen.patient)),
        (t::sample(l).to_owned(), words::tube(l, specimen.kind, specimen.container).into_any()),
        (t::collected_at(l).to_owned(), shared::stamp(l, look, &specimen.collected).into_any()),
    ];
    if let Some(received) = specimen.received() {
        facts.push((t::received_at(l).to_owned(), shared::stamp(l, look, received).into_any()));
    }
    for order in &orders {
        let href = format!("/hospital/laboratory/orders/{}", order.id.as_str());
        let name = test_name(l, desk.world(), &order.test);
        let state = words::order_state(l, &order.state);
        let note = order.note.clone();
        let link = view! { <a href=href>{name}</a>" "{state}{words::hurry(l, order)}" "<small>{note}</small> };
        facts.push((t::order(l).to_owned(), link.into_any()));
    }
    let title = format!("{} {}", t::specimen(l), specimen.id);
    let view = view! {
        {state_note(l, specimen)}
        {card(None, view! { <Facts facts /> }.into_any())}
        {entry(page, desk, specimen, form, refusals)}
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/laboratory/specimens/{}/label", specimen.id)>{t::label_link(l)}</a>
            <a class="button plain" href="/hospital/laboratory">{t::to_work(l)}</a>
        </p>
        {rejection(page, desk, specimen, form, refusals)}
    };
    desk.show(page, &title, refusals, view.into_any())
}

fn state_note(l: Language, specimen: &Specimen) -> Option<AnyView> {
    match &specimen.state {
        SpecimenState::Collected => {
            Some(view! { <div class="note warn"><p>{t::not_received_yet(l)}</p></div> }.into_any())
        }
        SpecimenState::Received { .. } => None,
        SpecimenState::Rejected { reason, note, .. } => {
            let text = t::specimen_is_rejected(l, words::reject_reason(l, *reason));
            let note = note.clone();
            Some(view! { <div class="note bad"><p>{text}" "{note}</p></div> }.into_any())
        }
    }
}

/// One field for each test. What is not ready stays empty.
fn entry(page: &Page, desk: &Desk, specimen: &Specimen, form: &Form, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let tests: Vec<Arc<LabTest>> =
        tests_of(desk, specimen).iter().filter_map(|id| desk.world().lab_tests().get(id).cloned()).collect();
    if tests.is_empty() {
        return ().into_any();
    }
    let orders = orders_of(desk, specimen);
    let typed = |test: &LabTest| calculated(&orders, test).is_none();
    let empty = |test: &LabTest| form.text(&format!("value_{}", test.id.as_str())).is_empty();
    let first = tests.iter().find(|test| typed(test) && empty(test)).map(|t| &t.id);
    let fields = tests
        .iter()
        .map(|test| match calculated(&orders, test) {
            Some(formula) => calculated_line(l, desk, &orders, test, formula, form, refusals),
            None => field(l, desk, specimen, test, form, refusals, first == Some(&test.id)),
        })
        .collect_view();
    let hidden = desk.hidden(page);
    let body = view! {
        <form method="post" action=format!("/hospital/laboratory/specimens/{}", specimen.id) data-enter-next="1" data-keep="1">
            {hidden}
            {fields}
            <Submit label=t::save_results(l) />
        </form>
    };
    card(Some(t::results_title(l)), body.into_any())
}

/// The formula of a test that every order of the sample that asks for it calculates.
fn calculated(orders: &[Arc<LabOrder>], test: &LabTest) -> Option<Formula> {
    let mut formulas = orders.iter().filter(|o| o.tests.contains(&test.id)).map(|o| Formula::of(&test.id, &o.tests));
    let first = formulas.next().flatten();
    first.filter(|_| formulas.all(|f| f.is_some()))
}

/// What is calculated has no field: the line says from what, and its value once it is there.
fn calculated_line(
    l: Language,
    desk: &Desk,
    orders: &[Arc<LabOrder>],
    test: &LabTest,
    formula: Formula,
    form: &Form,
    refusals: &[Refusal],
) -> AnyView {
    let id = format!("value_{}", test.id.as_str());
    let value = orders.iter().find_map(|o| work::result_of(desk.world(), o, &test.id));
    let value = value.map_or_else(|| t::calculated_later(l).to_owned(), |r| words::value(l, test, &r));
    let wrong = refusals.iter().filter(|r| r.field.as_deref() == Some(id.as_str())).map(|r| {
        let words = explain(l, r);
        view! { <p class="error">{words.message}<small>{words.next}</small></p> }
    });
    let wrong = wrong.collect_view();
    view! {
        <div id=id.clone() class="field" tabindex="-1">
            <p><strong>{format!("{} · {}", test.name(l), test.short)}</strong>" "{value}</p>
            <p class="hint">{t::calculated_by(l, formula.source())}</p>
            {wrong}
        </div>
        {delta(l, test, form, refusals)}
    }
    .into_any()
}

/// The field of a test; `start`: the cursor stands in it.
fn field(
    l: Language,
    desk: &Desk,
    specimen: &Specimen,
    test: &LabTest,
    form: &Form,
    refusals: &[Refusal],
    start: bool,
) -> AnyView {
    let name = format!("value_{}", test.id.as_str());
    let unit = if test.unit.is_empty() { String::new() } else { format!(" ({})", test.unit) };
    let label = format!("{} · {}{unit}", test.name(l), test.short);
    let hint = hint(l, desk, specimen, test);
    let (value, shown) = (form.text(&name).to_owned(), refusals.to_vec());
    let field = match test.measure {
        Measure::Choice => {
            let mut options = vec![(String::new(), "–".to_owned())];
            options.extend(test.choices.iter().map(|c| (c.code.clone(), l.pick(&c.hi, &c.en).to_owned())));
            view! { <SelectField language=l name label value options hint refusals=shown /> }.into_any()
        }
        Measure::Text => view! { <TextArea language=l name label value hint refusals=shown /> }.into_any(),
        Measure::Number | Measure::Panel => view! {
            <TextField language=l name label value hint autocomplete="off" inputmode="decimal" class="short" start refusals=shown />
        }
        .into_any(),
    };
    view! { {field}{delta(l, test, form, refusals)} }.into_any()
}

/// What is usual for the patient, and the last result.
fn hint(l: Language, desk: &Desk, specimen: &Specimen, test: &LabTest) -> String {
    let patient = desk.world().patients().get(&specimen.patient);
    let ctx = &desk.look.ctx;
    let usual = patient.and_then(|p| {
        let age = i64::from(ctx.now.day().0.saturating_sub(p.birth.day(ctx.calendar).0));
        test.range(p.sex, age).map(|r| r.limits)
    });
    let usual = words::usual(l, test, usual);
    let last = work::trend(desk.world(), &specimen.patient, test);
    let last = last.iter().rev().find(|r| r.specimen != specimen.id).map(|r| {
        let at = shared::moment(l, &desk.look, r.entered.at);
        t::last_result(l, &at, words::value(l, test, r))
    });
    let usual = (!usual.is_empty()).then(|| t::usual_is(l, &usual));
    let parts: Vec<String> = [usual, last].into_iter().flatten().collect();
    if parts.is_empty() { t::usual_unknown(l).to_owned() } else { parts.join(" · ") }
}

/// The acknowledgement of a jump, where one is asked for.
fn delta(l: Language, test: &LabTest, form: &Form, refusals: &[Refusal]) -> Option<AnyView> {
    let name = format!("delta_{}", test.id.as_str());
    let asked = refusals.iter().any(|r| r.field.as_deref() == Some(name.as_str())) || !form.text(&name).is_empty();
    let (value, refusals) = (form.text(&name).to_owned(), refusals.to_vec());
    let label = t::delta_note(l, &test.short);
    asked.then(|| {
        view! { <TextField language=l name label value hint=t::delta_hint(l) autocomplete="off" refusals /> }.into_any()
    })
}

/// The rejection, folded away: it is the rarer way.
fn rejection(page: &Page, desk: &Desk, specimen: &Specimen, form: &Form, refusals: &[Refusal]) -> Option<AnyView> {
    let l = page.lang;
    if matches!(specimen.state, SpecimenState::Rejected { .. }) {
        return None;
    }
    let typed = Typed { l, form, refusals };
    let reasons =
        RejectReason::ALL.iter().map(|r| (r.name().to_owned(), words::reject_reason(l, *r).to_owned())).collect();
    let open = refusals.iter().any(|r| matches!(r.field.as_deref(), Some("reason" | "note")));
    let hidden = desk.hidden(page);
    Some(
        view! {
            <details open=open class="no-print">
                <summary>{t::reject(l)}</summary>
                <form method="post" action=format!("/hospital/laboratory/specimens/{}/reject", specimen.id)>
                    {hidden}
                    {typed.select("reason", t::reject_reason(l), reasons)}
                    {typed.text("note", t::note(l), false)}
                    <Submit label=t::reject(l) class="bad" />
                </form>
            </details>
        }
        .into_any(),
    )
}
