//! What the levels of a programme do on the board and when a draft is published.

use super::super::tests::world::{officer, planned, world};
use super::super::{codes as plan_codes, preview, publish, publish_with};
use super::live::live;
use super::*;
use crate::testing::key;
use crate::{Outcome, ServiceError, Services, masters};
use abhyas_core::{Code, Language, PlanId};
use abhyas_store::testing::sqlite;
use std::collections::BTreeMap;

fn code<T: std::fmt::Debug>(outcome: Outcome<T>) -> Code {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

async fn set(sv: &Services, rule: Rule, level: Level) {
    let typed = BTreeMap::from([(rule.name().to_owned(), level.name().to_owned())]);
    masters::save_levels(sv, &officer(), &key(sv), &typed).await.unwrap();
}

/// A move that breaks one rule only, one that a programme may set.
async fn one_broken(sv: &Services, plan: &PlanId) -> (Edit, Rule) {
    let live = live(sv, plan).await.unwrap();
    let rooms: Vec<&str> = live.instance.rooms.iter().map(|r| r.id.as_str()).collect();
    let slots = i64::try_from(live.instance.days.len() * 2).unwrap();
    for session in &live.board.plan().sessions {
        for target in live.board.targets(&session.id, 0..slots, &rooms).unwrap() {
            if let [only] = &target.then.broken[..]
                && !is_fixed(only.rule)
            {
                let edit = Edit::Move { session: session.id.clone(), slot: target.slot, room: target.room };
                return (edit, only.rule);
            }
        }
    }
    panic!("no place breaks one rule only");
}

fn asked(edit: &Edit, reason: &str) -> Asked {
    Asked { edit: edit.clone(), seen: 0, reason: reason.to_owned() }
}

#[tokio::test]
async fn each_level_shows_on_the_board_and_decides_about_publishing() {
    // Level, whether a change without a reason is refused, whether it is told, the refusal of publishing.
    let table = [
        (Level::Red, false, true, Some(plan_codes::OUTDATED)),
        (Level::Amber, true, true, None),
        (Level::Blue, false, true, None),
        (Level::Green, false, false, None),
    ];
    for (level, asks, tells, refused) in table {
        let sv = world(sqlite().await).await;
        let plan = planned(&sv).await.id;
        let (edit, rule) = one_broken(&sv, &plan).await;
        set(&sv, rule, level).await;
        let Edit::Move { session, slot, room } = &edit else { panic!("{edit:?}") };
        let place = Place { room: room.clone(), slot: *slot };
        // The week of the place, whatever week the session is in.
        let mut told = None;
        for week in 0..3 {
            let window = Window { week: Some(week), ..Window::default() };
            let found = view_targets(&sv, &officer(), &plan, session, &window).await.unwrap();
            told = told.or(found.into_iter().find(|(p, ..)| *p == place).map(|(_, _, verdict)| verdict));
        }
        let told = told.unwrap();
        assert_eq!((told.level, told.asks, !told.broken.is_empty()), (level, asks, tells), "{rule:?}");
        if asks {
            let without = change(&sv, &officer(), &key(&sv), &plan, &asked(&edit, "")).await;
            assert_eq!(code(without), codes::REASON);
        }
        let reason = if asks { "The hall is free only then" } else { "" };
        let done = change(&sv, &officer(), &key(&sv), &plan, &asked(&edit, reason)).await.unwrap();
        assert_eq!(done.verdict.level, level);
        let card = one(&sv, &officer(), &plan, session, &Window::default(), "").await.unwrap().card;
        assert_eq!((card.level, !card.troubles.is_empty()), (level, tells), "{rule:?}");

        let found = preview(&sv, &officer(), &plan, Language::En).await.unwrap();
        let decided: Vec<_> = found.decided.iter().map(|d| (d.who.as_str(), d.reason.as_str())).collect();
        assert_eq!(decided, if asks { vec![("officer", reason)] } else { vec![] }, "{rule:?}");
        assert_eq!((found.asks.len(), found.warned.len()), (0, usize::from(level == Level::Blue)));
        let published = publish(&sv, &officer(), &key(&sv), &plan).await;
        match refused {
            Some(expected) => assert_eq!(code(published), expected),
            None => assert_eq!(published, Ok(1), "{level:?}"),
        }
    }
}

#[tokio::test]
async fn what_was_let_pass_before_a_level_was_raised_needs_a_reason_to_be_published() {
    let sv = world(sqlite().await).await;
    let plan = planned(&sv).await.id;
    let (edit, rule) = one_broken(&sv, &plan).await;
    set(&sv, rule, Level::Green).await;
    change(&sv, &officer(), &key(&sv), &plan, &asked(&edit, "")).await.unwrap();
    set(&sv, rule, Level::Amber).await;
    let found = preview(&sv, &officer(), &plan, Language::En).await.unwrap();
    assert_eq!((found.asks.len(), found.refusals.len(), found.decided.len()), (1, 0, 0));
    for reason in ["", "  "] {
        let refused = publish_with(&sv, &officer(), &key(&sv), &plan, reason).await;
        assert_eq!(code(refused), plan_codes::REASON);
    }
    let once = key(&sv);
    assert_eq!(publish_with(&sv, &officer(), &once, &plan, "flood").await, Ok(1));
    assert_eq!(publish_with(&sv, &officer(), &once, &plan, "flood").await, Ok(1), "the same form again");
    let trail = abhyas_store::audit::page(sv.db(), &Default::default(), 50).await.unwrap();
    let row = trail.iter().find(|row| row.action == "plan.publish").unwrap();
    assert!(row.detail.contains("\"reason\":\"flood\"") && row.detail.contains(rule.name()), "{}", row.detail);
    assert_eq!(row.actor, "officer");
}
