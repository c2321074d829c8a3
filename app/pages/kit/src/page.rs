//! One request for a page: who asks, and the frame for the answer.

use crate::error::{PageError, Reply};
use crate::nav;
use crate::visitor::{Leftover, Visitor, keys};
use crate::{AppState, render_to_string};
use abhyas_core::{Language, OnceKey, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_services::{Actor, ServiceError, Services};
use abhyas_ui::{ErrorSummary, Shell, ShellState};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use leptos::prelude::*;

/// Seconds without a sign of life after which a signed-in page locks (shared PCs): 15 minutes.
pub const IDLE_LOCK_SECONDS: u32 = 15 * 60;

/// A request for a page. Every handler takes one.
#[derive(Debug, Clone)]
pub struct Page {
    /// Language of the answer.
    pub lang: Language,
    /// The person at the other end.
    pub visitor: Visitor,
    state: AppState,
    uri: Uri,
    leftover: Leftover,
}

impl FromRequestParts<AppState> for Page {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let missing = || PageError::Service(ServiceError::Internal("the visitor middleware did not run".into()));
        let visitor = parts.extensions.get::<Visitor>().cloned().ok_or_else(missing)?;
        let uri = parts
            .extensions
            .get::<axum::extract::OriginalUri>()
            .map_or_else(|| parts.uri.clone(), |original| original.0.clone());
        let leftover = parts.extensions.get::<Leftover>().cloned().unwrap_or_default();
        Ok(Self { lang: visitor.language, visitor, state: AppState::from_ref(state), uri, leftover })
    }
}

impl Page {
    /// For the middleware that turns errors into pages, after the handler is gone.
    #[must_use]
    pub fn for_visitor(visitor: Visitor, state: AppState, uri: Uri) -> Self {
        Self { lang: visitor.language, visitor, state, uri, leftover: Leftover::default() }
    }

    /// Where to note what was typed into a form that came too late.
    #[must_use]
    pub const fn leftover(&self) -> &Leftover {
        &self.leftover
    }

    /// The operations.
    #[must_use]
    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// What the router was made with.
    #[must_use]
    pub const fn state(&self) -> &AppState {
        &self.state
    }

    /// The path of the request.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Path and query of the request.
    #[must_use]
    pub fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", |pq| pq.as_str())
    }

    /// A value of the query, without white space at its ends; empty when it is not there.
    #[must_use]
    pub fn query(&self, name: &str) -> String {
        let pairs = crate::form::parse_urlencoded(self.uri.query().unwrap_or("").as_bytes());
        pairs.into_iter().find(|(n, _)| n == name).map_or_else(String::new, |(_, value)| value.trim().to_owned())
    }

    /// Every value of the query under a name that may stand there several times.
    #[must_use]
    pub fn query_all(&self, name: &str) -> Vec<String> {
        let pairs = crate::form::parse_urlencoded(self.uri.query().unwrap_or("").as_bytes());
        pairs.into_iter().filter(|(n, _)| n == name).map(|(_, value)| value.trim().to_owned()).collect()
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// [`ServiceError::SignInNeeded`]: the visitor is led to the sign-in page and back.
    pub fn actor(&self) -> Result<&Actor, PageError> {
        self.visitor.actor.as_ref().ok_or(PageError::Service(ServiceError::SignInNeeded))
    }

    /// A key for a form of this page: put it in with [`Page::once_field`].
    #[must_use]
    pub fn once_key(&self) -> OnceKey {
        OnceKey::mint(self.services().real_now(), self.services().entropy())
    }

    /// The hidden field that makes a form one act however often it is sent. One per form.
    #[must_use]
    pub fn once_field(&self) -> AnyView {
        view! { <input type="hidden" name=crate::form::ONCE_FIELD value=self.once_key().to_string() /> }.into_any()
    }

    /// The answer as a page: `page.sheet("title").show(|| view! { … })`.
    pub fn sheet(&self, title: impl Into<String>) -> Sheet<'_> {
        Sheet {
            page: self,
            title: title.into(),
            refusals: Vec::new(),
            status: StatusCode::OK,
            practice: false,
            islands: false,
            refresh: None,
            bare: false,
        }
    }

    /// The answer as a part of a page, for the page that shows it.
    pub fn part<V: IntoView>(&self, view: impl FnOnce() -> V) -> Response {
        ([(header::CACHE_CONTROL, "no-store")], Html(render_to_string(view))).into_response()
    }

    /// Leads the browser on with GET (303).
    #[must_use]
    pub fn see_other(&self, to: &str) -> Response {
        let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
        (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
    }

    /// Leads the browser on and shows a message there, once.
    ///
    /// # Errors
    /// [`PageError`] when the session can not be written.
    pub async fn see_other_with(&self, to: &str, message: &str) -> Reply {
        if let Err(error) = self.visitor.session.insert(keys::FLASH, message).await {
            // The act itself is done; a lost message must not make it look undone.
            tracing::warn!(%error, "flash not kept");
        }
        Ok(self.see_other(to))
    }
}

/// A page being put together.
#[derive(Debug)]
pub struct Sheet<'a> {
    page: &'a Page,
    title: String,
    refusals: Vec<Refusal>,
    status: StatusCode,
    practice: bool,
    islands: bool,
    refresh: Option<u32>,
    bare: bool,
}

impl Sheet<'_> {
    /// Shows refusals on top; the status becomes 422 when there are any.
    #[must_use]
    pub fn refused(mut self, refusals: &[Refusal]) -> Self {
        if !refusals.is_empty() {
            self.refusals = refusals.to_vec();
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// Another status than 200.
    #[must_use]
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Carries the training band: every page that shows a sandbox.
    #[must_use]
    pub const fn practice(mut self) -> Self {
        self.practice = true;
        self
    }

    /// Loads what islands need: every page that holds one.
    #[must_use]
    pub const fn islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Loads itself again where scripts are off.
    #[must_use]
    pub const fn refresh(mut self, seconds: u32) -> Self {
        self.refresh = Some(seconds);
        self
    }

    /// Without menu and user: the sign-in and lock pages.
    #[must_use]
    pub const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Renders the view in its frame.
    #[must_use]
    pub fn show<V: IntoView + 'static>(self, view: impl FnOnce() -> V) -> Response {
        let page = self.page;
        let visitor = &page.visitor;
        let actor = visitor.actor.as_ref().filter(|_| !self.bare);
        let assets = &page.state.assets;
        let prefix = if self.refusals.is_empty() { "" } else { abhyas_ui::t::error_prefix(page.lang) };
        let may_set_clock = actor.is_some_and(|a| a.reach(Permission::SetClock) == Reach::Everything);
        let state = ShellState {
            language: page.lang,
            title: format!("{prefix}{}", self.title),
            user: actor.map(|a| a.name.clone()),
            nav: nav::menu(page.lang, actor, page.path()),
            path: page.path_and_query().to_owned(),
            nonce: visitor.nonce.clone(),
            style: assets.style.clone(),
            script: assets.script.clone(),
            icon: assets.icon.clone(),
            islands: assets.islands.clone().filter(|_| self.islands),
            flash: visitor.flash.clone(),
            demo_clock: visitor.synthetic.then(|| (format::instant(page.lang, page.services().now()), may_set_clock)),
            practice: self.practice,
            idle_seconds: if actor.is_some() { IDLE_LOCK_SECONDS } else { 0 },
            held: visitor.held.iter().any(|path| path == page.path_and_query()),
            refresh_seconds: self.refresh,
        };
        let language = page.lang;
        let refusals = self.refusals;
        let html = render_to_string(move || {
            let view = view();
            view! { <Shell state=state><ErrorSummary language refusals />{view}</Shell> }
        });
        // Leptos marks where a text ends with `<!>`; inside a title, which holds text only, the mark would be shown.
        let html = html.replacen("<!></title>", "</title>", 1);
        (self.status, Html(format!("<!DOCTYPE html>{html}"))).into_response()
    }
}
