//! What a pin says to those who change the live schedule by hand.

use super::super::book::Book;
use super::super::instance::Programme;
use super::super::tell::Hours;
use super::{PinKind, Speaker, codes, people};
use crate::{Actor, Outcome, Services};
use abhyas_core::{Refusal, SessionId};
use abhyas_planner::format::PlannedSession;
use abhyas_store::plan_pins::{PinRecord, all_pins};
use std::collections::BTreeSet;

/// Whether a session stands as a pin of it says.
fn kept(now: &Programme, pin: &PinRecord, session: &PlannedSession) -> Outcome<bool> {
    let place = now.slot(pin.day, pin.half) == Some(session.slot)
        && (&pin.room, &pin.trainer) == (&session.room, &session.trainer);
    let named = people(pin)?;
    let sits: BTreeSet<&String> = session.trainees.iter().collect();
    let seats = match PinKind::of(pin) {
        PinKind::Session => named.iter().collect::<BTreeSet<_>>() == sits,
        PinKind::Place => true,
        PinKind::Seat => named.iter().all(|p| sits.contains(p)),
    };
    Ok(place && seats)
}

/// The pins that a change of one session by hand would break: its own, and those of the seats that its new people give up.
pub(crate) async fn before_edit(
    sv: &Services,
    actor: &Actor,
    now: &Programme,
    before: &PlannedSession,
    after: &PlannedSession,
) -> Outcome<Vec<Refusal>> {
    let mut found = Vec::new();
    for pin in all_pins(sv.db()).await? {
        let breaks = if pin.session == after.id {
            kept(now, &pin, before)? && !kept(now, &pin, after)?
        } else {
            let new = |p: &String| after.trainees.contains(p) && !before.trainees.contains(p);
            pin.module == after.module && PinKind::of(&pin) != PinKind::Place && people(&pin)?.iter().any(new)
        };
        if breaks {
            found.push(pin);
        }
    }
    told(sv, actor, &found).await
}

/// The pins of a session that is to be cancelled.
pub(crate) async fn before_cancel(sv: &Services, actor: &Actor, id: &SessionId) -> Outcome<Vec<Refusal>> {
    let all = all_pins(sv.db()).await?;
    let mine: Vec<PinRecord> = all.into_iter().filter(|p| p.session == id.as_str()).collect();
    told(sv, actor, &mine).await
}

async fn told(sv: &Services, actor: &Actor, pins: &[PinRecord]) -> Outcome<Vec<Refusal>> {
    if pins.is_empty() {
        return Ok(Vec::new());
    }
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let speaker = Speaker { language: actor.language, book: &book, hours: &hours };
    Ok(pins.iter().map(|pin| speaker.about(codes::HOLDS, pin)).collect())
}
