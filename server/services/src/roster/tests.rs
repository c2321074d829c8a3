//! Stories of an import, on both databases.

use super::apply::apply;
use super::error_sheet::error_sheet;
use super::review::{Decision, accept_all, change_layout, decide};
use super::summary::Applied;
use super::undo::{Undone, discard, undo};
use super::upload::{upload, upload_and_check};
use super::view::{import, imports, rows};
use crate::people::list::{PeopleQuery, people};
use crate::people::tests::programme;
use crate::testing::{acting, key};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, FacilityId, ImportId, Language};
use abhyas_store::testing::each_database;
use abhyas_training::roster::columns::Field;
use abhyas_training::roster::report::{FaultCounts, Summary};

const FILE: &str = "Name,Designation,Facility,District,Mobile,Date of joining\n\
    Asha Devi,ANM,Block Kanti PHC,Muzaffarpur,0000010001,01.02.2010\n\
    Soni Sah,ANM,kanti phc,Muzaffarpur,0000010002,01.02.2011\n\
    Rekha Ram,ANM,kanti phc,Muzaffarpur,0000010003,01.02.2012\n\
    Meena Das,ANM,Nursing Home,Muzaffarpur,0000010004,01.02.2013\n\
    Gita Rai,=1+1,Block Kanti PHC,Muzaffarpur,0000010005,01.02.2014\n";

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

/// The file without its formula.
fn file() -> String {
    FILE.replace("=1+1", "Astronaut")
}

async fn uploaded(sv: &Services, actor: &Actor, text: &str) -> ImportId {
    upload_and_check(sv, actor, &key(sv), "C:\\rosters\\list.csv", text.as_bytes().to_vec()).await.unwrap()
}

async fn applied(sv: &Services, text: &str) -> (ImportId, Applied) {
    let id = uploaded(sv, &officer(), text).await;
    accept_all(sv, &officer(), &key(sv), &id).await.unwrap();
    let done = apply(sv, &officer(), &key(sv), &id).await.unwrap();
    (id, done)
}

async fn everyone(sv: &Services) -> i64 {
    people(sv, &officer(), &PeopleQuery::default()).await.unwrap().total
}

fn code<T: std::fmt::Debug>(outcome: Outcome<T>) -> String {
    match outcome {
        Err(ServiceError::Refused(refusals)) => {
            refusals.first().map(|r| r.code.as_str().to_owned()).unwrap_or_default()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_roster_is_reviewed_applied_once_and_taken_back() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = uploaded(&sv, &officer(), &file()).await;
        let view = import(&sv, &officer(), &id).await.unwrap();
        let faulty = FaultCounts { unknown_facility: 1, unknown_designation: 1, ..FaultCounts::default() };
        assert_eq!(view.summary.counts, Summary { rows: 5, good: 1, needs_review: 2, faulty });
        assert_eq!(
            (view.file_name.as_str(), view.state.as_str(), view.undecided, view.summary.new),
            ("list.csv", "review", 2, 3)
        );
        assert_eq!(everyone(&sv).await, 0, "a dry run changes nobody");

        assert_eq!(
            decide(&sv, &officer(), &key(&sv), &id, 3, &Decision::Yes, true).await.unwrap(),
            2,
            "both rows are written alike"
        );
        let chosen = Decision::Facility(FacilityId::parse("SIW-1").unwrap());
        decide(&sv, &officer(), &key(&sv), &id, 5, &chosen, false).await.unwrap();
        assert_eq!(
            code(decide(&sv, &officer(), &key(&sv), &id, 2, &Decision::Yes, false).await),
            "import.nothing_to_decide"
        );
        assert_eq!(
            code(decide(&sv, &officer(), &key(&sv), &id, 6, &Decision::Yes, false).await),
            "import.nothing_to_decide"
        );

        let form = key(&sv);
        let done = apply(&sv, &officer(), &form, &id).await.unwrap();
        assert_eq!(done, Applied { added: 4, changed: 0, same: 0, left_out: 1 });
        assert_eq!(apply(&sv, &officer(), &form, &id).await.unwrap(), done, "the same form again is the same act");
        assert_eq!(code(apply(&sv, &officer(), &key(&sv), &id).await), "import.decided");
        assert_eq!(everyone(&sv).await, 4);

        let back = undo(&sv, &officer(), &key(&sv), &id).await.unwrap();
        assert_eq!(back, Undone { removed: 4, restored: 0, kept: 0 });
        assert_eq!(
            (everyone(&sv).await, code(undo(&sv, &officer(), &key(&sv), &id).await).as_str()),
            (0, "import.not_applied")
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_file_changes_nothing_and_a_corrected_one_updates() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let (_, first) = applied(&sv, &file()).await;
        let (again, second) = applied(&sv, &file()).await;
        assert_eq!((first.added, second), (3, Applied { added: 0, changed: 0, same: 3, left_out: 2 }));
        assert!(import(&sv, &officer(), &again).await.unwrap().same_file_before.is_none(), "it is applied itself");
        let third = uploaded(&sv, &officer(), &file()).await;
        assert!(import(&sv, &officer(), &third).await.unwrap().same_file_before.is_some());

        // A new number, a new facility, the correct designation, a name in the other script.
        let corrected = file()
            .replace("0000010001", "0000010091")
            .replace("Soni Sah,ANM,kanti phc,Muzaffarpur", "सोनी साह,ANM,Block Sadar PHC,Siwan")
            .replace("Astronaut", "ANM");
        let (id, done) = applied(&sv, &corrected).await;
        assert_eq!(done, Applied { added: 1, changed: 2, same: 1, left_out: 1 });
        assert_eq!(everyone(&sv).await, 4);
        let back = undo(&sv, &officer(), &key(&sv), &id).await.unwrap();
        assert_eq!(back, Undone { removed: 1, restored: 2, kept: 0 });
        let found = people(&sv, &officer(), &PeopleQuery { search: "soni 10002".into(), ..PeopleQuery::default() })
            .await
            .unwrap();
        let soni = found.people.first().unwrap();
        assert_eq!((soni.name.as_str(), soni.district.as_ref().unwrap().as_str()), ("Soni Sah", "MUZ"));
    })
    .await;
}

#[tokio::test]
async fn an_import_whose_people_have_begun_can_not_be_taken_back() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let (id, _) = applied(&sv, &file()).await;
        let asha = people(&sv, &officer(), &PeopleQuery { search: "asha".into(), ..PeopleQuery::default() })
            .await
            .unwrap()
            .people
            .remove(0);
        let mut tx = sv.db().begin().await.unwrap();
        abhyas_store::access::put_password(&mut tx, &asha.id, "$argon2id$", sv.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(code(undo(&sv, &officer(), &key(&sv), &id).await), "import.has_history");
        assert_eq!(everyone(&sv).await, 3, "nothing is half undone");
    })
    .await;
}

#[tokio::test]
async fn the_number_of_somebody_known_is_a_fault() {
    each_database(|db| async move {
        let sv = programme(db).await;
        applied(&sv, &file()).await;
        let other =
            "Name,Designation,Facility,District,Mobile\nRanjit Das,ANM,Block Kanti PHC,Muzaffarpur,0000010001\n";
        let id = uploaded(&sv, &officer(), other).await;
        let faulty = rows(&sv, &officer(), &id, "faulty", 0, 10).await.unwrap();
        assert_eq!(
            faulty.first().unwrap().issues.first().unwrap().refusal.code.as_str(),
            "roster.mobile_of_known_person"
        );
    })
    .await;
}

#[tokio::test]
async fn other_columns_can_be_chosen_and_formulas_stop_the_import() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = uploaded(&sv, &officer(), FILE).await;
        let view = import(&sv, &officer(), &id).await.unwrap();
        assert_eq!(view.summary.stopped.as_ref().unwrap().code.as_str(), "roster.formula_cells");
        assert_eq!(code(apply(&sv, &officer(), &key(&sv), &id).await), "roster.formula_cells");

        let id = uploaded(&sv, &officer(), &file()).await;
        let mut layout = import(&sv, &officer(), &id).await.unwrap().layout;
        if let Some(joined) = layout.columns.iter_mut().find(|field| **field == Some(Field::Joined)) {
            *joined = Some(Field::Mobile);
        }
        assert_eq!(code(change_layout(&sv, &officer(), &id, &layout).await), "import.column_twice");
        layout.columns.retain(|field| *field != Some(Field::Mobile));
        change_layout(&sv, &officer(), &id, &layout).await.unwrap();
        // The check runs in the background; running it here as well gives the same result, whichever comes first.
        // The check runs in the background: the page asks again until it is done.
        let mut asked = 0;
        while import(&sv, &officer(), &id).await.unwrap().state == "reading" {
            asked += 1;
            assert!(asked < 100_000, "the check never ends");
            tokio::task::yield_now().await;
        }
        let view = import(&sv, &officer(), &id).await.unwrap();
        assert_eq!(view.summary.stopped.unwrap().code.as_str(), "roster.column_missing");
        discard(&sv, &officer(), &key(&sv), &id).await.unwrap();
        assert_eq!(import(&sv, &officer(), &id).await.unwrap().state, "discarded");
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_imports_for_her_district_and_sees_her_own_imports() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let siw = acting(Capacity::Coordinator, Some("SIW"));
        let text = file().replace("Asha Devi,ANM,Block Kanti PHC,Muzaffarpur", "Asha Devi,ANM,Block Sadar PHC,Siwan");
        let id = uploaded(&sv, &siw, &text).await;
        let view = import(&sv, &siw, &id).await.unwrap();
        assert_eq!((view.summary.counts.good, view.summary.skipped), (1, 2));
        accept_all(&sv, &siw, &key(&sv), &id).await.unwrap();
        assert_eq!(apply(&sv, &siw, &key(&sv), &id).await.unwrap().added, 1);
        let officers = uploaded(&sv, &officer(), &file()).await;
        assert_eq!(import(&sv, &siw, &officers).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!((imports(&sv, &siw).await.unwrap().len(), imports(&sv, &officer()).await.unwrap().len()), (1, 2));
        let trainee = acting(Capacity::Trainee, None);
        let refused = upload(&sv, &trainee, &key(&sv), "x.csv", text.into_bytes()).await;
        assert_eq!(refused.unwrap_err(), ServiceError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn the_error_sheet_holds_the_open_rows_and_can_be_sent_again() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let id = uploaded(&sv, &officer(), &file().replace("Meena Das", "@Meena Das")).await;
        let sheet = error_sheet(&sv, &officer(), &id, Language::En).await.unwrap();
        let read = super::read::read_sheets(&sheet).unwrap();
        let lines = &read.first().unwrap().lines;
        let shown: Vec<String> = lines.iter().map(|line| line.cell(0).text()).collect();
        assert_eq!(shown, ["Name", "Soni Sah", "Rekha Ram", "'@Meena Das", "Gita Rai"]);
        assert!(lines.last().unwrap().cells.iter().any(|cell| cell.text().contains("Astronaut")));
        let again = upload_and_check(&sv, &officer(), &key(&sv), "errors.xlsx", sheet).await.unwrap();
        assert_eq!(import(&sv, &officer(), &again).await.unwrap().summary.counts.rows, 4);
    })
    .await;
}

/// The size that the product promises to take in seconds. Only the outcome is judged here: machines differ.
#[tokio::test]
async fn ten_thousand_rows_are_checked_and_applied() {
    let sv = programme(abhyas_store::testing::sqlite().await).await;
    let mut text = String::from("Name,Designation,Facility,District,Mobile\n");
    for at in 0..10_000 {
        use std::fmt::Write as _;
        let _ = writeln!(text, "Person {at},ANM,Block Kanti PHC,Muzaffarpur,00000{at:05}");
    }
    let (_, done) = applied(&sv, &text).await;
    assert_eq!(done.added, 10_000);
}
