//! The start page: for the public what this is; for everyone signed in, what to do next.

use crate::t;
use abhyas_core::{Capacity, Language, Permission, Reach};
use abhyas_i18n::format::number;
use abhyas_kit::{Page, Reply};
use abhyas_services::Actor;
use abhyas_services::overview::{Counts, Overview, overview};
use abhyas_services::sessions::undecided_count;
use abhyas_ui::{Card, Note};
use leptos::prelude::*;

/// `GET /`.
pub async fn show(page: Page) -> Reply {
    let l = page.lang;
    let Some(actor) = page.visitor.actor.clone() else { return Ok(page.sheet(t::welcome(l)).show(move || public(l))) };
    let numbers = overview(page.services(), &actor).await?;
    let few = undecided_count(page.services(), &actor).await?;
    let kept = page.visitor.held.first().cloned();
    Ok(page.sheet(t::start(l)).show(move || {
        view! {
            <h1>{t::hello(l, actor.name.clone())}</h1>
            {kept.map(|path| view! { <Note><p>{t::draft_kept(l)}" "<a href=path>{t::draft_open(l)}</a></p></Note> })}
            {(few > 0).then(|| undecided(l, few))}
            {numbers.map(|numbers| lead(l, &actor, numbers))}
            {tasks(l, &actor)}
        }
    }))
}

/// Sessions that too few people come to wait for a decision.
fn undecided(l: Language, few: usize) -> AnyView {
    let text = t::decide_few(l, number(i64::try_from(few).unwrap_or(i64::MAX)));
    view! { <Note><p>{text}" "<a href="/sessions/decide">{t::decide_few_link(l)}</a></p></Note> }.into_any()
}

fn public(l: Language) -> AnyView {
    let steps = [t::loop_plan(l), t::loop_practise(l), t::loop_grade(l), t::loop_certify(l), t::loop_multiply(l)];
    view! {
        <h1>{t::welcome(l)}</h1>
        <p class="lead">{t::welcome_lead(l)}</p>
        <p class="row">
            <a class="button" href="/sign-in">{t::sign_in(l)}</a>
            <a class="button plain" href="/first">{t::have_slip(l)}</a>
            <a class="button plain" href="/verify">{t::verify(l)}</a>
        </p>
        <Card title=t::what_it_does(l)><ol class="steps">{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol></Card>
    }
    .into_any()
}

fn tile(href: &'static str, figure: i64, text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <li class="card"><a class="tile" href=href><b class="num">{number(figure)}</b>{text}</a></li> }.into_any()
}

/// The first thing that is missing on the way to a running programme.
fn next_step(l: Language, actor: &Actor, counts: &Counts) -> Option<(String, &'static str, &'static str)> {
    if counts.people <= 60 && counts.imports_in_review == 0 && counts.versions == 0 && counts.drafts == 0 {
        return Some((t::next_import(l).into(), "/people/import", t::next_import_link(l)));
    }
    if counts.imports_in_review > 0 {
        return Some((t::next_review(l).into(), "/people/import", t::next_review_link(l)));
    }
    let plans = actor.reach(Permission::MakePlan) == Reach::Everything;
    if plans && counts.versions == 0 && counts.drafts == 0 {
        return Some((t::next_plan(l).into(), "/plans", t::next_plan_link(l)));
    }
    if plans && counts.versions == 0 {
        return Some((t::next_publish(l).into(), "/plans", t::next_publish_link(l)));
    }
    None
}

fn lead(l: Language, actor: &Actor, Overview { counts, districts }: Overview) -> AnyView {
    let next = next_step(l, actor, &counts).map(|(text, href, link)| {
        view! { <Note><p><strong>{t::next(l)}</strong>" "{text}</p><p><a class="button" href=href>{link}</a></p></Note> }
    });
    let rows = districts
        .into_iter()
        .map(|d| {
            let name = l.pick(&d.name_hi, &d.name_en).to_owned();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label=t::people(l)>{number(d.people)}</td>
                    <td class="num" data-label=t::people_seated(l)>{number(d.seated)}</td>
                    <td class="num" data-label=t::present(l)>{number(d.present)}</td>
                    <td class="num" data-label=t::certificates(l)>{number(d.certificates)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        {next}
        <ul class="cards-grid">
            {tile("/people", counts.people, t::people(l))}
            {tile("/sessions", counts.sessions, t::sessions_past(l, number(counts.sessions_past)))}
            {tile("/sessions", counts.seats, t::seats_present(l, number(counts.present)))}
            {tile("/exercises", counts.attempts, t::attempts_passed(l, number(counts.passed)))}
            {tile("/certificates", counts.certificates, t::certificates(l))}
            {tile("/plans", counts.versions, t::versions(l))}
        </ul>
        <table class="cards">
            <caption>{t::by_district(l)}</caption>
            <thead><tr>
                <th scope="col">{t::district(l)}</th><th scope="col" class="num">{t::people(l)}</th><th scope="col" class="num">{t::people_seated(l)}</th>
                <th scope="col" class="num">{t::present(l)}</th><th scope="col" class="num">{t::certificates(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn task(href: &'static str, title: &'static str, text: &'static str) -> AnyView {
    view! { <li class="card"><a class="tile" href=href><h2>{title}</h2><p>{text}</p></a></li> }.into_any()
}

fn tasks(l: Language, actor: &Actor) -> AnyView {
    let mut list = Vec::new();
    if actor.is(Capacity::Trainer) {
        list.push(task("/my", t::task_teach(l), t::task_teach_text(l)));
    }
    list.push(task("/my", t::task_my(l), t::task_my_text(l)));
    list.push(task("/exercises", t::task_practise(l), t::task_practise_text(l)));
    list.push(task("/certificates", t::task_certificates(l), t::task_certificates_text(l)));
    view! { <ul class="cards-grid">{list}</ul> }.into_any()
}
