//! Finds out who asks: browser session, language, device; locks idle sessions; keeps what was typed when one was locked.

use abhyas_core::clock::{instant_text, parse_instant};
use abhyas_core::{Language, PersonId};
use abhyas_kit::visitor::{is_locked, keys};
use abhyas_kit::{AppState, PageError, Visitor, encode};
use abhyas_services::{Actor, ServiceError, held};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use http_body_util::{BodyExt as _, Limited};
use tower_sessions::Session;

use crate::headers::Nonce;

/// The sign of life is written at most this often.
const TOUCH_EVERY: Duration = Duration::minutes(1);
/// The largest form that is kept when it meets a locked session.
const LARGEST_HELD_BYTES: usize = 256 * 1024;
/// Whether a path is a stream of what the others do, in a shared hospital or on the board of a draft.
fn is_events(path: &str) -> bool {
    path == "/hospital/events" || path.starts_with("/plans/") && path.ends_with("/events")
}

/// Paths that answer while the session is locked: how one gets out of the lock, and what the public may see.
const OPEN_WHILE_LOCKED: [&str; 8] =
    ["/lock", "/unlock", "/sign-in", "/sign-out", "/language", "/held", "/assets", "/verify"];

/// The middleware. Runs inside the session layer.
pub async fn find(State(state): State<AppState>, session: Session, mut request: Request, next: Next) -> Response {
    let known_device = cookie(request.headers(), device_cookie(state.https))
        .filter(|d| d.len() == 32 && d.bytes().all(|b| b.is_ascii_hexdigit()));
    let device = known_device.clone().unwrap_or_else(|| new_device(&state));
    let head = Head::of(&request);
    let visitor = match visitor(&state, session, &head, device.clone()).await {
        Ok(visitor) => visitor,
        Err(error) => return PageError::Service(error).into_response(),
    };
    let path = request.uri().path().to_owned();
    let open = OPEN_WHILE_LOCKED
        .iter()
        .any(|open| path == *open || path.strip_prefix(open).is_some_and(|rest| rest.starts_with('/')));
    if let (Some(owner), false) = (&visitor.locked, open) {
        return locked(&state, owner, request).await;
    }
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    if known_device.is_none() {
        let secure = if state.https { "; Secure" } else { "" };
        let name = device_cookie(state.https);
        if let Ok(value) =
            HeaderValue::from_str(&format!("{name}={device}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}"))
        {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

const fn device_cookie(https: bool) -> &'static str {
    if https { "__Host-abhyas-device" } else { "abhyas-device" }
}

fn new_device(state: &AppState) -> String {
    let mut bytes = [0; 16];
    state.services.entropy().fill(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// What of a request the visitor depends on. (A body can not be shared across an await, so the request itself is not borrowed.)
struct Head {
    method: Method,
    path: String,
    language: Option<Language>,
    nonce: String,
}

impl Head {
    fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            language: cookie(request.headers(), "lang").and_then(|tag| Language::from_tag(&tag)),
            nonce: request.extensions().get::<Nonce>().map(|n| n.0.clone()).unwrap_or_default(),
        }
    }

    /// What a page asks by itself (progress, drafts, what the others do) is no sign of a person.
    fn by_a_person(&self) -> bool {
        !self.path.starts_with("/islands/") && !self.path.starts_with("/held") && !is_events(&self.path)
    }
}

async fn visitor(state: &AppState, session: Session, head: &Head, device: String) -> Result<Visitor, ServiceError> {
    let services = &state.services;
    let now = services.real_now();
    let actor = match text(&session, keys::PERSON).await?.and_then(|id| PersonId::parse(id).ok()) {
        Some(person) => abhyas_services::access::actor_of(services, &person).await?,
        None => None,
    };
    let language = head.language.or_else(|| actor.as_ref().map(|a| a.language)).unwrap_or_default();
    let lock = actor.is_some() && is_locked(&session, now).await.map_err(|e| broken(&e))?;
    let held = match &actor {
        Some(actor) if !lock && head.method == Method::GET => held::draft_paths(services, &actor.person).await?,
        _ => Vec::new(),
    };
    let is_page = head.method == Method::GET && head.by_a_person();
    let flash = if is_page && actor.is_some() && !lock {
        session.remove(keys::FLASH).await.map_err(|e| broken(&e))?
    } else {
        None
    };
    if actor.is_some() && !lock && head.by_a_person() {
        touch(&session, now).await?;
    }
    let (actor, locked) = if lock { (None, actor) } else { (actor, None) };
    Ok(Visitor {
        actor,
        locked,
        language,
        nonce: head.nonce.clone(),
        session,
        flash,
        held,
        synthetic: services.synthetic(),
        device,
    })
}

fn broken(error: &tower_sessions::session::Error) -> ServiceError {
    ServiceError::Internal(format!("browser session: {error}"))
}

async fn text(session: &Session, key: &str) -> Result<Option<String>, ServiceError> {
    session.get::<String>(key).await.map_err(|e| broken(&e))
}

async fn instant(session: &Session, key: &str) -> Result<Option<DateTime<Utc>>, ServiceError> {
    Ok(text(session, key).await?.as_deref().and_then(parse_instant))
}

async fn touch(session: &Session, now: DateTime<Utc>) -> Result<(), ServiceError> {
    if instant(session, keys::SEEN_AT).await?.is_none_or(|seen| now - seen >= TOUCH_EVERY) {
        session.insert(keys::SEEN_AT, instant_text(now)).await.map_err(|e| broken(&e))?;
    }
    Ok(())
}

/// A request in a locked session: its form is kept for the owner, then the lock page asks for the password.
async fn locked(state: &AppState, owner: &Actor, request: Request) -> Response {
    let back = request.uri().path_and_query().map_or("/", |pq| pq.as_str()).to_owned();
    if request.uri().path().starts_with("/islands/") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if is_events(request.uri().path()) {
        // A browser asks no more after this answer (HTML, "Server-sent events", 9.2.3).
        return StatusCode::NO_CONTENT.into_response();
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return see_other(&format!("/lock?back={}", encode(&back)));
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        // A file is not kept: it is still on the person's machine.
        return see_other("/lock?file=1");
    }
    let body: Result<Bytes, _> =
        Limited::new(request.into_body(), LARGEST_HELD_BYTES).collect().await.map(|c| c.to_bytes());
    let Ok(body) = body else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    match held::keep(&state.services, &owner.person, &back, body.to_vec(), &kind).await {
        Ok(id) => see_other(&format!("/lock?held={id}")),
        Err(error) => PageError::Service(error).into_response(),
    }
}

/// Leads on with GET.
pub fn see_other(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)], Body::empty()).into_response()
}
