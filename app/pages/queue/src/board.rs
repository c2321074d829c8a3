//! `/hospital/queue/board/{department}`: the board of the waiting hall. Numbers only: no name is shown to the hall.

use crate::{find, t};
use abhyas_desk::Desk;
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::m02_queue::{Token, queue};
use axum::extract::Path;
use leptos::prelude::*;
use std::sync::Arc;

/// How many of those who wait are shown.
const NEXT_SHOWN: usize = 8;
/// How often the board looks again, in seconds.
const REFRESH_SECONDS: u32 = 10;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let department = find::department(&desk, &id)?;
    let l = page.lang;
    let today = desk.look.ctx.now.day();
    let numbers = |tokens: Vec<Arc<Token>>| tokens.iter().map(|t| t.number.to_string()).collect::<Vec<_>>();
    let called = numbers(queue::called(desk.world(), &department.id, today));
    let inside = numbers(queue::in_consult(desk.world(), &department.id, today));
    let mut next = numbers(queue::waiting(desk.world(), &department.id, today));
    let more = next.len().saturating_sub(NEXT_SHOWN);
    next.truncate(NEXT_SHOWN);
    let shown = |numbers: &[String]| if numbers.is_empty() { "–".to_owned() } else { numbers.join("  ") };
    let (called, inside, next) = (shown(&called), shown(&inside), shown(&next));
    let title = department.name.in_language(l).to_owned();
    let heading = title.clone();
    let room = t::go_to_room(l, &department.room);
    let more = (more > 0).then(|| view! { <p class="muted">{t::and_more(l, more)}</p> });
    let back = format!("/hospital/queue/at/{}", department.id.as_str());
    Ok(desk.sheet(&page, &title).bare().refresh(REFRESH_SECONDS).show(move || {
        view! {
            <h1>{heading}</h1>
            <section class="card board" aria-live="polite">
                <h2>{room}</h2>
                <p class="board-number num">{called}</p>
            </section>
            <section class="card board"><h2>{t::inside_title(l)}</h2><p class="big-code num">{inside}</p></section>
            <section class="card board"><h2>{t::next_title(l)}</h2><p class="big-code num">{next}</p>{more}</section>
            <p class="no-print"><a href=back>{t::back_to_queue(l)}</a></p>
        }
    }))
}
