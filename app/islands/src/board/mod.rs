//! The schedule board: a session is dragged, or carried by keyboard, and every place says what would come of it.

#[cfg(feature = "hydrate")]
mod hand;
mod server;
#[cfg(any(feature = "hydrate", test))]
mod steps;

use abhyas_core::Language;
use leptos::prelude::*;

/// Enhances the table of a week (its children). Without the WebAssembly each session's own page does everything.
///
/// A card is `.sess[data-session]` and can be lifted where it has `data-lifts`; a place is a cell with `data-slot` and
/// `data-room`. What others change meanwhile the page itself tells (`page.js`).
#[island]
pub fn ScheduleBoard(
    /// The language of the page.
    language: Language,
    /// The plan's id.
    #[prop(into)]
    plan: String,
    /// The last entry of the draft's log that the page shows.
    seen: i64,
    /// The week in view, from 0.
    week: usize,
    /// The district in view; empty: all.
    #[prop(into)]
    district: String,
    /// The page of rows in view, from 0.
    page: usize,
    /// What was looked for.
    #[prop(into)]
    find: String,
    /// Whether sessions can be lifted.
    drags: bool,
    /// The table.
    children: Children,
) -> impl IntoView {
    let holder = NodeRef::<leptos::html::Div>::new();
    let said = RwSignal::new(String::new());
    let alarm = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    {
        let window = hand::Window { language, plan, seen, week, district, page, find };
        holder.on_load(move |element| {
            if drags {
                hand::attach(&element, window, said, alarm);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (plan, seen, week, district, page, find, drags);
    view! {
        <div class="schedule-board" node_ref=holder>
            <div role="alert">{move || {
                let text = alarm.get();
                (!text.is_empty()).then(|| view! { <div class="note bad"><p>{text}</p><p><a href="">{crate::t::board_fresh(language)}</a></p></div> })
            }}</div>
            {children()}
            <p class=move || if said.get().is_empty() { "visually-hidden" } else { "held-line" } role="status">{move || said.get()}</p>
        </div>
    }
}
