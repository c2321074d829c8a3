//! `/plans/{id}/board/{session}`: one session of a draft; each act has a form of its own.

use super::acts::{Act, Typed};
use super::parts::{price, told, tone, verdict};
use super::{address, place_in, plan_id, window};
use crate::plans::pins;
use crate::{count, speaking, t};
use abhyas_core::{Language, PlanId, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply, encode};
use abhyas_services::ServiceError;
use abhyas_services::plans::board::{self, Level, OnePage, Place, Seat, SplitWish, Verdict, Window};
use abhyas_ui::{Facts, HiddenField, Note, Pages, SelectField, Submit, Tabs, TextField, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// So many choices are shown at once; the others are one click away.
const BEST: usize = 8;

/// `GET /plans/{id}/board/{session}`.
pub(super) async fn show(page: Page, Path((id, session)): Path<(String, String)>) -> Reply {
    let plan = plan_id(&id)?;
    let (target, trainer, people) = (page.query("target"), page.query("trainer"), page.query_all("people"));
    let typed = Typed { target, trainer, people, ..Typed::default() };
    render(&page, &plan, &session, Act::of(&page.query("do")), &typed, &[]).await
}

/// `POST /plans/{id}/board/{session}`.
pub(super) async fn act(page: Page, Path((id, session)): Path<(String, String)>, form: Form) -> Reply {
    let plan = plan_id(&id)?;
    let (act, typed, key) = (Act::of(form.text("act")), Typed::from(&form), form.once()?);
    let actor = speaking(&page)?;
    let done = match typed.asked(act, &session, form.text("module"), &key) {
        Ok(asked) => board::change(page.services(), &actor, &key, &plan, &asked).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(done) => {
            let words = t::board_done(page.lang, price(page.lang, &done.verdict));
            let seen = window(&page);
            let to = address(&plan, &seen, seen.week.unwrap_or(0));
            page.see_other_with(&to, &words).await
        }
        Err(ServiceError::Refused(refusals)) => render(&page, &plan, &session, act, &typed, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

async fn render(page: &Page, plan: &PlanId, session: &str, act: Act, typed: &Typed, refusals: &[Refusal]) -> Reply {
    let (l, window, person) = (page.lang, window(page), page.query("person"));
    let found = match board::one(page.services(), &speaking(page)?, plan, session, &window, &person).await {
        Ok(found) => found,
        Err(ServiceError::Refused(gone)) => {
            return Ok(lost(page, plan, &window, if refusals.is_empty() { &gone } else { refusals }));
        }
        Err(error) => return Err(error.into()),
    };
    let title = format!("{} {}", found.card.module.id, found.card.module.name(l));
    let back = address(plan, &window, found.week);
    let tabs = Act::ALL
        .map(|other| (here(plan, session, &found, &window, other, None), tab(l, other).to_owned(), other == act));
    let (mut found, mut refusals) = (found, refusals.to_vec());
    if act == Act::Split && !typed.people.is_empty() {
        let wish = SplitWish { people: typed.people.clone(), trainer: typed.trainer.clone() };
        let window = Window { week: Some(found.week), page: Some(found.page), ..window.clone() };
        let priced = board::split_targets(page.services(), &speaking(page)?, plan, session, &window, &wish).await;
        found.targets = match priced {
            Ok(priced) => priced,
            Err(ServiceError::Refused(why)) => {
                // What was refused before says more.
                if refusals.is_empty() {
                    refusals = why;
                }
                Vec::new()
            }
            Err(error) => return Err(error.into()),
        };
    }
    let refusals = &refusals[..];
    let body = if found.card.may_edit {
        form(page, plan, session, &found, &window, act, typed, refusals)
    } else {
        view! { <Note tone=Tone::Warn><p>{t::board_fixed(l)}</p></Note> }.into_any()
    };
    let tabs = found.card.may_edit.then(|| view! { <Tabs label=t::board_acts(l) tabs=tabs.to_vec() /> });
    let pinned = pins::of_drafted(page, plan, session, &found.card.room).await?;
    let (facts, recent) = (facts(l, &found), told(l, found.recent));
    Ok(page.sheet(title.clone()).refused(refusals).show(move || {
        view! { <p><a href=back>{t::board_back(l)}</a></p><h1>{title}</h1>{facts}{pinned}{tabs}{body}{recent} }
    }))
}

/// The session is not in the draft any more.
fn lost(page: &Page, plan: &PlanId, window: &Window, refusals: &[Refusal]) -> axum::response::Response {
    let (l, back) = (page.lang, address(plan, window, window.week.unwrap_or(0)));
    let words = refusals.iter().map(|r| explain(l, r)).map(|w| view! { <p>{w.message}" "{w.next}</p> }).collect_view();
    page.sheet(t::board_title(l)).status(axum::http::StatusCode::UNPROCESSABLE_ENTITY).show(move || {
        view! { <h1>{t::board_title(l)}</h1><Note tone=Tone::Bad>{words}</Note><p><a href=back>{t::board_back(l)}</a></p> }
    })
}

fn here(plan: &PlanId, session: &str, found: &OnePage, window: &Window, act: Act, week: Option<usize>) -> String {
    let week = week.unwrap_or(found.week) + 1;
    format!(
        "/plans/{plan}/board/{session}?do={}&week={week}&{}",
        act.name(),
        place_in(&window.district, &window.find, window.page)
    )
}

fn tab(l: Language, act: Act) -> &'static str {
    match act {
        Act::Move => t::board_move(l),
        Act::Trainer => t::board_trainer(l),
        Act::People => t::board_people(l),
        Act::Split => t::board_split(l),
        Act::Merge => t::board_merge(l),
        Act::Cancel => t::board_cancel(l),
    }
}

fn facts(l: Language, found: &OnePage) -> AnyView {
    let card = &found.card;
    let facts = vec![
        (t::plans_when(l).to_owned(), found.spot.clone().into_any()),
        (t::plans_by_trainer(l).to_owned(), card.teachers().into_any()),
        (t::plans_taken(l).to_owned(), t::board_fill(l, count(card.people), count(card.seats)).into_any()),
    ];
    let troubles = (card.level != Level::Green).then(|| {
        let lines = card.troubles.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        let tone = tone(card.level);
        view! { <Note tone><p><strong>{t::board_troubles(l)}</strong></p><ul>{lines}</ul></Note> }
    });
    view! { <Facts facts />{troubles} }.into_any()
}

#[expect(
    clippy::too_many_arguments,
    reason = "what a form needs: the page, where it is, what was typed, what was refused"
)]
fn form(
    page: &Page,
    plan: &PlanId,
    session: &str,
    found: &OnePage,
    window: &Window,
    act: Act,
    typed: &Typed,
    refusals: &[Refusal],
) -> AnyView {
    let l = page.lang;
    let weeks = |act| {
        let to = |week: usize| format!("{}{}", here(plan, session, found, window, act, Some(week)), chosen(act, typed));
        let previous = found.week.checked_sub(1).map(|w| (to(w), t::board_week_before(l).to_owned()));
        let next = (found.week + 1 < found.weeks).then(|| (to(found.week + 1), t::board_week_after(l).to_owned()));
        view! { <Pages label=t::board_weeks(l) previous next /> }.into_any()
    };
    let priced = !typed.people.is_empty() && !found.targets.is_empty();
    let fields = match act {
        Act::Move => targets(l, found, &typed.target),
        Act::Trainer => trainers(l, found, &typed.trainer),
        Act::People => people(l, plan, session, found, window, typed),
        Act::Split if !priced => return asks_who(l, plan, session, found, window, typed, refusals),
        Act::Split => split(l, found, typed),
        Act::Merge => others(l, found, &typed.to, false, refusals),
        Act::Cancel => view! { <p>{t::board_cancel_about(l)}</p> }.into_any(),
    };
    let rooms = |act| {
        let to = |page: usize| {
            let window = Window { page: Some(page), ..window.clone() };
            format!("{}{}", here(plan, session, found, &window, act, None), chosen(act, typed))
        };
        let previous = found.page.checked_sub(1).map(|page| (to(page), t::board_rows_before(l).to_owned()));
        let next = (found.page + 1 < found.pages).then(|| (to(found.page + 1), t::board_rows_after(l).to_owned()));
        (found.pages > 1).then(|| view! { <Pages label=t::board_rows_pages(l) previous next /> })
    };
    let weeks = matches!(act, Act::Move | Act::Split).then(|| view! { {weeks(act)}{rooms(act)} });
    let action = here(plan, session, found, window, act, None);
    let seen = typed.seen.filter(|_| refusals.is_empty()).unwrap_or(found.seq).to_string();
    let (once, module, reason) = (page.once_field(), found.card.module.id.clone(), typed.reason.clone());
    let class = if act == Act::Cancel { "bad" } else { "" };
    let refusals = refusals.to_vec();
    view! {
        {weeks}
        <form method="post" class="card" action=action>
            {once}
            <HiddenField name="act" value=act.name() /><HiddenField name="seen" value=seen /><HiddenField name="module" value=module />
            {fields}
            <TextField language=l name="reason" label=t::board_reason(l) value=reason hint=t::board_reason_hint(l) refusals />
            <Submit label=tab(l, act) class />
        </form>
    }
    .into_any()
}

/// Who was chosen for a split, for the addresses of other weeks and rooms.
fn chosen(act: Act, typed: &Typed) -> String {
    if act != Act::Split {
        return String::new();
    }
    let people: String = typed.people.iter().map(|p| format!("&people={}", encode(p))).collect();
    format!("&trainer={}{people}", encode(&typed.trainer))
}

/// A choice with its verdict.
fn choice(
    name: &'static str,
    id: String,
    value: String,
    chosen: &str,
    text: String,
    l: Language,
    then: &Verdict,
) -> AnyView {
    let checked = value == chosen;
    let for_ = id.clone();
    view! {
        <div class="choice"><input type="radio" id=id name=name value=value checked=checked /><label for=for_>{text}<br />{verdict(l, then)}</label></div>
    }
    .into_any()
}

/// The best few of some choices, the others folded away; what was chosen stands among the first.
fn folded(l: Language, id: &'static str, legend: String, mut rows: Vec<(bool, AnyView)>) -> AnyView {
    rows.sort_by_key(|(chosen, _)| !*chosen);
    let mut rows = rows.into_iter().map(|(_, row)| row);
    let first: Vec<AnyView> = rows.by_ref().take(BEST).collect();
    let rest: Vec<AnyView> = rows.collect();
    let rest = (!rest.is_empty()).then(|| {
        let n = count(rest.len());
        view! { <details><summary>{t::board_rest(l, n)}</summary>{rest}</details> }
    });
    view! { <fieldset class="field" id=id tabindex="-1"><legend>{legend}</legend>{first}{rest}</fieldset> }.into_any()
}

fn value(place: &Place) -> String {
    format!("{}@{}", place.slot, place.room)
}

fn targets(l: Language, found: &OnePage, chosen: &str) -> AnyView {
    let rows = found.targets.iter().enumerate().map(|(at, (place, words, then))| {
        let value = value(place);
        let is = value == chosen;
        (is, choice("target", format!("target-{at}"), value, chosen, words.clone(), l, then))
    });
    folded(l, "target", t::board_where(l).to_owned(), rows.collect())
}

fn trainers(l: Language, found: &OnePage, chosen: &str) -> AnyView {
    let rows = found.trainers.iter().enumerate().filter(|(_, it)| !it.now).map(|(at, it)| {
        let text = t::board_trainer_line(l, it.km, it.left, &it.name);
        let is = it.trainer == chosen;
        (is, choice("trainer", format!("trainer-{at}"), it.trainer.clone(), chosen, text, l, &it.verdict))
    });
    folded(l, "trainer", t::board_who_holds(l).to_owned(), rows.collect())
}

fn ticks(
    l: Language,
    name: &'static str,
    legend: String,
    list: &[Seat],
    chosen: &[String],
    ask: Option<&dyn Fn(&str) -> String>,
) -> AnyView {
    let rows = list.iter().map(|seat| {
        let (id, checked) = (format!("{name}-{}", seat.person), chosen.contains(&seat.person));
        let text = format!("{} ({}) · {}", seat.name, seat.staff_id, seat.facility);
        let label = t::board_where_else_of(l, &seat.name);
        let link = ask.map(|ask| view! { <a href=ask(&seat.person) aria-label=label>{t::board_where_else(l)}</a> });
        let for_ = id.clone();
        view! {
            <div class="choice"><input type="checkbox" id=id name=name value=seat.person.clone() checked=checked /><label for=for_>{text}</label>{link}</div>
        }
    });
    let rows = rows.collect_view();
    view! { <fieldset class="field" id=name tabindex="-1"><legend>{legend}</legend>{rows}</fieldset> }.into_any()
}

fn people(l: Language, plan: &PlanId, session: &str, found: &OnePage, window: &Window, typed: &Typed) -> AnyView {
    let ask =
        |person: &str| format!("{}&person={}", here(plan, session, found, window, Act::People, None), encode(person));
    let add = (!found.unseated.is_empty())
        .then(|| ticks(l, "add", t::board_unseated(l).to_owned(), &found.unseated, &typed.add, None));
    if let Some((person, places)) = &found.seats {
        let name = found.people.iter().find(|p| p.person == *person).map(|p| p.name.clone()).unwrap_or_default();
        let rows = places.iter().enumerate().map(|(at, (to, words, then))| {
            (*to == typed.to, choice("to", format!("to-{at}"), to.clone(), &typed.to, words.clone(), l, then))
        });
        let rows = folded(l, "to", t::board_where_for(l, &name), rows.collect());
        return view! { <HiddenField name="people" value=person.clone() />{rows} }.into_any();
    }
    let list = ticks(l, "people", t::board_who_moves(l).to_owned(), &found.people, &typed.people, Some(&ask));
    view! { {list}{others(l, found, &typed.to, true, &[])}{add} }.into_any()
}

fn others(l: Language, found: &OnePage, chosen: &str, away: bool, refusals: &[Refusal]) -> AnyView {
    let mut options = vec![(String::new(), t::board_choose(l).to_owned())];
    options.extend(found.others.iter().cloned());
    if away {
        options.push(("-".to_owned(), t::board_no_seat(l).to_owned()));
    }
    let label = if away { t::board_into(l) } else { t::board_merge_into(l) };
    view! { <SelectField language=l name="to" label value=chosen.to_owned() options refusals=refusals.to_vec() /> }
        .into_any()
}

/// Who goes and who holds the new session: asked first, since the price of every place depends on it.
fn asks_who(
    l: Language,
    plan: &PlanId,
    session: &str,
    found: &OnePage,
    window: &Window,
    typed: &Typed,
    refusals: &[Refusal],
) -> AnyView {
    let options: Vec<(String, String)> = found
        .trainers
        .iter()
        .map(|it| (it.trainer.clone(), t::board_trainer_line(l, it.km, it.left, &it.name)))
        .collect();
    let list = ticks(l, "people", t::board_who_splits(l).to_owned(), &found.people, &typed.people, None);
    let action = format!("/plans/{plan}/board/{session}");
    let (week, district, trainer) = ((found.week + 1).to_string(), window.district.clone(), typed.trainer.clone());
    let refusals = refusals.to_vec();
    view! {
        <form method="get" class="card" action=action>
            <HiddenField name="do" value=Act::Split.name() />
            <HiddenField name="week" value=week /><HiddenField name="district" value=district />
            <p>{t::board_split_about(l)}</p>
            {list}
            <SelectField language=l name="trainer" label=t::board_who_holds(l) value=trainer options refusals />
            <Submit label=t::board_split_prices(l) />
        </form>
    }
    .into_any()
}

/// Every place with what the split itself would do there; who goes and who holds it was chosen before.
fn split(l: Language, found: &OnePage, typed: &Typed) -> AnyView {
    let names: Vec<String> =
        found.people.iter().filter(|p| typed.people.contains(&p.person)).map(|p| p.name.clone()).collect();
    let trainer = found.trainers.iter().find(|it| it.trainer == typed.trainer).map(|it| it.name.clone());
    let people = typed.people.iter().map(|p| view! { <HiddenField name="people" value=p.clone() /> }).collect_view();
    let line = t::board_split_line(l, count(names.len()), names.join(", "), trainer.unwrap_or_default());
    view! {
        <p>{line}</p>
        {people}
        <HiddenField name="trainer" value=typed.trainer.clone() />
        {targets(l, found, &typed.target)}
    }
    .into_any()
}
