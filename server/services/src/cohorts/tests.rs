//! Who makes and leads cohorts, whom they may take in, and what is refused.

use super::*;
use crate::testing::{acting, key, services};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, CohortId, DistrictId, PersonId};
use abhyas_hims::Persona;
use abhyas_store::Db;
use abhyas_store::testing::{add_person, each_database};

async fn ready(db: Db) -> Services {
    let services = services(db).await;
    for (id, district) in [
        ("officer", None),
        ("coordinator", Some("MUZ")),
        ("trainer", Some("MUZ")),
        ("mentor", Some("MUZ")),
        ("trainee", Some("MUZ")),
        ("sita", Some("MUZ")),
        ("gita", Some("NAL")),
    ] {
        add_person(services.db(), id, None, district).await;
    }
    services
}

fn who(capacity: Capacity, district: &str) -> Actor {
    Actor { district: DistrictId::parse(district).ok(), ..acting(capacity, Some(district)) }
}

fn typed(name: &str, district: &str, mentor: &str) -> Making {
    Making { name: name.into(), district: district.into(), mentor: mentor.into() }
}

fn said<T: std::fmt::Debug>(answer: Outcome<T>) -> String {
    match answer {
        Ok(_) => "done".into(),
        Err(ServiceError::Refused(refusals)) => {
            let one = |r: &abhyas_core::Refusal| format!("{}@{}", r.code.as_str(), r.field.as_deref().unwrap_or("-"));
            refusals.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        Err(ServiceError::NotFound) => "404".into(),
        Err(other) => format!("{other:?}"),
    }
}

#[test]
fn every_refusal_has_its_words() {
    for code in codes::ALL {
        assert!(abhyas_i18n::refusals::known(code.as_str()), "{}", code.as_str());
    }
}

#[tokio::test]
async fn who_may_make_one_and_where() {
    each_database(|db| async move {
        let sv = ready(db).await;
        let (everywhere, long) = (acting(Capacity::Officer, None), "क".repeat(61));
        let rows = [
            (who(Capacity::Trainer, "MUZ"), typed("सुबह", "", ""), "done"),
            (who(Capacity::Mentor, "MUZ"), typed("सुबह", "MUZ", ""), "done"),
            (who(Capacity::Coordinator, "MUZ"), typed("सुबह", "", ""), "done"),
            (everywhere.clone(), typed("सुबह", "NAL", ""), "done"),
            (everywhere.clone(), typed("सुबह", "", ""), "cohort.district@district"),
            (everywhere, typed("सुबह", "XYZ", ""), "cohort.district@district"),
            (who(Capacity::Trainer, "MUZ"), typed("सुबह", "NAL", ""), "cohort.district@district"),
            (who(Capacity::Coordinator, "MUZ"), typed("सुबह", "NAL", ""), "cohort.district@district"),
            (who(Capacity::Trainee, "MUZ"), typed("सुबह", "", ""), "404"),
            (who(Capacity::Trainer, "MUZ"), typed("  ", "", ""), "cohort.name_missing@name"),
            (who(Capacity::Trainer, "MUZ"), typed(&long, "", ""), "cohort.name_too_long@name"),
            (who(Capacity::Trainer, "MUZ"), typed("सुबह", "", "SITA"), "cohort.no_mentor@mentor"),
            (
                who(Capacity::Trainer, "MUZ"),
                typed("", "", "NOBODY"),
                "cohort.name_missing@name cohort.no_mentor@mentor",
            ),
        ];
        for (actor, making, expected) in rows {
            let answer = make(&sv, &actor, &key(&sv), &making).await;
            assert_eq!(said(answer), expected, "{:?} {making:?}", actor.grants);
        }
    })
    .await;
}

async fn morning(sv: &Services) -> CohortId {
    let trainer = who(Capacity::Trainer, "MUZ");
    let once = key(sv);
    let made = make(sv, &trainer, &once, &typed("सुबह", "", "")).await.unwrap();
    assert_eq!(make(sv, &trainer, &once, &typed("सुबह", "", "")).await.unwrap(), made, "the same form makes one");
    made
}

#[tokio::test]
async fn who_leads_takes_people_of_their_district_in_and_out() {
    each_database(|db| async move {
        let sv = ready(db).await;
        let id = morning(&sv).await;
        let trainer = who(Capacity::Trainer, "MUZ");
        let other = Actor { person: PersonId::parse("mentor").unwrap(), ..who(Capacity::Mentor, "MUZ") };
        let clerk = [Persona::Clerk];
        let rows: [(Actor, &str, &[Persona], &str); 10] = [
            (who(Capacity::Trainee, "MUZ"), "SITA", &clerk, "404"),
            (other, "SITA", &clerk, "404"),
            (who(Capacity::Coordinator, "NAL"), "SITA", &clerk, "404"),
            (trainer.clone(), "NOBODY", &clerk, "cohort.no_person@staff_id"),
            (trainer.clone(), "", &[], "cohort.no_person@staff_id cohort.no_role@roles"),
            (trainer.clone(), "GITA", &clerk, "cohort.no_person@staff_id"),
            (trainer.clone(), "SITA", &[Persona::System], "cohort.no_role@roles"),
            (trainer.clone(), "SITA", &[Persona::Nurse, Persona::Clerk, Persona::Nurse], "done"),
            (trainer.clone(), "SITA", &clerk, "cohort.member_already@staff_id"),
            (who(Capacity::Coordinator, "MUZ"), "TRAINEE", &clerk, "done"),
        ];
        for (actor, staff_id, roles, expected) in rows {
            let answer = add_member(&sv, &actor, &key(&sv), &id, staff_id, roles).await;
            assert_eq!(said(answer), expected, "{:?} {staff_id} {roles:?}", actor.grants);
        }
        let shown = cohort(&sv, &trainer, &id).await.unwrap();
        let sita = shown.members.iter().find(|m| m.person.as_str() == "sita").unwrap();
        assert_eq!((sita.roles.len(), sita.acting), (2, Persona::Nurse));
        let (sita, gita) = (PersonId::parse("sita").unwrap(), PersonId::parse("gita").unwrap());
        assert_eq!(said(set_roles(&sv, &trainer, &key(&sv), &id, &sita, &[]).await), "cohort.no_role@roles");
        assert_eq!(said(set_roles(&sv, &trainer, &key(&sv), &id, &gita, &clerk).await), "404");
        assert_eq!(said(set_roles(&sv, &trainer, &key(&sv), &id, &sita, &clerk).await), "done");
        assert_eq!(said(remove_member(&sv, &who(Capacity::Trainee, "MUZ"), &key(&sv), &id, &sita).await), "404");
        assert_eq!(said(remove_member(&sv, &trainer, &key(&sv), &id, &gita).await), "404");
        let once = key(&sv);
        assert_eq!(said(remove_member(&sv, &trainer, &once, &id, &sita).await), "done");
        assert_eq!(said(remove_member(&sv, &trainer, &once, &id, &sita).await), "done", "the same form again");
    })
    .await;
}

#[tokio::test]
async fn a_class_has_an_end() {
    each_database(|db| async move {
        let sv = ready(db).await;
        let (id, trainer) = (morning(&sv).await, who(Capacity::Trainer, "MUZ"));
        for n in 0..30 {
            let person = format!("p{n}");
            add_person(sv.db(), &person, None, Some("MUZ")).await;
            add_member(&sv, &trainer, &key(&sv), &id, &person, &[Persona::Clerk]).await.unwrap();
        }
        assert_eq!(said(add_member(&sv, &trainer, &key(&sv), &id, "SITA", &[Persona::Clerk]).await), "cohort.full@-");
    })
    .await;
}

#[tokio::test]
async fn each_sees_the_cohorts_they_lead_or_are_in() {
    each_database(|db| async move {
        let sv = ready(db).await;
        let (id, trainer) = (morning(&sv).await, who(Capacity::Trainer, "MUZ"));
        add_member(&sv, &trainer, &key(&sv), &id, "SITA", &[Persona::Clerk]).await.unwrap();
        let person = |id: &str| Actor { person: PersonId::parse(id).unwrap(), ..who(Capacity::Trainee, "MUZ") };
        let rows = [
            (trainer.clone(), Some((true, false))),
            (who(Capacity::Coordinator, "MUZ"), Some((true, false))),
            (acting(Capacity::Officer, None), Some((true, false))),
            (person("sita"), Some((false, true))),
            (person("trainee"), None),
            (who(Capacity::Coordinator, "NAL"), None),
            (Actor { person: PersonId::parse("mentor").unwrap(), ..who(Capacity::Trainer, "MUZ") }, None),
        ];
        for (actor, expected) in rows {
            let listed = cohorts(&sv, &actor).await.unwrap();
            assert_eq!(listed.first().map(|c| (c.leads, c.own)), expected, "{} {:?}", actor.person, actor.grants);
            assert_eq!(cohort(&sv, &actor, &id).await.is_ok(), expected.is_some());
            let opened = open_hospital(&sv, &actor, &key(&sv), &id).await;
            assert_eq!(opened.is_ok(), expected.is_some_and(|(leads, _)| leads), "{:?}", actor.grants);
        }
        let shown = cohort(&sv, &person("sita"), &id).await.unwrap();
        assert!(shown.hospital.is_some());
        assert_eq!(shown.leaders, ["trainer"]);
    })
    .await;
}
