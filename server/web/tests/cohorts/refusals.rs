//! Each refusal of a cohort, and what a hospital of one's own never refuses, as a person meets it: the Hindi words, and what
//! to do next, stand on the page.

use super::{House, house};
use abhyas_core::{Code, CohortId, ExerciseId, FacilityId, Language, PersonId};
use abhyas_kit::encode;
use abhyas_kit::testing::{Shelf, answer, post};
use abhyas_pages_hospital::routes;
use abhyas_services::Actor;
use abhyas_services::cohorts as cohort;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::{ForExercise, codes as sandbox, open_for_exercise};
use abhyas_store::{cohorts as kept_cohorts, people};
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// The codes of sandboxes that are met with others only, or in an exercise.
const OF_SANDBOXES: &[Code] = &[
    sandbox::OF_AN_EXERCISE,
    sandbox::NOT_LEADING,
    sandbox::NOT_YOUR_ROLE,
    sandbox::LOOKS_ONLY,
    sandbox::NO_TRAINEE,
    sandbox::COPY_TO_ONESELF,
];

/// What was seen.
struct Seen {
    house: House,
    shelf: Shelf,
    codes: BTreeSet<Code>,
}

impl Seen {
    async fn refused(&mut self, actor: &Actor, code: Code, path: &str, body: &str) {
        let request = post(&self.house.sv, path, body);
        let page = answer(routes(), &self.house.sv, actor, Language::Hi, request, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}: {}", page.html);
        assert!(page.says(&code), "{code:?}: {}", page.html);
        self.shelf.keep(&code, &page);
        self.codes.insert(code);
    }
}

#[tokio::test]
async fn every_refusal_of_a_cohort_and_its_hospital_is_seen_in_hindi() {
    let mut seen = Seen { house: house().await, shelf: Shelf::of("cohorts"), codes: BTreeSet::new() };
    hospitals(&mut seen).await;
    made(&mut seen).await;
    members(&mut seen).await;
    let all = || cohort::ALL.iter().chain(OF_SANDBOXES);
    let missing: Vec<_> = all().filter(|code| !seen.codes.contains(code)).collect();
    assert!(missing.is_empty(), "not seen: {missing:?}");
    seen.shelf.list(all(), &[]);
}

async fn hospitals(seen: &mut Seen) {
    let cohort = seen.house.cohort().await;
    let (sita, trainer) = (seen.house.actor("sita").await, seen.house.trainer.clone());
    let shared = cohort.hospital.as_ref().unwrap();
    let exercise = ExerciseId::parse("M01-E1").unwrap();
    let purpose = ForExercise { exercise: &exercise, persona: Persona::Clerk, seed: 7 };
    let attempt = open_for_exercise(&seen.house.sv, &sita, purpose, |_, _| Ok(Vec::new())).await.unwrap();
    for (actor, path, body, code) in [
        (&sita, "/hospital/reset", format!("_hospital={}", attempt.id()), sandbox::OF_AN_EXERCISE),
        (&sita, "/hospital/reset", format!("_hospital={shared}"), sandbox::NOT_LEADING),
        (&sita, "/hospital/persona", format!("_hospital={shared}&persona=doctor"), sandbox::NOT_YOUR_ROLE),
        (&trainer, "/hospital/clock/advance", format!("_hospital={shared}&minutes=30"), sandbox::LOOKS_ONLY),
        (&trainer, "/hospital/copy", "copy_to=GITA".to_owned(), sandbox::NO_TRAINEE),
        (&trainer, "/hospital/copy", "copy_to=TRAINER".to_owned(), sandbox::COPY_TO_ONESELF),
    ] {
        seen.refused(actor, code, path, &body).await;
    }
}

async fn made(seen: &mut Seen) {
    let trainer = seen.house.trainer.clone();
    let name = |name: &str| format!("name={}", encode(name));
    for (code, body) in [
        (cohort::NAME_MISSING, name("")),
        (cohort::NAME_TOO_LONG, name(&"सुबह की टोली ".repeat(6))),
        (cohort::DISTRICT, name("सुबह की टोली") + "&district=NAL"),
        (cohort::NO_MENTOR, name("सुबह की टोली") + "&mentor=SITA"),
    ] {
        seen.refused(&trainer, code, "/cohorts", &body).await;
    }
}

async fn members(seen: &mut Seen) {
    let trainer = seen.house.trainer.clone();
    let cohort = cohort::cohorts(&seen.house.sv, &trainer).await.unwrap().remove(0).record.id;
    let members = format!("/cohorts/{cohort}/members");
    seen.refused(&trainer, cohort::NO_PERSON, &members, "staff_id=GITA&roles=clerk").await;
    seen.refused(&trainer, cohort::MEMBER_ALREADY, &members, "staff_id=SITA&roles=doctor").await;
    seen.refused(&trainer, cohort::NO_ROLE, &members, "staff_id=COORDINATOR").await;
    fill(&seen.house, &cohort).await;
    seen.refused(&trainer, cohort::FULL, &members, "staff_id=COORDINATOR&roles=clerk").await;
}

/// As many members as there may be: two are there, 28 more come.
async fn fill(house: &House, cohort: &CohortId) {
    let mut tx = house.sv.db().begin().await.unwrap();
    for n in 0..28 {
        let person = nurse(house, n);
        people::insert_person(&mut tx, &person).await.unwrap();
        let id = person.id;
        kept_cohorts::set_roles(&mut tx, cohort, &id, &["nurse"], house.sv.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn nurse(house: &House, n: usize) -> people::PersonRecord {
    let now = house.sv.now();
    people::PersonRecord {
        id: PersonId::parse(format!("nurse-{n}")).unwrap(),
        staff_id: format!("NURSE-{n}"),
        name: format!("शांति देवी {n}"),
        sex: "female".into(),
        born: None,
        joined: None,
        designation: String::new(),
        role: None,
        facility: FacilityId::parse("F1").ok(),
        district: None,
        mobile: None,
        email: String::new(),
        language: "hi".into(),
        state: "active".into(),
        import: None,
        version: 1,
        created_at: now,
        updated_at: now,
        search: String::new(),
    }
}
