//! Stories of the reference data.

use super::*;
use crate::testing::{acting, key, services};
use abhyas_core::{Capacity, Language};
use abhyas_hims::reference::standard;
use abhyas_store::testing::sqlite;

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

fn codes_of<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<(String, String)> {
    match outcome.unwrap_err() {
        ServiceError::Refused(list) => list
            .iter()
            .map(|r| {
                let row = r.values.iter().find(|(name, _)| name == "row").map(|(_, value)| value.clone());
                (r.code.as_str().to_owned(), row.unwrap_or_default())
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_corrected_file_replaces_the_list_and_can_be_taken_back() {
    let sv = services(sqlite().await).await;
    for format in [Format::Csv, Format::Xlsx] {
        let file = export_reference(&sv, &officer(), "diagnoses", format).await.unwrap();
        let rows = import_reference(&sv, &officer(), &key(&sv), "diagnoses", file).await.unwrap();
        assert_eq!(rows, standard().unwrap().diagnoses.len(), "{format:?}");
        let read = Standard::read(&edited_reference(&sv).await.unwrap()).unwrap();
        assert_eq!(read, *standard().unwrap(), "nothing of a row is lost on the way out and back");
    }
    let file = export_reference(&sv, &officer(), "diagnoses", Format::Csv).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    let first = standard().unwrap().diagnoses.first().unwrap();
    let changed = file.replace(&first.en, "Changed title");
    import_reference(&sv, &officer(), &key(&sv), "diagnoses", changed.into_bytes()).await.unwrap();
    let read = Standard::read(&edited_reference(&sv).await.unwrap()).unwrap();
    assert_eq!(read.diagnoses.first().unwrap().title(Language::En), "Changed title");
    assert!(reference_lists(&sv, &officer()).await.unwrap().iter().any(|l| l.name == "diagnoses" && l.edited));
    restore_reference(&sv, &officer(), &key(&sv), "diagnoses").await.unwrap();
    assert!(edited_reference(&sv).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_would_break_a_hospital_is_refused_and_changes_nothing() {
    let sv = services(sqlite().await).await;
    let file = String::from_utf8(export_reference(&sv, &officer(), "diagnoses", Format::Csv).await.unwrap()).unwrap();
    let first = standard().unwrap().diagnoses.first().unwrap();
    let without: Vec<&str> = file.lines().filter(|l| !l.starts_with(&format!("{},", first.code.as_str()))).collect();
    let doubled = format!("{file}{}\n", file.lines().nth(1).unwrap());
    let cases = [
        ("no table", String::from_utf8_lossy(b"%PDF-1.7").into_owned(), "masters.reference_missing", None),
        ("a row less", without.join("\n"), "masters.reference_missing", Some(first.code.as_str())),
        ("a row twice", doubled, "masters.reference_row", Some(first.code.as_str())),
    ];
    for (what, file, code, row) in cases {
        let refused = codes_of(import_reference(&sv, &officer(), &key(&sv), "diagnoses", file.into_bytes()).await);
        assert_eq!(refused.first().unwrap().0, code, "{what}");
        if let Some(row) = row {
            assert_eq!(refused.first().unwrap().1, row, "{what}");
        }
    }
    let huge = vec![b'a'; MOST_BYTES + 1];
    let refused = codes_of(import_reference(&sv, &officer(), &key(&sv), "diagnoses", huge).await);
    assert_eq!(refused.first().unwrap().0, "masters.file_size");
    assert!(edited_reference(&sv).await.unwrap().is_empty());
}

#[tokio::test]
async fn only_officers_change_it_and_only_lists_that_exist() {
    let sv = services(sqlite().await).await;
    let (coordinator, trainee) = (acting(Capacity::Coordinator, Some("MUZ")), acting(Capacity::Trainee, None));
    assert_eq!(reference_lists(&sv, &trainee).await, Err(ServiceError::NotFound));
    assert_eq!(reference_lists(&sv, &coordinator).await.unwrap().len(), FILES.len());
    let put = import_reference(&sv, &coordinator, &key(&sv), "diagnoses", Vec::new()).await;
    assert_eq!(put, Err(ServiceError::NotFound));
    assert_eq!(restore_reference(&sv, &officer(), &key(&sv), "people").await, Err(ServiceError::NotFound));
    for list in reference_lists(&sv, &officer()).await.unwrap() {
        assert!(list.rows > 10 && !list.edited, "{list:?}");
        assert!(list.notes.iter().any(|n| n.contains("source:")) && list.notes.iter().any(|n| n.contains("licence:")));
    }
}

#[tokio::test]
async fn a_correction_reaches_hospitals_that_are_opened_afterwards() {
    use crate::sandbox::{BaseChoice, choose_base, practice};
    let sv = services(sqlite().await).await;
    choose_base(&sv, BaseChoice { patients: 20, seed: 3 });
    let title = |sandbox: crate::sandbox::Sandbox| async move {
        let look = sandbox.look().await.unwrap();
        let first = &standard().unwrap().diagnoses.first().unwrap().code;
        look.world.diagnoses().get(first).unwrap().title(Language::En).to_owned()
    };
    let (before, after) = (acting(Capacity::Trainee, None), acting(Capacity::Mentor, None));
    let mut tx = sv.db().begin().await.unwrap();
    for id in [before.person.as_str(), after.person.as_str()] {
        let person = "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ($1, $1, 'n', 'active', '', '')";
        tx.execute(person, abhyas_store::params![id]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let first = standard().unwrap().diagnoses.first().unwrap().en.clone();
    assert_eq!(title(practice(&sv, &before).await.unwrap()).await, first);
    let file = String::from_utf8(export_reference(&sv, &officer(), "diagnoses", Format::Csv).await.unwrap()).unwrap();
    let changed = file.replace(&first, "Changed title").into_bytes();
    import_reference(&sv, &officer(), &key(&sv), "diagnoses", changed).await.unwrap();
    assert_eq!(title(practice(&sv, &after).await.unwrap()).await, "Changed title");
    assert_eq!(title(practice(&sv, &before).await.unwrap()).await, first, "an open hospital stays as it is");
}
