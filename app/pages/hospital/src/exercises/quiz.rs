//! `/lessons/{module}/questions`: a self-check. One chooses, sends, and sees what was right and why.
//!
//! How many were right is kept for the person, then the marked paper is a page to read: its address holds the seed of the
//! order and the answers, so that it can be read again in the other language. Whoever does not practise only reads.

use crate::t;
use abhyas_core::{Language, ModuleId, Permission, Reach};
use abhyas_kit::{Form, Page, PageError, Reply, encode};
use abhyas_services::exercises::questions::{Answers, Asked, Choice, Marked, Outcome, Questions};
use abhyas_services::exercises::{curriculum, self_check};
use abhyas_ui::{Badge, Note, Submit, Tone};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// `GET /lessons/{module}/questions`.
pub async fn show(page: Page, Path(module): Path<String>) -> Reply {
    page.actor()?;
    let module = ModuleId::parse(module).map_err(|_| PageError::not_found())?;
    let content = curriculum(page.services())?;
    let questions = content.questions(&module).ok_or(PageError::not_found())?;
    let Ok(seed) = page.query("order").parse::<u32>() else {
        // Half of 64 random bits: enough orders, and an address that is short enough to read.
        let seed = page.services().entropy().next_u64() >> 32;
        return Ok(page.see_other(&format!("/lessons/{module}/questions?order={seed}")));
    };
    let paper = questions.paper(seed.into());
    if page.query("sent").is_empty() {
        return Ok(ask(&page, &module, seed, &paper));
    }
    let answers = answers(questions, |field| page.query_all(field));
    Ok(marked(&page, &module, &paper, questions.mark(&answers), &answers))
}

/// The form's field of a question.
fn field(asked: &Asked<'_>) -> String {
    format!("q-{}", asked.question.id)
}

fn answers(questions: &Questions, sent: impl Fn(&str) -> Vec<String>) -> Answers {
    let chosen = |id: &str| sent(&format!("q-{id}")).iter().filter_map(|place| place.parse().ok()).collect();
    questions.question.iter().map(|question| (question.id.clone(), chosen(&question.id))).collect()
}

/// `POST /lessons/{module}/questions`: keeps how many were right, then shows the marked paper.
pub async fn send(page: Page, Path(module): Path<String>, form: Form) -> Reply {
    let module = ModuleId::parse(module).map_err(|_| PageError::not_found())?;
    let content = curriculum(page.services())?;
    let questions = content.questions(&module).ok_or(PageError::not_found())?;
    let answers = answers(questions, |field| form.all(field).into_iter().map(str::to_owned).collect());
    self_check(page.services(), page.actor()?, &form.once()?, &module, &answers).await?;
    let order = encode(form.text("order"));
    let paper = answers.iter().flat_map(|(id, places)| places.iter().map(move |place| format!("&q-{id}={place}")));
    Ok(page.see_other(&format!("/lessons/{module}/questions?order={order}&sent=1{}", paper.collect::<String>())))
}

/// The choices of a question with their places, in the order of the paper.
fn choices<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (usize, &'a Choice)> {
    let question = asked.question;
    asked.order.into_iter().filter_map(|place| question.choice.get(place).map(|choice| (place, choice)))
}

fn ask(page: &Page, module: &ModuleId, seed: u32, paper: &[Asked<'_>]) -> Response {
    let l = page.lang;
    let title = t::questions_title(l, module);
    let fields = paper.iter().enumerate().map(|(at, asked)| question(l, at.saturating_add(1), asked)).collect_view();
    let (lead, action) = (t::questions_lead(l, paper.len()), format!("/lessons/{module}/questions"));
    let practises = page.visitor.actor.as_ref().is_some_and(|actor| actor.reach(Permission::Practise) > Reach::Nothing);
    let (method, once) = if practises { ("post", Some(page.once_field())) } else { ("get", None) };
    page.sheet(title.clone()).show(move || {
        view! {
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <form method=method action=action class="stack">
                {once}
                <input type="hidden" name="order" value=seed.to_string() />
                <input type="hidden" name="sent" value="1" />
                {fields}
                <Submit label=t::questions_check(l) />
            </form>
        }
    })
}

fn question(l: Language, number: usize, asked: &Asked<'_>) -> AnyView {
    let name = field(asked);
    let several = asked.question.right_choices() > 1;
    let kind = if several { "checkbox" } else { "radio" };
    let rows = choices(asked)
        .map(|(place, choice)| {
            let (id, name, text) = (format!("{name}-{place}"), name.clone(), l.pick(&choice.hi, &choice.en).to_owned());
            view! { <div class="choice"><input type=kind id=id.clone() name=name value=place.to_string() /><label for=id>{text}</label></div> }
        })
        .collect_view();
    let hint = if several { t::questions_several(l) } else { t::questions_one(l) };
    let (hint_id, described) = (format!("{name}-hint"), format!("{name}-hint"));
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend>{t::questions_number(l, number, asked.question.ask.pick(l))}</legend>
            <p class="hint" id=hint_id>{hint}</p>
            {rows}
        </fieldset>
    }
    .into_any()
}

fn marked(page: &Page, module: &ModuleId, paper: &[Asked<'_>], marked: Marked, answers: &Answers) -> Response {
    let l = page.lang;
    let title = t::questions_title(l, module);
    let score = t::questions_score(l, marked.asked, marked.right);
    let tone = if marked.right == marked.asked { Tone::Good } else { Tone::Warn };
    let safety = (marked.safety_missed > 0)
        .then(|| view! { <Note tone=Tone::Bad><p>{t::questions_safety_missed(l, marked.safety_missed)}</p></Note> });
    let rows =
        paper.iter().enumerate().map(|(at, asked)| answered(l, at.saturating_add(1), asked, answers)).collect_view();
    let (again, lesson) = (format!("/lessons/{module}/questions"), format!("/lessons/{module}"));
    page.sheet(title.clone()).show(move || {
        view! {
            <h1>{title}</h1>
            <Note tone=tone><p class="lead"><strong>{score}</strong></p></Note>
            {safety}
            {rows}
            <p class="row">
                <a class="button" href=again>{t::questions_again(l)}</a>
                <a class="button plain" href=lesson>{t::questions_to_lesson(l)}</a>
                <a class="button plain" href="/exercises">{t::to_exercises(l)}</a>
            </p>
        }
    })
}

fn answered(l: Language, number: usize, asked: &Asked<'_>, answers: &Answers) -> AnyView {
    let outcome = match asked.question.outcome(answers) {
        Outcome::Right => view! { <Badge tone=Tone::Good text=t::questions_right(l) /> },
        Outcome::Wrong => view! { <Badge tone=Tone::Bad text=t::questions_wrong(l) /> },
        Outcome::Unanswered => view! { <Badge tone=Tone::Warn text=t::questions_unanswered(l) /> },
    };
    let safety = asked.question.safety.then(|| view! { <Badge tone=Tone::Train text=t::questions_safety(l) /> });
    let chosen = |place| answers.get(&asked.question.id).is_some_and(|places| places.contains(&place));
    let rows = choices(asked)
        .map(|(place, choice)| {
            let right = choice.right.then(|| view! { <Badge tone=Tone::Good text=t::questions_right_answer(l) /> });
            let yours = chosen(place).then(|| view! { <Badge text=t::questions_your_answer(l) /> });
            view! { <li>{l.pick(&choice.hi, &choice.en).to_owned()}" "{right}" "{yours}</li> }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{t::questions_number(l, number, asked.question.ask.pick(l))}</h2>
            <p class="row">{outcome}{safety}</p>
            <ul>{rows}</ul>
            <p>{t::questions_why(l, asked.question.why.pick(l))}</p>
        </section>
    }
    .into_any()
}
