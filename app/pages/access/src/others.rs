//! The access of others: slips for the first sign-in, a new code for one person, who acts in which capacity.

use crate::t;
use abhyas_core::{Capacity, DistrictId, Language, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::access::{self, ChangeCapacity, Minted};
use abhyas_services::overview::overview;
use abhyas_services::{ServiceError, access::find_person};
use abhyas_ui::{Card, SelectField, Submit, TextField};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// What a capacity is called.
#[must_use]
pub fn capacity_name(l: Language, capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Officer => t::capacity_officer(l),
        Capacity::Coordinator => t::capacity_coordinator(l),
        Capacity::Trainer => t::capacity_trainer(l),
        Capacity::Mentor => t::capacity_mentor(l),
        Capacity::Trainee => t::capacity_trainee(l),
        Capacity::Public => t::capacity_public(l),
    }
}

/// `GET /access`.
pub async fn show(page: Page) -> Reply {
    render(&page, &Form::default(), &[]).await
}

async fn districts(page: &Page) -> Result<Vec<(String, String)>, PageError> {
    let l = page.lang;
    let actor = page.actor()?;
    let seen = overview(page.services(), actor).await?.ok_or(PageError::not_found())?;
    Ok(seen.districts.into_iter().map(|d| (d.id, l.pick(&d.name_hi, &d.name_en).to_owned())).collect())
}

async fn render(page: &Page, form: &Form, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let grants = page.actor()?.reach(Permission::GrantCapacities) == Reach::Everything;
    let mut choices = districts(page).await?;
    if choices.len() > 1 {
        choices.insert(0, (String::new(), t::all_districts(l).to_owned()));
    }
    let value = |name: &str| form.text(name).to_owned();
    let (login, district, who, capacity, place) =
        (value("login"), value("district"), value("who"), value("capacity"), value("place"));
    let (first, second) = (refusals.to_vec(), refusals.to_vec());
    let capacities = [Capacity::Trainer, Capacity::Mentor, Capacity::Coordinator, Capacity::Officer]
        .map(|c| (c.name().to_owned(), capacity_name(l, c).to_owned()));
    let places = choices.clone();
    let third = refusals.to_vec();
    Ok(page.sheet(t::access(l)).refused(refusals).show(move || {
        view! {
            <h1>{t::access(l)}</h1>
            <Card title=t::slips_title(l)>
                <p>{t::slips_text(l)}</p>
                <form method="post" action="/access/slips">
                    <SelectField language=l name="district" label=t::district(l) value=district options=choices required=true refusals=first />
                    <Submit label=t::slips_make(l) />
                </form>
            </Card>
            <Card title=t::reset_title(l)>
                <p>{t::reset_text(l)}</p>
                <form method="post" action="/access/reset">
                    <TextField language=l name="login" label=t::login(l) value=login required=true refusals=second />
                    <Submit label=t::reset_make(l) />
                </form>
            </Card>
            {grants.then(|| view! {
                <Card title=t::grants_title(l)>
                    <form method="post" action="/access/capacities">
                        <TextField language=l name="who" label=t::login(l) value=who required=true refusals=third.clone() />
                        <SelectField language=l name="capacity" label=t::capacities(l) value=capacity options=capacities.to_vec() required=true refusals=third.clone() />
                        <SelectField language=l name="place" label=t::district(l) value=place options=places required=true refusals=third />
                        <p class="row"><Submit label=t::grant_give(l) name="act" value="give" /><Submit label=t::grant_take(l) name="act" value="take" class="plain" /></p>
                    </form>
                </Card>
            })}
        }
    }))
}

/// `POST /access/slips`: the slips as a PDF, ten to a page.
pub async fn slips(page: Page, form: Form) -> Reply {
    let actor = page.actor()?;
    let district = form.opt("district").map(DistrictId::parse).transpose().map_err(|_| PageError::not_found())?;
    match access::mint_slips(page.services(), actor, district.as_ref(), None).await {
        Ok(minted) => pdf(&access::slips_pdf(page.services(), &minted)?),
        Err(ServiceError::Refused(refusals)) => render(&page, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

fn pdf(bytes: &[u8]) -> Reply {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"abhyas-slips.pdf\"")),
    ];
    Ok((headers, bytes.to_vec()).into_response())
}

/// `POST /access/reset`: shows the new code once.
pub async fn reset(page: Page, form: Form) -> Reply {
    let actor = page.actor()?;
    let outcome = async {
        let person = find_person(page.services(), actor, form.text("login"), "login").await?;
        access::reset_access(page.services(), actor, &person).await
    };
    match outcome.await {
        Ok(minted) => Ok(shown_once(&page, &minted)),
        Err(ServiceError::Refused(refusals)) => render(&page, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

fn shown_once(page: &Page, minted: &Minted) -> Response {
    let l = page.lang;
    let minted = minted.clone();
    page.sheet(t::reset_done(l)).show(move || {
        let code = minted
            .code
            .as_bytes()
            .chunks(4)
            .map(|part| String::from_utf8_lossy(part).into_owned())
            .collect::<Vec<_>>()
            .join(" ");
        view! {
            <h1>{t::reset_done(l)}</h1>
            <dl class="facts">
                <dt>{t::name(l)}</dt><dd>{minted.name.clone()}</dd>
                <dt>{t::staff_id(l)}</dt><dd>{minted.staff_id.clone()}</dd>
                <dt>{t::code(l)}</dt><dd class="big-code">{code}</dd>
                <dt>{t::valid_until(l)}</dt><dd>{format::instant(l, minted.expires_at)}</dd>
            </dl>
            <p class="lead">{t::reset_once(l)}</p>
            <p><a class="button plain" href="/access">{t::back(l)}</a></p>
        }
    })
}

/// `POST /access/capacities`: gives or takes a capacity.
pub async fn capacities(page: Page, form: Form) -> Reply {
    let actor = page.actor()?;
    let outcome = async {
        let person = find_person(page.services(), actor, form.text("who"), "who").await?;
        let capacity = Capacity::from_name(form.text("capacity")).ok_or(ServiceError::NotFound)?;
        let district = form.opt("place").map(DistrictId::parse).transpose().map_err(|_| ServiceError::NotFound)?;
        let change = ChangeCapacity { person, capacity, district };
        if form.text("act") == "take" {
            access::take_capacity(page.services(), actor, &change).await
        } else {
            access::give_capacity(page.services(), actor, &change).await
        }
    };
    match outcome.await {
        Ok(()) => page.see_other_with("/access", t::grant_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}
