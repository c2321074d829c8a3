//! `/masters/{kind}`: the rows of a list, searched and paged; removing one.

use super::choices::{Choices, name};
use super::{address, file, kind_of, words};
use crate::t;
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Paging, Reply, encode};
use abhyas_services::ServiceError;
use abhyas_services::masters::{self, Cell, Column, Entry, Kind};
use abhyas_ui::{EmptyState, HiddenField, Pages, Submit, Tabs, TextField};
use axum::extract::Path;
use leptos::prelude::*;

const ROWS_A_PAGE: usize = 50;

pub(super) async fn show(page: Page, Path(kind): Path<String>) -> Reply {
    render(&page, kind_of(&kind)?, &[]).await
}

/// The list page, after a refused removal or import with its refusals.
pub(super) async fn render(page: &Page, kind: Kind, refusals: &[Refusal]) -> Reply {
    let (lang, actor) = (page.lang, page.actor()?);
    let choices = Choices::of(page, kind).await?;
    let table = masters::table(page.services(), actor, kind).await?;
    let edits = actor.reach(Permission::EditMasters) == Reach::Everything;
    let words = page.query("q");
    let found: Vec<Entry> = table.rows.into_iter().filter(|row| matches(row, kind, &choices, &words)).collect();
    let paged = Paging::asked(page, found.len(), ROWS_A_PAGE);
    let shown: Vec<&Entry> = paged.shown(&found).iter().collect();

    let rows = if shown.is_empty() {
        empty(lang, !words.is_empty())
    } else {
        let removers = shown.iter().map(|_| page.once_field()).collect();
        rows_view(lang, kind, &choices, &shown, edits, removers)
    };
    let paging = paging(lang, kind, &words, paged, found.len(), shown.len());
    let tabs =
        words::siblings(kind).iter().map(|k| (address(*k), words::title(lang, *k).to_owned(), *k == kind)).collect();
    let add =
        edits.then(|| view! { <a class="button" href=format!("{}/new", address(kind))>{t::masters_add(lang)}</a> });
    let import = edits.then(|| file::form(page, kind, refusals));
    let view = view! {
        <h1>{words::title(lang, kind)}</h1>
        <p class="lead">{words::about(lang, kind)}</p>
        <Tabs label=t::masters_tabs(lang) tabs />
        <p class="row">{add}{file::export_links(lang, kind)}</p>
        <form method="get" class="filters" role="search">
            <TextField language=lang name="q" label=t::masters_search_label(lang) value=words kind="search" required=true refusals=Vec::new() />
            <div class="field"><Submit label=t::masters_search(lang) /></div>
        </form>
        {rows}{paging}{import}
    }
    .into_any();
    Ok(page.sheet(words::title(lang, kind)).refused(refusals).show(|| view))
}

/// Whether every word of the search stands somewhere in the row, by its id or by its name.
fn matches(row: &Entry, kind: Kind, choices: &Choices, search: &str) -> bool {
    if search.is_empty() {
        return true;
    }
    let names = kind.columns().iter().map(|column| match column.cell {
        Cell::Ref(other) => choices.text(other, row.text(column.name)),
        _ => String::new(),
    });
    let all = row.0.values().cloned().chain(names).collect::<Vec<_>>().join(" ").to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

fn empty(lang: Language, searched: bool) -> AnyView {
    if searched {
        view! { <EmptyState title=t::masters_not_found_title(lang) text=t::masters_not_found_text(lang) /> }.into_any()
    } else {
        view! { <EmptyState title=t::masters_none_title(lang) text=t::masters_none_text(lang) /> }.into_any()
    }
}

fn paging(lang: Language, kind: Kind, search: &str, paging: Paging, total: usize, shown: usize) -> AnyView {
    if total <= ROWS_A_PAGE {
        return ().into_any();
    }
    let first = paging.before();
    let to = |page: usize| format!("{}?q={}&page={page}", address(kind), encode(search));
    let (previous, next) = paging.links(to, t::masters_previous(lang), t::masters_next(lang));
    let range = t::masters_shown(lang, first + 1, first + shown, total);
    view! { <p>{range}</p><Pages label=t::masters_pages(lang) previous next /> }.into_any()
}

/// The columns of a list that are worth a column on the screen; the name stands before them.
fn listed(kind: Kind) -> impl Iterator<Item = &'static Column> {
    let hidden = [
        "id",
        "name_hi",
        "name_en",
        "aliases",
        "directions_hi",
        "directions_en",
        "holiday_hi",
        "holiday_en",
        "name",
        "staff_id",
        "trainer",
        "set_up",
        "min_size_hard",
        "go_no_go_days",
        "no_show_permille",
        "links",
        "overbook_max",
        "delay_days",
    ];
    kind.columns().iter().filter(move |column| !hidden.contains(&column.name))
}

fn rows_view(
    lang: Language,
    kind: Kind,
    choices: &Choices,
    rows: &[&Entry],
    edits: bool,
    removers: Vec<AnyView>,
) -> AnyView {
    let named = !matches!(kind, Kind::Distances | Kind::RoomClosed | Kind::Calendar | Kind::DistrictHolidays);
    let holiday = matches!(kind, Kind::Calendar | Kind::DistrictHolidays);
    let mut heads: Vec<&str> = listed(kind).map(|column| words::column(lang, column.name)).collect();
    if named {
        heads.insert(0, t::masters_col_name(lang));
    }
    if holiday {
        heads.push(words::column(lang, lang.pick("holiday_hi", "holiday_en")));
    }
    let body = rows
        .iter()
        .zip(removers)
        .map(|(row, once)| {
            let first = named.then(|| {
                let id = row.key(kind);
                let text = name(lang, kind, row);
                let id = (id != text && kind.key_columns() == 1).then(|| view! { " " <small>{id}</small> });
                view! { <th scope="row"><span>{text}{id}</span></th> }
            });
            let cells = listed(kind)
                .map(|column| view! { <td data-label=words::column(lang, column.name)><span>{shown(lang, choices, column, row)}</span></td> })
                .collect_view();
            let holiday = holiday.then(|| {
                let label = words::column(lang, lang.pick("holiday_hi", "holiday_en"));
                let text = lang.pick(row.text("holiday_hi"), row.text("holiday_en")).to_owned();
                view! { <td data-label=label><span>{text}</span></td> }
            });
            let acts = edits.then(|| view! { <td data-label=t::masters_actions(lang)>{actions(lang, kind, row, once)}</td> });
            view! { <tr>{first}{cells}{holiday}{acts}</tr> }
        })
        .collect_view();
    let acts = edits.then(|| view! { <th scope="col">{t::masters_actions(lang)}</th> });
    let heads = heads.into_iter().map(|text| view! { <th scope="col">{text}</th> }).collect_view();
    view! { <div class="scroll" tabindex="0" role="region" aria-label=words::title(lang, kind)><table class="cards"><thead><tr>{heads}{acts}</tr></thead><tbody>{body}</tbody></table></div> }.into_any()
}

/// A cell as people read it.
pub(super) fn shown(lang: Language, choices: &Choices, column: &Column, row: &Entry) -> String {
    let text = row.text(column.name);
    match column.cell {
        Cell::Ref(other) => choices.text(other, text),
        Cell::Flag => words::yes_no(lang, text == "1").to_owned(),
        Cell::Half => words::half(lang, text).to_owned(),
        Cell::Day => text.parse().map_or_else(|_| text.to_owned(), |day| format::long_date(lang, day)),
        _ => text.to_owned(),
    }
}

fn actions(lang: Language, kind: Kind, row: &Entry, once: AnyView) -> AnyView {
    let key = row.key(kind);
    let what = format!(": {}", name(lang, kind, row));
    let edit = view! {
        <a class="button plain small" href=format!("{}/edit?key={}", address(kind), encode(&key))>
            {t::masters_edit(lang)}<span class="visually-hidden">{what.clone()}</span>
        </a>
    };
    let remove = kind.removable().then(|| {
        view! {
            <form method="post" class="inline" action=format!("{}/remove", address(kind))>
                {once}<HiddenField name="key" value=key />
                <button type="submit" class="button plain small">{t::masters_remove(lang)}<span class="visually-hidden">{what}</span></button>
            </form>
        }
    });
    view! { <span class="row">{edit}{remove}</span> }.into_any()
}

/// `POST /masters/{kind}/remove`.
pub(super) async fn remove(page: Page, Path(kind): Path<String>, form: Form) -> Reply {
    let kind = kind_of(&kind)?;
    match masters::remove(page.services(), page.actor()?, &form.once()?, kind, form.text("key")).await {
        Ok(()) => page.see_other_with(&address(kind), t::masters_removed(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, kind, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}
