//! Bars, columns and tiles as SVG without styles. What a picture says is in its name, in its words and in the table beside
//! it; colour only repeats it. 360 units are the width of a phone.

use std::fmt::Write as _;

/// Width of a picture.
const WIDTH: usize = 360;
/// Height of one bar with the words above it.
const BAR: usize = 40;
/// Height of the columns of a picture by week.
const COLUMNS: usize = 150;
/// Labels below the columns, at most.
const MOST_LABELS: usize = 5;
/// Size of a tile.
const TILE: (usize, usize) = (168, 104);
/// Letters of a name that fit beside the numbers.
const NAME_LETTERS: usize = 26;

/// One bar.
pub(super) struct Bar {
    /// What it is about.
    pub name: String,
    /// Its numbers in words.
    pub value: String,
    /// Its length in percent; more than 100 is drawn as 100.
    pub percent: usize,
}

/// One tile of a map, where it lies.
pub(super) struct Tile {
    /// Column, row.
    pub at: (usize, usize),
    /// Its name, then lines of words.
    pub lines: Vec<String>,
    /// Its fill in percent.
    pub percent: usize,
    /// Whether somebody is left out: marked by a sign and a frame, too.
    pub marked: bool,
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A name as long as fits, cut between words where that is possible.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME_LETTERS {
        return name.to_owned();
    }
    let cut: String = name.chars().take(NAME_LETTERS).collect();
    let end = cut.rfind(' ').filter(|at| *at > 0).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end())
}

fn open(label: &str, width: usize, height: usize) -> String {
    format!(
        r#"<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{}">"#,
        escaped(label)
    )
}

/// Bars below one another.
pub(super) fn bars(label: &str, all: &[Bar]) -> String {
    let mut svg = open(label, WIDTH, (all.len() * BAR).max(BAR));
    for (at, bar) in all.iter().enumerate() {
        let (y, length) = (at * BAR, WIDTH * bar.percent.min(100) / 100);
        let _infallible = write!(
            svg,
            r#"<g><title>{}: {}</title><text x="0" y="{}" font-size="13" class="ink">{}</text><text x="{WIDTH}" y="{}" font-size="13" text-anchor="end" class="ink">{}</text><rect x="0" y="{}" width="{WIDTH}" height="12" class="track"/><rect x="0" y="{}" width="{length}" height="12" class="fill"/></g>"#,
            escaped(&bar.name),
            escaped(&bar.value),
            y + 15,
            escaped(&short(&bar.name)),
            y + 15,
            escaped(&bar.value),
            y + 22,
            y + 22,
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Columns beside one another, from left to right; `most` is the height of the picture.
pub(super) fn columns(label: &str, all: &[(String, String, usize)], most: usize) -> String {
    let (top, count) = (22, all.len().max(1));
    let mut svg = open(label, WIDTH, top + COLUMNS + 24);
    let every = count.div_ceil(MOST_LABELS);
    let _infallible =
        write!(svg, r#"<line x1="0" y1="{}" x2="{WIDTH}" y2="{}" class="axis"/>"#, top + COLUMNS, top + COLUMNS);
    for (at, (name, value, number)) in all.iter().enumerate() {
        let (left, right) = (at * WIDTH / count, (at + 1) * WIDTH / count);
        let width = right.saturating_sub(left);
        let height = (*number).min(most).saturating_mul(COLUMNS) / most.max(1);
        let gap = usize::from(width > 4) * 2;
        let _infallible = write!(
            svg,
            r#"<g><title>{}: {}</title><rect x="{}" y="{}" width="{}" height="{height}" class="fill"/>"#,
            escaped(name),
            escaped(value),
            left + gap / 2,
            top + COLUMNS - height,
            width.saturating_sub(gap).max(1),
        );
        // Words below some columns only, and the number above those; the last column always says where it ends.
        let last = at + 1 == count;
        if last || (at % every == 0 && at + every.div_ceil(2) < count) {
            let (x, anchor) = if last { (WIDTH, "end") } else { (left, "start") };
            let _infallible = write!(
                svg,
                r#"<text x="{x}" y="{}" font-size="12" text-anchor="{anchor}" class="ink">{}</text><text x="{x}" y="{}" font-size="12" text-anchor="{anchor}" class="ink">{value}</text>"#,
                top + COLUMNS + 17,
                escaped(name),
                top + COLUMNS - height - 5,
                value = escaped(value),
            );
        }
        svg.push_str("</g>");
    }
    svg.push_str("</svg>");
    svg
}

/// Tiles where they lie.
pub(super) fn tiles(label: &str, all: &[Tile]) -> String {
    let wide = all.iter().map(|t| t.at.0 + 1).max().unwrap_or(1);
    let high = all.iter().map(|t| t.at.1 + 1).max().unwrap_or(1);
    let (width, height) = (TILE.0, TILE.1);
    let mut svg = open(label, wide * (width + 8), high * (height + 8));
    if wide > 2 {
        // Wider than a phone: it scrolls instead of shrinking.
        svg = svg.replacen("class=\"chart\"", "class=\"chart wide\"", 1);
    }
    for tile in all {
        let (x, y) = (tile.at.0 * (width + 8) + 4, tile.at.1 * (height + 8) + 4);
        let class = if tile.marked { "tile-box marked" } else { "tile-box" };
        let _infallible =
            write!(svg, r#"<g><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" class="{class}"/>"#);
        for (at, line) in tile.lines.iter().enumerate() {
            let (size, weight) = if at == 0 { (15, "bold") } else { (13, "normal") };
            let _infallible = write!(
                svg,
                r#"<text x="{}" y="{}" font-size="{size}" font-weight="{weight}" class="ink">{}</text>"#,
                x + 8,
                y + 20 + at * 20,
                escaped(line)
            );
        }
        let (bar, room) = (y + height - 14, width - 16);
        let _infallible = write!(
            svg,
            r#"<rect x="{}" y="{bar}" width="{room}" height="8" class="track"/><rect x="{}" y="{bar}" width="{}" height="8" class="fill"/></g>"#,
            x + 8,
            x + 8,
            room * tile.percent.min(100) / 100
        );
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_name_no_style_and_nothing_unescaped() {
        let bar = |percent| Bar { name: "<b>\"A & B\"".into(), value: "3/4".into(), percent };
        let tile = Tile { at: (1, 2), lines: vec!["<x>".into(), "y".into()], percent: 250, marked: true };
        for svg in [
            bars("All \"bars\"", &[bar(0), bar(50), bar(900)]),
            bars("none", &[]),
            columns("weeks", &[("30-11".into(), "5".into(), 5), ("07-12".into(), "9".into(), 9)], 9),
            columns("none", &[], 0),
            tiles("map", &[tile]),
            tiles("none", &[]),
        ] {
            assert!(
                svg.starts_with("<svg") && svg.ends_with("</svg>") && svg.contains("role=\"img\" aria-label=\""),
                "{svg}"
            );
            assert!(!svg.contains("style=") && !svg.contains("<b>") && !svg.contains("<x>"), "{svg}");
        }
        assert!(
            bars("x", &[bar(900)]).contains(&format!("width=\"{WIDTH}\" height=\"12\" class=\"fill\"")),
            "not out of the picture"
        );
    }

    #[test]
    fn columns_stay_in_the_picture_however_many_there_are() {
        for count in [1, 2, 12, 60, 400] {
            let all: Vec<_> = (0..count).map(|n| (format!("w{n}"), n.to_string(), n)).collect();
            let svg = columns("x", &all, count);
            assert_eq!(svg.matches("class=\"fill\"").count(), count);
            assert!(svg.matches("<text").count() <= 2 * (MOST_LABELS + 1), "{count}");
        }
    }

    #[test]
    fn long_names_are_cut_between_words() {
        for (name, shown) in [
            ("M01 Registration", "M01 Registration"),
            ("M12 Maternal and child health records", "M12 Maternal and child…"),
            ("Abcdefghijklmnopqrstuvwxyzabc", "Abcdefghijklmnopqrstuvwxyz…"),
        ] {
            assert_eq!(short(name), shown);
        }
    }
}
