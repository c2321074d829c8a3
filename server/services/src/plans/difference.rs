//! What a plan changes in the live schedule: sessions to add, change, cancel, and who is concerned.

use super::instance::half_day;
use abhyas_planner::format::PlannedSession;
use abhyas_planner::{Instance, Plan};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Where and when a module is held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// The module's id.
    pub module: String,
    /// The room's id.
    pub room: String,
}

/// What changes for one person in one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether they hold the session (else they sit in it).
    pub teaches: bool,
    /// Where it was.
    pub before: Option<Spot>,
    /// Where it will be.
    pub after: Option<Spot>,
}

/// The difference between the live schedule and a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Sessions to add.
    pub added: Vec<PlannedSession>,
    /// Sessions whose time, room, trainer or people change.
    pub changed: Vec<PlannedSession>,
    /// Sessions to cancel, by id.
    pub cancelled: Vec<String>,
    /// Sessions that stay exactly as they are.
    pub kept: usize,
    /// What changes for whom, by person id.
    pub people: BTreeMap<String, Vec<Change>>,
}

/// Compares two plans of one instance.
pub(crate) fn difference(instance: &Instance, live: &Plan, plan: &Plan) -> Difference {
    let mut found = Difference::default();
    let old: HashMap<&str, &PlannedSession> = live.sessions.iter().map(|s| (s.id.as_str(), s)).collect();
    let new: HashMap<&str, &PlannedSession> = plan.sessions.iter().map(|s| (s.id.as_str(), s)).collect();
    for session in &plan.sessions {
        match old.get(session.id.as_str()) {
            None => found.added.push(session.clone()),
            Some(was) if same(was, session) => found.kept += 1,
            Some(_) => found.changed.push(session.clone()),
        }
    }
    found.cancelled = live.sessions.iter().filter(|s| !new.contains_key(s.id.as_str())).map(|s| s.id.clone()).collect();
    seats(instance, live, plan, &mut found);
    trainers(instance, &old, &new, &mut found);
    for changes in found.people.values_mut() {
        changes.sort_by(|a, b| (a.teaches, &a.after, &a.before).cmp(&(b.teaches, &b.after, &b.before)));
    }
    found
}

fn same(a: &PlannedSession, b: &PlannedSession) -> bool {
    let people = |s: &PlannedSession| s.trainees.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    (&a.module, &a.room, a.slot, &a.trainer) == (&b.module, &b.room, b.slot, &b.trainer) && people(a) == people(b)
}

fn spot(instance: &Instance, session: &PlannedSession) -> Option<Spot> {
    let (day, half) = half_day(instance, session.slot)?;
    Some(Spot { day, half, module: session.module.clone(), room: session.room.clone() })
}

/// Where someone was to be, and where they are to be now.
type BeforeAndAfter = (Option<Spot>, Option<Spot>);

/// What changes for those who sit in sessions: by person and module, so that a move from one session to another is one change.
fn seats(instance: &Instance, live: &Plan, plan: &Plan, found: &mut Difference) {
    let mut seats: BTreeMap<(&str, &str), BeforeAndAfter> = BTreeMap::new();
    for session in &live.sessions {
        for person in &session.trainees {
            seats.entry((person, &session.module)).or_default().0 = spot(instance, session);
        }
    }
    for session in &plan.sessions {
        for person in &session.trainees {
            seats.entry((person, &session.module)).or_default().1 = spot(instance, session);
        }
    }
    for ((person, _), (before, after)) in seats {
        if before != after {
            found.people.entry(person.to_owned()).or_default().push(Change { teaches: false, before, after });
        }
    }
}

/// What changes for those who hold sessions.
fn trainers(
    instance: &Instance,
    old: &HashMap<&str, &PlannedSession>,
    new: &HashMap<&str, &PlannedSession>,
    found: &mut Difference,
) {
    let mut note = |trainer: &str, before: Option<Spot>, after: Option<Spot>| {
        if before != after {
            found.people.entry(trainer.to_owned()).or_default().push(Change { teaches: true, before, after });
        }
    };
    for (id, was) in old {
        match new.get(id) {
            Some(is) if is.trainer == was.trainer => note(&is.trainer, spot(instance, was), spot(instance, is)),
            _ => note(&was.trainer, spot(instance, was), None),
        }
    }
    for (id, is) in new {
        if old.get(id).is_none_or(|was| was.trainer != is.trainer) {
            note(&is.trainer, None, spot(instance, is));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: &str, slot: i64, trainer: &str, people: &[&str]) -> PlannedSession {
        PlannedSession {
            id: id.into(),
            module: "M01".into(),
            room: "R".into(),
            slot,
            trainer: trainer.into(),
            trainees: people.iter().map(|p| (*p).into()).collect(),
            extra: serde_json::Map::new(),
        }
    }

    fn instance() -> Instance {
        let day =
            |d: u32| serde_json::json!({"date": format!("2026-12-0{d}"), "weekday": 0, "week": 0, "working": true});
        serde_json::from_value(serde_json::json!({
            "format": "abhyas-sched-1", "max_sessions": 9, "slots_per_day": 2, "days": [day(7), day(8)],
            "rules": {"trainee_max_km": 1, "trainer_max_km": 1, "trainer_same_day_max_km": 1}, "blocks": [], "distance_km": [],
            "rooms": [], "modules": [], "roles": [], "facilities": [], "trainers": [], "trainees": []
        }))
        .unwrap()
    }

    fn plan(sessions: Vec<PlannedSession>) -> Plan {
        Plan { sessions, extra: serde_json::Map::new() }
    }

    #[test]
    fn only_those_concerned_are_told() {
        let live = plan(vec![
            session("A", 0, "K1", &["P1", "P2"]),
            session("B", 1, "K1", &["P3"]),
            session("C", 2, "K2", &["P4"]),
        ]);
        let next = plan(vec![
            session("A", 0, "K1", &["P1"]),
            session("B", 3, "K1", &["P3", "P2"]),
            session("D", 2, "K3", &["P4"]),
        ]);
        let found = difference(&instance(), &live, &next);
        assert_eq!((found.added.len(), found.changed.len(), found.cancelled.len(), found.kept), (1, 2, 1, 0));
        // P1 stays; P2 and P3 move; P4 sits at the same time and place in another session and need not know; K2 gives to K3.
        assert_eq!(found.people.keys().collect::<Vec<_>>(), ["K1", "K2", "K3", "P2", "P3"]);
        let moved = &found.people["P3"][0];
        assert_eq!((moved.before.as_ref().unwrap().half, moved.after.as_ref().unwrap().half), (1, 1));
        assert_eq!(moved.after.as_ref().unwrap().day.to_string(), "2026-12-08");
        assert_eq!(
            found.people["K2"],
            [Change { teaches: true, before: spot(&instance(), &live.sessions[2]), after: None }]
        );
    }

    #[test]
    fn the_same_plan_changes_nothing() {
        let live = plan(vec![session("A", 0, "K1", &["P1", "P2"])]);
        let again = plan(vec![session("A", 0, "K1", &["P2", "P1"])]);
        let found = difference(&instance(), &live, &again);
        assert_eq!((found.kept, found.people.len()), (1, 0));
    }
}
