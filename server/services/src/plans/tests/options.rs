//! What the lists say of real life, from the officer's form to a plan that obeys it, and what the board and publishing make of it.

use super::world::{FIRST_DAY, ended, officer, world};
use super::*;
use crate::Services;
use crate::masters::{self, Cell, Entry, Kind};
use crate::plans::board::{self, Asked, Edit};
use crate::testing::key;
use abhyas_core::PersonId;
use abhyas_planner::format::Module;
use abhyas_store::people::{insert_person, person_by_id};
use abhyas_store::testing::{each_database, sqlite};
use std::collections::BTreeSet;

/// Saves a row as the form does.
async fn save(sv: &Services, kind: Kind, cells: &[(&str, &str)]) {
    let row = Entry::from_pairs(cells.iter().copied());
    masters::save(sv, &officer(), &key(sv), kind, &[row]).await.unwrap();
}

/// Changes what M01 asks.
async fn m01(sv: &Services, cells: &[(&str, &str)]) {
    let all = [("id", "M01"), ("name_hi", "एक"), ("name_en", "One"), ("max_size", "4")];
    save(sv, Kind::Modules, &[&all[..], cells].concat()).await;
}

/// Changes the programme's rules.
async fn rules(sv: &Services, change: impl Fn(&mut masters::ProgrammeRules)) {
    let mut rules = masters::programme_rules(sv).await.unwrap();
    change(&mut rules);
    masters::save_rules(sv, &officer(), &key(sv), &rules).await.unwrap();
}

/// A plan after some thousand moves.
async fn drafted(sv: &Services) -> Draft {
    let new = NewPlan { seconds: 1, seed: 1, iterations: Some(20_000), from: None };
    let id = make_plan(sv, &officer(), &key(sv), new).await.unwrap();
    let plan = ended(sv, &id).await;
    draft(sv, &officer(), &plan.id).await.unwrap()
}

fn code<T: std::fmt::Debug>(outcome: crate::Outcome<T>) -> abhyas_core::Code {
    match outcome {
        Err(ServiceError::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn a_holiday_of_one_district_stops_that_district_alone() {
    each_database(|db| async move {
        let sv = world(db).await;
        // Two days are left, so that each district needs both unless one is off.
        for n in 2..14 {
            let day = FIRST_DAY.parse::<chrono::NaiveDate>().unwrap() + chrono::Duration::days(n);
            save(&sv, Kind::Calendar, &[("day", &day.to_string()), ("working", "0")]).await;
        }
        let row = [("day", FIRST_DAY), ("district", "MUZ"), ("holiday_hi", "मेला"), ("holiday_en", "Fair")];
        save(&sv, Kind::DistrictHolidays, &row).await;
        let seen = drafted(&sv).await;
        let obeys = |seen: &Draft| {
            assert_eq!(seen.report.score.hard, 0);
            for session in seen.sessions.iter().filter(|s| s.day == FIRST_DAY.parse().ok()) {
                assert_eq!((session.place.district.id.as_str(), session.trainer.id.as_str()), ("NAL", "K2"));
                assert!(session.people.iter().all(|p| seen.book.person(p).district == "NAL"), "{:?}", session.people);
            }
            assert!(seen.sessions.iter().any(|s| s.place.district.id == "MUZ"), "the other day is theirs");
        };
        obeys(&seen);
        // What is tried out on it obeys as well.
        let weights = [("empty_seat".to_owned(), 900)].into();
        let scenario = whatif::Scenario { name: "fuller".into(), weights, ..whatif::Scenario::default() };
        let trial = whatif::Trial { scenario, seconds: 1, seed: 2, iterations: Some(20_000) };
        let copy = whatif::try_out(&sv, &officer(), &key(&sv), &seen.summary.plan.id, &trial).await.unwrap();
        ended(&sv, &copy).await;
        obeys(&draft(&sv, &officer(), &copy).await.unwrap());
        // The board says so over the day, in the reader's language; a session that is put there blocks publishing.
        let window = board::Window { district: "MUZ".into(), ..board::Window::default() };
        let hindi = crate::Actor { language: Language::Hi, ..officer() };
        let page = board::page(&sv, &hindi, &seen.summary.plan.id, &window).await.unwrap();
        assert_eq!(page.days[0].holiday.as_deref(), Some("मेला"));
        let theirs = board::Window { district: "NAL".into(), ..board::Window::default() };
        let page = board::page(&sv, &hindi, &seen.summary.plan.id, &theirs).await.unwrap();
        assert_eq!(page.days[0].holiday, None);
        let theirs = |s: &&DraftSession| s.place.district.id == "MUZ" && s.trainer.id == "K1";
        let moved = seen.sessions.iter().find(theirs).unwrap();
        let slot = page.days[0].slots[0];
        let edit = Edit::Move { session: moved.id.clone(), slot, room: moved.place.room.id.clone() };
        let asked = Asked { edit, seen: 0, reason: "it must be".into() };
        let done = board::change(&sv, &officer(), &key(&sv), &seen.summary.plan.id, &asked).await.unwrap();
        assert_eq!(done.verdict.level, board::Level::Red);
        assert_eq!(code(publish(&sv, &officer(), &key(&sv), &seen.summary.plan.id).await), codes::OUTDATED);
        // Without the holiday the same draft may be published.
        let gone = format!("{FIRST_DAY}~MUZ");
        masters::remove(&sv, &officer(), &key(&sv), Kind::DistrictHolidays, &gone).await.unwrap();
        let reason = publish_with(&sv, &officer(), &key(&sv), &seen.summary.plan.id, "they agreed").await;
        assert_eq!(reason, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_room_is_empty_while_it_is_made_ready() {
    each_database(|db| async move {
        let sv = world(db).await;
        // One room a district, so that what builds on M01 is in the same one.
        for (room, venue) in [("RA2", "VA"), ("RN2", "VN")] {
            let shut = [("id", room), ("venue", venue), ("name_hi", "क"), ("name_en", "R"), ("capacity", "4")];
            save(&sv, Kind::Rooms, &[&shut[..], &[("active", "0")]].concat()).await;
        }
        let second =
            [("id", "M02"), ("name_hi", "दो"), ("name_en", "Two"), ("max_size", "4"), ("prerequisites", "M01")];
        save(&sv, Kind::Modules, &[&second[..], &[("set_up", "2")]].concat()).await;
        let seen = drafted(&sv).await;
        assert_eq!((seen.report.score.hard, seen.report.missing.len()), (0, 0));
        assert!(sessions_in(&seen, By::Module, "M02").len() >= 4);
        for session in seen.plan.sessions.iter().filter(|s| s.module == "M02") {
            // Sundays are none of the working half-days before.
            let working = |slot: &i64| {
                let day = usize::try_from(*slot / 2).ok().and_then(|at| seen.instance.days.get(at));
                day.is_some_and(|d| d.working)
            };
            let before: BTreeSet<i64> = (0..session.slot).rev().filter(working).take(2).collect();
            assert_eq!(before.len(), 2, "{session:?}");
            let other = seen.plan.sessions.iter().find(|s| s.room == session.room && before.contains(&s.slot));
            assert_eq!(other, None, "while the room is made ready for {session:?}");
        }
        // It blocks, whatever a programme would like it to mean.
        let typed = [("H21".to_owned(), "tell".to_owned())].into();
        let refused = masters::save_levels(&sv, &officer(), &key(&sv), &typed).await;
        assert_eq!(code(refused), masters::codes::LEVEL_FIXED);
        assert_eq!(publish(&sv, &officer(), &key(&sv), &seen.summary.plan.id).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn as_many_teach_together_as_a_module_asks_for() {
    each_database(|db| async move {
        let sv = world(db).await;
        let mut third = person_by_id(sv.db(), &PersonId::parse("K1").unwrap()).await.unwrap().unwrap();
        (third.id, third.staff_id) = (PersonId::parse("K3").unwrap(), "STAFF-K3".into());
        "Person K3".clone_into(&mut third.name);
        let mut tx = sv.db().begin().await.unwrap();
        insert_person(&mut tx, &third).await.unwrap();
        tx.commit().await.unwrap();
        let trainer = [("staff_id", "STAFF-K3"), ("home_block", "A"), ("modules", "M01"), ("max_per_day", "2")];
        save(&sv, Kind::Trainers, &[&trainer[..], &[("max_per_week", "6"), ("max_total", "12")]].concat()).await;
        m01(&sv, &[("co_trainers", "2")]).await;
        let seen = drafted(&sv).await;
        assert_eq!((seen.report.score.hard, seen.report.missing.len()), (0, 0));
        let id = &seen.summary.plan.id;
        let mut busy = BTreeSet::new();
        for session in &seen.sessions {
            let teachers: BTreeSet<&str> =
                std::iter::once(&session.trainer).chain(&session.co_trainers).map(|t| t.id.as_str()).collect();
            assert_eq!(teachers.len(), if session.module.id == "M01" { 3 } else { 1 }, "{session:?}");
            for teacher in teachers {
                assert!(busy.insert((session.day, session.half, teacher.to_owned())), "{teacher} twice at a time");
            }
        }
        let first = sessions_in(&seen, By::Module, "M01")[0];
        let names: BTreeSet<String> = first.teachers(Language::En).split(", ").map(str::to_owned).collect();
        assert_eq!(names, ["Person K1", "Person K2", "Person K3"].map(str::to_owned).into());
        let count = sessions_in(&seen, By::Module, "M01").len();
        let of_third = groups(&seen, By::Trainer).into_iter().find(|g| g.name.id == "K3").unwrap();
        assert_eq!(of_third.sessions, count, "who teaches along has the session in their table, too");
        let card = board::one(&sv, &officer(), id, &first.id, &board::Window::default(), "").await.unwrap().card;
        assert_eq!((card.co_trainers.len(), card.teachers().split(", ").count()), (2, 3));

        // Pinned it stays, with its people and all who teach it.
        let asked = pins::NewPin {
            plan: Some(id.clone()),
            session: first.id.clone(),
            what: pins::What::Session,
            reason: "the minister comes".into(),
        };
        pins::pin(&sv, &officer(), &key(&sv), &asked).await.unwrap();
        let next = drafted(&sv).await;
        let again = next.sessions.iter().find(|s| s.id == first.id).unwrap();
        assert_eq!((next.report.score.hard, again.day, &again.people), (0, first.day, &first.people));
        assert_eq!(again.co_trainers.len(), 2);
        let pin = pins::pins(&sv, &officer()).await.unwrap().remove(0);
        pins::unpin(&sv, &officer(), &key(&sv), &pin.id).await.unwrap();

        // The third is away after all: the draft asks why it should be held by two.
        let away: Vec<_> =
            sessions_in(&seen, By::Module, "M01").iter().filter_map(|s| Some((s.day?, s.half))).collect();
        for (day, half) in away {
            let day = day.to_string();
            let half = half.to_string();
            save(&sv, Kind::TrainerAway, &[("trainer", "STAFF-K3"), ("day", &day), ("half", &half)]).await;
        }
        let found = preview(&sv, &officer(), id, Language::En).await.unwrap();
        assert!(found.refusals.is_empty() && !found.asks.is_empty(), "{found:?}");
        assert_eq!(code(publish(&sv, &officer(), &key(&sv), id).await), codes::REASON);
        assert_eq!(publish_with(&sv, &officer(), &key(&sv), id, "they come all the same").await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_least_size_is_a_rule_or_has_a_price() {
    each_database(|db| async move {
        let sv = world(db).await;
        // In Nalanda two of four nurses may be away at once: no session there can be for three.
        m01(&sv, &[("min_size", "3"), ("min_size_hard", "1")]).await;
        let seen = drafted(&sv).await;
        let sizes = |seen: &Draft| -> Vec<(String, usize)> {
            let of = sessions_in(seen, By::Module, "M01").into_iter();
            of.map(|s| (s.place.district.id.clone(), s.people.len())).collect()
        };
        assert_eq!(seen.report.score.hard, 0);
        assert_eq!(sizes(&seen), [("MUZ".to_owned(), 3), ("MUZ".to_owned(), 3)]);
        let without: BTreeSet<&str> = seen.report.missing.iter().map(|(who, _)| who.as_str()).collect();
        assert_eq!(without, ["N07", "N08", "N09", "N10"].into());

        m01(&sv, &[("min_size", "3"), ("min_size_hard", "0"), ("go_no_go_days", "4")]).await;
        let seen = drafted(&sv).await;
        let nalanda: Vec<usize> = sizes(&seen).into_iter().filter(|(d, _)| d == "NAL").map(|(_, n)| n).collect();
        assert_eq!((seen.report.missing.len(), nalanda), (0, vec![2, 2]));
        assert_eq!(seen.report.counts.get("below_min_size"), Some(&2), "a person each fewer than three");
        assert_eq!(seen.instance.weights.below_min_size, 300, "the usual price where the programme has set none");
        rules(&sv, |rules| rules.weights.extend([("below_min_size".to_owned(), 70)])).await;
        let now = programme(&sv, FIRST_DAY.parse().unwrap()).await.unwrap().instance;
        assert_eq!((now.weights.below_min_size, now.modules[0].go_no_go_days), (70, Some(4)));
    })
    .await;
}

#[tokio::test]
async fn more_are_invited_than_seats_only_where_the_programme_and_the_room_say_so() {
    each_database(|db| async move {
        let sv = world(db).await;
        m01(&sv, &[("max_size", "4"), ("no_show_permille", "500")]).await;
        for room in ["RA1", "RA2"] {
            let seats = [("id", room), ("venue", "VA"), ("name_hi", "क"), ("name_en", "A"), ("capacity", "4")];
            save(&sv, Kind::Rooms, &[&seats[..], &[("overbook_max", "2"), ("link", "1")]].concat()).await;
        }
        let first = || FIRST_DAY.parse().unwrap();
        let plain = programme(&sv, first()).await.unwrap().instance;
        assert_eq!((plain.no_show_permille, plain.modules[0].no_show_permille), (0, None), "switched off");
        assert!(plain.rooms.iter().filter(|r| r.link).map(|r| r.id.as_str()).eq(["RA1", "RA2"]));
        let everybody = masters::Cover { away_percent: 100, always_present: [].into() };
        rules(&sv, |rules| (rules.overbooking, rules.cover) = (true, everybody.clone())).await;
        let now = programme(&sv, first()).await.unwrap().instance;
        let offered = |module: &str, room: &str| now.seats_offered(module, room);
        assert_eq!([offered("M01", "RA1"), offered("M01", "RN1"), offered("M02", "RA1")], [6, 4, 4]);

        let seen = drafted(&sv).await;
        let fullest = sessions_in(&seen, By::Module, "M01").into_iter().max_by_key(|s| s.people.len()).unwrap();
        assert_eq!((fullest.people.len(), fullest.seats), (6, 6), "one session for all six");
        assert_eq!(publish(&sv, &officer(), &key(&sv), &seen.summary.plan.id).await, Ok(1));
        let live = abhyas_store::sessions::all_sessions(sv.db()).await.unwrap();
        let live = live.iter().find(|s| s.id.as_str() == fullest.id).unwrap();
        assert_eq!((live.capacity, live.seats_taken), (6, 6));
    })
    .await;
}

#[tokio::test]
async fn the_forms_take_what_the_planner_takes() {
    let sv = world(sqlite().await).await;
    type Case = (&'static str, fn(&mut Module, usize));
    let table: [Case; 3] = [
        ("set_up", |m, n| m.set_up = n),
        ("co_trainers", |m, n| m.co_trainers = n),
        ("no_show_permille", |m, n| m.no_show_permille = u32::try_from(n).ok()),
    ];
    for (name, put) in table {
        let column = Kind::Modules.columns().iter().find(|c| c.name == name).unwrap();
        let Cell::Number(0, most) = column.cell else { panic!("{name} begins at 0") };
        let most = usize::try_from(most).unwrap();
        for (n, good) in [(0, true), (most, true), (most + 1, false)] {
            let mut instance = programme(&sv, FIRST_DAY.parse().unwrap()).await.unwrap().instance;
            put(&mut instance.modules[0], n);
            assert_eq!(instance.check().is_ok(), good, "{name} {n}");
        }
    }
}
