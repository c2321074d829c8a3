//! A new password needs the old one, and ends what was open.

use super::super::testkit::*;
use super::super::{actor_of, refusals};
use super::*;
use abhyas_store::testing::{each_database, sqlite};

fn change(current: &str, password: &str) -> ChangePassword {
    ChangePassword {
        current: current.into(),
        password: password.into(),
        password_again: password.into(),
        device: "sita".into(),
    }
}

#[tokio::test]
async fn the_new_password_replaces_the_old_one() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        begin(&services, "sita").await;
        let actor = actor_of(&services, &id("sita")).await.unwrap().unwrap();
        change_password(&services, &actor, change(PASSWORD, "a boat on the ganga")).await.unwrap();
        assert_eq!(code_of(try_sign_in(&services, "sita", PASSWORD, "sita").await), refusals::WRONG);
        assert_eq!(try_sign_in(&services, "sita", "a boat on the ganga", "sita").await, Ok(id("sita")));
        assert_eq!(audited(&services).await, ["access.first", "access.password"]);
        sign_out_everywhere(&services, &actor).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn without_the_old_one_nothing_changes() {
    let (services, _) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    let actor = actor_of(&services, &id("sita")).await.unwrap().unwrap();
    assert_eq!(
        code_of(change_password(&services, &actor, change("wrong", "a boat on the ganga")).await),
        refusals::WRONG_PASSWORD
    );
    assert_eq!(code_of(change_password(&services, &actor, change(PASSWORD, "short")).await), refusals::PASSWORD_SHORT);
    assert_eq!(try_sign_in(&services, "sita", PASSWORD, "sita").await, Ok(id("sita")));
}
