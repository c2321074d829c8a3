//! Who gets in, who does not, and who has to wait.

use super::super::testkit::*;
use super::*;
use abhyas_store::testing::{each_database, fill_the_disk, sqlite, sqlite_on_a_small_disk};
use chrono::Duration;

#[tokio::test]
async fn a_person_signs_in_with_either_name() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        begin(&services, "sita").await;
        for login in ["SITA", "sita ", "0000000017", "+91 00000 00017", "०००००००००१७"] {
            assert_eq!(try_sign_in(&services, login, PASSWORD, "d").await, Ok(id("sita")), "{login}");
        }
    })
    .await;
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let (services, _) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    for (case, login, password) in [
        ("wrong password", "sita", "another one"),
        ("no such account", "nobody", PASSWORD),
        ("no password yet", "gita", PASSWORD),
    ] {
        let answer = try_sign_in(&services, login, password, "d").await;
        assert_eq!(answer, Err(ServiceError::refused(Refusal::new(refusals::WRONG).at("password"))), "{case}");
    }
}

#[tokio::test]
async fn empty_fields_are_marked_each() {
    let (services, _) = with_people(sqlite().await).await;
    let Err(ServiceError::Refused(refusals)) = try_sign_in(&services, " ", "", "d").await else { panic!("let in") };
    assert_eq!(
        refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect::<Vec<_>>(),
        ["login", "password"]
    );
}

#[tokio::test]
async fn a_new_device_waits_longer_with_each_failure_and_the_owner_s_does_not() {
    let (services, clock) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    for _ in 0..5 {
        assert_eq!(code_of(try_sign_in(&services, "sita", "wrong", "stranger").await), refusals::WRONG);
    }
    assert_eq!(
        code_of(try_sign_in(&services, "sita", PASSWORD, "stranger").await),
        refusals::WAIT,
        "even with the right one"
    );
    assert_eq!(try_sign_in(&services, "sita", PASSWORD, "sita").await, Ok(id("sita")), "the owner's own device");
    clock.advance(Duration::seconds(30));
    assert_eq!(code_of(try_sign_in(&services, "sita", "wrong", "stranger").await), refusals::WRONG);
    clock.advance(Duration::seconds(59));
    assert_eq!(code_of(try_sign_in(&services, "sita", PASSWORD, "stranger").await), refusals::WAIT);
    clock.advance(Duration::seconds(1));
    assert_eq!(try_sign_in(&services, "sita", PASSWORD, "stranger").await, Ok(id("sita")));
}

#[tokio::test]
async fn who_throws_the_cookie_away_each_time_is_held_up_too_but_never_the_owner() {
    let (services, _) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    for n in 0..30 {
        assert_eq!(code_of(try_sign_in(&services, "sita", "wrong", &format!("new-{n}")).await), refusals::WRONG);
    }
    assert_eq!(code_of(try_sign_in(&services, "sita", "wrong", "new-31").await), refusals::WAIT);
    assert_eq!(try_sign_in(&services, "sita", PASSWORD, "sita").await, Ok(id("sita")));
    // Accounts that do not exist behave alike.
    for n in 0..30 {
        assert_eq!(code_of(try_sign_in(&services, "nobody", "wrong", &format!("new-{n}")).await), refusals::WRONG);
    }
    assert_eq!(code_of(try_sign_in(&services, "NOBODY", "wrong", "new-31").await), refusals::WAIT);
}

#[tokio::test]
async fn a_clock_that_was_set_back_locks_nobody_out_for_long() {
    let (services, clock) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    clock.advance(Duration::days(1));
    for _ in 0..5 {
        let _ = try_sign_in(&services, "sita", "wrong", "stranger").await;
    }
    clock.advance(Duration::days(-1));
    assert_eq!(try_sign_in(&services, "sita", PASSWORD, "sita").await, Ok(id("sita")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_hundred_at_once_all_get_in() {
    let (services, _) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    let tries = (0..300).map(|n| {
        let services = services.clone();
        tokio::spawn(async move { try_sign_in(&services, "sita", PASSWORD, &format!("device-{n}")).await })
    });
    for answer in futures::future::join_all(tries).await {
        assert_eq!(answer.unwrap(), Ok(id("sita")));
    }
}

#[tokio::test]
async fn signing_in_works_when_nothing_can_be_written() {
    let (services, _) = with_people(sqlite_on_a_small_disk().await).await;
    begin(&services, "sita").await;
    fill_the_disk(services.db()).await;
    assert_eq!(code_of(try_sign_in(&services, "sita", "wrong", "new").await), refusals::WRONG);
    assert_eq!(try_sign_in(&services, "sita", PASSWORD, "new").await, Ok(id("sita")));
}
