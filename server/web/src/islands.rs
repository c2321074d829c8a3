//! The server functions of the islands, with the services and the visitor in their context.

use abhyas_kit::{AppState, Visitor};
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;

/// `POST /islands/{function}`.
pub async fn server_function(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Response {
    use axum::response::IntoResponse as _;
    let context = move || {
        leptos::prelude::provide_context(state.services.clone());
        leptos::prelude::provide_context(visitor.language);
        if let Some(actor) = visitor.actor.clone() {
            leptos::prelude::provide_context(actor);
        }
    };
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}
