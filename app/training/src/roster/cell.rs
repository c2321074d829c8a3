//! What a sheet holds before anyone has understood it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One cell as the file has it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed.
    Text(String),
    /// A number; spreadsheets keep mobile numbers this way and lose their leading zeros.
    Number(f64),
    /// A cell formatted as a date.
    Date(NaiveDate),
    /// `TRUE` or `FALSE`.
    Bool(bool),
    /// A formula (its text without a value: we never trust a computed one).
    Formula(String),
    /// An error value such as `#REF!`.
    Error(String),
}

impl Cell {
    /// What a person sees in the cell, trimmed; a whole number without decimals, a date as `dd.mm.yyyy`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.format("%d.%m.%Y").to_string(),
            Self::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Formula(formula) => format!("={formula}"),
            Self::Error(error) => error.clone(),
        }
    }

    /// Whether a person would call the cell empty.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Line {
    /// The number the spreadsheet shows beside it, from 1.
    pub number: u32,
    /// Its cells from column A on; missing ones at the end are empty.
    pub cells: Vec<Cell>,
}

impl Line {
    /// The cell of a column (0 = A); an empty one beyond the end.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(EMPTY)
    }

    /// How many cells are not blank.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_blank()).count()
    }
}

/// One sheet of a workbook, or a whole CSV file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on its tab; empty for CSV.
    pub name: String,
    /// Whether it is hidden from the person who opens the file.
    pub hidden: bool,
    /// Its lines that hold anything, in order.
    pub lines: Vec<Line>,
}

impl Sheet {
    /// The number of columns of the widest line.
    #[must_use]
    pub fn width(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0)
    }
}

/// The letters a spreadsheet shows above a column: 0 → `A`, 26 → `AA`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_cell_reads_as_it_is_seen() {
        for (cell, text) in [
            (Cell::Number(1_234_567_890.0), "1234567890"),
            (Cell::Number(1.5), "1.5"),
            (Cell::Text("  a ".into()), "a"),
            (Cell::Bool(true), "TRUE"),
            (Cell::Formula("A1+1".into()), "=A1+1"),
        ] {
            assert_eq!(cell.text(), text);
        }
    }
}
