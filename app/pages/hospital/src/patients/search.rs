//! `/hospital/patients`: look first.

use crate::fields::candidates;
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, t as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{PatientSearch, SearchId, SearchPatients, find_patients};
use abhyas_ui::{EmptyState, Submit};
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let search = SearchId::parse(&page.query("search")).and_then(|id| desk.world().searches().get(&id).cloned());
    let form = match &search {
        Some(s) => Form::from_pairs([("query", s.query.clone()), ("village", s.village.clone())]),
        None => Form::default(),
    };
    Ok(render(&page, &desk, &form, &[], search.as_deref()))
}

/// The address of a refused search asked for again (reload, language, role): the search.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/patients"))
}

/// Makes the search, which is journalled, and shows what it found.
pub(crate) async fn search(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let command = SearchPatients { query: form.text("query").to_owned(), village: form.text("village").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => Ok(page.see_other(&format!("/hospital/patients?search={}", receipt.subject.id))),
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals, None)),
    }
}

fn render(
    page: &Page,
    desk: &Desk,
    form: &Form,
    refusals: &[Refusal],
    search: Option<&PatientSearch>,
) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let results = search.map(|s| results(page, desk, s));
    let view = view! {
        {card(None, view! {
            <form method="post" action="/hospital/patients/search">
                {hidden}
                {typed.start("query", t::query(l), t::query_hint(l), false)}
                {typed.text("village", shared::village(l), false)}
                <Submit label=t::search(l) />
            </form>
        }.into_any())}
        {results}
        <p class="no-print"><a href="/hospital/unknown">{t::unknown_link(l)}</a></p>
    };
    desk.show(page, t::search_title(l), refusals, view.into_any())
}

fn results(page: &Page, desk: &Desk, search: &PatientSearch) -> AnyView {
    let l = page.lang;
    let found = find_patients(desk.world(), &search.query, &search.village);
    let new = format!("/hospital/patients/new?search={}", search.id.as_str());
    if found.is_empty() {
        return view! {
            <EmptyState title=t::none_found(l) text=t::none_found_next(l)><a class="button" href=new>{t::register_new(l)}</a></EmptyState>
        }
        .into_any();
    }
    let table = candidates(l, &desk.look, &found);
    view! {
        <section aria-labelledby="found">
            <h2 id="found">{t::found(l, found.len())}</h2>
            {table}
            <p>{t::not_among_them(l)}</p>
            <p><a class="button plain" href=new>{t::register_new(l)}</a></p>
        </section>
    }
    .into_any()
}
