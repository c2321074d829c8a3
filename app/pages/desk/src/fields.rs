//! Fields of a form of the hospital, with what was typed and what was refused.

use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_ui::{Checkbox, Choice, SelectField, TextArea, TextField};
use leptos::prelude::*;

/// A framed part of a page. A function and no component: what stands in it may borrow.
pub fn card(title: Option<&str>, body: AnyView) -> AnyView {
    let title = title.map(|title| view! { <h2>{title.to_owned()}</h2> });
    view! { <section class="card">{title}{body}</section> }.into_any()
}

/// What a form shows: the values typed and the refusals of the last try.
pub struct Typed<'a> {
    /// In which language.
    pub l: Language,
    /// What was typed.
    pub form: &'a Form,
    /// Why the last try was refused.
    pub refusals: &'a [Refusal],
}

impl Typed<'_> {
    /// A line of text.
    pub fn text(&self, name: &'static str, label: &str, required: bool) -> AnyView {
        self.line(name, label, None, required, None, false)
    }

    /// A line of text with a hint below its label.
    pub fn hinted(&self, name: &'static str, label: &str, hint: &str, required: bool) -> AnyView {
        self.line(name, label, Some(hint), required, None, false)
    }

    /// The line of text with which the page's task begins: the cursor stands in it.
    pub fn start(&self, name: &'static str, label: &str, hint: &str, required: bool) -> AnyView {
        self.line(name, label, Some(hint), required, None, true)
    }

    /// A field for digits: a phone shows its number pad.
    pub fn digits(&self, name: &'static str, label: &str, hint: &str, required: bool) -> AnyView {
        self.line(name, label, Some(hint), required, Some("numeric"), false)
    }

    fn line(
        &self,
        name: &'static str,
        label: &str,
        hint: Option<&str>,
        required: bool,
        mode: Option<&str>,
        start: bool,
    ) -> AnyView {
        let (value, label) = (self.form.text(name).to_owned(), label.to_owned());
        let (refusals, l) = (self.refusals.to_vec(), self.l);
        let mode = mode.unwrap_or("text").to_owned();
        match hint.map(str::to_owned) {
            Some(hint) => view! {
                <TextField language=l name label value hint required autocomplete="off" inputmode=mode start refusals />
            }
            .into_any(),
            None => {
                view! { <TextField language=l name label value required autocomplete="off" inputmode=mode refusals /> }
                    .into_any()
            }
        }
    }

    /// A field for several lines.
    pub fn area(&self, name: &'static str, label: &str, required: bool) -> AnyView {
        let (value, label, l) = (self.form.text(name).to_owned(), label.to_owned(), self.l);
        let refusals = self.refusals.to_vec();
        view! { <TextArea language=l name label value required refusals /> }.into_any()
    }

    /// Radio buttons: `(value, label)`.
    pub fn choice(&self, name: &'static str, label: &str, options: Vec<(String, String)>) -> AnyView {
        let (value, label, l) = (self.form.text(name).to_owned(), label.to_owned(), self.l);
        let refusals = self.refusals.to_vec();
        view! { <Choice language=l name label value options refusals /> }.into_any()
    }

    /// A list to choose from, with an empty first line: `(value, label)`.
    pub fn select(&self, name: &'static str, label: &str, options: Vec<(String, String)>) -> AnyView {
        self.list(name, label, options, false)
    }

    /// A list of which something must be chosen, with an empty first line: `(value, label)`.
    pub fn must_select(&self, name: &'static str, label: &str, options: Vec<(String, String)>) -> AnyView {
        self.list(name, label, options, true)
    }

    fn list(&self, name: &'static str, label: &str, mut options: Vec<(String, String)>, required: bool) -> AnyView {
        options.insert(0, (String::new(), "–".to_owned()));
        let (value, label, l) = (self.form.text(name).to_owned(), label.to_owned(), self.l);
        let refusals = self.refusals.to_vec();
        view! { <SelectField language=l name label value options required refusals /> }.into_any()
    }

    /// A box to tick.
    pub fn tick(&self, name: &'static str, label: &str) -> AnyView {
        let (checked, label, l) = (self.form.flag(name), label.to_owned(), self.l);
        let refusals = self.refusals.to_vec();
        view! { <Checkbox language=l name label checked refusals /> }.into_any()
    }

    /// The question for the sex.
    pub fn sex(&self) -> AnyView {
        let l = self.l;
        self.choice(
            "sex",
            t::sex(l),
            Sex::ALL.iter().map(|s| (s.name().to_owned(), words::sex(l, *s).to_owned())).collect(),
        )
    }
}
