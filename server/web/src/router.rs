//! All routes under one roof, and the layers every request passes, outermost first:
//! log → compression → headers → origin check → browser session → visitor → errors as pages → handler.

use crate::assets::{Assets, AssetsError, serve_asset};
use crate::{errors, guard, headers, health, islands, visitor};
use abhyas_kit::AppState;
use abhyas_services::Services;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Router, middleware};
use std::path::PathBuf;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

/// Forms are small; routes that take files set their own limit.
const LARGEST_FORM_BYTES: usize = 512 * 1024;

/// What the router is made of.
#[derive(Debug, Clone)]
pub struct Site {
    /// The operations.
    pub services: Services,
    /// Where `cargo xtask wasm` put the islands; pages work without.
    pub site_dir: Option<PathBuf>,
    /// Whether people reach the server by HTTPS.
    pub https: bool,
}

/// The whole site.
///
/// # Errors
/// [`AssetsError`] when the built islands are damaged.
pub fn router(site: Site, sessions: impl SessionStore + Clone) -> Result<Router, AssetsError> {
    let (assets, names) = Assets::load(site.site_dir.as_deref())?;
    let state = AppState { services: site.services, assets: Arc::new(names), https: site.https };
    let session_layer = SessionManagerLayer::new(sessions)
        .with_name(if site.https { "__Host-abhyas" } else { "abhyas" })
        .with_secure(site.https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(tower_sessions::cookie::time::Duration::hours(36)));
    let pages = Router::new()
        .merge(abhyas_pages_access::routes())
        .merge(abhyas_pages_people::routes())
        .merge(abhyas_pages_programme::routes())
        .merge(abhyas_pages_hospital::routes())
        .merge(abhyas_pages_queue::routes())
        .merge(abhyas_pages_opd::routes())
        .merge(abhyas_pages_laboratory::routes())
        .merge(abhyas_pages_pharmacy::routes())
        .merge(abhyas_pages_certificates::routes())
        .route("/islands/{*function}", post(islands::server_function))
        .fallback(errors::fallback)
        .layer(DefaultBodyLimit::max(LARGEST_FORM_BYTES))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(from_fn_with_state(state.clone(), errors::as_pages))
        .layer(from_fn_with_state(state.clone(), visitor::find))
        .layer(session_layer)
        .layer(from_fn_with_state(state.clone(), guard::same_origin));
    Ok(Router::new()
        .merge(pages)
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .with_state(state.clone())
        .route("/assets/{name}", get(serve_asset).with_state(assets))
        .layer(middleware::from_fn_with_state(state, headers::secure))
        .layer(CompressionLayer::new())
        .layer(from_fn(log)))
}

/// One line a request: route, status, milliseconds; no address, no query, no person.
async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let start = tokio::time::Instant::now();
    let response = next.run(request).await;
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status = response.status().as_u16(), milliseconds, "request");
    response
}
