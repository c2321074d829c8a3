//! What the site is, what it keeps, and how it can be used by everyone.

use crate::t;
use abhyas_kit::{Page, Reply};
use leptos::prelude::*;

fn article(page: &Page, title: &'static str, parts: &[(&'static str, &'static str)]) -> Reply {
    let parts = parts.to_vec();
    Ok(page.sheet(title).show(move || {
        view! {
            <article>
                <h1>{title}</h1>
                {parts.into_iter().map(|(heading, text)| view! { <h2>{heading}</h2><p>{text}</p> }).collect_view()}
            </article>
        }
    }))
}

/// `GET /about`.
pub async fn about(page: Page) -> Reply {
    let l = page.lang;
    article(
        &page,
        t::about_title(l),
        &[
            (t::about_what(l), t::about_what_text(l)),
            (t::about_loop(l), t::about_loop_text(l)),
            (t::about_synthetic(l), t::about_synthetic_text(l)),
        ],
    )
}

/// `GET /privacy`.
pub async fn privacy(page: Page) -> Reply {
    let l = page.lang;
    article(
        &page,
        t::privacy_title(l),
        &[
            (t::privacy_what(l), t::privacy_what_text(l)),
            (t::privacy_why(l), t::privacy_why_text(l)),
            (t::privacy_who(l), t::privacy_who_text(l)),
            (t::privacy_rights(l), t::privacy_rights_text(l)),
        ],
    )
}

/// `GET /accessibility`.
pub async fn accessibility(page: Page) -> Reply {
    let l = page.lang;
    article(
        &page,
        t::accessibility_title(l),
        &[
            (t::accessibility_what(l), t::accessibility_what_text(l)),
            (t::accessibility_help(l), t::accessibility_help_text(l)),
        ],
    )
}
