//! A form that is sent once, and that asks before typed text is thrown away.

use abhyas_core::Language;
use leptos::prelude::*;

/// Wraps forms (its children): the second click on a button sends nothing, and leaving the page with changed fields
/// asks first. The server keeps the same promise by the form's once-key; this only spares the person the wait and the doubt.
///
/// A form with the attribute `data-unguarded` (a search, a sign-out) may be left and sent again at will.
#[island]
pub fn GuardSubmit(
    /// The language of the note shown while the form is on its way.
    language: Language,
    /// The forms.
    children: Children,
) -> impl IntoView {
    let holder = NodeRef::<leptos::html::Div>::new();
    let sending = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    holder.on_load(move |element| guard::guard(&element, sending));
    view! {
        <div class="guard-submit" node_ref=holder>
            {children()}
            <p class="guard-note" role="status">{move || sending.get().then(|| crate::t::sending(language))}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod guard {
    use crate::browser::{all, form_of, listen, set};
    use leptos::prelude::*;
    use std::cell::Cell;
    use std::rc::Rc;
    use web_sys::{Event, HtmlElement, HtmlFormElement};

    /// Listens on `holder` for what its forms report.
    pub fn guard(holder: &HtmlElement, sending: RwSignal<bool>) {
        let changed = Rc::new(Cell::new(false));

        let note_change = changed.clone();
        listen(holder, "input", move |event| {
            if guarded(&event).is_some() {
                note_change.set(true);
            }
        });

        let note_sent = changed.clone();
        listen(holder, "submit", move |event| {
            let Some(form) = guarded(&event) else { return };
            if form.has_attribute("data-sent") {
                event.prevent_default();
                return;
            }
            // The button stays enabled in the DOM: a disabled one would be left out of what is sent.
            mark_sent(&form, true);
            note_sent.set(false);
            sending.set(true);
        });

        let Some(window) = web_sys::window() else { return };
        listen(&window, "beforeunload", move |event| {
            if changed.get() {
                event.prevent_default();
            }
        });

        // The page can come back from the browser's memory (back button) in the state in which it was left.
        let holder = holder.clone();
        listen(&window, "pageshow", move |_| {
            sending.set(false);
            for form in all(&holder, "form[data-sent]") {
                mark_sent(&form, false);
            }
        });
    }

    fn guarded(event: &Event) -> Option<HtmlFormElement> {
        form_of(event).filter(|form| !form.has_attribute("data-unguarded"))
    }

    fn mark_sent(form: &web_sys::Element, sent: bool) {
        set(form, "data-sent", sent.then_some("1"));
        for button in all(form, "button:not([type=button]), input[type=submit]") {
            set(&button, "aria-disabled", sent.then_some("true"));
        }
    }
}
