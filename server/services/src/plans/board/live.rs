//! Drafts that are being worked on, kept ready in memory: they are made anew when the log has grown.

use super::super::book::Book;
use super::super::tell::Hours;
use super::log::{self, Entry};
use super::show::Told;
use super::words::Speaker;
use crate::parts::Part;
use crate::{Actor, Outcome, ServiceError, Services, masters};
use abhyas_core::{Language, PlanId};
use abhyas_planner::board::{Board, Ground, Levels};
use abhyas_planner::{Instance, Plan};
use abhyas_store::plan_edits::last_edit;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// How many drafts are kept ready.
const MOST: usize = 3;
/// For how long names are kept before they are read again, in seconds.
const NAMES_SECONDS: i64 = 30;

/// A draft, ready for questions.
#[derive(Debug, Clone)]
pub(super) struct Live {
    pub(super) id: PlanId,
    pub(super) seq: i64,
    pub(super) instance: Arc<Instance>,
    pub(super) board: Arc<Board>,
    pub(super) entries: Arc<Vec<Entry>>,
    pub(super) names: Arc<Names>,
    /// What each broken rule means; read anew each time.
    pub(super) levels: Arc<Levels>,
}

/// All names, as they were read at some moment.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) book: Book,
    pub(super) hours: Hours,
    at: DateTime<Utc>,
}

impl Live {
    /// Speaks of the draft in a language.
    pub(super) fn speaker(&self, language: Language) -> Speaker<'_> {
        Speaker {
            language,
            book: &self.names.book,
            hours: &self.names.hours,
            instance: &self.instance,
            levels: &self.levels,
        }
    }
}

/// Those kept ready, the one used last at the end.
#[derive(Default)]
struct Boards(Mutex<Vec<Live>>);

impl Part for Boards {
    fn make(_: &Services) -> Self {
        Self::default()
    }
}

/// Loads a draft as it is now.
pub(super) async fn live(sv: &Services, id: &PlanId) -> Outcome<Live> {
    let boards = sv.part::<Boards>();
    let known = {
        let kept = boards.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|l| l.id == *id).cloned()
    };
    let seq = last_edit(sv.db(), id).await?;
    let now = sv.real_now();
    let names = known.as_ref().map(|k| Arc::clone(&k.names)).filter(|n| (now - n.at).num_seconds() < NAMES_SECONDS);
    let names = match names {
        Some(names) => names,
        None => Arc::new(Names { book: Book::load(sv).await?, hours: Hours::load(sv).await?, at: now }),
    };
    let levels = Arc::new(masters::warning_levels(sv).await?);
    let live = match known {
        Some(known) if known.seq == seq => Live { names, levels, ..known },
        Some(known) => {
            let newer = log::since(sv, id, known.seq).await?;
            let mut plan = Plan::clone(known.board.plan());
            log::apply(&mut plan, &newer)?;
            let entries: Vec<Entry> = known.entries.iter().cloned().chain(newer).collect();
            ready(id, Arc::clone(&known.instance), Arc::clone(known.board.ground()), plan, entries, (names, levels))
                .await?
        }
        None => {
            let (instance, plan, entries) = log::document(sv, id).await?;
            let instance = Arc::new(instance);
            let made = Arc::clone(&instance);
            let ground = tokio::task::spawn_blocking(move || Ground::new(&made)).await;
            let ground = ground.map_err(|e| ServiceError::Internal(e.to_string()))?;
            let ground = Arc::new(ground.map_err(|e| ServiceError::Internal(e.to_string()))?);
            ready(id, instance, ground, plan, entries, (names, levels)).await?
        }
    };
    let mut kept = boards.0.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|l| l.id != *id);
    if kept.len() >= MOST {
        kept.remove(0);
    }
    kept.push(live.clone());
    Ok(live)
}

async fn ready(
    id: &PlanId,
    instance: Arc<Instance>,
    ground: Arc<Ground>,
    plan: Plan,
    entries: Vec<Entry>,
    (names, levels): (Arc<Names>, Arc<Levels>),
) -> Outcome<Live> {
    let board = tokio::task::spawn_blocking(move || Board::new(ground, Arc::new(plan))).await;
    let board = board.map_err(|e| ServiceError::Internal(e.to_string()))?;
    let seq = entries.last().map_or(0, |e| e.seq);
    Ok(Live { id: id.clone(), seq, instance, board: Arc::new(board), entries: Arc::new(entries), names, levels })
}

/// What another person changed last since an entry of the log.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not see plans.
pub async fn news(sv: &Services, actor: &Actor, id: &PlanId, seen: i64) -> Outcome<Option<Told>> {
    super::super::make::may_see(actor)?;
    if last_edit(sv.db(), id).await? <= seen {
        return Ok(None);
    }
    let live = live(sv, id).await?;
    let theirs = live.entries.iter().rev().find(|e| e.seq > seen && e.by != actor.person.as_str());
    Ok(theirs.map(|entry| Told::of(&live.speaker(actor.language), entry)))
}
