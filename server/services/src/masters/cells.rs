//! One row as texts, and the checks that follow from what its columns hold.

use super::codes;
use super::kind::{Cell, Column, Kind};
use super::known::Known;
use crate::error::codes::MISSING;
use abhyas_core::{NotAnId, Refusal};
use chrono::NaiveDate;
use std::collections::BTreeMap;

const TEXT_MOST: usize = 200;
const LONG_MOST: usize = 1000;

/// A row whose cells are texts by column name: what a form sends, what a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry(pub BTreeMap<String, String>);

impl Entry {
    /// A row from pairs of column and text.
    #[must_use]
    pub fn from_pairs<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self(pairs.into_iter().map(|(k, v)| (k.into(), v.into().trim().to_owned())).collect())
    }

    /// The text of a column; empty when it is not there.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).map_or("", |text| text.trim())
    }

    /// The columns that name the row, joined: for messages and addresses.
    #[must_use]
    pub fn key(&self, kind: Kind) -> String {
        let names = kind.columns().iter().take(kind.key_columns());
        names.map(|column| self.text(column.name)).collect::<Vec<_>>().join("~")
    }

    pub(super) fn flag(&self, column: &str) -> bool {
        // A column left out of a file leaves things in use.
        yes_or_no(self.text(column)).unwrap_or(true)
    }

    /// Yes or no; what was kept where a file lacks the column, no where the cell is empty.
    pub(super) fn flag_or(&self, column: &str, kept: bool) -> bool {
        if self.has(column) { yes_or_no(self.text(column)).unwrap_or(false) } else { kept }
    }

    /// A number; what was kept where a file lacks the column, the usual one where the cell is empty.
    pub(super) fn number_or(&self, column: &str, kept: i64, usual: i64) -> i64 {
        self.maybe_or(column, Some(kept)).unwrap_or(usual)
    }

    /// A number or none; what was kept where a file lacks the column.
    pub(super) fn maybe_or(&self, column: &str, kept: Option<i64>) -> Option<i64> {
        if self.has(column) { self.text(column).parse().ok() } else { kept }
    }

    /// Whether the column was sent at all: files written before it existed lack it.
    fn has(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }

    pub(super) fn number(&self, column: &str) -> i64 {
        self.text(column).parse().unwrap_or_default()
    }

    pub(super) fn list(&self, column: &str) -> Vec<String> {
        self.text(column).split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    pub(super) fn id<T>(
        &self,
        column: &'static str,
        parse: impl Fn(String) -> Result<T, NotAnId>,
    ) -> Result<T, Refusal> {
        parse(self.text(column).to_owned()).map_err(|_| Refusal::new(codes::ID).at(column))
    }

    pub(super) fn ids<T>(
        &self,
        column: &'static str,
        parse: impl Fn(String) -> Result<T, NotAnId>,
    ) -> Result<Vec<T>, Refusal> {
        let parts = words(self.text(column));
        parts.map(|part| parse(part.to_owned()).map_err(|_| Refusal::new(codes::ID).at(column))).collect()
    }

    pub(super) fn day(&self, column: &'static str) -> Result<NaiveDate, Refusal> {
        let text = self.text(column);
        text.parse().map_err(|_| Refusal::new(codes::DAY).at(column).with("value", text))
    }

    /// Checks every cell by its column.
    pub(super) fn check(&self, kind: Kind, known: &Known) -> Vec<Refusal> {
        kind.columns().iter().filter_map(|column| self.check_cell(column, known).err()).collect()
    }

    fn check_cell(&self, column: &Column, known: &Known) -> Result<(), Refusal> {
        let text = self.text(column.name);
        if text.is_empty() {
            return if column.required { Err(Refusal::new(MISSING).at(column.name)) } else { Ok(()) };
        }
        let unknown = |value: &str| Err(Refusal::new(codes::UNKNOWN).at(column.name).with("value", value));
        match column.cell {
            Cell::Id => self.id(column.name, abhyas_core::OnceKey::parse).map(|_| ()),
            Cell::Text | Cell::List => {
                short_enough(column, text, if column.cell == Cell::Text { TEXT_MOST } else { LONG_MOST })
            }
            Cell::Long => short_enough(column, text, LONG_MOST),
            Cell::Number(least, most) => match text.parse::<i64>() {
                Ok(number) if (least..=most).contains(&number) => Ok(()),
                _ => Err(Refusal::new(codes::NUMBER).at(column.name).with("least", least).with("most", most)),
            },
            Cell::Flag => match yes_or_no(text) {
                Some(_) => Ok(()),
                None => Err(Refusal::new(codes::FLAG).at(column.name).with("value", text)),
            },
            Cell::Day => self.day(column.name).map(|_| ()),
            Cell::Half => match text {
                "0" | "1" => Ok(()),
                _ => Err(Refusal::new(codes::HALF).at(column.name)),
            },
            Cell::Ref(kind) if known.has(kind, text) => Ok(()),
            Cell::Ref(_) => unknown(text),
            Cell::Refs(kind) => match words(text).find(|part| !known.has(kind, part)) {
                Some(part) => unknown(part),
                None => Ok(()),
            },
            // Persons are looked up when the row is written.
            Cell::Staff => Ok(()),
            Cell::Trainer if known.trainers.contains_key(text) => Ok(()),
            Cell::Trainer => unknown(text),
        }
    }
}

fn short_enough(column: &Column, text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().count() <= most {
        Ok(())
    } else {
        Err(Refusal::new(codes::LONG).at(column.name).with("most", most))
    }
}

/// Ids between spaces, commas or semicolons.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', ';']).filter(|part| !part.is_empty())
}

/// What people and spreadsheets write for yes and no.
fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "yes" | "true" | "on" | "हाँ" | "हां" => Some(true),
        "0" | "no" | "false" | "नहीं" => Some(false),
        _ => None,
    }
}
