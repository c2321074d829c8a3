//! Districts, blocks, distances, facilities.

use super::{flag, row};
use crate::masters::cells::Entry;
use crate::masters::codes;
use crate::masters::known::Known;
use crate::{Db, Outcome, Tx};
use abhyas_core::{BlockId, DistrictId, FacilityId, Refusal};
use abhyas_store::masters as store;
use std::collections::HashMap;

pub(super) async fn districts(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::districts(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("id", x.id.to_string()),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("position", x.position.to_string()),
            ])
        })
        .collect())
}

pub(super) async fn write_district(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::DistrictRecord {
        id: entry.id("id", DistrictId::parse)?,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        position: entry.number("position"),
    };
    Ok(store::put_district(tx, &record).await?)
}

pub(super) async fn blocks(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::blocks(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("id", x.id.to_string()),
                ("district", x.district.to_string()),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("aliases", x.aliases.join("; ")),
            ])
        })
        .collect())
}

pub(super) async fn write_block(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::BlockRecord {
        id: entry.id("id", BlockId::parse)?,
        district: entry.id("district", DistrictId::parse)?,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        aliases: entry.list("aliases"),
    };
    Ok(store::put_block(tx, &record).await?)
}

/// Each pair once, since both directions are the same.
pub(super) async fn distances(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::block_distances(db).await?;
    Ok(rows
        .into_iter()
        .filter(|x| x.a <= x.b)
        .map(|x| row([("from_block", x.a.to_string()), ("to_block", x.b.to_string()), ("km", x.km.to_string())]))
        .collect())
}

pub(super) async fn write_distance(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::BlockDistance {
        a: entry.id("from_block", BlockId::parse)?,
        b: entry.id("to_block", BlockId::parse)?,
        km: entry.number("km"),
    };
    Ok(store::put_block_distance(tx, &record).await?)
}

pub(super) async fn facilities(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::facilities(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("id", x.id.to_string()),
                ("district", x.district.to_string()),
                ("block", x.block.to_string()),
                ("kind", x.kind),
                ("name_hi", x.name_hi),
                ("name_en", x.name_en),
                ("aliases", x.aliases.join("; ")),
                ("active", flag(x.active)),
            ])
        })
        .collect())
}

/// The block is one of the district, and no two facilities of a district have the same name: a roster finds them by it.
pub(super) async fn check_facilities(db: &Db, entries: &[Entry], known: &Known) -> Outcome<Vec<(usize, Refusal)>> {
    let name = |district: &str, name: &str| (district.to_owned(), name.to_lowercase());
    let mut names: HashMap<_, _> = store::facilities(db)
        .await?
        .into_iter()
        .map(|x| (name(x.district.as_str(), &x.name_en), x.id.to_string()))
        .collect();
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let district = entry.text("district");
        if known.blocks.get(entry.text("block")).is_some_and(|of| of != district) {
            found.push((at, Refusal::new(codes::BLOCK_ELSEWHERE).at("block")));
        }
        let name_en = entry.text("name_en");
        let holder = names.entry(name(district, name_en)).or_insert_with(|| entry.text("id").to_owned());
        if holder != entry.text("id") {
            found.push((at, Refusal::new(codes::NAME_TWICE).at("name_en").with("value", name_en)));
        }
    }
    Ok(found)
}

pub(super) async fn write_facility(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::FacilityRecord {
        id: entry.id("id", FacilityId::parse)?,
        district: entry.id("district", DistrictId::parse)?,
        block: entry.id("block", BlockId::parse)?,
        name_hi: entry.text("name_hi").to_owned(),
        name_en: entry.text("name_en").to_owned(),
        kind: entry.text("kind").to_owned(),
        aliases: entry.list("aliases"),
        active: entry.flag("active"),
    };
    Ok(store::put_facility(tx, &record).await?)
}
