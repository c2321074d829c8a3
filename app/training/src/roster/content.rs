//! Where a header says nothing, the cells below it may: a column of ten-digit numbers is the mobiles.

use super::cell::{Cell, Line};
use super::columns::{Columns, Field, column_of};
use super::designation::{DesignationMatch, find_designation};
use super::normalise;
use super::reference::Reference;
use super::text::fold;
use std::collections::HashSet;

/// How many lines are looked at.
const LOOK_AT: usize = 60;

/// Fills the needed columns that the header left open, from what stands below it.
pub fn guess_from_content(columns: &mut Columns, lines: &[&Line], reference: &Reference) {
    let open =
        |columns: &Columns| Field::NEEDED.into_iter().filter(|f| column_of(columns, *f).is_none()).collect::<Vec<_>>();
    if open(columns).is_empty() {
        return;
    }
    let sample: Vec<&&Line> = lines.iter().filter(|line| line.filled() >= 3).take(LOOK_AT).collect();
    let width = sample.iter().map(|line| line.cells.len()).max().unwrap_or(0).max(columns.len());
    columns.resize(width, None);
    // Names last: any column of words looks like names until the others are known.
    for field in [Field::Mobile, Field::Designation, Field::Facility, Field::District, Field::Name] {
        if column_of(columns, field).is_some() {
            continue;
        }
        let free = (0..width).filter(|column| columns.get(*column) == Some(&None));
        let scored = free.map(|column| (share(&sample, column, field, reference), column));
        let best = scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        let sure = best.filter(|(percent, _)| *percent >= 50);
        if let Some(place) = sure.and_then(|(_, column)| columns.get_mut(column)) {
            *place = Some(field);
        }
    }
}

/// How many of a hundred filled cells of a column can be of the field.
fn share(sample: &[&&Line], column: usize, field: Field, reference: &Reference) -> usize {
    let cells: Vec<&Cell> = sample.iter().map(|line| line.cell(column)).filter(|cell| !cell.is_blank()).collect();
    if cells.len() * 2 < sample.len() || cells.is_empty() {
        return 0;
    }
    let fits = cells.iter().filter(|cell| fits(cell, field, reference)).count();
    let percent = 100 * fits / cells.len();
    if field == Field::Name {
        let distinct: HashSet<String> = cells.iter().map(|cell| fold(&cell.text())).collect();
        // A column that repeats a few values (block, sex) is not the names.
        return if distinct.len() * 2 >= cells.len() { percent } else { 0 };
    }
    percent
}

fn fits(cell: &Cell, field: Field, reference: &Reference) -> bool {
    let text = cell.text();
    match field {
        Field::Mobile => normalise::mobile(cell, false).is_ok() || normalise::mobile(&Cell::Text(text), true).is_ok(),
        Field::Designation => matches!(find_designation(reference, &text), DesignationMatch::Known(..)),
        Field::Facility => reference.facility_names.contains_key(&fold(&text)),
        Field::District => reference.district(&text).is_some(),
        Field::Name => {
            matches!(cell, Cell::Text(_))
                && normalise::person_name(&text).is_some()
                && !text.chars().any(char::is_numeric)
        }
        _ => false,
    }
}
