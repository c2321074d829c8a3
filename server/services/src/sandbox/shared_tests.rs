//! A hospital that several people share: each acts in their own role, their commands keep an order, nobody else gets in, and
//! each is told what the others do, whichever server did it.

use super::place::Journals;
use super::*;
use crate::cohorts::{Making, add_member, make, open_hospital, remove_member};
use crate::hub::{Hub, poll_once};
use crate::testing::{acting, key, services};
use crate::{Actor, Grant, Outcome, ServiceError};
use abhyas_core::{Capacity, CohortId, DistrictId, PersonId};
use abhyas_hims::m01_registration::{RegisterUnknown, SearchPatients, Sex};
use abhyas_hims::{AnyCommand, Persona};
use abhyas_store::Db;
use abhyas_store::testing::{add_person, each_database};
use std::collections::BTreeSet;

const FIVE: [(&str, Persona); 5] = [
    ("asha", Persona::Clerk),
    ("binod", Persona::Nurse),
    ("chanda", Persona::Doctor),
    ("dilip", Persona::LaboratoryTechnician),
    ("ekta", Persona::Pharmacist),
];

struct Group {
    services: Services,
    trainer: Actor,
    cohort: CohortId,
    hospital: SandboxId,
}

fn member(id: &str) -> Actor {
    let person = PersonId::parse(id).unwrap();
    Actor { person, name: id.into(), ..acting(Capacity::Trainee, None) }
}

fn small(services: Services) -> Services {
    choose_base(&services, BaseChoice { patients: 30, seed: 3 });
    services
}

impl Group {
    async fn new(db: Db) -> Self {
        let services = small(services(db).await);
        let trainer = Actor { district: DistrictId::parse("MUZ").ok(), ..acting(Capacity::Trainer, Some("MUZ")) };
        add_person(services.db(), trainer.person.as_str(), None, Some("MUZ")).await;
        let typed = Making { name: "सुबह".into(), ..Making::default() };
        let cohort = make(&services, &trainer, &key(&services), &typed).await.unwrap();
        for (id, role) in FIVE {
            add_person(services.db(), id, None, Some("MUZ")).await;
            add_member(&services, &trainer, &key(&services), &cohort, id, &[role]).await.unwrap();
        }
        let hospital = open_hospital(&services, &trainer, &key(&services), &cohort).await.unwrap();
        Self { services, trainer, cohort, hospital }
    }

    async fn of(&self, actor: &Actor) -> Outcome<Sandbox> {
        of_id(&self.services, actor, &self.hospital).await
    }

    async fn listener(&self, services: &Services, id: &str, from: Option<Place>) -> Listener {
        let sandbox = of_id(services, &member(id), &self.hospital).await.unwrap();
        Listener::begin(services, &member(id), sandbox, from).await.unwrap().unwrap()
    }
}

fn unknown(description: &str) -> AnyCommand {
    RegisterUnknown {
        sex: Some(Sex::Male), age: "40".into(), description: format!("नीली कमीज {description}")
    }
    .into()
}

fn told(news: &News) -> (String, String) {
    let what = match &news.what {
        What::Done { action, .. } => action.clone(),
        What::Begun { how, .. } => how.name().to_owned(),
    };
    (news.name.clone(), what)
}

#[tokio::test]
async fn five_at_once_keep_an_order_and_the_journal_says_who_did_what_in_which_role() {
    each_database(|db| async move {
        let group = Group::new(db.clone()).await;
        let other = small(services(db).await);
        let work = FIVE.map(|(id, _)| {
            // Two of them are on another server.
            let at = if id < "d" { &group.services } else { &other };
            let hospital = &group.hospital;
            async move {
                for n in 0..6 {
                    let own = of_id(at, &member(id), hospital).await.unwrap();
                    // The same id from everybody: whose it is keeps them apart.
                    let command = unknown(&format!("{id} {n}"));
                    let done = own.command(&format!("c{n}"), &command).await.unwrap();
                    let again = own.command(&format!("c{n}"), &command).await.unwrap();
                    assert_eq!(done, again, "{id} {n}");
                }
            }
        });
        futures::future::join_all(work).await;
        let own = group.of(&member("asha")).await.unwrap();
        let entries = own.journal().await.unwrap();
        assert!(entries.iter().map(|e| e.seq).eq(1..=30), "one order without gaps, and nobody's second sending counts");
        let roles: BTreeSet<_> = entries.iter().map(|e| (e.actor.as_str().to_owned(), e.persona)).collect();
        assert_eq!(roles, FIVE.map(|(id, role)| (id.to_owned(), role)).into_iter().collect());
        let elsewhere = of_id(&other, &member("ekta"), &group.hospital).await.unwrap();
        elsewhere
            .command("last", &SearchPatients { query: "राम".into(), village: String::new() }.into())
            .await
            .unwrap();
        let again =
            of_id(&small(services(own.services.db().clone()).await), &member("asha"), &group.hospital).await.unwrap();
        assert_eq!(again.look().await.unwrap().world, elsewhere.look().await.unwrap().world);
        assert_eq!(elsewhere.look().await.unwrap().world.patients().len(), 60);
    })
    .await;
}

#[tokio::test]
async fn a_member_acts_in_their_own_roles_only() {
    each_database(|db| async move {
        let group = Group::new(db).await;
        let mut own = group.of(&member("asha")).await.unwrap();
        assert_eq!(
            (own.persona(), own.roles(), own.acts(), own.leads()),
            (Persona::Clerk, &[Persona::Clerk][..], true, false)
        );
        let refused = own.set_persona(Persona::Doctor).await.unwrap_err();
        assert_eq!(refused, ServiceError::refused(codes::NOT_YOUR_ROLE));
        assert_eq!(group.of(&member("asha")).await.unwrap().persona(), Persona::Clerk);
        let key = key(&group.services);
        let (person, roles) = (PersonId::parse("asha").unwrap(), [Persona::Supervisor, Persona::Clerk]);
        crate::cohorts::set_roles(&group.services, &group.trainer, &key, &group.cohort, &person, &roles).await.unwrap();
        let mut own = group.of(&member("asha")).await.unwrap();
        assert_eq!(own.persona(), Persona::Supervisor, "the first of the new ones");
        own.set_persona(Persona::Clerk).await.unwrap();
        assert_eq!(group.of(&member("asha")).await.unwrap().persona(), Persona::Clerk);
        assert_eq!(group.of(&member("binod")).await.unwrap().persona(), Persona::Nurse, "the others keep theirs");
    })
    .await;
}

#[tokio::test]
async fn who_is_not_in_the_cohort_finds_nothing_and_who_leads_looks_in() {
    each_database(|db| async move {
        let group = Group::new(db).await;
        let (sv, db) = (&group.services, group.services.db());
        for id in ["stranger", "othertrainer"] {
            add_person(db, id, None, Some("MUZ")).await;
        }
        let stranger = member("stranger");
        assert_eq!(group.of(&stranger).await.unwrap_err(), ServiceError::NotFound);
        let trainer =
            Actor { person: PersonId::parse("othertrainer").unwrap(), ..acting(Capacity::Trainer, Some("MUZ")) };
        assert_eq!(group.of(&trainer).await.unwrap_err(), ServiceError::NotFound, "another trainer of the district");
        let nalanda = acting(Capacity::Coordinator, Some("NAL"));
        assert_eq!(group.of(&nalanda).await.unwrap_err(), ServiceError::NotFound);
        let coordinator = acting(Capacity::Coordinator, Some("MUZ"));
        assert!(group.of(&coordinator).await.unwrap().leads());

        let looking = group.of(&group.trainer).await.unwrap();
        assert!(looking.leads() && !looking.acts());
        let refused = looking.command("c", &unknown("a")).await.unwrap_err();
        assert_eq!(refused, ServiceError::refused(codes::LOOKS_ONLY));
        looking.viewed("m01.patient", abhyas_hims::RecordRef { kind: "patient".into(), id: "x".into() }).await.unwrap();
        assert!(looking.journal().await.unwrap().is_empty(), "who looks in leaves nothing in the journal");

        // A second cohort: the ids of the first do not exist there.
        let typed = Making { name: "शाम".into(), ..Making::default() };
        let second = make(sv, &group.trainer, &key(sv), &typed).await.unwrap();
        add_member(sv, &group.trainer, &key(sv), &second, "stranger", &[Persona::Clerk]).await.unwrap();
        let theirs = open_hospital(sv, &group.trainer, &key(sv), &second).await.unwrap();
        assert_eq!(of_id(sv, &member("asha"), &theirs).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!(group.of(&stranger).await.unwrap_err(), ServiceError::NotFound);
        let receipt = group.of(&member("asha")).await.unwrap().command("c", &unknown("a")).await.unwrap();
        let other = of_id(sv, &stranger, &theirs).await.unwrap().look().await.unwrap().world;
        assert!(other.patients().iter().all(|p| p.id.as_str() != receipt.subject.id));

        let asha = PersonId::parse("asha").unwrap();
        remove_member(sv, &group.trainer, &key(sv), &group.cohort, &asha).await.unwrap();
        assert_eq!(group.of(&member("asha")).await.unwrap_err(), ServiceError::NotFound, "from then on");
    })
    .await;
}

#[tokio::test]
async fn who_leads_starts_over_and_nobody_writes_into_the_old_life() {
    each_database(|db| async move {
        let group = Group::new(db).await;
        let sv = &group.services;
        let before = group.of(&member("asha")).await.unwrap();
        before.command("c1", &unknown("a")).await.unwrap();
        for refused in [
            before.reset(&member("asha"), &key(sv)).await,
            before.rewind(&member("asha"), &key(sv), 0).await,
            before.undo(&member("asha"), &key(sv)).await,
            before.copy_to(&member("asha"), &PersonId::parse("binod").unwrap(), &key(sv)).await,
        ] {
            assert_eq!(refused.unwrap_err(), ServiceError::refused(codes::NOT_LEADING));
        }
        let mut binod = group.listener(sv, "binod", None).await;
        group.of(&group.trainer).await.unwrap().reset(&group.trainer, &key(sv)).await.unwrap();
        assert_eq!(told(&binod.next().await.unwrap().unwrap()), ("trainer".into(), "reset".into()));
        let late = before.command("c2", &unknown("b")).await.unwrap_err();
        assert_eq!(late, ServiceError::refused(codes::WAS_RESET));
        let now = group.of(&member("asha")).await.unwrap();
        assert!(now.journal().await.unwrap().is_empty());
        let news: Vec<_> = now.news(5).await.unwrap().iter().map(told).collect();
        assert_eq!(news, [("trainer".to_owned(), "reset".to_owned())]);
        group.of(&group.trainer).await.unwrap().undo(&group.trainer, &key(sv)).await.unwrap();
        assert_eq!(told(&binod.next().await.unwrap().unwrap()), ("trainer".into(), "undone".into()));
        assert_eq!(group.of(&member("asha")).await.unwrap().journal().await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_others_are_told_once_and_in_order_from_where_they_were() {
    each_database(|db| async move {
        let group = Group::new(db.clone()).await;
        let other = small(services(db).await);
        let mut binod = group.listener(&group.services, "binod", None).await;
        let mut asha = group.listener(&group.services, "asha", None).await;
        let own = group.of(&member("asha")).await.unwrap();
        own.command("c1", &unknown("a")).await.unwrap();
        own.command("c2", &SearchPatients { query: "राम".into(), village: String::new() }.into()).await.unwrap();
        own.command("c3", &SearchPatients::default().into()).await.unwrap_err();
        let first = binod.next().await.unwrap().unwrap();
        assert_eq!(told(&first), ("asha".into(), "m01.register_unknown".into()));
        assert_eq!(first.place, Place { epoch: 0, seq: 1 });
        // What another server wrote is found by the poll.
        let there = of_id(&other, &member("chanda"), &group.hospital).await.unwrap();
        there.command("c1", &unknown("b")).await.unwrap();
        poll_once::<Journals>(&group.services).await.unwrap();
        let second = binod.next().await.unwrap().unwrap();
        assert_eq!(told(&second).0, "chanda", "no search and no refusal between");
        assert_eq!(told(&asha.next().await.unwrap().unwrap()).0, "chanda", "nobody is told what they did themselves");
        // Somebody whose line was cut goes on from the last thing they were told.
        let mut again = group.listener(&group.services, "binod", Some(first.place)).await;
        assert_eq!(again.next().await.unwrap().unwrap(), second);
        let ahead = Place { epoch: 7, seq: 1 };
        let mut made_up = group.listener(&group.services, "binod", Some(ahead)).await;
        own.command("c4", &unknown("c")).await.unwrap();
        assert_eq!(told(&made_up.next().await.unwrap().unwrap()).0, "asha");
        let list = group.of(&member("binod")).await.unwrap().news(2).await.unwrap();
        assert_eq!(list.iter().map(|n| n.place.seq).collect::<Vec<_>>(), [5, 4], "the newest first");
    })
    .await;
}

#[tokio::test]
async fn who_is_taken_out_hears_nothing_more_and_pages_have_a_limit() {
    each_database(|db| async move {
        let group = Group::new(db).await;
        let sv = &group.services;
        let hub = sv.part::<Hub<Journals>>();
        let mut asha = group.listener(sv, "asha", None).await;
        assert!(asha.still_may().await.unwrap());
        let id = PersonId::parse("asha").unwrap();
        remove_member(sv, &group.trainer, &key(sv), &group.cohort, &id).await.unwrap();
        assert!(!asha.still_may().await.unwrap());
        group.of(&member("binod")).await.unwrap().command("c1", &unknown("a")).await.unwrap();
        assert_eq!(asha.next().await.unwrap(), None);
        drop(asha);
        assert_eq!(hub.listeners(), (0, 0));
        let mut pages = Vec::new();
        for _ in 0..6 {
            pages.push(group.listener(sv, "binod", None).await);
        }
        let own = group.of(&member("binod")).await.unwrap();
        assert!(Listener::begin(sv, &member("binod"), own.clone(), None).await.unwrap().is_none());
        pages.pop();
        assert!(Listener::begin(sv, &member("binod"), own, None).await.unwrap().is_some());
        drop(pages);
        assert_eq!(hub.listeners(), (0, 0));
        // Nobody else's hospital is listened to.
        let alone = practice(sv, &member("binod")).await.unwrap();
        assert!(Listener::begin(sv, &member("binod"), alone, None).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_trainees_hospital_is_looked_at_by_who_prepares_it() {
    each_database(|db| async move {
        let group = Group::new(db).await;
        let sv = &group.services;
        let asha = PersonId::parse("asha").unwrap();
        assert!(of_trainee(sv, &group.trainer, &asha).await.unwrap().is_none(), "never opened");
        practice(sv, &member("asha")).await.unwrap().command("c1", &unknown("a")).await.unwrap();
        let theirs = of_trainee(sv, &group.trainer, &asha).await.unwrap().unwrap();
        assert!(!theirs.acts() && !theirs.leads());
        assert_eq!(theirs.command("c2", &unknown("b")).await.unwrap_err(), ServiceError::refused(codes::LOOKS_ONLY));
        assert_eq!(theirs.reset(&group.trainer, &key(sv)).await.unwrap_err(), ServiceError::refused(codes::LOOKS_ONLY));
        for other in [
            member("binod"),
            Actor {
                grants: vec![Grant { capacity: Capacity::Trainer, district: DistrictId::parse("NAL").ok() }],
                ..group.trainer.clone()
            },
        ] {
            assert_eq!(of_trainee(sv, &other, &asha).await.unwrap_err(), ServiceError::NotFound);
        }
        let mine = practice(sv, &group.trainer).await.unwrap();
        let differences = compare(&mine, &theirs).await.unwrap();
        assert!(differences.iter().any(|d| d.kind == "patient" && d.first.is_none()), "{differences:?}");
    })
    .await;
}
