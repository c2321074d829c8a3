//! Parameters and rows, the same for both databases.

use crate::error::StoreError;
use std::sync::Arc;

/// A parameter of a statement, or a value of a row.
///
/// The schema has three column types (text, 64-bit integer, bytes), so this is all that ever travels.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number; flags are 0 and 1.
    Int(i64),
    /// A number with a fraction: only ever computed, never stored.
    Real(f64),
    /// Text, also instants, days and JSON.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! value_from {
    ($($from:ty => |$it:ident| $to:expr;)+) => {$(
        impl From<$from> for Value {
            fn from($it: $from) -> Self {
                $to
            }
        }
    )+};
}

value_from! {
    i64 => |it| Value::Int(it);
    i32 => |it| Value::Int(it.into());
    u32 => |it| Value::Int(it.into());
    u16 => |it| Value::Int(it.into());
    u8 => |it| Value::Int(it.into());
    bool => |it| Value::Int(it.into());
    f64 => |it| Value::Real(it);
    &str => |it| Value::Text(it.to_owned());
    String => |it| Value::Text(it);
    &String => |it| Value::Text(it.clone());
    Vec<u8> => |it| Value::Bytes(it);
    &[u8] => |it| Value::Bytes(it.to_vec());
    &Vec<u8> => |it| Value::Bytes(it.clone());
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(it: Option<T>) -> Self {
        it.map_or(Value::Null, Into::into)
    }
}

value_from! {
    &Option<String> => |it| it.as_deref().into();
    &Option<i64> => |it| (*it).into();
}

macro_rules! value_from_ids {
    ($($id:ident)+) => {$(
        impl From<&abhyas_core::$id> for Value {
            fn from(id: &abhyas_core::$id) -> Self {
                Value::Text(id.as_str().to_owned())
            }
        }
        impl From<abhyas_core::$id> for Value {
            fn from(id: abhyas_core::$id) -> Self {
                Value::Text(id.as_str().to_owned())
            }
        }
        impl From<&Option<abhyas_core::$id>> for Value {
            fn from(id: &Option<abhyas_core::$id>) -> Self {
                id.as_ref().into()
            }
        }
    )+};
}

value_from_ids! {
    PersonId DistrictId BlockId FacilityId VenueId RoomId ModuleId RoleId SessionId PlanId ImportId SandboxId BaseId
    ExerciseId AttemptId CertificateId CohortId OnceKey
}

/// The parameters of a statement, in the order of `$1`, `$2`, …
///
/// ```
/// let found = abhyas_store::params!["P-1", 3_i64, None::<String>];
/// assert_eq!(found.len(), 3);
/// ```
#[macro_export]
macro_rules! params {
    ($($it:expr),* $(,)?) => { <[_]>::into_vec(Box::new([$($crate::Value::from($it)),*])) };
}

/// One row of an answer; columns are asked for by name.
#[derive(Debug, Clone)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    fn value(&self, column: &str) -> Result<&Value, StoreError> {
        let position = self.columns.iter().position(|name| name == column);
        position
            .and_then(|at| self.values.get(at))
            .ok_or_else(|| StoreError::Other(format!("the row has no column {column}")))
    }

    fn wrong(column: &str, wanted: &str, found: &Value) -> StoreError {
        let kind = match found {
            Value::Null => "nothing",
            Value::Int(_) => "a number",
            Value::Real(_) => "a fraction",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        };
        StoreError::Corrupt(format!("column {column} should hold {wanted} and holds {kind}"))
    }

    /// The text of a column.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it holds anything else, [`StoreError::Other`] when there is no such column.
    pub fn text(&self, column: &str) -> Result<String, StoreError> {
        match self.value(column)? {
            Value::Text(text) => Ok(text.clone()),
            other => Err(Self::wrong(column, "text", other)),
        }
    }

    /// The text of a column that may be empty (NULL).
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        if *self.value(column)? == Value::Null { Ok(None) } else { self.text(column).map(Some) }
    }

    /// The whole number of a column.
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn int(&self, column: &str) -> Result<i64, StoreError> {
        match self.value(column)? {
            Value::Int(number) => Ok(*number),
            other => Err(Self::wrong(column, "a number", other)),
        }
    }

    /// The whole number of a column that may be empty (NULL).
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        if *self.value(column)? == Value::Null { Ok(None) } else { self.int(column).map(Some) }
    }

    /// The number of a column that may have a fraction (an average).
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn real(&self, column: &str) -> Result<f64, StoreError> {
        match self.value(column)? {
            Value::Real(number) => Ok(*number),
            #[expect(clippy::cast_precision_loss, reason = "a count that was asked for as a fraction")]
            Value::Int(number) => Ok(*number as f64),
            other => Err(Self::wrong(column, "a number", other)),
        }
    }

    /// The bytes of a column.
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        match self.value(column)? {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            other => Err(Self::wrong(column, "bytes", other)),
        }
    }

    /// The bytes of a column that may be empty (NULL).
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn opt_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if *self.value(column)? == Value::Null { Ok(None) } else { self.bytes(column).map(Some) }
    }

    /// The flag of a column: 0 is no, anything else is yes.
    ///
    /// # Errors
    /// As for [`Row::text`].
    pub fn flag(&self, column: &str) -> Result<bool, StoreError> {
        self.int(column).map(|number| number != 0)
    }
}

/// The instant of a column, as `abhyas_core::clock::instant_text` wrote it.
pub(crate) fn instant(row: &Row, column: &str) -> Result<chrono::DateTime<chrono::Utc>, StoreError> {
    let text = row.text(column)?;
    abhyas_core::clock::parse_instant(&text)
        .ok_or_else(|| StoreError::Corrupt(format!("column {column} should hold an instant")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: Value) -> Row {
        Row::new(Arc::from([String::from("it")]), vec![value])
    }

    #[test]
    fn a_column_is_read_as_what_it_holds_and_refuses_to_be_anything_else() {
        assert_eq!(row(Value::from("क")).text("it").unwrap(), "क");
        assert_eq!(row(Value::from(7_i64)).int("it").unwrap(), 7);
        assert!(row(Value::from(true)).flag("it").unwrap());
        assert_eq!(row(Value::Null).opt_text("it").unwrap(), None);
        assert_eq!(row(Value::Null).opt_int("it").unwrap(), None);
        assert_eq!(row(Value::from(vec![1_u8])).bytes("it").unwrap(), vec![1]);
        assert!(matches!(row(Value::Null).text("it"), Err(StoreError::Corrupt(_))));
        assert!(matches!(row(Value::from("7")).int("it"), Err(StoreError::Corrupt(_))));
        assert!(matches!(row(Value::Null).opt_text("other"), Err(StoreError::Other(_))));
    }

    #[test]
    fn parameters_are_made_from_the_types_that_services_hold() {
        let person = abhyas_core::PersonId::parse("P-1").unwrap();
        let role: Option<abhyas_core::RoleId> = None;
        let made = params![&person, Some(&person), &role, 1_u32, false, "x"];
        let text = Value::Text("P-1".into());
        assert_eq!(made, vec![text.clone(), text, Value::Null, Value::Int(1), Value::Int(0), Value::Text("x".into())]);
    }
}
