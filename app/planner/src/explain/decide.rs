//! Go or no go: until when it has to be decided whether a session takes place, and how it stands.

use crate::format::{Day, Instance, Module, Plan};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A session that takes place only for enough people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The session's id.
    pub session: String,
    /// People who have a seat in it, and in the rooms that join it by a link.
    pub people: usize,
    /// People without whom it does not take place.
    pub min_size: usize,
    /// Whether they are enough as it stands.
    pub go: bool,
    /// The day on which it has to be decided, `YYYY-MM-DD`: so many working days before the session, or the first day of the
    /// calendar if that is later.
    pub decide_on: String,
}

/// The day on which it has to be decided whether a session of a module takes place: so many working days before it, or the first day
/// of the calendar. `day` is the session's place in the calendar, `days` its days in order.
#[must_use]
pub fn decide_on<'a>(days: &'a [Day], day: usize, module: &Module) -> Option<&'a Day> {
    let mut earlier = days.get(..day)?.iter().rev().filter(|d| d.working);
    // No days before: it is decided on the day itself.
    match module.go_no_go_days.unwrap_or(Module::GO_NO_GO_DAYS).checked_sub(1) {
        Some(before) => earlier.nth(before).or(days.first()),
        None => days.get(day),
    }
}

/// The decisions of a plan, those that come first at the top. None where no module has a least size.
#[must_use]
pub fn decisions(instance: &Instance, plan: &Plan) -> Vec<Decision> {
    let modules: HashMap<&str, &Module> =
        instance.modules.iter().filter(|m| m.min_size > 0).map(|m| (m.id.as_str(), m)).collect();
    // The rooms that join a session by a link take place with it.
    let mut joined: HashMap<&str, usize> = HashMap::new();
    for room in &plan.sessions {
        room.joins().into_iter().for_each(|hub| *joined.entry(hub).or_insert(0) += room.trainees.len());
    }
    let own = plan.sessions.iter().filter(|session| session.joins().is_none());
    let mut found: Vec<Decision> = own
        .filter_map(|session| {
            let module = modules.get(session.module.as_str())?;
            let day = usize::try_from(session.slot).ok()?.checked_div(instance.slots_per_day)?;
            let on = decide_on(&instance.days, day, module);
            let people = session.trainees.len() + joined.get(session.id.as_str()).copied().unwrap_or(0);
            Some(Decision {
                session: session.id.clone(),
                people,
                min_size: module.min_size,
                go: people >= module.min_size,
                decide_on: on?.date.clone(),
            })
        })
        .collect();
    found.sort_by(|a, b| (&a.decide_on, &a.session).cmp(&(&b.decide_on, &b.session)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_due_so_many_working_days_before() {
        let mut instance =
            crate::format::read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap();
        let plan = |slot: i64| Plan {
            sessions: vec![
                serde_json::from_value(serde_json::json!({"id": "S", "module": "M01", "room": "R001", "slot": slot,
                    "trainer": "K0001", "trainees": ["T00001", "T00002"]}))
                .unwrap(),
            ],
            extra: serde_json::Map::new(),
        };
        assert_eq!(decisions(&instance, &plan(0)), []);
        instance.modules[0].min_size = 3;
        // The calendar begins on Monday 4 January 2027; Sundays are off.
        for (slot, days, on) in [
            (20, None, "2027-01-07"),
            (20, Some(1), "2027-01-13"),
            (14, Some(1), "2027-01-09"),
            (20, Some(0), "2027-01-14"),
            (4, Some(9), "2027-01-04"),
        ] {
            instance.modules[0].go_no_go_days = days;
            let all = decisions(&instance, &plan(slot));
            assert_eq!(
                all.iter().map(|d| (d.decide_on.as_str(), d.go)).collect::<Vec<_>>(),
                [(on, false)],
                "{slot} {days:?}"
            );
        }
        instance.modules[0].min_size = 2;
        assert!(decisions(&instance, &plan(4))[0].go);
        assert_eq!(decisions(&instance, &plan(-1)), []);
    }
}
