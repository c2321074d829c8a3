//! The demonstration programme, loaded through the product's own operations: an officer signs in for the first time, saves
//! the masters, adds trainers and coordinators, imports the roster, says yes to what needs one, makes a plan, publishes it.
//!
//! It happens in [`Stage`]s. Each notes that it is done, so that a load that was interrupted goes on where it was, and a
//! second one changes nothing. It fills synthetic programmes only: the sign-ins are known to everyone.

mod accounts;
mod lists;
mod plan;
mod roster;
#[cfg(test)]
mod tests;

use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::clock::{date_in_india, instant_text, parse_instant};
use abhyas_core::{OnceKey, PersonId};
use abhyas_seed_data::programme::{Account, Masters};
use abhyas_store::masters::{ProgrammeRecord, programme, put_programme};
use abhyas_store::settings;
use chrono::NaiveDate;

/// Refusals of loading the demonstration.
pub mod codes {
    abhyas_core::codes! {
        /// The database holds a programme that is not the demonstration.
        OTHER_PROGRAMME = "demonstration.other_programme";
        /// The plan could not be made.
        NO_PLAN = "demonstration.no_plan";
    }
}

/// The setting that holds the last stage that is done.
const SETTING: &str = "demonstration.stage";
/// The id of the demonstration's programme.
const PROGRAMME: &str = "demonstration";
/// Most sessions of the small variant: in proportion to its people.
const SMALL_SESSIONS: i64 = 40;

/// What is to be loaded.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Only some sixty people of one district: for browser tests and quick looks.
    pub small: bool,
    /// Publish the plan as version 1.
    pub publish: bool,
    /// How long to search for a plan, in seconds.
    pub seconds: i64,
    /// End the search after so many moves instead of at a time: for repeatable plans.
    pub moves: Option<u64>,
}

/// The stages of a load, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The programme and its rules.
    Programme,
    /// Its first officer.
    Officer,
    /// Places, modules, roles, venues, calendar.
    Masters,
    /// Coordinators, mentor, trainers.
    Staff,
    /// The practice hospital.
    Hospital,
    /// The roster, and the yes to its doubtful rows.
    Roster,
    /// The plan.
    Plan,
    /// Its publication.
    Publish,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 8] = [
        Self::Programme,
        Self::Officer,
        Self::Masters,
        Self::Staff,
        Self::Hospital,
        Self::Roster,
        Self::Plan,
        Self::Publish,
    ];

    /// The name of the stage, for logs and the terminal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Officer => "officer",
            Self::Masters => "masters",
            Self::Staff => "staff",
            Self::Roster => "roster",
            Self::Plan => "plan",
            Self::Publish => "publish",
            Self::Hospital => "hospital",
        }
    }
}

/// How far a stage is: `done` of `of` (rows, people, seats).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Which stage.
    pub stage: Stage,
    /// So many are done.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

/// What came of a load.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Everything was there already.
    pub already: bool,
    /// One sign-in of each kind, to be printed: mobile number (or staff id) and password.
    pub accounts: Vec<Account>,
    /// People on the roster who need a seat.
    pub people: usize,
    /// The plan, as far as this load made one.
    pub plan: Option<Planned>,
}

/// The plan that a load has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Seats wanted.
    pub wanted: i64,
    /// Seats missing.
    pub missing: i64,
    /// Sessions.
    pub sessions: i64,
    /// Hard rules broken.
    pub broken: i64,
}

/// Loads the demonstration into an empty database, or goes on where an earlier load was interrupted.
///
/// # Errors
/// [`codes::OTHER_PROGRAMME`] when the database holds another programme, [`codes::NO_PLAN`] when no plan came out;
/// otherwise what an operation of a stage refused.
pub async fn load(services: &Services, what: Load, progress: &(dyn Fn(Step) + Send + Sync)) -> Outcome<Loaded> {
    let masters = Masters::read().map_err(broken)?;
    let began = last_stage(services).await?;
    let mut loading =
        Loading { services, what, progress, loaded: services_day(services).await?, masters, planned: None };
    for stage in Stage::ALL {
        let wanted = stage != Stage::Publish || what.publish;
        if began.is_some_and(|last| last >= stage) || !wanted {
            continue;
        }
        progress(Step { stage, done: 0, of: 1 });
        loading.run(stage).await?;
        note(services, stage).await?;
        progress(Step { stage, done: 1, of: 1 });
    }
    let last = if what.publish { Stage::Publish } else { Stage::Plan };
    Ok(Loaded {
        already: began.is_some_and(|stage| stage >= last),
        accounts: loading.masters.accounts,
        people: roster::people(services).await?,
        plan: loading.planned,
    })
}

/// A load under way.
struct Loading<'a> {
    services: &'a Services,
    what: Load,
    progress: &'a (dyn Fn(Step) + Send + Sync),
    /// The day of the first load: the calendar begins relative to it.
    loaded: NaiveDate,
    masters: Masters,
    planned: Option<Planned>,
}

impl Loading<'_> {
    async fn run(&mut self, stage: Stage) -> Outcome<()> {
        let tell = |done, of| (self.progress)(Step { stage, done, of });
        let (sv, masters) = (self.services, &self.masters);
        match stage {
            Stage::Programme => begin(sv, masters, self.what).await,
            Stage::Officer => accounts::first_officer(sv, masters).await,
            Stage::Masters => {
                lists::save_lists(sv, &accounts::officer(sv, masters).await?, masters, self.loaded, &tell).await
            }
            Stage::Staff => {
                let officer = accounts::officer(sv, masters).await?;
                accounts::add_staff(sv, &officer, masters, &tell).await?;
                lists::save_trainers(sv, &officer, masters, self.loaded).await
            }
            // So that the first trainee does not wait for it.
            Stage::Hospital => crate::sandbox::ensure_base(sv).await.map(|_| ()),
            Stage::Roster => {
                let officer = accounts::officer(sv, masters).await?;
                let (name, bytes) = roster::file(self.what.small);
                roster::import(sv, &officer, name, bytes.to_vec()).await?;
                accounts::open_trainee(sv, &officer, masters).await
            }
            Stage::Plan => {
                let officer = accounts::officer(sv, masters).await?;
                self.planned = Some(plan::make(sv, &officer, self.what, &tell).await?);
                Ok(())
            }
            Stage::Publish => plan::publish(sv, &accounts::officer(sv, masters).await?).await,
        }
    }
}

/// Makes the synthetic programme alone, without its lists and people.
///
/// # Errors
/// [`codes::OTHER_PROGRAMME`] when the database holds another programme.
pub async fn begin(services: &Services, masters: &Masters, what: Load) -> Outcome<()> {
    if programme(services.db()).await?.is_some_and(|other| other.id != PROGRAMME) {
        return Err(ServiceError::refused(codes::OTHER_PROGRAMME));
    }
    let mut rules = masters.rules.clone();
    if what.small {
        rules.max_sessions = SMALL_SESSIONS;
    }
    let record = ProgrammeRecord {
        id: PROGRAMME.to_owned(),
        name_hi: rules.name_hi.clone(),
        name_en: rules.name_en.clone(),
        synthetic: true,
        clock_offset_seconds: 0,
        rules: serde_json::to_string(&rules)?,
        created_at: instant_text(services.real_now()),
    };
    let mut tx = services.db().begin().await?;
    put_programme(&mut tx, &record).await?;
    Ok(tx.commit().await?)
}

/// The day of the first load: of the programme's making, or today.
async fn services_day(services: &Services) -> Outcome<NaiveDate> {
    let made = programme(services.db()).await?.and_then(|record| parse_instant(&record.created_at));
    Ok(date_in_india(made.unwrap_or_else(|| services.real_now())))
}

async fn last_stage(services: &Services) -> Outcome<Option<Stage>> {
    let name = settings::read(services.db(), SETTING).await?;
    Ok(name.and_then(|name| Stage::ALL.into_iter().find(|stage| stage.name() == name)))
}

async fn note(services: &Services, stage: Stage) -> Outcome<()> {
    let mut tx = services.db().begin().await?;
    settings::write(&mut tx, SETTING, stage.name()).await?;
    Ok(tx.commit().await?)
}

fn key(services: &Services) -> OnceKey {
    OnceKey::mint(services.real_now(), services.entropy())
}

fn broken(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("demonstration: {error}"))
}

/// The person with a sign-in name.
async fn person(services: &Services, name: &str) -> Outcome<PersonId> {
    let found = crate::access::person_named(services, name).await?;
    found.ok_or_else(|| broken(format!("nobody signs in as {name}")))
}

/// The actor of a person.
async fn actor(services: &Services, person: &PersonId) -> Outcome<Actor> {
    crate::access::actor_of(services, person).await?.ok_or(ServiceError::NotFound)
}
