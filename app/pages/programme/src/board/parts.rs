//! What the board's pages share: verdicts and changes in words.

use crate::t;
use abhyas_core::Language;
use abhyas_i18n::format::{instant, number};
use abhyas_services::plans::board::{Level, Told, Verdict};
use abhyas_ui::Tone;
use leptos::prelude::*;

/// The colour of a level.
pub(super) const fn tone(level: Level) -> Tone {
    match level {
        Level::Green => Tone::Good,
        Level::Blue => Tone::Plain,
        Level::Amber => Tone::Warn,
        Level::Red => Tone::Bad,
    }
}

/// The level in words, with a sign of its own shape.
pub(super) fn level(l: Language, level: Level) -> &'static str {
    match level {
        Level::Green => t::board_green(l),
        Level::Blue => t::board_blue(l),
        Level::Amber => t::board_amber(l),
        Level::Red => t::board_red(l),
    }
}

/// `₹ 1,200 ज़्यादा`.
pub(super) fn rupees(l: Language, rupees: i64) -> String {
    let amount = number(rupees.abs());
    match rupees {
        0 => t::board_no_cost(l).to_owned(),
        1.. => t::board_costs(l, amount),
        _ => t::board_saves(l, amount),
    }
}

/// Money and seats in one line.
pub(super) fn price(l: Language, verdict: &Verdict) -> String {
    let mut text = rupees(l, verdict.rupees);
    if verdict.seats != 0 {
        let n = number(verdict.seats.abs());
        text.push_str(" · ");
        text.push_str(&if verdict.seats > 0 { t::board_seats_lost(l, n) } else { t::board_seats_won(l, n) });
    }
    text
}

/// A verdict as people read it: sign and word, money, reasons.
pub(super) fn verdict(l: Language, found: &Verdict) -> AnyView {
    let broken = found.broken.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let mended = found.mended.iter().map(|line| view! { <li>{t::board_mended(l, line)}</li> }).collect_view();
    let lines = !found.broken.is_empty() || !found.mended.is_empty();
    view! {
        <span class=format!("badge{}", class(tone(found.level)))>{level(l, found.level)}</span>" "<small>{price(l, found)}</small>
        {lines.then(|| view! { <ul class="reasons">{broken}{mended}</ul> })}
    }
    .into_any()
}

pub(super) const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => " good",
        Tone::Warn => " warn",
        Tone::Bad => " bad",
        Tone::Plain | Tone::Train => "",
    }
}

/// What somebody did, with when and why.
pub(super) fn told(l: Language, list: Vec<Told>) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let lines = list.into_iter().map(|it| {
        let why = (!it.reason.is_empty()).then(|| view! { <br /><small>{t::board_because(l, &it.reason)}</small> });
        view! { <li><strong>{it.who}</strong>": "{it.what}" "<small class="muted">{instant(l, it.at)}</small>{why}</li> }
    });
    let lines = lines.collect_view();
    Some(view! { <section class="card"><h2>{t::board_recent(l)}</h2><ul>{lines}</ul></section> }.into_any())
}
