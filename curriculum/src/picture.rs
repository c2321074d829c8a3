//! Pictures of the real screens: what a file must be, and which address it has.

use abhyas_core::Language;

/// Most bytes of a picture: a lesson with four of them opens on a slow line in the time of one page more.
pub const MOST_BYTES: usize = 40 * 1024;

/// A picture of a screen in one language (WebP), compiled into the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shot {
    /// The module in whose lesson it stands.
    pub module: &'static str,
    /// Its name within the module.
    pub name: &'static str,
    /// The language of the screen.
    pub language: Language,
    /// The file.
    pub bytes: &'static [u8],
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// What is wrong with a file of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShotError {
    /// More bytes than [`MOST_BYTES`].
    #[error("{0} bytes are too many")]
    TooLarge(usize),
    /// Not a WebP file whose size can be read.
    #[error("not a WebP file")]
    NotWebp,
}

impl Shot {
    /// Reads the size of a picture and checks that it may be shown.
    ///
    /// # Errors
    /// [`ShotError`] says what is wrong with the file.
    pub fn new(
        module: &'static str,
        name: &'static str,
        language: Language,
        bytes: &'static [u8],
    ) -> Result<Self, ShotError> {
        if bytes.len() > MOST_BYTES {
            return Err(ShotError::TooLarge(bytes.len()));
        }
        let (width, height) = webp_size(bytes).ok_or(ShotError::NotWebp)?;
        Ok(Self { module, name, language, bytes, width, height })
    }

    /// The name under which a browser asks for it: another content has another name, so that it may be kept for ever.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.{}.{:016x}.webp", self.name, self.language.tag(), fnv1a(self.bytes))
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): tells apart the few versions that a picture ever has. It is no seal.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Width and height of a WebP file, by the header of its first chunk (RFC 9649, sections 2.4 to 2.7).
fn webp_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let at = |from: usize, count: usize| bytes.get(from..from.checked_add(count)?);
    let number = |from: usize, count: usize| {
        Some(at(from, count)?.iter().rev().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)))
    };
    if at(0, 4)? != b"RIFF" || at(8, 4)? != b"WEBP" {
        return None;
    }
    let (width, height) = match at(12, 4)? {
        // A key frame's start code, then 14 bits each; the two bits above are for scaling.
        b"VP8 " if at(23, 3)? == [0x9d, 0x01, 0x2a] => (number(26, 2)? & 0x3fff, number(28, 2)? & 0x3fff),
        // One byte of signature, then 14 bits each, less one.
        b"VP8L" if at(20, 1)? == [0x2f] => {
            let bits = number(21, 4)?;
            ((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)
        }
        // Flags and three reserved bytes, then 24 bits each, less one.
        b"VP8X" => (number(24, 3)? + 1, number(27, 3)? + 1),
        _ => return None,
    };
    (width > 0 && height > 0).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn filled<const N: usize>(start: &[u8]) -> [u8; N] {
        let mut bytes = [0; N];
        let mut at = 0;
        while at < start.len() {
            bytes[at] = start[at];
            at += 1;
        }
        bytes
    }

    // 720 × 960 in each of the three forms.
    static LOSSY: [u8; 40] = filled(b"RIFF\x20\0\0\0WEBPVP8 \x14\0\0\0\x30\x01\0\x9d\x01\x2a\xd0\x02\xc0\x03");
    static LOSSLESS: [u8; 40] = filled(b"RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f\xcf\xc2\xef\0");
    static EXTENDED: [u8; 40] = filled(b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xcf\x02\0\xbf\x03\0");
    static PNG: [u8; 40] = filled(b"\x89PNG\r\n\x1a\n");
    static LARGE: [u8; MOST_BYTES + 1] = filled(b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xcf\x02\0\xbf\x03\0");

    #[test]
    fn the_size_is_read_from_each_form_of_the_file_and_anything_else_is_refused() {
        for (bytes, expected) in [
            (&LOSSY[..], Ok((720, 960))),
            (&LOSSLESS[..], Ok((720, 960))),
            (&EXTENDED[..], Ok((720, 960))),
            (&PNG[..], Err(ShotError::NotWebp)),
            (&LOSSY[..20], Err(ShotError::NotWebp)),
            (&[], Err(ShotError::NotWebp)),
            (&LARGE[..], Err(ShotError::TooLarge(MOST_BYTES + 1))),
        ] {
            let shot = Shot::new("M01", "search", Language::Hi, bytes);
            assert_eq!(shot.map(|shot| (shot.width, shot.height)), expected);
        }
    }

    #[test]
    fn another_content_has_another_name() {
        let name = |bytes| Shot::new("M01", "search", Language::En, bytes).unwrap().file_name();
        assert_ne!(name(&LOSSY), name(&EXTENDED));
        assert_eq!(name(&LOSSY), name(&LOSSY));
        assert!(name(&LOSSY).starts_with("search.en.") && name(&LOSSY).ends_with(".webp"));
        // The test vector of the authors.
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
