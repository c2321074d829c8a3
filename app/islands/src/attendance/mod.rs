//! Attendance by taps: each mark is saved without loading the page again.

#[cfg(any(feature = "hydrate", test))]
mod marks;
mod server;

use abhyas_core::Language;
use leptos::prelude::*;

/// Enhances the attendance forms of a session (its children). Without the WebAssembly each form sends itself.
///
/// Each person has a form with `data-person`; its buttons are named `mark` and carry `aria-pressed`; an element with
/// `data-state` says where the mark stands. Taps while the network is away are kept on the page and sent when it is back.
#[island]
pub fn AttendanceTaps(
    /// The language of the page.
    language: Language,
    /// The session's id.
    #[prop(into)]
    session: String,
    /// The forms.
    children: Children,
) -> impl IntoView {
    let holder = NodeRef::<leptos::html::Div>::new();
    let unsent = RwSignal::new(0_usize);
    #[cfg(feature = "hydrate")]
    holder.on_load(move |element| taps::attach(&element, language, session, unsent));
    #[cfg(not(feature = "hydrate"))]
    let _ = session;
    view! {
        <div class="attendance-taps" node_ref=holder>
            {children()}
            <p class="attendance-note" role="status">
                {move || (unsent.get() > 0).then(|| crate::t::still_waiting(language, unsent.get()))}
            </p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod taps {
    use super::marks::{Answer, Marks, Sending, State};
    use super::server::{Answered, mark_attendance};
    use crate::browser::{after, all, form_of, listen, set};
    use crate::t;
    use abhyas_core::Language;
    use leptos::prelude::*;
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, SubmitEvent};

    /// How long to wait before marks that found no network are sent again, in milliseconds.
    const RETRY_MILLISECONDS: u64 = 5_000;

    struct Sheet {
        holder: HtmlElement,
        language: Language,
        session: String,
        marks: RefCell<Marks>,
        unsent: RwSignal<usize>,
    }

    /// Takes over the forms below `holder`.
    pub fn attach(holder: &HtmlElement, language: Language, session: String, unsent: RwSignal<usize>) {
        let mut marks = Marks::default();
        for form in all(holder, "form[data-person]") {
            let pressed = all(&form, "button[name=mark][aria-pressed=true]");
            marks.know(&person_of(&form), &pressed.first().map(mark_of).unwrap_or_default());
        }
        let sheet = Rc::new(Sheet { holder: holder.clone(), language, session, marks: RefCell::new(marks), unsent });

        let tapped = Rc::clone(&sheet);
        listen(holder, "submit", move |event| {
            let Some(form) = form_of(&event).filter(|form| form.has_attribute("data-person")) else { return };
            let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter).map(Element::from);
            let Some(button) = button.filter(|b| b.get_attribute("name").as_deref() == Some("mark")) else { return };
            event.prevent_default();
            // Only the page's own script would count this as a form on its way.
            event.stop_propagation();
            let sending = tapped.marks.borrow_mut().tap(&person_of(&form), &mark_of(&button));
            tapped.send(sending);
        });

        let undone = Rc::clone(&sheet);
        listen(holder, "click", move |event| {
            let Some(form) = form_of(&event) else { return };
            let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            if target.is_some_and(|t| t.has_attribute("data-undo")) {
                let sending = undone.marks.borrow_mut().undo(&person_of(&form));
                undone.send(sending);
            }
        });

        let Some(window) = web_sys::window() else { return };
        let back = Rc::clone(&sheet);
        listen(&window, "online", move |_| back.send_waiting());
        listen(&window, "beforeunload", move |event| {
            if sheet.marks.borrow().unsent() > 0 {
                event.prevent_default();
            }
        });
    }

    impl Sheet {
        fn send_waiting(self: &Rc<Self>) {
            let waiting = self.marks.borrow_mut().retry();
            for sending in waiting {
                self.send(Some(sending));
            }
        }

        fn send(self: &Rc<Self>, sending: Option<Sending>) {
            let Some(sending) = sending else { return };
            self.show(&sending.person);
            let sheet = Rc::clone(self);
            leptos::task::spawn_local(async move {
                let answer =
                    match mark_attendance(sheet.session.clone(), sending.person.clone(), sending.mark.clone()).await {
                        Ok(Answered::Saved) => Answer::Saved,
                        Ok(Answered::Refused(why)) => Answer::Refused(why),
                        Err(ServerFnError::Request(_)) => Answer::Unreachable,
                        Err(_) => Answer::Refused(t::tap_error(sheet.language).to_owned()),
                    };
                sheet.marks.borrow_mut().answered(&sending, answer);
                sheet.show(&sending.person);
                if sheet.marks.borrow().waits() {
                    let again = Rc::clone(&sheet);
                    after(RETRY_MILLISECONDS, move || again.send_waiting());
                }
            });
        }

        /// Brings a person's row in line with its mark.
        fn show(&self, person: &str) {
            let marks = self.marks.borrow();
            self.unsent.set(marks.unsent());
            let Some((mark, state, undo)) = marks.look(person) else { return };
            let forms = all(&self.holder, "form[data-person]");
            let Some(form) = forms.iter().find(|form| person_of(form) == person) else { return };
            for button in all(form, "button[name=mark]") {
                set(&button, "aria-pressed", Some(if mark_of(&button) == mark { "true" } else { "false" }));
            }
            for place in all(form, "[data-state]") {
                let (name, text) = match state {
                    State::Saved => ("saved", t::tap_saved(self.language).to_owned()),
                    State::Sending => ("sending", t::tap_sending(self.language).to_owned()),
                    State::Waiting => ("waiting", t::tap_waiting(self.language).to_owned()),
                    State::Failed(why) => ("failed", t::tap_failed(self.language, why)),
                };
                set(&place, "data-state", Some(name));
                place.set_text_content(Some(&text));
            }
            self.offer_undo(form, undo);
        }

        /// The undo button stands in the row only where there is something to take back.
        fn offer_undo(&self, form: &Element, undo: bool) {
            let there = all(form, "[data-undo]").into_iter().next();
            match (there, undo) {
                (Some(button), false) => button.remove(),
                (None, true) => {
                    let Some(button) = form.owner_document().and_then(|d| d.create_element("button").ok()) else {
                        return;
                    };
                    set(&button, "type", Some("button"));
                    set(&button, "class", Some("button quiet"));
                    set(&button, "data-undo", Some(""));
                    button.set_text_content(Some(t::undo(self.language)));
                    // A row that can not take the button goes without it.
                    let _ = form.append_child(&button);
                }
                _ => {}
            }
        }
    }

    fn person_of(form: &Element) -> String {
        form.get_attribute("data-person").unwrap_or_default()
    }

    fn mark_of(button: &Element) -> String {
        button.get_attribute("value").unwrap_or_default()
    }
}
