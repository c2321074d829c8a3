//! `/people`: the list, its filters and the search.

use crate::t;
use abhyas_core::{Language, Permission, Reach};
use abhyas_i18n::format;
use abhyas_islands::{Suggest, Wanted};
use abhyas_kit::{Page, Reply, encode};
use abhyas_services::people::list::{PAGE_SIZE, PeoplePage, PeopleQuery, people};
use abhyas_services::people::names::{Names, names};
use abhyas_ui::{Badge, EmptyState, Pages, SelectField, Submit, Tone};
use leptos::prelude::*;

/// `GET /people`.
pub async fn show(page: Page) -> Reply {
    let (lang, actor) = (page.lang, page.actor()?);
    let query = PeopleQuery {
        search: page.query("q"),
        district: page.query("district"),
        facility: page.query("facility"),
        role: page.query("role"),
        state: page.query("state"),
        after: (page.query("after"), page.query("after_id")),
    };
    let found = people(page.services(), actor, &query).await?;
    let names = names(page.services(), lang).await?;
    let adds = actor.reach(Permission::EditPeople) >= Reach::District;
    let imports = actor.reach(Permission::ImportRoster) >= Reach::District;
    // Inside the closure: an island can be made only while the page is being rendered.
    Ok(page.sheet(t::people_title(lang)).islands().show(move || {
        let actions = view! {
            <p class="row">
                {adds.then(|| view! { <a class="button" href="/people/new">{t::people_add(lang)}</a> })}
                {imports.then(|| view! { <a class="button plain" href="/people/import">{t::people_import(lang)}</a> })}
                {adds.then(|| view! {
                    <a class="button plain" href="/people/duty">{t::duty_title(lang)}</a>
                    <a class="button plain" href="/people/together">{t::together_title(lang)}</a>
                })}
            </p>
        }
        .into_any();
        let body = body(lang, &query, &found, &names);
        view! {
            <h1>{t::people_title(lang)}</h1>
            <p class="lead">{t::people_lead(lang)}</p>
            {actions}
            {filters(lang, &query, &names)}
            {body}
        }
    }))
}

fn filters(lang: Language, query: &PeopleQuery, names: &Names) -> AnyView {
    let all = || (String::new(), t::people_all(lang).to_owned());
    let list = |pairs: &[(String, String)]| std::iter::once(all()).chain(pairs.iter().cloned()).collect::<Vec<_>>();
    let states = vec![
        all(),
        ("active".into(), t::people_active(lang).into()),
        ("inactive".into(), t::people_inactive(lang).into()),
    ];
    let (districts, roles) = (list(&names.districts), list(&names.roles));
    let (search, district, role, state) =
        (query.search.clone(), query.district.clone(), query.role.clone(), query.state.clone());
    view! {
        <form method="get" action="/people" class="filters" role="search">
            <Suggest language=lang wanted=Wanted::People name="q" label=t::people_search_label(lang) value=search />
            <SelectField language=lang name="district" label=t::people_district(lang) value=district options=districts required=true refusals=Vec::new() />
            <SelectField language=lang name="role" label=t::people_role(lang) value=role options=roles required=true refusals=Vec::new() />
            <SelectField language=lang name="state" label=t::people_state(lang) value=state options=states required=true refusals=Vec::new() />
            <div class="field"><Submit label=t::people_search(lang) /></div>
        </form>
    }
    .into_any()
}

fn body(lang: Language, query: &PeopleQuery, found: &PeoplePage, names: &Names) -> AnyView {
    if found.people.is_empty() {
        let filtered = [&query.search, &query.district, &query.facility, &query.role, &query.state]
            .into_iter()
            .any(|text| !text.is_empty());
        return if filtered {
            view! { <EmptyState title=t::people_not_found_title(lang) text=t::people_not_found_text(lang) /> }
                .into_any()
        } else {
            view! { <EmptyState title=t::people_none_title(lang) text=t::people_none_text(lang) /> }.into_any()
        };
    }
    let rows = found
        .people
        .iter()
        .map(|person| {
            let facility = person.facility.as_ref().map(|id| names.facility(id)).unwrap_or_default();
            let inactive = (person.state == "inactive")
                .then(|| view! { " "<Badge tone=Tone::Warn text=t::people_inactive(lang) /> });
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/{}", person.id)>{person.name.clone()}</a>{inactive}</th>
                    <td data-label=t::designation(lang)>{person.designation.clone()}</td>
                    <td data-label=t::facility(lang)>{facility}</td>
                    <td data-label=t::mobile(lang)>{person.mobile.clone()}</td>
                    <td data-label=t::staff_id(lang)>{person.staff_id.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let address = |after: Option<&(String, String)>| {
        let mut pairs = vec![
            ("q", query.search.as_str()),
            ("district", &query.district),
            ("facility", &query.facility),
            ("role", &query.role),
            ("state", &query.state),
        ];
        if let Some((name, id)) = after {
            pairs.extend([("after", name.as_str()), ("after_id", id.as_str())]);
        }
        let parts: Vec<String> =
            pairs.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", encode(v))).collect();
        format!("/people?{}", parts.join("&"))
    };
    let previous = (!query.after.1.is_empty()).then(|| (address(None), t::people_first(lang).to_owned()));
    let next = found.next.as_ref().map(|next| (address(Some(next)), t::people_next(lang, PAGE_SIZE)));
    view! {
        <table class="cards">
            <caption>{t::people_count(lang, format::number(found.total))}</caption>
            <thead><tr>
                <th scope="col">{t::name(lang)}</th><th scope="col">{t::designation(lang)}</th><th scope="col">{t::facility(lang)}</th>
                <th scope="col">{t::mobile(lang)}</th><th scope="col">{t::staff_id(lang)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Pages label=t::people_pages(lang) previous next />
    }
    .into_any()
}
