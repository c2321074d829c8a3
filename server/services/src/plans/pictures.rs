//! The numbers behind a plan's pictures: how full the modules are, how much the trainers hold, when people are done, and
//! how the districts stand. Each picture and its table are drawn from the same numbers.

use super::book::Named;
use super::draft::Draft;
use super::instance::half_day;
use chrono::{Datelike, Days, NaiveDate};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How full the sessions of a module are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The module.
    pub module: Named,
    /// Its sessions.
    pub sessions: usize,
    /// Seats that somebody has.
    pub taken: usize,
    /// Seats offered: the smaller of room and module, over its sessions.
    pub offered: usize,
    /// People who need the module.
    pub wanted: usize,
}

/// What a trainer holds of what they may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// The trainer.
    pub trainer: Named,
    /// Half-days in the plan.
    pub held: usize,
    /// Half-days they may hold from the plan's first day on.
    pub limit: usize,
}

/// A week, and who has finished by its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// People whose last session is in this week and who then have every module they need.
    pub finished: usize,
    /// The same up to and with this week.
    pub so_far: usize,
}

/// How a district stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictFill {
    /// The district, with the name in both languages.
    pub district: Named,
    /// Sessions held in it.
    pub sessions: usize,
    /// Seats that somebody has there.
    pub taken: usize,
    /// Seats offered there.
    pub offered: usize,
    /// People who work there and lack at least one seat.
    pub without: usize,
}

/// All numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures {
    /// By module, in the order of their ids.
    pub modules: Vec<Fill>,
    /// By trainer, those with the largest share of their limit first.
    pub trainers: Vec<Load>,
    /// By week, from the first with a session to the last.
    pub weeks: Vec<Week>,
    /// By district, in the order of the screens.
    pub districts: Vec<DistrictFill>,
    /// People who need something of this plan.
    pub people: usize,
}

/// `n` of `all` in whole percent, rounded down; 100 is said of a whole only, and 0 of nothing.
#[must_use]
pub fn percent(n: usize, all: usize) -> usize {
    n.saturating_mul(100).checked_div(all).unwrap_or(0)
}

/// Counts what the pictures of a plan show. A coordinator's pictures are of the sessions, people and trainers of their districts;
/// a trainer's load and a person's last day are those of the whole plan.
#[must_use]
pub fn pictures(draft: &Draft) -> Pictures {
    Pictures {
        modules: modules(draft),
        trainers: trainers(draft),
        weeks: weeks(draft),
        districts: districts(draft),
        people: draft.wanted.len(),
    }
}

fn modules(draft: &Draft) -> Vec<Fill> {
    let mut found: BTreeMap<&str, Fill> = BTreeMap::new();
    let empty = |id: &str| Fill { module: draft.book.module(id), sessions: 0, taken: 0, offered: 0, wanted: 0 };
    for id in draft.wanted.values().flatten() {
        found.entry(id).or_insert_with(|| empty(id)).wanted += 1;
    }
    for session in &draft.sessions {
        let fill = found.entry(&session.module.id).or_insert_with(|| empty(&session.module.id));
        fill.sessions += 1;
        fill.taken += session.people.len();
        fill.offered += session.seats;
    }
    found.into_values().collect()
}

fn trainers(draft: &Draft) -> Vec<Load> {
    let half_days: HashMap<&str, usize> =
        draft.instance.modules.iter().map(|m| (m.id.as_str(), m.half_days())).collect();
    let mut held: HashMap<&str, usize> = HashMap::new();
    for session in &draft.plan.sessions {
        let half_days = half_days.get(session.module.as_str()).copied().unwrap_or(1);
        *held.entry(session.trainer.as_str()).or_default() += half_days;
    }
    let here: HashSet<&str> = draft.sessions.iter().map(|s| s.trainer.id.as_str()).collect();
    let blocks: HashMap<&str, &str> =
        draft.instance.blocks.iter().map(|b| (b.id.as_str(), b.district.as_str())).collect();
    let lives_here = |block: &str| {
        draft.districts.as_ref().is_none_or(|d| blocks.get(block).is_some_and(|district| d.contains(*district)))
    };
    let mut all: Vec<Load> = draft
        .instance
        .trainers
        .iter()
        .filter(|t| here.contains(t.id.as_str()) || lives_here(&t.home_block))
        .map(|t| {
            let held = held.get(t.id.as_str()).copied().unwrap_or(0);
            Load { trainer: draft.book.trainer(&t.id), held, limit: t.max_total }
        })
        .collect();
    // a.held / a.limit against b.held / b.limit without dividing.
    all.sort_by(|a, b| {
        let (left, right) = (a.held.saturating_mul(b.limit), b.held.saturating_mul(a.limit));
        right.cmp(&left).then_with(|| (&a.trainer.en, &a.trainer.id).cmp(&(&b.trainer.en, &b.trainer.id)))
    });
    all
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

fn weeks(draft: &Draft) -> Vec<Week> {
    let mut last: HashMap<&str, (usize, NaiveDate)> = HashMap::new();
    for session in &draft.plan.sessions {
        let Some((day, _)) = half_day(&draft.instance, session.slot) else { continue };
        for person in &session.trainees {
            let (seats, latest) = last.entry(person).or_insert((0, day));
            *seats += 1;
            *latest = day.max(*latest);
        }
    }
    let lacking: HashSet<&str> = draft.report.missing.iter().map(|(person, _)| person.as_str()).collect();
    let mut finished: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (person, modules) in &draft.wanted {
        let done = last.get(person.as_str()).filter(|(seats, _)| *seats >= modules.len());
        if let Some((_, day)) = done.filter(|_| !lacking.contains(person.as_str())) {
            *finished.entry(monday(*day)).or_default() += 1;
        }
    }
    let days = draft.sessions.iter().filter_map(|s| s.day);
    let days = days.chain(finished.keys().copied());
    let Some((first, end)) = days.fold(None, |ends, day| match ends {
        None => Some((day, day)),
        Some((first, end)) => Some((day.min(first), day.max(end))),
    }) else {
        return Vec::new();
    };
    let mut so_far = 0;
    let mondays = monday(first).iter_weeks().take_while(|week| *week <= end);
    mondays
        .map(|monday| {
            let finished = finished.get(&monday).copied().unwrap_or(0);
            so_far += finished;
            Week { monday, finished, so_far }
        })
        .collect()
}

fn districts(draft: &Draft) -> Vec<DistrictFill> {
    let lacking: HashSet<&str> = draft.report.missing.iter().map(|(person, _)| person.as_str()).collect();
    let mut without: HashMap<&str, usize> = HashMap::new();
    for person in draft.wanted.keys().filter(|id| lacking.contains(id.as_str())) {
        if let Some(who) = draft.book.people.get(person) {
            *without.entry(who.district.as_str()).or_default() += 1;
        }
    }
    let seen = |id: &str| draft.districts.as_ref().is_none_or(|d| d.contains(id));
    let mut found: Vec<DistrictFill> = draft
        .book
        .districts
        .iter()
        .filter(|d| seen(&d.id))
        .map(|d| DistrictFill {
            district: d.clone(),
            sessions: 0,
            taken: 0,
            offered: 0,
            without: without.get(d.id.as_str()).copied().unwrap_or(0),
        })
        .collect();
    let at: HashMap<String, usize> = found.iter().enumerate().map(|(at, d)| (d.district.id.clone(), at)).collect();
    for session in &draft.sessions {
        let fill = at.get(&session.place.district.id).and_then(|at| found.get_mut(*at));
        if let Some(fill) = fill {
            fill.sessions += 1;
            fill.taken += session.people.len();
            fill.offered += session.seats;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::draft::draft;
    use super::super::tests::world::{officer, planned, world};
    use super::*;
    use crate::testing::acting;
    use abhyas_core::Capacity;
    use abhyas_store::testing::sqlite;

    #[test]
    fn percents_are_whole_and_never_round_up_to_all() {
        for (n, all, expected) in [(0, 0, 0), (0, 5, 0), (1, 3, 33), (199, 200, 99), (200, 200, 100), (3, 2, 150)] {
            assert_eq!(percent(n, all), expected, "{n} of {all}");
        }
    }

    #[tokio::test]
    async fn every_picture_counts_what_the_plan_holds() {
        let sv = world(sqlite().await).await;
        let id = planned(&sv).await.id;
        let plan = draft(&sv, &officer(), &id).await.unwrap();
        let all = pictures(&plan);
        let seats: usize = plan.sessions.iter().map(|s| s.people.len()).sum();
        assert_eq!(all.people, 10);
        for (what, taken, offered, sessions) in [
            (
                "modules",
                all.modules.iter().map(|m| m.taken).sum::<usize>(),
                all.modules.iter().map(|m| m.offered).sum::<usize>(),
                all.modules.iter().map(|m| m.sessions).sum::<usize>(),
            ),
            (
                "districts",
                all.districts.iter().map(|d| d.taken).sum(),
                all.districts.iter().map(|d| d.offered).sum(),
                all.districts.iter().map(|d| d.sessions).sum(),
            ),
        ] {
            let offers = plan.sessions.len() * 4;
            assert_eq!((taken, offered, sessions), (seats, offers, plan.sessions.len()), "{what}");
        }
        assert_eq!(all.modules.iter().map(|m| m.wanted).collect::<Vec<_>>(), [10, 10]);
        assert_eq!(all.trainers.iter().map(|t| t.held).sum::<usize>(), plan.sessions.len());
        assert!(all.trainers.iter().all(|t| t.limit == 12) && all.trainers[0].held >= all.trainers[1].held);
        // Everybody has both seats, so everybody has finished by the last week, and the weeks go on without a gap.
        assert_eq!((seats, all.weeks.last().unwrap().so_far), (20, 10));
        assert!(all.weeks.windows(2).all(|w| (w[1].monday - w[0].monday).num_days() == 7));
        assert_eq!(
            all.districts.iter().map(|d| (d.district.id.as_str(), d.without)).collect::<Vec<_>>(),
            [("MUZ", 0), ("NAL", 0)]
        );
    }

    #[tokio::test]
    async fn who_lacks_a_seat_has_not_finished_and_is_counted_where_they_work() {
        let sv = world(sqlite().await).await;
        let id = planned(&sv).await.id;
        let mut plan = draft(&sv, &officer(), &id).await.unwrap();
        // Take N01 (of MUZ) and N10 (of NAL) out of every M02, and one session out of the calendar.
        for (planned, shown) in [("N01", "N01"), ("N10", "N10")] {
            for session in plan.plan.sessions.iter_mut().filter(|s| s.module == "M02") {
                session.trainees.retain(|t| t != planned);
            }
            for session in plan.sessions.iter_mut().filter(|s| s.module.id == "M02") {
                session.people.retain(|t| t != shown);
            }
        }
        plan.report = abhyas_planner::checker::check(&plan.instance, &plan.plan, None);
        let all = pictures(&plan);
        assert_eq!(all.districts.iter().map(|d| d.without).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(all.weeks.last().unwrap().so_far, 8);
        assert_eq!(all.modules.iter().map(|m| m.taken).collect::<Vec<_>>(), [10, 8]);
        plan.plan.sessions.clear();
        plan.sessions.clear();
        plan.report = abhyas_planner::checker::check(&plan.instance, &plan.plan, None);
        let none = pictures(&plan);
        assert!(none.weeks.is_empty() && none.trainers.iter().all(|t| t.held == 0));
        assert_eq!(none.districts.iter().map(|d| d.without).collect::<Vec<_>>(), [6, 4]);
    }

    #[tokio::test]
    async fn a_coordinator_sees_the_pictures_of_their_district() {
        let sv = world(sqlite().await).await;
        let id = planned(&sv).await.id;
        let plan = draft(&sv, &acting(Capacity::Coordinator, Some("NAL")), &id).await.unwrap();
        let all = pictures(&plan);
        assert_eq!(all.districts.iter().map(|d| d.district.id.as_str()).collect::<Vec<_>>(), ["NAL"]);
        assert_eq!((all.people, all.weeks.last().unwrap().so_far), (4, 4));
        assert!(all.trainers.iter().any(|t| t.trainer.id == "K2"), "who lives there, and who teaches there");
    }
}
