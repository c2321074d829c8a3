//! `/hospital/pharmacy/slips/{id}`: what was handed out, how it is taken, and what is owed. To print for the patient: the
//! instructions are always in Hindi, and in the reader's language beside it.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::Language;
use abhyas_desk::{Desk, card, words as shared};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m03_opd::RxLine;
use abhyas_services::sandbox::hims::m09_pharmacy::{Dispense, DispenseLine, Standing};
use abhyas_services::sandbox::hims::reference::Product;
use abhyas_ui::Facts;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let dispense = parts::dispense(&desk, &id)?;
    desk.sandbox.viewed("m09.slip", RecordRef::to::<Dispense>(&dispense.id)).await?;
    let l = page.lang;
    let rx = dispense.prescription.as_ref().and_then(|id| desk.world().prescriptions().get(id));
    let given: Vec<AnyView> = dispense
        .lines
        .iter()
        .filter(|line| line.quantity > 0)
        .filter_map(|line| label(l, &desk, line, rx.and_then(|rx| rx.line(line.of))))
        .collect();
    let links = rx.map(|rx| {
        view! { <a class="button plain" href=format!("/hospital/pharmacy/rx/{}", rx.id.as_str())>{t::back_to_rx(l)}</a> }
    });
    let back = format!("/hospital/pharmacy/slips/{}/return", dispense.id.as_str());
    let hospital = desk.world().own_facility().map(|f| l.pick(&f.name_hi, &f.name_en).to_owned()).unwrap_or_default();
    let view = view! {
        {parts::ways(l, Place::Work)}
        {card(None, view! {
            <p><strong>{hospital}</strong></p>
            <p class="muted">{t::slip_band(l)}</p>
            <Facts facts=facts(l, &desk, &dispense) />
        }.into_any())}
        {given}
        <p class="no-print">{t::print_hint(l)}</p>
        <p class="row no-print">
            {links}
            <a class="button plain" href=back>{t::return_link(l)}</a>
            <a class="button" href="/hospital/pharmacy">{t::next_patient(l)}</a>
        </p>
    };
    Ok(desk.show(&page, &t::slip_title(l, dispense.id.as_str()), &[], view.into_any()))
}

fn facts(l: Language, desk: &Desk, dispense: &Dispense) -> Vec<(String, AnyView)> {
    let mut facts = Vec::new();
    if let Some(patient) = parts::patient(desk, &dispense.patient) {
        let name = format!("{} · {}", shared::name(l, &patient), patient.id.spaced());
        facts.push((t::patient(l).to_owned(), name.into_any()));
    }
    if let Some(rx) = &dispense.prescription {
        facts.push((t::rx_number(l).to_owned(), rx.as_str().to_owned().into_any()));
    }
    facts.push((t::state(l).to_owned(), words::standing(l, Standing::Begun(dispense.state))));
    facts.push((t::dispensed_at(l).to_owned(), shared::stamp(l, &desk.look, last(dispense)).into_any()));
    facts
}

/// When something was handed out last; else when the prescription was verified.
fn last(dispense: &Dispense) -> &abhyas_services::sandbox::hims::m01_registration::Stamp {
    let handed = dispense.lines.iter().flat_map(|line| &line.handed).map(|h| &h.handed);
    handed.max_by_key(|stamp| stamp.at).unwrap_or(&dispense.verified)
}

/// The label of one medicine.
fn label(l: Language, desk: &Desk, line: &DispenseLine, prescribed: Option<&RxLine>) -> Option<AnyView> {
    let product = desk.world().products().get(&line.product)?;
    let both = if l == Language::Hi { vec![Language::Hi] } else { vec![Language::Hi, l] };
    let lines = both.into_iter().map(|l| {
        let lang = l.tag();
        view! { <p lang=lang><strong>{words::product(l, product)}</strong><br />{how(l, product, line, prescribed)}</p> }
    });
    let batches: Vec<String> = line
        .handed
        .iter()
        .filter_map(|h| {
            let batch = desk.world().batches().get(&h.batch)?;
            Some(t::handed(l, words::day(desk, batch.expiry), &batch.number, h.quantity))
        })
        .collect();
    let owed = (line.owed() > 0).then(|| {
        view! { <p class="note warn">{t::still_owed(l, line.owed(), words::unit(l, product.unit))}</p> }
    });
    let unit = words::unit(l, product.unit);
    let times = prescribed.and_then(|rx_line| table(l, product, line, rx_line));
    Some(
        view! {
            <section class="card">
                {lines.collect_view()}
                {times}
                <p>{t::given(l, line.issued(), unit)}" "<span class="muted">{batches.join(", ")}</span></p>
                {owed}
            </section>
        }
        .into_any(),
    )
}

fn how(l: Language, product: &Product, line: &DispenseLine, prescribed: Option<&RxLine>) -> String {
    match prescribed {
        Some(rx_line) => words::how(l, product, line.dose_milli, rx_line),
        None => t::as_told(l).to_owned(),
    }
}

/// Morning, noon, evening, night, for who does not read sentences.
fn table(l: Language, product: &Product, line: &DispenseLine, rx_line: &RxLine) -> Option<AnyView> {
    let times = words::times_of_day(rx_line.frequency)?;
    let dose = words::dose(l, product, line.dose_milli);
    let cells = times.map(|taken| {
        let text = if taken { dose.clone() } else { "–".to_owned() };
        view! { <td>{text}</td> }
    });
    Some(
        view! {
            <table class="sheet">
                <thead><tr>
                    <th scope="col">{t::morning(l)}</th><th scope="col">{t::noon(l)}</th>
                    <th scope="col">{t::evening(l)}</th><th scope="col">{t::night(l)}</th>
                </tr></thead>
                <tbody><tr>{cells.into_iter().collect_view()}</tr></tbody>
            </table>
        }
        .into_any(),
    )
}
