//! Every rule over a session of several half-days, met and broken on purpose in the tiny programme.

use super::tests::{session, tiny};
use super::*;

type Change = fn(&mut Instance);
/// What is tried, what the instance says besides, the plan, what it breaks.
type Case = (&'static str, Change, Vec<PlannedSession>, Vec<(Rule, i64)>);

/// The tiny programme in which M1 takes two half-days (the days 0, 1 and 3 are working ones, of two each), everybody may go
/// everywhere, nobody is away and trainers may teach all the time.
fn long() -> Instance {
    let mut instance = tiny();
    instance.districts = ["X", "Y"].map(|id| crate::format::District { id: id.into(), name: String::new() }).to_vec();
    for (block, district) in instance.blocks.iter_mut().zip(["X", "Y", "Y"]) {
        block.district = district.to_owned();
    }
    instance.distance_km = vec![vec![1; 3]; 3];
    instance.rooms.iter_mut().for_each(|room| room.unavailable.clear());
    instance.trainees.iter_mut().for_each(|person| person.unavailable.clear());
    for trainer in &mut instance.trainers {
        trainer.unavailable.clear();
        (trainer.max_per_day, trainer.max_per_week, trainer.max_total) = (9, 9, 9);
        trainer.modules = vec!["M1".into(), "M2".into()];
    }
    instance.facilities.iter_mut().flat_map(|f| f.cadres.values_mut()).for_each(|c| c.max_absent = 9);
    instance.facilities.iter_mut().flat_map(|f| f.cadres.values_mut()).for_each(|c| c.min_present = -9);
    instance.modules[1].equipment.clear();
    instance.modules[0].duration = Some(2);
    instance
}

fn checked(change: Change, sessions: Vec<PlannedSession>) -> Report {
    let mut instance = long();
    change(&mut instance);
    instance.check().unwrap();
    check(&instance, &Plan { sessions, extra: serde_json::Map::new() }, None)
}

fn one(slot: i64, people: &[&str]) -> Vec<PlannedSession> {
    vec![session("S1", "M1", "R1", slot, "K1", people)]
}

fn two(first: i64, other: PlannedSession, people: &[&str]) -> Vec<PlannedSession> {
    let mut plan = one(first, people);
    plan.push(other);
    plan
}

fn holds(table: Vec<Case>) {
    for (what, change, plan, expected) in table {
        let found: Vec<(Rule, i64)> = checked(change, plan).by_rule().into_iter().collect();
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn a_session_fits_into_its_day_or_begins_with_one() {
    let none: Change = |_| {};
    let three: Change = |i| i.modules[0].duration = Some(3);
    let five: Change = |i| i.modules[0].duration = Some(5);
    let all: Change = |i| i.modules[0].duration = Some(6);
    let more: Change = |i| i.modules[0].duration = Some(7);
    let thirds: Change = |i| {
        i.days.truncate(2);
        i.slots_per_day = 3;
    };
    let outside = vec![(Rule::H13, 1)];
    let broken = vec![(Rule::H25, 1)];
    holds(vec![
        ("a morning and its afternoon", none, one(0, &[]), vec![]),
        ("over a night", none, one(1, &[]), broken.clone()),
        ("over days off", none, one(3, &[]), broken.clone()),
        ("on a day off: that alone is told", none, one(4, &[]), outside.clone()),
        ("beyond the calendar", none, one(7, &[]), broken.clone()),
        ("outside of it", none, one(8, &[]), outside),
        ("longer than a day, from a morning", three, one(0, &[]), vec![]),
        ("longer than a day, over days off", three, one(2, &[]), vec![]),
        ("longer than a day, from an afternoon", three, one(1, &[]), broken.clone()),
        ("longer than a day, beyond the calendar", three, one(6, &[]), broken.clone()),
        ("two days and a half", five, one(0, &[]), vec![]),
        ("all working days", all, one(0, &[]), vec![]),
        ("more than there are", more, one(0, &[]), broken.clone()),
        ("two of a day's three", thirds, one(1, &[]), vec![]),
        ("two of three over a night", thirds, one(2, &[]), broken),
    ]);
}

#[test]
fn rooms_and_trainers_are_taken_for_all_of_it() {
    let none: Change = |_| {};
    let s = session;
    let closed: Change = |i| i.rooms[0].unavailable = vec![1];
    let both_closed: Change = |i| i.rooms[0].unavailable = vec![0, 1];
    let away: Change = |i| i.trainers[0].unavailable = vec![1];
    let a_day: Change = |i| i.trainers[0].max_per_day = 1;
    let a_week: Change = |i| i.trainers[0].max_per_week = 3;
    let in_all: Change = |i| i.trainers[0].max_total = 3;
    let holiday: Change = |i| {
        i.modules[0].duration = Some(4);
        i.days[1].holiday_in = vec!["X".into()];
    };
    let later: Change = |i| i.trainers[0].available_from = Some(1);
    let set_up: Change = |i| i.modules[1].set_up = 1;
    let four: Change = |i| i.modules[0].duration = Some(4);
    let apart: Change = |i| {
        i.modules[0].duration = Some(4);
        i.distance_km = vec![vec![1, 20, 1], vec![20, 1, 1], vec![1, 1, 1]];
    };
    let learns: Change = |i| {
        i.modules[0].duration = Some(4);
        i.roles[0].modules = vec!["M1".into()];
        i.trainers[1].becomes = Some(crate::format::Becomes { trainee: "T1".into(), delay_days: 0 });
    };
    let helped: Change = |i| {
        i.modules[0].co_trainers = 1;
        i.trainers[1].unavailable = vec![1];
    };
    let mut with = one(0, &[]);
    with[0].extra.insert(crate::format::CO_TRAINERS.into(), serde_json::json!(["K2"]));
    holds(vec![
        (
            "another session in its room in the afternoon",
            none,
            two(0, s("S2", "M2", "R1", 1, "K2", &[]), &[]),
            vec![(Rule::H04, 1)],
        ),
        ("two at once for both half-days", none, two(0, s("S2", "M1", "R1", 0, "K2", &[]), &[]), vec![(Rule::H04, 2)]),
        ("the next morning", none, two(0, s("S2", "M2", "R1", 2, "K2", &[]), &[]), vec![]),
        ("closed in the afternoon", closed, one(0, &[]), vec![(Rule::H05, 1)]),
        ("closed all day", both_closed, one(0, &[]), vec![(Rule::H05, 2)]),
        (
            "the trainer elsewhere in the afternoon",
            none,
            two(0, s("S2", "M1", "R2", 1, "K1", &[]), &[]),
            vec![(Rule::H07, 1), (Rule::H25, 1)],
        ),
        ("the trainer away in the afternoon", away, one(0, &[]), vec![(Rule::H08, 1)]),
        ("who teaches with them away in the afternoon", helped, with, vec![(Rule::H08, 1)]),
        ("two half-days in a day of one", a_day, one(0, &[]), vec![(Rule::H09, 1)]),
        ("four in a week of three", a_week, two(0, s("S2", "M1", "R1", 2, "K1", &[]), &[]), vec![(Rule::H09, 1)]),
        ("three in a week of three", a_week, two(0, s("S2", "M2", "R1", 2, "K1", &[]), &[]), vec![]),
        ("four in all of three", in_all, two(0, s("S2", "M1", "R2", 6, "K1", &[]), &[]), vec![(Rule::H09, 1)]),
        ("a holiday on its second day, of room and trainer", holiday, one(0, &[]), vec![(Rule::H18, 4)]),
        ("before the trainer may teach", later, one(0, &[]), vec![(Rule::H20, 1)]),
        ("when the trainer may teach", later, one(2, &[]), vec![]),
        (
            "taught on the last day of one's own training",
            learns,
            two(0, s("S2", "M2", "R2", 3, "K2", &[]), &["T1"]),
            vec![(Rule::H20, 1)],
        ),
        ("taught on the day after", learns, two(0, s("S2", "M2", "R2", 6, "K2", &[]), &["T1"]), vec![]),
        (
            "a room made ready in its afternoon",
            set_up,
            two(0, s("S2", "M2", "R1", 2, "K2", &[]), &[]),
            vec![(Rule::H21, 1)],
        ),
        ("a room made ready in time", set_up, two(0, s("S2", "M2", "R1", 3, "K2", &[]), &[]), vec![]),
        (
            "far away on its second day",
            apart,
            two(0, s("S2", "M2", "R2", 3, "K1", &[]), &[]),
            vec![(Rule::H07, 1), (Rule::H15, 1)],
        ),
        (
            "over days off in the room of another",
            four,
            two(2, s("S2", "M2", "R1", 6, "K2", &[]), &[]),
            vec![(Rule::H04, 1)],
        ),
    ]);
}

#[test]
fn people_are_there_for_all_of_it() {
    let none: Change = |_| {};
    let s = session;
    let leave: Change = |i| i.trainees[0].unavailable = vec![1, 2];
    let night: Change = |i| {
        i.modules[0].duration = Some(4);
        i.trainees[0].nights = vec![0];
    };
    let holiday: Change = |i| {
        i.modules[0].duration = Some(4);
        i.days[1].holiday_in = vec!["X".into()];
        i.blocks[1].district = "Y".into();
        i.rooms[0].block = "B".into();
        i.trainers[0].home_block = "B".into();
    };
    let four: Change = |i| i.modules[0].duration = Some(4);
    let free: Change = |i| i.modules[1].prerequisites.clear();
    let free_four: Change = |i| {
        i.modules[0].duration = Some(4);
        i.modules[1].prerequisites.clear();
    };
    let alone: Change = |i| {
        i.modules[1].prerequisites.clear();
        i.facilities[0].cadres.values_mut().for_each(|c| c.max_absent = 1);
    };
    let t1 = &["T1"];
    holds(vec![
        (
            "at another session in the afternoon",
            free,
            two(0, s("S2", "M2", "R1", 1, "K2", t1), t1),
            vec![(Rule::H04, 1), (Rule::H10, 1)],
        ),
        ("on leave in the afternoon", leave, one(0, t1), vec![(Rule::H11, 1)]),
        ("back from leave", leave, one(6, t1), vec![]),
        (
            "what it builds on not over",
            four,
            two(0, s("S2", "M2", "R2", 3, "K2", t1), t1),
            vec![(Rule::H10, 1), (Rule::H12, 1), (Rule::H15, 1)],
        ),
        ("what it builds on over", none, two(0, s("S2", "M2", "R1", 2, "K2", t1), t1), vec![]),
        (
            "a colleague away in the afternoon",
            alone,
            two(0, s("S2", "M2", "R1", 1, "K2", &["T3"]), t1),
            vec![(Rule::H04, 1), (Rule::H14, 1)],
        ),
        ("a colleague away the day after", alone, two(0, s("S2", "M2", "R1", 2, "K2", &["T3"]), t1), vec![]),
        (
            "another venue on its second day",
            free_four,
            two(0, s("S2", "M2", "R2", 3, "K2", t1), t1),
            vec![(Rule::H10, 1), (Rule::H15, 1)],
        ),
        ("a night between its days", night, one(0, t1), vec![(Rule::H19, 3)]),
        ("a holiday on its second day", holiday, one(0, t1), vec![(Rule::H18, 2)]),
        ("a holiday on its second day of other people", holiday, one(0, &["T4"]), vec![]),
    ]);
}

#[test]
fn each_day_of_it_is_one_of_travel_and_its_end_is_when_people_are_through() {
    let four: Change = |i| {
        i.modules[0].duration = Some(4);
        i.distance_km = vec![vec![3, 20, 80], vec![20, 3, 80], vec![80, 80, 3]];
        (i.rules.trainee_max_km, i.rules.trainer_max_km) = (99, 99);
        i.trainees[0].preferred_weekdays = vec![1];
    };
    let plan = vec![session("S1", "M1", "R2", 2, "K1", &["T1"])];
    let report = checked(four, plan);
    assert_eq!(report.by_rule(), BTreeMap::new());
    let count = |term: &str| report.counts[term];
    // Of the days 1 and 3 (working days 2 and 3, a Tuesday and a Thursday) only the first suits.
    assert_eq!((count("session"), count("empty_seat")), (1, 1));
    assert_eq!((count("trainee_trip"), count("trainee_km"), count("unpreferred_day")), (2, 80, 1));
    assert_eq!((count("completion_day"), count("last_day")), (3, 3));
    assert_eq!((count("trainer_km"), count("trainer_load_spread")), (80, 4));
}
