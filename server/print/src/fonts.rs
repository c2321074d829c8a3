//! The fonts, and which of them draws a character.

use crate::PrintError;
use krilla::text::Font;

static DEVANAGARI: &[u8] = include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf");
static DEVANAGARI_BOLD: &[u8] = include_bytes!("../fonts/NotoSansDevanagari-Bold.ttf");
static LATIN: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
static LATIN_BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// The script of a piece of text. The Devanagari font has digits and punctuation but no Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Devanagari,
    Latin,
}

/// One font, as the writer embeds it and as the shaper reads it.
pub(crate) struct Face {
    pub(crate) drawn: Font,
    pub(crate) shaped: rustybuzz::Face<'static>,
}

impl Face {
    fn load(name: &'static str, bytes: &'static [u8]) -> Result<Self, PrintError> {
        let drawn = Font::new(bytes.into(), 0).ok_or(PrintError::Font(name))?;
        let shaped = rustybuzz::Face::from_slice(bytes, 0).ok_or(PrintError::Font(name))?;
        Ok(Self { drawn, shaped })
    }

    /// Whether the font has a glyph for `c`.
    pub(crate) fn has(&self, c: char) -> bool {
        self.shaped.glyph_index(c).is_some()
    }
}

/// The four fonts of everything that is printed.
pub(crate) struct Fonts {
    devanagari: Face,
    devanagari_bold: Face,
    latin: Face,
    latin_bold: Face,
}

impl Fonts {
    /// Reads the fonts that are part of the binary.
    pub(crate) fn load() -> Result<Self, PrintError> {
        Ok(Self {
            devanagari: Face::load("NotoSansDevanagari-Regular", DEVANAGARI)?,
            devanagari_bold: Face::load("NotoSansDevanagari-Bold", DEVANAGARI_BOLD)?,
            latin: Face::load("NotoSans-Regular", LATIN)?,
            latin_bold: Face::load("NotoSans-Bold", LATIN_BOLD)?,
        })
    }

    pub(crate) fn face(&self, script: Script, weight: Weight) -> &Face {
        match (script, weight) {
            (Script::Devanagari, Weight::Regular) => &self.devanagari,
            (Script::Devanagari, Weight::Bold) => &self.devanagari_bold,
            (Script::Latin, Weight::Regular) => &self.latin,
            (Script::Latin, Weight::Bold) => &self.latin_bold,
        }
    }
}
