//! Text as glyphs: split by script, shaped, measured, wrapped.

use crate::fonts::{Fonts, Script, Weight};
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;

/// A piece of text in one script, shaped. Lengths are in ems: times the font size they are points.
pub(crate) struct Run {
    pub(crate) script: Script,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
}

/// Which script a character belongs to; `None` for digits, spaces and punctuation, which go with their neighbours.
fn script_of(c: char) -> Option<Script> {
    match c {
        '\u{0900}'..='\u{097F}' | '\u{1CD0}'..='\u{1CFF}' | '\u{A8E0}'..='\u{A8FF}' | '\u{200C}' | '\u{200D}' => {
            Some(Script::Devanagari)
        }
        _ if c.is_alphabetic() => Some(Script::Latin),
        _ => None,
    }
}

/// Splits a text into stretches of one script. What belongs to neither stays with the stretch before it as long as that
/// script's font has the character, so that "M01 – मरीज" is two stretches and not five.
fn split<'a>(fonts: &Fonts, weight: Weight, text: &'a str) -> Vec<(Script, &'a str)> {
    let mut current = text.chars().find_map(script_of).unwrap_or(Script::Latin);
    let mut stretches = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let wanted =
            script_of(c).unwrap_or_else(|| if fonts.face(current, weight).has(c) { current } else { Script::Latin });
        if wanted != current {
            push_stretch(&mut stretches, text, start..at, current);
            (current, start) = (wanted, at);
        }
    }
    push_stretch(&mut stretches, text, start..text.len(), current);
    stretches
}

fn push_stretch<'a>(to: &mut Vec<(Script, &'a str)>, text: &'a str, range: Range<usize>, script: Script) {
    if let Some(stretch) = text.get(range).filter(|s| !s.is_empty()) {
        to.push((script, stretch));
    }
}

/// Which stretch of the text a glyph stands for when a reader copies it: the whole word. By clusters would be finer, but
/// marks are drawn beside their advance, and readers that guess spaces from positions would then break words apart.
fn stands_for(text: &str, cluster: usize) -> Range<usize> {
    let (before, after) = (text.get(..cluster).unwrap_or_default(), text.get(cluster..).unwrap_or_default());
    match after.chars().next() {
        Some(c) if c.is_whitespace() => cluster..cluster + c.len_utf8(),
        _ => {
            let start =
                before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
            start..cluster + after.find(char::is_whitespace).unwrap_or(after.len())
        }
    }
}

fn shape(fonts: &Fonts, weight: Weight, script: Script, text: &str) -> Run {
    let face = fonts.face(script, weight);
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(rustybuzz::Direction::LeftToRight);
    let shaped = rustybuzz::shape(&face.shaped, &[], buffer);
    let em = face.drawn.units_per_em();
    #[expect(clippy::cast_precision_loss, reason = "font units are far below 2^23")]
    let ems = |units: i32| units as f32 / em;

    let mut glyphs = Vec::with_capacity(shaped.len());
    let mut width = 0.0;
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        width += ems(position.x_advance);
        glyphs.push(KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            ems(position.x_advance),
            ems(position.x_offset),
            ems(position.y_offset),
            ems(position.y_advance),
            stands_for(text, info.cluster as usize),
            None,
        ));
    }
    Run { script, text: text.to_owned(), glyphs, width }
}

/// Shapes one line of text.
pub(crate) fn runs(fonts: &Fonts, weight: Weight, text: &str) -> Vec<Run> {
    split(fonts, weight, text).into_iter().map(|(script, stretch)| shape(fonts, weight, script, stretch)).collect()
}

/// The width of a line in ems.
pub(crate) fn width(fonts: &Fonts, weight: Weight, text: &str) -> f32 {
    runs(fonts, weight, text).iter().map(|run| run.width).sum()
}

/// Breaks a text at its spaces into lines of at most `limit` ems. A single word that is wider gets a line of its own.
pub(crate) fn wrap(fonts: &Fonts, weight: Weight, text: &str, limit: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(fonts, weight, &format!("{line} {word}")) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(text: &str) -> Vec<(Script, String)> {
        let fonts = Fonts::load().unwrap();
        split(&fonts, Weight::Regular, text).into_iter().map(|(s, t)| (s, t.to_owned())).collect()
    }

    #[test]
    fn a_text_is_split_by_script_and_loses_nothing() {
        use Script::{Devanagari, Latin};
        for (text, scripts) in [
            ("", vec![]),
            ("12-08", vec![Latin]),
            ("मरीज", vec![Devanagari]),
            ("M01 – मरीज पंजीकरण", vec![Latin, Devanagari]),
            ("दिनांक 23-11-2026", vec![Devanagari]),
            ("जाँचें: https://a.example/x", vec![Devanagari, Latin]),
            ("नाम @ अस्पताल", vec![Devanagari, Latin, Devanagari]),
        ] {
            let got = stretches(text);
            assert_eq!(got.iter().map(|(s, _)| *s).collect::<Vec<_>>(), scripts, "{text}");
            assert_eq!(got.into_iter().map(|(_, t)| t).collect::<String>(), text);
        }
    }

    #[test]
    fn a_glyph_stands_for_its_whole_word_and_a_space_for_itself() {
        let text = "एक कृष्ण 7";
        for (cluster, word) in
            [(0, "एक"), ("ए".len(), "एक"), ("एक".len(), " "), ("एक कृ".len(), "कृष्ण"), (text.len() - 1, "7")]
        {
            assert_eq!(text.get(stands_for(text, cluster)), Some(word), "{cluster}");
        }
    }

    #[test]
    fn conjuncts_become_fewer_glyphs_than_letters() {
        let fonts = Fonts::load().unwrap();
        // क्ष is three code points and one ligature; a font that is not shaped would show a visible halant.
        for conjunct in ["क्ष", "त्र", "ज्ञ", "श्र", "द्य"] {
            let shaped = runs(&fonts, Weight::Regular, conjunct);
            let glyphs: usize = shaped.iter().map(|r| r.glyphs.len()).sum();
            assert!(glyphs < conjunct.chars().count(), "{conjunct}: {glyphs} glyphs");
        }
    }

    #[test]
    fn every_glyph_of_the_printed_texts_exists() {
        let fonts = Fonts::load().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            for run in runs(&fonts, weight, "ट्व कृष्ण ₹ ‘’ “” – · @ & M01 abcXYZ 0123456789 ।")
            {
                let face = fonts.face(run.script, weight);
                assert!(run.text.chars().all(|c| face.has(c)), "{:?}", run.text);
            }
        }
    }

    #[test]
    fn lines_are_broken_at_spaces_and_keep_to_the_limit() {
        let fonts = Fonts::load().unwrap();
        let text = "प्राथमिक स्वास्थ्य केंद्र कांटी, मुजफ्फरपुर, बिहार";
        let lines = wrap(&fonts, Weight::Regular, text, 12.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), text);
        for line in lines {
            assert!(width(&fonts, Weight::Regular, &line) <= 12.0 || !line.contains(' '), "{line}");
        }
    }
}
