//! Stories of people by hand, on both databases.

use super::add::add_person;
use super::edit::{edit_person, transfer_person};
use super::erase::erase_person;
use super::export::{as_json, as_xlsx};
use super::input::PersonInput;
use super::leave::{add_leave, end_leave};
use super::list::{PeopleQuery, people};
use super::nights::{add_nights, remove_night};
use super::show::person;
use super::state::{deactivate, reactivate};
use crate::testing::{acting, key, services};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, PersonId};
use abhyas_store::masters::{
    self, BlockRecord, DesignationRecord, DistrictRecord, FacilityRecord, ProgrammeRecord, RoleRecord,
};
use abhyas_store::testing::each_database;

/// A synthetic programme of two districts with a facility each.
pub(crate) async fn programme(db: abhyas_store::Db) -> Services {
    let mut tx = db.begin().await.unwrap();
    let programme = ProgrammeRecord {
        id: "P".into(),
        name_hi: "प".into(),
        name_en: "p".into(),
        synthetic: true,
        clock_offset_seconds: 0,
        rules: "{}".into(),
        created_at: "2026-11-01T00:00:00.000Z".into(),
    };
    masters::put_programme(&mut tx, &programme).await.unwrap();
    let text = |text: &str| text.to_owned();
    for (district, name, block, facility, facility_name) in [
        ("MUZ", "Muzaffarpur", "MUZ-KANTI", "MUZ-1", "Block Kanti PHC"),
        ("SIW", "Siwan", "SIW-SADAR", "SIW-1", "Block Sadar PHC"),
    ] {
        let district = abhyas_core::DistrictId::parse(district).unwrap();
        let block = abhyas_core::BlockId::parse(block).unwrap();
        let it = DistrictRecord { id: district.clone(), name_hi: text(name), name_en: text(name), position: 1 };
        masters::put_district(&mut tx, &it).await.unwrap();
        let it = BlockRecord {
            id: block.clone(),
            district: district.clone(),
            name_hi: text("ख"),
            name_en: text("Kanti"),
            aliases: vec![],
        };
        masters::put_block(&mut tx, &it).await.unwrap();
        let it = FacilityRecord {
            id: abhyas_core::FacilityId::parse(facility).unwrap(),
            district,
            block,
            name_hi: format!("हिंदी {facility}"),
            name_en: text(facility_name),
            kind: text("PHC"),
            aliases: vec![],
            active: true,
        };
        masters::put_facility(&mut tx, &it).await.unwrap();
    }
    let role = abhyas_core::RoleId::parse("R04").unwrap();
    masters::put_role(
        &mut tx,
        &RoleRecord { id: role.clone(), name_hi: text("एएनएम"), name_en: text("ANM"), cadre: text("anm") },
    )
    .await
    .unwrap();
    masters::put_designation(&mut tx, &DesignationRecord { name: text("ANM"), role: Some(role), aliases: vec![] })
        .await
        .unwrap();
    tx.commit().await.unwrap();
    services(db).await
}

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

pub(crate) fn meena() -> PersonInput {
    PersonInput {
        name: "MEENA DEVI".into(),
        sex: "female".into(),
        joined: "2.1.2010".into(),
        designation: "ANM".into(),
        facility: "MUZ-1".into(),
        mobile: "+91 00000 10001".into(),
        language: "hi".into(),
        ..PersonInput::default()
    }
}

async fn added(sv: &Services, input: &PersonInput) -> PersonId {
    add_person(sv, &officer(), &key(sv), input).await.unwrap()
}

fn codes<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<(String, String)> {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals
            .into_iter()
            .map(|r| (r.code.as_str().to_owned(), r.field.unwrap_or_default().into_owned()))
            .collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(code, field)| ((*code).to_owned(), (*field).to_owned())).collect()
}

#[tokio::test]
async fn a_person_is_added_once_tidied_and_found() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let form = key(&sv);
        let id = add_person(&sv, &officer(), &form, &meena()).await.unwrap();
        assert_eq!(
            add_person(&sv, &officer(), &form, &meena()).await.unwrap(),
            id,
            "the same form again is the same act"
        );
        let view = person(&sv, &officer(), &id).await.unwrap();
        let record = &view.record;
        assert_eq!(
            (record.name.as_str(), record.staff_id.as_str(), record.mobile.as_deref()),
            ("Meena Devi", "MUZ-0001", Some("0000010001"))
        );
        assert_eq!((record.role.as_ref().map(abhyas_core::RoleId::as_str), view.may_edit), (Some("R04"), true));
        for search in ["मीना", "meena", "mina devi", "10001", "muz-0001"] {
            let page = people(&sv, &officer(), &PeopleQuery { search: search.into(), ..PeopleQuery::default() })
                .await
                .unwrap();
            assert_eq!((page.total, page.people.len()), (1, 1), "{search}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_wrong_field_is_refused_where_it_stands() {
    each_database(|db| async move {
        let sv = programme(db).await;
        added(&sv, &meena()).await;
        let wrong = PersonInput {
            name: " ".into(),
            born: "31.2.1990".into(),
            joined: "1.1.2030".into(),
            designation: "Astronaut".into(),
            facility: "MUZ-9".into(),
            mobile: "9876543210".into(),
            email: "meena".into(),
            staff_id: "क ख".into(),
            ..PersonInput::default()
        };
        let all = [
            ("person.name_missing", "name"),
            ("roster.real_mobile", "mobile"),
            ("person.date_form", "born"),
            ("person.date_range", "joined"),
            ("person.email_form", "email"),
            ("person.staff_id_form", "staff_id"),
            ("person.designation_unknown", "designation"),
            ("person.facility_unknown", "facility"),
        ];
        assert_eq!(codes(add_person(&sv, &officer(), &key(&sv), &wrong).await), pairs(&all));
        let taken = PersonInput { name: "Soni Sah".into(), ..meena() };
        assert_eq!(
            codes(add_person(&sv, &officer(), &key(&sv), &taken).await),
            pairs(&[("person.mobile_taken", "mobile")])
        );
        let id_taken = PersonInput { staff_id: "muz-0001".into(), mobile: "0000010002".into(), ..meena() };
        assert_eq!(
            codes(add_person(&sv, &officer(), &key(&sv), &id_taken).await),
            pairs(&[("person.staff_id_taken", "staff_id")])
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_from_an_old_page_is_refused_and_a_transfer_moves() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = added(&sv, &meena()).await;
        let renamed = PersonInput { name: "Meena Kumari".into(), ..meena() };
        edit_person(&sv, &officer(), &key(&sv), &id, 1, &renamed).await.unwrap();
        assert_eq!(
            codes(edit_person(&sv, &officer(), &key(&sv), &id, 1, &meena()).await),
            pairs(&[("form.changed_meanwhile", "")])
        );
        assert_eq!(
            codes(transfer_person(&sv, &officer(), &key(&sv), &id, 2, "MUZ-1").await),
            pairs(&[("person.same_facility", "facility")])
        );
        transfer_person(&sv, &officer(), &key(&sv), &id, 2, "SIW-1").await.unwrap();
        let record = person(&sv, &officer(), &id).await.unwrap().record;
        assert_eq!(
            (record.district.unwrap().as_str(), record.version, record.staff_id.as_str()),
            ("SIW", 3, "MUZ-0001")
        );
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_works_in_her_district_and_a_trainee_sees_himself() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = added(&sv, &meena()).await;
        let (muz, siw) = (acting(Capacity::Coordinator, Some("MUZ")), acting(Capacity::Coordinator, Some("SIW")));
        assert!(person(&sv, &muz, &id).await.is_ok());
        assert_eq!(person(&sv, &siw, &id).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!(people(&sv, &siw, &PeopleQuery::default()).await.unwrap().total, 0);
        let here = PersonInput { mobile: "0000010009".into(), ..meena() };
        assert_eq!(
            codes(add_person(&sv, &siw, &key(&sv), &here).await),
            pairs(&[("person.facility_unknown", "facility")])
        );
        assert_eq!(
            codes(transfer_person(&sv, &muz, &key(&sv), &id, 1, "SIW-1").await),
            pairs(&[("person.facility_unknown", "facility")]),
            "she can not send people to another district"
        );
        let trainee = Actor { person: id.clone(), ..acting(Capacity::Trainee, None) };
        assert!(!person(&sv, &trainee, &id).await.unwrap().may_edit);
        assert_eq!(people(&sv, &trainee, &PeopleQuery::default()).await.unwrap_err(), ServiceError::NotFound);
        assert!(as_json(&sv, &trainee, &id).await.is_ok(), "one's own data can be taken away");
        assert_eq!(add_person(&sv, &trainee, &key(&sv), &here).await.unwrap_err(), ServiceError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn leave_is_entered_once_and_taken_back() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = added(&sv, &meena()).await;
        for (first, last, refused) in [
            ("", "", vec![("form.missing", "first_day"), ("form.missing", "last_day")]),
            ("x", "1.12.2026", vec![("person.date_form", "first_day")]),
            ("2.12.2026", "1.12.2026", vec![("person.leave_order", "last_day")]),
            ("1.12.2026", "1.1.2028", vec![("person.leave_too_long", "last_day")]),
        ] {
            assert_eq!(
                codes(add_leave(&sv, &officer(), &key(&sv), &id, first, last, "").await),
                pairs(&refused),
                "{first} {last}"
            );
        }
        add_leave(&sv, &officer(), &key(&sv), &id, "1/12/26", "10/12/26", "मातृत्व").await.unwrap();
        assert_eq!(
            codes(add_leave(&sv, &officer(), &key(&sv), &id, "2026-12-10", "2026-12-12", "").await),
            pairs(&[("person.leave_overlaps", "first_day")])
        );
        let leave = person(&sv, &officer(), &id).await.unwrap().leaves.remove(0);
        end_leave(&sv, &officer(), &key(&sv), &id, &leave.id).await.unwrap();
        assert!(person(&sv, &officer(), &id).await.unwrap().leaves.is_empty());
        assert_eq!(end_leave(&sv, &officer(), &key(&sv), &id, &leave.id).await.unwrap_err(), ServiceError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn nights_are_entered_once_and_taken_back() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = added(&sv, &meena()).await;
        for (first, last, refused) in [
            ("", "", vec![("form.missing", "first_night")]),
            ("x", "y", vec![("person.date_form", "first_night"), ("person.date_form", "last_night")]),
            ("x", "", vec![("person.date_form", "first_night")]),
            ("2.12.2026", "1.12.2026", vec![("person.night_order", "last_night")]),
            ("1.12.2026", "1.1.2027", vec![("person.nights_too_many", "last_night")]),
            ("1.12.2029", "", vec![("person.night_range", "first_night")]),
            ("1.1.2026", "1.12.2026", vec![("person.night_range", "first_night")]),
        ] {
            assert_eq!(
                codes(add_nights(&sv, &officer(), &key(&sv), &id, first, last).await),
                pairs(&refused),
                "{first} {last}"
            );
        }
        let muz = acting(Capacity::Coordinator, Some("MUZ"));
        let once = key(&sv);
        assert_eq!(add_nights(&sv, &muz, &once, &id, "1/12/26", "3/12/26").await, Ok(3));
        assert_eq!(add_nights(&sv, &muz, &once, &id, "1/12/26", "3/12/26").await, Ok(3), "the same form");
        assert_eq!(add_nights(&sv, &muz, &key(&sv), &id, "2026-12-03", "2026-12-04").await, Ok(1));
        assert_eq!(
            codes(add_nights(&sv, &muz, &key(&sv), &id, "2026-12-04", "").await),
            pairs(&[("person.night_known", "first_night")])
        );
        remove_night(&sv, &muz, &key(&sv), &id, "2026-12-02").await.unwrap();
        assert_eq!(remove_night(&sv, &muz, &key(&sv), &id, "2026-12-02").await, Err(ServiceError::NotFound));
        let nights = person(&sv, &officer(), &id).await.unwrap().nights;
        assert_eq!(
            nights.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2026-12-01", "2026-12-03", "2026-12-04"]
        );
        let data = as_json(&sv, &officer(), &id).await.unwrap();
        assert_eq!(data["night_duty"][0]["day"], "2026-12-01");
        for actor in [
            acting(Capacity::Coordinator, Some("SIW")),
            Actor { person: id.clone(), ..acting(Capacity::Trainee, None) },
        ] {
            assert_eq!(add_nights(&sv, &actor, &key(&sv), &id, "2026-12-09", "").await, Err(ServiceError::NotFound));
            assert_eq!(remove_night(&sv, &actor, &key(&sv), &id, "2026-12-01").await, Err(ServiceError::NotFound));
        }
    })
    .await;
}

#[tokio::test]
async fn data_is_exported_and_erased_when_the_time_has_come() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = added(&sv, &meena()).await;
        let data = as_json(&sv, &officer(), &id).await.unwrap();
        assert_eq!(data["person"]["mobile"], "0000010001");
        assert!(as_xlsx(&sv, &officer(), &id).await.unwrap().starts_with(b"PK"));
        assert_eq!(
            codes(erase_person(&sv, &officer(), &key(&sv), &id, 1).await),
            pairs(&[("person.not_inactive", "")])
        );
        deactivate(&sv, &officer(), &key(&sv), &id, 1).await.unwrap();
        reactivate(&sv, &officer(), &key(&sv), &id, 2).await.unwrap();
        deactivate(&sv, &officer(), &key(&sv), &id, 3).await.unwrap();
        assert_eq!(codes(erase_person(&sv, &officer(), &key(&sv), &id, 4).await), pairs(&[("person.retention", "")]));
        let mut record = masters::programme(sv.db()).await.unwrap().unwrap();
        record.rules = r#"{"retention_days":0}"#.into();
        let mut tx = sv.db().begin().await.unwrap();
        masters::put_programme(&mut tx, &record).await.unwrap();
        tx.commit().await.unwrap();
        let coordinator = acting(Capacity::Coordinator, Some("MUZ"));
        assert_eq!(erase_person(&sv, &coordinator, &key(&sv), &id, 4).await.unwrap_err(), ServiceError::NotFound);
        erase_person(&sv, &officer(), &key(&sv), &id, 4).await.unwrap();
        assert_eq!(person(&sv, &officer(), &id).await.unwrap_err(), ServiceError::NotFound);
        let left = abhyas_store::people::person_by_id(sv.db(), &id).await.unwrap().unwrap();
        assert_eq!(
            (left.name.as_str(), left.mobile, left.search.as_str(), left.state.as_str()),
            ("", None, "", "erased")
        );
        assert_ne!(added(&sv, &meena()).await, id, "the number is free again");
    })
    .await;
}

#[test]
fn every_refusal_about_people_has_its_texts() {
    for code in super::codes::ALL {
        assert!(abhyas_i18n::refusals::known(code.as_str()), "{}", code.as_str());
    }
}
