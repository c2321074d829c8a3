//! The hospital that a request is about, and the frame of its screens.

use crate::{t, words};
use abhyas_core::{Refusal, SandboxId};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply, Sheet};
use abhyas_services::ServiceError;
use abhyas_services::sandbox::hims::m01_registration::{BhavyaId, Patient, codes as m01};
use abhyas_services::sandbox::hims::{AnyCommand, Persona, Receipt, World};
use abhyas_services::sandbox::{self, Look, Sandbox};
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

/// The name of the value in the browser session: the hospital of the attempt that is being worked on.
const CHOSEN: &str = "hospital";
/// The field by which a form says for which hospital it was shown.
pub const HOSPITAL_FIELD: &str = "_hospital";

/// A hospital, opened for the person who asks.
pub struct Desk {
    /// The hospital.
    pub sandbox: Sandbox,
    /// The hospital as it is for this request.
    pub look: Look,
}

impl Desk {
    /// The hospital that the person is in: that of the attempt they entered, else their own for free practice.
    pub async fn open(page: &Page) -> Result<Self, PageError> {
        let sandbox = current(page).await?;
        let look = sandbox.look().await?;
        Ok(Self { sandbox, look })
    }

    /// The hospital for which the form was shown; the person is in it from now on.
    pub async fn of_form(page: &Page, form: &Form) -> Result<Self, PageError> {
        let sandbox = match SandboxId::parse(form.text(HOSPITAL_FIELD)) {
            Ok(id) => sandbox::of_id(page.services(), page.actor()?, &id).await?,
            Err(_) => current(page).await?,
        };
        enter(page, &sandbox).await;
        let look = sandbox.look().await?;
        Ok(Self { sandbox, look })
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

    /// Does a command of a form. `Err` holds the refusals to show; what is typed stays.
    pub async fn act(
        &self,
        form: &Form,
        command: impl Into<AnyCommand>,
    ) -> Result<Result<Receipt, Vec<Refusal>>, PageError> {
        match self.sandbox.command(form.once()?.as_str(), &command.into()).await {
            Ok(receipt) => Ok(Ok(receipt)),
            Err(ServiceError::Refused(refusals)) => Ok(Err(refusals)),
            Err(error) => Err(error.into()),
        }
    }

    /// The hidden fields of every form of a hospital.
    pub fn hidden(&self, page: &Page) -> AnyView {
        let once = page.once_field();
        view! { {once}<input type="hidden" name=HOSPITAL_FIELD value=self.sandbox.id().to_string() /> }.into_any()
    }

    /// Shows a view in the frame of the hospital: training band, who acts, ways on.
    pub fn show(&self, page: &Page, title: &str, refusals: &[Refusal], view: AnyView) -> Response {
        let bar = self.bar(page);
        let heading = title.to_owned();
        self.sheet(page, title).refused(refusals).show(move || view! { {bar}<h1>{heading}</h1>{view} })
    }

    /// A page of the hospital, with the training band.
    pub fn sheet<'a>(&self, page: &'a Page, title: &str) -> Sheet<'a> {
        page.sheet(title.to_owned()).practice()
    }

    /// Which hospital, who acts, and the ways to search and merges.
    fn bar(&self, page: &Page) -> AnyView {
        let l = page.lang;
        let facility = self.world().own_facility();
        let name = facility.map(|f| l.pick(&f.name_hi, &f.name_en).to_owned()).unwrap_or_default();
        let persona = self.sandbox.persona();
        let options = Persona::CHOICES
            .map(|p| view! { <option value=p.name() selected=p == persona>{words::persona(l, p)}</option> })
            .into_iter()
            .collect_view();
        let hidden = self.hidden(page);
        let back = page.path_and_query().to_owned();
        let open = self.sandbox.is_open();
        let switch = open.then(|| {
            view! {
                <form method="post" action="/hospital/persona" class="who-acts no-print">
                    {hidden}
                    <input type="hidden" name="back" value=back />
                    <label for="persona">{t::who_acts(l)}</label>
                    <select id="persona" name="persona">{options}</select>
                    <button type="submit" class="button plain small">{t::switch_persona(l)}</button>
                </form>
            }
        });
        // The list of roles says who acts, on paper a line does.
        let acting = if open { "print-only" } else { "" };
        let exercise = self.sandbox.exercise().is_some().then(|| {
            view! { <a class="button plain small" href="/exercises/current">{t::back_to_task(l)}</a> }
        });
        view! {
            <section class="card" aria-label=t::bar_label(l)>
                <p class="row spread"><strong>{name}</strong><span class=acting>{t::acting_as(l, words::persona(l, persona))}</span></p>
                {switch}
                <nav class="strip no-print" aria-label=t::bar_menu(l)>
                    {exercise}
                    <a class="button plain small" href="/hospital">{t::hospital_link(l)}</a>
                    <a class="button plain small" href="/hospital/patients">{t::search_link(l)}</a>
                </nav>
            </section>
        }
        .into_any()
    }
}

async fn current(page: &Page) -> Result<Sandbox, PageError> {
    let actor = page.actor()?;
    let chosen = page.visitor.session.get::<String>(CHOSEN).await.ok().flatten();
    if let Some(id) = chosen.and_then(|id| SandboxId::parse(id).ok()) {
        match sandbox::of_id(page.services(), actor, &id).await {
            Ok(sandbox) if sandbox.is_open() => return Ok(sandbox),
            // Finished, or of the person who sat here before: free practice then.
            Ok(_) | Err(ServiceError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(sandbox::practice(page.services(), actor).await?)
}

/// From now on the person is in this hospital.
pub async fn enter(page: &Page, sandbox: &Sandbox) {
    let kept = match sandbox.exercise() {
        Some(_) => page.visitor.session.insert(CHOSEN, sandbox.id().as_str()).await,
        None => page.visitor.session.remove::<String>(CHOSEN).await.map(|_| ()),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "the chosen hospital was not kept");
    }
}

/// The sandbox that the person is in, without loading its world.
pub async fn sandbox_of(page: &Page) -> Result<Sandbox, PageError> {
    current(page).await
}

/// Leads on after a command, with its warnings.
pub async fn done(page: &Page, to: &str, text: &str, receipt: &Receipt) -> Reply {
    let mut message = text.to_owned();
    for warning in &receipt.warnings {
        let words = explain(page.lang, warning);
        message.push(' ');
        message.push_str(&words.message);
        message.push(' ');
        message.push_str(&words.next);
    }
    page.see_other_with(to, &message).await
}
