//! `/hospital/house`: what kind of house the practice hospital is. A supervisor's page.

use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::engine::SetLevel;
use abhyas_services::sandbox::hims::reference::Level;
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let form = Form::from_pairs([("level", desk.world().level().name())]);
    Ok(render(&page, &desk, &form, &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let command = SetLevel { level: form.text("level").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => desk::done(&page, "/hospital/house", t::level_done(page.lang), &receipt).await,
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

fn level_name(l: Language, level: Level) -> &'static str {
    match level {
        Level::Hsc => t::level_hsc(l),
        Level::Phc => t::level_phc(l),
        Level::Chc => t::level_chc(l),
        Level::Sdh => t::level_sdh(l),
        Level::Dh => t::level_dh(l),
        Level::Mch | Level::Unlisted => t::level_mch(l),
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let levels = Level::ALL.iter().filter(|level| **level != Level::Unlisted);
    let levels = levels.map(|level| (level.name().to_owned(), level_name(l, *level).to_owned())).collect();
    let hidden = desk.hidden(page);
    let view = view! {
        <p class="lead">{t::house_lead(l)}</p>
        {card(Some(t::house_level(l)), view! {
            <p>{t::level_now(l, level_name(l, desk.world().level()))}</p>
            <form method="post" action="/hospital/house">
                {hidden}{typed.must_select("level", t::house_level(l), levels)}<Submit label=t::level_save(l) />
            </form>
        }.into_any())}
    };
    desk.show(page, t::house_title(l), refusals, view.into_any())
}
