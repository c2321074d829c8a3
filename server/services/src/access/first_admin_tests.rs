//! The first officer begins with a single-use code, and there is one only.

use super::super::testkit::*;
use super::super::{actor_of, first_sign_in};
use super::*;
use abhyas_store::testing::{each_database, sqlite};

fn officer(staff_id: &str) -> FirstAdmin {
    FirstAdmin {
        name: "अनीता देवी".into(), staff_id: staff_id.into(), mobile: Some("0000000099".into())
    }
}

#[tokio::test]
async fn an_empty_programme_gets_its_first_officer() {
    each_database(|db| async move {
        let (services, _) = with_clock(db).await;
        let first_code = create_first_admin(&services, &officer("st-1")).await.unwrap();
        let second_code = create_first_admin(&services, &officer("ST-1")).await.unwrap();
        assert_eq!(first_code.person, second_code.person, "asked again, the same officer");
        assert_eq!(
            code_of(first_sign_in(&services, first(&first_code.code, PASSWORD, "d")).await),
            refusals::CODE_EXPIRED
        );
        let person = first_sign_in(&services, first(&second_code.code, PASSWORD, "d")).await.unwrap();
        assert!(actor_of(&services, &person).await.unwrap().unwrap().is(Capacity::Officer));
        assert_eq!(try_sign_in(&services, "0000000099", PASSWORD, "d").await, Ok(person));
        assert_eq!(code_of(create_first_admin(&services, &officer("ST-1")).await), refusals::OFFICER_EXISTS);
        assert_eq!(code_of(create_first_admin(&services, &officer("ST-2")).await), refusals::OFFICER_EXISTS);
    })
    .await;
}

#[tokio::test]
async fn someone_on_the_roster_can_be_made_the_first_officer() {
    let (services, _) = with_people(sqlite().await).await;
    let minted =
        create_first_admin(&services, &FirstAdmin { name: "Sita".into(), staff_id: "sita".into(), mobile: None })
            .await
            .unwrap();
    assert_eq!(minted.person, id("sita"));
}

#[tokio::test]
async fn name_and_staff_id_are_needed() {
    let (services, _) = with_clock(sqlite().await).await;
    let nameless = FirstAdmin { name: " ".into(), ..officer("ST-1") };
    assert_eq!(code_of(create_first_admin(&services, &nameless).await), crate::error::codes::MISSING);
}
