//! Where districts stand in a map of tiles.

use std::collections::HashSet;

/// The districts of Bihar as tiles: column from west to east, row from north to south. Made by us after the positions of the
/// district towns on the map of Bihar; the ids are not the census's, so names decide.
const BIHAR: &[(&str, usize, usize)] = &[
    ("west champaran", 1, 0),
    ("east champaran", 2, 1),
    ("sheohar", 3, 1),
    ("sitamarhi", 4, 1),
    ("madhubani", 5, 1),
    ("supaul", 6, 1),
    ("araria", 7, 1),
    ("kishanganj", 8, 1),
    ("gopalganj", 1, 1),
    ("siwan", 1, 2),
    ("saran", 2, 3),
    ("muzaffarpur", 3, 2),
    ("darbhanga", 4, 2),
    ("saharsa", 5, 2),
    ("madhepura", 6, 2),
    ("purnia", 7, 2),
    ("vaishali", 3, 3),
    ("samastipur", 4, 3),
    ("begusarai", 5, 3),
    ("khagaria", 6, 3),
    ("katihar", 7, 3),
    ("buxar", 1, 4),
    ("bhojpur", 2, 4),
    ("patna", 3, 4),
    ("nalanda", 4, 4),
    ("lakhisarai", 5, 4),
    ("munger", 6, 4),
    ("bhagalpur", 7, 4),
    ("kaimur", 0, 5),
    ("rohtas", 1, 5),
    ("arwal", 2, 5),
    ("jehanabad", 3, 5),
    ("nawada", 4, 5),
    ("sheikhpura", 5, 5),
    ("jamui", 6, 5),
    ("banka", 7, 5),
    ("aurangabad", 2, 6),
    ("gaya", 3, 6),
];
/// Tiles in a row for districts that are not on the map.
const ACROSS: usize = 4;

type Spot = (usize, usize);

/// Column and row of each district, in their order. Those on the map keep their directions, with empty space left out; others
/// follow in rows below.
pub(super) fn places(names: &[&str]) -> Vec<Spot> {
    let find = |name: &str| BIHAR.iter().find(|(known, ..)| name.trim().eq_ignore_ascii_case(known));
    let mut taken: HashSet<Spot> = HashSet::new();
    let known: Vec<Option<Spot>> = names
        .iter()
        .map(|name| find(name).map(|(_, column, row)| (*column, *row)).filter(|spot| taken.insert(*spot)))
        .collect();
    let spots: Vec<Spot> = known.iter().flatten().copied().collect();
    let columns = closer(&spots, |spot| *spot);
    let rows = closer(&spots, |(column, row)| (*row, columns.get(*column).copied().unwrap_or(*column)));
    let below = spots.iter().filter_map(|(_, row)| rows.get(*row)).max().map_or(0, |last| last + 1);
    let mut others = 0..;
    known
        .into_iter()
        .map(|spot| match spot {
            Some((column, row)) => {
                (columns.get(column).copied().unwrap_or(column), rows.get(row).copied().unwrap_or(row))
            }
            None => {
                let at = others.next().unwrap_or(0);
                (at % ACROSS, below + at / ACROSS)
            }
        })
        .collect()
}

/// Pushes lines (columns, or rows) together: a line joins the one before it where no two tiles meet. Tells the new number of
/// each; `look` gives a tile's number along the way and its number across.
fn closer(spots: &[Spot], look: impl Fn(&Spot) -> Spot) -> Vec<usize> {
    let last = spots.iter().map(|spot| look(spot).0).max().unwrap_or(0);
    let (mut numbers, mut now, mut here) = (Vec::new(), 0, HashSet::new());
    for line in 0..=last {
        let across: HashSet<usize> = spots.iter().map(&look).filter(|(at, _)| *at == line).map(|(_, n)| n).collect();
        if here.intersection(&across).next().is_some() {
            now += 1;
            here.clear();
        }
        here.extend(across);
        numbers.push(now);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_districts_lie_as_on_the_map() {
        let [muz, nal, gop, siw] = places(&["Muzaffarpur", "Nalanda", "Gopalganj", "Siwan"]).try_into().unwrap();
        assert!(gop.0 < muz.0 && siw.0 < muz.0, "Gopalganj and Siwan are in the west");
        assert!(gop.1 < siw.1 && muz.1 < nal.1, "Gopalganj is north of Siwan, Nalanda in the south");
        assert_eq!([muz, nal, gop, siw].iter().map(|s| (s.0 + 1).max(s.1)).max(), Some(2), "no empty space");
    }

    #[test]
    fn no_two_tiles_meet_whatever_the_districts_are() {
        let all: Vec<&str> = BIHAR.iter().map(|(name, ..)| *name).collect();
        let names: Vec<String> = (0..50).map(|n| format!("D{n:02}")).collect();
        let strangers: Vec<&str> = names.iter().map(String::as_str).collect();
        let mixed = [&all[..], &strangers[..], &["Patna", "SIWAN"]].concat();
        for names in [vec![], vec!["Patna"], all, strangers, mixed] {
            let found = places(&names);
            assert_eq!((found.len(), found.iter().collect::<HashSet<_>>().len()), (names.len(), names.len()));
        }
        assert_eq!(BIHAR.len(), 38);
    }
}
