//! How far a plan in the making is.

mod server;

use abhyas_core::Language;
use leptos::prelude::*;
pub use server::Progress;
#[cfg(feature = "hydrate")]
use server::plan_progress;

/// How often the server is asked, in milliseconds.
#[cfg(feature = "hydrate")]
const ASK_MILLISECONDS: u64 = 1_000;

/// A bar and counts that follow a plan in the making; at its end the page is loaded again. Without the WebAssembly the
/// page shows how far it was when it was loaded (and may load itself again).
#[island]
pub fn PlanProgress(
    /// The language of the counts.
    language: Language,
    /// The plan's id.
    #[prop(into)]
    plan: String,
    /// How far it is as the page is made.
    start: Progress,
) -> impl IntoView {
    let progress = RwSignal::new(start);
    let unreachable = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| follow(plan.clone(), progress, unreachable));
    #[cfg(not(feature = "hydrate"))]
    let _ = plan;
    let text = move || {
        let now = progress.get();
        crate::t::plan_running(language, now.placed, now.seconds, now.sessions, now.wanted)
    };
    view! {
        <div class="progress" aria-busy="true">
            <progress max="100" aria-label=crate::t::plan_bar(language) value=move || progress.get().percent.to_string()></progress>
            <p>{text}</p>
            <p role="status">{move || unreachable.get().then(|| crate::t::plan_unreachable(language))}</p>
        </div>
    }
}

/// Asks, shows, and asks again after a rest; a lost network only lengthens the rest.
#[cfg(feature = "hydrate")]
fn follow(plan: String, progress: RwSignal<Progress>, unreachable: RwSignal<bool>) {
    leptos::task::spawn_local(async move {
        match plan_progress(plan.clone()).await {
            Ok(now) if now.finished => {
                // A browser that refuses to load again still shows the last count.
                let _ = window().location().reload();
                return;
            }
            Ok(now) => {
                progress.set(now);
                unreachable.set(false);
            }
            Err(_) => unreachable.set(true),
        }
        crate::browser::after(ASK_MILLISECONDS, move || follow(plan, progress, unreachable));
    });
}
