//! `/masters/levels`: what each kind of warning on the schedule board means.

use crate::t;
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::masters;
use abhyas_services::plans::board::{Level, Levels, Rule, is_fixed};
use abhyas_ui::{Card, SelectField, Submit};
use leptos::prelude::*;
use std::collections::BTreeMap;

pub(super) const PATH: &str = "/masters/levels";

pub(super) async fn show(page: Page) -> Reply {
    if page.actor()?.reach(Permission::SeeMasters) < Reach::District {
        return Err(PageError::not_found());
    }
    let levels = masters::warning_levels(page.services()).await?;
    render(&page, &levels, &BTreeMap::new(), &[])
}

/// `POST /masters/levels`.
pub(super) async fn save(page: Page, form: Form) -> Reply {
    let open = Rule::ALL.into_iter().filter(|rule| !is_fixed(*rule));
    let typed: BTreeMap<String, String> =
        open.map(|rule| (rule.name().to_owned(), form.text(rule.name()).to_owned())).collect();
    match masters::save_levels(page.services(), page.actor()?, &form.once()?, &typed).await {
        Ok(()) => page.see_other_with(PATH, t::masters_saved(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => {
            let levels = masters::warning_levels(page.services()).await?;
            render(&page, &levels, &typed, &refusals)
        }
        Err(error) => Err(error.into()),
    }
}

/// What a level is called.
fn name(l: Language, level: Level) -> &'static str {
    match level {
        Level::Red => t::levels_block(l),
        Level::Amber => t::levels_reason(l),
        Level::Blue => t::levels_tell(l),
        Level::Green => t::levels_off(l),
    }
}

fn words(l: Language, rule: Rule) -> String {
    explain(l, &Refusal::new(rule.code())).message
}

fn render(page: &Page, levels: &Levels, typed: &BTreeMap<String, String>, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let edits = page.actor()?.reach(Permission::EditMasters) == Reach::Everything;
    let fields = Rule::ALL.into_iter().filter(|rule| !is_fixed(*rule)).map(|rule| {
        let stands = levels.of(rule);
        let value = typed.get(rule.name()).map_or(stands.name(), String::as_str).to_owned();
        let options: Vec<(String, String)> =
            Level::ALL.into_iter().map(|level| (level.name().to_owned(), name(l, level).to_owned())).collect();
        if edits {
            let (label, refusals) = (words(l, rule), refusals.to_vec());
            view! { <SelectField language=l name=rule.name() label value options required=true refusals /> }.into_any()
        } else {
            view! { <p>{words(l, rule)}<br /><strong>{name(l, stands)}</strong></p> }.into_any()
        }
    });
    let fields: Vec<AnyView> = fields.collect();
    let fixed = Rule::ALL.into_iter().filter(|rule| is_fixed(*rule)).map(|rule| view! { <li>{words(l, rule)}</li> });
    let fixed = fixed.collect_view();
    let meanings =
        [t::levels_block_about(l), t::levels_reason_about(l), t::levels_tell_about(l), t::levels_off_about(l)];
    let meanings = Level::ALL
        .into_iter()
        .zip(meanings)
        .map(|(level, about)| view! { <li><strong>{name(l, level)}</strong>": "{about}</li> });
    let meanings = meanings.collect_view();
    let once = page.once_field();
    let send = edits.then(|| view! { <Submit label=t::masters_save(l) /> });
    let view = view! {
        <h1>{t::levels_title(l)}</h1>
        <p class="lead">{t::levels_lead(l)}</p>
        <ul>{meanings}</ul>
        <form method="post" action=PATH>
            {once}
            <Card title=t::levels_open(l)>{fields}</Card>
            {send}
        </form>
        <Card title=t::levels_fixed(l)>
            <p>{t::levels_fixed_about(l)}</p>
            <ul>{fixed}</ul>
        </Card>
    }
    .into_any();
    Ok(page.sheet(t::levels_title(l)).refused(refusals).show(|| view))
}
