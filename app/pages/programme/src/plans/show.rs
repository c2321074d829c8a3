//! `/plans/{id}`: while it is made its progress, afterwards its numbers and tables.

use super::list::state;
use super::{pictures, plan_id, tables, whatif};
use crate::masters::rules::weight;
use crate::{count, t};
use abhyas_core::{Language, Permission, Reach};
use abhyas_i18n::format::{instant, long_date, number};
use abhyas_i18n::refusals::explain;
use abhyas_islands::{PlanProgress, Progress};
use abhyas_kit::{Form, Page, Reply, feed};
use abhyas_services::ServiceError;
use abhyas_services::plans::{Draft, PlanSummary, discard as put_aside, draft, plan_summary, stop as ask_to_stop};
use abhyas_ui::{Facts, Note, Submit, Tabs, Tone};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// Seconds between two looks at a running plan.
const LOOK_EVERY: u32 = 3;

/// `GET /plans/{id}`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let id = plan_id(&id)?;
    let summary = plan_summary(page.services(), page.actor()?, &id).await?;
    match summary.plan.state.as_str() {
        "running" => Ok(running(&page, &summary)),
        "failed" => Ok(failed(&page, &summary)),
        _ => {
            let plan = draft(page.services(), page.actor()?, &id).await?;
            made(&page, plan).await
        }
    }
}

/// `POST /plans/{id}/stop`.
pub(super) async fn stop(page: Page, Path(id): Path<String>) -> Reply {
    let id = plan_id(&id)?;
    ask_to_stop(page.services(), page.actor()?, &id).await?;
    page.see_other_with(&format!("/plans/{id}"), t::plans_stopping(page.lang)).await
}

/// `POST /plans/{id}/discard`.
pub(super) async fn discard(page: Page, Path(id): Path<String>, _form: Form) -> Reply {
    let id = plan_id(&id)?;
    put_aside(page.services(), page.actor()?, &id).await?;
    page.see_other_with("/plans", t::plans_put_aside(page.lang)).await
}

fn running(page: &Page, summary: &PlanSummary) -> Response {
    let l = page.lang;
    let (costs, events) = (costs(l, summary), format!("/plans/{}/events", summary.plan.id));
    let (start, plan) = (Progress::from(summary), summary.plan.id.to_string());
    let may_stop = page.visitor.actor.as_ref().is_some_and(|a| a.reach(Permission::MakePlan) == Reach::Everything);
    let stop = may_stop.then(|| {
        let (action, once) = (format!("/plans/{}/stop", summary.plan.id), page.once_field());
        view! { <form method="post" action=action>{once}<Submit label=t::plans_stop(l) class="plain" /></form> }
    });
    page.sheet(t::plans_running(l)).refresh(LOOK_EVERY).islands().show(move || {
        view! {
            <h1>{t::plans_running(l)}</h1>
            <p class="lead">{t::plans_running_about(l)}</p>
            <PlanProgress language=l plan start />
            <div data-fresh=events>{costs}</div>
            {stop}
            <p><a href="/plans">{t::plans_back(l)}</a></p>
        }
    })
}

/// `GET /plans/{id}/events`: the part of a running plan's page that changes, for the page that shows it; nothing when there
/// is nothing more to ask for.
pub(super) async fn progress(page: Page, Path(id): Path<String>) -> Reply {
    let (Ok(actor), Ok(id)) = (page.actor(), plan_id(&id)) else { return Ok(feed::nothing()) };
    match plan_summary(page.services(), actor, &id).await {
        Ok(summary) if summary.plan.state == "running" => Ok(page.part(|| costs(page.lang, &summary))),
        Ok(_) | Err(ServiceError::NotFound) => Ok(feed::nothing()),
        Err(error) => Err(error.into()),
    }
}

/// What the best plan so far costs, and what that is made of.
fn costs(l: Language, summary: &PlanSummary) -> AnyView {
    let progress = &summary.progress;
    let rupees = |n: i64| format!("₹ {}", number(n));
    let moves = number(i64::try_from(progress.iterations).unwrap_or(i64::MAX));
    let facts = vec![
        (t::plans_time(l).to_owned(), t::plans_seconds_n(l, number(summary.plan.seconds)).into_any()),
        (t::plans_cost(l).to_owned(), rupees(progress.rupees).into_any()),
        (t::plans_moves(l).to_owned(), moves.into_any()),
    ];
    let rows = progress.terms.iter().map(|term| {
        view! {
            <tr>
                <th scope="row">{weight(l, &term.name)}</th>
                <td class="num" data-label=t::plans_term_count(l)>{number(term.count)}</td>
                <td class="num" data-label=t::plans_cost(l)>{rupees(term.rupees)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let table = (!progress.terms.is_empty()).then(|| {
        view! {
            <table class="cards">
                <caption>{t::plans_terms(l)}</caption>
                <thead><tr>
                    <th scope="col">{t::whatif_term(l)}</th><th scope="col" class="num">{t::plans_term_count(l)}</th>
                    <th scope="col" class="num">{t::plans_cost(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! { <Facts facts />{table} }.into_any()
}

fn failed(page: &Page, summary: &PlanSummary) -> Response {
    let l = page.lang;
    let words = summary.failure.as_ref().map(|refusal| explain(l, refusal));
    page.sheet(t::plans_failed(l)).show(move || {
        view! {
            <h1>{t::plans_failed(l)}</h1>
            {words.map(|w| view! { <Note tone=Tone::Bad><p>{w.message}</p><p>{w.next}</p></Note> })}
            <p><a href="/plans">{t::plans_back(l)}</a></p>
        }
    })
}

async fn made(page: &Page, plan: Draft) -> Reply {
    let l = page.lang;
    let (by, of, words) = (page.query("by"), page.query("of"), page.query("q"));
    let by = if by.is_empty() { "pictures".to_owned() } else { by };
    let id = plan.summary.plan.id.clone();
    let tab = |name: &'static str, text: String| (format!("/plans/{id}?by={name}"), text, by == name);
    let missing = plan.report.missing.len();
    let tabs = vec![
        tab("pictures", t::pictures_tab(l).to_owned()),
        tab("district", t::plans_by_district(l).to_owned()),
        tab("venue", t::plans_by_venue(l).to_owned()),
        tab("trainer", t::plans_by_trainer(l).to_owned()),
        tab("module", t::plans_by_module(l).to_owned()),
        tab("person", t::plans_by_person(l).to_owned()),
        tab("unmet", t::plans_by_unmet(l, count(missing))),
    ];
    let content = if by == "pictures" {
        pictures::content(l, &plan, &of, page.query("page").parse().unwrap_or(1))
    } else {
        tables::content(l, &plan, &by, &of, &words)?
    };
    let (head, actions) = (head(l, &plan), actions(page, &plan));
    let tried = whatif::of_plan(page, &plan).await?;
    let board = format!("/plans/{id}/board");
    let title = t::plans_plan_of(l, instant(l, plan.summary.plan.made_at));
    Ok(page.sheet(title.clone()).show(move || {
        view! {
            <p><a href="/plans">{t::plans_back(l)}</a></p>
            <h1>{title}</h1>
            {head}
            {actions}
            {tried}
            <p><a class="button plain" href=board>{t::board_open(l)}</a></p>
            <Tabs label=t::plans_tables(l) tabs />
            {content}
        }
    }))
}

fn head(l: Language, plan: &Draft) -> AnyView {
    let (wanted, missing) = (plan.seats_wanted(), plan.report.missing.len());
    let score = plan.report.score;
    let mut facts = vec![
        (t::plans_state(l).to_owned(), state(l, &plan.summary)),
        (
            t::plans_seated(l).to_owned(),
            t::plans_of(l, count(wanted), count(wanted.saturating_sub(missing))).into_any(),
        ),
        (t::plans_people(l).to_owned(), count(plan.wanted.len()).into_any()),
        (
            t::plans_sessions(l).to_owned(),
            t::plans_at_most(l, count(plan.max_sessions()), count(plan.report.sessions)).into_any(),
        ),
        (t::plans_broken(l).to_owned(), number(score.hard).into_any()),
        (t::plans_cost(l).to_owned(), format!("₹ {}", number(score.rupees)).into_any()),
    ];
    if let Some(from) = plan.summary.plan.from_day {
        facts.push((t::plans_from(l).to_owned(), long_date(l, from).into_any()));
    }
    let pinned = plan.sessions.iter().filter(|s| s.pinned).count();
    if pinned > 0 {
        let link = view! { <a href="/plans/pins">{t::pins_sessions(l, count(pinned))}</a> };
        facts.push((t::pins_title(l).to_owned(), link.into_any()));
    }
    if let (Some(at), Some(who)) = (plan.summary.plan.published_at, &plan.summary.plan.published_by_name) {
        facts.push((t::plans_published(l).to_owned(), format!("{}, {who}", instant(l, at)).into_any()));
    }
    view! { <Facts facts /> }.into_any()
}

fn actions(page: &Page, plan: &Draft) -> Option<AnyView> {
    let l = page.lang;
    let actor = page.visitor.actor.as_ref()?;
    let open = matches!(plan.summary.plan.state.as_str(), "draft" | "stopped");
    if !open || actor.reach(Permission::PublishPlan) < Reach::Everything {
        return None;
    }
    let id = &plan.summary.plan.id;
    let (preview, discard) = (format!("/plans/{id}/preview"), format!("/plans/{id}/discard"));
    let once = page.once_field();
    Some(
        view! {
            <div class="row">
                <a class="button" href=preview>{t::plans_preview(l)}</a>
                <form method="post" class="inline" action=discard>{once}<Submit label=t::plans_discard(l) class="plain" /></form>
            </div>
        }
        .into_any(),
    )
}
