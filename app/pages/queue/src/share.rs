//! `/hospital/queue/share`: profiles that patients shared by the hospital's QR; `/hospital/queue/phone`: the patient's
//! phone, which the trainee plays.

use crate::give::{lane_fields, trouble};
use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, queue as words, t as shared};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::m01_registration::{Birth, Patient, Sex};
use abhyas_services::sandbox::hims::m02_queue::{
    Lane, RedeemShare, SHARE_MINUTES, ShareId, ShareProfile, ShareToken, codes,
};
use abhyas_ui::{Badge, EmptyState, Submit, Tone};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn list(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let today = ShareToken::day_key(desk.look.ctx.now.day());
    let mut shares: Vec<_> = desk.world().share_tokens().find(ShareToken::BY_OPEN, &today).collect();
    shares.sort_by_key(|s| (s.has_expired(desk.look.ctx.now), s.number));
    let rows = shares.iter().map(|s| row(&page, &desk, s)).collect_view();
    let table = if shares.is_empty() {
        view! { <EmptyState title=t::nothing_shared(l) text=t::nothing_shared_next(l) /> }.into_any()
    } else {
        view! {
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::share_number(l)}</th><th scope="col">{t::patient(l)}</th>
                    <th scope="col">{t::department(l)}</th><th scope="col">{t::good_until(l)}</th>
                    <th scope="col"><span class="visually-hidden">{t::give_token(l)}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let posters = desk.world().departments().iter().map(|d| {
        let to = format!("/hospital/queue/poster/{}", d.id.as_str());
        view! { <li><a href=to>{d.name.in_language(l).to_owned()}</a></li> }
    });
    let posters = posters.collect_view();
    let view = view! {
        <p class="lead">{t::share_lead(l, SHARE_MINUTES)}</p>
        {table}
        <details class="card no-print"><summary>{t::poster_title(l)}</summary><ul>{posters}</ul></details>
        <p class="row no-print">
            <a class="button plain" href="/hospital/queue/phone">{t::phone_link(l)}</a>
            <a class="button plain" href="/hospital/queue">{t::all_queues(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::share_title(l), &[], view.into_any()))
}

fn row(page: &Page, desk: &Desk, share: &ShareToken) -> AnyView {
    let l = page.lang;
    let until = find::time_of(desk, share.expires);
    let late = share.has_expired(desk.look.ctx.now);
    let late = late.then(|| view! { " "<Badge tone=Tone::Bad text=t::expired(l) /> });
    let to = format!("/hospital/queue/share/{}", share.id.as_str());
    let hidden = desk.hidden(page);
    let action = to.clone();
    view! {
        <tr>
            <th scope="row"><a class="big-code num" href=to>{share.number}</a></th>
            <td data-label=t::patient(l)>{share.name.in_language(l).to_owned()}</td>
            <td data-label=t::department(l)>{words::department(l, desk.world(), &share.department)}</td>
            <td data-label=t::good_until(l)>{until}{late}</td>
            <td><form method="post" action=action class="inline">{hidden}<Submit label=t::give_token(l) class="small" /></form></td>
        </tr>
    }
    .into_any()
}

fn share_of(desk: &Desk, id: &str) -> Result<Arc<ShareToken>, PageError> {
    let found = ShareId::parse(id).and_then(|id| desk.world().share_tokens().get(&id).cloned());
    found.ok_or(PageError::Missing(codes::SHARE_NOT_FOUND))
}

pub(crate) async fn one(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let share = share_of(&desk, &id)?;
    Ok(render_one(&page, &desk, &share, &Form::default(), &[]))
}

pub(crate) async fn redeem(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let share = share_of(&desk, &id)?;
    let command = RedeemShare {
        share: id,
        patient: form.text("patient").to_owned(),
        lane: Lane::from_name(form.text("lane")),
        lane_reason: form.text("lane_reason").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/queue/tokens/{}/slip", receipt.subject.id);
            desk::done(&page, &to, t::token_given(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render_one(&page, &desk, &share, &form, &refusals)),
    }
}

/// The patient who has the shared ABHA number.
fn owner<'a>(desk: &'a Desk, share: &ShareToken) -> Option<&'a Arc<Patient>> {
    desk.world().patients().find(Patient::BY_ABHA, share.abha.as_str()).find(|p| p.is_active())
}

fn render_one(page: &Page, desk: &Desk, share: &ShareToken, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let owner = owner(desk, share);
    let known = match owner {
        Some(patient) => find::patient_line(l, desk, patient),
        None => view! { <p class="note warn">{t::share_unknown(l)}" "<a href="/hospital/patients">{shared::search_link(l)}</a></p> }.into_any(),
    };
    let lanes = owner.map(|patient| card(Some(t::priority(l)), lane_fields(&typed, desk, patient)));
    let whose = (owner.is_none() || refusals.iter().any(|r| r.field.as_deref() == Some("patient")))
        .then(|| typed.hinted("patient", t::bhavya_id(l), t::share_patient_hint(l), false));
    let profile =
        format!("{} · {} · {}", share.name.in_language(l), share.abha.grouped(), find::time_of(desk, share.expires));
    let department = words::department(l, desk.world(), &share.department);
    let hidden = desk.hidden(page);
    let to = format!("/hospital/queue/share/{}", share.id.as_str());
    let view = view! {
        {trouble(l, "share", refusals)}
        {trouble(l, "department", refusals)}
        {card(Some(&t::share_profile(l, share.number)), view! { <p>{profile}</p><p>{department}</p>{known} }.into_any())}
        <form method="post" action=to>
            {hidden}
            {whose}{lanes}
            <Submit label=t::give_token(l) />
        </form>
        <p class="no-print"><a href="/hospital/queue/share">{t::share_link(l)}</a></p>
    };
    desk.show(page, t::share_title(l), refusals, view.into_any())
}

pub(crate) async fn phone(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let mut fields = vec![("department", page.query("department"))];
    if let Ok(patient) = desk.patient(&page.query("patient")) {
        fields.extend(profile_of(&desk, &patient));
    }
    let form = Form::from_pairs(fields);
    Ok(render_phone(&page, &desk, &form, &[]))
}

/// What the phone of a patient would share.
fn profile_of(desk: &Desk, patient: &Patient) -> [(&'static str, String); 5] {
    let birth = match patient.birth {
        Birth::On { day } => find::date_of(desk, day),
        Birth::Aged { .. } => find::date_of(desk, patient.birth.day(desk.look.ctx.calendar)),
    };
    [
        ("abha_number", patient.abha.number().map(|n| n.grouped()).unwrap_or_default()),
        ("name_hi", patient.name.hi.clone()),
        ("name_en", patient.name.en.clone()),
        ("sex", patient.sex.name().to_owned()),
        ("birth_date", birth),
    ]
}

pub(crate) async fn send(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let text = |name| form.text(name).to_owned();
    let command = ShareProfile {
        department: text("department"),
        abha_number: text("abha_number"),
        name_hi: text("name_hi"),
        name_en: text("name_en"),
        sex: Sex::from_name(form.text("sex")),
        birth_date: text("birth_date"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => desk::done(&page, "/hospital/queue/share", t::shared_done(page.lang), &receipt).await,
        Err(refusals) => Ok(render_phone(&page, &desk, &form, &refusals)),
    }
}

fn render_phone(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l: Language = page.lang;
    let typed = Typed { l, form, refusals };
    let departments = desk.world().departments().iter();
    let options = departments.map(|d| (d.id.as_str().to_owned(), d.name.in_language(l).to_owned())).collect();
    let hidden = desk.hidden(page);
    let view = view! {
        <div class="note train"><p>{t::phone_lead(l)}</p></div>
        <form method="post" action="/hospital/queue/phone">
            {hidden}
            {card(None, view! {
                {typed.select("department", t::department(l), options)}
                {typed.digits("abha_number", t::abha_number(l), t::abha_hint(l), true)}
                {typed.text("name_hi", shared::name_hi(l), false)}
                {typed.text("name_en", shared::name_en(l), false)}
                {typed.sex()}
                {typed.digits("birth_date", shared::birth_date(l), t::date_hint(l), true)}
            }.into_any())}
            <Submit label=t::share_button(l) />
        </form>
    };
    desk.show(page, t::phone_title(l), refusals, view.into_any())
}
