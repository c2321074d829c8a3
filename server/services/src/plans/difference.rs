//! What a plan changes in the live schedule: sessions to add, change, cancel, and who is concerned.

use super::instance::{Programme, company, half_days};
use abhyas_planner::format::PlannedSession;
use abhyas_planner::{Instance, Plan};
use abhyas_store::sessions::SessionRecord;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where and when a module is held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Its last half-day.
    pub until: (NaiveDate, i64),
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
    Compared { instance, published: &HashMap::new() }.difference(live, plan)
}

/// Compares a plan with the live schedule, whose sessions last as long, and are taught by those, as they were published.
pub(super) fn from_live(programme: &Programme, plan: &Plan) -> Difference {
    Compared { instance: &programme.instance, published: &programme.open }.difference(&programme.live, plan)
}

/// Where someone was to be, and where they are to be now.
type BeforeAndAfter = (Option<Spot>, Option<Spot>);

/// What two plans are compared by.
struct Compared<'a> {
    instance: &'a Instance,
    /// The sessions of the first as they were published.
    published: &'a HashMap<String, SessionRecord>,
}

impl Compared<'_> {
    fn difference(&self, live: &Plan, plan: &Plan) -> Difference {
        let mut found = Difference::default();
        let old: HashMap<&str, &PlannedSession> = live.sessions.iter().map(|s| (s.id.as_str(), s)).collect();
        let new: HashMap<&str, &PlannedSession> = plan.sessions.iter().map(|s| (s.id.as_str(), s)).collect();
        for session in &plan.sessions {
            match old.get(session.id.as_str()) {
                None => found.added.push(session.clone()),
                Some(was) if self.same(was, session) => found.kept += 1,
                Some(_) => found.changed.push(session.clone()),
            }
        }
        found.cancelled =
            live.sessions.iter().filter(|s| !new.contains_key(s.id.as_str())).map(|s| s.id.clone()).collect();
        self.seats(live, plan, &mut found);
        self.teachers(&old, &new, &mut found);
        for changes in found.people.values_mut() {
            changes.sort_by(|a, b| (a.teaches, &a.after, &a.before).cmp(&(b.teaches, &b.after, &b.before)));
        }
        found
    }

    fn same(&self, was: &PlannedSession, is: &PlannedSession) -> bool {
        let people = |s: &PlannedSession| s.trainees.iter().cloned().collect::<BTreeSet<_>>();
        self.was(was) == self.spot(is)
            && was.slot == is.slot
            && was.trainer == is.trainer
            && was.joins() == is.joins()
            && self.co_trainers_before(was) == co_trainers(self.instance, is)
            && people(was) == people(is)
    }

    /// Where a session of the second plan is held.
    fn spot(&self, session: &PlannedSession) -> Option<Spot> {
        let taken = half_days(self.instance, &session.module, session.slot);
        let ((day, half), until) = (*taken.first()?, *taken.last()?);
        Some(Spot { day, half, until, module: session.module.clone(), room: session.room.clone() })
    }

    /// Where a session of the first plan was held.
    fn was(&self, session: &PlannedSession) -> Option<Spot> {
        let spot = self.spot(session)?;
        let published = self.published.get(&session.id).map(|s| (s.last_day, s.last_half));
        Some(Spot { until: published.unwrap_or(spot.until), ..spot })
    }

    fn co_trainers_before(&self, session: &PlannedSession) -> BTreeSet<String> {
        match self.published.get(&session.id) {
            Some(record) => record.co_trainers.iter().map(|co| co.person.to_string()).collect(),
            None => co_trainers(self.instance, session),
        }
    }

    /// What changes for those who sit in sessions: by person and module, so that a move from one session to another is one change.
    fn seats(&self, live: &Plan, plan: &Plan, found: &mut Difference) {
        let mut seats: BTreeMap<(&str, &str), BeforeAndAfter> = BTreeMap::new();
        for session in &live.sessions {
            let spot = self.was(session);
            for person in &session.trainees {
                seats.entry((person, &session.module)).or_default().0.clone_from(&spot);
            }
        }
        for session in &plan.sessions {
            let spot = self.spot(session);
            for person in &session.trainees {
                seats.entry((person, &session.module)).or_default().1.clone_from(&spot);
            }
        }
        for ((person, _), (before, after)) in seats {
            if before != after {
                found.people.entry(person.to_owned()).or_default().push(Change { teaches: false, before, after });
            }
        }
    }

    /// What changes for those who teach, alone or together. Who teaches over a link is told of the session in their own room.
    fn teachers(
        &self,
        old: &HashMap<&str, &PlannedSession>,
        new: &HashMap<&str, &PlannedSession>,
        found: &mut Difference,
    ) {
        let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        for id in ids {
            let before = old.get(id).map(|s| (teachers(s, self.co_trainers_before(s)), self.was(s)));
            let after = new.get(id).map(|s| (teachers(s, co_trainers(self.instance, s)), self.spot(s)));
            let everybody: BTreeSet<&String> = before.iter().chain(&after).flat_map(|(people, _)| people).collect();
            for person in everybody {
                let at = |side: &Option<(BTreeSet<String>, Option<Spot>)>| {
                    side.as_ref().filter(|(people, _)| people.contains(person)).and_then(|(_, spot)| spot.clone())
                };
                let (before, after) = (at(&before), at(&after));
                if before != after {
                    let change = Change { teaches: true, before, after };
                    found.people.entry(person.clone()).or_default().push(change);
                }
            }
        }
    }
}

/// Those who stand before the people of a session.
fn teachers(session: &PlannedSession, mut co_trainers: BTreeSet<String>) -> BTreeSet<String> {
    co_trainers.extend(session.joins().is_none().then(|| session.trainer.clone()));
    co_trainers
}

fn co_trainers(instance: &Instance, session: &PlannedSession) -> BTreeSet<String> {
    company(instance, session).into_iter().map(str::to_owned).collect()
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

    fn spot(session: &PlannedSession) -> Option<Spot> {
        Compared { instance: &instance(), published: &HashMap::new() }.spot(session)
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
        assert_eq!(found.people["K2"], [Change { teaches: true, before: spot(&live.sessions[2]), after: None }]);
    }

    #[test]
    fn who_teaches_together_is_told_and_a_joined_room_concerns_its_own_people() {
        let mut instance = instance();
        instance.modules = vec![abhyas_planner::format::Module {
            id: "M01".into(),
            duration: Some(2),
            co_trainers: 1,
            ..abhyas_planner::format::Module::default()
        }];
        instance.trainers = ["K1", "K2", "K3"]
            .map(|id| abhyas_planner::format::Trainer { id: id.into(), ..abhyas_planner::format::Trainer::default() })
            .into();
        let with = |it: PlannedSession, key: &str, value: serde_json::Value| {
            let mut extra = it.extra.clone();
            extra.insert(key.into(), value);
            PlannedSession { extra, ..it }
        };
        let hub = |co: &str| with(session("A", 0, "K1", &["P1"]), "co_trainers", serde_json::json!([co, "K9"]));
        let joined = PlannedSession { room: "S".into(), ..with(session("J", 0, "K1", &["P2"]), "joins", "A".into()) };
        let first = difference(&instance, &plan(vec![]), &plan(vec![hub("K2"), joined.clone()]));
        assert_eq!(first.people.keys().collect::<Vec<_>>(), ["K1", "K2", "P1", "P2"]);
        assert_eq!(first.people["K1"].len(), 1, "once, in their own room");
        let told = first.people["K2"][0].after.clone().unwrap();
        assert_eq!((told.half, told.until), (0, ("2026-12-07".parse().unwrap(), 1)), "until the afternoon");
        let live = plan(vec![hub("K2"), joined.clone()]);
        let found = difference(&instance, &live, &plan(vec![hub("K3"), joined.clone()]));
        assert_eq!((found.changed.len(), found.kept), (1, 1));
        assert_eq!(found.people.keys().collect::<Vec<_>>(), ["K2", "K3"], "nobody else needs to know");
        // A room that no longer joins gets its trainer for itself.
        let alone = PlannedSession { extra: serde_json::Map::new(), trainer: "K3".into(), ..joined };
        let found = difference(&instance, &live, &plan(vec![hub("K2"), alone]));
        assert_eq!(found.people.keys().collect::<Vec<_>>(), ["K3"]);
    }

    #[test]
    fn the_same_plan_changes_nothing() {
        let live = plan(vec![session("A", 0, "K1", &["P1", "P2"])]);
        let again = plan(vec![session("A", 0, "K1", &["P2", "P1"])]);
        let found = difference(&instance(), &live, &again);
        assert_eq!((found.kept, found.people.len()), (1, 0));
    }
}
