//! The hospital that a request is about, and the frame of its screens.

use crate::{bar, t};
use abhyas_core::{Refusal, SandboxId};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply, Sheet};
use abhyas_services::ServiceError;
use abhyas_services::sandbox::hims::m01_registration::{BhavyaId, Patient, codes as m01};
use abhyas_services::sandbox::hims::{AnyCommand, Receipt, World};
use abhyas_services::sandbox::{self, Look, Sandbox, codes};
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

/// The name of the value in the browser session: the hospital of the attempt that is being worked on.
const CHOSEN: &str = "hospital";
/// The name of the value in the browser session: the hospital that was last seen, and in which life.
const SEEN: &str = "hospital_seen";
/// The field by which a form says for which hospital it was shown.
pub const HOSPITAL_FIELD: &str = "_hospital";
/// The field by which a form says in which life of the hospital it was shown.
const LIFE_FIELD: &str = "_life";

/// A hospital, opened for the person who asks.
pub struct Desk {
    /// The hospital.
    pub sandbox: Sandbox,
    /// The hospital as it is for this request.
    pub look: Look,
    /// Whether the form was shown in an earlier life: then nothing is done with it.
    late: bool,
    /// What the person is told above the page: the hospital began anew since, or is another one now.
    told: Option<String>,
}

impl Desk {
    /// A hospital and how it is.
    pub const fn new(sandbox: Sandbox, look: Look) -> Self {
        Self { sandbox, look, late: false, told: None }
    }

    /// The hospital that the person is in: that of the attempt or the cohort they entered, else their own for free practice.
    pub async fn open(page: &Page) -> Result<Self, PageError> {
        let (sandbox, left) = current(page).await?;
        let look = sandbox.look().await?;
        let told = match left.then(|| t::no_longer_member(page.lang).to_owned()) {
            Some(left) => Some(left),
            None => begun_since(page, &sandbox, &look).await?,
        };
        Ok(Self { told, ..Self::new(sandbox, look) })
    }

    /// The hospital for which the form was shown; the person is in it from now on.
    pub async fn of_form(page: &Page, form: &Form) -> Result<Self, PageError> {
        let sandbox = match SandboxId::parse(form.text(HOSPITAL_FIELD)) {
            Ok(id) => sandbox::of_id(page.services(), page.actor()?, &id).await?,
            Err(_) => current(page).await?.0,
        };
        enter(page, &sandbox).await;
        let look = sandbox.look().await?;
        let late = form.opt(LIFE_FIELD).is_some_and(|life| life != sandbox.epoch().to_string());
        if late {
            let typed = form.fields().iter().filter(|(name, text)| !name.starts_with('_') && !text.trim().is_empty());
            page.leftover().note(typed.map(|(_, text)| text.trim().to_owned()).collect());
        }
        Ok(Self { late, ..Self::new(sandbox, look) })
    }

    /// The records.
    pub const fn world(&self) -> &World {
        &self.look.world
    }

    /// The patient of an address.
    pub fn patient(&self, id: &str) -> Result<Arc<Patient>, PageError> {
        let found = BhavyaId::parse(id).ok().and_then(|id| self.world().patients().get(&id).cloned());
        found.ok_or(PageError::Missing(m01::PATIENT_NOT_FOUND))
    }

    /// Does a command of a form. `Err` holds the refusals to show; what is typed stays. A form from before the hospital was
    /// started over does nothing: its records may be others now.
    pub async fn act(
        &self,
        form: &Form,
        command: impl Into<AnyCommand>,
    ) -> Result<Result<Receipt, Vec<Refusal>>, PageError> {
        if let Err(late) = self.must_be_present() {
            return Ok(Err(vec![late]));
        }
        match self.sandbox.command(form.once()?.as_str(), &command.into()).await {
            Ok(receipt) => Ok(Ok(receipt)),
            Err(ServiceError::Refused(refusals)) => Ok(Err(refusals)),
            Err(error) => Err(error.into()),
        }
    }

    /// The hidden fields of every form of a hospital.
    pub fn hidden(&self, page: &Page) -> AnyView {
        let once = page.once_field();
        let (id, life) = (self.sandbox.id().to_string(), self.sandbox.epoch().to_string());
        view! {
            {once}
            <input type="hidden" name=HOSPITAL_FIELD value=id />
            <input type="hidden" name=LIFE_FIELD value=life />
        }
        .into_any()
    }

    /// Refuses a form that was shown in an earlier life of the hospital.
    pub fn must_be_present(&self) -> Result<(), Refusal> {
        if self.late { Err(codes::WAS_RESET.into()) } else { Ok(()) }
    }

    /// The hospital in the life in which a form was shown ([`as_form_saw_it`]).
    pub fn as_form_saw_it(&self, form: &Form) -> Sandbox {
        as_form_saw_it(self.sandbox.clone(), form)
    }

    /// What the person is told above the page.
    pub(crate) fn told(&self) -> Option<&str> {
        self.told.as_deref()
    }

    /// Shows a view in the frame of the hospital: training band, who acts, ways on.
    pub fn show(&self, page: &Page, title: &str, refusals: &[Refusal], view: AnyView) -> Response {
        let bar = bar::show(self, page);
        let heading = title.to_owned();
        self.sheet(page, title).refused(refusals).show(move || view! { {bar}<h1>{heading}</h1>{view} })
    }

    /// A page of the hospital, with the training band.
    pub fn sheet<'a>(&self, page: &'a Page, title: &str) -> Sheet<'a> {
        page.sheet(title.to_owned()).practice()
    }
}

/// A hospital in the life in which a form was shown: whether another one may begin is decided for that one, so that nobody
/// starts over what others began since, and a form sent twice still gets one answer.
pub fn as_form_saw_it(sandbox: Sandbox, form: &Form) -> Sandbox {
    match form.text(LIFE_FIELD).parse() {
        Ok(epoch) => sandbox.in_life(epoch),
        Err(_) => sandbox,
    }
}

/// The hospital that the person is in, and whether they were in a shared one that they are no longer in.
async fn current(page: &Page) -> Result<(Sandbox, bool), PageError> {
    let actor = page.actor()?;
    let chosen = page.visitor.session.get::<String>(CHOSEN).await.ok().flatten();
    let mut left = false;
    if let Some(id) = chosen.and_then(|id| SandboxId::parse(id).ok()) {
        match sandbox::of_id(page.services(), actor, &id).await {
            Ok(sandbox) if sandbox.is_open() => return Ok((sandbox, false)),
            // Finished: free practice then.
            Ok(_) => {}
            // Of the person who sat here before, or of a cohort that took them out: free practice, and said once.
            Err(ServiceError::NotFound) => {
                left = sandbox::is_shared_id(&id);
                if let Err(error) = page.visitor.session.remove::<String>(CHOSEN).await {
                    tracing::warn!(%error, "the chosen hospital was not forgotten");
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((sandbox::practice(page.services(), actor).await?, left))
}

/// How the hospital began anew since the person last saw a page of it, if somebody else did that; told once.
async fn begun_since(page: &Page, sandbox: &Sandbox, look: &Look) -> Result<Option<String>, PageError> {
    let session = &page.visitor.session;
    let now = (sandbox.id().to_string(), sandbox.epoch());
    let seen = session.get::<(String, i64)>(SEEN).await.ok().flatten();
    if seen.as_ref() == Some(&now) {
        return Ok(None);
    }
    if let Err(error) = session.insert(SEEN, &now).await {
        tracing::warn!(%error, "which life of the hospital was seen was not kept");
    }
    if seen.is_none_or(|(id, epoch)| id != now.0 || epoch > now.1) {
        return Ok(None);
    }
    let actor = page.actor()?;
    let by_another = sandbox.begun().await?.filter(|news| news.person != actor.person);
    Ok(by_another.map(|news| crate::news::line(page.lang, &look.world, look.ctx.calendar, &news)))
}

/// From now on the person is in this hospital.
pub async fn enter(page: &Page, sandbox: &Sandbox) {
    let session = &page.visitor.session;
    let kept = if sandbox.exercise().is_some() || sandbox.is_shared() {
        session.insert(CHOSEN, sandbox.id().as_str()).await
    } else {
        session.remove::<String>(CHOSEN).await.map(|_| ())
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "the chosen hospital was not kept");
    }
}

/// The sandbox that the person is in, without loading its world.
pub async fn sandbox_of(page: &Page) -> Result<Sandbox, PageError> {
    Ok(current(page).await?.0)
}

/// Leads on after a command, with its warnings.
pub async fn done(page: &Page, to: &str, text: &str, receipt: &Receipt) -> Reply {
    let mut message = text.to_owned();
    for warning in &receipt.warnings {
        let words = explain(page.lang, warning);
        message.push('\n');
        message.push_str(&words.message);
        message.push(' ');
        message.push_str(&words.next);
    }
    page.see_other_with(to, &message).await
}
