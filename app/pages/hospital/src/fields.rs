//! The form of a patient: fields, what was typed, and what a record looks like in it.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, Typed, card, messages, t as shared, words};
use abhyas_kit::Form;
use abhyas_services::sandbox::Look;
use abhyas_services::sandbox::hims::m01_registration::{
    AbhaMethod, AbhaNumber, Birth, DetailsInput, DocumentInput, DocumentKind, Found, Kinship, Patient, Sex,
};
use abhyas_services::sandbox::hims::outbox::{Message, Notice};
use leptos::prelude::*;

/// The parts of a form that are about a patient.
pub(crate) trait PatientFields {
    /// The whole form of a patient.
    fn details(&self) -> AnyView;

    /// The ABHA number, the consent, and how it was verified.
    fn abha_number(&self) -> AnyView;

    /// The one-time password, which a button sends to the address `send`. It stands behind the form's own button: Enter
    /// presses the first one.
    fn otp(&self, send: &str) -> AnyView;
}

impl PatientFields for Typed<'_> {
    fn details(&self) -> AnyView {
        let l = self.l;
        let kinships = Kinship::ALL.iter().map(|k| (k.name().to_owned(), words::kinship(l, *k).to_owned())).collect();
        let documents =
            DocumentKind::ALL.iter().map(|d| (d.name().to_owned(), words::document(l, *d).to_owned())).collect();
        // What a desk seldom asks for is folded away, unless it is filled in or wrong.
        let seldom = ["name_en", "block", "district", "document_kind", "document_number"];
        let wrong = |name: &str| self.refusals.iter().any(|r| r.field.as_deref() == Some(name));
        let open = seldom.iter().any(|name| !self.form.text(name).is_empty() || wrong(name));
        view! {
            {self.hinted("name_hi", shared::name_hi(l), t::name_hint(l), true)}
            {self.sex()}
            {self.digits("birth_date", shared::birth_date(l), t::birth_hint(l), false)}
            {self.digits("age", t::age(l), t::age_hint(l), false)}
            {self.select("guardian_kinship", shared::guardian_kinship(l), kinships)}
            {self.text("guardian_name", shared::guardian_name(l), false)}
            {self.digits("mobile", shared::mobile(l), t::mobile_hint(l), false)}
            {self.text("village", shared::village(l), false)}
            <details open=open>
                <summary>{t::details_more(l)}</summary>
                {self.text("name_en", shared::name_en(l), false)}
                {self.text("block", shared::block(l), false)}
                {self.text("district", shared::district(l), false)}
                {self.select("document_kind", shared::document_kind(l), documents)}
                {self.hinted("document_number", shared::document_number(l), t::document_hint(l), false)}
            </details>
        }
        .into_any()
    }

    fn abha_number(&self) -> AnyView {
        let l = self.l;
        let methods = AbhaMethod::ALL.iter().map(|m| (m.name().to_owned(), words::method(l, *m).to_owned())).collect();
        view! {
            {self.digits("abha_number", t::abha_number(l), t::abha_hint(l), false)}
            {self.tick("abha_consent", t::abha_consent(l))}
            {self.choice("abha_method", t::abha_method(l), methods)}
        }
        .into_any()
    }

    fn otp(&self, send: &str) -> AnyView {
        let l = self.l;
        let wrong = self.refusals.iter().any(|r| r.field.as_deref() == Some("otp"));
        let open = wrong || self.form.text("abha_method") == AbhaMethod::Otp.name();
        view! {
            <details open=open class="card">
                <summary>{t::otp_title(l)}</summary>
                <button type="submit" class="button plain small" formaction=send.to_owned() formnovalidate=true>
                    {t::otp_send(l)}
                </button>
                {self.digits("otp", t::otp(l), t::otp_hint(l), false)}
            </details>
        }
        .into_any()
    }
}

/// What the phone shows after a one-time password was sent for the number of the form.
pub(crate) fn otp_message(desk: &Desk, l: Language, form: &Form) -> Option<AnyView> {
    let (number, _) = AbhaNumber::parse(form.text("abha_number"), "abha_number").ok()?;
    let last = desk.world().messages().find(Message::BY_ABHA, number.as_str()).next_back()?;
    let good = matches!(&last.notice, Notice::AbhaOtp { until, used: None, .. } if desk.look.ctx.now <= *until);
    good.then(|| messages::phone(l, &desk.look, last))
}

/// How the ABHA number of the form was verified; scanning is what a desk does first.
pub(crate) fn method_of(form: &Form) -> AbhaMethod {
    AbhaMethod::from_name(form.text("abha_method")).unwrap_or(AbhaMethod::Qr)
}

pub(crate) fn details_of(form: &Form) -> DetailsInput {
    let text = |name| form.text(name).to_owned();
    let kind = DocumentKind::from_name(form.text("document_kind"));
    DetailsInput {
        name_hi: text("name_hi"),
        name_en: text("name_en"),
        sex: Sex::from_name(form.text("sex")),
        birth_date: text("birth_date"),
        age: text("age"),
        guardian_kinship: Kinship::from_name(form.text("guardian_kinship")),
        guardian_name: text("guardian_name"),
        mobile: text("mobile"),
        village: text("village"),
        block: text("block"),
        district: text("district"),
        // A number without a kind is looked at as well: it may be what must not be stored.
        document: match (kind, form.opt("document_number")) {
            (Some(kind), _) => Some(DocumentInput { kind, number: text("document_number") }),
            (None, Some(number)) => Some(DocumentInput { kind: DocumentKind::RationCard, number: number.to_owned() }),
            (None, None) => None,
        },
    }
}

/// A record as the form shows it, to be amended.
pub(crate) fn form_of(l: Language, patient: &Patient, look: &Look) -> Form {
    let today = look.ctx.now.day();
    let (date, age) = match patient.birth {
        Birth::On { day } => (look.ctx.calendar.date(day).format("%d-%m-%Y").to_string(), String::new()),
        Birth::Aged { .. } => (String::new(), patient.birth.age(look.ctx.calendar, today).to_string()),
    };
    let own = |name: &abhyas_services::sandbox::hims::m01_registration::Name| name.in_language(l).to_owned();
    let guardian = patient.guardian.as_ref();
    let document = patient.document.as_ref();
    Form::from_pairs([
        ("name_hi", patient.name.hi.clone()),
        ("name_en", patient.name.en.clone()),
        ("sex", patient.sex.name().to_owned()),
        ("birth_date", date),
        ("age", age),
        ("guardian_kinship", guardian.map(|g| g.kinship.name().to_owned()).unwrap_or_default()),
        ("guardian_name", guardian.map(|g| own(&g.name)).unwrap_or_default()),
        ("mobile", patient.mobile.as_ref().map(|m| m.as_str().to_owned()).unwrap_or_default()),
        ("village", own(&patient.place.village)),
        ("block", own(&patient.place.block)),
        ("district", own(&patient.place.district)),
        ("document_kind", document.map(|d| d.kind.name().to_owned()).unwrap_or_default()),
        ("document_number", document.map(|d| d.number.clone()).unwrap_or_default()),
    ])
}

/// Records that may be the same patient, each with the reasons.
pub(crate) fn candidates(l: Language, look: &Look, found: &[Found]) -> AnyView {
    let rows = found
        .iter()
        .map(|f| {
            let p = &f.patient;
            let why = f.reasons.iter().map(|r| words::reason(l, *r)).collect::<Vec<_>>().join(", ");
            let guardian = p.guardian.as_ref().map(|g| words::guardian(l, g)).unwrap_or_default();
            let mobile = p.mobile.as_ref().map(|m| m.as_str().to_owned()).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row"><a href=format!("/hospital/patients/{}", p.id)>{words::name(l, p)}</a></th>
                    <td data-label=t::bhavya_id(l)>{p.id.spaced()}</td>
                    <td data-label=t::sex_and_age(l)>{format!("{}, {}", words::sex(l, p.sex), words::age(l, p, look))}</td>
                    <td data-label=shared::guardian_name(l)>{guardian}</td>
                    <td data-label=shared::village(l)>{words::place(l, p)}</td>
                    <td data-label=shared::mobile(l)>{mobile}</td>
                    <td data-label=t::why_found(l)>{why}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::name(l)}</th><th scope="col">{t::bhavya_id(l)}</th><th scope="col">{t::sex_and_age(l)}</th>
                <th scope="col">{shared::guardian_name(l)}</th><th scope="col">{shared::village(l)}</th><th scope="col">{shared::mobile(l)}</th>
                <th scope="col">{t::why_found(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The question after a duplicate warning: who was shown, and why this is somebody else. A reason that was typed stays
/// while something else is put right.
pub(crate) fn duplicate_card(typed: &Typed<'_>, look: &Look, found: &[Found]) -> Option<AnyView> {
    let l = typed.l;
    if found.is_empty() && typed.form.text("duplicate_reason").is_empty() {
        return None;
    }
    let table = (!found.is_empty()).then(|| candidates(l, look, found));
    let reason = typed.area("duplicate_reason", t::duplicate_reason(l), true);
    let body = view! { <p>{t::duplicate_lead(l)}</p>{table}{reason} };
    Some(card(Some(t::duplicate_title(l)), body.into_any()))
}
