//! Pinning many sessions in one act: a week, or all that a trainer holds.

use super::add::{reason, record, sign};
use super::{PinKind, codes};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{DistrictId, OnceKey, Permission, Reach, Refusal};
use abhyas_store::plan_pins as store;
use abhyas_store::sessions::{self, SessionRecord};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::HashMap;

/// The Monday of a day's week.
pub(super) fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

/// Pins every session of the published week of a day, in one act: all districts, or one. Sessions that are pinned as they
/// stand keep their pin. From the next plan on the week takes no new session there. Returns how many were pinned.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change sessions there; refusals without a day or a reason, and for a week
/// in which nothing can be pinned.
pub async fn pin_week(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    day: NaiveDate,
    district: Option<&DistrictId>,
    reason_typed: &str,
) -> Outcome<usize> {
    match district {
        Some(district) => actor.require(Permission::EditSession, Subject::District(district))?,
        None => actor.require(Permission::EditSession, Subject::Everything)?,
    }
    let monday = monday(day);
    let next = monday.checked_add_days(Days::new(7)).unwrap_or(monday);
    let wanted = |s: &SessionRecord| s.day >= monday && s.day < next && district.is_none_or(|d| s.district == *d);
    let act = Together {
        action: "pin.week",
        kind: PinKind::Session,
        scope: format!("{WEEK}{}", district.map_or(EVERYWHERE, DistrictId::as_str)),
        empty: Refusal::new(codes::EMPTY_WEEK).at("day"),
        detail: serde_json::json!({ "monday": monday.to_string() }),
        district,
    };
    pin_all(sv, actor, key, wanted, act, reason_typed).await
}

/// Pins the place, time and trainer of every published session that a trainer holds from a day on, as far as the actor may
/// change it; who comes may change. Sessions that are pinned as they stand keep their pin. Returns how many were pinned.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may change no session; refusals without a reason, and for a trainer who holds nothing
/// that can be pinned.
pub async fn pin_trainer(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    trainer: &str,
    from: NaiveDate,
    reason_typed: &str,
) -> Outcome<usize> {
    if actor.reach(Permission::EditSession) < Reach::District {
        return Err(ServiceError::NotFound);
    }
    let wanted = |s: &SessionRecord| {
        s.trainer.as_str() == trainer
            && s.day >= from
            && actor.may(Permission::EditSession, Subject::District(&s.district))
    };
    let act = Together {
        action: "pin.trainer",
        kind: PinKind::Place,
        scope: TRAINER.to_owned(),
        empty: Refusal::new(codes::EMPTY_TRAINER).at("trainer"),
        detail: serde_json::json!({ "trainer": trainer, "from": from.to_string() }),
        district: None,
    };
    pin_all(sv, actor, key, wanted, act, reason_typed).await
}

/// How a scope of a week begins; the district follows, or [`EVERYWHERE`].
pub(super) const WEEK: &str = "week:";
/// All districts.
pub(super) const EVERYWHERE: &str = "*";
/// The scope of a trainer's sessions.
pub(super) const TRAINER: &str = "trainer";

/// Pins that are made in one act.
struct Together<'a> {
    action: &'static str,
    kind: PinKind,
    scope: String,
    /// What is said where nothing can be pinned.
    empty: Refusal,
    detail: serde_json::Value,
    district: Option<&'a DistrictId>,
}

async fn pin_all(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    wanted: impl Fn(&SessionRecord) -> bool,
    act: Together<'_>,
    reason_typed: &str,
) -> Outcome<usize> {
    let reason = reason(reason_typed)?;
    let today = date_in_india(sv.now());
    let mut seats = HashMap::<String, Vec<String>>::new();
    for seat in sessions::confirmed_seats(sv.db()).await? {
        seats.entry(seat.session.to_string()).or_default().push(seat.person.to_string());
    }
    let open = |s: &SessionRecord| s.day > today && s.state == "planned" && wanted(s);
    let all: Vec<SessionRecord> = sessions::all_sessions(sv.db()).await?.into_iter().filter(open).collect();
    let mut tx = sv.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, sv, actor, key, act.action).await? {
        return done.parse().map_err(|_| ServiceError::Internal("the outcome of pinning is no number".into()));
    }
    let known: HashMap<String, PinKind> = store::all_pins_in(&mut tx)
        .await?
        .iter()
        .filter(|p| p.person.is_empty())
        .map(|p| (p.session.clone(), PinKind::of(p)))
        .collect();
    let together = abhyas_core::ids::mint(sv.real_now(), sv.entropy());
    let mut count = 0_usize;
    for session in all.iter().filter(|s| !known.contains_key(s.id.as_str())) {
        let mut pin = record(session, seats.remove(session.id.as_str()).unwrap_or_default())?;
        sign(sv, actor, &mut pin, reason);
        act.kind.name().clone_into(&mut pin.kind);
        pin.week.clone_from(&together);
        pin.scope.clone_from(&act.scope);
        store::insert_pin(&mut tx, &pin).await?;
        count += 1;
    }
    if count == 0 {
        return Err(act.empty.into());
    }
    let mut detail = act.detail;
    if let Some(map) = detail.as_object_mut() {
        map.insert("sessions".into(), count.into());
        map.insert("reason".into(), reason.into());
    }
    audit::record(&mut tx, sv, actor, act.action, ("pin", &together), act.district, detail).await?;
    once::finish(&mut tx, key, &count.to_string()).await?;
    tx.commit().await?;
    Ok(count)
}
