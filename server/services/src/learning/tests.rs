//! Groups that learn together: made, filled, emptied, dissolved.

use super::*;
use crate::people::add;
use crate::people::input::PersonInput;
use crate::people::show::person;
use crate::people::tests::{meena, programme};
use crate::testing::{acting, key};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, FacilityId, Language, PersonId, Refusal};
use abhyas_store::testing::{each_database, sqlite};

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

fn keeping(name: &str, hard: bool, district: &str) -> Keeping {
    Keeping { name: name.into(), hard, district: district.into() }
}

fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<(String, String)> {
    match outcome {
        Err(ServiceError::Refused(all)) => {
            all.into_iter().map(|r| (r.code.as_str().to_owned(), r.field.unwrap_or_default().into_owned())).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn one(code: &str, field: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), field.to_owned())]
}

/// Meena and Asha in Muzaffarpur, Soni in Siwan.
async fn people(sv: &Services) -> [PersonId; 3] {
    let mut all = Vec::new();
    for (name, mobile, facility) in [
        ("Meena Devi", "0000010001", "MUZ-1"),
        ("Asha Devi", "0000010003", "MUZ-1"),
        ("Soni Sah", "0000010002", "SIW-1"),
    ] {
        let input = PersonInput { name: name.into(), mobile: mobile.into(), facility: facility.into(), ..meena() };
        all.push(add::add_person(sv, &officer(), &key(sv), &input).await.unwrap());
    }
    all.try_into().unwrap()
}

#[tokio::test]
async fn a_group_is_made_once_filled_one_by_one_and_by_facility_and_dissolved() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let [meena, asha, soni] = people(&sv).await;
        let muz = acting(Capacity::Coordinator, Some("MUZ"));
        let once = key(&sv);
        let id = make(&sv, &muz, &once, &keeping(" Kanti ", true, "")).await.unwrap();
        assert_eq!(make(&sv, &muz, &once, &keeping(" Kanti ", true, "")).await, Ok(id.clone()), "the same form");
        assert_eq!(
            refused(make(&sv, &muz, &key(&sv), &keeping("Kanti", false, "")).await),
            one("learning.name_taken", "name")
        );
        let other = make(&sv, &officer(), &key(&sv), &keeping("Kanti", false, "SIW")).await.unwrap();
        let once = key(&sv);
        add_person(&sv, &muz, &once, &id, "muz-0001").await.unwrap();
        add_person(&sv, &muz, &once, &id, "muz-0001").await.unwrap();
        for (typed, code) in
            [("muz-0001", "learning.member"), ("SIW-0001", "learning.no_person"), ("nobody", "learning.no_person")]
        {
            assert_eq!(refused(add_person(&sv, &muz, &key(&sv), &id, typed).await), one(code, "person"), "{typed}");
        }
        let facility = |id: &str| FacilityId::parse(id).unwrap();
        assert_eq!(
            refused(add_facility(&sv, &officer(), &key(&sv), &id, &facility("SIW-1")).await),
            one("learning.facility", "facility")
        );
        let once = key(&sv);
        let taken = add_facility(&sv, &muz, &once, &id, &facility("MUZ-1")).await.unwrap();
        assert_eq!(taken, Taken { added: 1 }, "Meena is in it already");
        assert_eq!(add_facility(&sv, &muz, &once, &id, &facility("MUZ-1")).await, Ok(taken));
        assert_eq!(
            refused(add_facility(&sv, &muz, &key(&sv), &id, &facility("MUZ-1")).await),
            one("learning.nobody_left", "facility")
        );
        let second = make(&sv, &muz, &key(&sv), &keeping("Second", false, "MUZ")).await.unwrap();
        assert_eq!(
            refused(add_person(&sv, &muz, &key(&sv), &second, "MUZ-0002").await),
            one("learning.elsewhere", "person")
        );
        let names = |group: Group| group.members.into_iter().map(|m| m.person).collect::<Vec<_>>();
        assert_eq!(names(group(&sv, &muz, &id).await.unwrap()), [asha.clone(), meena.clone()]);
        assert_eq!(person(&sv, &officer(), &meena).await.unwrap().learns_with.unwrap().name, "Kanti");
        change(&sv, &muz, &key(&sv), &id, &keeping("Kanti ANM", false, "")).await.unwrap();
        assert_eq!(
            refused(change(&sv, &muz, &key(&sv), &id, &keeping("Second", false, "")).await),
            one("learning.name_taken", "name")
        );
        assert_eq!(
            refused(change(&sv, &muz, &key(&sv), &id, &keeping(" ", false, "")).await),
            one("learning.name_missing", "name")
        );
        let seen = groups(&sv, &muz).await.unwrap();
        let seen: Vec<_> = seen.iter().map(|g| (g.name.as_str(), g.hard, g.members)).collect();
        assert_eq!(seen, [("Kanti ANM", false, 2), ("Second", false, 0)]);
        take_out(&sv, &muz, &key(&sv), &id, &asha).await.unwrap();
        assert_eq!(take_out(&sv, &muz, &key(&sv), &id, &soni).await, Err(ServiceError::NotFound));
        dissolve(&sv, &muz, &key(&sv), &id).await.unwrap();
        assert_eq!(group(&sv, &muz, &id).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!(person(&sv, &officer(), &meena).await.unwrap().learns_with, None);
        assert!(group(&sv, &officer(), &other).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn who_does_not_lead_the_district_finds_no_group_there() {
    let sv = programme(sqlite().await).await;
    let [meena, ..] = people(&sv).await;
    let id = make(&sv, &officer(), &key(&sv), &keeping("Kanti", true, "MUZ")).await.unwrap();
    assert_eq!(
        refused(make(&sv, &officer(), &key(&sv), &keeping(&"x".repeat(61), true, "")).await),
        [one("learning.name_too_long", "name"), one("learning.district", "district")].concat()
    );
    let siw = acting(Capacity::Coordinator, Some("SIW"));
    assert_eq!(
        refused(make(&sv, &siw, &key(&sv), &keeping("x", true, "MUZ")).await),
        one("learning.district", "district")
    );
    assert!(groups(&sv, &siw).await.unwrap().is_empty());
    for actor in
        [siw, acting(Capacity::Trainer, Some("MUZ")), acting(Capacity::Mentor, None), acting(Capacity::Trainee, None)]
    {
        assert_eq!(group(&sv, &actor, &id).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!(add_person(&sv, &actor, &key(&sv), &id, "MUZ-0001").await, Err(ServiceError::NotFound));
        assert_eq!(take_out(&sv, &actor, &key(&sv), &id, &meena).await, Err(ServiceError::NotFound));
        assert_eq!(change(&sv, &actor, &key(&sv), &id, &keeping("y", true, "")).await, Err(ServiceError::NotFound));
        assert_eq!(dissolve(&sv, &actor, &key(&sv), &id).await, Err(ServiceError::NotFound));
    }
    let trainee = acting(Capacity::Trainee, None);
    assert_eq!(make(&sv, &trainee, &key(&sv), &keeping("y", true, "MUZ")).await, Err(ServiceError::NotFound));
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    for code in codes::ALL {
        for language in [Language::Hi, Language::En] {
            let words = abhyas_i18n::refusals::explain(language, &Refusal::new(code.clone()));
            assert!(!words.message.is_empty() && !words.next.is_empty(), "{code:?}");
        }
    }
}
