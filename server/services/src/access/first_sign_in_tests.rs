//! A code lets its person in once, in time, and only with a password that holds.

use super::super::CODE_LIFE;
use super::super::testkit::*;
use super::*;
use crate::testing::monday;
use abhyas_store::testing::{each_database, sqlite};
use chrono::Duration;

#[tokio::test]
async fn a_code_lets_in_once_and_the_password_holds_from_then_on() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        let code = code_for(&services, "sita").await;
        assert_eq!(whose_code(&services, &code.to_lowercase(), "d").await.unwrap(), "sita");
        assert_eq!(first_sign_in(&services, first(&code, PASSWORD, "d")).await, Ok(id("sita")));
        assert_eq!(try_sign_in(&services, "sita", PASSWORD, "d").await, Ok(id("sita")));
        assert_eq!(code_of(first_sign_in(&services, first(&code, PASSWORD, "d")).await), refusals::CODE_USED);
        assert_eq!(audited(&services).await, ["access.first"]);
    })
    .await;
}

#[tokio::test]
async fn a_weak_password_does_not_use_the_code_up() {
    let (services, _) = with_people(sqlite().await).await;
    let code = code_for(&services, "sita").await;
    assert_eq!(code_of(first_sign_in(&services, first(&code, "12345678", "d")).await), refusals::PASSWORD_COMMON);
    assert_eq!(code_of(first_sign_in(&services, first(&code, "0000000017", "d")).await), refusals::PASSWORD_OWN);
    assert_eq!(first_sign_in(&services, first(&code, PASSWORD, "d")).await, Ok(id("sita")));
}

#[tokio::test]
async fn a_code_ends_after_its_days_and_with_the_next_slip() {
    let (services, clock) = with_people(sqlite().await).await;
    let code = code_for(&services, "sita").await;
    clock.set(monday() + CODE_LIFE);
    assert_eq!(code_of(first_sign_in(&services, first(&code, PASSWORD, "d")).await), refusals::CODE_EXPIRED);
    clock.set(monday() + CODE_LIFE - Duration::seconds(1));
    let other = code_for(&services, "sita").await;
    first_sign_in(&services, first(&other, PASSWORD, "d")).await.unwrap();
    assert_eq!(
        code_of(first_sign_in(&services, first(&code, PASSWORD, "d")).await),
        refusals::CODE_EXPIRED,
        "the older slip"
    );
}

#[tokio::test]
async fn guessing_codes_makes_the_device_wait_but_mistyping_does_not() {
    let (services, _) = with_people(sqlite().await).await;
    let code = code_for(&services, "sita").await;
    for _ in 0..20 {
        assert_eq!(code_of(whose_code(&services, "AAAA-BBBB-CCCC", "d").await), refusals::CODE_MISTYPED);
    }
    // Right in form, but nobody's: minted and rolled back.
    let account = store::account(services.db(), &id("gita")).await.unwrap().unwrap();
    for _ in 0..5 {
        let mut tx = services.db().begin().await.unwrap();
        let nobodys = codes::mint(&mut tx, &services, &account, "first", "test").await.unwrap().code;
        drop(tx);
        assert_eq!(code_of(whose_code(&services, &nobodys, "d").await), refusals::CODE_UNKNOWN);
    }
    assert_eq!(code_of(whose_code(&services, &code, "d").await), refusals::WAIT);
    assert_eq!(whose_code(&services, &code, "other").await.unwrap(), "sita");
}

#[tokio::test]
async fn of_two_who_use_a_code_at_once_one_gets_in() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        let code = code_for(&services, "sita").await;
        let tries = (0..8).map(|n| {
            let (services, code) = (services.clone(), code.clone());
            tokio::spawn(async move { first_sign_in(&services, first(&code, &format!("{PASSWORD} {n}"), "d")).await })
        });
        let answers = futures::future::join_all(tries).await;
        assert_eq!(answers.into_iter().filter(|answer| answer.as_ref().unwrap().is_ok()).count(), 1);
    })
    .await;
}
