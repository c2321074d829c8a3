//! Form fields: label, hint, error, input, in that order, so that a screen reader and a thumb meet them alike.
//!
//! Every field takes the values typed before and the refusals of the last try; a refusal marks the field of its name.

use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_i18n::refusals::explain;
use leptos::prelude::*;

fn error_of(language: Language, name: &str, refusals: &[Refusal]) -> Option<AnyView> {
    let texts: Vec<_> =
        refusals.iter().filter(|r| r.field.as_deref() == Some(name)).map(|r| explain(language, r)).collect();
    if texts.is_empty() {
        return None;
    }
    let id = format!("{name}-error");
    Some(
        view! {
            <div class="error" id=id>
                {texts.into_iter().map(|e| view! { <p><span class="visually-hidden">{t::error_prefix(language)}</span>{e.message}<small>{e.next}</small></p> }).collect_view()}
            </div>
        }
        .into_any(),
    )
}

fn described(name: &str, hint: bool, wrong: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (wrong, "error")]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, what)| format!("{name}-{what}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn frame(
    language: Language,
    name: &str,
    label: String,
    hint: Option<String>,
    required: bool,
    refusals: &[Refusal],
    input: impl FnOnce(Option<String>, bool) -> AnyView,
) -> AnyView {
    let error = error_of(language, name, refusals);
    let wrong = error.is_some();
    let input = input(described(name, hint.is_some(), wrong), wrong);
    let hint = hint.map(|text| view! { <p class="hint" id=format!("{name}-hint")>{text}</p> });
    let optional = (!required).then(|| view! { <span class="optional">" "{t::optional(language)}</span> });
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            <label for=name.to_owned()>{label}{optional}</label>
            {hint}
            {error}
            {input}
        </div>
    }
    .into_any()
}

/// One line of text, a number, a date, a password. `kind` is the HTML input type.
#[component]
pub fn TextField(
    language: Language,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] autocomplete: Option<String>,
    #[prop(optional, into)] inputmode: Option<String>,
    #[prop(optional, into)] class: Option<String>,
    /// The cursor stands here when the page opens: for the one field with which its task begins. Not after a refusal, when
    /// the summary has the focus.
    #[prop(optional)]
    start: bool,
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let id = name.clone();
    let start = start && refusals.is_empty();
    frame(language, &name.clone(), label, hint, required, &refusals, move |described, wrong| {
        view! {
            <input id=id name=name type=kind value=value autocomplete=autocomplete inputmode=inputmode class=class autofocus=start
                aria-describedby=described aria-invalid=wrong.then_some("true") aria-required=required.then_some("true") />
        }
        .into_any()
    })
}

/// Several lines of text.
#[component]
pub fn TextArea(
    language: Language,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let id = name.clone();
    frame(language, &name.clone(), label, hint, required, &refusals, move |described, wrong| {
        view! { <textarea id=id name=name rows="4" aria-describedby=described aria-invalid=wrong.then_some("true") aria-required=required.then_some("true")>{value}</textarea> }.into_any()
    })
}

/// One of a list; `options` are `(value, text)`. The first option should be an empty one unless a choice always exists.
#[component]
pub fn SelectField(
    language: Language,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let id = name.clone();
    frame(language, &name.clone(), label, hint, required, &refusals, move |described, wrong| {
        let options = options
            .into_iter()
            .map(|(option, text)| {
                let selected = option == value;
                view! { <option value=option selected=selected>{text}</option> }
            })
            .collect_view();
        view! { <select id=id name=name aria-describedby=described aria-invalid=wrong.then_some("true") aria-required=required.then_some("true")>{options}</select> }.into_any()
    })
}

/// One of a few, all visible (radio buttons); `options` are `(value, text)`.
#[component]
pub fn Choice(
    language: Language,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: Option<String>,
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let error = error_of(language, &name, &refusals);
    let wrong = error.is_some();
    let described = described(&name, hint.is_some(), wrong);
    let hint = hint.map(|text| view! { <p class="hint" id=format!("{name}-hint")>{text}</p> });
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(at, (option, text))| {
            // The first one carries the field's own id, so that the error summary's link lands on it.
            let id = if at == 0 { name.clone() } else { format!("{name}-{at}") };
            let checked = option == value;
            view! { <div class="choice"><input type="radio" id=id.clone() name=name.clone() value=option checked=checked /><label for=id>{text}</label></div> }
        })
        .collect_view();
    view! {
        <fieldset class=if wrong { "field wrong" } else { "field" } aria-describedby=described>
            <legend>{label}</legend>{hint}{error}<div class="choices-row">{rows}</div>
        </fieldset>
    }
}

/// A yes that can be left out. Sends `on`.
#[component]
pub fn Checkbox(
    language: Language,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] value: Option<String>,
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let error = error_of(language, &name, &refusals);
    let wrong = error.is_some();
    let described = described(&name, false, wrong);
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            {error}
            <div class="choice">
                <input type="checkbox" id=name.clone() name=name.clone() value=value.unwrap_or_else(|| "on".to_owned()) checked=checked aria-describedby=described aria-invalid=wrong.then_some("true") />
                <label for=name>{label}</label>
            </div>
        </div>
    }
}

/// A file to upload. The form needs `enctype="multipart/form-data"`.
#[component]
pub fn FileField(
    language: Language,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] accept: String,
    #[prop(optional, into)] hint: Option<String>,
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let id = name.clone();
    frame(language, &name.clone(), label, hint, true, &refusals, move |described, wrong| {
        view! { <input id=id name=name type="file" accept=accept aria-describedby=described aria-invalid=wrong.then_some("true") /> }.into_any()
    })
}

/// A value that travels with the form.
#[component]
pub fn HiddenField(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// The button that sends the form.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(optional, into)] class: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
) -> impl IntoView {
    let class = class.map_or_else(|| "button".to_owned(), |more| format!("button {more}"));
    view! { <button type="submit" class=class name=name value=value>{label}</button> }
}

/// All refusals of the last try, on top of the page; takes the focus and leads to the fields.
#[component]
pub fn ErrorSummary(language: Language, refusals: Vec<Refusal>) -> impl IntoView {
    if refusals.is_empty() {
        return ().into_any();
    }
    let items = refusals
        .iter()
        .map(|refusal| {
            let words = explain(language, refusal);
            match refusal.field.clone() {
                // What to do next stands here as well: what is refused may be about a record, which has no field.
                Some(field) => {
                    view! { <li><a href=format!("#{field}")>{words.message}</a>" "<small>{words.next}</small></li> }
                        .into_any()
                }
                None => view! { <li><strong>{words.message}</strong>" "{words.next}</li> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title">
            <h2 id="error-summary-title">{t::error_summary_title(language)}</h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_core::Code;

    #[test]
    fn a_refusal_marks_its_field_and_keeps_what_was_typed() {
        let refusals = vec![Refusal::new(Code::new("form.missing")).at("mobile")];
        let html = view! { <TextField language=Language::Hi name="mobile" label="मोबाइल" value="00000<12" refusals=refusals.clone() /> }.to_html();
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(html.contains("aria-describedby=\"mobile-error\""), "{html}");
        assert!(html.contains("00000&lt;12"), "{html}");
        assert!(html.contains("यह खाना खाली है।"), "{html}");
        let summary = view! { <ErrorSummary language=Language::En refusals /> }.to_html();
        assert!(summary.contains("href=\"#mobile\""), "{summary}");
    }

    #[test]
    fn a_field_without_refusals_carries_no_error() {
        let html = view! { <TextField language=Language::En name="name" label="Name" value="" refusals=Vec::new() required=true /> }.to_html();
        assert!(!html.contains("aria-invalid") && !html.contains("error"), "{html}");
    }
}
