//! What the lists say of real life: sessions of a module, rooms, holidays of one district, overbooking.

use super::tests::{officer, programme, put, refused, row, small};
use super::*;
use crate::testing::{key, services};
use abhyas_store::testing::{each_database, sqlite};

#[tokio::test]
async fn a_file_without_the_newer_columns_leaves_them_as_they_are() {
    each_database(|db| async move {
        let sv = services(db).await;
        small(&sv).await;
        let module = |cells: &[(&'static str, &'static str)]| {
            let all = [("id", "M01"), ("name_hi", "क"), ("name_en", "Registration"), ("max_size", "30")];
            Entry::from_pairs(all.into_iter().chain(cells.iter().copied()))
        };
        let full = [
            ("duration", "2"),
            ("co_trainers", "1"),
            ("set_up", "1"),
            ("min_size", "8"),
            ("min_size_hard", "1"),
            ("go_no_go_days", "4"),
            ("no_show_permille", "120"),
            ("links", "3"),
        ];
        put(&sv, Kind::Modules, &[module(&full)]).await.unwrap();
        let old = "id,name_hi,name_en,max_size,equipment,prerequisites\nM01,नया,New,25,,\nM03,तीन,Three,20,,\n";
        assert_eq!(import(&sv, &officer(), &key(&sv), Kind::Modules, old.as_bytes().to_vec()).await, Ok(2));
        let now = entry(&sv, &officer(), Kind::Modules, "M01").await.unwrap();
        assert_eq!((now.text("name_en"), now.text("max_size")), ("New", "25"));
        for (name, text) in full {
            assert_eq!(now.text(name), text, "{name}");
        }
        let third = entry(&sv, &officer(), Kind::Modules, "M03").await.unwrap();
        assert_eq!([third.text("duration"), third.text("set_up"), third.text("go_no_go_days")], ["1", "0", ""]);
        // A cell that is there and empty means the usual.
        put(&sv, Kind::Modules, &[module(&full.map(|(name, _)| (name, "")))]).await.unwrap();
        let now = entry(&sv, &officer(), Kind::Modules, "M01").await.unwrap();
        let names = ["duration", "co_trainers", "min_size_hard", "no_show_permille"];
        assert_eq!(names.map(|name| now.text(name)), ["1", "0", "0", ""]);

        let room = "id,venue,name_hi,name_en,capacity,overbook_max,link\nV1-R1,V1,क,R,30,5,yes\n";
        import(&sv, &officer(), &key(&sv), Kind::Rooms, room.as_bytes().to_vec()).await.unwrap();
        let old = "id,venue,name_hi,name_en,capacity\nV1-R1,V1,क,R,28\n";
        import(&sv, &officer(), &key(&sv), Kind::Rooms, old.as_bytes().to_vec()).await.unwrap();
        let now = entry(&sv, &officer(), Kind::Rooms, "V1-R1").await.unwrap();
        assert_eq!(["capacity", "overbook_max", "link"].map(|name| now.text(name)), ["28", "5", "1"]);
    })
    .await;
}

#[tokio::test]
async fn what_a_session_can_not_be_is_refused_at_its_field() {
    let sv = services(sqlite().await).await;
    small(&sv).await;
    type Case = (&'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);
    let table: [Case; 9] = [
        (&[("duration", "0")], &[("masters.number", "duration")]),
        (
            &[("duration", "13"), ("co_trainers", "3")],
            &[("masters.number", "duration"), ("masters.number", "co_trainers")],
        ),
        (&[("set_up", "11")], &[("masters.number", "set_up")]),
        (
            &[("no_show_permille", "501"), ("links", "-1")],
            &[("masters.number", "no_show_permille"), ("masters.number", "links")],
        ),
        (
            &[("min_size", "many"), ("min_size_hard", "perhaps")],
            &[("masters.number", "min_size"), ("masters.flag", "min_size_hard")],
        ),
        (&[("min_size", "31")], &[("masters.min_size", "min_size")]),
        (&[("min_size_hard", "1")], &[("masters.no_min_size", "min_size_hard")]),
        (&[("go_no_go_days", "6"), ("min_size", "0")], &[("masters.no_min_size", "go_no_go_days")]),
        (&[("go_no_go_days", "61"), ("min_size", "5")], &[("masters.number", "go_no_go_days")]),
    ];
    for (cells, expected) in table {
        let all = [("id", "M01"), ("name_hi", "क"), ("name_en", "Registration"), ("max_size", "30")];
        let entry = Entry::from_pairs(all.into_iter().chain(cells.iter().copied()));
        let expected: Vec<_> = expected.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
        assert_eq!(refused(put(&sv, Kind::Modules, &[entry]).await), expected, "{cells:?}");
    }
    // A least size that is kept is one that the session can have: a file may not lower the most below it.
    let least = [("id", "M01"), ("name_hi", "क"), ("name_en", "R"), ("max_size", "30"), ("min_size", "10")];
    put(&sv, Kind::Modules, &[row(least)]).await.unwrap();
    let old = "id,name_hi,name_en,max_size\nM01,क,R,9\n";
    let outcome = import(&sv, &officer(), &key(&sv), Kind::Modules, old.as_bytes().to_vec()).await;
    assert_eq!(refused(outcome), [("masters.min_size".to_owned(), "min_size".to_owned())]);
}

#[tokio::test]
async fn a_holiday_of_one_district_is_kept_and_taken_out_again() {
    each_database(|db| async move {
        let sv = services(db).await;
        small(&sv).await;
        let holiday = [("day", "2026-12-03"), ("district", "MUZ"), ("holiday_hi", "मेला"), ("holiday_en", "Fair")];
        put(&sv, Kind::DistrictHolidays, &[row(holiday)]).await.unwrap();
        let kept = entry(&sv, &officer(), Kind::DistrictHolidays, "2026-12-03~MUZ").await.unwrap();
        assert_eq!((kept.text("holiday_hi"), kept.text("holiday_en")), ("मेला", "Fair"));
        assert_eq!(published_on(&sv, &officer(), &kept).await, Ok(0));
        let wrong = row([("day", "soon"), ("district", "XX"), ("holiday_hi", ""), ("holiday_en", "Fair")]);
        let fields: Vec<_> =
            refused(put(&sv, Kind::DistrictHolidays, &[wrong]).await).into_iter().map(|(_, f)| f).collect();
        assert_eq!(fields, ["day", "district", "holiday_hi"]);
        remove(&sv, &officer(), &key(&sv), Kind::DistrictHolidays, "2026-12-03~MUZ").await.unwrap();
        assert!(table(&sv, &officer(), Kind::DistrictHolidays).await.unwrap().rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn more_people_are_invited_only_after_a_switch_and_by_what_attendance_says() {
    let sv = services(sqlite().await).await;
    let rules = programme(&sv, true).await;
    assert!(!rules.overbooking, "off until somebody switches it on");
    assert_eq!(no_show(&sv).await.unwrap(), NoShow::default());
    let on = ProgrammeRules { overbooking: true, ..rules.clone() };
    // Present, absent, the rate with the switch off and on.
    for (present, absent, used) in [(100, 99, 0), (160, 40, 200), (10, 390, 500)] {
        let seen = NoShow { present, absent };
        assert_eq!((seen.used(&rules), seen.used(&on)), (0, used), "{seen:?}");
    }
    assert_eq!(rules.all_weights().get("below_min_size"), Some(&300), "the usual where none was set");
}
