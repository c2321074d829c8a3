//! Rules of the trainees: H01 (right people), H10 to H12, H14 (service cover), H15 (travel), and their soft terms.

use super::{Lookup, Report, Sitting, Violation, signed};
use crate::format::Trainee;
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Each trainee's sitting of each module, by the sitting's number.
pub(super) type Attends<'a> = HashMap<&'a str, BTreeMap<&'a str, usize>>;

/// Seats the people who belong there; who does not is a breach of H01 and takes no seat.
pub(super) fn seats<'a>(known: &Lookup<'a>, sittings: &mut [Sitting<'a>], report: &mut Report) -> Attends<'a> {
    let mut attends = Attends::new();
    for (number, sitting) in sittings.iter_mut().enumerate() {
        let module = sitting.module.id.as_str();
        for id in &sitting.session.trainees {
            let belongs =
                known.trainees.get(id.as_str()).is_some_and(|t| known.modules_of(t).iter().any(|m| m == module));
            let taken = attends.get(id.as_str()).is_some_and(|mine| mine.contains_key(module));
            if !belongs || taken {
                report.violations.push(Violation::of(Rule::H01, sitting.session).about(module).person(id));
                continue;
            }
            attends.entry(id.as_str()).or_default().insert(module, number);
            sitting.people.push(id);
        }
    }
    attends
}

/// Everything that concerns one person, and the service cover of the facilities.
pub(super) fn each(known: &Lookup<'_>, attends: &Attends<'_>, sittings: &[Sitting<'_>], report: &mut Report) {
    let mut cover = Cover::default();
    for person in &known.instance.trainees {
        let mine: Vec<(&str, &Sitting<'_>)> = attends
            .get(person.id.as_str())
            .into_iter()
            .flatten()
            .filter_map(|(module, number)| Some((*module, sittings.get(*number)?)))
            .collect();
        cover.add(known, person, &mine);
        one_place_at_a_time(person, &mine, report);
        leave_and_distance(known, person, &mine, report);
        order(known, person, &mine, report);
        days(known, person, &mine, report);
        for module in known.modules_of(person) {
            if !mine.iter().any(|(m, _)| m == module) {
                report.missing.push((person.id.clone(), module.clone()));
            }
        }
        let through = mine.iter().map(|(_, s)| known.ordinal(s.last_day())).max().unwrap_or(0);
        report.count("completion_day", through);
    }
    cover.judge(known, report);
}

/// H10.
fn one_place_at_a_time(person: &Trainee, mine: &[(&str, &Sitting<'_>)], report: &mut Report) {
    let mut slots: BTreeMap<usize, Vec<&Sitting<'_>>> = BTreeMap::new();
    for (_, sitting) in mine {
        for slot in &sitting.takes {
            slots.entry(*slot).or_default().push(sitting);
        }
    }
    for (slot, at_once) in slots.into_iter().filter(|(_, at_once)| at_once.len() > 1) {
        report.violations.push(Violation {
            rule: Rule::H10,
            sessions: at_once.iter().map(|s| s.session.id.clone()).collect(),
            trainees: vec![person.id.clone()],
            about: String::new(),
            slot: Some(signed(slot)),
            count: signed(at_once.len()) - 1,
        });
    }
}

/// H11, the distance of H15, and days that do not suit.
fn leave_and_distance(known: &Lookup<'_>, person: &Trainee, mine: &[(&str, &Sitting<'_>)], report: &mut Report) {
    for (_, sitting) in mine {
        let leave = sitting.among(&person.unavailable);
        if leave > 0 {
            report.violations.push(Violation::of(Rule::H11, sitting.session).person(&person.id).times(signed(leave)));
        }
        super::life::person(known, person, sitting, report);
        if known.km(known.block_of(person), &sitting.room.block) > known.instance.rules.trainee_max_km {
            report
                .violations
                .push(Violation::of(Rule::H15, sitting.session).about(&sitting.room.id).person(&person.id));
        }
        for day in &sitting.on_days {
            let weekday = known.instance.days.get(*day).map_or(0, |d| d.weekday);
            if !person.preferred_weekdays.is_empty() && !person.preferred_weekdays.contains(&weekday) {
                report.count("unpreferred_day", 1);
            }
        }
    }
}

/// H12: what a module builds on, if the role requires it, is over before it begins.
fn order(known: &Lookup<'_>, person: &Trainee, mine: &[(&str, &Sitting<'_>)], report: &mut Report) {
    for (_, sitting) in mine {
        for before in &sitting.module.prerequisites {
            let required = known.modules_of(person).contains(before);
            let earlier = mine.iter().any(|(m, s)| m == before && s.last() < sitting.slot);
            if required && !earlier {
                report.violations.push(Violation::of(Rule::H12, sitting.session).about(before).person(&person.id));
            }
        }
    }
}

/// Two venues in one day (H15), trips and kilometres.
fn days(known: &Lookup<'_>, person: &Trainee, mine: &[(&str, &Sitting<'_>)], report: &mut Report) {
    let mut days: BTreeMap<usize, Vec<&Sitting<'_>>> = BTreeMap::new();
    for (_, sitting) in mine {
        for day in &sitting.on_days {
            days.entry(*day).or_default().push(sitting);
        }
    }
    for on_day in days.values() {
        let venues: HashSet<&str> = on_day.iter().map(|s| s.room.venue.as_str()).collect();
        if venues.len() > 1 {
            report.violations.push(Violation {
                rule: Rule::H15,
                sessions: on_day.iter().map(|s| s.session.id.clone()).collect(),
                trainees: vec![person.id.clone()],
                about: String::new(),
                slot: on_day.first().map(|s| s.session.slot),
                count: signed(venues.len()) - 1,
            });
        }
        let far = on_day.iter().map(|s| known.km(known.block_of(person), &s.room.block)).max().unwrap_or(0);
        report.count("trainee_trip", 1);
        report.count("trainee_km", 2 * far);
    }
}

/// Facility, cadre, slot.
type Post<'a> = (&'a str, &'a str, usize);

/// H14: who is in training and who on leave.
#[derive(Default)]
struct Cover<'a> {
    training: BTreeMap<Post<'a>, (BTreeSet<&'a str>, Vec<String>)>,
    leave: HashMap<Post<'a>, i64>,
}

impl<'a> Cover<'a> {
    fn add(&mut self, known: &Lookup<'a>, person: &'a Trainee, mine: &[(&str, &Sitting<'_>)]) {
        let (facility, cadre) = (person.facility.as_str(), known.cadre_of(person));
        for slot in person.unavailable.iter().collect::<BTreeSet<_>>() {
            *self.leave.entry((facility, cadre, *slot)).or_insert(0) += 1;
        }
        for (_, sitting) in mine {
            for slot in &sitting.takes {
                let (people, sessions) = self.training.entry((facility, cadre, *slot)).or_default();
                people.insert(&person.id);
                sessions.push(sitting.session.id.clone());
            }
        }
    }

    fn judge(self, known: &Lookup<'a>, report: &mut Report) {
        for ((facility, cadre, slot), (people, mut sessions)) in self.training {
            let Some(limit) = known.facilities.get(facility).and_then(|f| f.cadres.get(cadre)) else { continue };
            let away = signed(people.len());
            let leave = self.leave.get(&(facility, cadre, slot)).copied().unwrap_or(0);
            let over = (away - limit.max_absent).max(limit.min_present - (limit.staff - away - leave));
            if over > 0 {
                sessions.sort();
                sessions.dedup();
                report.violations.push(Violation {
                    rule: Rule::H14,
                    sessions,
                    trainees: people.into_iter().map(str::to_owned).collect(),
                    about: facility.to_owned(),
                    slot: Some(signed(slot)),
                    count: over,
                });
            }
        }
    }
}
