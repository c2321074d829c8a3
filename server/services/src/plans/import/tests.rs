//! A workbook goes out, is edited as people do, and comes back.

use super::super::export::{FileKind, Whose, export, tests::WORDS};
use super::super::tests::world::{officer, planned, world};
use super::*;
use crate::testing::{acting, key};
use abhyas_core::Capacity;
use abhyas_planner::format::PlannedSession;
use abhyas_store::testing::sqlite;
use calamine::{Data, Reader as _};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

type Lines = Vec<Vec<String>>;

/// The sheets of a workbook as texts: sessions, people, mark.
fn sheets(bytes: &[u8]) -> [Lines; 3] {
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    ["Sessions", "People", MARK_SHEET].map(|name| {
        let range = book.worksheet_range(name).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    })
}

fn book(sheets: &[Lines; 3]) -> Workbook {
    let mut book = Workbook::new();
    for (name, lines) in ["Sessions", "People", MARK_SHEET].iter().zip(sheets) {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (y, line) in lines.iter().enumerate() {
            for (x, text) in line.iter().enumerate() {
                sheet.write_string(y as u32, x as u16, text).unwrap();
            }
        }
    }
    book
}

fn bytes(sheets: &[Lines; 3]) -> Vec<u8> {
    book(sheets).save_to_buffer().unwrap()
}

struct Desk {
    sv: Services,
    plan: PlanId,
    out: [Lines; 3],
}

impl Desk {
    async fn new() -> Self {
        let sv = world(sqlite().await).await;
        let plan = planned(&sv).await.id;
        let file = export(&sv, &officer(), &plan, (Whose::All, ""), FileKind::Xlsx, WORDS).await.unwrap();
        Self { out: sheets(&file), sv, plan }
    }

    async fn send(&self, bytes: Vec<u8>) -> Outcome<PlanId> {
        upload(&self.sv, &officer(), &key(&self.sv), "plan.xlsx", bytes).await
    }

    async fn sessions(&self, id: &PlanId) -> Vec<PlannedSession> {
        board::document(&self.sv, id).await.unwrap().1.sessions
    }

    async fn look(&self, id: &PlanId) -> Look {
        look(&self.sv, &officer(), id).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn what_was_not_edited_comes_back_the_same() {
    let desk = Desk::new().await;
    let before = desk.sessions(&desk.plan).await;
    for (whose, of) in [
        (Whose::All, ""),
        (Whose::District, "MUZ"),
        (Whose::Trainer, "K1"),
        (Whose::Module, "M02"),
        (Whose::Venue, "VA"),
        (Whose::Room, "RA1"),
    ] {
        let file = export(&desk.sv, &officer(), &desk.plan, (whose, of), FileKind::Xlsx, WORDS).await;
        // Which rooms and trainers the small plan uses is the search's affair; modules and the whole are always there.
        let Ok(file) = file else {
            assert!(!matches!(whose, Whose::All | Whose::Module), "{whose:?}");
            continue;
        };
        let id = desk.send(file).await.unwrap();
        assert_eq!(desk.sessions(&id).await, before, "{whose:?}");
        let look = desk.look(&id).await;
        assert_eq!((look.reading.counts, look.reading.fault_count), ([0, 0, 0, before.len()], 0), "{whose:?}");
        assert_eq!((look.broken_count, look.unseated), (0, 0));
    }
}

/// The desk of a plan whose first module is taught by two, takes two half-days, and is seen in another room over a link.
async fn team() -> Desk {
    let desk = Desk::new().await;
    let (mut instance, mut plan, _) = board::document(&desk.sv, &desk.plan).await.unwrap();
    let module = &mut instance.modules[0];
    (module.co_trainers, module.links, module.duration) = (1, 1, Some(2));
    let (name, of) = (instance.modules[0].id.clone(), |all: &[PlannedSession], m: &str| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, s)| s.module == m).map(|(at, _)| at).collect()
    });
    let found = of(&plan.sessions, &name);
    let other = if plan.sessions[found[0]].trainer == "K1" { "K2" } else { "K1" };
    let hub = plan.sessions[found[0]].id.clone();
    plan.sessions[found[0]].extra.insert("co_trainers".into(), serde_json::json!([other]));
    plan.sessions[found[1]].extra.insert("joins".into(), hub.into());
    let reading = Reading { base: desk.plan.to_string(), ..Reading::default() };
    let id = keep(&desk.sv, &officer(), &key(&desk.sv), reading, instance, plan).await.unwrap();
    create(&desk.sv, &officer(), &key(&desk.sv), &id).await.unwrap();
    let file = export(&desk.sv, &officer(), &id, (Whose::All, ""), FileKind::Xlsx, WORDS).await.unwrap();
    Desk { out: sheets(&file), sv: desk.sv, plan: id }
}

#[tokio::test]
async fn who_teaches_together_and_what_joins_goes_out_and_comes_back() {
    let desk = team().await;
    let before = desk.sessions(&desk.plan).await;
    assert_eq!(desk.out[0][0][13..], ["Co-trainers", "Joins"]);
    let hub = before.iter().find(|s| s.co_trainers().count() == 1).unwrap();
    let joined = before.iter().find(|s| s.joins().is_some()).unwrap();
    let row = |id: &str| desk.out[0].iter().position(|line| line[12] == id).unwrap();
    let helper = hub.co_trainers().next().unwrap().to_owned();
    assert_eq!(desk.out[0][row(&hub.id)][13..], [format!("Person {helper}"), String::new()]);
    assert_eq!(desk.out[0][row(&joined.id)][13..], [String::new(), hub.id.clone()]);
    // Whose whole day it is stays until its end, and whoever helps has it in their file, too.
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let of = async |kind, who: &str| export(&desk.sv, &officer(), &desk.plan, (Whose::Trainer, who), kind, WORDS).await;
    let calendar = text(of(FileKind::Ics, &helper).await.unwrap());
    let event = calendar.split("BEGIN:VEVENT").find(|e| e.contains(&format!("session-{}@", hub.id))).unwrap();
    assert!(event.contains("Person K1") && event.contains("Person K2"), "{event}");
    let their = sheets(&of(FileKind::Xlsx, &helper).await.unwrap());
    assert!(their[0].iter().any(|line| line[12] == hub.id), "{their:?}");
    // Unedited it is the same plan; a part of it, too.
    for file in [bytes(&desk.out), bytes(&their)] {
        let id = desk.send(file).await.unwrap();
        assert_eq!(desk.sessions(&id).await, before);
        assert_eq!(desk.look(&id).await.reading.counts, [0, 0, 0, before.len()]);
    }
    // Nobody helps any more, and the room gets its own session.
    let mut out = desk.out.clone();
    out[0][row(&hub.id)][13] = String::new();
    out[0][row(&joined.id)][14] = String::new();
    let id = desk.send(bytes(&out)).await.unwrap();
    let after = desk.sessions(&id).await;
    assert!(after.iter().all(|s| s.co_trainers().count() == 0 && s.joins().is_none()));
    assert_eq!(desk.look(&id).await.reading.counts[1], 2);
    // Names that nobody has are told at their cell; the session stays as it was.
    for (column, text, code, letters) in
        [(13, "Nobody", codes::ROW_TRAINER, "N"), (14, "no-such-id", codes::ROW_ID, "O")]
    {
        let mut out = desk.out.clone();
        out[0][row(&hub.id)][column] = text.into();
        let id = desk.send(bytes(&out)).await.unwrap();
        let faults = desk.look(&id).await.reading.faults;
        let told: Vec<_> = faults.iter().map(|f| (f.column.as_str(), f.refusal.code.clone())).collect();
        assert_eq!(told, [(letters, code)]);
        assert_eq!(desk.sessions(&id).await, before);
    }
    // A column that went out must be there.
    let mut out = desk.out.clone();
    out[0][0][13] = "With".into();
    let refused = desk.send(bytes(&out)).await;
    assert!(matches!(&refused, Err(ServiceError::Refused(r)) if r[0].code == codes::NO_COLUMN), "{refused:?}");
}

#[tokio::test]
async fn a_looked_over_file_becomes_a_draft_once() {
    let desk = Desk::new().await;
    let officer = officer();
    let id = desk.send(bytes(&desk.out)).await.unwrap();
    let listed = |all: Vec<super::super::PlanSummary>| all.iter().filter(|p| p.plan.id == id).count();
    assert_eq!(listed(super::super::plans(&desk.sv, &officer).await.unwrap()), 0, "not before it is taken");
    let once = key(&desk.sv);
    create(&desk.sv, &officer, &once, &id).await.unwrap();
    create(&desk.sv, &officer, &once, &id).await.unwrap();
    assert_eq!(listed(super::super::plans(&desk.sv, &officer).await.unwrap()), 1);
    assert_eq!(look(&desk.sv, &officer, &id).await, Ok(None), "taken");
    let again = create(&desk.sv, &officer, &key(&desk.sv), &id).await;
    assert_eq!(again, Err(Refusal::new(codes::GONE).into()));
    let draft = super::super::draft(&desk.sv, &officer, &id).await.unwrap();
    assert_eq!((draft.summary.plan.state.as_str(), draft.report.score.hard), ("draft", 0));
    let stranger = acting(Capacity::Coordinator, Some("MUZ"));
    assert_eq!(upload(&desk.sv, &stranger, &key(&desk.sv), "x", bytes(&desk.out)).await, Err(ServiceError::NotFound));
    assert_eq!(look(&desk.sv, &stranger, &id).await, Err(ServiceError::NotFound));
}

#[tokio::test]
async fn what_people_edit_is_understood() {
    let desk = Desk::new().await;
    let mut out = desk.out.clone();
    let [sessions, people, _] = &mut out;
    // The first session goes to the second Saturday afternoon, written as people write; its people's rows stay as they were.
    let moved = sessions[1][12].clone();
    sessions[1][0] = "12/12/2026".into();
    sessions[1][2] = "14.10".into();
    sessions[1][9] = "STAFF-K1".into();
    // The second is removed; its people's rows stay behind.
    let removed = sessions.remove(2)[12].clone();
    // A new one, without an id, in the free room of the first Saturday; the first person of the moved session moves there.
    let module = sessions[1][7].clone();
    let mut new = sessions[1].clone();
    (new[0], new[2], new[5], new[6], new[12]) =
        ("2026-12-12".into(), "09:30".into(), "Venue A".into(), "ra2".into(), String::new());
    sessions.push(new);
    let at = people.iter().position(|p| p[9] == moved).unwrap();
    let person = people[at][0].clone();
    (people[at][5], people[at][6]) = ("12-12-2026".into(), "9:30".into());
    (people[at][7], people[at][8]) = ("Venue A".into(), "Room 2".into());
    let id = desk.send(bytes(&out)).await.unwrap();
    let look = desk.look(&id).await;
    assert_eq!(look.reading.faults, []);
    let before = desk.sessions(&desk.plan).await;
    let after = desk.sessions(&id).await;
    let find = |all: &[PlannedSession], id: &str| all.iter().find(|s| s.id == id).cloned();
    assert_eq!(look.reading.counts, [1, 1, 1, before.len() - 2]);
    assert_eq!(find(&after, &removed), None);
    let (was, is) = (find(&before, &moved).unwrap(), find(&after, &moved).unwrap());
    // 12 December is the thirteenth day of the calendar that begins on 30 November; the plan's first day is tomorrow, the 24th.
    let instance = board::document(&desk.sv, &id).await.unwrap().0;
    assert_eq!(super::super::instance::half_day(&instance, is.slot).unwrap(), ("2026-12-12".parse().unwrap(), 1));
    assert_eq!((is.trainer.as_str(), is.trainees.len()), ("K1", was.trainees.len() - 1));
    let added = after.last().unwrap();
    let staff: Vec<String> = added.trainees.iter().map(|p| format!("STAFF-{p}")).collect();
    assert_eq!((added.module.as_str(), added.room.as_str(), staff), (module.as_str(), "RA2", vec![person]));
    assert_eq!(look.unseated, find(&before, &removed).unwrap().trainees.len() as i64);
}

#[tokio::test]
async fn each_fault_is_told_with_its_place_and_the_good_rows_stay() {
    let desk = Desk::new().await;
    let before = desk.sessions(&desk.plan).await;
    // Sheet (0 sessions, 1 people), column, what is written there, code, column's letters.
    for (sheet, column, text, code, letters) in [
        (0, 0, "", codes::ROW_DATE, "A"),
        (0, 0, "soon", codes::ROW_DATE, "A"),
        (0, 0, "31-12-2031", codes::ROW_DAY, "A"),
        (0, 2, "03:00", codes::ROW_TIME, "C"),
        (0, 2, "25:99", codes::ROW_TIME, "C"),
        (0, 6, "Room 9", codes::ROW_ROOM, "G"),
        (0, 7, "M99", codes::ROW_MODULE, "H"),
        (0, 9, "Nobody", codes::ROW_TRAINER, "J"),
        (0, 12, "no-such-id", codes::ROW_ID, "M"),
        (1, 0, "STAFF-X", codes::ROW_PERSON, "A"),
        (1, 8, "Room 9", codes::ROW_ROOM, "I"),
        (1, 5, "05-12-2026x", codes::ROW_DATE, "F"),
    ] {
        let mut out = desk.out.clone();
        out[sheet][1][column] = text.into();
        let id = desk.send(bytes(&out)).await.unwrap();
        let reading = desk.look(&id).await.reading;
        let name = ["Sessions", "People"][sheet];
        let told: Vec<_> = reading
            .faults
            .iter()
            .map(|f| (f.sheet.as_str(), f.row, f.column.as_str(), f.refusal.code.clone()))
            .collect();
        assert_eq!(told, [(name, 2, letters, code.clone())], "{text:?}");
        let after = desk.sessions(&id).await;
        match (sheet, code) {
            // A session whose id can not be read is not known any more; a fault elsewhere leaves it as it was.
            (0, code) if code == codes::ROW_ID => assert_eq!(after.len(), before.len() - 1),
            (0, _) => assert_eq!(after, before, "{text:?}"),
            _ => {
                let seats = |all: &[PlannedSession]| all.iter().map(|s| s.trainees.len()).sum::<usize>();
                assert_eq!(seats(&after), seats(&before) - 1, "{text:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_stands_twice_is_taken_once() {
    let desk = Desk::new().await;
    let mut out = desk.out.clone();
    let (session, person) = (out[0][1].clone(), out[1][1].clone());
    out[0].push(session);
    out[1].push(person);
    let id = desk.send(bytes(&out)).await.unwrap();
    let faults = desk.look(&id).await.reading.faults;
    let told: Vec<_> = faults.iter().map(|f| (f.row as usize, f.refusal.code.clone())).collect();
    assert_eq!(told, [(out[0].len(), codes::ROW_ID_TWICE), (out[1].len(), codes::ROW_PERSON_TWICE)]);
    assert_eq!(desk.sessions(&id).await, desk.sessions(&desk.plan).await);
}

#[tokio::test]
async fn a_clash_is_told_and_hinders_nothing() {
    let desk = Desk::new().await;
    let mut out = desk.out.clone();
    // Two sessions in one room at one time: told, and a draft all the same.
    for column in [0, 2, 5, 6] {
        out[0][2][column] = out[0][1][column].clone();
    }
    let id = desk.send(bytes(&out)).await.unwrap();
    let look = desk.look(&id).await;
    assert!(look.reading.faults.is_empty() && look.broken_count > 0 && !look.broken.is_empty(), "{look:?}");
    create(&desk.sv, &officer(), &key(&desk.sv), &id).await.unwrap();
}

#[tokio::test]
async fn cells_as_spreadsheets_keep_them() {
    let desk = Desk::new().await;
    let day = ExcelDateTime::from_ymd(2026, 12, 12).unwrap();
    let plain = Format::new().set_num_format("dd.mm.yyyy");
    let slot_of = |id: PlanId| async {
        let id = id;
        let session = desk.sessions(&id).await.into_iter().find(|s| s.id == desk.out[0][1][12]).unwrap();
        let instance = board::document(&desk.sv, &id).await.unwrap().0;
        super::super::instance::half_day(&instance, session.slot).unwrap()
    };
    let saturday = ("2026-12-12".parse().unwrap(), 1);
    // A real date and a real time; a bare serial number and a part of a day.
    for serial in [false, true] {
        let mut file = book(&desk.out);
        let sheet = file.worksheet_from_name("Sessions").unwrap();
        if serial {
            sheet.write_number(1, 0, 46368.0).unwrap();
            sheet.write_number(1, 2, 14.0 / 24.0).unwrap();
        } else {
            sheet.write_with_format(1, 0, day.clone(), &plain).unwrap();
            let time = ExcelDateTime::from_hms(14, 0, 0).unwrap();
            sheet.write_with_format(1, 2, time, &Format::new().set_num_format("hh:mm")).unwrap();
        }
        let id = desk.send(file.save_to_buffer().unwrap()).await.unwrap();
        assert_eq!(desk.look(&id).await.reading.faults, [], "serial: {serial}");
        assert_eq!(slot_of(id).await, saturday, "serial: {serial}");
    }
    // A formula is not trusted; merged cells leave the lower ones empty.
    let mut file = book(&desk.out);
    let sheet = file.worksheet_from_name("Sessions").unwrap();
    sheet.write_formula(1, 9, Formula::new("=A1").set_result("Person K1")).unwrap();
    sheet.merge_range(2, 0, 3, 0, &desk.out[0][3][0], &Format::new()).unwrap();
    let id = desk.send(file.save_to_buffer().unwrap()).await.unwrap();
    let faults = desk.look(&id).await.reading.faults;
    let told: Vec<_> = faults.iter().map(|f| (f.row, f.column.as_str(), f.refusal.code.clone())).collect();
    assert_eq!(told, [(2, "J", codes::ROW_FORMULA), (4, "A", codes::ROW_DATE)]);
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_for_what_it_is() {
    let desk = Desk::new().await;
    let with = |change: &dyn Fn(&mut [Lines; 3])| {
        let mut out = desk.out.clone();
        change(&mut out);
        bytes(&out)
    };
    let mut no_people = Workbook::new();
    for (name, lines) in [("Sessions", &desk.out[0]), (MARK_SHEET, &desk.out[2])] {
        let sheet = no_people.add_worksheet().set_name(name).unwrap();
        for (y, line) in lines.iter().enumerate() {
            sheet.write_row(y as u32, 0, line).unwrap();
        }
    }
    let mut plain = Workbook::new();
    plain.add_worksheet().write(0, 0, "Name").unwrap();
    let many = with(&|out| {
        let line = vec!["x".to_owned()];
        out[1].extend(std::iter::repeat_n(line, 100_000));
    });
    let one = export(&desk.sv, &officer(), &desk.plan, (Whose::Person, "N01"), FileKind::Xlsx, WORDS).await.unwrap();
    for (what, file, code) in [
        ("nothing", Vec::new(), "plan_file.not_ours"),
        ("a text", b"just a sentence".to_vec(), "plan_file.not_ours"),
        ("a table", b"a,b\n1,2\n".to_vec(), "plan_file.not_ours"),
        ("a PDF", b"%PDF-1.7".to_vec(), "import.is_pdf"),
        ("half a zip", b"PK\x03\x04half".to_vec(), "import.damaged"),
        ("another workbook", plain.save_to_buffer().unwrap(), "plan_file.not_ours"),
        ("another format", with(&|out| out[2][0][0] = "abhyas-plan-9".into()), "plan_file.not_ours"),
        ("another programme", with(&|out| out[2][0][1] = "01NOTHERE".into()), "plan_file.other_programme"),
        ("one person's", one, "plan_file.one_person"),
        ("no sheet of people", no_people.save_to_buffer().unwrap(), "plan_file.no_sheet"),
        ("no column of trainers", with(&|out| out[0][0][9] = "Who".into()), "plan_file.no_column"),
        ("100,000 rows", many, "plan_file.too_long"),
    ] {
        match desk.send(file).await {
            Err(ServiceError::Refused(refusals)) => assert_eq!(refusals[0].code.as_str(), code, "{what}"),
            other => panic!("{what}: {other:?}"),
        }
    }
}
