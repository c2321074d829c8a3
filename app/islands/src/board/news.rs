//! What others do to the draft meanwhile.

use super::server::board_news;
use crate::browser::after;
use crate::t;
use abhyas_core::Language;
use leptos::prelude::*;

/// How often the server is asked, in milliseconds.
const ASK_MILLISECONDS: u64 = 3_000;

/// Follows what others change.
pub fn follow(plan: String, seen: i64, language: Language, news: RwSignal<String>) {
    after(ASK_MILLISECONDS, move || {
        leptos::task::spawn_local(async move {
            // No answer, no news: the next question comes all the same.
            if let Ok(Some((who, what))) = board_news(plan.clone(), seen).await {
                let text = t::board_news(language, what, who);
                if news.get_untracked() != text {
                    news.set(text);
                }
            }
            follow(plan, seen, language, news);
        });
    });
}
