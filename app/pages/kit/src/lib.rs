//! What every page handler needs: the request's person and language, forms, the shell around a view, errors.
//!
//! Pages are axum handlers that load through `services` and render a Leptos view to a string on the server; there is no
//! client-side router and nothing streams, so status codes, redirects and headers are right from the first byte
//! (ARCHITECTURE.md, "Screens"). Islands inside a view hydrate afterwards.

mod address;
pub mod error;
mod error_page;
pub mod feed;
pub mod form;
pub mod nav;
pub mod page;
mod paging;
#[doc(hidden)]
pub mod testing;
pub mod visitor;

abhyas_i18n::texts!(t);

pub use address::encode;
pub use error::{PageError, Reply};
pub use form::{Form, Upload};
pub use page::{Page, Sheet};
pub use paging::Paging;
pub use visitor::{Leftover, Stopping, Visitor};

use abhyas_services::Services;
use abhyas_ui::IslandAssets;
use std::sync::Arc;

/// What the router hands to every handler.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The operations.
    pub services: Services,
    /// The addresses of static files.
    pub assets: Arc<AssetNames>,
    /// Whether people reach the server by HTTPS (directly or through a proxy that says so).
    pub https: bool,
}

impl axum::extract::FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}

/// The hashed addresses of static files.
#[derive(Debug, Clone, Default)]
pub struct AssetNames {
    /// The style sheet.
    pub style: String,
    /// The page script.
    pub script: String,
    /// The icon.
    pub icon: String,
    /// What islands need; `None` when the WebAssembly was not built, then pages work without.
    pub islands: Option<IslandAssets>,
}

/// Renders a view to HTML in a fresh reactive owner. `islands`: the view may hold islands.
fn render_to_string<V: leptos::prelude::IntoView>(view: impl FnOnce() -> V) -> String {
    use hydration_context::{SharedContext, SsrSharedContext};
    use leptos::prelude::{Owner, RenderHtml};
    let context: Arc<dyn SharedContext + Send + Sync> = Arc::new(SsrSharedContext::new_islands());
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    html
}
