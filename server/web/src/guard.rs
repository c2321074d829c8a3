//! Writes come from our own pages only: the origin of every request that is not a plain read is checked
//! (OWASP ASVS 5.0, 3.5.1). Nothing changes on GET, so reads need no check.

use abhyas_kit::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The middleware.
pub async fn same_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || comes_from_us(request.headers(), &state.services.config().public_url) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "a write from another origin was refused");
    (StatusCode::FORBIDDEN, "403: this request did not come from a page of this site\n").into_response()
}

/// Browsers send `Sec-Fetch-Site` or at least `Origin` with every write; a request with neither is no browser's.
fn comes_from_us(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    if origin == public_url {
        return true;
    }
    let host_of_origin = origin.split_once("://").map(|(_, host)| host);
    host_of_origin.is_some() && host_of_origin == text(header::HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_write() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[("sec-fetch-site", "same-origin"), ("host", "a")], true),
            (&[("sec-fetch-site", "none"), ("host", "a")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false),
            (&[("sec-fetch-site", "same-site"), ("host", "a")], false),
            (&[("origin", "http://a:3000"), ("host", "a:3000")], true),
            (&[("origin", "http://evil"), ("host", "a")], false),
            (&[("origin", "null"), ("host", "a")], false),
            (&[("host", "a")], false),
        ];
        for (pairs, expected) in cases {
            let headers = pairs
                .iter()
                .map(|(n, v)| (header::HeaderName::from_bytes(n.as_bytes()).unwrap(), v.parse().unwrap()))
                .collect();
            assert_eq!(comes_from_us(&headers, "https://abhyas.example"), expected, "{pairs:?}");
        }
        let behind_a_proxy =
            [(header::ORIGIN, "https://abhyas.example".parse().unwrap()), (header::HOST, "127.0.0.1".parse().unwrap())];
        assert!(comes_from_us(&behind_a_proxy.into_iter().collect(), "https://abhyas.example"));
    }
}
