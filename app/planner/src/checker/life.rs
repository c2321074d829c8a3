//! What the optional parts of an instance ask for: H18 (public holidays by district), H19 (night duty), H20 (trainers who may
//! not teach yet), H21 (rooms that are made ready), H22 (sessions for too few people), H24 (trainers at once), and the seats that are offered where some people do not come.

use super::links::{Joined, rooms_of};
use super::people::Attends;
use super::{Lookup, Report, Sitting, Violation, signed};
use crate::format::{Module, PlannedSession, Room, Trainee, Trainer};
use crate::rule::Rule;
use std::collections::HashSet;

/// Seats of a session: those of room and module, and where a known share stays away as many more as fill them on average,
/// within what the room's safety allows.
pub(super) fn seats(known: &Lookup<'_>, room: &Room, module: &Module) -> usize {
    let seats = room.capacity.min(module.max_size);
    let rate = u64::from(module.no_show_permille.unwrap_or(known.instance.no_show_permille)).min(999);
    // The most people of whom those who come still find a seat: n × (1000 - rate) ≤ 1000 × seats.
    let more = (1..).take(room.overbook_max).take_while(|more| {
        let invited = u64::try_from(seats + more).unwrap_or(u64::MAX);
        invited * (1000 - rate) <= u64::try_from(seats).unwrap_or(u64::MAX) * 1000
    });
    seats + more.last().unwrap_or(0)
}

/// The trainer of a session and those listed besides who count: as many as the module asks for, each known and once. Who
/// teaches a room that joins by a link is in the other room, and counts there.
pub(super) fn staff<'a>(
    known: &Lookup<'a>,
    module: &Module,
    trainer: &'a Trainer,
    session: &PlannedSession,
) -> Vec<&'a Trainer> {
    if session.joins().is_some() {
        return Vec::new();
    }
    let mut staff = vec![trainer];
    for other in session.co_trainers().filter_map(|id| known.trainers.get(id)) {
        if staff.len() <= module.co_trainers && staff.iter().all(|t| t.id != other.id) {
            staff.push(other);
        }
    }
    staff
}

/// H18 for rooms and trainers, H20 to H22, and H24.
pub(super) fn sessions(
    known: &Lookup<'_>,
    sittings: &[Sitting<'_>],
    joined: &Joined<'_, '_>,
    attends: &Attends<'_>,
    report: &mut Report,
) {
    let taken: HashSet<(&str, usize)> =
        sittings.iter().flat_map(|s| s.takes.iter().map(|slot| (s.room.id.as_str(), *slot))).collect();
    let per_day = known.instance.slots_per_day.max(1);
    for sitting in sittings {
        let (session, room) = (sitting.session, sitting.room);
        let mut bad = |rule, about: &str, count: usize| {
            if count > 0 {
                report.violations.push(Violation::of(rule, session).about(about).times(signed(count)));
            }
        };
        let off = |block: &str| sitting.takes.iter().filter(|slot| known.day_off(block, *slot / per_day)).count();
        bad(Rule::H18, &room.id, off(&room.block));
        for trainer in &sitting.staff {
            bad(Rule::H18, &trainer.id, off(&trainer.home_block));
            let from = trainer.available_from.unwrap_or(0);
            bad(Rule::H20, &trainer.id, sitting.takes.iter().filter(|slot| **slot < from).count());
            bad(Rule::H20, &trainer.id, (!trained(known, trainer, sitting, sittings, attends)).into());
        }
        let own = session.joins().is_none();
        let alone = (sitting.module.co_trainers + 1).saturating_sub(sitting.staff.len());
        bad(Rule::H24, &sitting.module.id, if own { alone } else { 0 });
        let blocked = |slot: &usize| {
            taken.contains(&(room.id.as_str(), *slot))
                || room.unavailable.contains(slot)
                || known.day_off(&room.block, slot / per_day)
        };
        bad(Rule::H21, &room.id, set_up(known, sitting).filter(blocked).count());
        too_few(sitting, rooms_of(joined, sitting), report);
    }
}

/// H22: a session and the rooms that join it take place together, so their people count together.
fn too_few(sitting: &Sitting<'_>, rooms: &[&Sitting<'_>], report: &mut Report) {
    let people = sitting.people.len() + rooms.iter().map(|room| room.people.len()).sum::<usize>();
    let few = if sitting.session.joins().is_some() { 0 } else { sitting.module.min_size.saturating_sub(people) };
    report.count("below_min_size", signed(few));
    if few > 0 && sitting.module.min_size_hard {
        let mut broken = Violation::of(Rule::H22, sitting.session).about(&sitting.module.id);
        broken.sessions.extend(rooms.iter().map(|room| room.session.id.clone()));
        report.violations.push(broken);
    }
}

/// Whether a trainer who is to be trained first has sat in all modules of their role, to the end of the last, by then.
fn trained(
    known: &Lookup<'_>,
    trainer: &Trainer,
    sitting: &Sitting<'_>,
    sittings: &[Sitting<'_>],
    attends: &Attends<'_>,
) -> bool {
    let Some(becomes) = &trainer.becomes else { return true };
    let Some(person) = known.trainees.get(becomes.trainee.as_str()) else { return true };
    known.modules_of(person).iter().all(|module| {
        let seat = attends.get(person.id.as_str()).and_then(|mine| sittings.get(*mine.get(module.as_str())?));
        seat.is_some_and(|seat| sitting.day > seat.last_day() + becomes.delay_days)
    })
}

/// The slots in which the room of a session is made ready: the last working ones before it.
fn set_up(known: &Lookup<'_>, sitting: &Sitting<'_>) -> impl Iterator<Item = usize> {
    let (days, per_day) = (&known.instance.days, known.instance.slots_per_day.max(1));
    let earlier = (0..sitting.slot).rev();
    earlier.filter(move |slot| days.get(slot / per_day).is_some_and(|day| day.working)).take(sitting.module.set_up)
}

/// H18 and H19 for one seat.
pub(super) fn person(known: &Lookup<'_>, person: &Trainee, sitting: &Sitting<'_>, report: &mut Report) {
    let per_day = known.instance.slots_per_day.max(1);
    let off = |slot: &&usize| known.day_off(known.block_of(person), **slot / per_day);
    let rests = |slot: &&usize| {
        let (day, morning) = (*slot / per_day, *slot % per_day < per_day.div_ceil(2));
        person.nights.iter().any(|night| *night == day || (*night + 1 == day && morning))
    };
    let mut bad = |rule, count: usize| {
        if count > 0 {
            report.violations.push(Violation::of(rule, sitting.session).person(&person.id).times(signed(count)));
        }
    };
    bad(Rule::H18, sitting.takes.iter().filter(off).count());
    bad(Rule::H19, sitting.takes.iter().filter(rests).count());
}
