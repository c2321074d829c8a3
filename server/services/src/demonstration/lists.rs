//! The masters of the demonstration as rows of lists, in the order in which each needs only those before it.

use super::broken;
use crate::masters::{Entry, Kind, save};
use crate::{Actor, Outcome, Services};
use abhyas_core::OnceKey;
use abhyas_seed_data::programme::{Masters, calendar, distance::road_km};
use chrono::NaiveDate;

/// Saves the lists that come before people, as an officer would.
pub(super) async fn save_lists(
    services: &Services,
    officer: &Actor,
    masters: &Masters,
    loaded: NaiveDate,
    done: &dyn Fn(usize, usize),
) -> Outcome<()> {
    save_all(services, officer, before_people(masters, loaded)?, done).await
}

/// Saves the lists that need the trainers' persons.
pub(super) async fn save_trainers(
    services: &Services,
    officer: &Actor,
    masters: &Masters,
    loaded: NaiveDate,
) -> Outcome<()> {
    save_all(services, officer, after_people(masters, loaded), &|_, _| {}).await
}

async fn save_all(
    services: &Services,
    officer: &Actor,
    lists: Vec<(Kind, Vec<Entry>)>,
    done: &dyn Fn(usize, usize),
) -> Outcome<()> {
    let of = lists.iter().map(|(_, rows)| rows.len()).sum();
    let mut saved = 0;
    for (kind, rows) in lists {
        let key = OnceKey::mint(services.real_now(), services.entropy());
        saved += save(services, officer, &key, kind, &rows).await?;
        done(saved, of);
    }
    Ok(())
}

fn row<const N: usize>(cells: [(&str, String); N]) -> Entry {
    Entry::from_pairs(cells)
}

fn joined<T: AsRef<str>>(ids: &[T]) -> String {
    ids.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ")
}

fn before_people(m: &Masters, loaded: NaiveDate) -> Outcome<Vec<(Kind, Vec<Entry>)>> {
    let days = calendar::calendar(loaded, &m.holidays);
    let dates = calendar::working_dates(&days);
    let date = |number: usize| {
        dates.get(number).map(NaiveDate::to_string).ok_or_else(|| broken("a working day beyond the calendar"))
    };
    let closed = m.room_closed.iter().map(|c| {
        Ok(row([
            ("room", c.room.to_string()),
            ("day", date(c.working_day)?),
            ("half", c.half.to_string()),
            ("reason", c.reason_hi.clone()),
        ]))
    });
    let calendar = days.iter().map(|d| {
        row([
            ("day", d.date.to_string()),
            ("working", i64::from(d.working).to_string()),
            ("holiday_hi", d.holiday_hi.clone()),
            ("holiday_en", d.holiday_en.clone()),
        ])
    });
    let mut lists = places(m);
    lists.extend(training(m));
    lists.push((Kind::Calendar, calendar.collect()));
    lists.push((Kind::RoomClosed, closed.collect::<Outcome<_>>()?));
    Ok(lists)
}

fn places(m: &Masters) -> Vec<(Kind, Vec<Entry>)> {
    let districts = m.districts.iter().enumerate().map(|(at, x)| {
        row([
            ("id", x.id.to_string()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("position", at.to_string()),
        ])
    });
    let blocks = m.blocks.iter().map(|x| {
        row([
            ("id", x.id.to_string()),
            ("district", x.district.to_string()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("aliases", x.aliases.join(";")),
        ])
    });
    let pairs = m.blocks.iter().enumerate().flat_map(|(at, a)| m.blocks.iter().skip(at).map(move |b| (a, b)));
    let distances = pairs.map(|(a, b)| {
        row([("from_block", a.id.to_string()), ("to_block", b.id.to_string()), ("km", road_km(a, b).to_string())])
    });
    let facilities = m.facilities.iter().map(|x| {
        row([
            ("id", x.id.to_string()),
            ("district", x.district.to_string()),
            ("block", x.block.to_string()),
            ("kind", x.kind.clone()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("aliases", x.aliases.join(";")),
        ])
    });
    vec![
        (Kind::Districts, districts.collect()),
        (Kind::Blocks, blocks.collect()),
        (Kind::Distances, distances.collect()),
        (Kind::Facilities, facilities.collect()),
    ]
}

fn training(m: &Masters) -> Vec<(Kind, Vec<Entry>)> {
    let modules = m.modules.iter().map(|x| {
        row([
            ("id", x.id.to_string()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("max_size", x.max_size.to_string()),
            ("equipment", x.equipment.join(";")),
            ("prerequisites", joined(&x.prerequisites)),
        ])
    });
    let roles = m.roles.iter().map(|x| {
        row([
            ("id", x.id.to_string()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("cadre", x.cadre.clone()),
            ("modules", joined(&x.modules)),
        ])
    });
    let designations = m.designations.iter().map(|x| {
        let role = x.role.as_ref().map(ToString::to_string).unwrap_or_default();
        row([("name", x.name.clone()), ("role", role), ("aliases", x.aliases.join(";"))])
    });
    let venues = m.venues.iter().map(|x| {
        row([
            ("id", x.id.to_string()),
            ("block", x.block.to_string()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("directions_hi", x.directions_hi.clone()),
            ("directions_en", x.directions_en.clone()),
        ])
    });
    let rooms = m.rooms.iter().map(|x| {
        row([
            ("id", x.id.to_string()),
            ("venue", x.venue.to_string()),
            ("name_hi", x.name_hi.clone()),
            ("name_en", x.name_en.clone()),
            ("capacity", x.capacity.to_string()),
            ("equipment", x.equipment.join(";")),
        ])
    });
    vec![
        (Kind::Modules, modules.collect()),
        (Kind::Roles, roles.collect()),
        (Kind::Designations, designations.collect()),
        (Kind::Venues, venues.collect()),
        (Kind::Rooms, rooms.collect()),
    ]
}

fn after_people(m: &Masters, loaded: NaiveDate) -> Vec<(Kind, Vec<Entry>)> {
    let dates = calendar::working_dates(&calendar::calendar(loaded, &m.holidays));
    let trainers = m.trainers.iter().map(|x| {
        row([
            ("staff_id", x.staff_id.clone()),
            ("home_block", x.home_block.to_string()),
            ("modules", joined(&x.modules)),
            ("max_per_day", x.max_per_day.to_string()),
            ("max_per_week", x.max_per_week.to_string()),
            ("max_total", x.max_total.to_string()),
        ])
    });
    let absent = |x: &abhyas_seed_data::programme::TrainerAway| {
        let days = dates.iter().take(x.last_working_day + 1).skip(x.first_working_day);
        let halves = days.flat_map(|day| [(day.to_string(), "0"), (day.to_string(), "1")]);
        let of = x.trainer.clone();
        halves
            .map(move |(day, half)| row([("trainer", of.clone()), ("day", day), ("half", half.to_owned())]))
            .collect::<Vec<_>>()
    };
    let away = m.trainer_away.iter().flat_map(absent);
    vec![(Kind::Trainers, trainers.collect()), (Kind::TrainerAway, away.collect())]
}
