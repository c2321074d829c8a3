//! For whom a handle of a sandbox was made, and what they may do in it.

use super::Sandbox;
use crate::cohorts::{self, Standing};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::PersonId;
use abhyas_hims::Persona;
use abhyas_store::sandbox::{Owner, SandboxRecord};

/// For whom a handle was made.
#[derive(Debug, Clone)]
pub(super) struct Who {
    /// The person.
    pub person: PersonId,
    /// The role in which they act or look.
    pub persona: Persona,
    /// The roles among which they may choose.
    pub roles: Vec<Persona>,
    /// Whether they may do something in it; else they look only.
    pub acts: bool,
    /// Whether they may start it over, take that back and go back to a step.
    pub leads: bool,
}

impl Who {
    /// Whoever a sandbox is for alone: any role, and everything.
    pub(super) fn alone(record: &SandboxRecord) -> Self {
        Self {
            person: record.owner.person().clone(),
            persona: Persona::from_name(&record.persona).unwrap_or_default(),
            roles: Persona::CHOICES.to_vec(),
            acts: true,
            leads: true,
        }
    }

    /// Somebody who looks into another one's hospital.
    pub(super) fn looking(person: &PersonId, leads: bool) -> Self {
        Self { person: person.clone(), persona: Persona::Supervisor, roles: Vec::new(), acts: false, leads }
    }

    /// What a signed-in person is in a sandbox.
    pub(super) async fn of(services: &Services, actor: &Actor, record: &SandboxRecord) -> Outcome<Self> {
        match &record.owner {
            Owner::Person(person) if *person == actor.person => Ok(Self::alone(record)),
            Owner::Person(_) => Err(ServiceError::NotFound),
            Owner::Cohort { cohort, .. } => {
                let Standing { roles, acting, leads } = cohorts::standing(services, actor, cohort).await?;
                Ok(match acting {
                    Some(persona) => Self { person: actor.person.clone(), persona, roles, acts: true, leads },
                    None => Self::looking(&actor.person, leads),
                })
            }
        }
    }
}

impl Sandbox {
    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> &Owner {
        &self.record.owner
    }

    /// Whether several people share it.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        self.record.owner.cohort().is_some()
    }

    /// The role in which the one for whom this handle was made acts or looks.
    #[must_use]
    pub const fn persona(&self) -> Persona {
        self.who.persona
    }

    /// The roles among which they may choose: of their own hospital all, of a shared one those that were given to them.
    #[must_use]
    pub fn roles(&self) -> &[Persona] {
        &self.who.roles
    }

    /// Whether they may do something in it; else they look only.
    #[must_use]
    pub const fn acts(&self) -> bool {
        self.who.acts
    }

    /// Whether they may start it over, take that back and go back to a step.
    #[must_use]
    pub const fn leads(&self) -> bool {
        self.who.leads
    }
}
