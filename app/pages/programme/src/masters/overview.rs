//! `/masters`: every list with its number of rows, and the other settings.

use super::{address, words};
use crate::t;
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::masters::{Kind, table};
use leptos::prelude::*;

pub(super) async fn show(page: Page) -> Reply {
    let lang = page.lang;
    let mut tiles = Vec::new();
    for kind in Kind::ALL {
        let rows = table(page.services(), page.actor()?, kind).await?.rows.len();
        let count = t::masters_count(lang, format::number(i64::try_from(rows).unwrap_or(i64::MAX)));
        tiles.push((address(kind), words::title(lang, kind), words::about(lang, kind), Some(count)));
    }
    tiles.push(("/masters/matrix".to_owned(), t::masters_matrix(lang), t::masters_about_matrix(lang), None));
    tiles.push(("/masters/rules".to_owned(), t::masters_rules(lang), t::masters_about_rules(lang), None));
    tiles.push((super::levels::PATH.to_owned(), t::levels_title(lang), t::levels_about(lang), None));
    tiles.push((super::reference::PATH.to_owned(), t::reference_title(lang), t::reference_about(lang), None));
    let tiles = tiles
        .into_iter()
        .map(|(href, title, about, count)| {
            view! {
                <li class="card">
                    <h2><a href=href>{title}</a></h2>
                    <p>{about}</p>
                    {count.map(|count| view! { <p><strong>{count}</strong></p> })}
                </li>
            }
        })
        .collect_view();
    let view = view! {
        <h1>{t::masters_title(lang)}</h1>
        <p class="lead">{t::masters_lead(lang)}</p>
        <ul class="cards-grid">{tiles}</ul>
    }
    .into_any();
    Ok(page.sheet(t::masters_title(lang)).show(|| view))
}
