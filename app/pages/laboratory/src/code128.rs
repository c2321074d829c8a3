//! Barcodes as pictures: Code 128, set B (ISO/IEC 15417), as an SVG without styles.

/// The widths of bars and gaps of each symbol, in modules, bar first: values 0 to 105, then the stop.
const WIDTHS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
/// The value of the start symbol of set B.
const START_B: usize = 104;
/// The value of the stop symbol.
const STOP: usize = 106;
/// Empty modules on either side, without which a scanner does not find the bars.
const QUIET: u32 = 10;
/// The height of the bars, in modules.
const HEIGHT: u32 = 40;

/// The values of the symbols of a text: start, characters, check, stop. `None` for a character that set B has not.
fn symbols(text: &str) -> Option<Vec<usize>> {
    let mut values = vec![START_B];
    for c in text.bytes() {
        values.push(usize::from(c.checked_sub(b' ').filter(|v| *v < 96)?));
    }
    let sum: usize = values.iter().enumerate().map(|(at, value)| at.max(1) * value).sum();
    values.push(sum % 103);
    values.push(STOP);
    Some(values)
}

/// The picture of a text; empty for a text that set B has not.
pub(crate) fn svg(text: &str) -> String {
    let Some(values) = symbols(text) else { return String::new() };
    let (mut at, mut bars) = (QUIET, String::new());
    for widths in values.iter().filter_map(|value| WIDTHS.get(*value)) {
        for (place, width) in widths.chars().filter_map(|c| c.to_digit(10)).enumerate() {
            if place % 2 == 0 {
                bars.push_str(&format!(r#"<rect x="{at}" y="0" width="{width}" height="{HEIGHT}"/>"#));
            }
            at += width;
        }
    }
    let width = at + QUIET;
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{}" height="{}" role="img" aria-label="{text}" shape-rendering="crispEdges"><rect width="{width}" height="{HEIGHT}" fill="#fff"/>{bars}</svg>"##,
        width * 2,
        HEIGHT * 2
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_that_of_the_standard() {
        let sum = |w: &str| w.chars().filter_map(|c| c.to_digit(10)).sum::<u32>();
        let bars = |w: &str| w.chars().step_by(2).filter_map(|c| c.to_digit(10)).sum::<u32>();
        let (stop, symbols) = WIDTHS.split_last().unwrap();
        assert!(symbols.iter().all(|w| sum(w) == 11 && bars(w) % 2 == 0), "11 modules, an even number of them dark");
        assert_eq!((sum(stop), WIDTHS.iter().collect::<BTreeSet<_>>().len()), (13, WIDTHS.len()));
    }

    #[test]
    fn a_published_example() {
        // "PJJ123C" in set B has the check value 54 (en.wikipedia.org, Code 128).
        let values = symbols("PJJ123C");
        // That example begins in set A (103); in set B the start adds one.
        assert_eq!(values.map(|v| v[v.len() - 2]), Some(55));
        assert_eq!(symbols("नमूना"), None);
    }

    #[test]
    fn the_picture_is_as_wide_as_its_symbols() {
        let picture = svg("LB000000018");
        let modules = 2 * QUIET + 13 * 11 + 13;
        assert!(picture.contains(&format!("viewBox=\"0 0 {modules} {HEIGHT}\"")), "{picture}");
        assert!(!picture.contains("style"));
        assert_eq!(picture.matches("<rect x=").count(), 13 * 3 + 4);
    }
}
