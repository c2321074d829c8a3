//! Cards, notes, badges, tabs, progress, empty states.

use leptos::prelude::*;

/// What a badge or note means; always said in words too, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neutral.
    #[default]
    Plain,
    /// Done, right, present.
    Good,
    /// Needs a look.
    Warn,
    /// Wrong, refused, absent.
    Bad,
    /// Belongs to training.
    Train,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => " good",
            Self::Warn => " warn",
            Self::Bad => " bad",
            Self::Train => " train",
        }
    }
}

/// A short label.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=format!("badge{}", tone.class())>{text}</span> }
}

/// A framed part of a page, with an optional heading.
#[component]
pub fn Card(#[prop(optional, into)] title: Option<String>, children: Children) -> impl IntoView {
    view! { <section class="card">{title.map(|title| view! { <h2>{title}</h2> })}{children()}</section> }
}

/// A message that stands in the page.
#[component]
pub fn Note(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! { <div class=format!("note{}", tone.class())>{children()}</div> }
}

/// What an empty list shows: what is missing and what to do first.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! { <div class="empty"><h2>{title}</h2><p class="lead">{text}</p>{children.map(|children| children())}</div> }
}

/// Pairs of a name and a value.
#[component]
pub fn Facts(facts: Vec<(String, AnyView)>) -> impl IntoView {
    view! { <dl class="facts">{facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}</dl> }
}

/// Links between views of the same thing; `(address, text, current)`.
#[component]
pub fn Tabs(#[prop(into)] label: String, tabs: Vec<(String, String, bool)>) -> impl IntoView {
    view! {
        <nav aria-label=label>
            <ul class="tabs">
                {tabs.into_iter().map(|(href, text, current)| view! { <li><a href=href aria-current=current.then_some("page")>{text}</a></li> }).collect_view()}
            </ul>
        </nav>
    }
}

/// Links to the page before and after; a missing one is left out.
#[component]
pub fn Pages(
    #[prop(into)] label: String,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
) -> impl IntoView {
    let link = |(href, text): (String, String)| view! { <a class="button plain small" href=href>{text}</a> };
    view! { <nav class="pages" aria-label=label><span>{previous.map(link)}</span><span>{next.map(link)}</span></nav> }
}

/// How far a long work is, 0 to 100.
#[component]
pub fn ProgressBar(#[prop(into)] label: String, percent: u8) -> impl IntoView {
    view! { <p><label>{label}" "<progress max="100" value=percent.min(100).to_string()>{format!("{percent} %")}</progress></label></p> }
}
