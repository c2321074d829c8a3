//! What each list reads, checks and writes.

mod calendar;
mod modules;
mod places;
mod trainers;
mod venues;

use super::cells::Entry;
use super::kind::Kind;
use super::known::Known;
use crate::{Outcome, ServiceError, Services, Tx};
use abhyas_core::Refusal;

/// The rows of a list as texts.
pub(super) async fn rows(services: &Services, kind: Kind) -> Outcome<Vec<Entry>> {
    let db = services.db();
    match kind {
        Kind::Districts => places::districts(db).await,
        Kind::Blocks => places::blocks(db).await,
        Kind::Distances => places::distances(db).await,
        Kind::Facilities => places::facilities(db).await,
        Kind::Modules => modules::modules(db).await,
        Kind::Roles => modules::roles(db).await,
        Kind::Designations => modules::designations(db).await,
        Kind::Venues => venues::venues(db).await,
        Kind::Rooms => venues::rooms(db).await,
        Kind::RoomClosed => venues::closed(db).await,
        Kind::Trainers => trainers::trainers(db).await,
        Kind::TrainerAway => trainers::away(db).await,
        Kind::Calendar => calendar::days(db).await,
        Kind::DistrictHolidays => calendar::holidays(db).await,
    }
}

/// The rules of a list beyond its cells, with the number of the row that breaks one.
pub(super) async fn check(
    services: &Services,
    kind: Kind,
    entries: &[Entry],
    known: &Known,
) -> Outcome<Vec<(usize, Refusal)>> {
    match kind {
        Kind::Facilities => places::check_facilities(services.db(), entries, known).await,
        Kind::Modules => modules::check_modules(services.db(), entries, known).await,
        Kind::Designations => modules::check_designations(services.db(), entries).await,
        Kind::Trainers => trainers::check_trainers(services.db(), entries).await,
        _ => Ok(Vec::new()),
    }
}

/// Writes a row whose cells are well formed.
pub(super) async fn write(tx: &mut Tx, services: &Services, kind: Kind, entry: &Entry, known: &Known) -> Outcome<()> {
    match kind {
        Kind::Districts => places::write_district(tx, entry).await,
        Kind::Blocks => places::write_block(tx, entry).await,
        Kind::Distances => places::write_distance(tx, entry).await,
        Kind::Facilities => places::write_facility(tx, entry).await,
        Kind::Modules => modules::write_module(tx, services.db(), entry).await,
        Kind::Roles => modules::write_role(tx, entry, known).await,
        Kind::Designations => modules::write_designation(tx, entry).await,
        Kind::Venues => venues::write_venue(tx, entry).await,
        Kind::Rooms => venues::write_room(tx, services.db(), entry).await,
        Kind::RoomClosed => venues::close(tx, entry).await,
        Kind::Trainers => trainers::write_trainer(tx, services.db(), entry).await,
        Kind::TrainerAway => trainers::write_away(tx, entry, known).await,
        Kind::Calendar => calendar::write_day(tx, entry).await,
        Kind::DistrictHolidays => calendar::write_holiday(tx, entry).await,
    }
}

/// Removes a row.
pub(super) async fn remove(tx: &mut Tx, services: &Services, kind: Kind, entry: &Entry) -> Outcome<()> {
    match kind {
        Kind::RoomClosed => venues::reopen(tx, entry).await,
        Kind::TrainerAway => trainers::back(tx, services, entry).await,
        Kind::Calendar => calendar::drop_day(tx, entry).await,
        Kind::DistrictHolidays => calendar::drop_holiday(tx, entry).await,
        _ => Err(ServiceError::refused(super::codes::KEPT)),
    }
}

/// A row from pairs.
fn row<const N: usize>(cells: [(&str, String); N]) -> Entry {
    Entry(cells.into_iter().map(|(name, text)| (name.to_owned(), text)).collect())
}

fn flag(on: bool) -> String {
    i64::from(on).to_string()
}

fn joined<T: AsRef<str>>(ids: &[T]) -> String {
    ids.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ")
}
