//! `/plans/{id}/copy`: a plan copied and planned again with something changed.

use super::plan_id;
use crate::masters::rules::weight;
use crate::{speaking, t};
use abhyas_core::{Language, Permission, PlanId, Reach, Refusal};
use abhyas_i18n::format::{ascii_digits, instant, long_date, number};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::whatif::{
    Line, Scenario, Span, Teaches, Trial, TrialForm, codes, row, trial_form, try_out,
};
use abhyas_services::plans::{Draft, PlanSummary, plans};
use abhyas_ui::{Card, Note, SelectField, Submit, TextField};
use axum::extract::Path;
use chrono::NaiveDate;
use leptos::prelude::*;

/// Fields for holidays.
const HOLIDAYS: [&str; 3] = ["holiday_1", "holiday_2", "holiday_3"];

/// `GET /plans/{id}/copy`.
pub(super) async fn form(page: Page, Path(id): Path<String>) -> Reply {
    let id = plan_id(&id)?;
    let found = trial_form(page.services(), &speaking(&page)?, &id).await?;
    let typed = untouched(&found);
    Ok(render(&page, &id, &found, &typed, &[]))
}

/// `POST /plans/{id}/copy`.
pub(super) async fn make(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let (id, actor) = (plan_id(&id)?, speaking(&page)?);
    let more = form.text("more");
    if !more.is_empty() {
        // Nothing is tried out yet: the same page with what was typed and one row more.
        let found = trial_form(page.services(), &actor, &id).await?;
        return Ok(render(&page, &id, &found, &form, &[]));
    }
    let done = match trial(&form) {
        Ok(trial) => try_out(page.services(), &actor, &form.once()?, &id, &trial).await,
        Err(refusals) => Err(ServiceError::Refused(refusals)),
    };
    match done {
        Ok(made) => Ok(page.see_other(&format!("/plans/{made}"))),
        Err(ServiceError::Refused(refusals)) => {
            let found = trial_form(page.services(), &actor, &id).await?;
            Ok(render(&page, &id, &found, &form, &refusals))
        }
        Err(error) => Err(PageError::from(error)),
    }
}

/// The form as it is first shown: limits and weights as they are.
fn untouched(found: &TrialForm) -> Form {
    let numbers = found.limits.iter().map(|(name, value)| ((*name).to_owned(), value.to_string()));
    let weights = found.weights.iter().map(|(name, value)| (format!("weight_{name}"), value.to_string()));
    let search = [("seconds".to_owned(), "60".to_owned()), ("seed".to_owned(), "1".to_owned())];
    Form::from_pairs(numbers.chain(weights).chain(search))
}

/// Reads what was typed; what is empty is not changed.
fn trial(form: &Form) -> Result<Trial, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut scenario = Scenario { name: form.text("name").to_owned(), ..Scenario::default() };
    for (field, list) in [("away", &mut scenario.away), ("closed", &mut scenario.closed)] {
        for (at, typed) in rows(form, field).iter().enumerate() {
            match span(typed, &row(field, at + 1)) {
                Ok(found) => list.push(found),
                Err(refusal) => refusals.push(refusal),
            }
        }
    }
    for name in HOLIDAYS.into_iter().filter(|name| !form.text(name).is_empty()) {
        match form.text(name).parse() {
            Ok(day) => scenario.holidays.push(day),
            Err(_) => refusals.push(Refusal::new(codes::SPAN).at(name)),
        }
    }
    let (trainer, module) = (form.text("teaches").to_owned(), form.text("teaches_module").to_owned());
    if !(trainer.is_empty() && module.is_empty()) {
        scenario.teaches.push(Teaches { trainer, module });
    }
    let mut value = |name: &str| {
        let typed = ascii_digits(form.text(name));
        if typed.is_empty() {
            return None;
        }
        let read = typed.parse::<i64>().ok();
        if read.is_none() {
            refusals.push(Refusal::new(codes::NUMBER).at(name.to_owned()).with("least", 0).with("most", 100_000));
        }
        read
    };
    scenario.max_sessions = value("max_sessions");
    scenario.trainee_max_km = value("trainee_max_km");
    scenario.trainer_max_km = value("trainer_max_km");
    scenario.trainer_same_day_max_km = value("trainer_same_day_max_km");
    for (field, _) in form.fields() {
        let Some(term) = field.strip_prefix("weight_") else { continue };
        if let Some(rupees) = value(field) {
            scenario.weights.insert(term.to_owned(), rupees);
        }
    }
    let (seconds, seed) = (value("seconds").unwrap_or(0), value("seed").unwrap_or(1).unsigned_abs());
    if refusals.is_empty() { Ok(Trial { scenario, seconds, seed, iterations: None }) } else { Err(refusals) }
}

/// At most so many trainers who are away, and rooms that are closed.
const MOST_ROWS: usize = 20;

/// The rows of a kind in which something was typed, in order: who or which, from, to. Empty ones between them fall away, so that
/// a row's place in the scenario is its place on the page that comes back.
fn rows(form: &Form, field: &str) -> Vec<[String; 3]> {
    let text = |name: String| form.text(&name).to_owned();
    let all = (1..=MOST_ROWS).map(|n| row(field, n));
    let all = all.map(|name| [text(name.clone()), text(format!("{name}_from")), text(format!("{name}_to"))]);
    all.filter(|cells| cells.iter().any(|text| !text.is_empty())).collect()
}

fn span([id, first, last]: &[String; 3], field: &str) -> Result<Span, Refusal> {
    if id.is_empty() {
        return Err(Refusal::new(codes::UNKNOWN).at(field.to_owned()));
    }
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|_| Refusal::new(codes::SPAN).at(format!("{field}_from")));
    Ok(Span { id: id.clone(), from: day(first)?, to: day(last)? })
}

/// The rows of a kind as fields, at least one, with the button that adds another.
fn spans(
    l: Language,
    field: &'static str,
    (label, more): (&'static str, &'static str),
    list: &[(String, String)],
    typed: &Form,
    refusals: &[Refusal],
) -> AnyView {
    let mut rows = rows(typed, field);
    if rows.is_empty() || (typed.text("more") == field && rows.len() < MOST_ROWS) {
        rows.push(Default::default());
    }
    let button = (rows.len() < MOST_ROWS).then(|| {
        view! { <button type="submit" class="button plain small" name="more" value=field formnovalidate=true>{more}</button> }
    });
    let mut options = vec![(String::new(), t::board_choose(l).to_owned())];
    options.extend(list.iter().cloned());
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(at, [id, first, last])| {
            let name = row(field, at + 1);
            let all = || refusals.to_vec();
            let (from, to) = (format!("{name}_from"), format!("{name}_to"));
            view! {
                <SelectField language=l name=name label value=id options=options.clone() refusals=all() />
                <TextField language=l name=from label=t::whatif_from(l) value=first kind="date" refusals=all() />
                <TextField language=l name=to label=t::whatif_to(l) value=last kind="date" refusals=all() />
            }
        })
        .collect_view();
    view! { {rows}{button} }.into_any()
}

fn render(page: &Page, id: &PlanId, found: &TrialForm, typed: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let (back, action, once) = (format!("/plans/{id}"), format!("/plans/{id}/copy"), page.once_field());
    let stays = lines(l, found.scenario.lines(l, &found.book));
    let stays = stays.map(|lines| view! { <Note><p>{t::whatif_stays(l)}</p>{lines}</Note> });
    let fields = fields(l, found, typed, refusals);
    page.sheet(t::whatif_copy(l)).refused(refusals).show(move || {
        view! {
            <p><a href=back>{t::plans_back_plan(l)}</a></p>
            <h1>{t::whatif_copy(l)}</h1>
            <p class="lead">{t::whatif_about(l)}</p>
            {stays}
            <form method="post" action=action>
                // The first button is the one that Enter presses: it must not be the one that adds a row.
                <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">{t::whatif_now(l)}</button>
                {once}
                {fields}
                <Submit label=t::whatif_now(l) />
            </form>
        }
    })
}

fn fields(l: Language, found: &TrialForm, typed: &Form, refusals: &[Refusal]) -> AnyView {
    let text = |name: &str| typed.text(name).to_owned();
    let all = || refusals.to_vec();
    let day = |name: &str, label: &str| {
        let (value, refusals, name, label) = (text(name), all(), name.to_owned(), label.to_owned());
        view! { <TextField language=l name label value kind="date" refusals /> }.into_any()
    };
    let amount = |name: &str, label: &str| {
        let (value, refusals, name, label) = (text(name), all(), name.to_owned(), label.to_owned());
        view! { <TextField language=l name label value inputmode="numeric" refusals /> }.into_any()
    };
    let choose = |name: &'static str, label: &'static str, list: &[(String, String)]| {
        let mut options = vec![(String::new(), t::board_choose(l).to_owned())];
        options.extend(list.iter().cloned());
        let (value, refusals) = (text(name), all());
        view! { <SelectField language=l name label value options refusals /> }.into_any()
    };
    let away_labels = (t::plans_by_trainer(l), t::whatif_more_away(l));
    let away = spans(l, "away", away_labels, &found.trainers, typed, refusals);
    let closed = spans(l, "closed", (t::whatif_room(l), t::whatif_more_closed(l)), &found.rooms, typed, refusals);
    let holidays: Vec<AnyView> =
        HOLIDAYS.iter().zip(1..).map(|(name, n)| day(name, &t::whatif_holiday(l, n))).collect();
    let teaches = [
        choose("teaches", t::plans_by_trainer(l), &found.trainers),
        choose("teaches_module", t::plans_by_module(l), &found.modules),
    ];
    let limits: Vec<AnyView> = found.limits.iter().map(|(name, _)| amount(name, limit(l, name))).collect();
    let weights: Vec<AnyView> =
        found.weights.iter().map(|(name, _)| amount(&format!("weight_{name}"), weight(l, name))).collect();
    let search = [amount("seconds", t::plans_seconds(l)), amount("seed", t::plans_seed(l))];
    let (name, refusals) = (text("name"), all());
    view! {
        <Card><TextField language=l name="name" label=t::whatif_name(l) value=name hint=t::whatif_name_hint(l) required=true refusals /></Card>
        <Card title=t::whatif_away(l)>{away}</Card>
        <Card title=t::whatif_closed(l)>{closed}</Card>
        <Card title=t::whatif_holidays(l)>{holidays}</Card>
        <Card title=t::whatif_teaches(l)>{teaches.into_iter().collect_view()}</Card>
        <Card title=t::masters_rules_limits(l)><p>{t::whatif_limits_about(l)}</p>{limits}</Card>
        <details class="card"><summary>{t::masters_rules_weights(l)}</summary><div class="filters">{weights}</div></details>
        <Card title=t::whatif_search(l)>{search.into_iter().collect_view()}</Card>
    }
    .into_any()
}

fn limit(l: Language, name: &str) -> &'static str {
    match name {
        "max_sessions" => t::masters_rules_max_sessions(l),
        "trainee_max_km" => t::masters_rules_trainee_max_km(l),
        "trainer_max_km" => t::masters_rules_trainer_max_km(l),
        _ => t::masters_rules_same_day(l),
    }
}

/// What is tried out, as a list; nothing for nothing.
pub(super) fn lines(l: Language, all: Vec<Line>) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let words = |line: Line| match line {
        Line::Away(who, from, to) => t::whatif_line_away(l, long_date(l, from), long_date(l, to), who),
        Line::Closed(room, from, to) => t::whatif_line_closed(l, long_date(l, from), room, long_date(l, to)),
        Line::Holiday(day) => t::whatif_line_holiday(l, long_date(l, day)),
        Line::Teaches(who, module) => t::whatif_line_teaches(l, module, who),
        Line::Limit(name, value) => format!("{}: {}", limit(l, name), number(value)),
        Line::Weight(name, rupees) => format!("{}: ₹ {}", weight(l, &name), number(rupees)),
    };
    let rows = all.into_iter().map(|line| view! { <li>{words(line)}</li> }).collect_view();
    Some(view! { <ul>{rows}</ul> }.into_any())
}

/// On a plan's page: what is tried out in it, the plan it was copied from, its copies, and the ways to compare.
pub(super) async fn of_plan(page: &Page, plan: &Draft) -> Result<AnyView, PageError> {
    let l = page.lang;
    let id = &plan.summary.plan.id;
    let all = plans(page.services(), page.actor()?).await?;
    let shown =
        |other: &&PlanSummary| other.plan.id != *id && !matches!(other.plan.state.as_str(), "running" | "failed");
    let scenario = Scenario::read(&plan.summary.plan.scenario);
    let tried = scenario.map(|s| {
        let lines = lines(l, s.lines(l, &plan.book));
        view! { <Note><p><strong>{t::whatif_named(l, &s.name)}</strong></p>{lines}</Note> }
    });
    let link = |other: &PlanSummary, text: &'static str| {
        let href = format!("/plans/{id}/compare?with={}", other.plan.id);
        let name = title(l, other);
        view! { <li>{text}": "<a href=href>{t::whatif_compare_with(l, name)}</a></li> }
    };
    let copied = &plan.summary.plan.copied_from;
    let from = all
        .iter()
        .filter(shown)
        .find(|p| Some(&p.plan.id) == copied.as_ref())
        .map(|p| link(p, t::whatif_copied_from(l)));
    let copies = all.iter().filter(shown).filter(|p| p.plan.copied_from.as_ref() == Some(id));
    let links: Vec<_> = from.into_iter().chain(copies.map(|p| link(p, t::whatif_copy_of(l)))).collect();
    let links = (!links.is_empty()).then(|| view! { <ul>{links}</ul> });
    let others: Vec<(String, String)> =
        all.iter().filter(shown).map(|p| (p.plan.id.to_string(), title(l, p))).collect();
    let compare = (!others.is_empty()).then(|| {
        let action = format!("/plans/{id}/compare");
        view! {
            <form method="get" action=action class="row no-print">
                <SelectField language=l name="with" label=t::whatif_other(l) value=String::new() options=others required=true refusals=Vec::new() />
                <button type="submit" class="button plain">{t::whatif_compare(l)}</button>
            </form>
        }
    });
    let may = page.actor()?.reach(Permission::MakePlan) == Reach::Everything;
    let copy = may.then(|| {
        let href = format!("/plans/{id}/copy");
        view! { <p class="no-print"><a class="button plain" href=href>{t::whatif_copy(l)}</a></p> }
    });
    Ok(view! { <Card title=t::whatif_title(l)>{tried}{links}{compare}{copy}</Card> }.into_any())
}

/// A plan by its time and scenario.
fn title(l: Language, summary: &PlanSummary) -> String {
    let made = instant(l, summary.plan.made_at);
    Scenario::read(&summary.plan.scenario).map_or_else(|| made.clone(), |s| format!("{made}: {}", s.name))
}
