//! What part of a draft is in view: a week, a page of rooms.

use super::super::book::{Book, Named};
use super::live::Live;
use super::show::{By, DayColumn, Window};
use crate::{Actor, Services};
use abhyas_core::Permission;
use abhyas_core::clock::date_in_india;
use abhyas_planner::format::Day;
use std::collections::BTreeSet;

/// So many rows are shown at once. Without a district chosen, and with more rooms than that, the first district is taken.
const PAGE: usize = 40;

/// What of a draft a person sees: rooms by district, days by week.
pub(super) struct Scope {
    pub(super) week: usize,
    pub(super) weeks: usize,
    pub(super) days: Vec<DayColumn>,
    /// The rooms of the page.
    pub(super) rooms: Vec<String>,
    /// The rooms of all pages.
    pub(super) all_rooms: Vec<String>,
    pub(super) page: usize,
    pub(super) pages: usize,
    pub(super) district: String,
    pub(super) districts: Vec<Named>,
}

/// A page of some rows, which one that is, and how many there are.
pub(super) fn page_of(all: &[String], page: usize) -> (Vec<String>, usize, usize) {
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    (all.iter().skip(page * PAGE).take(PAGE).cloned().collect(), page, pages)
}

/// Whether a name contains every word that is looked for.
pub(super) fn contains(name: &str, words: &str) -> bool {
    let name = name.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

/// What a window shows; without a page in it the one with this room, else the first.
pub(super) fn scope(sv: &Services, actor: &Actor, live: &Live, window: &Window, room: Option<&str>) -> Scope {
    let (instance, book) = (&live.instance, &live.names.book);
    let mut weeks: Vec<i64> = instance.days.iter().map(|d| d.week).collect();
    weeks.dedup();
    let day_of =
        |slot: i64| usize::try_from(slot).ok().and_then(|s| instance.days.get(s / instance.slots_per_day.max(1)));
    let held: BTreeSet<i64> = live.board.plan().sessions.iter().filter_map(|s| Some(day_of(s.slot)?.week)).collect();
    let first = weeks.iter().position(|w| held.contains(w)).unwrap_or(0);
    let week = window.week.unwrap_or(first).min(weeks.len().saturating_sub(1));
    let number = weeks.get(week).copied().unwrap_or_default();
    let busy: BTreeSet<usize> =
        live.board.plan().sessions.iter().filter_map(|s| usize::try_from(s.slot).ok()).map(|s| s / 2).collect();
    let today = date_in_india(sv.now());
    let mine = actor.districts(Permission::SeePlans);
    let sees = |id: &str| mine.as_ref().is_none_or(|list| list.iter().any(|d| d.as_str() == id));
    let districts: Vec<Named> = book.districts.iter().filter(|d| sees(&d.id)).cloned().collect();
    let l = actor.language;
    let rooms = |district: &str| -> Vec<String> {
        let found = instance.rooms.iter().filter_map(|room| {
            let place = book.place(&room.id);
            let here = if district.is_empty() { sees(&place.district.id) } else { place.district.id == district };
            let (venue, name) = (place.venue.name(l).to_owned(), place.room.name(l).to_owned());
            let wanted = window.by == By::Trainer || contains(&format!("{name} {venue}"), &window.find);
            (here && wanted).then(|| (place.district.id, venue, name, room.id.clone()))
        });
        // In the order of the rows.
        found.collect::<BTreeSet<_>>().into_iter().map(|(.., id)| id).collect()
    };
    let known = districts.iter().any(|d| d.id == window.district);
    let mut district = if known { window.district.clone() } else { String::new() };
    let mut all_rooms = rooms(&district);
    if district.is_empty() && window.find.is_empty() && all_rooms.len() > PAGE {
        district = districts.first().map(|d| d.id.clone()).unwrap_or_default();
        all_rooms = rooms(&district);
    }
    let own = || all_rooms.iter().position(|id| Some(id.as_str()) == room).map_or(0, |at| at / PAGE);
    let (shown, page, pages) = page_of(&all_rooms, window.page.unwrap_or_else(own));
    let days = instance.days.iter().enumerate().filter(|(at, d)| d.week == number && (d.working || busy.contains(at)));
    let days = days.filter_map(|(at, d)| {
        let (day, slot) = (d.date.parse().ok()?, i64::try_from(at * 2).ok()?);
        let holiday = d.holiday.clone().or_else(|| holiday_in(d, book, actor, &districts, &district));
        Some(DayColumn { day, slots: [slot, slot + 1], holiday, past: day <= today })
    });
    let days = days.collect();
    Scope { week, weeks: weeks.len(), days, rooms: shown, all_rooms, page, pages, district, districts }
}

/// The public holidays that districts in view have on a day: with their names, unless only one district is in view.
fn holiday_in(day: &Day, book: &Book, actor: &Actor, districts: &[Named], chosen: &str) -> Option<String> {
    let l = actor.language;
    let here = districts.iter().filter(|d| day.holiday_in.contains(&d.id) && (chosen.is_empty() || d.id == chosen));
    let named = here.map(|district| {
        let holiday = book.holidays.get(&(day.date.clone(), district.id.clone())).map_or("", |h| h.name(l));
        if districts.len() == 1 || !chosen.is_empty() {
            holiday.to_owned()
        } else {
            format!("{}: {holiday}", district.name(l))
        }
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| named.join("; "))
}
