//! `/certificates/issued`: the certificates of the districts one may see, the latest first.

use crate::{t, words};
use abhyas_core::Language;
use abhyas_core::clock::date_in_india;
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::certificates::{self, ListedCertificate, PAGE};
use abhyas_ui::{EmptyState, Pages};
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let (l, actor) = (page.lang, page.actor()?);
    let number: u32 = page.query("page").parse().unwrap_or(1).max(1);
    let found = certificates::certificates(page.services(), actor, None, number - 1).await?;
    let full = found.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    let body = if found.is_empty() {
        view! { <EmptyState title=t::issued_empty_title(l) text=t::issued_empty_text(l) /> }.into_any()
    } else {
        table(l, &found)
    };
    let link = |number: u32, text: &str| (format!("/certificates/issued?page={number}"), text.to_owned());
    let previous = (number > 1).then(|| link(number - 1, t::previous(l)));
    let next = full.then(|| link(number.saturating_add(1), t::next(l)));
    let tabs = words::tabs(l, actor, "/certificates/issued");
    Ok(page.sheet(t::issued_title(l)).show(move || {
        view! { <h1>{t::issued_title(l)}</h1>{tabs}{body}<Pages label=t::pages_label(l) previous next /> }
    }))
}

fn table(l: Language, found: &[ListedCertificate]) -> AnyView {
    let rows = found.iter().map(|listed| row(l, listed)).collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{t::issued_title(l)}</caption>
            <thead><tr>
                <th scope="col">{t::col_name(l)}</th><th scope="col">{t::col_number(l)}</th><th scope="col">{t::col_module(l)}</th>
                <th scope="col">{t::col_date(l)}</th><th scope="col">{t::col_standing(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(l: Language, listed: &ListedCertificate) -> AnyView {
    let certificate = &listed.certificate;
    let href = format!("/certificates/{}", certificate.id);
    view! {
        <tr>
            <th scope="row">{certificate.name_on_it.clone()}</th>
            <td data-label=t::col_number(l)><a class="num" href=href>{certificate.number.clone()}</a></td>
            <td data-label=t::col_module(l)>{format!("{} – {}", certificate.module, l.pick(&listed.module_hi, &listed.module_en))}</td>
            <td data-label=t::col_date(l)>{format::date(l, date_in_india(certificate.issued_at))}</td>
            <td data-label=t::col_standing(l)>{words::state(l, certificate.revoked.is_some())}</td>
        </tr>
    }
    .into_any()
}
