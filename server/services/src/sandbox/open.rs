//! Opening sandboxes: one's own for free practice, and one for each attempt at an exercise.

use super::base::ensure_base;
use super::cache::Sandboxes;
use super::live::Live;
use super::who::Who;
use super::{Sandbox, clock, codes};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit};
use abhyas_core::clock::date_in_india;
use abhyas_core::{CohortId, ExerciseId, Permission, PersonId, SandboxId};
use abhyas_hims::{AnyCommand, Calendar, Ctx, Persona, World};
use abhyas_store::sandbox::{self as store, Owner, SandboxRecord, SandboxState};
use abhyas_store::sandbox_epochs::Lineage;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The sandbox in which somebody practises freely: opened at the first call, the same one ever after.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not practise; [`ServiceError`] when the database fails.
pub async fn practice(services: &Services, actor: &Actor) -> Outcome<Sandbox> {
    actor.require(Permission::Practise, Subject::Own)?;
    let id = practice_id(&actor.person)?;
    if let Some(record) = store::by_id(services.db(), &id).await? {
        return Ok(own(services, record));
    }
    // The id follows from the person, so that two requests at once open one sandbox.
    let record = fresh(services, own_of(&actor.person), id, "", Persona::Clerk, 0).await?;
    insert(services, &record).await?;
    let record = store::by_id(services.db(), &record.id).await?.ok_or(ServiceError::NotFound)?;
    Ok(own(services, record))
}

/// The free practice of a trainee whose hospital the actor may prepare, to look at; `None` when it was never opened.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such person for the actor.
pub async fn of_trainee(services: &Services, actor: &Actor, person: &PersonId) -> Outcome<Option<Sandbox>> {
    let account = abhyas_store::access::account(services.db(), person).await?.ok_or(ServiceError::NotFound)?;
    let subject = Subject::Person { person, district: account.district.as_ref() };
    actor.require(Permission::PrepareHospitals, subject)?;
    let record = store::by_id(services.db(), &practice_id(person)?).await?;
    Ok(record.map(|record| handle(services, record, Who::looking(&actor.person, false))))
}

/// The person of a staff id or mobile number whose hospital the actor may prepare; with their name.
///
/// # Errors
/// [`codes::NO_TRAINEE`] at `trainee` when there is no such person for the actor.
pub async fn person_to_prepare(services: &Services, actor: &Actor, typed: &str) -> Outcome<(String, PersonId)> {
    if let Some(person) = crate::access::person_named(services, typed).await? {
        let account = abhyas_store::access::account(services.db(), &person).await?.ok_or(ServiceError::NotFound)?;
        let subject = Subject::Person { person: &person, district: account.district.as_ref() };
        if actor.may(Permission::PrepareHospitals, subject) {
            return Ok((account.name, person));
        }
    }
    Err(abhyas_core::Refusal::new(codes::NO_TRAINEE).at("trainee").into())
}

/// The name of a trainee and their free practice to look at; `None` when it was never opened.
///
/// # Errors
/// As [`person_to_prepare`].
pub async fn trainee_named(services: &Services, actor: &Actor, typed: &str) -> Outcome<(String, Option<Sandbox>)> {
    let (name, person) = person_to_prepare(services, actor, typed).await?;
    Ok((name, of_trainee(services, actor, &person).await?))
}

/// How the ids of shared hospitals begin.
const SHARED: &str = "cohort-";

/// The id of the hospital that a cohort shares.
pub(crate) fn shared_id(cohort: &CohortId) -> Outcome<SandboxId> {
    SandboxId::parse(format!("{SHARED}{cohort}")).map_err(|e| ServiceError::Internal(e.to_string()))
}

/// Whether an id is that of a hospital that a cohort shares, or shared.
#[must_use]
pub fn is_shared_id(id: &SandboxId) -> bool {
    id.as_str().starts_with(SHARED)
}

/// The record of the hospital of a cohort, beginning today. Whoever asks for it has looked whether the actor may.
pub(crate) async fn for_cohort(services: &Services, actor: &Actor, cohort: &CohortId) -> Outcome<SandboxRecord> {
    let owner = Owner::Cohort { cohort: cohort.clone(), opened_by: actor.person.clone() };
    fresh(services, owner, shared_id(cohort)?, "", Persona::Clerk, 0).await
}

fn own_of(person: &PersonId) -> Owner {
    Owner::Person(person.clone())
}

pub(super) fn practice_id(person: &PersonId) -> Outcome<SandboxId> {
    let digest = Sha256::digest(person.as_str().as_bytes());
    let id = digest.iter().take(16).fold("practice-".to_owned(), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    });
    SandboxId::parse(id).map_err(|e| ServiceError::Internal(e.to_string()))
}

/// What came of opening many sandboxes: their rows are durable.
#[derive(Debug)]
pub struct Opened {
    /// How many were there already; they stay as they are.
    pub already: usize,
    new: Vec<SandboxRecord>,
    base: World,
}

impl Opened {
    /// How many are new.
    #[must_use]
    pub const fn added(&self) -> usize {
        self.new.len()
    }

    /// Puts the new ones into memory, one at each step: a clone of their base. Without this, each is put there when it is
    /// asked for first.
    pub fn into_memory(self, services: &Services) -> impl Iterator<Item = Sandbox> {
        let Self { new, base, .. } = self;
        let services = services.clone();
        new.into_iter().map(move |record| {
            let sandbox = own(&services, record);
            // Whoever holds it is loading it.
            if let Ok(mut slot) = sandbox.slot.try_lock()
                && slot.is_none()
            {
                *slot = Some(Live::fresh(base.clone(), Lineage::alone(sandbox.record.epoch)));
            }
            sandbox
        })
    }
}

/// Opens the practice hospitals of many people at once, so that a class finds them ready: in one transaction.
///
/// # Errors
/// [`ServiceError::NotFound`] when one of them does not exist, or not for the actor; then none is opened.
pub async fn open_many(services: &Services, actor: &Actor, people: &[PersonId]) -> Outcome<Opened> {
    if let Some(districts) = actor.districts(Permission::PrepareHospitals) {
        for person in people {
            let account = abhyas_store::access::account(services.db(), person).await?.ok_or(ServiceError::NotFound)?;
            let here = account.district.is_some_and(|district| districts.contains(&district));
            if !here {
                return Err(ServiceError::NotFound);
            }
        }
    }
    let sandboxes = services.part::<Sandboxes>();
    let base = sandboxes.base(services, &ensure_base(services).await?).await?;
    let mut records: Vec<SandboxRecord> = Vec::with_capacity(people.len());
    for person in people {
        let id = practice_id(person)?;
        // All begin alike: which base is today's is asked once.
        let record = match records.first() {
            Some(first) => SandboxRecord { id, owner: own_of(person), ..first.clone() },
            None => fresh(services, own_of(person), id, "", Persona::Clerk, 0).await?,
        };
        records.push(record);
    }
    let mut new = Vec::with_capacity(people.len());
    let mut tx = services.db().begin().await?;
    for record in records {
        if store::insert(&mut tx, &record).await? {
            new.push(record);
        }
    }
    if !new.is_empty() {
        let (subject, detail) = (("sandboxes", "practice"), serde_json::json!({ "opened": new.len() }));
        audit::record(&mut tx, services, actor, "sandbox.open_many", subject, None, detail).await?;
    }
    tx.commit().await?;
    Ok(Opened { already: people.len() - new.len(), new, base })
}

/// A sandbox by its id: one of the actor's own (finished ones, too), or one of a cohort that they are a member of or lead.
///
/// # Errors
/// [`ServiceError::NotFound`] for any other, as for one that does not exist.
pub async fn of_id(services: &Services, actor: &Actor, id: &SandboxId) -> Outcome<Sandbox> {
    actor.require(Permission::Practise, Subject::Own)?;
    let record = store::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let who = Who::of(services, actor, &record).await?;
    Ok(handle(services, record, who))
}

/// What a sandbox is opened for.
#[derive(Debug, Clone, Copy)]
pub struct ForExercise<'a> {
    /// The exercise.
    pub exercise: &'a ExerciseId,
    /// The role in which it begins.
    pub persona: Persona,
    /// What its patients are drawn from.
    pub seed: u64,
}

/// Opens a fresh sandbox for an attempt and applies its set-up. `set_up` sees the base hospital and says which commands,
/// with which ids, are run in it by the system; each must be accepted.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not practise; [`ServiceError::Internal`] when the set-up does not fit the
/// hospital, which the exercise's own proof forbids; what `set_up` itself answers.
pub async fn open_for_exercise(
    services: &Services,
    actor: &Actor,
    purpose: ForExercise<'_>,
    set_up: impl FnOnce(&World, &Ctx) -> Outcome<Vec<(String, AnyCommand)>> + Send,
) -> Outcome<Sandbox> {
    actor.require(Permission::Practise, Subject::Own)?;
    let id = SandboxId::mint(services.real_now(), services.entropy());
    let ForExercise { exercise, persona, seed } = purpose;
    let record = fresh(services, own_of(&actor.person), id, exercise.as_str(), persona, seed.cast_signed()).await?;
    insert(services, &record).await?;
    let sandbox = own(services, record);
    let look = sandbox.look().await?;
    for (command_id, command) in set_up(&look.world, &look.ctx)? {
        sandbox.set_up(&command_id, &command).await?;
    }
    Ok(sandbox)
}

/// Closes the sandbox of an attempt: from now on it can be read only.
///
/// # Errors
/// [`ServiceError`] when the database fails.
pub async fn close(services: &Services, sandbox: &Sandbox) -> Outcome<()> {
    if sandbox.exercise().is_none() {
        return Err(ServiceError::refused(codes::OF_AN_EXERCISE));
    }
    let mut tx = services.db().begin().await?;
    store::set_state(&mut tx, sandbox.id(), SandboxState::Closed).await?;
    tx.commit().await?;
    Ok(())
}

/// The record of a sandbox that begins today.
pub(super) async fn fresh(
    services: &Services,
    owner: Owner,
    id: SandboxId,
    exercise: &str,
    persona: Persona,
    seed: i64,
) -> Outcome<SandboxRecord> {
    let base = ensure_base(services).await?;
    let origin = date_in_india(services.now());
    Ok(SandboxRecord {
        id,
        owner,
        base,
        epoch: 0,
        origin,
        ahead_seconds: clock::ahead_at_opening(Calendar::new(origin), services.now()),
        seed,
        exercise: exercise.to_owned(),
        persona: persona.name().to_owned(),
        opened_at: services.now(),
        state: SandboxState::Open,
    })
}

async fn insert(services: &Services, record: &SandboxRecord) -> Outcome<()> {
    let mut tx = services.db().begin().await?;
    store::insert(&mut tx, record).await?;
    tx.commit().await?;
    Ok(())
}

fn own(services: &Services, record: SandboxRecord) -> Sandbox {
    let who = Who::alone(&record);
    handle(services, record, who)
}

fn handle(services: &Services, record: SandboxRecord, who: Who) -> Sandbox {
    let slot = services.part::<Sandboxes>().slot(&record.id);
    Sandbox { services: services.clone(), record, slot, who }
}
