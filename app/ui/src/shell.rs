//! The frame of every page: document head, header with the current user, navigation, notes, footer.

use crate::t;
use abhyas_core::Language;
use leptos::prelude::*;

/// One entry of the main menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub href: &'static str,
    /// What it says.
    pub text: String,
    /// Whether the page shown belongs to it.
    pub current: bool,
}

/// What the frame needs to know of the request.
#[derive(Debug, Clone, Default)]
pub struct ShellState {
    /// Language of the page.
    pub language: Language,
    /// Title of the page, without the product's name.
    pub title: String,
    /// Name of the signed-in person.
    pub user: Option<String>,
    /// Entries of the main menu.
    pub nav: Vec<NavItem>,
    /// The path and query of the page: where the language switch comes back to.
    pub path: String,
    /// The nonce of the content security policy.
    pub nonce: String,
    /// Address of the style sheet.
    pub style: String,
    /// Address of the page script.
    pub script: String,
    /// Address of the icon.
    pub icon: String,
    /// Script, glue and WebAssembly of the islands; `None` on pages without one.
    pub islands: Option<IslandAssets>,
    /// A message for once, e.g. "saved"; further lines of it are warnings.
    pub flash: Option<String>,
    /// The programme's clock, where it is a demonstration; and whether the user may set it.
    pub demo_clock: Option<(String, bool)>,
    /// Whether the page shows a sandbox.
    pub practice: bool,
    /// After how many idle seconds the page locks; 0: never.
    pub idle_seconds: u32,
    /// Whether something typed earlier waits to be filled in again.
    pub held: bool,
    /// Seconds after which the page loads itself again (progress without scripts).
    pub refresh_seconds: Option<u32>,
}

/// The addresses that bring islands to life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IslandAssets {
    /// The loader script.
    pub loader: String,
    /// The generated glue.
    pub glue: String,
    /// The WebAssembly.
    pub wasm: String,
}

/// The first letters of up to two names, for the round sign beside the user's name. Whole syllables: a matra is never cut off.
#[must_use]
pub fn initials(name: &str) -> String {
    let is_mark =
        |c: char| matches!(c, '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}' | '\u{0962}' | '\u{0963}' | '\u{200D}');
    name.split_whitespace()
        .take(2)
        .map(|word| {
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().collect();
            first + &letters.take_while(|c| is_mark(*c)).collect::<String>()
        })
        .collect()
}

fn header(state: &ShellState) -> AnyView {
    let l = state.language;
    let other = l.other();
    let language = view! {
        <form method="post" action="/language">
            <input type="hidden" name="to" value=other.tag() />
            <input type="hidden" name="back" value=state.path.clone() />
            <button type="submit" lang=other.tag()>{t::other_language(l)}</button>
        </form>
    };
    let user = match &state.user {
        Some(name) => view! {
            <a class="who" href="/account"><span class="initials" aria-hidden="true">{initials(name)}</span><span class="who-name">{name.clone()}</span></a>
            <form method="post" action="/sign-out"><button type="submit">{t::switch_user(l)}</button></form>
        }
        .into_any(),
        None => view! { <a class="quiet" href="/sign-in">{t::sign_in(l)}</a> }.into_any(),
    };
    view! {
        <header class="top"><div class="top-row">
            <a class="brand" href="/">{t::brand(l)}<small>{t::tagline(l)}</small></a>
            {user}{language}
        </div></header>
    }
    .into_any()
}

fn nav(state: &ShellState) -> Option<AnyView> {
    if state.nav.is_empty() {
        return None;
    }
    let items = state
        .nav
        .iter()
        .map(|item| view! { <li><a href=item.href aria-current=item.current.then_some("page")>{item.text.clone()}</a></li> })
        .collect_view();
    Some(view! { <nav class="nav" aria-label=t::main_menu(state.language)><ul>{items}</ul></nav> }.into_any())
}

/// What the act before says: that it is done and, on lines of their own, what it warns of. A warning does not look like a success.
fn said(text: &str) -> AnyView {
    let mut lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> });
    let done = lines.next();
    let warnings: Vec<_> = lines.collect();
    let warned = !warnings.is_empty();
    view! {
        <div class="note good" role="status">{done}</div>
        {warned.then(|| view! { <div class="note warn" role="alert">{warnings}</div> })}
    }
    .into_any()
}

/// The whole document around a page's content. Rendered on the server only.
#[component]
pub fn Shell(state: ShellState, children: Children) -> impl IntoView {
    let l = state.language;
    let title = format!("{} – {}", state.title, t::brand(l));
    let islands = state.islands.clone().map(|assets| {
        view! { <script type="module" nonce=state.nonce.clone() src=assets.loader data-glue=assets.glue data-wasm=assets.wasm id="islands"></script> }
    });
    let clock = state.demo_clock.clone().map(|(now, may_set)| {
        let link = may_set.then(|| view! { " · "<a href="/clock">{t::set_clock(l)}</a> });
        view! { <aside class="demo-clock" aria-label=t::clock_label(l)>{t::demo_clock(l, now)}{link}</aside> }
    });
    let band =
        state.practice.then(|| view! { <aside class="band" aria-label=t::band_label(l)>{t::practice_band(l)}</aside> });
    let flash = state.flash.as_deref().map(said);
    let refresh = state
        .refresh_seconds
        .map(|seconds| view! { <noscript><meta http-equiv="refresh" content=seconds.to_string() /></noscript> });
    view! {
        <html lang=l.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{title}</title>
                <meta name="theme-color" content="#083f4a" />
                <link rel="stylesheet" href=state.style.clone() />
                <link rel="icon" type="image/svg+xml" href=state.icon.clone() />
                {refresh}
                <script defer nonce=state.nonce.clone() src=state.script.clone()></script>
            </head>
            <body data-refresh-seconds=state.refresh_seconds.map(|seconds| seconds.to_string()) data-idle-seconds=(state.idle_seconds > 0).then(|| state.idle_seconds.to_string()) data-held=state.held.then_some("1")>
                <a class="skip" href="#main">{t::skip(l)}</a>
                {header(&state)}
                {nav(&state)}
                {clock}
                {band}
                <main id="main" tabindex="-1">{flash}{children()}</main>
                <footer class="foot"><div>
                    <span>{t::foot_synthetic(l)}</span>
                    <a href="/verify">{t::foot_verify(l)}</a>
                    <a href="/about">{t::foot_about(l)}</a>
                    <a href="/privacy">{t::foot_privacy(l)}</a>
                    <a href="/accessibility">{t::foot_accessibility(l)}</a>
                </div></footer>
                {islands}
            </body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_keep_whole_syllables() {
        for (name, sign) in [("सीता कुमारी", "सीकु"), ("Ram Kumar Singh", "RK"), ("क्षमा", "क्"), ("", "")]
        {
            assert_eq!(initials(name), sign);
        }
    }
}
