//! Each rule broken on purpose in a tiny programme, and found.

use super::*;
use crate::format::read_instance;

/// Two modules (M2 builds on M1), two rooms at two venues, two trainers, three nurses of one post of whom one may be away.
pub(super) fn tiny() -> Instance {
    let days: Vec<_> = (0..4)
        .map(|d| serde_json::json!({"date": format!("2027-01-0{}", d + 4), "weekday": d, "week": d / 3, "working": d != 2}))
        .collect();
    let text = serde_json::json!({
        "format": "abhyas-sched-1", "max_sessions": 3, "slots_per_day": 2, "days": days,
        "rules": {"trainee_max_km": 50, "trainer_max_km": 50, "trainer_same_day_max_km": 10},
        "blocks": [{"id": "A"}, {"id": "B"}, {"id": "C"}], "distance_km": [[3, 20, 80], [20, 3, 80], [80, 80, 3]],
        "rooms": [{"id": "R1", "venue": "V1", "block": "A", "capacity": 2, "equipment": ["pc"], "unavailable": [7]},
                  {"id": "R2", "venue": "V2", "block": "B", "capacity": 2}],
        "modules": [{"id": "M1", "max_size": 9}, {"id": "M2", "max_size": 9, "equipment": ["pc"], "prerequisites": ["M1"]}],
        "roles": [{"id": "N", "cadre": "nurse", "modules": ["M1", "M2"]}],
        "facilities": [{"id": "F", "block": "A", "cadres": {"nurse": {"staff": 3, "max_absent": 2, "min_present": 1}}},
                       {"id": "G", "block": "C", "cadres": {"nurse": {"staff": 1, "max_absent": 1, "min_present": 0}}}],
        "trainers": [{"id": "K1", "home_block": "A", "modules": ["M1", "M2"], "unavailable": [6], "max_per_day": 2, "max_per_week": 3, "max_total": 3},
                     {"id": "K2", "home_block": "C", "modules": ["M1"], "max_per_day": 1, "max_per_week": 1, "max_total": 1}],
        "trainees": [{"id": "T1", "role": "N", "facility": "F"}, {"id": "T2", "role": "N", "facility": "F", "unavailable": [3]},
                     {"id": "T3", "role": "N", "facility": "F"}, {"id": "T4", "role": "N", "facility": "G"}],
    });
    read_instance(&text.to_string()).unwrap()
}

pub(super) fn session(id: &str, module: &str, room: &str, slot: i64, trainer: &str, people: &[&str]) -> PlannedSession {
    PlannedSession {
        id: id.into(),
        module: module.into(),
        room: room.into(),
        slot,
        trainer: trainer.into(),
        trainees: people.iter().map(|&p| p.into()).collect(),
        extra: serde_json::Map::new(),
    }
}

fn broken(sessions: Vec<PlannedSession>) -> Vec<(Rule, i64)> {
    let plan = Plan { sessions, extra: serde_json::Map::new() };
    check(&tiny(), &plan, None).by_rule().into_iter().collect()
}

#[test]
fn a_good_plan_breaks_nothing() {
    let plan = vec![session("S1", "M1", "R1", 0, "K1", &["T1", "T2"]), session("S2", "M2", "R1", 1, "K1", &["T1"])];
    assert_eq!(broken(plan), []);
}

#[test]
fn each_rule_is_found_by_its_name() {
    let s = session;
    let table = [
        ("unknown person", vec![s("S1", "M1", "R1", 0, "K1", &["T9"])], Rule::H01),
        ("unknown room", vec![s("S1", "M1", "R9", 0, "K1", &[])], Rule::H01),
        ("twice in a module", vec![s("S1", "M1", "R1", 0, "K1", &["T1", "T1"])], Rule::H01),
        ("an id twice", vec![s("S1", "M1", "R1", 0, "K1", &[]), s("S1", "M1", "R1", 1, "K1", &[])], Rule::H01),
        (
            "equipment",
            vec![s("S1", "M1", "R1", 0, "K1", &["T1"]), s("S2", "M2", "R2", 6 - 5 + 1, "K1", &["T1"])],
            Rule::H03,
        ),
        ("room twice", vec![s("S1", "M1", "R2", 0, "K1", &[]), s("S2", "M1", "R2", 0, "K2", &[])], Rule::H04),
        ("room closed", vec![s("S1", "M1", "R1", 7, "K1", &[])], Rule::H05),
        ("trainer twice", vec![s("S1", "M1", "R1", 0, "K1", &[]), s("S2", "M1", "R2", 0, "K1", &[])], Rule::H07),
        ("trainer away", vec![s("S1", "M1", "R1", 6, "K1", &[])], Rule::H08),
        ("person away", vec![s("S1", "M1", "R1", 3, "K1", &["T2"])], Rule::H11),
        ("order: missing", vec![s("S1", "M2", "R1", 0, "K1", &["T1"])], Rule::H12),
        ("holiday", vec![s("S1", "M1", "R1", 4, "K1", &[])], Rule::H13),
        ("outside", vec![s("S1", "M1", "R1", -1, "K1", &[])], Rule::H13),
        ("outside", vec![s("S1", "M1", "R1", 8, "K1", &[])], Rule::H13),
        ("person too far", vec![s("S1", "M1", "R1", 0, "K1", &["T4"])], Rule::H15),
        ("trainer too far", vec![s("S1", "M1", "R1", 0, "K2", &[])], Rule::H15),
        ("cover with leave", vec![s("S1", "M1", "R1", 3, "K1", &["T1", "T3"])], Rule::H14),
    ];
    for (what, plan, rule) in table {
        assert!(broken(plan).iter().any(|(r, _)| *r == rule), "{what}: expected {rule:?}");
    }
}

#[test]
fn multiples_count_as_often_as_they_are_broken() {
    let seats = vec![session("S1", "M1", "R2", 0, "K1", &["T1", "T2", "T3"])];
    assert_eq!(broken(seats), [(Rule::H02, 1), (Rule::H14, 1)]);
    let many = (0..5).map(|i| session(&format!("S{i}"), "M1", "R1", i % 4, "K1", &[])).collect();
    // Four slots, five sessions: two over the limit, one clash of room and trainer each, one too many in a day, two in all (and in the week).
    assert_eq!(broken(many), [(Rule::H04, 1), (Rule::H07, 1), (Rule::H09, 5), (Rule::H16, 2)]);
    let both = vec![session("S1", "M1", "R1", 0, "K1", &["T1"]), session("S2", "M2", "R1", 0, "K2", &["T1"])];
    let found = broken(both);
    assert!(found.contains(&(Rule::H10, 1)) && found.contains(&(Rule::H06, 1)), "{found:?}");
    let venues = vec![session("S1", "M1", "R2", 0, "K1", &["T1"]), session("S2", "M2", "R1", 1, "K1", &["T1"])];
    // The person and the trainer both go to two places on one day.
    assert_eq!(broken(venues), [(Rule::H15, 2)]);
}

#[test]
fn a_pin_that_was_moved_is_found() {
    let mut instance = tiny();
    let pin =
        serde_json::json!({"id": "S1", "module": "M1", "room": "R1", "slot": 0, "trainer": "K1", "trainees": ["T1"]});
    instance.locked.push(serde_json::from_value(pin).unwrap());
    let at = |slot, people: &[&str]| Plan {
        sessions: vec![session("S1", "M1", "R1", slot, "K1", people)],
        extra: serde_json::Map::new(),
    };
    assert_eq!(check(&instance, &at(0, &["T1"]), None).score.hard, 0);
    for moved in [at(1, &["T1"]), at(0, &["T1", "T3"]), at(0, &[]), Plan::default()] {
        assert_eq!(check(&instance, &moved, None).by_rule().get(&Rule::H17), Some(&1));
    }
}

#[test]
fn people_who_must_be_among_others_are_missed_and_the_others_are_free() {
    let mut instance = tiny();
    let pin = serde_json::json!({"id": "S1", "module": "M1", "room": "R1", "slot": 0, "trainer": "K1", "keep": ["T1"]});
    instance.locked.push(serde_json::from_value(pin).unwrap());
    let broken = |slot, people: &[&str]| {
        let sessions = vec![session("S1", "M1", "R1", slot, "K1", people)];
        check(&instance, &Plan { sessions, extra: serde_json::Map::new() }, None).by_rule().get(&Rule::H17).copied()
    };
    assert_eq!((broken(0, &["T1"]), broken(0, &["T1", "T3"])), (None, None));
    for (slot, people) in [(0, &["T3"][..]), (0, &[]), (1, &["T1"])] {
        assert_eq!(broken(slot, people), Some(1), "{slot} {people:?}");
    }
}

#[test]
fn a_replan_counts_moved_seats_and_changed_sessions() {
    let plan = |slot| Plan {
        sessions: vec![session("S1", "M1", "R1", slot, "K1", &["T1", "T3"])],
        extra: serde_json::Map::new(),
    };
    let counts = check(&tiny(), &plan(1), Some(&plan(0))).counts;
    assert_eq!((counts.get("moved_seat"), counts.get("changed_session")), (Some(&2), Some(&1)));
    let counts = check(&tiny(), &plan(0), Some(&plan(0))).counts;
    assert_eq!((counts.get("moved_seat"), counts.get("changed_session")), (Some(&0), Some(&0)));
}
