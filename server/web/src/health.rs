//! `/healthz`: the process answers. `/readyz`: it can also read its database.

use abhyas_kit::AppState;
use axum::extract::State;
use axum::http::StatusCode;

/// Alive.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Ready to serve.
pub async fn readyz(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.services.db().schema_version().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
