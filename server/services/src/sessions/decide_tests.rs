//! The story of a session that too few come to: seen in time, held all the same with a reason, or cancelled.

use super::*;
use crate::masters::{Entry, Kind, save};
use crate::plans::publish;
use crate::plans::tests::world::{FIRST_DAY, at, officer, person, planned, published, world};
use crate::sessions::cancel;
use crate::testing::{acting, key};
use abhyas_core::{Capacity, Code};
use abhyas_store::testing::{each_database, sqlite};

/// The small programme's modules, with a least size.
async fn least(sv: &Services, min_size: usize, days: Option<usize>) -> Least {
    let days_of = masters::calendar(sv.db()).await.unwrap();
    let ask = |m: Module| (m.id.clone(), Module { min_size, go_no_go_days: days, ..m });
    let day = |d: masters::CalendarDay| Day { date: d.day.to_string(), working: d.working, ..Day::default() };
    Least {
        modules: modules(sv, false).await.unwrap().into_iter().map(ask).collect(),
        days: days_of.into_iter().map(day).collect(),
    }
}

fn code<T: std::fmt::Debug>(outcome: Outcome<T>) -> Code {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn too_few_people_are_seen_and_somebody_decides() {
    each_database(|db| async move {
        let sv = published(db).await;
        let list = async |who: &Actor| listed(&sv, who, least(&sv, 99, Some(2)).await).await.unwrap();
        let all = list(&officer()).await;
        let planned = store::all_sessions(sv.db()).await.unwrap();
        assert_eq!((all.open.len(), all.held.len()), (planned.len(), 0));
        assert!(all.open.iter().all(|it| it.least == 99 && it.decide_by <= it.session.day));
        assert!(all.open.is_sorted_by_key(|it| it.decide_by));
        let first = all.open[0].session.clone();
        let other = if first.district.as_str() == "MUZ" { "NAL" } else { "MUZ" };
        let stranger = acting(Capacity::Coordinator, Some(other));
        assert!(list(&stranger).await.open.iter().all(|it| it.session.district.as_str() == other));

        let decide = async |who: &Actor, once: &OnceKey, id: &SessionId, why: &str| {
            decided(&sv, who, once, id, why, &least(&sv, 99, None).await).await
        };
        assert_eq!(decide(&stranger, &key(&sv), &first.id, "x").await, Err(ServiceError::NotFound));
        assert_eq!(code(decide(&officer(), &key(&sv), &first.id, "  ").await), form::MISSING);
        let coordinator = acting(Capacity::Coordinator, Some(first.district.as_str()));
        let once = key(&sv);
        assert_eq!(decide(&coordinator, &once, &first.id, " the last of her post ").await, Ok(()));
        assert_eq!(decide(&coordinator, &once, &first.id, "the last of her post").await, Ok(()), "the same form again");
        assert_eq!(code(decide(&officer(), &key(&sv), &first.id, "again").await), codes::DECIDED);
        let after = list(&officer()).await;
        assert_eq!((after.open.len(), after.held.len()), (all.open.len() - 1, 1));
        let kept = after.held[0].decision.clone().unwrap();
        assert_eq!(
            (kept.reason.as_str(), kept.made_by, kept.least),
            ("the last of her post", coordinator.person.clone(), 99)
        );
        assert_eq!((kept.people, kept.made_at), (first.seats_taken, sv.now()));
        assert_eq!(session_page(&sv, &officer(), &first.id).await.unwrap().decision.unwrap().reason, kept.reason);

        // The next one is cancelled: it leaves the list, and its people were told.
        let next = after.open[0].session.clone();
        let sits = session_page(&sv, &officer(), &next.id).await.unwrap().people[0].person.clone();
        let told = async || store::messages(sv.db(), &sits).await.unwrap().len();
        let before = told().await;
        cancel(&sv, &coordinator_of(&next), &key(&sv), &next.id).await.unwrap();
        assert_eq!(told().await, before + 1);
        assert_eq!(code(decide(&officer(), &key(&sv), &next.id, "late").await), codes::CANCELLED);
        assert_eq!(list(&officer()).await.open.len(), all.open.len() - 2);

        // What has begun is decided by having begun.
        let last = after.open.last().unwrap().session.clone();
        at(&sv, &format!("{}T04:30:00Z", last.day.succ_opt().unwrap())).await;
        assert_eq!(code(decide(&officer(), &key(&sv), &last.id, "late").await), codes::BEGUN);
        assert!(list(&officer()).await.open.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_lists_say_how_many_are_enough_and_until_when_it_is_decided() {
    each_database(|db| async move {
        let sv = world(db).await;
        let cells = [("id", "M01"), ("name_hi", "एक"), ("name_en", "One"), ("max_size", "4"), ("min_size", "4")];
        let row = Entry::from_pairs(cells.into_iter().chain([("go_no_go_days", "1")]));
        save(&sv, &officer(), &key(&sv), Kind::Modules, &[row]).await.unwrap();
        let plan = planned(&sv).await;
        publish(&sv, &officer(), &key(&sv), &plan.id).await.unwrap();
        // Ten people in rooms for four: some session has fewer.
        let found = undecided(&sv, &officer()).await.unwrap();
        assert!(!found.open.is_empty());
        for it in &found.open {
            assert!(it.session.module.as_str() == "M01" && it.session.seats_taken < 4 && it.least == 4 && !it.late);
            // The working day before; before the first day of the calendar there is none.
            assert!(it.decide_by < it.session.day || it.session.day.to_string() == FIRST_DAY, "{it:?}");
        }
        assert_eq!(undecided_count(&sv, &officer()).await, Ok(found.open.len()));
        let one = &found.open[0].session.id;
        hold(&sv, &officer(), &key(&sv), one, "all who are left").await.unwrap();
        assert_eq!(undecided_count(&sv, &officer()).await, Ok(found.open.len() - 1));
        assert_eq!(undecided(&sv, &officer()).await.unwrap().held[0].session.id, *one);
    })
    .await;
}

fn coordinator_of(session: &SessionRecord) -> Actor {
    acting(Capacity::Coordinator, Some(session.district.as_str()))
}

#[tokio::test]
async fn only_what_is_too_small_and_near_is_listed_and_only_for_those_who_may_decide() {
    let sv = published(sqlite().await).await;
    for capacity in [Capacity::Trainer, Capacity::Mentor, Capacity::Trainee] {
        let nobody = person("K1", capacity);
        assert!(matches!(undecided(&sv, &nobody).await, Err(ServiceError::NotFound)), "{capacity:?}");
        assert_eq!(undecided_count(&sv, &nobody).await, Ok(0));
    }
    let listed_for = async |min_size, days| listed(&sv, &officer(), least(&sv, min_size, days).await).await.unwrap();
    assert!(listed_for(1, None).await.open.is_empty(), "everybody has enough");
    let all = store::all_sessions(sv.db()).await.unwrap();
    let smallest = all.iter().map(|s| s.seats_taken).min().unwrap();
    let few = listed_for(usize::try_from(smallest).unwrap() + 1, Some(0)).await.open;
    assert_eq!(few.len(), all.iter().filter(|s| s.seats_taken == smallest).count());
    assert!(few.iter().all(|it| it.decide_by == it.session.day), "decided on the day itself");
    // The usual six working days before a session of the first days lie before the calendar: its first day it is.
    let usual = listed_for(99, None).await.open;
    assert_eq!(usual[0].decide_by.to_string(), "2026-11-30");
    let enough = decided(&sv, &officer(), &key(&sv), &all[0].id, "x", &least(&sv, 1, None).await).await;
    assert_eq!(code(enough), codes::ENOUGH);
    // Four weeks and more before the programme nothing is due yet.
    at(&sv, "2026-10-01T04:30:00Z").await;
    assert!(listed_for(99, None).await.open.is_empty());
    // On the morning of the second day of teaching it is late for what is held then.
    let second = all.iter().map(|s| s.day).filter(|day| *day > all[0].day).min().unwrap();
    at(&sv, &format!("{second}T01:00:00Z")).await;
    let late = listed_for(99, None).await.open;
    assert!(!late.is_empty() && late.iter().all(|it| it.session.day >= second));
    assert!(late.iter().all(|it| it.late == (it.decide_by < second)) && late[0].late);
}
