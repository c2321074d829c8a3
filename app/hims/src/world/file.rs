//! The content of a base file: lines of JSON, so that a hospital of any size is written and read record by record.
//!
//! ```text
//! {"abhyas_base":2,"base":"sadar-muz-1000-1-c2"}
//! {"kind":"patient","rows":1000}
//! {…}                                  one line a record, by id
//! {"end":true}                         a file that was cut off has none
//! ```
//! Format 1 was one JSON document ([`super::Document`]); it is still read by [`super::World::from_document`].

use super::{DocumentError, World};
use crate::engine::{Record, Table};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};
use std::sync::Arc;

/// The format that [`write_base`] writes.
pub const BASE_FORMAT: u32 = 2;

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Mark {
    Begin { abhyas_base: u32, base: String },
    Kind { kind: String, rows: usize },
    End { end: bool },
}

fn broken(error: impl std::fmt::Display) -> DocumentError {
    DocumentError::Broken(error.to_string())
}

fn put(out: &mut dyn Write, row: &impl Serialize) -> Result<(), DocumentError> {
    serde_json::to_writer(&mut *out, row).map_err(broken)?;
    out.write_all(b"\n").map_err(broken)
}

/// Writes a hospital under the name of its base. The same hospital gives the same bytes.
///
/// # Errors
/// [`DocumentError::Broken`] when `out` takes no more.
pub fn write_base(world: &World, base: &str, out: &mut dyn Write) -> Result<(), DocumentError> {
    put(out, &Mark::Begin { abhyas_base: BASE_FORMAT, base: base.to_owned() })?;
    for kind in World::KINDS {
        world.write_rows(kind, out)?;
    }
    put(out, &Mark::End { end: true })
}

pub(super) fn write_rows<T: Record>(table: &Table<T>, out: &mut dyn Write) -> Result<(), DocumentError> {
    if table.is_empty() {
        return Ok(());
    }
    put(out, &Mark::Kind { kind: T::KIND.to_owned(), rows: table.len() })?;
    table.iter().try_for_each(|row| put(out, &**row))
}

/// Reads what [`write_base`] wrote: the base's name and the hospital, settled.
///
/// # Errors
/// [`DocumentError`] when it is newer than this program, cut off, or holds what is no record.
pub fn read_base(lines: &mut dyn BufRead) -> Result<(String, World), DocumentError> {
    let base = match mark(lines)? {
        Mark::Begin { abhyas_base, .. } if abhyas_base > BASE_FORMAT => return Err(DocumentError::Newer(abhyas_base)),
        Mark::Begin { base, .. } => base,
        _ => return Err(broken("does not begin as one")),
    };
    let mut world = World::default();
    loop {
        match mark(lines)? {
            Mark::Kind { kind, rows } => world.read_rows(&kind, rows, lines)?,
            Mark::End { .. } => return Ok((base, world)),
            Mark::Begin { .. } => return Err(broken("begins twice")),
        }
    }
}

fn mark(lines: &mut dyn BufRead) -> Result<Mark, DocumentError> {
    let mut line = String::new();
    lines.read_line(&mut line).map_err(broken)?;
    serde_json::from_str(&line).map_err(|_| broken("is cut off, or none"))
}

pub(super) fn read_rows<T: Record>(rows: usize, lines: &mut dyn BufRead) -> Result<Table<T>, DocumentError> {
    // The number comes from the file: room is made as rows come, not before.
    let mut read: Vec<Arc<T>> = Vec::new();
    let mut line = String::new();
    for _ in 0..rows {
        line.clear();
        lines.read_line(&mut line).map_err(broken)?;
        let row = serde_json::from_str(&line);
        read.push(row.map_err(|e| DocumentError::Unreadable { kind: T::KIND.to_owned(), why: e.to_string() })?);
    }
    Ok(Table::of_rows(read))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Level;
    use crate::{Counter, Facility};
    use abhyas_core::FacilityId;

    fn hospital() -> World {
        let mut world = World::default();
        let id = FacilityId::parse("F").unwrap();
        world.lay(Facility {
            id, name_hi: "अस्पताल".into(), name_en: "Hospital".into(), number: 101, level: Level::Dh
        });
        for n in 0..50 {
            world.lay(Counter { id: format!("series-{n}"), last: n });
        }
        world
    }

    fn written() -> String {
        let mut out = Vec::new();
        write_base(&hospital(), "b", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_base_reads_back_as_it_was() {
        let text = written();
        let (name, world) = read_base(&mut text.as_bytes()).unwrap();
        assert_eq!((name.as_str(), &world), ("b", &hospital()));
        assert!(world.indexes_agree());
        assert_eq!(world.record_count(), 51);
        assert_eq!(text.lines().next(), Some(r#"{"abhyas_base":2,"base":"b"}"#));
        let mut again = Vec::new();
        write_base(&world, "b", &mut again).unwrap();
        assert_eq!(String::from_utf8(again).unwrap(), text);
    }

    #[test]
    fn a_file_that_was_cut_off_anywhere_is_refused() {
        let text = written();
        let bytes = text.as_bytes();
        // Without its last line break it is whole all the same.
        for end in 0..bytes.len() - 1 {
            assert!(read_base(&mut &bytes[..end]).is_err(), "cut after {end} bytes");
        }
    }

    #[test]
    fn what_this_program_does_not_know_is_said() {
        let newer = r#"{"abhyas_base":99,"base":"b"}"#;
        assert_eq!(read_base(&mut newer.as_bytes()), Err(DocumentError::Newer(99)));
        let kind = "{\"abhyas_base\":2,\"base\":\"b\"}\n{\"kind\":\"ghost\",\"rows\":0}\n{\"end\":true}\n";
        assert_eq!(read_base(&mut kind.as_bytes()), Err(DocumentError::UnknownKind("ghost".into())));
        let row = "{\"abhyas_base\":2,\"base\":\"b\"}\n{\"kind\":\"counter\",\"rows\":1}\n{\"id\":1}\n{\"end\":true}\n";
        assert!(matches!(read_base(&mut row.as_bytes()), Err(DocumentError::Unreadable { .. })));
    }
}
