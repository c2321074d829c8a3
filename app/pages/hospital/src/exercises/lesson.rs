//! `/lessons/{module}`: what to read before one practises.

use super::attempt::paragraphs;
use crate::t;
use abhyas_core::{Language, ModuleId, Permission, Reach};
use abhyas_kit::{AppState, Form, Page, PageError, Reply};
use abhyas_services::exercises::lessons::{Curriculum, Picture, Section};
use abhyas_services::exercises::{curriculum, lesson_read};
use abhyas_ui::Submit;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use leptos::prelude::*;

/// `GET /lessons/{module}`.
pub async fn show(page: Page, Path(module): Path<String>) -> Reply {
    let l = page.lang;
    let practises = page.actor()?.reach(Permission::Practise) > Reach::Nothing;
    let module = ModuleId::parse(module).map_err(|_| PageError::not_found())?;
    let content = curriculum(page.services())?;
    let lesson = content.lesson(&module).cloned().ok_or(PageError::not_found())?;
    let has_questions = content.questions(&module).is_some();
    // Whoever practises says that they have read it, and goes on to the questions; others only follow the link.
    let on = if practises && has_questions {
        let (once, action) = (page.once_field(), format!("/lessons/{module}/read"));
        view! { <form method="post" action=action>{once}<Submit label=t::lesson_done(l) /></form> }.into_any()
    } else {
        let link = |to| view! { <a class="button" href=to>{t::questions_link(l)}</a> };
        has_questions.then(|| link(format!("/lessons/{module}/questions"))).into_any()
    };
    Ok(page.sheet(lesson.title.pick(l)).show(move || {
        let sections = lesson.section.iter().map(|part| section(l, &content, &lesson.module, part)).collect_view();
        view! {
            <article>
                <h1>{lesson.title.pick(l).to_owned()}</h1>
                <p class="muted">{t::reading_minutes(l, lesson.minutes)}</p>
                {sections}
                <div class="row no-print">{on}<a class="button plain" href="/exercises">{t::to_exercises(l)}</a></div>
            </article>
        }
    }))
}

fn section(l: Language, content: &Curriculum, module: &ModuleId, part: &Section) -> AnyView {
    let text = part.text.iter().map(|text| paragraphs(text.pick(l))).collect_view();
    let points = part.points.iter().map(|point| view! { <li>{point.pick(l).to_owned()}</li> }).collect_view();
    let points = (!part.points.is_empty()).then(|| view! { <ul>{points}</ul> });
    let pictures = part.picture.iter().map(|picture| figure(l, content, module, picture)).collect_view();
    view! { <h2>{part.heading.pick(l).to_owned()}</h2>{text}{points}{pictures} }.into_any()
}

/// A picture with its caption. Its size is known before it is loaded, so that the text does not jump.
fn figure(l: Language, content: &Curriculum, module: &ModuleId, picture: &Picture) -> Option<AnyView> {
    let shot = content.shot(module, &picture.name, l)?;
    let (src, alt) = (format!("/lessons/{module}/pictures/{}", shot.file_name()), picture.alt.pick(l).to_owned());
    let (width, height) = (shot.width.to_string(), shot.height.to_string());
    Some(
        view! {
            <figure class="picture">
                <img src=src alt=alt width=width height=height loading="lazy" decoding="async" />
                <figcaption>{picture.caption.pick(l).to_owned()}</figcaption>
            </figure>
        }
        .into_any(),
    )
}

/// `GET /lessons/{module}/pictures/{file}`: a picture for ever, since another content has another address.
pub async fn picture(State(app): State<AppState>, Path((module, file)): Path<(String, String)>) -> Reply {
    let content = curriculum(&app.services)?;
    let mut shots = content.shots().iter();
    let shot = shots.find(|s| s.module == module && s.file_name() == file).ok_or(PageError::not_found())?;
    let headers = [(CONTENT_TYPE, "image/webp"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, shot.bytes).into_response())
}

/// `POST /lessons/{module}/read`: notes it, and goes on to the questions.
pub async fn read(page: Page, Path(module): Path<String>, form: Form) -> Reply {
    let module = ModuleId::parse(module).map_err(|_| PageError::not_found())?;
    lesson_read(page.services(), page.actor()?, &form.once()?, &module).await?;
    Ok(page.see_other(&format!("/lessons/{module}/questions")))
}
