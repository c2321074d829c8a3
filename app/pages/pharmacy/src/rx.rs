//! `/hospital/pharmacy/rx/{id}`: dispense. Batches and quantities are filled in; the patient's ID is what is typed.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m03_opd::{Prescription, RxLine};
use abhyas_services::sandbox::hims::m09_pharmacy::{
    DispenseDrugs, DispenseLine, DispensePick, Standing, VerifyPrescription, codes, of_prescription, prospect,
    standing, stock,
};
use abhyas_services::sandbox::hims::reference::Product;
use abhyas_ui::{Facts, SelectField, Submit, TextField};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// More picks than a prescription has lines and batches are no form of ours.
const MOST_PICKS: usize = 60;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let rx = parts::prescription(&desk, &id)?;
    desk.sandbox.viewed("m09.prescription", RecordRef::to::<Prescription>(&rx.id)).await?;
    let lines = prospect(desk.world(), &rx).unwrap_or_default();
    let picks = proposal(&desk, &lines);
    // Whoever scanned the patient's card to come here has shown it.
    let form = Form::from_pairs([("patient_check", page.query("shown"))]);
    Ok(render(&page, &desk, &rx, &picks, &form, &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let rx = parts::prescription(&desk, &id)?;
    let picks = typed_picks(&form);
    let patient_check = form.text("patient_check").to_owned();
    let command = DispenseDrugs { prescription: id, patient_check, picks: picks.clone() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/pharmacy/slips/{}", receipt.subject.id);
            desk::done(&page, &to, t::dispensed_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &rx, &picks, &form, &refusals)),
    }
}

/// The address of a refused step asked for again (reload, language, role): the prescription.
pub(crate) async fn back(page: Page, Path(id): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/pharmacy/rx/{id}")))
}

pub(crate) async fn verify(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let rx = parts::prescription(&desk, &id)?;
    match desk.act(&form, VerifyPrescription { prescription: id.clone() }).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/pharmacy/rx/{id}"), t::verified_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(again(&page, &desk, &rx, &refusals)),
    }
}

/// The page after another form of it was refused: what was proposed stands as before.
fn again(page: &Page, desk: &Desk, rx: &Prescription, refusals: &[Refusal]) -> Response {
    let lines = prospect(desk.world(), rx).unwrap_or_default();
    let picks = proposal(desk, &lines);
    render(page, desk, rx, &picks, &Form::default(), &parts::only_at(refusals.to_vec(), &[]))
}

/// For each line what is owed, from the batches that expire first; a line without stock has an empty pick.
fn proposal(desk: &Desk, lines: &[DispenseLine]) -> Vec<DispensePick> {
    let today = desk.look.ctx.now.day();
    let mut picks = Vec::new();
    for line in lines.iter().filter(|l| l.owed() > 0) {
        let found = stock::fefo(desk.world(), &line.product, line.owed(), today);
        if found.is_empty() {
            picks.push(DispensePick { line: line.n, ..DispensePick::default() });
        }
        picks.extend(found.into_iter().map(|(batch, quantity)| DispensePick {
            line: line.n,
            batch: batch.id.as_str().to_owned(),
            quantity: quantity.to_string(),
            reason: String::new(),
        }));
    }
    picks
}

/// The picks of a form, as typed.
fn typed_picks(form: &Form) -> Vec<DispensePick> {
    let field = |name: &str, at: usize| form.text(&format!("{name}-{at}")).to_owned();
    (0..MOST_PICKS)
        .take_while(|at| form.flag(&format!("line-{at}")))
        .map(|at| DispensePick {
            line: field("line", at).parse().unwrap_or(0),
            batch: field("batch", at),
            quantity: field("quantity", at),
            reason: field("reason", at),
        })
        .collect()
}

fn render(
    page: &Page,
    desk: &Desk,
    rx: &Prescription,
    picks: &[DispensePick],
    form: &Form,
    refusals: &[Refusal],
) -> Response {
    let l = page.lang;
    let lines = prospect(desk.world(), rx).unwrap_or_default();
    let state = standing(desk.world(), &rx.id);
    let open = rx.is_signed() && state.is_open();
    let refusals = at_a_field(picks, refusals);
    let typed = Typed { l, form, refusals: &refusals };
    let cards = lines.iter().map(|line| line_card(l, desk, rx, line, picks, open, &refusals)).collect_view();
    let body = if open {
        let hidden = desk.hidden(page);
        let action = format!("/hospital/pharmacy/rx/{}", rx.id.as_str());
        view! {
            <form method="post" action=action>
                {hidden}
                {cards}
                {card(Some(t::patient_check_title(l)), view! {
                    {typed.hinted("patient_check", t::patient_check(l), t::patient_check_hint(l), true)}
                    <Submit label=t::dispense(l) />
                }.into_any())}
            </form>
        }
        .into_any()
    } else {
        cards.into_any()
    };
    let done = of_prescription(desk.world(), &rx.id).filter(|d| d.lines.iter().any(|line| line.issued() > 0));
    let slip = done.map(|d| {
        view! { <p><a class="button plain" href=format!("/hospital/pharmacy/slips/{}", d.id.as_str())>{t::slip_link(l)}</a></p> }
    });
    let verify = (open && state == Standing::Queued).then(|| {
        let hidden = desk.hidden(page);
        let action = format!("/hospital/pharmacy/rx/{}/verify", rx.id.as_str());
        view! { <form method="post" action=action>{hidden}<Submit label=t::verify(l) class="plain" /></form> }
    });
    let view = view! {
        {parts::ways(l, Place::Work)}
        {about(l, desk, rx, state)}
        {slip}
        {body}
        {verify}
    };
    desk.show(page, &t::rx_title(l, rx.id.as_str()), &refusals, view.into_any())
}

/// A refusal of a line as a whole, or of a pick that the page does not have, stands on top of the page.
fn at_a_field(picks: &[DispensePick], refusals: &[Refusal]) -> Vec<Refusal> {
    let mut fields = vec!["patient_check".to_owned()];
    for at in 0..picks.len() {
        fields.extend(["batch", "quantity", "reason"].map(|name| format!("{name}-{at}")));
    }
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let mut refusals = parts::only_at(refusals.to_vec(), &fields);
    // The page has no fields for a line that is not there.
    refusals.iter_mut().filter(|r| r.code == codes::LINE_NOT_FOUND).for_each(|r| r.field = None);
    refusals
}

/// For whom, by whom, how far.
fn about(l: Language, desk: &Desk, rx: &Prescription, state: Standing) -> AnyView {
    let mut facts: Vec<(String, AnyView)> = Vec::new();
    if let Some(patient) = parts::patient(desk, &rx.patient) {
        let name = format!("{} · {}", shared::name(l, &patient), patient.id.spaced());
        let line = format!("{}, {}", shared::sex(l, patient.sex), shared::age(l, &patient, &desk.look));
        facts.push((t::patient(l).to_owned(), name.into_any()));
        facts.push((t::about(l).to_owned(), line.into_any()));
        // One tap away, not on the page: that somebody opened the list before dispensing is journalled.
        let allergies = format!("/hospital/opd/patients/{}/allergies", patient.id);
        facts.push((t::allergies(l).to_owned(), view! { <a href=allergies>{t::allergies_open(l)}</a> }.into_any()));
    }
    facts.push((t::signed(l).to_owned(), shared::stamp(l, &desk.look, &rx.signed).into_any()));
    let stands = if rx.is_signed() { words::standing(l, state) } else { t::rx_withdrawn(l).into_any() };
    facts.push((t::state(l).to_owned(), stands));
    view! { {card(None, view! { <div id="prescription"><Facts facts /></div> }.into_any())} }.into_any()
}

/// One medicine: how it is taken, what is owed, and the batches to take it from.
fn line_card(
    l: Language,
    desk: &Desk,
    rx: &Prescription,
    line: &DispenseLine,
    picks: &[DispensePick],
    open: bool,
    refusals: &[Refusal],
) -> Option<AnyView> {
    let product = desk.world().products().get(&line.product)?;
    let prescribed = rx.line(line.of);
    let how = prescribed.map(|rx_line| words::how(l, product, line.dose_milli, rx_line));
    let unit = words::unit(l, product.unit);
    let amounts = t::amounts(l, line.issued(), line.owed(), line.quantity, unit);
    let instead = line.instead.as_ref().map(|i| {
        let text = t::instead_of(l, parts::medicine(l, desk, &i.product), &i.reason);
        view! { <p class="note train">{text}</p> }
    });
    let waived = line.waiver.as_ref().map(|w| view! { <p class="muted">{t::waived(l, &w.reason)}</p> });
    let overrides = prescribed.map(|rx_line| overrides(l, rx_line));
    let rows = picks.iter().enumerate().filter(|(_, p)| p.line == line.n && line.owed() > 0);
    let rows: Vec<AnyView> = rows.map(|(at, pick)| pick_row(l, desk, product, pick, at, refusals)).collect();
    let none = (open && line.owed() > 0 && stock::usable(desk.world(), &line.product, desk.look.ctx.now.day()) == 0)
        .then(|| view! { <p class="note warn">{t::none_in_stock(l)}</p> });
    let more = (open && line.owed() > 0).then(|| {
        let href = format!("/hospital/pharmacy/rx/{}/instead/{}", rx.id.as_str(), line.n);
        view! { <p class="no-print"><a href=href>{t::instead_link(l)}</a></p> }
    });
    let title = words::product(l, product);
    Some(
        view! {
            <section class="card">
                <h2>{format!("{}. {title}", line.n)}{words::cautions(l, product)}</h2>
                <p><strong>{how}</strong></p>
                <p>{amounts}</p>
                {instead}{overrides}{waived}{none}{open.then_some(rows)}{more}
            </section>
        }
        .into_any(),
    )
}

/// The checks that the doctor overrode, so that the pharmacist knows it was seen.
fn overrides(l: Language, line: &RxLine) -> Option<AnyView> {
    let text = line.overrides.iter().map(|o| o.reason.as_str()).collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then(|| view! { <p class="note warn">{t::overridden(l, &text)}</p> }.into_any())
}

/// One batch and its quantity; the reason for another batch than the first is folded away until it is needed.
fn pick_row(
    l: Language,
    desk: &Desk,
    product: &Product,
    pick: &DispensePick,
    at: usize,
    refusals: &[Refusal],
) -> AnyView {
    let batches = stock::batches(desk.world(), &product.id);
    let batches = batches.into_iter().filter(|b| b.shelf > 0 || b.id.as_str() == pick.batch);
    let mut options = vec![(String::new(), "–".to_owned())];
    options.extend(batches.map(|b| (b.id.as_str().to_owned(), words::batch_choice(l, desk, &b))));
    let refusals = refusals.to_vec();
    let reasoned =
        !pick.reason.is_empty() || refusals.iter().any(|r| r.field.as_deref() == Some(&format!("reason-{at}")));
    let DispensePick { line, batch, quantity, reason } = pick.clone();
    view! {
        <div class="filters">
            <input type="hidden" name=format!("line-{at}") value=line.to_string() />
            <SelectField language=l name=format!("batch-{at}") label=t::batch(l) value=batch options required=true refusals=refusals.clone() />
            <TextField language=l name=format!("quantity-{at}") label=t::quantity(l) value=quantity inputmode="numeric"
                autocomplete="off" required=true class="short"  refusals=refusals.clone() />
        </div>
        <details open=reasoned class="no-print">
            <summary>{t::other_batch(l)}</summary>
            <TextField language=l name=format!("reason-{at}") label=t::other_batch_reason(l) value=reason
                autocomplete="off"  refusals />
        </details>
    }
    .into_any()
}
