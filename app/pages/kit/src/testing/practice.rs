//! A person with a practice hospital, a clock that can be moved, and what is done in it.
#![expect(clippy::unwrap_used, reason = "a test whose world can not be made must fail loudly")]

use super::{MONDAY, acting, answer, get, services_on};
use crate::{AppState, encode};
use abhyas_core::{Capacity, Code, FixedClock, Language, OnceKey, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_services::access::{FirstAdmin, create_first_admin};
use abhyas_services::sandbox::hims::m01_registration::{Patient, Sex};
use abhyas_services::sandbox::hims::{AnyCommand, Persona, World};
use abhyas_services::sandbox::{self, Sandbox};
use abhyas_services::{Actor, Services};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::ops::Range;
use std::sync::Arc;

/// What a page answers.
pub struct Answer {
    /// The address that was asked.
    pub path: String,
    /// The status.
    pub status: StatusCode,
    /// Where it leads; empty where it does not.
    pub to: String,
    /// The page.
    pub html: String,
    /// What the next page would say once.
    pub flash: String,
}

impl Answer {
    /// Whether the words of a code, and what to do next, stand on the page or are said on the next one, whatever stands in
    /// their placeholders.
    #[must_use]
    pub fn says(&self, code: &Code) -> bool {
        let texts = explain(Language::Hi, &Refusal::new(code.clone()));
        let fixed = |text: &str| {
            text.split(['{', '}'])
                .step_by(2)
                .all(|part| self.html.contains(part.trim()) || self.flash.contains(part.trim()))
        };
        fixed(&texts.message) && fixed(&texts.next)
    }
}

/// A trainee with a small practice hospital, at the screens of one crate.
pub struct Practice {
    /// The services over their database.
    pub services: Services,
    /// The trainee.
    pub actor: Actor,
    routes: fn() -> Router<AppState>,
    clock: FixedClock,
    opened: &'static str,
    persona: Persona,
}

/// The one person whom an empty house can make.
async fn trainee(services: &Services) -> Actor {
    let first = FirstAdmin { name: "Meena Devi".into(), staff_id: "P1".into(), mobile: None };
    let person = create_first_admin(services, &first).await.unwrap().person;
    Actor { person, ..acting("p", Capacity::Trainee, None) }
}

impl Practice {
    /// A hospital opened at an instant (its day 0), used on [`MONDAY`] from ten o'clock on by somebody in a role.
    pub async fn opened(routes: fn() -> Router<AppState>, persona: Persona, opened: &'static str) -> Self {
        let clock = FixedClock::at(opened.parse().unwrap());
        let services = services_on(clock.clone()).await;
        let actor = trainee(&services).await;
        let practice = Self { services, actor, routes, clock, opened, persona };
        practice.act_as(persona).await;
        practice.clock.set(MONDAY.parse().unwrap());
        practice
    }

    /// A hospital whose day 0 is today.
    pub async fn open(routes: fn() -> Router<AppState>, persona: Persona) -> Self {
        Self::opened(routes, persona, MONDAY).await
    }

    /// The hospital.
    pub async fn sandbox(&self) -> Sandbox {
        sandbox::practice(&self.services, &self.actor).await.unwrap()
    }

    /// Its records.
    pub async fn world(&self) -> World {
        self.sandbox().await.look().await.unwrap().world
    }

    /// A hospital in which nothing was done yet, at ten o'clock, with the first role.
    pub async fn start_over(&self) {
        self.clock.set(self.opened.parse().unwrap());
        let key = OnceKey::mint(self.services.real_now(), self.services.entropy());
        self.sandbox().await.reset(&self.actor, &key).await.unwrap();
        self.clock.set(MONDAY.parse().unwrap());
        self.act_as(self.persona).await;
    }

    /// From now on the person acts in this role.
    pub async fn act_as(&self, persona: Persona) {
        self.sandbox().await.set_persona(persona).await.unwrap();
    }

    /// Lets time go by.
    pub fn later(&self, minutes: i64) {
        self.clock.advance(chrono::Duration::minutes(minutes));
    }

    /// Does a command that must be accepted; its record's id.
    pub async fn run(&self, command: impl Into<AnyCommand>) -> String {
        let key = OnceKey::mint(self.services.real_now(), self.services.entropy());
        self.sandbox().await.command(key.as_str(), &command.into()).await.unwrap().subject.id
    }

    /// Asks for something, in a language.
    pub async fn ask(&self, language: Language, request: Request<Body>) -> Answer {
        answer((self.routes)(), &self.services, &self.actor, language, request, None).await
    }

    /// The page to which an answer leads the browser, with what it says once; `None` where it is a page itself.
    pub async fn follow(&self, led: &Answer) -> Option<Answer> {
        if !led.status.is_redirection() {
            return None;
        }
        let flash = Some(led.flash.clone()).filter(|flash| !flash.is_empty());
        let page = answer((self.routes)(), &self.services, &self.actor, Language::Hi, get(&led.to), flash).await;
        assert_eq!(page.status, StatusCode::OK, "{} leads to {}", led.path, led.to);
        Some(page)
    }

    /// Asks for a page, in Hindi.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Language::Hi, get(path)).await
    }

    /// Asks for a page, in English.
    pub async fn get_in_english(&self, path: &str) -> Answer {
        self.ask(Language::En, get(path)).await
    }

    /// Sends a form, in Hindi; values are encoded here.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.ask(Language::Hi, super::post(&self.services, path, &body)).await
    }

    /// The nth patient of the base of a sex and an age, without an ABHA number.
    pub async fn patient(&self, sex: Sex, ages: Range<u32>, nth: usize) -> String {
        let look = self.sandbox().await.look().await.unwrap();
        let today = look.ctx.now.day();
        let fits = |p: &&Arc<Patient>| {
            let age = p.birth.age(look.ctx.calendar, today);
            p.sex == sex && ages.contains(&age) && p.abha.number().is_none() && p.is_active() && !p.is_unknown()
        };
        let found = look.world.patients().iter().filter(fits).nth(nth);
        found.unwrap().id.to_string()
    }

    /// The nth man of the base.
    pub async fn man(&self, nth: usize) -> String {
        self.patient(Sex::Male, 20..59, nth).await
    }

    /// The nth woman of the base.
    pub async fn woman(&self, nth: usize) -> String {
        self.patient(Sex::Female, 20..59, nth).await
    }
}
