//! Reading the embedded files.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

/// A file of the demonstration that can not be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct SeedError {
    /// Which file of `seed-data/data`.
    pub file: &'static str,
    /// What is wrong, with the line where it is known.
    pub reason: String,
}

/// The rows of a CSV file with a header line.
pub(crate) fn csv_rows<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, SeedError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|error| SeedError { file, reason: error.to_string() })
}

/// A cell with several values between semicolons, e.g. other spellings of a name.
pub(crate) fn semicolons<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(cell)?;
    Ok(text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
}

/// A cell with several ids between spaces or semicolons.
pub(crate) fn ids<'de, D: Deserializer<'de>, T: DeserializeOwned>(cell: D) -> Result<Vec<T>, D::Error> {
    let text = String::deserialize(cell)?;
    text.split([' ', ';'])
        .filter(|part| !part.is_empty())
        .map(|part| T::deserialize(serde::de::value::StrDeserializer::new(part)))
        .collect()
}
