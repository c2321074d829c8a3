//! What differs between two hospitals, or between a hospital before and after.

use super::table::{Record, Table};
use serde_json::Value;

/// A record that is not the same in two hospitals.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The kind of the record.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// As the first one has it; `None` where it has none.
    pub first: Option<Value>,
    /// As the second one has it.
    pub second: Option<Value>,
}

/// A field of a record that is not the same: its path (`place.village.hi`) and its two values.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDifference {
    /// The names of the fields on the way, with dots between; places in a list are numbers from 0.
    pub path: String,
    /// The first value; `None` where there is none.
    pub first: Option<Value>,
    /// The second value.
    pub second: Option<Value>,
}

impl Difference {
    /// The fields that differ, in the order of their paths.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldDifference> {
        let mut fields = Vec::new();
        compare("", self.first.as_ref(), self.second.as_ref(), &mut fields);
        fields
    }
}

/// Adds the records of a table that differ. On the same base it looks only at what was done since.
pub(crate) fn add_differences<T: Record>(first: &Table<T>, second: &Table<T>, all: &mut Vec<Difference>) {
    let as_json = |table: &Table<T>, id: &T::Id| table.get(id).and_then(|row| serde_json::to_value(&**row).ok());
    all.extend(first.differing(second).into_iter().map(|id| Difference {
        kind: T::KIND,
        first: as_json(first, &id),
        second: as_json(second, &id),
        id: id.as_ref().to_owned(),
    }));
}

fn compare(path: &str, first: Option<&Value>, second: Option<&Value>, fields: &mut Vec<FieldDifference>) {
    if first == second {
        return;
    }
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match (first, second) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let mut names: Vec<&String> = one.keys().chain(other.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                compare(&below(name), one.get(name), other.get(name), fields);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            for at in 0..one.len().max(other.len()) {
                compare(&below(&at.to_string()), one.get(at), other.get(at), fields);
            }
        }
        _ => fields.push(FieldDifference { path: path.to_owned(), first: first.cloned(), second: second.cloned() }),
    }
}
