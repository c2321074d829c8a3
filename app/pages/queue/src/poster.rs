//! `/hospital/queue/poster/{department}`: the poster for Scan & Share, to print and to hang at the counter.

use crate::{find, t};
use abhyas_desk::Desk;
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(department): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let department = find::department(&desk, &department)?;
    let l = page.lang;
    // A real poster leads the patient's ABHA app to the hospital's counter; this one leads to the phone that is played.
    let way = format!("/hospital/queue/phone?department={}", department.id.as_str());
    let qr = sandbox::way_qr_svg(page.services(), &way)?;
    let hospital = desk.world().own_facility().map(|f| (f.name_hi.clone(), f.name_en.clone())).unwrap_or_default();
    let steps = [t::poster_step_1, t::poster_step_2, t::poster_step_3, t::poster_step_4];
    // On the wall it speaks both languages.
    let (hi, en) = (abhyas_core::Language::Hi, abhyas_core::Language::En);
    let steps = steps.map(|step| view! { <li><strong>{step(hi)}</strong><br /><span lang="en">{step(en)}</span></li> });
    let view = view! {
        <section class="card print-card" aria-label=t::poster_title(l)>
            <p><strong>{hospital.0}</strong><br /><span lang="en">{hospital.1}</span></p>
            <p class="lead"><strong>{department.name.hi.clone()}</strong>" · "<span lang="en">{department.name.en.clone()}</span></p>
            <p>{t::room(hi, &department.room)}" · "<span lang="en">{t::room(en, &department.room)}</span></p>
            <div class="qr" inner_html=qr></div>
            <ol>{steps.into_iter().collect_view()}</ol>
            <p class="muted">{t::poster_band(hi)}" · "<span lang="en">{t::poster_band(en)}</span></p>
        </section>
        <p class="no-print">{t::print_hint(l)}</p>
        <p class="row no-print">
            <a class="button plain" href=way>{t::phone_link(l)}</a>
            <a class="button plain" href="/hospital/queue/share">{t::share_title(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::poster_title(l), &[], view.into_any()))
}
