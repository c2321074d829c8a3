//! Who is due a certificate, and for everyone else the reason for each unmet term.

use crate::exercises::curriculum;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{DistrictId, ExerciseId, ModuleId, Permission, PersonId, Refusal, SessionId};
use abhyas_store::attempts::FinishedAttempt;
use abhyas_store::certificates::{CertifiedModule, CertifyingProgramme, SeatedPerson};
use abhyas_training::attendance::{Attendance, Presence};
use abhyas_training::certificate::{Basis, Evidence, ExerciseEvidence, Rules};
use std::collections::{BTreeMap, BTreeSet};

/// Where a person stands with a module's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Has a valid one.
    Certified,
    /// Meets every term.
    Due(Basis),
    /// Does not yet; one reason for each unmet term.
    NotYet(Vec<Refusal>),
}

/// A person with a seat in the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// The district of their facility.
    pub district: Option<DistrictId>,
    /// Where they stand.
    pub standing: Standing,
}

/// Everyone with a seat in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueList {
    /// The module.
    pub module: CertifiedModule,
    /// Its people by name.
    pub candidates: Vec<Candidate>,
}

/// Everyone with a seat in a module (or in one session of it) whom the actor may issue a certificate, and where they stand.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such module, or the actor may issue none.
pub async fn due_list(
    services: &Services,
    actor: &Actor,
    module: &ModuleId,
    session: Option<&SessionId>,
) -> Outcome<DueList> {
    let districts = actor.districts(Permission::IssueCertificates);
    if districts.as_ref().is_some_and(Vec::is_empty) {
        return Err(ServiceError::NotFound);
    }
    let mut list = judged(services, module, session, None).await?;
    if let Some(districts) = districts {
        list.candidates.retain(|candidate| candidate.district.as_ref().is_some_and(|d| districts.contains(d)));
    }
    Ok(list)
}

/// Where the actor stands in each module they have a seat in.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn own_standing(services: &Services, actor: &Actor) -> Outcome<Vec<(CertifiedModule, Standing)>> {
    let mut standings = Vec::new();
    for module in abhyas_store::certificates::modules_of(services.db(), &actor.person).await? {
        let list = judged(services, &module, None, Some(&actor.person)).await?;
        standings.extend(list.candidates.into_iter().next().map(|candidate| (list.module, candidate.standing)));
    }
    Ok(standings)
}

/// The people of a module, judged; no permission is checked here.
pub(super) async fn judged(
    services: &Services,
    module: &ModuleId,
    session: Option<&SessionId>,
    person: Option<&PersonId>,
) -> Outcome<DueList> {
    let db = services.db();
    let module = abhyas_store::certificates::module(db, module).await?.ok_or(ServiceError::NotFound)?;
    let programme = abhyas_store::certificates::programme(db).await?;
    let rules = rules_of(&module, programme.as_ref())?;
    let certified: BTreeSet<_> = abhyas_store::certificates::holders(db, &module.id).await?.into_iter().collect();
    let attempts = abhyas_store::attempts::finished_in_module(db, &module.id, person).await?;
    let seated = abhyas_store::certificates::seated(db, &module.id, session, person).await?;
    let assessed = assessed_exercises(services, &module.id)?;

    let mut candidates: Vec<Candidate> = Vec::new();
    for seats in by_person(&seated) {
        let Some(first) = seats.first() else { continue };
        let standing = if certified.contains(&first.person) {
            Standing::Certified
        } else {
            match rules.judge(&evidence(&seats, &assessed, &attempts)) {
                Ok(basis) => Standing::Due(basis),
                Err(reasons) => Standing::NotYet(reasons),
            }
        };
        candidates.push(Candidate {
            person: first.person.clone(),
            name: first.name.clone(),
            staff_id: first.staff_id.clone(),
            district: first.district.clone(),
            standing,
        });
    }
    Ok(DueList { module, candidates })
}

/// The seats of each person, people in the order in which they come first.
fn by_person(seated: &[SeatedPerson]) -> Vec<Vec<&SeatedPerson>> {
    let mut places: BTreeMap<&PersonId, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&SeatedPerson>> = Vec::new();
    for seat in seated {
        let place = *places.entry(&seat.person).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(seat),
            None => groups.push(vec![seat]),
        }
    }
    groups
}

fn evidence(seats: &[&SeatedPerson], assessed: &[ExerciseId], attempts: &[FinishedAttempt]) -> Evidence {
    let attendance = Attendance::of(seats.iter().map(|seat| Presence::from_name(&seat.presence)));
    let own = |exercise: &ExerciseId| {
        let tried = attempts.iter().filter(|a| a.exercise == *exercise && seats.iter().any(|s| s.person == a.person));
        tried.map(|a| (a.score, a.safety_failed)).collect::<Vec<_>>()
    };
    let exercises = assessed.iter().map(|exercise| ExerciseEvidence::of(exercise.clone(), own(exercise))).collect();
    // The post-test has a term in the rules, but no test yet gives a result.
    Evidence { attendance, post_test: None, exercises }
}

fn assessed_exercises(services: &Services, module: &ModuleId) -> Outcome<Vec<ExerciseId>> {
    let curriculum = curriculum(services)?;
    Ok(curriculum.of_module(module).filter(|exercise| exercise.assessed).map(|exercise| exercise.id.clone()).collect())
}

/// The rules of a module: its own, else the programme's, else the default.
pub(super) fn rules_of(module: &CertifiedModule, programme: Option<&CertifyingProgramme>) -> Outcome<Rules> {
    let unreadable = |error: &dyn std::fmt::Display| ServiceError::Internal(format!("certificate rules: {error}"));
    if let Some(rules) = Rules::parse(&module.rules).map_err(|error| unreadable(&error))? {
        return Ok(rules);
    }
    let programme: serde_json::Value = match programme {
        Some(programme) => serde_json::from_str(&programme.rules)?,
        None => serde_json::Value::Null,
    };
    match programme.get("certificate") {
        Some(rules) => Ok(Rules::parse(&rules.to_string()).map_err(|error| unreadable(&error))?.unwrap_or_default()),
        None => Ok(Rules::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_training::certificate::Term;

    fn module(rules: &str) -> CertifiedModule {
        CertifiedModule {
            id: ModuleId::parse("M01").unwrap(),
            name_hi: String::new(),
            name_en: String::new(),
            rules: rules.into(),
        }
    }

    fn programme(rules: &str) -> CertifyingProgramme {
        CertifyingProgramme { name_hi: String::new(), name_en: String::new(), synthetic: true, rules: rules.into() }
    }

    #[test]
    fn a_module_may_have_its_own_rules_and_follows_the_programme_otherwise() {
        let ninety = Rules { terms: vec![Term::Attendance { at_least: 90 }] };
        for (of_module, of_programme, expected) in [
            ("{}", "{}", Rules::default()),
            ("{}", r#"{"certificate":{"attendance_percent":90},"other":1}"#, ninety.clone()),
            (r#"{"attendance_percent":90}"#, r#"{"certificate":{"assessed_percent":10}}"#, ninety.clone()),
        ] {
            assert_eq!(rules_of(&module(of_module), Some(&programme(of_programme))).unwrap(), expected, "{of_module}");
        }
        assert_eq!(rules_of(&module("{}"), None).unwrap(), Rules::default());
        assert!(rules_of(&module("[1"), None).is_err());
    }
}
