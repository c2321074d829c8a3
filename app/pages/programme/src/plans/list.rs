//! `/plans`: every plan, and the form that makes one.

use crate::{speaking, t};
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::format::{instant, number};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::whatif::Scenario;
use abhyas_services::plans::{NewPlan, PlanSummary, codes, make_plan, plans, usual_first_day};
use abhyas_ui::{Badge, Card, EmptyState, Submit, TextField, Tone};
use chrono::NaiveDate;
use leptos::prelude::*;

/// `GET /plans`.
pub(super) async fn show(page: Page) -> Reply {
    let from = usual_first_day(page.services()).await?.to_string();
    render(&page, ["60", "1", &from], &[]).await
}

/// `POST /plans`.
pub(super) async fn make(page: Page, form: Form) -> Reply {
    let typed = |name| abhyas_i18n::format::ascii_digits(form.text(name));
    let new = NewPlan {
        seconds: typed("seconds").parse().unwrap_or(0),
        seed: typed("seed").parse().unwrap_or(1),
        iterations: None,
        from: None,
    };
    let made = match day(form.text("from")) {
        Ok(from) => make_plan(page.services(), &speaking(&page)?, &form.once()?, NewPlan { from, ..new }).await,
        Err(refusal) => Err(refusal.into()),
    };
    match made {
        Ok(id) => Ok(page.see_other(&format!("/plans/{id}"))),
        Err(ServiceError::Refused(refusals)) => {
            render(&page, ["seconds", "seed", "from"].map(|name| form.text(name)), &refusals).await
        }
        Err(error) => Err(PageError::from(error)),
    }
}

/// A day as a browser sends it; nothing typed is no day.
fn day(typed: &str) -> Result<Option<NaiveDate>, Refusal> {
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Refusal::new(codes::FROM).at("from"))
}

/// Refuses whoever may not make plans.
pub(super) fn may_make(page: &Page) -> Result<(), PageError> {
    if page.actor()?.reach(Permission::MakePlan) == Reach::Everything { Ok(()) } else { Err(PageError::not_found()) }
}

async fn render(page: &Page, typed: [&str; 3], refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let actor = page.actor()?;
    let all = plans(page.services(), actor).await?;
    let form = (actor.reach(Permission::MakePlan) == Reach::Everything).then(|| {
        let ([seconds, seed, from], refusals) = (typed.map(str::to_owned), refusals.to_vec());
        let once = page.once_field();
        view! {
            <Card title=t::plans_make(l)>
                <p>{t::plans_make_about(l)}</p>
                <form method="post" action="/plans">
                    {once}
                    <TextField language=l name="from" label=t::plans_from(l) value=from hint=t::plans_from_hint(l) kind="date" refusals=refusals.clone() />
                    <TextField language=l name="seconds" label=t::plans_seconds(l) value=seconds hint=t::plans_seconds_hint(l) inputmode="numeric" required=true refusals=refusals.clone() />
                    <TextField language=l name="seed" label=t::plans_seed(l) value=seed hint=t::plans_seed_hint(l) inputmode="numeric" refusals />
                    <Submit label=t::plans_make_now(l) />
                </form>
            </Card>
        }
        .into_any()
    });
    let import = may_make(page).is_ok().then(|| super::import::card(page, &[]));
    let list = if all.is_empty() {
        view! { <EmptyState title=t::plans_none(l) text=t::plans_none_next(l) /> }.into_any()
    } else {
        table(l, all)
    };
    Ok(page.sheet(t::plans_title(l)).refused(refusals).show(move || {
        view! {
            <h1>{t::plans_title(l)}</h1>
            <p><a href="/plans/pins">{t::pins_open(l)}</a></p>
            {list}
            {form}
            {import}
        }
    }))
}

fn table(l: Language, all: Vec<PlanSummary>) -> AnyView {
    let rows = all
        .into_iter()
        .map(|summary| {
            let score = summary.score.unwrap_or_default();
            let plan = &summary.plan;
            let tried =
                Scenario::read(&plan.scenario).map(|s| view! { <br /><small>{t::whatif_named(l, s.name)}</small> });
            let (missing, cost, sessions) = if summary.score.is_some() {
                (number(score.unseated), format!("₹ {}", number(score.rupees)), number(summary.progress.sessions))
            } else {
                ("–".to_owned(), "–".to_owned(), "–".to_owned())
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/plans/{}", plan.id)>{instant(l, plan.made_at)}</a>{tried}</th>
                    <td data-label=t::plans_state(l)>{state(l, &summary)}</td>
                    <td class="num" data-label=t::plans_sessions(l)>{sessions}</td>
                    <td class="num" data-label=t::plans_missing(l)>{missing}</td>
                    <td class="num" data-label=t::plans_cost(l)>{cost}</td>
                    <td data-label=t::plans_by(l)>{plan.made_by_name.clone().unwrap_or_default()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{t::plans_title(l)}</caption>
            <thead><tr>
                <th scope="col">{t::plans_made(l)}</th><th scope="col">{t::plans_state(l)}</th>
                <th scope="col" class="num">{t::plans_sessions(l)}</th><th scope="col" class="num">{t::plans_missing(l)}</th>
                <th scope="col" class="num">{t::plans_cost(l)}</th><th scope="col">{t::plans_by(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The state of a plan as a badge.
pub(super) fn state(l: Language, summary: &PlanSummary) -> AnyView {
    let (tone, text) = match (summary.plan.state.as_str(), summary.plan.number) {
        ("running", _) => (Tone::Warn, t::plans_running(l).to_owned()),
        ("draft", _) => (Tone::Plain, t::plans_draft(l).to_owned()),
        ("stopped", _) => (Tone::Plain, t::plans_stopped(l).to_owned()),
        ("failed", _) => (Tone::Bad, t::plans_failed(l).to_owned()),
        ("published", Some(n)) => (Tone::Good, t::plans_version(l, number(n))),
        _ => (Tone::Plain, t::plans_discarded(l).to_owned()),
    };
    view! { <Badge tone text /> }.into_any()
}
