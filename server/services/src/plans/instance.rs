//! The planner's instance, built from masters, people and the live schedule.
//!
//! What was held, has begun or lies before the first day is done and can not be planned again: its people no longer
//! need the module, its trainer has that much less to give. The rest of the live schedule is the plan to disturb least.

mod life;
mod load;
mod taken;

pub(crate) use taken::{company, half_days};

use crate::masters::{ProgrammeRules, no_show, programme_rules};
use crate::{Outcome, Services};
use abhyas_planner::format::{self, Cadre, INSTANCE_FORMAT, Instance, Plan, PlannedSession, Weights};
use abhyas_store::masters;
use abhyas_store::sessions::{self, LiveSeat, SessionRecord, StaffMember};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Half-days of a day.
const HALVES: usize = 2;
/// Kilometres between blocks whose distance nobody has entered: out of any reach.
const UNKNOWN_KM: i64 = 9_999;

/// What is to be planned, and the live schedule it replaces.
pub(crate) struct Programme {
    /// For the planner.
    pub(crate) instance: Instance,
    /// The live schedule, as far as it can still change.
    pub(crate) live: Plan,
    /// Its sessions by id.
    pub(crate) open: HashMap<String, SessionRecord>,
    /// Sessions that can not change any more, by id.
    pub(crate) done: HashSet<String>,
    /// Sessions that were cancelled, by id.
    pub(crate) cancelled: HashSet<String>,
    /// The first day that can be planned.
    pub(crate) from: NaiveDate,
}

impl Programme {
    /// The slot of a half-day.
    pub(crate) fn slot(&self, day: NaiveDate, half: i64) -> Option<i64> {
        let days = (day - self.from).num_days();
        (days >= 0).then_some(days * 2 + half)
    }
}

/// The half-day of a slot of an instance.
pub(crate) fn half_day(instance: &Instance, slot: i64) -> Option<(NaiveDate, i64)> {
    let at = usize::try_from(slot).ok()?;
    let day = instance.days.get(at / HALVES)?;
    Some((day.date.parse().ok()?, slot % 2))
}

/// Everything read from the database.
struct Facts {
    rules: ProgrammeRules,
    calendar: Vec<masters::CalendarDay>,
    /// Public holidays of single districts.
    holidays: Vec<masters::DistrictHoliday>,
    staff: Vec<StaffMember>,
    sessions: Vec<SessionRecord>,
    seats: Vec<LiveSeat>,
    /// Live sessions that can not change any more.
    done: HashSet<String>,
    cancelled: HashSet<String>,
    /// Days on which nobody works, those that are over too.
    off: HashSet<NaiveDate>,
    from: NaiveDate,
    to: NaiveDate,
}

/// Builds the instance whose first day is `from`.
pub(crate) async fn programme(sv: &Services, from: NaiveDate) -> Outcome<Programme> {
    let facts = facts(sv, from).await?;
    let blocks = masters::blocks(sv.db()).await?;
    let mut instance = Instance {
        format: INSTANCE_FORMAT.to_owned(),
        name: "programme".to_owned(),
        max_sessions: facts.rules.max_sessions.try_into().unwrap_or(0_usize).saturating_sub(facts.held()),
        slots_per_day: HALVES,
        days: facts.days(),
        rules: format::Rules {
            trainee_max_km: facts.rules.trainee_max_km,
            trainer_max_km: facts.rules.trainer_max_km,
            trainer_same_day_max_km: facts.rules.trainer_same_day_max_km,
        },
        weights: weights(&facts.rules),
        districts: masters::districts(sv.db())
            .await?
            .into_iter()
            .map(|d| format::District { id: d.id.to_string(), name: d.name_en })
            .collect(),
        blocks: blocks
            .iter()
            .map(|b| format::Block { id: b.id.to_string(), district: b.district.to_string() })
            .collect(),
        distance_km: distances(sv, &blocks).await?,
        rooms: rooms(sv, &facts).await?,
        modules: modules(sv, facts.rules.overbooking).await?,
        roles: Vec::new(),
        facilities: Vec::new(),
        trainers: trainers(sv, &facts).await?,
        trainees: Vec::new(),
        locked: Vec::new(),
        no_show_permille: no_show(sv).await?.used(&facts.rules),
        cohorts: Vec::new(),
    };
    people(sv, &facts, &mut instance).await?;
    life::put(sv, &facts, &mut instance).await?;
    let (live, open) = live(&facts);
    Ok(Programme { instance, live, open, done: facts.done, cancelled: facts.cancelled, from })
}

async fn facts(sv: &Services, from: NaiveDate) -> Outcome<Facts> {
    let db = sv.db();
    let calendar = masters::calendar(db).await?;
    let off = calendar.iter().filter(|d| !d.working).map(|d| d.day).collect();
    let calendar: Vec<_> = calendar.into_iter().filter(|d| d.day >= from).collect();
    let holidays = masters::district_holidays(db).await?;
    let all = sessions::all_sessions(db).await?;
    let (gone, sessions): (Vec<_>, Vec<_>) = all.into_iter().partition(|s| s.state == "cancelled");
    let cancelled = gone.into_iter().map(|s| s.id.to_string()).collect();
    let seats = sessions::confirmed_seats(db).await?;
    let marked: HashSet<&str> = seats.iter().filter(|s| !s.presence.is_empty()).map(|s| s.session.as_str()).collect();
    let is_done = |s: &&SessionRecord| s.day < from || s.state == "held" || marked.contains(s.id.as_str());
    let done = sessions.iter().filter(is_done).map(|s| s.id.to_string()).collect();
    // A session that stands on a day which was taken out of the calendar is still part of it, as a day off.
    let last = calendar.iter().map(|d| d.day).chain(sessions.iter().map(|s| s.last_day)).max();
    let (staff, rules) = (sessions::staff(db).await?, programme_rules(sv).await?);
    Ok(Facts {
        rules,
        to: last.unwrap_or(from),
        calendar,
        holidays,
        staff,
        sessions,
        seats,
        done,
        cancelled,
        off,
        from,
    })
}

impl Facts {
    fn days(&self) -> Vec<format::Day> {
        let known: HashMap<NaiveDate, &masters::CalendarDay> = self.calendar.iter().map(|d| (d.day, d)).collect();
        if known.is_empty() {
            return Vec::new();
        }
        let dates = self.from.iter_days().take_while(|d| *d <= self.to);
        dates
            .map(|date| {
                let day = known.get(&date);
                let weekday = date.weekday().num_days_from_monday();
                let monday = date.checked_sub_days(Days::new(u64::from(weekday))).unwrap_or(date);
                format::Day {
                    date: date.to_string(),
                    weekday: u8::try_from(weekday).unwrap_or(0),
                    week: i64::from(monday.num_days_from_ce()) / 7,
                    working: day.is_some_and(|d| d.working),
                    holiday: day.filter(|d| !d.holiday_en.is_empty()).map(|d| d.holiday_en.clone()),
                    holiday_in: self
                        .holidays
                        .iter()
                        .filter(|h| h.day == date)
                        .map(|h| h.district.to_string())
                        .collect(),
                }
            })
            .collect()
    }

    fn slot(&self, day: NaiveDate, half: i64) -> Option<usize> {
        let days = usize::try_from((day - self.from).num_days()).ok()?;
        (day <= self.to).then(|| days * HALVES + usize::try_from(half).unwrap_or(0))
    }

    /// Sessions that can not change but take place on days that are planned (attendance marked ahead of the clock).
    fn standing(&self) -> impl Iterator<Item = &SessionRecord> {
        self.sessions.iter().filter(|s| s.last_day >= self.from && self.done.contains(s.id.as_str()))
    }
}

/// Rupees by term: the programme's own, and the usual ones for those it has none for.
pub(super) fn weights(rules: &ProgrammeRules) -> Weights {
    let read = serde_json::to_value(rules.all_weights()).and_then(serde_json::from_value::<Weights>);
    read.unwrap_or(Weights::PROGRAMME)
}

async fn distances(sv: &Services, blocks: &[masters::BlockRecord]) -> Outcome<Vec<Vec<i64>>> {
    let numbers: HashMap<&str, usize> = blocks.iter().enumerate().map(|(i, b)| (b.id.as_str(), i)).collect();
    let mut km = vec![vec![UNKNOWN_KM; blocks.len()]; blocks.len()];
    for known in masters::block_distances(sv.db()).await? {
        let at = numbers.get(known.a.as_str()).zip(numbers.get(known.b.as_str()));
        if let Some(cell) = at.and_then(|(a, b)| km.get_mut(*a)?.get_mut(*b)) {
            *cell = known.km;
        }
    }
    Ok(km)
}

async fn rooms(sv: &Services, facts: &Facts) -> Outcome<Vec<format::Room>> {
    let venues: HashMap<String, masters::VenueRecord> =
        masters::venues(sv.db()).await?.into_iter().map(|v| (v.id.to_string(), v)).collect();
    let mut closed: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for it in masters::rooms_closed(sv.db()).await? {
        closed.entry(it.room.to_string()).or_default().extend(facts.slot(it.day, it.half));
    }
    for it in facts.standing() {
        closed.entry(it.room.to_string()).or_default().extend(facts.slots(it));
    }
    let open = |room: &masters::RoomRecord| room.active && venues.get(room.venue.as_str()).is_some_and(|v| v.active);
    let rooms = masters::rooms(sv.db()).await?.into_iter().filter(open).map(|room| {
        let block = venues.get(room.venue.as_str()).map_or_else(String::new, |v| v.block.to_string());
        format::Room {
            unavailable: closed.get(room.id.as_str()).into_iter().flatten().copied().collect(),
            id: room.id.to_string(),
            venue: room.venue.to_string(),
            block,
            capacity: usize::try_from(room.capacity).unwrap_or(0),
            equipment: room.equipment,
            overbook_max: usize::try_from(room.overbook_max).unwrap_or(0),
            link: room.link,
        }
    });
    Ok(rooms.collect())
}

/// The modules with what their sessions ask for. A module's own rate of people who stay away counts only where the programme overbooks.
pub(crate) async fn modules(sv: &Services, overbooking: bool) -> Outcome<Vec<format::Module>> {
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    let modules = masters::modules(sv.db()).await?.into_iter().map(|m| format::Module {
        id: m.id.to_string(),
        name: m.name_en,
        max_size: count(m.max_size),
        equipment: m.equipment,
        prerequisites: m.prerequisites.iter().map(ToString::to_string).collect(),
        duration: (m.session.duration > 1).then(|| count(m.session.duration)),
        set_up: count(m.session.set_up),
        min_size: count(m.session.min_size),
        min_size_hard: m.session.min_size_hard,
        go_no_go_days: m.session.go_no_go_days.map(count),
        co_trainers: count(m.session.co_trainers),
        no_show_permille: m.session.no_show_permille.filter(|_| overbooking).and_then(|n| u32::try_from(n).ok()),
        links: count(m.session.links),
    });
    Ok(modules.collect())
}

async fn trainers(sv: &Services, facts: &Facts) -> Outcome<Vec<format::Trainer>> {
    let mut skills: HashMap<String, Vec<String>> = HashMap::new();
    for it in masters::trainer_modules(sv.db()).await? {
        skills.entry(it.person.to_string()).or_default().push(it.module.to_string());
    }
    let mut away: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for it in masters::trainers_away(sv.db()).await? {
        away.entry(it.person.to_string()).or_default().extend(facts.slot(it.day, it.half));
    }
    facts.teaching(&mut away);
    let days = facts.days();
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    let trainers = masters::trainers(sv.db()).await?.into_iter().filter(|t| t.active).map(|t| {
        let id = t.person.to_string();
        let mut away = away.remove(&id).unwrap_or_default();
        load::spent(facts, &days, &id, (count(t.max_per_day), count(t.max_per_week)), &mut away);
        format::Trainer {
            home_block: t.home_block.to_string(),
            modules: skills.remove(&id).unwrap_or_default(),
            unavailable: away.into_iter().collect(),
            max_per_day: count(t.max_per_day),
            max_per_week: count(t.max_per_week),
            max_total: count(t.max_total).saturating_sub(facts.given(&id)),
            id,
            ..format::Trainer::default()
        }
    });
    Ok(trainers.collect())
}

/// Roles with the modules that are still needed, facilities with their cover, trainees with their leave.
async fn people(sv: &Services, facts: &Facts, instance: &mut Instance) -> Outcome<()> {
    let cadres: HashMap<String, String> =
        masters::roles(sv.db()).await?.into_iter().map(|r| (r.id.to_string(), r.cadre)).collect();
    let mut needs: HashMap<String, Vec<String>> = HashMap::new();
    for it in masters::role_modules(sv.db()).await? {
        needs.entry(it.role.to_string()).or_default().push(it.module.to_string());
    }
    let had = modules_had(facts);
    let mut leave = leave(sv, facts).await?;
    let (mut roles, mut posts) = (BTreeMap::new(), BTreeMap::new());
    for member in &facts.staff {
        let (role, id) = (member.role.to_string(), member.person.to_string());
        let cadre = cadres.get(&role).cloned().unwrap_or_default();
        *posts
            .entry((member.facility.to_string(), member.block.to_string()))
            .or_insert_with(BTreeMap::new)
            .entry(cadre.clone())
            .or_insert(0) += 1;
        let all = needs.get(&role).map_or(&[][..], Vec::as_slice);
        let still: Vec<String> =
            all.iter().filter(|m| !had.get(&id).is_some_and(|had| had.contains(m.as_str()))).cloned().collect();
        if !member.trainee || still.is_empty() {
            continue;
        }
        let name = if still.len() == all.len() { role.clone() } else { format!("{role}:{}", still.join(",")) };
        roles.entry(name.clone()).or_insert(format::Role { id: name.clone(), name: role, cadre, modules: still });
        instance.trainees.push(format::Trainee {
            unavailable: leave.remove(&id).unwrap_or_default().into_iter().collect(),
            id,
            role: name,
            facility: member.facility.to_string(),
            preferred_weekdays: Vec::new(),
            ..format::Trainee::default()
        });
    }
    instance.roles = roles.into_values().collect();
    instance.facilities = posts.into_iter().map(|((id, block), cadres)| facility(facts, id, block, cadres)).collect();
    Ok(())
}

fn facility(facts: &Facts, id: String, block: String, staff: BTreeMap<String, i64>) -> format::Facility {
    let cover = &facts.rules.cover;
    let cadres = staff.into_iter().map(|(cadre, staff)| {
        let limit = Cadre { staff, max_absent: cover.max_absent(staff), min_present: cover.min_present(&cadre, staff) };
        (cadre, limit)
    });
    format::Facility { id, kind: String::new(), block, cadres: cadres.collect() }
}

/// Modules that each person has sat in or is about to, in sessions that no longer change. Who was absent needs it again.
fn modules_had(facts: &Facts) -> HashMap<String, HashSet<String>> {
    let mut had: HashMap<String, HashSet<String>> = HashMap::new();
    for seat in facts.seats.iter().filter(|s| facts.done.contains(s.session.as_str())) {
        if seat.presence.is_empty() || seat.presence == "present" {
            had.entry(seat.person.to_string()).or_default().insert(seat.module.to_string());
        }
    }
    had
}

/// Slots in which people can not come: leave, and standing sessions of their own.
async fn leave(sv: &Services, facts: &Facts) -> Outcome<HashMap<String, BTreeSet<usize>>> {
    let mut away: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for span in sessions::leave_from(sv.db(), facts.from).await? {
        let first = span.first_day.max(facts.from);
        let slots = away.entry(span.person.to_string()).or_default();
        for date in first.iter_days().take_while(|d| *d <= span.last_day.min(facts.to)) {
            slots.extend([0, 1].into_iter().filter_map(|half| facts.slot(date, half)));
        }
    }
    let standing: HashMap<&str, &SessionRecord> = facts.standing().map(|s| (s.id.as_str(), s)).collect();
    for seat in &facts.seats {
        if let Some(session) = standing.get(seat.session.as_str()) {
            away.entry(seat.person.to_string()).or_default().extend(facts.slots(session));
        }
    }
    Ok(away)
}

/// The live schedule as a plan, as far as it can still change.
fn live(facts: &Facts) -> (Plan, HashMap<String, SessionRecord>) {
    let mut people: HashMap<&str, Vec<String>> = HashMap::new();
    for seat in &facts.seats {
        people.entry(seat.session.as_str()).or_default().push(seat.person.to_string());
    }
    let open: HashMap<String, SessionRecord> = facts
        .sessions
        .iter()
        .filter(|s| !facts.done.contains(s.id.as_str()))
        .map(|s| (s.id.to_string(), s.clone()))
        .collect();
    let mut sessions: Vec<PlannedSession> = open
        .values()
        .map(|s| PlannedSession {
            id: s.id.to_string(),
            module: s.module.to_string(),
            room: s.room.to_string(),
            slot: facts.slot(s.day, s.half).and_then(|at| i64::try_from(at).ok()).unwrap_or(-1),
            trainer: s.trainer.to_string(),
            trainees: people.remove(s.id.as_str()).unwrap_or_default(),
            extra: taken::extra(s),
        })
        .collect();
    sessions.sort_by(|a, b| (a.slot, &a.room).cmp(&(b.slot, &b.room)));
    (Plan { sessions, extra: serde_json::Map::new() }, open)
}
