//! `/exercises`: what there is to learn and to practise, module by module, what comes next for the trainee on top.

use crate::t;
use abhyas_core::Language;
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::exercises::{ExerciseRow, ModuleRow, by_module};
use abhyas_ui::{Badge, Card, Tone};
use leptos::prelude::*;

/// `GET /exercises`.
pub async fn show(page: Page) -> Reply {
    let l = page.lang;
    let rows = by_module(page.services(), page.actor()?).await?;
    let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.begins.is_some());
    let folded = !own.is_empty();
    let own = own.into_iter().map(|row| opened(&page, row)).collect_view();
    let others: Vec<_> = others.into_iter().map(|row| other(&page, row, folded)).collect();
    let heading = (folded && !others.is_empty()).then(|| view! { <h2>{t::other_modules(l)}</h2> });
    Ok(page.sheet(t::exercises(l)).show(move || {
        view! {
            <h1>{t::exercises(l)}</h1>
            <p class="lead">{t::exercises_lead(l)}</p>
            {own}
            {heading}
            {others}
            <Card title=t::free_practice(l)>
                <p>{t::free_practice_text(l)}</p>
                <p><a class="button plain" href="/hospital">{t::free_practice_open(l)}</a></p>
            </Card>
        }
    }))
}

/// The name of a module, e.g. `M09: Pharmacy`.
fn name(l: Language, row: &ModuleRow) -> String {
    t::module_name(l, &row.module, row.title.pick(l))
}

/// A module of the trainee's own programme.
fn opened(page: &Page, row: ModuleRow) -> AnyView {
    let l = page.lang;
    let heading = name(l, &row);
    let badges = view! {
        <p class="row">
            {row.next.then(|| view! { <Badge tone=Tone::Train text=t::next_for_you(l) /> })}
            {row.passed().then(|| view! { <Badge tone=Tone::Good text=t::module_passed(l) /> })}
            {row.begins.map(|at| view! { <Badge text=t::session_on(l, format::instant(l, at)) /> })}
        </p>
    };
    let steps = steps(page, row);
    view! { <section class="card stack"><h2>{heading}</h2>{badges}{steps}</section> }.into_any()
}

/// A module that is not in the trainee's programme: one line to open; for whoever has no programme it is open.
fn other(page: &Page, row: ModuleRow, folded: bool) -> AnyView {
    let heading = name(page.lang, &row);
    let steps = steps(page, row);
    if folded {
        view! { <details class="card"><summary>{heading}</summary>{steps}</details> }.into_any()
    } else {
        view! { <section class="card stack"><h2>{heading}</h2>{steps}</section> }.into_any()
    }
}

/// The lesson, the self-check and the exercises of a module, in the order in which they are done.
fn steps(page: &Page, row: ModuleRow) -> AnyView {
    let l = page.lang;
    let lesson = format!("/lessons/{}", row.module);
    let questions = format!("{lesson}/questions");
    let read = match row.lesson_read {
        Some(at) => view! { <Badge tone=Tone::Good text=t::lesson_read_on(l, format::instant(l, at)) /> },
        None => view! { <Badge text=t::lesson_unread(l) /> },
    };
    let checked = match row.self_check {
        Some(check) if check.correct == check.asked => {
            view! { <Badge tone=Tone::Good text=t::questions_score(l, check.asked, check.correct) /> }
        }
        Some(check) => view! { <Badge tone=Tone::Warn text=t::questions_score(l, check.asked, check.correct) /> },
        None => view! { <Badge text=t::not_tried(l) /> },
    };
    let self_check = (row.questions > 0)
        .then(|| view! { <li class="row"><a href=questions>{t::questions_link(l)}</a>{checked}</li> });
    let exercises = row.exercises.into_iter().map(|row| exercise(l, page.once_field(), row)).collect_view();
    view! {
        <ol class="plain-list stack">
            <li class="row"><a href=lesson>{t::lesson_link(l, row.lesson_minutes)}</a>{read}</li>
            {self_check}
            {exercises}
        </ol>
    }
    .into_any()
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
        <li class="stack ruled">
            <h3>{row.title.pick(l).to_owned()}</h3>
            <p class="row">
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
