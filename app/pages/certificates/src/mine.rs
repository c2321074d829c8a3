//! `/certificates`: one's own certificates, and what is missing for the others.

use crate::{t, words};
use abhyas_core::Language;
use abhyas_core::clock::date_in_india;
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::certificates::{self, CertifiedModule, ListedCertificate, Standing};
use abhyas_ui::{EmptyState, Facts};
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let (l, actor) = (page.lang, page.actor()?);
    let own = certificates::own_certificates(page.services(), actor).await?;
    let standings = certificates::own_standing(page.services(), actor).await?;
    let open: Vec<_> = standings.into_iter().filter(|(_, standing)| *standing != Standing::Certified).collect();
    let body = if own.is_empty() && open.is_empty() {
        view! {
            <EmptyState title=t::none_title(l) text=t::none_text(l)><a class="button" href="/my">{t::none_link(l)}</a></EmptyState>
        }
        .into_any()
    } else {
        let own = own.iter().map(|listed| card(l, listed)).collect_view();
        let open = open.iter().map(|(module, standing)| missing(l, module, standing)).collect_view();
        view! { <ul class="cards-grid">{own}{open}</ul> }.into_any()
    };
    let tabs = words::tabs(l, actor, "/certificates");
    Ok(page.sheet(t::title(l)).show(move || {
        view! { <h1>{t::title(l)}</h1>{tabs}<p class="lead">{t::mine_lead(l)}</p>{body} }
    }))
}

fn card(l: Language, listed: &ListedCertificate) -> AnyView {
    let certificate = &listed.certificate;
    let href = format!("/certificates/{}", certificate.id);
    let facts = vec![
        (t::fact_number(l).to_owned(), view! { <span class="num">{certificate.number.clone()}</span> }.into_any()),
        (t::fact_date(l).to_owned(), format::date(l, date_in_india(certificate.issued_at)).into_any()),
    ];
    view! {
        <li class="card">
            <h2>{format!("{} – {}", certificate.module, l.pick(&listed.module_hi, &listed.module_en))}</h2>
            <p>{words::state(l, certificate.revoked.is_some())}</p>
            <Facts facts />
            <p><a class="button" href=href>{t::open(l)}</a></p>
        </li>
    }
    .into_any()
}

fn missing(l: Language, module: &CertifiedModule, standing: &Standing) -> AnyView {
    view! {
        <li class="card">
            <h2>{format!("{} – {}", module.id, l.pick(&module.name_hi, &module.name_en))}</h2>
            {words::standing(l, standing, true)}
            <p><a class="button plain" href="/exercises">{t::practise(l)}</a></p>
        </li>
    }
    .into_any()
}
