//! Resetting stays within the district and below one's own capacity.

use super::super::first_sign_in;
use super::super::testkit::*;
use super::*;
use abhyas_store::testing::{each_database, sqlite};

#[tokio::test]
async fn a_reset_takes_the_old_access_away_and_gives_a_code() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        begin(&services, "sita").await;
        let coordinator = acting_as(&services, "gita", Capacity::Coordinator, Some("MUZ")).await;
        let minted = reset_access(&services, &coordinator, &id("sita")).await.unwrap();
        assert_eq!(code_of(try_sign_in(&services, "sita", PASSWORD, "sita").await), refusals::WRONG);
        assert!(!format!("{minted:?}").contains(&minted.code), "codes do not get into a log");
        first_sign_in(&services, first(&minted.code, "a boat on the ganga", "d")).await.unwrap();
        assert_eq!(audited(&services).await, ["access.first", "access.reset", "access.first"]);
    })
    .await;
}

#[tokio::test]
async fn the_operator_lets_the_only_officer_in_again() {
    let (services, _) = with_people(sqlite().await).await;
    begin(&services, "sita").await;
    acting_as(&services, "sita", Capacity::Officer, None).await;
    let minted = reset_by_operator(&services, "0000000017").await.unwrap();
    assert_eq!(first_sign_in(&services, first(&minted.code, "a boat on the ganga", "d")).await, Ok(id("sita")));
    assert_eq!(reset_by_operator(&services, "nobody").await, Err(ServiceError::NotFound));
}

#[tokio::test]
async fn reach_and_rank_are_kept() {
    let (services, _) = with_people(sqlite().await).await;
    let coordinator = acting_as(&services, "gita", Capacity::Coordinator, Some("MUZ")).await;
    assert_eq!(
        reset_access(&services, &coordinator, &id("rita")).await,
        Err(ServiceError::NotFound),
        "another district"
    );
    assert_eq!(reset_access(&services, &coordinator, &id("nobody")).await, Err(ServiceError::NotFound));
    let trainee = super::super::actor_of(&services, &id("rita")).await.unwrap().unwrap();
    assert_eq!(reset_access(&services, &trainee, &id("sita")).await, Err(ServiceError::NotFound));
    let officer = acting_as(&services, "sita", Capacity::Officer, None).await;
    assert_eq!(
        code_of(reset_access(&services, &coordinator, &id("sita")).await),
        refusals::HIGHER,
        "an officer of her own district"
    );
    assert!(reset_access(&services, &officer, &id("gita")).await.is_ok());
}

#[tokio::test]
async fn slips_are_for_those_who_have_not_begun_and_only_within_reach() {
    each_database(|db| async move {
        let (services, _) = with_people(db).await;
        begin(&services, "sita").await;
        let coordinator = acting_as(&services, "rita", Capacity::Coordinator, Some("MUZ")).await;
        let minted = mint_slips(&services, &coordinator, None, None).await.unwrap();
        assert_eq!(minted.iter().map(|minted| minted.person.as_str()).collect::<Vec<_>>(), ["gita"]);
        let again = mint_slips(&services, &coordinator, DistrictId::parse("MUZ").ok().as_ref(), None).await.unwrap();
        let (old, new) = (&minted.first().unwrap().code, &again.first().unwrap().code);
        assert_eq!(code_of(first_sign_in(&services, first(old, PASSWORD, "d")).await), refusals::CODE_EXPIRED);
        assert_eq!(first_sign_in(&services, first(new, PASSWORD, "d")).await, Ok(id("gita")));
        assert_eq!(code_of(mint_slips(&services, &coordinator, None, None).await), refusals::NOBODY_WAITS);
        let nal = DistrictId::parse("NAL").unwrap();
        assert_eq!(code_of(mint_slips(&services, &coordinator, Some(&nal), None).await), refusals::NOBODY_WAITS);
        let trainee = super::super::actor_of(&services, &id("gita")).await.unwrap().unwrap();
        assert_eq!(mint_slips(&services, &trainee, None, None).await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn slips_become_a_pdf() {
    let (services, _) = with_people(sqlite().await).await;
    let officer = acting_as(&services, "sita", Capacity::Officer, None).await;
    let minted = mint_slips(&services, &officer, None, None).await.unwrap();
    assert!(slips_pdf(&services, &minted).unwrap().starts_with(b"%PDF"));
}
