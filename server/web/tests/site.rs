//! The site as a browser meets it, without a browser: headers, origin check, errors as pages, assets.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, in its helpers too")]

use abhyas_core::{SeededEntropy, SystemClock};
use abhyas_services::{Config, HashingCost, Services};
use abhyas_web::{Site, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use tower::ServiceExt as _;

async fn site() -> Router {
    let db = abhyas_store::testing::sqlite().await;
    let config = Config {
        public_url: "http://127.0.0.1:3000".into(),
        data_dir: std::env::temp_dir(),
        hashing: HashingCost::cheapest(),
    };
    let services = Services::new(db, Arc::new(SystemClock), Arc::new(SeededEntropy::new(1)), config).await.unwrap();
    router(Site { services, site_dir: None, https: false }, tower_sessions::MemoryStore::default()).unwrap()
}

async fn get(site: &Router, path: &str) -> Response<Body> {
    site.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn the_start_page_is_hindi_with_strict_headers() {
    let response = get(&site().await, "/").await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "'nonce-"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    let html = text(response).await;
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"hi\">"), "{html}");
    assert!(html.contains(nonce));
    assert!(html.contains("<title>अभ्यास: अस्पताल प्रशिक्षण, बिहार – अभ्यास</title>"), "{html}");
    assert!(!html.contains(" style="), "inline styles would break the policy");
}

#[tokio::test]
async fn two_answers_never_share_a_nonce() {
    let site = site().await;
    let nonce = |r: &Response<Body>| r.headers()[header::CONTENT_SECURITY_POLICY].clone();
    assert_ne!(nonce(&get(&site, "/").await), nonce(&get(&site, "/").await));
}

#[tokio::test]
async fn english_is_one_post_away() {
    let site = site().await;
    let request = Request::post("/language")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("to=en&back=/about"))
        .unwrap();
    let response = site.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[header::LOCATION], "/about");
    let cookies: Vec<_> =
        response.headers().get_all(header::SET_COOKIE).iter().map(|c| c.to_str().unwrap().to_owned()).collect();
    assert!(cookies.iter().any(|c| c.starts_with("lang=en;")), "{cookies:?}");
    let english = site
        .oneshot(Request::get("/about").header(header::COOKIE, "lang=en").body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert!(text(english).await.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_write_from_elsewhere_is_refused() {
    let request = Request::post("/language")
        .header("origin", "https://evil.example")
        .header(header::HOST, "127.0.0.1")
        .body(Body::from("to=en"))
        .unwrap();
    assert_eq!(site().await.oneshot(request).await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_unknown_address_is_a_page_and_a_missing_asset_is_not() {
    let site = site().await;
    let page = get(&site, "/no-such-page").await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    assert!(text(page).await.contains("यह पन्ना नहीं मिला"));
    let asset = get(&site, "/assets/app.000000.css").await;
    assert_eq!(asset.status(), StatusCode::NOT_FOUND);
    assert!(!text(asset).await.contains("<html"));
}

#[tokio::test]
async fn every_file_named_in_the_head_is_there_and_kept_for_a_year() {
    let site = site().await;
    let html = text(get(&site, "/").await).await;
    let addresses: Vec<&str> = html.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(addresses.len() >= 3, "{addresses:?}");
    for address in addresses {
        let response = get(&site, address).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }
}

#[tokio::test]
async fn health_answers_without_a_session() {
    let site = site().await;
    assert_eq!(text(get(&site, "/healthz").await).await, "ok\n");
    assert_eq!(text(get(&site, "/readyz").await).await, "ready\n");
}

#[tokio::test]
async fn a_form_that_is_too_large_gets_a_page() {
    let request = Request::post("/language")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(vec![b'a'; 600 * 1024]))
        .unwrap();
    let response = site().await.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(text(response).await.contains("बहुत बड़ी"));
}
