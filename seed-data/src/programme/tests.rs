//! What the files promise: every id resolves, there is room and there are trainers enough.

use super::*;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How many people the roster holds of each role, R01 to R15 (1,500 in all).
const PEOPLE: [usize; 15] = [260, 80, 390, 330, 85, 80, 30, 30, 15, 90, 45, 25, 20, 10, 10];

fn masters() -> Masters {
    Masters::read().unwrap()
}

#[test]
fn the_files_are_as_large_as_the_programme() {
    let m = masters();
    assert_eq!((m.districts.len(), m.blocks.len(), m.facilities.len()), (4, 69, 1724));
    assert_eq!((m.roles.len(), m.modules.len(), m.designations.len()), (15, 18, 90));
    assert_eq!((m.rooms.len(), m.trainers.len()), (12, 40));
    assert!(m.rooms.iter().all(|r| (24..=32).contains(&r.capacity)));
    for (district, blocks) in [("MUZ", 16), ("NAL", 20), ("GOP", 14), ("SIW", 19)] {
        assert_eq!(m.blocks.iter().filter(|b| b.district.as_str() == district).count(), blocks, "{district}");
    }
}

#[test]
fn every_id_is_unique_and_every_reference_resolves() {
    let m = masters();
    fn set<'a, T: 'a>(rows: &'a [T], id: impl Fn(&'a T) -> &'a str) -> HashSet<&'a str> {
        let ids: HashSet<_> = rows.iter().map(id).collect();
        assert_eq!(ids.len(), rows.len(), "an id stands twice");
        ids
    }
    let districts = set(&m.districts, |x| x.id.as_str());
    let blocks = set(&m.blocks, |x| x.id.as_str());
    let facilities = set(&m.facilities, |x| x.id.as_str());
    let roles = set(&m.roles, |x| x.id.as_str());
    let modules = set(&m.modules, |x| x.id.as_str());
    let venues = set(&m.venues, |x| x.id.as_str());
    let rooms = set(&m.rooms, |x| x.id.as_str());
    let trainers = set(&m.trainers, |x| &x.staff_id);
    set(&m.designations, |x| &x.name);

    assert!(m.blocks.iter().all(|b| districts.contains(b.district.as_str())));
    let district_of: BTreeMap<_, _> = m.blocks.iter().map(|b| (b.id.as_str(), &b.district)).collect();
    for f in &m.facilities {
        assert_eq!(district_of.get(f.block.as_str()), Some(&&f.district), "{}", f.name_en);
    }
    assert!(m.designations.iter().flat_map(|d| &d.role).all(|r| roles.contains(r.as_str())));
    assert!(m.roles.iter().flat_map(|r| &r.modules).all(|x| modules.contains(x.as_str())));
    assert!(m.modules.iter().flat_map(|x| &x.prerequisites).all(|x| modules.contains(x.as_str())));
    assert!(m.venues.iter().all(|v| blocks.contains(v.block.as_str())));
    assert!(m.rooms.iter().all(|r| venues.contains(r.venue.as_str())));
    assert!(m.room_closed.iter().all(|c| rooms.contains(c.room.as_str()) && c.working_day < calendar::WORKING_DAYS));
    for t in &m.trainers {
        assert!(blocks.contains(t.home_block.as_str()) && facilities.contains(t.facility.as_str()), "{}", t.staff_id);
        assert!(!t.modules.is_empty() && t.modules.iter().all(|x| modules.contains(x.as_str())), "{}", t.staff_id);
    }
    assert!(
        m.trainer_away
            .iter()
            .all(|a| trainers.contains(a.trainer.as_str()) && a.first_working_day <= a.last_working_day)
    );
}

#[test]
fn names_of_facilities_and_spellings_of_designations_are_unique() {
    let m = masters();
    let mut names = HashSet::new();
    for f in &m.facilities {
        assert!(names.insert((f.district.as_str(), f.name_en.to_lowercase())), "{} twice", f.name_en);
        assert!(!f.name_hi.is_empty() && !f.name_hi.chars().any(|c| c.is_ascii_alphabetic()), "{}", f.name_hi);
    }
    let mut spellings = HashSet::new();
    for text in m.designations.iter().flat_map(|d| std::iter::once(&d.name).chain(&d.aliases)) {
        assert!(spellings.insert(text.to_lowercase()), "{text} twice");
    }
    for b in &m.blocks {
        let mut own: HashSet<_> = b.aliases.iter().map(|a| a.to_lowercase()).collect();
        assert!(own.insert(b.name_en.to_lowercase()), "{} is its own alias", b.name_en);
    }
}

#[test]
fn only_synthetic_numbers_and_no_number_twice() {
    let m = masters();
    let people = m.accounts.iter().filter(|a| !a.name.is_empty()).map(|a| &a.mobile);
    let mut seen = BTreeSet::new();
    for mobile in people.chain(m.trainers.iter().map(|t| &t.mobile)) {
        assert!(mobile.len() == 10 && mobile.starts_with("00000"), "{mobile}");
        assert!(seen.insert(mobile), "{mobile} twice");
    }
    for account in &m.accounts {
        assert!(abhyas_core::Capacity::from_name(&account.kind).is_some(), "{}", account.kind);
        assert!(account.password.chars().count() >= 8, "{}", account.kind);
    }
}

#[test]
fn the_role_matrix_asks_for_7185_seats_and_the_rooms_hold_them() {
    let m = masters();
    let wanted: usize = m.roles.iter().zip(PEOPLE).map(|(role, n)| role.modules.len() * n).sum();
    assert_eq!((PEOPLE.iter().sum::<usize>(), wanted), (1500, 7185));
    // Full sessions of 30 alone need 246; the limit leaves room for more.
    let full: usize = demand(&m).values().map(|n| n.div_ceil(30)).sum();
    assert_eq!(full, 246);
    assert!(full < usize::try_from(m.rules.max_sessions).unwrap());
    // Every module has a room for full sessions.
    for module in &m.modules {
        let fits =
            |r: &&Room| r.capacity >= module.max_size && module.equipment.iter().all(|e| r.equipment.contains(e));
        assert!(m.rooms.iter().any(|r| fits(&r)), "{}", module.id);
    }
}

#[test]
fn every_module_has_trainers_for_one_and_a_half_times_its_sessions() {
    let m = masters();
    for (module, people) in demand(&m) {
        let able: Vec<_> = m.trainers.iter().filter(|t| t.modules.iter().any(|x| x.as_str() == module)).collect();
        let may: i64 = able.iter().map(|t| t.max_total).sum();
        let needs = i64::try_from(people.div_ceil(30)).unwrap();
        assert!(2 * may >= 3 * needs, "{module}: {may} possible, {needs} needed");
        assert!(able.len() >= 3, "{module}");
    }
    assert!(m.trainers.iter().map(|t| t.max_total).sum::<i64>() > m.rules.max_sessions);
}

#[test]
fn no_journey_is_too_long_and_none_is_absurd() {
    let m = masters();
    let block = |id: &abhyas_core::BlockId| m.blocks.iter().find(|b| b.id == *id).unwrap();
    for venue in &m.venues {
        for b in &m.blocks {
            let km = distance::road_km(b, block(&venue.block));
            assert_eq!(km, distance::road_km(block(&venue.block), b));
            assert!(km <= 300, "{} – {}: {km}", b.id, venue.id);
            if b.district == block(&venue.block).district {
                assert!(km <= 90, "{} – {}: {km}", b.id, venue.id);
            }
        }
    }
    // Muzaffarpur is within reach of everyone: what one district can not fill alone is held there.
    let hub = block(&m.venues.iter().find(|v| v.id.as_str() == "MUZ-V1").unwrap().block);
    assert!(m.blocks.iter().all(|b| distance::road_km(b, hub) <= m.rules.trainee_max_km));
}

#[test]
fn the_calendar_begins_on_a_monday_a_week_or_more_ahead_and_has_sixty_working_days() {
    let m = masters();
    for (loaded, first) in [
        ("2026-11-23", "2026-11-30"),
        ("2026-11-24", "2026-12-07"),
        ("2026-11-29", "2026-12-07"),
        ("2027-01-01", "2027-01-11"),
    ] {
        let loaded: NaiveDate = loaded.parse().unwrap();
        assert_eq!(calendar::first_day(loaded).to_string(), first);
        let days = calendar::calendar(loaded, &m.holidays);
        assert_eq!(calendar::working_dates(&days).len(), calendar::WORKING_DAYS);
        assert!(days.first().unwrap().date.weekday() == Weekday::Mon && days.last().unwrap().working);
        for day in &days {
            let free = day.date.weekday() == Weekday::Sun || !day.holiday_en.is_empty();
            assert_eq!(day.working, !free, "{}", day.date);
        }
    }
    let days = calendar::calendar("2026-11-23".parse().unwrap(), &m.holidays);
    let republic = days.iter().find(|d| d.date.to_string() == "2027-01-26").unwrap();
    assert_eq!((republic.working, republic.holiday_en.as_str()), (false, "Republic Day"));
}

fn demand(m: &Masters) -> BTreeMap<&str, usize> {
    let mut demand = BTreeMap::new();
    for (role, n) in m.roles.iter().zip(PEOPLE) {
        for module in &role.modules {
            *demand.entry(module.as_str()).or_insert(0) += n;
        }
    }
    demand
}
