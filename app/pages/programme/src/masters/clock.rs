//! `/clock`: the clock of the demonstration.

use crate::t;
use abhyas_core::clock::ist;
use abhyas_core::{Permission, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::masters::{self, codes};
use abhyas_services::{ServiceError, Subject};
use abhyas_ui::{Card, Facts, Submit, TextField};
use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;

const PATH: &str = "/clock";
/// What a browser's field for date and time sends.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

pub(super) async fn show(page: Page) -> Reply {
    let at = page.services().now().with_timezone(&ist()).format(LOCAL).to_string();
    render(&page, &at, &[])
}

fn render(page: &Page, at: &str, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    page.actor()?.require(Permission::SetClock, Subject::Everything)?;
    let sv = page.services();
    let facts = vec![
        (t::clock_now(lang).to_owned(), view! { <strong>{format::instant(lang, sv.now())}</strong> }.into_any()),
        (t::clock_real(lang).to_owned(), format::instant(lang, sv.real_now()).into_any()),
    ];
    let (once, once_back) = (page.once_field(), page.once_field());
    let (at, refused) = (at.to_owned(), refusals.to_vec());
    let view = view! {
        <h1>{t::clock_title(lang)}</h1>
        <p class="lead">{t::clock_lead(lang)}</p>
        <Card>
            <Facts facts />
            <form method="post" action=PATH>
                {once}
                <TextField language=lang name="at" label=t::clock_at(lang) value=at kind="datetime-local" required=true refusals=refused />
                <Submit label=t::clock_set(lang) />
            </form>
        </Card>
        <form method="post" action=PATH>
            {once_back}
            <Submit label=t::clock_back(lang) class="plain" name="back" value="1" />
        </form>
    }
    .into_any();
    Ok(page.sheet(t::clock_title(lang)).refused(refusals).show(|| view))
}

/// The instant of a date and time in India, with or without seconds.
fn instant(text: &str) -> Result<DateTime<Utc>, Refusal> {
    let naive = NaiveDateTime::parse_from_str(text, LOCAL)
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"));
    let local = naive.ok().and_then(|naive| naive.and_local_timezone(ist()).single());
    local.map(|at| at.to_utc()).ok_or_else(|| Refusal::new(codes::INSTANT).at("at").with("value", text))
}

/// `POST /clock`.
pub(super) async fn set(page: Page, form: Form) -> Reply {
    let to = if form.flag("back") { Ok(None) } else { instant(form.text("at")).map(Some) };
    let to = match to {
        Ok(to) => to,
        Err(refusal) => return render(&page, form.text("at"), &[refusal]),
    };
    match masters::set_clock(page.services(), page.actor()?, &form.once()?, to).await {
        Ok(()) => page.see_other_with(PATH, t::clock_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, form.text("at"), &refusals),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_indian_time_and_anything_else_is_refused() {
        assert_eq!(instant("2026-11-30T09:30").unwrap().to_rfc3339(), "2026-11-30T04:00:00+00:00");
        assert_eq!(instant("2026-11-30T09:30:15").unwrap().to_rfc3339(), "2026-11-30T04:00:15+00:00");
        for text in ["", "tomorrow", "2026-02-30T10:00", "2026-11-30"] {
            assert_eq!(instant(text).unwrap_err().field.as_deref(), Some("at"), "{text}");
        }
    }
}
