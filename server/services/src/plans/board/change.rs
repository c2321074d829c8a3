//! Changing a draft by hand, taking it back, doing it again.

use super::super::instance::half_day;
use super::super::make;
use super::codes;
use super::footprint::Footprint;
use super::hear::Edits;
use super::live::{Live, live};
use super::log::{Accepted, Entry, Kind, Stand, Standing};
use super::words::{Speaker, Verdict};
use crate::hub::Hub;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{DistrictId, OnceKey, Permission, PlanId, Refusal};
use abhyas_planner::Score;
use abhyas_planner::board::{Broken, Consequence, Edit, EditError, Image, Level, images, take_back};
use abhyas_store::plan_edits::{PlanEditRecord, append_edit};
use abhyas_store::plans as store;

/// How often somebody else may have been quicker before it is given up.
const TRIES: usize = 5;

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The change.
    pub edit: Edit,
    /// The last entry of the log that they saw.
    pub seen: i64,
    /// Why, where a rule is decided against.
    pub reason: String,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Done {
    /// The number of the entry.
    pub seq: i64,
    /// What it broke, mended and cost.
    pub verdict: Verdict,
}

/// What is to be written.
struct Plotted {
    kind: Kind,
    about: Option<i64>,
    edit: Edit,
    images: Vec<Image>,
    reason: String,
    /// The last entry that was seen; `None`: what others did was looked at already.
    seen: Option<i64>,
}

/// Changes a draft.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change these sessions; refusals when it can not be done, when somebody
/// changed the same meanwhile (with who and what), and when a rule is broken that asks for a reason.
pub async fn change(sv: &Services, actor: &Actor, key: &OnceKey, id: &PlanId, asked: &Asked) -> Outcome<Done> {
    write(sv, actor, key, id, |live, speaker| {
        let plan = live.board.plan();
        let found = images(live.board.ground(), plan, &asked.edit).map_err(|error| {
            // Whoever named what is gone is told who took it away.
            let named = Footprint::named(&asked.edit);
            overtaken(live, speaker, actor, asked.seen, &named).err().unwrap_or_else(|| refused(error).into())
        })?;
        let (edit, reason) = (asked.edit.clone(), asked.reason.clone());
        Ok(Plotted { kind: Kind::Edit, about: None, edit, images: found, reason, seen: Some(asked.seen) })
    })
    .await
}

/// Takes back the last of one's own changes, which has to be the one with this number.
///
/// # Errors
/// As for [`change`]; a refusal when it is not one's last change any more, or when a later one touches the same (with who and
/// what).
pub async fn undo(sv: &Services, actor: &Actor, key: &OnceKey, id: &PlanId, seq: i64) -> Outcome<Done> {
    write(sv, actor, key, id, |live, speaker| {
        let standing = Standing::of(&live.entries);
        let stand = standing.undo(actor.person.as_str());
        let images = stand.map(|s| take_back(&s.entry.images)).unwrap_or_default();
        let entry = free(live, speaker, &standing, stand, seq, &images)?;
        let (edit, reason) = (entry.edit.clone(), String::new());
        Ok(Plotted { kind: Kind::Undo, about: Some(seq), edit, images, reason, seen: None })
    })
    .await
}

/// Does again what one took back last of one's own changes, which has to be the one with this number.
///
/// # Errors
/// As for [`undo`].
pub async fn redo(sv: &Services, actor: &Actor, key: &OnceKey, id: &PlanId, seq: i64) -> Outcome<Done> {
    write(sv, actor, key, id, |live, speaker| {
        let standing = Standing::of(&live.entries);
        let stand = standing.redo(actor.person.as_str());
        let images = stand.map(|s| s.entry.images.clone()).unwrap_or_default();
        let entry = free(live, speaker, &standing, stand, seq, &images)?;
        let (edit, reason) = (entry.edit.clone(), entry.reason.clone());
        Ok(Plotted { kind: Kind::Redo, about: Some(seq), edit, images, reason, seen: None })
    })
    .await
}

/// The change that is to be taken back or done again, if it has this number and nothing later is in its way.
fn free<'a>(
    live: &Live,
    speaker: &Speaker<'_>,
    standing: &Standing<'a>,
    stand: Option<Stand<'a>>,
    seq: i64,
    wanted: &[Image],
) -> Outcome<&'a Entry> {
    let not_last = || ServiceError::refused(Refusal::new(codes::NOT_LAST));
    let stand = stand.filter(|s| s.entry.seq == seq).ok_or_else(not_last)?;
    if let Some(later) = standing.in_the_way(stand, wanted, live.board.ground()) {
        let (who, what) = (later.by_name.clone(), speaker.entry(later));
        return Err(Refusal::new(codes::IN_THE_WAY).with("who", who).with("what", what).into());
    }
    let sessions = &live.board.plan().sessions;
    let fits = wanted.iter().all(|i| sessions.iter().find(|s| s.id == i.id()) == i.before.as_ref());
    if fits { Ok(stand.entry) } else { Err(not_last()) }
}

fn told(speaker: &Speaker<'_>, entry: &Entry) -> ServiceError {
    let who = entry.by_name.clone();
    ServiceError::refused(Refusal::new(codes::OVERTAKEN).with("who", who).with("what", speaker.entry(entry)))
}

/// Refuses what another person's change since then touches as well.
fn overtaken(live: &Live, speaker: &Speaker<'_>, actor: &Actor, seen: i64, mine: &Footprint) -> Outcome<()> {
    let theirs = live.entries.iter().filter(|e| e.seq > seen && e.by != actor.person.as_str());
    match theirs.rev().find(|e| Footprint::of(&e.images, live.board.ground()).meets(mine)) {
        Some(entry) => Err(told(speaker, entry)),
        None => Ok(()),
    }
}

pub(super) fn refused(error: EditError) -> Refusal {
    match error {
        EditError::NoSession => Refusal::new(codes::NO_SESSION),
        EditError::NoRoom | EditError::NoSlot => Refusal::new(codes::NO_PLACE).at("target"),
        EditError::NoTrainer => Refusal::new(codes::NO_TRAINER).at("trainer"),
        EditError::NoModule => Refusal::new(codes::NO_MODULE).at("module"),
        EditError::NoPerson => Refusal::new(codes::NO_PERSON).at("people"),
        EditError::Nobody => Refusal::new(codes::NOBODY).at("people"),
        EditError::OtherModule => Refusal::new(codes::OTHER_MODULE).at("to"),
        EditError::Nothing | EditError::Taken => Refusal::new(codes::NOTHING),
    }
}

async fn write(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &PlanId,
    plot: impl Fn(&Live, &Speaker<'_>) -> Outcome<Plotted>,
) -> Outcome<Done> {
    make::may_see(actor)?;
    if let Some(done) = before(sv, actor, key).await? {
        return Ok(done);
    }
    for _ in 0..TRIES {
        let record = store::plan_by_id(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
        if !matches!(record.state.as_str(), "draft" | "stopped") {
            return Err(Refusal::new(codes::CLOSED).into());
        }
        let live = live(sv, id).await?;
        let speaker = live.speaker(actor.language);
        let plotted = plot(&live, &speaker)?;
        may(sv, actor, &live, &plotted.images)?;
        if let Some(seen) = plotted.seen {
            overtaken(&live, &speaker, actor, seen, &Footprint::of(&plotted.images, live.board.ground()))?;
        }
        let then = live.levels.judged(live.board.then_put(&plotted.images));
        if plotted.kind == Kind::Edit && plotted.reason.is_empty() {
            reason(&speaker, &then)?;
        }
        let score = rescored(&record.score, &then)?;
        let entry = record_of(sv, actor, &live, plotted, &then)?;
        let mut tx = sv.db().begin().await?;
        if let Some(done) = once::begin(&mut tx, sv, actor, key, "plan.edit").await? {
            return known(&done);
        }
        if !append_edit(&mut tx, id, &entry, &score).await? {
            // Somebody was quicker, or published it: look again.
            continue;
        }
        let detail = serde_json::json!({
            "seq": entry.seq, "kind": entry.kind, "about": entry.about, "edit": entry.edit, "accepted": entry.accepted,
            "reason": entry.reason, "rupees": then.rupees, "seats": then.seats, "broken": then.hard,
        });
        audit::record(&mut tx, sv, actor, "plan.edit", ("plan", id.as_str()), None, detail).await?;
        once::finish(&mut tx, key, &entry.seq.to_string()).await?;
        tx.commit().await?;
        sv.part::<Hub<Edits>>().tell(id, entry.seq);
        return Ok(Done { seq: entry.seq, verdict: speaker.verdict(then) });
    }
    Err(ServiceError::Busy { retry_after_seconds: 2 })
}

/// The same form sent twice is one change.
async fn before(sv: &Services, actor: &Actor, key: &OnceKey) -> Outcome<Option<Done>> {
    let mut tx = sv.db().begin().await?;
    let done = once::begin(&mut tx, sv, actor, key, "plan.edit").await?;
    done.as_deref().map(known).transpose()
}

fn known(outcome: &str) -> Outcome<Done> {
    let seq = outcome.parse().map_err(|_| ServiceError::Internal("the outcome of an edit is no number".into()))?;
    let (broken, mended) = (Vec::new(), Vec::new());
    Ok(Done { seq, verdict: Verdict { level: Level::Green, rupees: 0, seats: 0, broken, mended, asks: false } })
}

/// Whether the actor may change all of these sessions, where they are and where they go, and none of them is past.
fn may(sv: &Services, actor: &Actor, live: &Live, images: &[Image]) -> Outcome<()> {
    let today = date_in_india(sv.now());
    for session in images.iter().flat_map(|i| i.before.iter().chain(&i.after)) {
        let district = live.names.book.place(&session.room).district.id;
        match DistrictId::parse(district) {
            Ok(district) => actor.require(Permission::EditSession, Subject::District(&district))?,
            Err(_) => actor.require(Permission::MakePlan, Subject::Everything)?,
        }
        if half_day(&live.instance, session.slot).is_some_and(|(day, _)| day <= today) {
            return Err(Refusal::new(codes::PAST).at("target").into());
        }
    }
    Ok(())
}

/// Asks for a reason where one is due.
fn reason(speaker: &Speaker<'_>, then: &Consequence) -> Outcome<()> {
    let amber: Vec<&Broken> = then.broken.iter().filter(|b| speaker.levels.of(b.rule) == Level::Amber).collect();
    if amber.is_empty() {
        return Ok(());
    }
    let what: Vec<String> = amber.into_iter().map(|b| speaker.broken(b)).collect();
    Err(Refusal::new(codes::REASON).at("reason").with("what", what.join("; ")).into())
}

/// The score that lists show: what the change adds is known exactly.
fn rescored(score: &str, then: &Consequence) -> Outcome<String> {
    let Ok(was) = serde_json::from_str::<Score>(score) else { return Ok(score.to_owned()) };
    let (hard, unseated, rupees) = (was.hard + then.hard, was.unseated + then.seats, was.rupees + then.rupees);
    Ok(serde_json::to_string(&Score { hard, unseated, rupees })?)
}

fn record_of(sv: &Services, actor: &Actor, live: &Live, it: Plotted, then: &Consequence) -> Outcome<PlanEditRecord> {
    let seq = live.seq + 1;
    // What is only told is taken as decided, too, should the programme ask for a reason later.
    let may_stand = then.broken.iter().filter(|b| live.levels.of(b.rule) < Level::Red);
    let accepted: Vec<_> = may_stand.map(|b| Accepted { rule: b.rule, sessions: b.sessions.clone() }).collect();
    let kind = match it.kind {
        Kind::Edit => "edit",
        Kind::Undo => "undo",
        Kind::Redo => "redo",
    };
    Ok(PlanEditRecord {
        seq,
        kind: kind.to_owned(),
        about: it.about.unwrap_or(seq),
        made_by: actor.person.as_str().to_owned(),
        made_by_name: actor.name.clone(),
        made_at: sv.now(),
        edit: serde_json::to_string(&it.edit)?,
        images: serde_json::to_string(&it.images)?,
        accepted: serde_json::to_string(&accepted)?,
        reason: it.reason,
    })
}
