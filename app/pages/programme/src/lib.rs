//! Screens of the programme: plans, sessions, attendance, my sessions, master data.

pub mod masters;
pub mod my;
pub mod plans;
pub mod sessions;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new().merge(masters::routes()).merge(plans::routes()).merge(sessions::routes()).merge(my::routes())
}

/// A number of things, in the Indian grouping.
fn count(n: usize) -> String {
    abhyas_i18n::format::number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Percent-encodes a value for a query.
fn encode(value: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    value.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_query_survive() {
        assert_eq!(encode("सीता & 1"), "%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE%20%26%201");
        assert_eq!(count(1500), "1,500");
    }
}
