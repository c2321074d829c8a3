//! One session of a draft: where it could go, who could hold it, where its people could sit.

use super::codes;
use super::live::{Live, live};
use super::scope::{Scope, scope};
use super::show::{By, Card, DayColumn, Told, Window, card, drafted};
use super::words::{Place, Verdict};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{PlanId, Refusal};
use abhyas_planner::board::{Edit, NewSession, SeatFit, TrainerFit};
use abhyas_planner::format::PlannedSession;

/// At most so many trainers are offered.
const MOST_TRAINERS: usize = 60;
/// Of more people without a seat, or other sessions, only those of the session's district are offered.
const MOST_CHOICES: usize = 200;
/// The id of a session that is only thought of.
const PROBE: &str = "?";

/// A person in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub person: String,
    /// Name.
    pub name: String,
    /// Staff id.
    pub staff_id: String,
    /// Facility.
    pub facility: String,
}

/// A session where a person could sit: its id, when and where, what comes of it.
pub type SeatChoice = (String, String, Verdict);

/// A trainer who could hold it.
#[derive(Debug, Clone)]
pub struct TrainerChoice {
    /// Who.
    pub trainer: String,
    /// Name.
    pub name: String,
    /// Whether they hold it now.
    pub now: bool,
    /// From home to the room.
    pub km: i64,
    /// Half-days that they may still teach.
    pub left: i64,
    /// What comes of it.
    pub verdict: Verdict,
}

/// A session's page on the board.
#[derive(Debug, Clone)]
pub struct OnePage {
    /// The last entry of the log.
    pub seq: i64,
    /// The session.
    pub card: Card,
    /// When and where it stands, in words.
    pub spot: String,
    /// The days of the week in view.
    pub days: Vec<DayColumn>,
    /// The week in view.
    pub week: usize,
    /// How many weeks there are.
    pub weeks: usize,
    /// The page of rooms in view, from 0.
    pub page: usize,
    /// How many pages of rooms there are.
    pub pages: usize,
    /// Every place of the week with its verdict, the best first: place, words, verdict.
    pub targets: Vec<(Place, String, Verdict)>,
    /// Trainers by fit; the best of them.
    pub trainers: Vec<TrainerChoice>,
    /// Who sits there.
    pub people: Vec<Seat>,
    /// Who needs the module and sits nowhere; of very many those who work in the session's district.
    pub unseated: Vec<Seat>,
    /// Other sessions of the module: id, when and where, people; of very many those in the session's district.
    pub others: Vec<(String, String)>,
    /// The last changes of this session, the newest first.
    pub recent: Vec<Told>,
    /// What moving one chosen person would mean.
    pub seats: Option<(String, Vec<SeatChoice>)>,
}

fn find<'a>(live: &'a Live, id: &str) -> Outcome<&'a PlannedSession> {
    let found = live.board.plan().sessions.iter().find(|s| s.id == id);
    found.ok_or_else(|| ServiceError::refused(Refusal::new(codes::NO_SESSION)))
}

fn internal(error: abhyas_planner::board::EditError) -> ServiceError {
    ServiceError::Internal(error.to_string())
}

/// Loads a session's page. Without a week in the window it is the session's own.
///
/// # Errors
/// [`ServiceError::NotFound`] when it is not there, or not for this person; a refusal when somebody took it out of the draft.
pub async fn one(
    sv: &Services,
    actor: &Actor,
    id: &PlanId,
    session: &str,
    window: &Window,
    person: &str,
) -> Outcome<OnePage> {
    let summary = drafted(sv, actor, id).await?;
    let live = live(sv, id).await?;
    let it = find(&live, session)?;
    let scope = scope(sv, actor, &live, &here(&live, it, window), Some(&it.room));
    if !scope.districts.iter().any(|d| d.id == live.names.book.place(&it.room).district.id) {
        return Err(ServiceError::NotFound);
    }
    let open = matches!(summary.plan.state.as_str(), "draft" | "stopped");
    let speaker = live.speaker(actor.language);
    let mut targets = targets(&live, actor, it, &scope)?;
    targets.sort_by_key(|(place, _, v)| (v.level, v.rupees, place.slot, place.room.clone()));
    let trainers = live.board.trainers(session).map_err(internal)?.into_iter().map(|fit| {
        let TrainerFit { trainer, now, km, left, then } = fit;
        let name = live.names.book.trainer(&trainer).name(actor.language).to_owned();
        TrainerChoice { verdict: speaker.verdict(then), trainer, name, now, km, left }
    });
    let mut trainers: Vec<TrainerChoice> = trainers.collect();
    trainers.sort_by_key(|t| (t.verdict.level, t.verdict.broken.len(), t.verdict.rupees, t.km, -t.left));
    trainers.truncate(MOST_TRAINERS);
    let seat = |p: &String| {
        let who = live.names.book.person(p);
        let facility = who.facility.name(actor.language).to_owned();
        Seat { person: p.clone(), name: who.name, staff_id: who.staff_id, facility }
    };
    let (book, home) = (&live.names.book, live.names.book.place(&it.room).district.id);
    let mut unseated = live.board.without_seat(&it.module);
    if unseated.len() > MOST_CHOICES {
        unseated.retain(|p| book.person(p).district == home);
        unseated.truncate(MOST_CHOICES);
    }
    let others = live.board.plan().sessions.iter().filter(|s| s.module == it.module && s.id != it.id);
    let mut others: Vec<&PlannedSession> = others.collect();
    if others.len() > MOST_CHOICES {
        others.retain(|s| book.place(&s.room).district.id == home);
    }
    let mine = live.entries.iter().rev().filter(|e| e.images.iter().any(|i| i.id() == session));
    let told = mine.take(5).map(|e| Told::of(&speaker, e));
    let seats = if it.trainees.iter().any(|p| p == person) { Some(moved(&live, actor, it, person)?) } else { None };
    Ok(OnePage {
        seq: live.seq,
        card: card(sv, actor, &live, it, open),
        spot: format!("{}, {}", speaker.when(it.slot), speaker.room(&it.room)),
        week: scope.week,
        weeks: scope.weeks,
        page: scope.page,
        pages: scope.pages,
        days: scope.days.clone(),
        targets,
        trainers,
        people: it.trainees.iter().map(seat).collect(),
        unseated: unseated.iter().map(seat).collect(),
        others: others.into_iter().map(|s| (s.id.clone(), label(&live, actor, s))).collect(),
        recent: told.collect(),
        seats,
    })
}

/// The session's own week where none was asked for.
fn here(live: &Live, it: &PlannedSession, window: &Window) -> Window {
    let mut weeks: Vec<i64> = live.instance.days.iter().map(|d| d.week).collect();
    weeks.dedup();
    let day =
        usize::try_from(it.slot).ok().and_then(|s| live.instance.days.get(s / live.instance.slots_per_day.max(1)));
    let own = day.and_then(|d| weeks.iter().position(|w| *w == d.week));
    let district =
        if window.district.is_empty() { live.names.book.place(&it.room).district.id } else { window.district.clone() };
    Window { by: By::Room, week: window.week.or(own), district, find: window.find.clone(), page: window.page }
}

fn label(live: &Live, actor: &Actor, s: &PlannedSession) -> String {
    let speaker = live.speaker(actor.language);
    format!("{}, {} ({})", speaker.when(s.slot), speaker.room(&s.room), s.trainees.len())
}

fn targets(live: &Live, actor: &Actor, it: &PlannedSession, scope: &Scope) -> Outcome<Vec<(Place, String, Verdict)>> {
    let speaker = live.speaker(actor.language);
    let rooms: Vec<&str> = scope.rooms.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for day in scope.days.iter().filter(|d| !d.past) {
        let [first, last] = day.slots;
        for target in live.board.targets(&it.id, first..last + 1, &rooms).map_err(internal)? {
            if !target.here {
                let words = format!("{}, {}", speaker.when(target.slot), speaker.room(&target.room));
                found.push((Place { room: target.room, slot: target.slot }, words, speaker.verdict(target.then)));
            }
        }
    }
    Ok(found)
}

/// Where a person could sit instead: session, when and where, verdict.
fn moved(live: &Live, actor: &Actor, it: &PlannedSession, person: &str) -> Outcome<(String, Vec<SeatChoice>)> {
    let speaker = live.speaker(actor.language);
    let fits = live.board.seats_for(person, &it.module).map_err(internal)?;
    let named = fits.into_iter().filter_map(|SeatFit { session, then }| {
        let to = live.board.plan().sessions.iter().find(|s| s.id == session)?;
        Some((session, label(live, actor, to), speaker.verdict(then)))
    });
    let mut named: Vec<SeatChoice> = named.collect();
    named.sort_by_key(|(_, _, v)| (v.level, v.seats, v.rupees));
    Ok((person.to_owned(), named))
}

/// Where a person could sit instead of this session.
///
/// # Errors
/// As for [`one`].
pub async fn seats(sv: &Services, actor: &Actor, id: &PlanId, session: &str, person: &str) -> Outcome<Vec<SeatChoice>> {
    drafted(sv, actor, id).await?;
    let live = live(sv, id).await?;
    Ok(moved(&live, actor, find(&live, session)?, person)?.1)
}

/// Who is to be split off, and who holds the new session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SplitWish {
    /// Who goes.
    pub people: Vec<String>,
    /// Who holds it.
    pub trainer: String,
}

/// Every place of a window with what splitting the session and holding the new part there would do, the best first.
///
/// # Errors
/// As for [`one`]; a refusal when nobody or everybody is to go, or the trainer is not known.
pub async fn split_targets(
    sv: &Services,
    actor: &Actor,
    id: &PlanId,
    session: &str,
    window: &Window,
    wish: &SplitWish,
) -> Outcome<Vec<(Place, String, Verdict)>> {
    drafted(sv, actor, id).await?;
    let live = live(sv, id).await?;
    let it = find(&live, session)?;
    let scope = scope(sv, actor, &live, &here(&live, it, window), Some(&it.room));
    if !scope.districts.iter().any(|d| d.id == live.names.book.place(&it.room).district.id) {
        return Err(ServiceError::NotFound);
    }
    let speaker = live.speaker(actor.language);
    let mut found = Vec::new();
    for slot in scope.days.iter().filter(|d| !d.past).flat_map(|d| d.slots) {
        for room in &scope.rooms {
            let new = NewSession {
                id: PROBE.to_owned(),
                module: it.module.clone(),
                room: room.clone(),
                slot,
                trainer: wish.trainer.clone(),
            };
            let edit = Edit::Split { session: it.id.clone(), new, people: wish.people.clone() };
            let then = live.board.then(&edit).map_err(super::change::refused)?;
            let words = format!("{}, {}", speaker.when(slot), speaker.room(room));
            found.push((Place { room: room.clone(), slot }, words, speaker.verdict(then)));
        }
    }
    found.sort_by_key(|(place, _, v)| (v.level, v.seats, v.rupees, place.slot, place.room.clone()));
    Ok(found)
}

/// Every place of a window with what putting the session there would do.
///
/// # Errors
/// As for [`one`].
pub async fn view_targets(
    sv: &Services,
    actor: &Actor,
    id: &PlanId,
    session: &str,
    window: &Window,
) -> Outcome<Vec<(Place, String, Verdict)>> {
    drafted(sv, actor, id).await?;
    let live = live(sv, id).await?;
    let it = find(&live, session)?;
    let scope = scope(sv, actor, &live, window, None);
    if !scope.districts.iter().any(|d| d.id == live.names.book.place(&it.room).district.id) {
        return Err(ServiceError::NotFound);
    }
    targets(&live, actor, it, &scope)
}
