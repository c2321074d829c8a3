//! Rules of a session by itself, of rooms, and of the plan as a whole: H01 (unknown things), H02 to H08, H13, H15 (trainer's home), H16, H17.

use super::{Lookup, Report, Sitting, Violation, signed};
use crate::format::Plan;
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The sessions that can be judged: known module, room and trainer, a slot in the calendar, an id of their own.
pub(super) fn readable<'a>(known: &Lookup<'a>, plan: &'a Plan, report: &mut Report) -> Vec<Sitting<'a>> {
    let per_day = known.instance.slots_per_day.max(1);
    let (mut seen, mut sittings) = (HashSet::new(), Vec::new());
    for session in &plan.sessions {
        let module = known.modules.get(session.module.as_str());
        let room = known.rooms.get(session.room.as_str());
        let trainer = known.trainers.get(session.trainer.as_str());
        let (true, Some(module), Some(room), Some(trainer)) = (seen.insert(session.id.as_str()), module, room, trainer)
        else {
            report.violations.push(Violation::of(Rule::H01, session).about(&session.id));
            continue;
        };
        let slot = usize::try_from(session.slot).unwrap_or(usize::MAX);
        let day = known.instance.days.get(slot / per_day);
        if !day.is_some_and(|d| d.working) {
            report.violations.push(Violation::of(Rule::H13, session));
        }
        if day.is_some() {
            let (day, people, seats) = (slot / per_day, Vec::new(), super::life::seats(known, room, module));
            let staff = super::life::staff(known, module, trainer, session);
            let takes = super::spans::takes(known, module, slot);
            let on_days = super::spans::on_days(known, &takes);
            sittings.push(Sitting { session, room, module, staff, slot, day, takes, on_days, people, seats });
        }
    }
    sittings
}

/// H16 and H17.
pub(super) fn limit_and_pins(known: &Lookup<'_>, sittings: &[Sitting<'_>], report: &mut Report) {
    let held = sittings.iter().filter(|s| s.session.joins().is_none()).count();
    let over = held.saturating_sub(known.instance.max_sessions);
    if over > 0 {
        let (sessions, trainees, about) = (Vec::new(), Vec::new(), known.instance.max_sessions.to_string());
        report.violations.push(Violation {
            rule: Rule::H16,
            sessions,
            trainees,
            about,
            slot: None,
            count: signed(over),
        });
    }
    let by_id: HashMap<&str, &Sitting<'_>> = sittings.iter().map(|s| (s.session.id.as_str(), s)).collect();
    for pin in &known.instance.locked {
        let kept = by_id.get(pin.id.as_str()).is_some_and(|sitting| {
            let s = sitting.session;
            let people = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>();
            (&s.module, &s.room, s.slot, &s.trainer) == (&pin.module, &pin.room, pin.slot, &pin.trainer)
                && pin.trainees.as_ref().is_none_or(|wanted| people(wanted) == people(&s.trainees))
                && pin.joins.as_deref().is_none_or(|hub| s.joins() == Some(hub))
                && pin.keep.iter().all(|person| s.trainees.contains(person))
        });
        if !kept {
            report.violations.push(Violation {
                rule: Rule::H17,
                sessions: vec![pin.id.clone()],
                trainees: Vec::new(),
                about: pin.id.clone(),
                slot: Some(pin.slot),
                count: 1,
            });
        }
    }
}

/// H02, H03, H05, H06, H08, H25 and the trainer's way from home (H15). Leave and closed rooms count by half-days.
pub(super) fn each(known: &Lookup<'_>, sittings: &[Sitting<'_>], report: &mut Report) {
    for sitting in sittings {
        let (session, room, module) = (sitting.session, sitting.room, sitting.module);
        let mut bad = |rule, about: &str, count: usize| {
            if count > 0 {
                report.violations.push(Violation::of(rule, session).about(about).times(signed(count)));
            }
        };
        bad(Rule::H02, &room.id, sitting.people.len().saturating_sub(sitting.seats));
        bad(Rule::H03, &room.id, (!module.equipment.iter().all(|e| room.equipment.contains(e))).into());
        bad(Rule::H05, &room.id, sitting.among(&room.unavailable));
        bad(Rule::H25, &module.id, (!sitting.fits(known)).into());
        for trainer in &sitting.staff {
            bad(Rule::H06, &trainer.id, (!trainer.modules.contains(&module.id)).into());
            bad(Rule::H08, &trainer.id, sitting.among(&trainer.unavailable));
            let way = known.km(&trainer.home_block, &room.block);
            bad(Rule::H15, &trainer.id, (way > known.instance.rules.trainer_max_km).into());
        }
    }
}

/// H04 and H07: one session per room and slot, and per trainer and slot.
pub(super) fn clashes(sittings: &[Sitting<'_>], report: &mut Report) {
    let (mut rooms, mut trainers) = (BTreeMap::new(), BTreeMap::new());
    for sitting in sittings {
        for &slot in &sitting.takes {
            rooms.entry((sitting.room.id.as_str(), slot)).or_insert_with(Vec::new).push(sitting.session.id.clone());
            for trainer in &sitting.staff {
                let at = (trainer.id.as_str(), slot);
                trainers.entry(at).or_insert_with(Vec::new).push(sitting.session.id.clone());
            }
        }
    }
    for (rule, taken) in [(Rule::H04, rooms), (Rule::H07, trainers)] {
        for ((id, slot), sessions) in taken.into_iter().filter(|(_, sessions)| sessions.len() > 1) {
            let count = signed(sessions.len()) - 1;
            let (about, slot) = (id.to_owned(), Some(signed(slot)));
            report.violations.push(Violation { rule, sessions, trainees: Vec::new(), about, slot, count });
        }
    }
}
