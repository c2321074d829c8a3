//! Search as you type over the text field of a plain search form.

mod list;
mod server;

use abhyas_core::Language;
use leptos::prelude::*;
use list::Move;
use server::suggest;
pub use server::{Suggestion, Wanted};

/// From how many letters on suggestions are asked for.
const FEWEST_LETTERS: usize = 2;
/// How long the typing must rest before the server is asked, in milliseconds.
const REST_MILLISECONDS: u64 = 250;

/// The text field of a search form (method GET) that shows what it would find. Without the WebAssembly it is the field
/// alone and the form's own page shows the finds. Keyboard and roles follow the combobox pattern of the ARIA Authoring Practices.
#[island]
pub fn Suggest(
    /// The language of the suggestions.
    language: Language,
    /// Among what is searched.
    wanted: Wanted,
    /// The field's name in the form, and its id.
    #[prop(into)]
    name: String,
    /// The field's label.
    #[prop(into)]
    label: String,
    /// What was typed before.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let open = RwSignal::new(false);
    let marked = RwSignal::new(None::<usize>);
    let said = RwSignal::new(String::new());
    let asked = StoredValue::new(0_u64);

    let close = move || {
        open.set(false);
        marked.set(None);
    };
    let ask = move |text: String| {
        // Only the answer to the last question is shown, whatever order they come in.
        asked.update_value(|n| *n += 1);
        let mine = asked.get_value();
        if text.trim().chars().count() < FEWEST_LETTERS {
            close();
            return;
        }
        let wanted = wanted.clone();
        let send = move || {
            if asked.get_value() != mine {
                return;
            }
            leptos::task::spawn_local(async move {
                let answer = suggest(wanted, text).await;
                if asked.get_value() != mine {
                    return;
                }
                // No answer, no suggestions: the form still searches.
                let Ok(suggestions) = answer else { return close() };
                said.set(match suggestions.len() {
                    0 => crate::t::no_suggestion(language).to_owned(),
                    n => crate::t::suggestions(language, n),
                });
                marked.set(None);
                open.set(!suggestions.is_empty());
                found.set(suggestions);
            });
        };
        set_timeout(send, std::time::Duration::from_millis(REST_MILLISECONDS));
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if !open.get_untracked() {
            return;
        }
        let key = event.key();
        if let Some(step) = Move::of_key(&key) {
            event.prevent_default();
            marked.update(|m| *m = step.from(*m, found.with_untracked(Vec::len)));
        } else if key == "Escape" {
            event.prevent_default();
            close();
        } else if key == "Enter"
            && let Some(at) = marked.get_untracked()
        {
            event.prevent_default();
            found.with_untracked(|all| all.get(at).map(|s| go(&s.href)));
        }
    };

    let list_id = format!("{name}-suggestions");
    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let active = {
        let option_id = option_id.clone();
        move || marked.get().map(&option_id)
    };
    let options = move || {
        let shown = found.get().into_iter().enumerate();
        shown
            .map(|(at, suggestion)| {
                let href = suggestion.href;
                view! {
                    // The press comes before the field loses its focus, which would close the list.
                    <li role="option" id=option_id(at) aria-selected=move || (marked.get() == Some(at)).to_string()
                        on:mousedown=move |event| { event.prevent_default(); go(&href) }>
                        <strong>{suggestion.title}</strong>" "<small>{suggestion.detail}</small>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field suggest">
            <label for=name.clone()>{label}</label>
            <input type="search" id=name.clone() name=name value=value autocomplete="off" role="combobox" aria-autocomplete="list"
                aria-controls=list_id.clone() aria-expanded=move || open.get().to_string() aria-activedescendant=active
                on:input=move |event| ask(event_target_value(&event)) on:keydown=press on:blur=move |_| close() />
            <ul role="listbox" id=list_id aria-label=crate::t::suggestions_label(language) hidden=move || !open.get()>{options}</ul>
            <p class="visually-hidden" role="status">{said}</p>
        </div>
    }
}

/// Opens the page of a suggestion.
fn go(href: &str) {
    // A browser that refuses the address stays where it is.
    let _ = leptos::prelude::window().location().assign(href);
}
