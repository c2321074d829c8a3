//! `/sessions/{id}/sheet`: the sign-in sheet, to be printed on A4.

use super::{place, session_id, title, when};
use crate::t;
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sessions::session_page;
use axum::extract::Path;
use leptos::prelude::*;

/// Empty lines for those who come without a seat.
const SPARE_LINES: usize = 3;

/// `GET /sessions/{id}/sheet`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let found = session_page(page.services(), page.actor()?, &session_id(&id)?).await?;
    if !found.leads {
        return Err(PageError::not_found());
    }
    let s = found.session;
    let (heading, time, where_) = (title(l, &s), when(l, &found.hours, &s), place(l, &s));
    let people = found
        .people
        .iter()
        .map(|p| (p.name.clone(), p.staff_id.clone(), l.pick(&p.facility_hi, &p.facility_en).to_owned()));
    let spare = (0..SPARE_LINES).map(|_| (String::new(), String::new(), String::new()));
    let rows = people
        .chain(spare)
        .enumerate()
        .map(|(at, (name, staff_id, facility))| {
            view! { <tr><td class="num">{at + 1}</td><td>{name}</td><td>{staff_id}</td><td>{facility}</td><td class="sign"></td></tr> }
        })
        .collect_view();
    let back = format!("/sessions/{}", s.id);
    let trainer = s.teachers();
    Ok(page.sheet(t::sessions_sheet(l)).show(move || {
        view! {
            <p class="no-print"><a href=back>{t::sessions_back(l)}</a>" · "{t::sessions_sheet_print(l)}</p>
            <h1>{t::sessions_sheet(l)}</h1>
            <p><strong>{heading}</strong><br />{time}<br />{where_}<br />{t::plans_by_trainer(l)}": "{trainer}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t::sessions_sheet(l)><table class="sheet">
                <caption class="visually-hidden">{t::sessions_sheet(l)}</caption>
                <thead><tr>
                    <th scope="col">{t::sessions_number(l)}</th><th scope="col">{t::plans_name(l)}</th><th scope="col">{t::sessions_staff_id(l)}</th>
                    <th scope="col">{t::sessions_facility(l)}</th><th scope="col">{t::sessions_signature(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            <p>{t::sessions_trainer_signs(l)}</p>
        }
    }))
}
