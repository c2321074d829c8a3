//! Duty lists: read, looked over, entered, entered again.

use super::*;
use crate::people::add::add_person;
use crate::people::input::PersonInput;
use crate::people::show::person;
use crate::people::tests::{meena, programme};
use crate::testing::{acting, key};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, Language};
use abhyas_store::testing::{each_database, sqlite};
use rust_xlsxwriter::Workbook;

fn officer() -> Actor {
    acting(Capacity::Officer, None)
}

/// Meena in Muzaffarpur (MUZ-0001), Soni in Siwan (SIW-0001).
async fn two(sv: &Services) -> [PersonId; 2] {
    let soni =
        PersonInput { name: "Soni Sah".into(), mobile: "0000010002".into(), facility: "SIW-1".into(), ..meena() };
    let first = add_person(sv, &officer(), &key(sv), &meena()).await.unwrap();
    [first, add_person(sv, &officer(), &key(sv), &soni).await.unwrap()]
}

async fn sent(sv: &Services, actor: &Actor, text: &str, month: &str) -> Outcome<String> {
    send(sv, actor, &key(sv), "dir/december.csv", text.as_bytes().to_vec(), month).await
}

async fn nights(sv: &Services, id: &PersonId) -> Vec<String> {
    person(sv, &officer(), id).await.unwrap().nights.iter().map(ToString::to_string).collect()
}

fn codes_of(faults: &[Refusal]) -> Vec<(&str, &str)> {
    let row = |r: &'_ Refusal| r.values.iter().position(|(name, _)| name == "row").unwrap();
    faults.iter().map(|r| (r.code.as_str(), r.values[row(r)].1.as_str())).collect()
}

#[tokio::test]
async fn a_list_of_rows_is_looked_over_entered_and_entered_again_without_change() {
    each_database(|db| async move {
        let sv = programme(db).await;
        let [meena, soni] = two(&sv).await;
        let list = "रात की ड्यूटी, दिसंबर\nStaff ID,Mobile,Date\nmuz-0001,,1/12/26\n,0000010002,05.12.2026\n\
            MUZ-0001,,\"7-12-2026; 9-12-2026\"\nMUZ-0001,,1/12/26\nNOBODY,,1/12/26\n,,1/12/26\nMUZ-0001,,soon\nMUZ-0001,,1/12/2019\n";
        let once = key(&sv);
        let id = send(&sv, &officer(), &once, "dir/december.csv", list.into(), "").await.unwrap();
        assert_eq!(send(&sv, &officer(), &once, "dir/december.csv", list.into(), "").await, Ok(id.clone()), "the same form");
        let seen = duty_list(&sv, &officer(), &id).await.unwrap();
        assert_eq!((seen.file_name.as_str(), seen.new, seen.known, seen.extra), ("december.csv", 4, 0, 0));
        assert_eq!(
            codes_of(&seen.faults),
            [("duty.unknown", "7"), ("duty.nobody", "8"), ("duty.date", "9"), ("duty.range", "10")]
        );
        assert!(nights(&sv, &meena).await.is_empty(), "nothing is entered before somebody says so");
        let once = key(&sv);
        let did = enter(&sv, &officer(), &once, &id, false).await.unwrap();
        assert_eq!(did, Entered { added: 4, known: 0, removed: 0, faulty: 4 });
        assert_eq!(enter(&sv, &officer(), &once, &id, false).await, Ok(did), "the same form");
        assert_eq!(nights(&sv, &meena).await, ["2026-12-01", "2026-12-07", "2026-12-09"]);
        assert_eq!(nights(&sv, &soni).await, ["2026-12-05"]);
        assert_eq!(duty_list(&sv, &officer(), &id).await.unwrap().entered, Some(did));
        let refused = enter(&sv, &officer(), &key(&sv), &id, false).await;
        assert!(matches!(refused, Err(ServiceError::Refused(r)) if r[0].code == codes::ENTERED));

        // The corrected list: one night less, as the whole of the month.
        let again = sent(&sv, &officer(), "staff id,date\nMUZ-0001,1-12-2026\nMUZ-0001,7-12-2026\n", "").await.unwrap();
        let seen = duty_list(&sv, &officer(), &again).await.unwrap();
        assert_eq!((seen.new, seen.known, seen.extra), (0, 2, 1), "Soni is not in this list");
        let did = enter(&sv, &officer(), &key(&sv), &again, true).await.unwrap();
        assert_eq!(did, Entered { added: 0, known: 2, removed: 1, faulty: 0 });
        assert_eq!(nights(&sv, &meena).await, ["2026-12-01", "2026-12-07"]);
        assert_eq!(nights(&sv, &soni).await, ["2026-12-05"]);
    })
    .await;
}

#[tokio::test]
async fn a_grid_of_days_is_read_from_a_workbook_and_from_text() {
    let sv = programme(sqlite().await).await;
    let [meena, soni] = two(&sv).await;
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Duty").unwrap();
    let sheet = book.add_worksheet().set_name("Dec").unwrap();
    for (column, head) in ["Name", "Mobile No.", "1", "2", "3", "30"].into_iter().enumerate() {
        sheet.write(1, column as u16, head).unwrap();
    }
    for (row, cells) in [["Meena", "0000010001", "N", "", "M", "रात"], ["Soni", "0000010002", "off", "✓", "E", "Q"]]
        .into_iter()
        .enumerate()
    {
        for (column, text) in cells.into_iter().enumerate() {
            sheet.write(row as u32 + 2, column as u16, text).unwrap();
        }
    }
    let file = book.save_to_buffer().unwrap();
    for (month, expected) in [("", codes::MONTH), ("13-2026", codes::MONTH_FORM), ("soon", codes::MONTH_FORM)] {
        let refused = send(&sv, &officer(), &key(&sv), "d.xlsx", file.clone(), month).await;
        assert!(
            matches!(&refused, Err(ServiceError::Refused(r)) if r[0].code == expected && r[0].field.as_deref() == Some("month")),
            "{month}: {refused:?}"
        );
    }
    for month in ["2026-12", "12-2026", "12/2026"] {
        let id = send(&sv, &officer(), &key(&sv), "d.xlsx", file.clone(), month).await.unwrap();
        let seen = duty_list(&sv, &officer(), &id).await.unwrap();
        assert_eq!((seen.new, seen.faulty), (2, 1), "{month}: Soni's row has a mark that nobody knows");
        assert_eq!(codes_of(&seen.faults), [("duty.mark", "4")]);
        assert!(seen.faults[0].values.iter().any(|(name, value)| name == "sheet" && value == "Dec"));
        assert!(seen.faults[0].values.iter().any(|(name, value)| name == "column" && value == "F"));
    }
    let text = "id,01-12-2026,02-12-2026\nMUZ-0001,N,\nSIW-0001,,\n";
    let id = sent(&sv, &officer(), text, "").await.unwrap();
    enter(&sv, &officer(), &key(&sv), &id, true).await.unwrap();
    assert_eq!(nights(&sv, &meena).await, ["2026-12-01"]);
    assert!(nights(&sv, &soni).await.is_empty());
}

#[tokio::test]
async fn a_file_that_is_no_duty_list_is_refused_and_others_see_nothing_of_it() {
    let sv = programme(sqlite().await).await;
    two(&sv).await;
    for (text, expected) in [
        ("", "import.empty"),
        ("%PDF-1.7", "import.is_pdf"),
        ("name,post\nMeena,ANM\n", "duty.no_table"),
        ("staff id,date\n", "duty.nothing"),
        ("staff id,01-12-2026\nMUZ-0001,M\n", "duty.nothing"),
    ] {
        let refused = sent(&sv, &officer(), text, "").await;
        assert!(
            matches!(&refused, Err(ServiceError::Refused(r)) if r[0].code.as_str() == expected && r[0].field.as_deref() == Some("file")),
            "{text}: {refused:?}"
        );
    }
    let list = "staff id,date\nMUZ-0001,1-12-2026\nSIW-0001,1-12-2026\n";
    let (muz, siw) = (acting(Capacity::Coordinator, Some("MUZ")), acting(Capacity::Coordinator, Some("SIW")));
    let id = sent(&sv, &muz, list, "").await.unwrap();
    let seen = duty_list(&sv, &muz, &id).await.unwrap();
    assert_eq!(
        (seen.new, codes_of(&seen.faults)),
        (1, vec![("duty.unknown", "3")]),
        "the other district's people are nobody"
    );
    let other = Actor { person: PersonId::parse("other").unwrap(), ..siw };
    assert_eq!(duty_list(&sv, &other, &id).await, Err(ServiceError::NotFound));
    assert_eq!(enter(&sv, &other, &key(&sv), &id, false).await, Err(ServiceError::NotFound));
    for capacity in [Capacity::Trainer, Capacity::Mentor, Capacity::Trainee] {
        assert_eq!(sent(&sv, &acting(capacity, None), list, "").await, Err(ServiceError::NotFound), "{capacity:?}");
    }
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    for code in codes::ALL {
        for language in [Language::Hi, Language::En] {
            let words = abhyas_i18n::refusals::explain(language, &Refusal::new(code.clone()));
            assert!(!words.message.is_empty() && !words.next.is_empty(), "{code:?}");
        }
    }
}
