//! `/exercises`: what there is to practise and how far one is.

use crate::t;
use abhyas_core::Language;
use abhyas_kit::{Page, Reply};
use abhyas_services::exercises::{ExerciseRow, curriculum, list};
use abhyas_ui::{Badge, Card, Tone};
use leptos::prelude::*;

/// `GET /exercises`.
pub async fn show(page: Page) -> Reply {
    let l = page.lang;
    let rows = list(page.services(), page.actor()?).await?;
    let content = curriculum(page.services())?;
    let lessons: Vec<(String, String)> = rows
        .iter()
        .map(|row| &row.module)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .filter_map(|module| content.lesson(module).map(|lesson| (module.to_string(), lesson.title.pick(l).to_owned())))
        .collect();
    let rows: Vec<_> = rows.into_iter().map(|row| (page.once_field(), row)).collect();
    Ok(page.sheet(t::exercises(l)).show(move || {
        view! {
            <h1>{t::exercises(l)}</h1>
            <p class="lead">{t::exercises_lead(l)}</p>
            <ul class="cards-grid">{rows.into_iter().map(|(once, row)| exercise(l, once, row)).collect_view()}</ul>
            <Card title=t::free_practice(l)>
                <p>{t::free_practice_text(l)}</p>
                <p><a class="button plain" href="/hospital">{t::free_practice_open(l)}</a></p>
            </Card>
            <Card title=t::lessons(l)>
                <ul>{lessons.into_iter().map(|(module, title)| view! { <li><a href=format!("/lessons/{module}")>{format!("{module}: {title}")}</a></li> }).collect_view()}</ul>
            </Card>
        }
    }))
}

fn standing(l: Language, row: &ExerciseRow) -> AnyView {
    match (row.passed, row.best, row.finished) {
        (true, Some(best), _) => view! { <Badge tone=Tone::Good text=t::passed_with(l, best) /> }.into_any(),
        (false, Some(best), _) => view! { <Badge tone=Tone::Warn text=t::best_so_far(l, best) /> }.into_any(),
        (false, None, 0) => view! { <Badge text=t::not_tried(l) /> }.into_any(),
        _ => view! { <Badge tone=Tone::Bad text=t::not_passed(l) /> }.into_any(),
    }
}

fn exercise(l: Language, once: AnyView, row: ExerciseRow) -> AnyView {
    let standing = standing(l, &row);
    let go_on = row
        .open
        .as_ref()
        .map(|id| view! { <a class="button" href=format!("/exercises/attempts/{id}")>{t::go_on(l)}</a> });
    let again = row.open.is_some() || row.finished > 0;
    let class = if row.open.is_some() { "button plain" } else { "button" };
    let latest = row
        .latest
        .as_ref()
        .map(|id| view! { <a class="button plain" href=format!("/exercises/attempts/{id}")>{t::last_result(l)}</a> });
    view! {
        <li class="card stack">
            <h2>{row.title.pick(l).to_owned()}</h2>
            <p class="row">
                <Badge text=row.module.to_string() />
                {row.assessed.then(|| view! { <Badge tone=Tone::Train text=t::assessed(l) /> })}
                <Badge text=t::minutes(l, row.minutes) />
                {standing}
            </p>
            <div class="row">
                {go_on}
                <form method="post" action=format!("/exercises/{}/start", row.id)>
                    {once}
                    <button class=class type="submit">{if again { t::start_again(l) } else { t::start_exercise(l) }}</button>
                </form>
                {latest}
            </div>
        </li>
    }
    .into_any()
}
