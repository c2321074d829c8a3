//! What the islands ask of the browser.

use std::time::Duration;

use leptos::prelude::set_timeout;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, Event, EventTarget, HtmlFormElement};

/// Listens as long as the page lives: islands are never taken off a page.
pub fn listen(target: &EventTarget, name: &str, heard: impl FnMut(Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(heard);
    if target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).is_ok() {
        heard.forget();
    }
}

/// Does something later, once.
pub fn after(milliseconds: u64, then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::from_millis(milliseconds));
}

/// The form in which an event happened.
pub fn form_of(event: &Event) -> Option<HtmlFormElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("form").ok().flatten()?.dyn_into().ok()
}

/// The elements below one that match a selector. A selector that the browser does not know matches nothing.
pub fn all(below: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = below.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Sets an attribute, or takes it away. Failure leaves the element as it was.
pub fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
