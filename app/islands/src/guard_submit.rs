//! A form that is sent once, and that asks before typed text is thrown away.

use abhyas_core::Language;
use leptos::prelude::*;

/// Wraps forms (its children): the second click on a button sends nothing, and leaving the page with changed fields
/// asks first. The server holds the same promise by the once-key of the form; this only spares the person the wait and the doubt.
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
    holder.on_load(move |element| browser::guard(&element, sending));
    view! {
        <div class="guard-submit" node_ref=holder>
            {children()}
            <p class="guard-note" role="status">{move || sending.get().then(|| crate::t::sending(language))}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{Event, EventTarget, HtmlElement, HtmlFormElement};

    /// Listens on `holder` for what its forms report.
    pub fn guard(holder: &HtmlElement, sending: RwSignal<bool>) {
        let changed = Rc::new(Cell::new(false));

        let note_change = changed.clone();
        listen(holder, "input", move |event| {
            if form_of(&event).is_some_and(|form| !form.has_attribute("data-unguarded")) {
                note_change.set(true);
            }
        });

        let note_sent = changed.clone();
        listen(holder, "submit", move |event| {
            let Some(form) = form_of(&event).filter(|form| !form.has_attribute("data-unguarded")) else { return };
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
            let Ok(forms) = holder.query_selector_all("form[data-sent]") else { return };
            for form in (0..forms.length()).filter_map(|at| forms.item(at)) {
                if let Some(form) = form.dyn_ref::<HtmlFormElement>() {
                    mark_sent(form, false);
                }
            }
        });
    }

    fn form_of(event: &Event) -> Option<HtmlFormElement> {
        let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
        target.closest("form").ok().flatten()?.dyn_into().ok()
    }

    /// Marks a form and its buttons as sent, or takes the mark away. A failure leaves the form as it was.
    fn mark_sent(form: &HtmlFormElement, sent: bool) {
        let _ = if sent { form.set_attribute("data-sent", "") } else { form.remove_attribute("data-sent") };
        let Ok(buttons) = form.query_selector_all("button:not([type=button]), input[type=submit]") else { return };
        for button in (0..buttons.length()).filter_map(|at| buttons.item(at)) {
            if let Some(button) = button.dyn_ref::<web_sys::Element>() {
                let _ = if sent {
                    button.set_attribute("aria-disabled", "true")
                } else {
                    button.remove_attribute("aria-disabled")
                };
            }
        }
    }

    /// Listens as long as the page lives: islands are never taken off a page.
    fn listen(target: &EventTarget, name: &str, heard: impl FnMut(Event) + 'static) {
        let heard = Closure::<dyn FnMut(Event)>::new(heard);
        if target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).is_ok() {
            heard.forget();
        }
    }
}
