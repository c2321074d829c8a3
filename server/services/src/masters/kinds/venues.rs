//! Venues, rooms, closed half-days.

use super::{flag, row};
use crate::masters::cells::Entry;
use crate::masters::codes;
use crate::{Db, Outcome, ServiceError, Tx};
use abhyas_core::{BlockId, Refusal, RoomId, VenueId};
use abhyas_store::masters as store;

pub(super) async fn venues(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::venues(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("id", x.id.to_string()),
                ("block", x.block.to_string()),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("directions_hi", x.directions_hi),
                ("directions_en", x.directions_en),
                ("active", flag(x.active)),
            ])
        })
        .collect())
}

pub(super) async fn write_venue(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::VenueRecord {
        id: entry.id("id", VenueId::parse)?,
        block: entry.id("block", BlockId::parse)?,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        directions_hi: entry.text("directions_hi").to_owned(),
        directions_en: entry.text("directions_en").to_owned(),
        active: entry.flag("active"),
    };
    Ok(store::put_venue(tx, &record).await?)
}

pub(super) async fn rooms(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::rooms(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("id", x.id.to_string()),
                ("venue", x.venue.to_string()),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("capacity", x.capacity.to_string()),
                ("equipment", x.equipment.join("; ")),
                ("active", flag(x.active)),
                ("link", flag(x.link)),
                ("overbook_max", x.overbook_max.to_string()),
            ])
        })
        .collect())
}

pub(super) async fn write_room(tx: &mut Tx, db: &Db, entry: &Entry) -> Outcome<()> {
    let id = entry.id("id", RoomId::parse)?;
    let (most, link) = store::room_by_id(db, &id).await?.map_or((0, false), |x| (x.overbook_max, x.link));
    let record = store::RoomRecord {
        id,
        venue: entry.id("venue", VenueId::parse)?,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        capacity: entry.number("capacity"),
        equipment: entry.list("equipment"),
        active: entry.flag("active"),
        overbook_max: entry.number_or("overbook_max", most, 0),
        link: entry.flag_or("link", link),
    };
    Ok(store::put_room(tx, &record).await?)
}

pub(super) async fn closed(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::rooms_closed(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("room", x.room.to_string()),
                ("day", x.day.to_string()),
                ("half", x.half.to_string()),
                ("reason", x.reason),
            ])
        })
        .collect())
}

/// Closes a room unless a published session is in it then.
pub(super) async fn close(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::RoomClosed {
        room: entry.id("room", RoomId::parse)?,
        day: entry.day("day")?,
        half: entry.number("half"),
        reason: entry.text("reason").to_owned(),
    };
    if store::sessions_in_room(tx, &record.room, record.day, record.half).await? > 0 {
        return Err(ServiceError::refused(Refusal::new(codes::ROOM_IN_USE).at("day").with("day", record.day)));
    }
    Ok(store::close_room(tx, &record).await?)
}

pub(super) async fn reopen(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let room = entry.id("room", RoomId::parse)?;
    Ok(store::reopen_room(tx, &room, entry.day("day")?, entry.number("half")).await?)
}
