//! A week that was pinned as a whole takes no new session: its rooms are closed in the next plan, but for what is pinned there.

use super::super::instance::Programme;
use super::together::{EVERYWHERE, WEEK, monday};
use crate::{Outcome, Services};
use abhyas_planner::Instance;
use abhyas_store::plan_pins::all_pins;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Closes the rooms of pinned weeks in an instance whose pins are locked already. A plan that was made before its week was
/// pinned is not held against it: only what is planned next is.
pub(in super::super) async fn bar(sv: &Services, programme: &mut Programme) -> Outcome<()> {
    let weeks: BTreeSet<(NaiveDate, String)> = all_pins(sv.db())
        .await?
        .iter()
        .filter_map(|pin| Some((monday(pin.day), pin.scope.strip_prefix(WEEK)?.to_owned())))
        .collect();
    if weeks.is_empty() {
        return Ok(());
    }
    let mut closed: HashMap<String, BTreeSet<usize>> = HashMap::new();
    let instance = &programme.instance;
    let pinned = pinned(instance);
    let district: HashMap<&str, &str> =
        instance.blocks.iter().map(|block| (block.id.as_str(), block.district.as_str())).collect();
    for (monday, of) in &weeks {
        let slots = slots_of_week(instance, *monday);
        let there = |block: &str| of == EVERYWHERE || district.get(block) == Some(&of.as_str());
        for room in instance.rooms.iter().filter(|room| there(&room.block)) {
            let free = slots.iter().filter(|slot| !pinned.contains(&(room.id.as_str(), **slot)));
            closed.entry(room.id.clone()).or_default().extend(free);
        }
    }
    for room in &mut programme.instance.rooms {
        let Some(more) = closed.remove(&room.id) else { continue };
        room.unavailable.extend(more);
        room.unavailable.sort_unstable();
        room.unavailable.dedup();
    }
    Ok(())
}

fn slots_of_week(instance: &Instance, first: NaiveDate) -> Vec<usize> {
    let last = first.checked_add_days(chrono::Days::new(6)).unwrap_or(first);
    let (first, last) = (first.to_string(), last.to_string());
    let days = instance.days.iter().enumerate().filter(|(_, day)| day.date >= first && day.date <= last);
    days.flat_map(|(at, _)| at * instance.slots_per_day..(at + 1) * instance.slots_per_day).collect()
}

/// The half-days that pinned sessions need of their rooms: their own, and those in which the room is made ready.
fn pinned(instance: &Instance) -> HashSet<(&str, usize)> {
    let per_day = instance.slots_per_day;
    let works = |slot: &usize| instance.days.get(slot / per_day.max(1)).is_some_and(|day| day.working);
    let mut found = HashSet::new();
    for session in &instance.locked {
        let Ok(slot) = usize::try_from(session.slot) else { continue };
        let module = instance.modules.iter().find(|module| module.id == session.module);
        let (long, before) = module.map_or((1, 0), |module| (module.half_days(), module.set_up));
        let own = slot..slot + long;
        let ready = (0..slot).rev().filter(works).take(before);
        found.extend(own.chain(ready).map(|slot| (session.room.as_str(), slot)));
    }
    found
}
