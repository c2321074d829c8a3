//! Where an arrow key leads in a table some of whose cells are places.

/// A row and a column.
pub type At = (usize, usize);

/// The next place in the direction of a key; `None` for another key or where there is none further on.
pub fn step(key: &str, (row, column): At, places: &[At]) -> Option<At> {
    let ahead = |(r, c): &&At| match key {
        "ArrowLeft" => *r == row && *c < column,
        "ArrowRight" => *r == row && *c > column,
        "ArrowUp" => *r < row,
        "ArrowDown" => *r > row,
        "Home" => *r == row && *c < column,
        "End" => *r == row && *c > column,
        _ => false,
    };
    let far = matches!(key, "Home" | "End");
    let way = |(r, c): &&At| (r.abs_diff(row), c.abs_diff(column));
    let found = places.iter().filter(ahead);
    if far { found.max_by_key(way).copied() } else { found.min_by_key(way).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_lead_to_the_nearest_place_and_no_further_than_the_last() {
        // . x x
        // x . .
        // x . x
        let places = [(0, 1), (0, 2), (1, 0), (2, 0), (2, 2)];
        let table = [
            ("ArrowRight", (0, 1), Some((0, 2))),
            ("ArrowRight", (0, 2), None),
            ("ArrowLeft", (0, 2), Some((0, 1))),
            ("ArrowDown", (0, 1), Some((1, 0))),
            ("ArrowDown", (1, 0), Some((2, 0))),
            ("ArrowDown", (2, 2), None),
            ("ArrowUp", (2, 2), Some((1, 0))),
            ("ArrowUp", (0, 1), None),
            ("Home", (2, 2), Some((2, 0))),
            ("End", (2, 0), Some((2, 2))),
            ("Tab", (2, 0), None),
        ];
        for (key, from, to) in table {
            assert_eq!(step(key, from, &places), to, "{key} from {from:?}");
        }
    }
}
