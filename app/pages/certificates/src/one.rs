//! `/certificates/{id}`: one certificate, its PDF and its credential; revoking it and issuing it again.

use crate::{t, words};
use abhyas_core::clock::date_in_india;
use abhyas_core::{CertificateId, Language, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::certificates::{self, CertificatePage, Revocation};
use abhyas_ui::{Card, Facts, Submit, TextArea};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use leptos::prelude::*;

fn id_of(text: &str) -> Result<CertificateId, PageError> {
    CertificateId::parse(text).map_err(|_| PageError::not_found())
}

/// The page; with `.pdf` or `.jwt` behind the id, the file.
pub(crate) async fn show(page: Page, Path(name): Path<String>) -> Reply {
    match name.split_once('.') {
        None => render(&page, &id_of(&name)?, "", &[]).await,
        Some((id, "pdf")) => pdf(&page, &id_of(id)?).await,
        Some((id, "jwt")) => credential(&page, &id_of(id)?).await,
        Some(_) => Err(PageError::not_found()),
    }
}

async fn pdf(page: &Page, id: &CertificateId) -> Reply {
    let language = Language::from_tag(&page.query("lang")).unwrap_or(page.lang);
    let actor = page.actor()?;
    let number = certificates::certificate(page.services(), actor, id).await?.certificate.number;
    let bytes = certificates::pdf(page.services(), actor, id, language).await?;
    let name = format!("inline; filename=\"{number}.pdf\"");
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

async fn credential(page: &Page, id: &CertificateId) -> Reply {
    let certificate = certificates::certificate(page.services(), page.actor()?, id).await?.certificate;
    let name = format!("attachment; filename=\"{}.jwt\"", certificate.number);
    // The media type of a credential secured as a JSON Web Token (W3C, "Securing Verifiable Credentials using JOSE and COSE").
    let headers = [(header::CONTENT_TYPE, "application/vc+jwt".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, certificate.credential).into_response())
}

/// The page, after a refused form with what was typed and its refusals.
async fn render(page: &Page, id: &CertificateId, reason: &str, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let shown = certificates::certificate_page(page.services(), page.actor()?, id).await?;
    let title = t::one_title(l, &shown.listed.certificate.number);
    let heading = title.clone();
    let revoke = (shown.may_revoke && shown.listed.certificate.revoked.is_none())
        .then(|| revoke_form(page, id, reason, refusals));
    let reissue = shown.may_reissue.then(|| reissue_form(page, id));
    let body = body(l, id, shown);
    Ok(page.sheet(title).refused(refusals).show(move || view! { <h1>{heading}</h1>{body}{revoke}{reissue} }))
}

fn body(l: Language, id: &CertificateId, shown: CertificatePage) -> AnyView {
    let CertificatePage { listed, basis, verify_at, qr_svg, may_revoke, .. } = shown;
    let certificate = listed.certificate;
    let number = certificate.number.clone();
    let text = |label: &str, value: String| (label.to_owned(), value.into_any());
    let mut facts = vec![
        (t::fact_state(l).to_owned(), words::state(l, certificate.revoked.is_some())),
        text(t::fact_name(l), certificate.name_on_it),
        text(t::fact_module(l), format!("{} – {}", certificate.module, l.pick(&listed.module_hi, &listed.module_en))),
        text(t::fact_number(l), certificate.number),
        text(t::fact_date(l), format::date(l, date_in_india(certificate.issued_at))),
        text(t::fact_issuer(l), listed.issuer_name),
        text(t::fact_basis(l), words::basis(l, &basis)),
    ];
    facts.extend(certificate.revoked.into_iter().flat_map(|revoked| revoked_facts(l, revoked, may_revoke)));
    view! {
        <Card><Facts facts /></Card>
        <p class="row">
            <a class="button" href=format!("/certificates/{id}.pdf?lang={}", l.tag())>{t::pdf(l)}</a>
            <a class="button plain" href=format!("/certificates/{id}.jwt") download="">{t::credential(l)}</a>
            <a class="button plain" href=format!("/verify/{number}")>{t::public_page(l)}</a>
        </p>
        <Card>
            <div inner_html=qr_svg></div>
            <p>{t::qr_caption(l)}</p>
            <p class="muted">{verify_at}</p>
        </Card>
    }
    .into_any()
}

fn revoked_facts(l: Language, revoked: Revocation, with_reason: bool) -> Vec<(String, AnyView)> {
    let day = format::date(l, date_in_india(revoked.at)).into_any();
    let reason = with_reason.then(|| (t::fact_reason(l).to_owned(), revoked.reason.into_any()));
    std::iter::once((t::fact_revoked(l).to_owned(), day)).chain(reason).collect()
}

fn revoke_form(page: &Page, id: &CertificateId, reason: &str, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let (once, action) = (page.once_field(), format!("/certificates/{id}/revoke"));
    let (reason, refusals) = (reason.to_owned(), refusals.to_vec());
    view! {
        <Card title=t::revoke_title(l)>
            <p>{t::revoke_lead(l)}</p>
            <form method="post" action=action>
                {once}
                <TextArea language=l name="reason" label=t::revoke_reason(l) value=reason required=true refusals />
                <Submit label=t::revoke(l) class="bad" />
            </form>
        </Card>
    }
    .into_any()
}

fn reissue_form(page: &Page, id: &CertificateId) -> AnyView {
    let l = page.lang;
    let (once, action) = (page.once_field(), format!("/certificates/{id}/reissue"));
    view! {
        <Card title=t::reissue_title(l)>
            <p>{t::reissue_lead(l)}</p>
            <form method="post" action=action>
                {once}
                <Submit label=t::reissue(l) class="plain" />
            </form>
        </Card>
    }
    .into_any()
}

pub(crate) async fn revoke(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let reason = form.text("reason");
    match certificates::revoke(page.services(), page.actor()?, &form.once()?, &id, reason).await {
        Ok(()) => page.see_other_with(&format!("/certificates/{id}"), t::revoked_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &id, reason, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn reissue(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    match certificates::reissue(page.services(), page.actor()?, &form.once()?, &id).await {
        Ok(()) => page.see_other_with(&format!("/certificates/{id}"), t::reissued_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &id, "", &refusals).await,
        Err(error) => Err(error.into()),
    }
}
