//! `/hospital/laboratory/specimens/{code}/label`: the label of a sample, to print.

use crate::rows::{order_of, shorts, specimen_of};
use crate::{code128, t, words};
use abhyas_desk::{Desk, words as shared};
use abhyas_kit::{Page, Reply};
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(code): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let specimen = specimen_of(&desk, &code)?;
    let patient = desk.patient(specimen.patient.as_str())?;
    let l = page.lang;
    let orders: Vec<_> = specimen.orders.iter().filter_map(|id| order_of(&desk, id.as_str()).ok()).collect();
    let tests = shorts(desk.world(), orders.iter().map(|o| &**o));
    let who = format!("{}, {}", shared::sex(l, patient.sex), shared::age(l, &patient, &desk.look));
    let code = specimen.id.as_str().to_owned();
    let view = view! {
        <section class="card print-card" aria-label=t::label_title(l)>
            <div inner_html=code128::svg(&code)></div>
            <p class="big-code">{code.clone()}</p>
            <p><strong>{shared::name(l, &patient)}</strong>" · "{who}</p>
            <p>{patient.id.spaced()}</p>
            <p>{tests}</p>
            <p>{words::tube(l, specimen.kind, specimen.container)}</p>
            <p>{shared::moment(l, &desk.look, specimen.collected.at)}</p>
        </section>
        <p class="no-print">{t::label_hint(l)}</p>
        <p class="row no-print">
            <a class="button" href="/hospital/laboratory">{t::to_work(l)}</a>
            <a class="button plain" href=format!("/hospital/laboratory/collect/{}", patient.id)>{t::more_samples(l)}</a>
            <a class="button plain" href=format!("/hospital/laboratory/specimens/{code}")>{t::specimen_link(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::label_title(l), &[], view.into_any()))
}
