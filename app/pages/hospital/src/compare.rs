//! `/hospital/compare`: in what this hospital differs from how it was opened, or from a trainee's; and copying its state to
//! a trainee.

use crate::history::record;
use crate::history::step::record_card;
use crate::t;
use abhyas_core::{Language, Permission, PersonId, Reach, Refusal};
use abhyas_desk::{Desk, Typed, card};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::sandbox::hims::Calendar;
use abhyas_services::sandbox::hims::engine::Difference;
use abhyas_services::sandbox::{compare, trainee_named};
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many records a page tells in full; the rest is counted by kind.
const MOST: usize = 40;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    render(&page, &desk, &Form::default(), &[], None).await
}

/// Compares with a trainee's. A form that is sent by GET would leave a staff id in the address; it is posted.
pub(crate) async fn with(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    match trainee_named(page.services(), page.actor()?, form.text("trainee")).await {
        Ok((name, theirs)) => {
            let found = match &theirs {
                Some(theirs) => compare(&desk.sandbox, theirs).await?,
                None => Vec::new(),
            };
            let against = Against { name, opened: theirs.is_some(), found };
            render(&page, &desk, &form, &[], Some(against)).await
        }
        Err(ServiceError::Refused(refusals)) => render(&page, &desk, &form, &refusals, None).await,
        Err(error) => Err(error.into()),
    }
}

/// Copies the state of this hospital into a trainee's.
pub(crate) async fn copy(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let copied = async {
        let (name, person) = person_named(&page, form.text("copy_to")).await?;
        desk.must_be_present()?;
        desk.sandbox.copy_to(page.actor()?, &person, &form.once()?).await.map_err(PageError::from)?;
        Ok::<_, PageError>(name)
    };
    match copied.await {
        Ok(name) => page.see_other_with("/hospital/compare", &t::copied(page.lang, name)).await,
        Err(PageError::Service(ServiceError::Refused(mut refusals))) => {
            refusals.iter_mut().for_each(|refusal| refusal.field = Some("copy_to".into()));
            render(&page, &desk, &form, &refusals, None).await
        }
        Err(error) => Err(error),
    }
}

async fn person_named(page: &Page, typed: &str) -> Result<(String, PersonId), PageError> {
    Ok(abhyas_services::sandbox::person_to_prepare(page.services(), page.actor()?, typed).await?)
}

/// What a trainee's hospital differs in.
struct Against {
    name: String,
    /// Whether the trainee has opened it yet.
    opened: bool,
    found: Vec<Difference>,
}

async fn render(
    page: &Page,
    desk: &Desk,
    form: &Form,
    refusals: &[Refusal],
    against: Option<Against>,
) -> Result<Response, PageError> {
    let l = page.lang;
    let calendar = desk.look.ctx.calendar;
    let shown = match against {
        Some(Against { name, opened: false, .. }) => {
            view! { <p class="note">{t::compare_not_opened(l, name)}</p> }.into_any()
        }
        Some(Against { name, found, .. }) => differences(l, calendar, &t::compare_with_title(l, name), &found),
        None => {
            let found = desk.sandbox.as_opened().await?.differences(desk.world());
            differences(l, calendar, t::compare_opened_title(l), &found)
        }
    };
    let prepares = page.actor()?.reach(Permission::PrepareHospitals) >= Reach::District;
    let forms = prepares.then(|| forms(page, desk, form, refusals));
    let view = view! { <p class="lead">{t::compare_lead(l)}</p>{forms}{shown} };
    Ok(desk.show(page, t::compare_title(l), refusals, view.into_any()))
}

fn forms(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let with = desk.hidden(page);
    let compare = card(
        Some(t::compare_with(l)),
        view! {
            <form method="post" action="/hospital/compare">
                {with}{typed.hinted("trainee", t::cohort_staff_id(l), t::cohort_staff_id_hint(l), true)}<Submit label=t::compare_do(l) class="plain" />
            </form>
        }
        .into_any(),
    );
    let copy = (desk.sandbox.leads() && desk.sandbox.exercise().is_none()).then(|| {
        let hidden = desk.hidden(page);
        card(
            Some(t::copy_title(l)),
            view! {
                <p>{t::copy_lead(l)}</p>
                <form method="post" action="/hospital/copy">
                    {hidden}{typed.hinted("copy_to", t::cohort_staff_id(l), t::cohort_staff_id_hint(l), true)}<Submit label=t::copy_do(l) class="plain" />
                </form>
            }
            .into_any(),
        )
    });
    view! { {compare}{copy} }.into_any()
}

/// The records that differ: how many of each kind, then field by field. Running numbers and searches are left out.
fn differences(l: Language, calendar: Calendar, title: &str, found: &[Difference]) -> AnyView {
    let found: Vec<&Difference> = found.iter().filter(|d| !matches!(d.kind, "counter" | "search")).collect();
    if found.is_empty() {
        return card(Some(title), view! { <p>{t::compare_same(l)}</p> }.into_any());
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for difference in &found {
        *kinds.entry(record(l, difference.kind)).or_default() += 1;
    }
    let counts = kinds.into_iter().map(|(kind, n)| view! { <li>{t::compare_count(l, kind, n)}</li> }).collect_view();
    let all = found.len();
    let records = found.into_iter().take(MOST).map(|d| record_card(l, calendar, d)).collect_view();
    let more = (all > MOST).then(|| view! { <p>{t::compare_more(l, all - MOST)}</p> });
    view! { {card(Some(title), view! { <ul>{counts}</ul> }.into_any())}{records}{more} }.into_any()
}
