//! Officers give and take; there is always one left.

use super::super::actor_of;
use super::super::testkit::*;
use super::*;
use abhyas_store::testing::{each_database, sqlite};

fn change(person: &str, capacity: Capacity, district: Option<&str>) -> ChangeCapacity {
    ChangeCapacity {
        person: id(person),
        capacity,
        district: district.map(|district| DistrictId::parse(district).unwrap()),
    }
}

#[tokio::test]
async fn a_capacity_counts_from_the_next_request_on() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        let officer = acting_as(&services, "sita", Capacity::Officer, None).await;
        let trainer = change("gita", Capacity::Trainer, Some("MUZ"));
        give_capacity(&services, &officer, &trainer).await.unwrap();
        give_capacity(&services, &officer, &trainer).await.unwrap();
        assert!(actor_of(&services, &id("gita")).await.unwrap().unwrap().is(Capacity::Trainer));
        take_capacity(&services, &officer, &trainer).await.unwrap();
        take_capacity(&services, &officer, &trainer).await.unwrap();
        assert!(!actor_of(&services, &id("gita")).await.unwrap().unwrap().is(Capacity::Trainer));
        assert_eq!(audited(&services).await, ["capacity.give", "capacity.take"], "what changes nothing is not noted");
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_changed_is_refused() {
    let (services, _) = with_people(sqlite().await).await;
    let officer = acting_as(&services, "sita", Capacity::Officer, None).await;
    let coordinator = acting_as(&services, "gita", Capacity::Coordinator, Some("MUZ")).await;
    let not_found = give_capacity(&services, &coordinator, &change("rita", Capacity::Trainer, None)).await;
    assert_eq!(not_found, Err(ServiceError::NotFound));
    assert_eq!(
        give_capacity(&services, &officer, &change("nobody", Capacity::Trainer, None)).await,
        Err(ServiceError::NotFound)
    );
    assert_eq!(
        code_of(give_capacity(&services, &officer, &change("rita", Capacity::Public, None)).await),
        refusals::CAPACITY
    );
    assert_eq!(
        code_of(give_capacity(&services, &officer, &change("rita", Capacity::Coordinator, None)).await),
        refusals::DISTRICT_NEEDED
    );
}

#[tokio::test]
async fn of_two_officers_who_take_each_others_capacity_one_stays() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        let sita = acting_as(&services, "sita", Capacity::Officer, None).await;
        let gita = acting_as(&services, "gita", Capacity::Officer, None).await;
        let takes = [(sita, "gita"), (gita, "sita")].map(|(actor, person)| {
            let services = services.clone();
            tokio::spawn(
                async move { take_capacity(&services, &actor, &change(person, Capacity::Officer, None)).await },
            )
        });
        let answers: Vec<_> =
            futures::future::join_all(takes).await.into_iter().map(|answer| answer.unwrap()).collect();
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    })
    .await;
}
