//! `/lessons/{module}`: what to read before one practises.

use super::attempt::paragraphs;
use crate::t;
use abhyas_core::ModuleId;
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::exercises::curriculum;
use axum::extract::Path;
use leptos::prelude::*;

/// `GET /lessons/{module}`.
pub async fn show(page: Page, Path(module): Path<String>) -> Reply {
    let l = page.lang;
    page.actor()?;
    let module = ModuleId::parse(module).map_err(|_| PageError::not_found())?;
    let lesson = curriculum(page.services())?.lesson(&module).cloned().ok_or(PageError::not_found())?;
    let has_questions = curriculum(page.services())?.questions(&module).is_some();
    let questions = has_questions
        .then(|| view! { <a class="button" href=format!("/lessons/{module}/questions")>{t::questions_link(l)}</a> });
    Ok(page.sheet(lesson.title.pick(l)).show(move || {
        let sections = lesson
            .section
            .iter()
            .map(|section| {
                let points = section.points.iter().map(|point| view! { <li>{point.pick(l).to_owned()}</li> }).collect_view();
                let points = (!section.points.is_empty()).then(|| view! { <ul>{points}</ul> });
                view! { <h2>{section.heading.pick(l).to_owned()}</h2>{section.text.iter().map(|text| paragraphs(text.pick(l))).collect_view()}{points} }
            })
            .collect_view();
        view! {
            <article>
                <h1>{lesson.title.pick(l).to_owned()}</h1>
                <p class="muted">{t::reading_minutes(l, lesson.minutes)}</p>
                {sections}
                <p class="row">{questions}<a class="button plain" href="/exercises">{t::to_exercises(l)}</a></p>
            </article>
        }
    }))
}
