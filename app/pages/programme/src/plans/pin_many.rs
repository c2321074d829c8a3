//! Pinning many sessions at once on `/plans/pins`: a week, or all that a trainer holds.

use super::pins::list;
use crate::{count, speaking, t};
use abhyas_core::{DistrictId, Permission, Reach, Refusal};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::pins::{codes, pin_trainer, pin_week, trainers, week_districts};
use abhyas_ui::{Card, SelectField, Submit, TextField};
use leptos::prelude::*;

/// What was typed into the form of a week, or of a trainer.
#[derive(Default)]
pub(super) struct Week {
    day: String,
    district: String,
    reason: String,
    /// Of a trainer: who, from which day on, and why.
    trainer: [String; 3],
}

/// `POST /plans/pins/week`.
pub(super) async fn week(page: Page, form: Form) -> Reply {
    let text = |name| form.text(name).to_owned();
    let typed = Week { day: text("day"), district: text("district"), reason: text("reason"), ..Week::default() };
    let actor = speaking(&page)?;
    // A coordinator names a district; only who acts everywhere may leave it open.
    let district = DistrictId::parse(typed.district.as_str()).ok();
    let done = match typed.day.parse() {
        Ok(day) => pin_week(page.services(), &actor, &form.once()?, day, district.as_ref(), &typed.reason).await,
        Err(_) => Err(Refusal::new(codes::DAY).at("day").into()),
    };
    match done {
        Ok(n) => page.see_other_with("/plans/pins", &t::pins_week_done(page.lang, count(n))).await,
        Err(ServiceError::Refused(refusals)) => list(&page, &typed, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

/// `POST /plans/pins/trainer`. Its fields have names of their own: both forms stand on one page.
pub(super) async fn trainer(page: Page, form: Form) -> Reply {
    let text = |name| form.text(name).to_owned();
    let typed = Week { trainer: [text("trainer"), text("from"), text("trainer_reason")], ..Week::default() };
    let [who, from, reason] = &typed.trainer;
    let done = match from.parse() {
        Ok(day) => pin_trainer(page.services(), &speaking(&page)?, &form.once()?, who, day, reason).await,
        Err(_) => Err(Refusal::new(codes::DAY).at("from").into()),
    };
    match done {
        Ok(n) => page.see_other_with("/plans/pins", &t::pins_week_done(page.lang, count(n))).await,
        Err(ServiceError::Refused(mut refusals)) => {
            let reasons = refusals.iter_mut().filter(|r| r.field.as_deref() == Some("reason"));
            reasons.for_each(|r| r.field = Some("trainer_reason".into()));
            list(&page, &typed, &refusals).await
        }
        Err(error) => Err(PageError::from(error)),
    }
}

/// The form that pins a week; nothing for whoever may pin nothing.
pub(super) async fn week_form(page: &Page, typed: &Week, refusals: &[Refusal]) -> Result<Option<AnyView>, PageError> {
    let l = page.lang;
    let actor = page.actor()?;
    if actor.reach(Permission::EditSession) < Reach::District {
        return Ok(None);
    }
    let mut districts = week_districts(page.services(), &speaking(page)?).await?;
    if actor.reach(Permission::EditSession) == Reach::Everything {
        districts.insert(0, (String::new(), t::pins_all_districts(l).to_owned()));
    }
    let once = page.once_field();
    let (day, district, reason) = (typed.day.clone(), typed.district.clone(), typed.reason.clone());
    let refusals = refusals.to_vec();
    let all = move || refusals.clone();
    Ok(Some(
        view! {
            <Card title=t::pins_week(l)>
                <p>{t::pins_week_about(l)}</p>
                <form method="post" action="/plans/pins/week">
                    {once}
                    <TextField language=l name="day" label=t::pins_day(l) kind="date" value=day hint=t::pins_day_hint(l) required=true refusals=all() />
                    <SelectField language=l name="district" label=t::plans_by_district(l) value=district options=districts required=true refusals=all() />
                    <TextField language=l name="reason" label=t::pins_reason(l) value=reason hint=t::pins_reason_hint(l) required=true refusals=all() />
                    <Submit label=t::pins_week(l) />
                </form>
            </Card>
        }
        .into_any(),
    ))
}

/// The form that pins what a trainer holds; nothing where there is nobody.
pub(super) async fn trainer_form(
    page: &Page,
    typed: &Week,
    refusals: &[Refusal],
) -> Result<Option<AnyView>, PageError> {
    let l = page.lang;
    if page.actor()?.reach(Permission::EditSession) < Reach::District {
        return Ok(None);
    }
    let known = trainers(page.services(), &speaking(page)?).await?;
    if known.is_empty() {
        return Ok(None);
    }
    let mut options = vec![(String::new(), t::board_choose(l).to_owned())];
    options.extend(known);
    let once = page.once_field();
    let [who, from, reason] = typed.trainer.clone();
    let all = || refusals.to_vec();
    let form = view! {
        <form method="post" action="/plans/pins/trainer">
            {once}
            <SelectField language=l name="trainer" label=t::plans_by_trainer(l) value=who options required=true refusals=all() />
            <TextField language=l name="from" label=t::whatif_from(l) kind="date" value=from required=true refusals=all() />
            <TextField language=l name="trainer_reason" label=t::pins_reason(l) value=reason hint=t::pins_reason_hint(l) required=true refusals=all() />
            <Submit label=t::pins_trainer(l) />
        </form>
    }
    .into_any();
    Ok(Some(view! { <Card title=t::pins_trainer(l)><p>{t::pins_trainer_about(l)}</p>{form}</Card> }.into_any()))
}
