//! The file of a base hospital: the lines of [`abhyas_hims::world::write_base`], compressed by zstd, with its checksum.
//!
//! The format's version is in the first line, the last line says that the file is whole, and the frame carries a checksum of
//! what was packed. Any release reads the files of those before it.

use super::SeedError;
use abhyas_hims::World;
use abhyas_hims::world::{read_base, write_base};
use std::io::{BufReader, Read, Write};

/// Level of zstd: higher ones cost many seconds for a large hospital and save little.
const LEVEL: i32 = 3;
/// No base is larger than this when unpacked; a file that claims to be is not read to its end.
const LARGEST: u64 = 1 << 34;

fn broken(error: impl std::fmt::Display) -> SeedError {
    SeedError::File(error.to_string())
}

/// Writes a hospital as a base file.
///
/// # Errors
/// [`SeedError::File`] when `out` takes no more.
pub fn write(world: &World, base: &str, out: impl Write) -> Result<(), SeedError> {
    let mut packed = zstd::Encoder::new(out, LEVEL).map_err(broken)?;
    packed.include_checksum(true).map_err(broken)?;
    write_base(world, base, &mut packed).map_err(broken)?;
    packed.finish().map_err(broken)?.flush().map_err(broken)
}

/// Reads a base file: the base's name and the hospital.
///
/// # Errors
/// [`SeedError::File`] when it was damaged or cut off, or when a later release wrote it.
pub fn read(file: impl Read) -> Result<(String, World), SeedError> {
    let unpacked = zstd::Decoder::new(file).map_err(broken)?.take(LARGEST);
    let mut lines = BufReader::with_capacity(1 << 20, unpacked);
    let read = read_base(&mut lines).map_err(broken)?;
    // What follows the last line is nothing but the frame's checksum: reading on makes zstd compare it.
    let mut rest = Vec::new();
    lines.take(1).read_to_end(&mut rest).map_err(broken)?;
    if rest.is_empty() { Ok(read) } else { Err(broken("something follows the last line")) }
}

#[cfg(test)]
mod tests {
    use super::super::generate;
    use super::*;

    /// Four patients with their past, as the first release of format 2 wrote them.
    const BASE_V2: &[u8] = include_bytes!("../../golden/base-v2.zst");

    #[test]
    fn the_first_packed_format_is_read_by_every_later_release() {
        let (name, world) = read(BASE_V2).unwrap();
        assert_eq!(name, "sadar-muz-4-1-c6-past");
        assert_eq!((world.patients().len(), world.record_count()), (4, 3736));
        assert!(world.indexes_agree());
        // What came later is there with what it says of a hospital of before.
        assert_eq!(world.level(), abhyas_hims::reference::Level::Dh);
        assert!(world.messages().is_empty());
        assert!(world.lab_results().iter().all(|r| r.calculated.is_none()));
        let mut again = Vec::new();
        write(&world, &name, &mut again).unwrap();
        assert_eq!(read(again.as_slice()).unwrap(), (name, world), "and is written again");
    }

    #[test]
    fn a_file_reads_back_and_a_damaged_one_is_refused() {
        let world = generate(30, 1, std::num::NonZeroUsize::MIN).unwrap();
        let mut file = Vec::new();
        write(&world, "b", &mut file).unwrap();
        assert_eq!(read(file.as_slice()).unwrap(), ("b".to_owned(), world));
        assert!(read(&file[..file.len() - 1]).is_err(), "cut off");
        for at in [10, file.len() / 2, file.len() - 2] {
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            assert!(read(damaged.as_slice()).is_err(), "damaged at {at}");
        }
    }
}
