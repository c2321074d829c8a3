//! What the form of a new session offers.

use super::live::live;
use super::scope::scope;
use super::show::{Window, drafted};
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::{DistrictId, Permission, PlanId};

/// Choices for a new session: value and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewForm {
    /// The last entry of the log.
    pub seq: i64,
    /// Modules.
    pub modules: Vec<(String, String)>,
    /// Half-days of the week in view.
    pub slots: Vec<(String, String)>,
    /// Rooms where this person may put sessions.
    pub rooms: Vec<(String, String)>,
    /// Trainers.
    pub trainers: Vec<(String, String)>,
}

/// Loads what the form offers for a week.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] when there is no such plan, or nowhere for this person to put a session.
pub async fn new_form(sv: &Services, actor: &Actor, id: &PlanId, window: &Window) -> Outcome<NewForm> {
    drafted(sv, actor, id).await?;
    let live = live(sv, id).await?;
    let (speaker, book) = (live.speaker(actor.language), &live.names.book);
    let scope = scope(sv, actor, &live, window, None);
    let may = |room: &&String| {
        let district = DistrictId::parse(book.place(room).district.id);
        district.is_ok_and(|d| actor.may(Permission::EditSession, Subject::District(&d)))
    };
    let rooms: Vec<_> = scope.all_rooms.iter().filter(may).map(|r| (r.clone(), speaker.room(r))).collect();
    if rooms.is_empty() {
        return Err(crate::ServiceError::NotFound);
    }
    let slots = scope.days.iter().filter(|d| !d.past).flat_map(|d| d.slots);
    let mut trainers: Vec<(String, String)> = live
        .instance
        .trainers
        .iter()
        .map(|t| (t.id.clone(), format!("{} ({})", book.trainer(&t.id).name(actor.language), t.modules.join(", "))))
        .collect();
    trainers.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(NewForm {
        seq: live.seq,
        modules: live.instance.modules.iter().map(|m| (m.id.clone(), speaker.module(&m.id))).collect(),
        slots: slots.map(|s| (s.to_string(), speaker.when(s))).collect(),
        rooms,
        trainers,
    })
}
